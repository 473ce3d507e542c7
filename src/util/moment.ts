// Moments as evidence writes them: a day, or a day with hour and zone. Panama is five hours behind UTC all year.
import { isPlainDate, MOMENT } from '../model/basics.ts'
import { addDays, dayNumber } from './plain-date.ts'

const PANAMA = -5 * 60
const DAY = 24 * 60

/** Seconds since 1970. A day is its midnight in Panama, and so is an hour without a zone; undefined for what is no moment. */
export function instantOf(moment: string): number | undefined {
  const [, day = '', hours = '0', minutes = '0', seconds = '0', sign, zoneHours = '0', zoneMinutes = '0'] = MOMENT.exec(moment) ?? []
  if (!isPlainDate(day)) return undefined
  const away = Number(zoneHours) * 60 + Number(zoneMinutes)
  const zone = moment.endsWith('Z') ? 0 : sign === undefined ? PANAMA : sign === '-' ? -away : away
  return (dayNumber(day) * DAY + Number(hours) * 60 + Number(minutes) - zone) * 60 + Number(seconds)
}

/** The day in Panama, YYYY-MM-DD; undefined for what is no moment. */
export function panamaDay(moment: string): string | undefined {
  const instant = instantOf(moment)
  return instant === undefined ? undefined : addDays('1970-01-01', Math.floor((instant / 60 + PANAMA) / DAY))
}
