// JSON as bytes, for spelling many large values that share frozen parts: the texts of a rulebook are spelled and encoded once in a
// worker's life, not once for each institution of a country. Gives the very bytes of sorted keys and `JSON.stringify`,
// but what a screen would obey or hide is escaped.
import { UNSAFE } from './terminal-safe.ts'

/** Freezes a value of plain objects and arrays, all the way down, and gives it back. Only what is frozen is remembered. */
export function deepFreeze<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}

/** Keys in code-unit order, undefined left out, one value a line and two spaces a level: the bytes of `JSON.stringify(sorted, null, 2)`, escaped. */
export function prettyBytes(value: unknown): Buffer {
  const writer: Writer = { parts: [], text: '' }
  write(writer, value, '')
  flush(writer)
  return Buffer.concat(writer.parts)
}

/** What is written so far: encoded parts, and text that still waits to be encoded. */
interface Writer {
  readonly parts: Buffer[]
  text: string
}

function flush(writer: Writer): void {
  if (writer.text !== '') writer.parts.push(Buffer.from(writer.text))
  writer.text = ''
}

/** Frozen value → its bytes, per indent. */
const known = new WeakMap<object, Map<string, Buffer>>()
/** Below this many bytes a part is quicker copied as text than kept apart. */
const SMALL = 64

function write(writer: Writer, value: unknown, indent: string): void {
  if (value === null || typeof value !== 'object') writer.text += spell(value)
  else if (!Object.isFrozen(value)) writeParts(writer, value, indent)
  else {
    const layouts = known.get(value) ?? new Map<string, Buffer>()
    known.set(value, layouts)
    let bytes = layouts.get(indent)
    if (!bytes) {
      const inside: Writer = { parts: [], text: '' }
      writeParts(inside, value, indent)
      flush(inside)
      bytes = Buffer.concat(inside.parts)
      layouts.set(indent, bytes)
    }
    if (bytes.length < SMALL) writer.text += bytes.toString()
    else {
      flush(writer)
      writer.parts.push(bytes)
    }
  }
}

function writeParts(writer: Writer, value: object, indent: string): void {
  const inner = `${indent}  `
  const [open, close] = [`\n${inner}`, `\n${indent}`]
  let first = true
  if (Array.isArray(value)) {
    writer.text += '['
    for (const item of value) {
      writer.text += first ? open : `,${open}`
      first = false
      write(writer, item, inner)
    }
    writer.text += first ? ']' : `${close}]`
    return
  }
  const source = value as Readonly<Record<string, unknown>>
  writer.text += '{'
  for (const key of Object.keys(source).toSorted()) {
    const part = source[key]
    if (part === undefined) continue
    writer.text += `${first ? open : `,${open}`}${spellKey(key)}: `
    first = false
    write(writer, part, inner)
  }
  writer.text += first ? '}' : `${close}}`
}

/** Names are few and come again and again; those that are data are not kept for ever. */
const names = new Map<string, string>()
const MAX_NAMES = 5_000

function spellKey(key: string): string {
  let spelt = names.get(key)
  if (spelt === undefined) {
    spelt = spellSafe(key)
    if (names.size < MAX_NAMES) names.set(key, spelt)
  }
  return spelt
}

/** Letters that are written as they are; anything else is left to the engine. */
const PLAIN = /^[ !#-[\]-~\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027]*$/

const spell = (value: unknown): string => (typeof value === 'string' && value.length < 200 && PLAIN.test(value) ? `"${value}"` : spellSafe(value))

const spellSafe = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(UNSAFE, (char) => char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
