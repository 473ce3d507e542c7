// How numbers, percentages, dates and lists are written in each language; the machine's locale is never asked.
import type { Range } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'

const MONTHS: Record<Lang, readonly string[]> = {
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

/** 1234.5 → `1,234.5`, as Panama writes it; `decimals` are fixed. */
export function formatNumber(value: number, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** A percentage that already has its one decimal: `51.2 %` in Spanish, `51.2%` in English. */
export const formatPercent = (value: number, lang: Lang): string => `${formatNumber(value, 1)}${lang === 'es' ? ' %' : '%'}`

/** `51.2 %–63.0 %`, or one percentage when both ends are equal; `none` when there is nothing to calculate. */
export function formatRange(range: Range, lang: Lang, none: string): string {
  if (range === null) return none
  if (range.low === range.high) return formatPercent(range.low, lang)
  return `${formatPercent(range.low, lang)}–${formatPercent(range.high, lang)}`
}

/** Basis points (0…10000) as a percentage with one decimal, half away from zero. */
export const pointsToPercent = (points: number): number => Math.floor((points + 5) / 10) / 10

/** Basis points as a percentage: exact with two decimals where one is not enough for redoing a sum. */
export function formatPoints(points: number, lang: Lang): string {
  return `${formatNumber(points / 100, points % 10 === 0 ? 1 : 2)}${lang === 'es' ? ' %' : '%'}`
}

/** A credit from its worst to its best end. */
export function formatCredit(credit: { readonly low: number; readonly high: number } | null, lang: Lang, none: string): string {
  if (credit === null) return none
  if (credit.low === credit.high) return formatPercent(pointsToPercent(credit.low), lang)
  if (credit.low === 0 && credit.high === 10_000) return lang === 'es' ? '0–100 %' : '0–100%'
  return `${formatPercent(pointsToPercent(credit.low), lang)}–${formatPercent(pointsToPercent(credit.high), lang)}`
}

/** `2026-01-31` → `31 de enero de 2026` or `31 January 2026`; a text that is no date stays as it is. */
export function formatDate(date: string, lang: Lang): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  const month = match && MONTHS[lang][Number(match[2]) - 1]
  if (!match || !month) return date
  const day = Number(match[3])
  return lang === 'es' ? `${day} de ${month} de ${match[1]}` : `${day} ${month} ${match[1]}`
}

/** An ISO 8601 duration of whole years, months or days in words: `P12M` → `12 meses`. */
export function formatDuration(duration: string, lang: Lang): string {
  const match = /^P(\d+)([YMD])$/.exec(duration)
  if (!match) return duration
  const unit = {
    Y: { es: ['año', 'años'], en: ['year', 'years'] },
    M: { es: ['mes', 'meses'], en: ['month', 'months'] },
    D: { es: ['día', 'días'], en: ['day', 'days'] },
  }[match[2] as 'Y' | 'M' | 'D'][lang]
  const n = Number(match[1])
  return `${formatNumber(n)} ${n === 1 ? unit[0] : unit[1]}`
}

/** `a, b y c`; Spanish says `e` before the sound of i. */
export function formatList(items: readonly string[], lang: Lang): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  if (items.length === 1) return last
  const and = lang === 'en' ? 'and' : /^h?[ií](?![aeiouáéó])/i.test(last) ? 'e' : 'y'
  return `${items.slice(0, -1).join(', ')} ${and} ${last}`
}

/** A name in the quotation marks of the language. */
export const quoted = (name: string, lang: Lang): string => (lang === 'es' ? `«${name}»` : `“${name}”`)

/** First letter in upper case, the rest as it is. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A name inside a sentence: proper names and acronyms keep their capitals. */
export const inSentence = (name: string): string =>
  /^(?:Estado panameño|Panamanian State|\p{Lu}{2})/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)
