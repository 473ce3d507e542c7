// How a new value is written in YAML: the house style of hand-written evidence, as text to splice in. Lines end in LF here.
import { Scalar, stringify } from 'yaml'

/** A plain YAML value: what JSON can say. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }
type PlainMap = { readonly [key: string]: Plain }

/** The edit cannot be made without touching what it should not, or the text is not valid YAML. */
export class YamlEditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'YamlEditError'
  }
}

/** A value as text: `head` goes after `key:` on its line, `body` is the whole lines below it. */
export interface Rendered {
  readonly head: string
  readonly body: string
}

/** Where a value goes and how: the column of its key, the step to the lines below, and what the surroundings ask for. */
interface Layout {
  readonly indent: number
  readonly step: number
  /** Columns already taken on the line by what precedes the value. */
  readonly taken: number
  /** So many levels of maps, or a list, must be written as lines. */
  readonly levels?: number
  /** No block scalar: a comment that follows would become part of it. */
  readonly quoted?: boolean
}

const WIDTH = 100
/** What must be escaped: control characters but tab and line feed, other line separators, byte order marks, lone surrogates. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\p{Surrogate}/gu

export const isPlainMap = (value: unknown): value is PlainMap => value !== null && typeof value === 'object' && !Array.isArray(value)
export const isPlainList = (value: unknown): value is readonly Plain[] => Array.isArray(value)
export const pad = (columns: number): string => ' '.repeat(columns)

/** Writes a value below a key (or a dash) in house style. */
export function render(value: Plain, layout: Layout): Rendered {
  const { indent, step, taken, levels = 0, quoted = false } = layout
  if (typeof value === 'string' && !quoted) {
    const body = literalBody(value, indent + step)
    if (body !== undefined) return { head: value.endsWith('\n') ? '|' : '|-', body }
  }
  if (!isPlainList(value) && !isPlainMap(value)) return { head: scalarText(value, false), body: '' }
  const flow = isEmpty(value) || (levels === 0 && isFlat(value)) ? flowText(value) : undefined
  if (flow !== undefined && (isEmpty(value) || taken + 1 + flow.length <= WIDTH)) return { head: flow, body: '' }
  const inner = { indent: indent + step, step, levels: Math.max(0, levels - 1), quoted }
  const texts = isPlainList(value) ? value.map((item) => itemText(item, inner)) : Object.entries(value).map(([key, item]) => pairText(key, item, inner))
  return { head: '', body: texts.join('') }
}

/** The lines of a pair of a block map whose keys stand at `indent`. */
export function pairText(key: string, value: Plain, layout: Omit<Layout, 'taken'>): string {
  const start = `${pad(layout.indent)}${keyText(key)}:`
  const { head, body } = render(value, { ...layout, taken: start.length })
  return `${start}${head && ` ${head}`}\n${body}`
}

/** The lines of an item of a block list whose dashes stand at `indent`. */
export function itemText(value: Plain, layout: Omit<Layout, 'taken' | 'step'>): string {
  const { head, body } = render(value, { ...layout, step: 2, taken: layout.indent + 1 })
  const start = `${pad(layout.indent)}- `
  return head === '' ? start + body.slice(start.length) : `${start}${head}\n${body}`
}

/** A value inside brackets or braces, on one line. */
export function flowText(value: Plain): string {
  if (isPlainList(value)) return `[${value.map(flowText).join(', ')}]`
  if (isPlainMap(value)) return `{${Object.entries(value).map(flowPair).join(', ')}}`
  return scalarText(value, true)
}

/** A pair inside braces. */
export const flowPair = ([key, value]: readonly [string, Plain]): string => `${scalarText(key, true)}: ${flowText(value)}`

/** A scalar on one line; quoted only where it must be, or in the style of the one it replaces. */
export function scalarText(value: string | number | boolean | null, inFlow: boolean, style?: string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new YamlEditError(`${value} is not a number YAML can share`)
  if (typeof value !== 'string') return stringify(value).slice(0, -1)
  if (value.includes('\n') || value.search(UNSAFE) >= 0 || style === Scalar.QUOTE_DOUBLE) return doubleQuoted(value)
  if (style === Scalar.QUOTE_SINGLE) return `'${value.replaceAll("'", "''")}'`
  const options = { lineWidth: 0, flowCollectionPadding: false, collectionStyle: 'flow' } as const
  const text = inFlow ? stringify([value], options).slice(1, -2) : stringify(value, options).slice(0, -1)
  return text.includes('\n') ? doubleQuoted(value) : text
}

const keyText = (key: string): string => scalarText(key, false)

/** The lines of `|` or `|-`, when the text needs no indentation indicator and nothing escaped; undefined otherwise. */
export function literalBody(text: string, indent: number, single = false): string | undefined {
  if (!(single || text.includes('\n')) || !/^\S/.test(text) || !/\S\n?$/.test(text) || text.search(UNSAFE) >= 0) return undefined
  const lines = text.replace(/\n$/, '').split('\n')
  return lines.map((line) => (line === '' ? '\n' : `${pad(indent)}${line}\n`)).join('')
}

/** JSON's spelling is YAML's, with what JSON leaves raw escaped too. */
const doubleQuoted = (text: string): string => JSON.stringify(text).replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Whether two plain values are the same; the order of keys does not matter. */
export function samePlain(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => samePlain(item, b[index]))
  if (!isPlainMap(a) || !isPlainMap(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && samePlain(a[key], b[key]))
}

const isEmpty = (value: readonly Plain[] | PlainMap): boolean => Object.keys(value).length === 0
const isOneLine = (value: Plain): boolean => value === null || (typeof value === 'string' ? !value.includes('\n') : typeof value !== 'object')
/** A list of scalars, or a map of scalars and of such lists, none of them of several lines. */
const isFlat = (value: readonly Plain[] | PlainMap): boolean =>
  isPlainList(value) ? value.every(isOneLine) : Object.values(value).every((item) => isOneLine(item) || (isPlainList(item) && item.every(isOneLine)))
