// Edits YAML that people write by hand: a value changes, and every comment, blank line, quote and line end around it stays. Each edit is proved.
import { isMap, parseDocument, visit, type Document } from 'yaml'
import { utf8Text } from './utf8.ts'
import * as at from './yaml-edit-nodes.ts'
import type { Splice } from './yaml-edit-replace.ts'
import { splicesOf } from './yaml-edit-splices.ts'
import { YamlEditError, isPlainMap, samePlain, type Plain } from './yaml-edit-text.ts'
import { readYaml } from './yaml.ts'

export { YamlEditError, type Plain } from './yaml-edit-text.ts'

/** A map inside a large file, edited many times: only the entry concerned is parsed again. */
export interface YamlMap {
  readonly text: () => string
  readonly set: (key: string, value: Plain | undefined) => void
}

/** Sets the value at `path` (keys of maps) in the text, or takes the pair out when `value` is undefined. Idempotent; missing parents are made. */
export function editYaml(text: string, path: readonly string[], value: Plain | undefined): string {
  return edit(text, path, value, lineBreakOf(text))
}

/**
 * Opens a map for many edits. `prefix` is the path of the map (`[]` for the file's own, `['answers']` for a section).
 * The text is split once by the pairs of the map; a map without lines of its own is edited as part of the whole file.
 */
export function openYamlMap(text: string, prefix: readonly string[]): YamlMap {
  const lineBreak = lineBreakOf(text)
  let parts = split(text, prefix)
  const whole = () => parts.head + parts.entries.map((entry) => entry.text).join('') + parts.tail
  const editWhole = (key: string, value: Plain | undefined) => {
    parts = split(edit(whole(), [...prefix, key], value, lineBreak), prefix)
  }
  const set = (key: string, value: Plain | undefined) => {
    const { entries } = parts
    const index = entries.findIndex((entry) => entry.key === key)
    const entry = entries[index]
    const last = entries.at(-1)
    if (last === undefined) return editWhole(key, value)
    if (entry && value !== undefined) {
      entries[index] = { key, text: edit(entry.text, [key], value, lineBreak, true) }
    } else if (entry) {
      const rest = edit(entry.text, [key], undefined, lineBreak, true)
      const before = entries[index - 1]
      if (entries.length === 1 || (before && !samePlain(read(before.text).value, read(before.text + rest).value))) return editWhole(key, value)
      if (before) entries.splice(index - 1, 2, { key: before.key, text: before.text + rest })
      else parts = { ...parts, head: parts.head + rest, entries: entries.slice(1) }
    } else if (value !== undefined) {
      const both = split(edit(last.text, [key], value, lineBreak), [])
      const [is, added, ...others] = both.entries
      if (is === undefined || added === undefined || both.head !== '' || others.length > 0) return editWhole(key, value)
      entries.splice(-1, 1, is, added)
    }
  }
  return { text: whole, set }
}

interface Entry {
  readonly key: string
  readonly text: string
}

/** A text cut before each pair of a block map and after the comments that follow its last; no entries when the map is of another kind. */
function split(text: string, prefix: readonly string[]): { readonly head: string; readonly entries: Entry[]; readonly tail: string } {
  const { lf, doc } = read(text)
  let node: unknown = doc.contents
  for (const step of prefix) node = isMap(node) ? (node as at.MapNode).items.find((pair) => at.keyOf(pair) === step)?.value : undefined
  if (!at.isBlockMap(node)) return { head: text, entries: [], tail: '' }
  const starts = node.items.map((pair) => at.keyStart(pair))
  const lines = starts.map((start) => at.lineStart(lf, start))
  if (starts.some((start, index) => !at.isBlank(lf.slice(lines[index], start)))) return { head: text, entries: [], tail: '' }
  const end = at.afterTrivia(lf, at.afterLine(lf, at.nodeEnd(node)))
  const offset = originalOffset(text)
  const cuts = [...lines, end].map(offset)
  const entries = node.items.map((pair, index) => ({ key: at.keyOf(pair), text: text.slice(cuts[index], cuts[index + 1]) }))
  return { head: text.slice(0, cuts[0]), entries, tail: text.slice(cuts.at(-1)) }
}

/** One edit, proved: the result is read as the program will read it, and nothing but the value at the path has changed. */
function edit(text: string, path: readonly string[], value: Plain | undefined, lineBreak: string, fragment = false): string {
  const before = read(text)
  const wanted = withValue(before.value, path, value)
  const expected = fragment && isPlainMap(wanted) && Object.keys(wanted).length === 0 ? null : wanted
  const attempt = (quoted: boolean): string => {
    const splices = splicesOf(before.lf, before.doc, path, value, { fragment, quoted })
    const result = apply(text, splices, lineBreak)
    if (samePlain(result === text ? before.value : read(result).value, expected)) return result
    throw new YamlEditError(`the value at [${path.join('.')}] cannot be written without a change elsewhere`)
  }
  try {
    return attempt(false)
  } catch (error) {
    // A comment or a blank line that follows would become part of a block scalar: the text is tried in quotes.
    if (error instanceof YamlEditError) return attempt(true)
    throw error
  }
}

/** Puts the splices into the text. */
function apply(text: string, splices: readonly Splice[], lineBreak: string): string {
  const offset = originalOffset(text)
  let result = ''
  let done = 0
  for (const splice of splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const from = offset(splice.from)
    if (from < done) throw new YamlEditError('two changes meet in one place')
    result += text.slice(done, from)
    if (splice.lines && !/(?:^|[\n\uFEFF])$/.test(result)) result += lineBreak
    result += splice.text.replaceAll('\n', lineBreak)
    done = offset(splice.to)
  }
  return result + text.slice(done)
}

/** The plain value with another one at the path. */
function withValue(base: unknown, path: readonly string[], value: Plain | undefined): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (value === undefined && !(isPlainMap(base) && Object.hasOwn(base, key))) return base
  const { [key]: inner, ...others } = isPlainMap(base) ? base : {}
  const next = withValue(inner, rest, value)
  return next === undefined ? others : { ...others, [key]: next }
}

interface Source {
  /** The text as it is parsed: without a byte order mark, lines ending in LF. */
  readonly lf: string
  readonly value: unknown
  readonly doc: Document.Parsed
}

/** Reads a text as `readYaml` does; what it refuses, and anchors, are refused here too. An empty file is null. */
function read(text: string): Source {
  const bytes = new TextEncoder().encode(text)
  const result = readYaml(bytes, 'yaml')
  const problem = result.ok ? undefined : result.problems.find(({ code }) => code !== 'yaml-empty')
  if (problem) throw new YamlEditError(`${problem.code} at ${problem.place.line}:${problem.place.col}`)
  const lf = (utf8Text(bytes) ?? '').replaceAll('\r\n', '\n')
  const doc = parseDocument(lf, { schema: 'core', uniqueKeys: false, stringKeys: true, logLevel: 'error', keepSourceTokens: true })
  visit(doc, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor !== undefined) throw new YamlEditError(`an anchor: &${node.anchor}`)
    },
  })
  return { lf, value: result.ok ? result.yaml.value : null, doc }
}

/** From offsets in the text with LF to offsets in the text as it is. */
function originalOffset(text: string): (offset: number) => number {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const breaks: number[] = []
  for (let next = text.indexOf('\r\n'); next >= 0; next = text.indexOf('\r\n', next + 2)) breaks.push(next - mark - breaks.length)
  return (offset) => {
    let low = 0
    for (let high = breaks.length; low < high;) {
      const middle = (low + high) >> 1
      if ((breaks[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return offset + low + mark
  }
}

/** The line break that most lines have. */
function lineBreakOf(text: string): string {
  const crlf = text.split('\r\n').length - 1
  return crlf * 2 > text.split('\n').length - 1 ? '\r\n' : '\n'
}
