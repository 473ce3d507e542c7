// The words that people write for an answer, a tick or a day, in either language, with or without accents.
import { dateOrder, readCell, type DateOrder } from '../evidence/cells.ts'
import { fold } from '../util/fold.ts'
import { ANSWER_VALUES } from '../model/basics.ts'
import { messages } from '../i18n/index.ts'
import type { AnswerValue } from '../model/vocabulary.ts'
import { addDays } from '../util/plain-date.ts'
import type { FilledForm } from './filled.ts'

const SPOKEN: Readonly<Record<string, AnswerValue>> = {
  s: 'yes',
  x: 'yes',
  y: 'yes',
  cumple: 'yes',
  parcial: 'partial',
  enparte: 'partial',
  partially: 'partial',
  planeado: 'planned',
  planeada: 'planned',
  planificada: 'planned',
  previsto: 'planned',
  prevista: 'planned',
  n: 'no',
  nocumple: 'no',
  'n/a': 'not-applicable',
  na: 'not-applicable',
}

const values: ReadonlyMap<string, AnswerValue> = new Map([
  ...Object.entries(SPOKEN),
  ...(['es', 'en'] as const).flatMap((lang) => ANSWER_VALUES.map((value) => [fold(messages(lang).findings.answer[value]), value] as const)),
  ...ANSWER_VALUES.map((value) => [fold(value), value] as const),
])

/** An answer's value, or undefined for a word that is none. */
export const readValue = (text: string): AnswerValue | undefined => values.get(fold(text.trim()))

const YES = new Set(['si', 's', 'yes', 'y', 'x', 'true', 'verdadero', '1', '✓', '✔', '☑', '☒'])
const NO = new Set(['no', 'n', 'false', 'falso', '0', '☐', '✗', '✘'])

/** A tick: true, false, or undefined for a word that is neither. */
export function readTick(text: string): boolean | undefined {
  const word = fold(text.trim()).replace(/\uFE0F/g, '')
  return YES.has(word) ? true : NO.has(word) ? false : undefined
}

const DAY = { name: 'd', type: 'date', required: false, personal: false, sensitive: false, meaning: { es: '-', en: '-' }, aliases: [] } as const

/** Whether the days of a form are written day first or month first; spreadsheets rewrite those of a CSV in the manner of the machine. */
export const daysOrder = ({ questions }: FilledForm): DateOrder =>
  dateOrder(questions.flatMap(({ fields }) => [fields.target?.text ?? '', fields.at?.text ?? '']))

/** 1 January 1990, as spreadsheets count. */
const FIRST_DAY = 32_874

/**
 * A day: `AAAA-MM-DD`, one written another way where nothing else can be meant, or counted by a spreadsheet. What could be two
 * days is refused, never guessed; `order` is what the rest of the form settles.
 */
export function readDay(text: string, serial: number | undefined, order?: DateOrder): string | undefined {
  if (serial !== undefined) {
    const day = Math.floor(serial)
    // Spreadsheets count from 30 December 1899. What lies before the years that evidence may be of is no day but a bare year, or a slip.
    return day >= FIRST_DAY && day < 109_571 ? addDays('1899-12-30', day) : undefined
  }
  const plain = text.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '')
  const same = /^(\d{1,2})[/-]\1[/-]/.test(plain) ? 'dmy' : undefined
  const typed = readCell(plain, { ...DAY, aliases: [] }, dateOrder([plain]) ?? same ?? order)
  return typeof typed === 'object' && typeof typed.value === 'string' ? typed.value : undefined
}
