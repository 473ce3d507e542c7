// Writes a value in the place of another one, of any kind, and keeps the comments around it.
import { Scalar, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import * as at from './yaml-edit-nodes.ts'
import { YamlEditError, flowText, isPlainList, isPlainMap, literalBody, render, scalarText, type Plain, type Rendered } from './yaml-edit-text.ts'

/** Text to put in the place of `[from, to)`; `lines` says that it is whole lines. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly lines?: boolean
}

/** The text and what is to be done to it. */
export interface Edit {
  readonly text: string
  readonly splices: Splice[]
  /** The whole text is a part of a map and may be left without a pair. */
  readonly fragment: boolean
  /** No block scalars: what follows would become part of one. */
  readonly quoted: boolean
}

/** The place of a value: after a key's colon, or the whole document. */
export interface Slot {
  readonly node: ParsedNode | null
  /** Where a value goes that was not there, and what stands between. */
  readonly start: number
  readonly joint: string
  /** The column of the key, and by how much its value is indented. */
  readonly indent: number
  readonly step: number
  readonly inFlow: boolean
  readonly isRoot: boolean
}

/** Writes the value; so many outer `levels` of maps are written as lines, the rest in house style. */
export function replace(edit: Edit, slot: Slot, value: Plain, levels = 0): void {
  const { text, splices } = edit
  const { node, start, joint } = slot
  if (slot.isRoot && !isPlainMap(value)) throw new YamlEditError('a file is a map')
  if (slot.inFlow) {
    const flow = value !== null && typeof value === 'object' ? flowText(value) : scalarText(value, true, isScalar(node) ? node.type : undefined)
    splices.push(at.hasSource(node) ? { from: node.range[0], to: node.range[1], text: flow } : { from: start, to: start, text: joint + flow })
    return
  }
  const old = oldParts(text, slot)
  const { head, body } = newParts(edit, slot, old, value, levels)
  const { from, to } = old.head
  if (from === to) {
    if (head !== '') splices.push({ from, to, text: joint + head })
  } else if (head === '') splices.push(withoutBlanks(text, from, to))
  else splices.push({ from, to, text: head })
  if (body !== '' || old.body.from < old.body.to) splices.push({ ...old.body, text: body, lines: body !== '' })
}

interface Parts {
  /** What stands after the key. */
  readonly head: { readonly from: number; readonly to: number }
  /** The whole lines below. */
  readonly body: { readonly from: number; readonly to: number }
}

/** The parts of the value that is there. */
function oldParts(text: string, { node, start }: Slot): Parts {
  const nothing = { from: start, to: start }
  const below = (end: number) => ({ from: at.afterLine(text, end), to: at.afterLine(text, end) })
  if (!at.hasSource(node)) return { head: nothing, body: below(start) }
  const [from, to] = node.range
  if ((isMap(node) || isSeq(node)) && !node.flow) return { head: nothing, body: { from: at.lineStart(text, from), to: at.afterLine(text, at.nodeEnd(node)) } }
  if (at.isBlockScalar(node)) {
    const header = from + (at.matchAt(/[|>][-+\d]*/y, text, from)?.[0].length ?? 0)
    return { head: { from, to: header }, body: { from: at.afterLine(text, header), to } }
  }
  const line = { from: at.lineStart(text, from), to: at.afterLine(text, to) }
  const alone = at.isBlank(text.slice(line.from, from)) && at.isBlank(text.slice(to, line.to))
  return alone && line.from > start ? { head: nothing, body: line } : { head: { from, to }, body: below(to) }
}

/** Takes text out with the blanks before it, or with its line when nothing is left on it. */
function withoutBlanks(text: string, from: number, to: number): Splice {
  const start = from - at.blanksBefore(text, from)
  const end = to + at.blanksAfter(text, to)
  if (start !== at.lineStart(text, start)) return { from: start, to, text: '' }
  return { from: start, to: text[end] === '\n' ? end + 1 : end, text: '' }
}

/** The new value as text, in the style of the old one if it can be. */
function newParts(edit: Edit, slot: Slot, old: Parts, value: Plain, levels: number): Rendered {
  const { node, start, indent, step, isRoot } = slot
  const isLines = isRoot || (isSeq(node) && !node.flow && isPlainList(value))
  const layout = { indent, step, taken: start - at.lineStart(edit.text, start), levels: Math.max(levels, isLines ? 1 : 0), quoted: edit.quoted }
  return sameStyle(edit, slot, old, value) ?? render(value, layout)
}

/** A text in the quotes or in the kind of block that the old one has. */
function sameStyle({ text, quoted }: Edit, { node, indent, step }: Slot, old: Parts, value: Plain): Rendered | undefined {
  if (typeof value !== 'string' || !isScalar(node)) return undefined
  if (!at.isBlockScalar(node)) {
    const hasQuotes = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE
    return hasQuotes && !value.includes('\n') ? { head: scalarText(value, false, node.type), body: '' } : undefined
  }
  if (quoted) return undefined
  const header = text.slice(old.head.from, old.head.to)
  const column = /^(?: *\n)*( *)\S/.exec(text.slice(old.body.from, old.body.to))?.[1]?.length ?? 0
  const columns = column > indent && !/\d/.test(header) ? column : indent + step
  const chomp = value.endsWith('\n') ? '' : '-'
  const folded = node.type === Scalar.BLOCK_FOLDED && !/\n[ \t]/.test(value)
  const body = literalBody(folded ? value.replace(/\n+(?=.)/g, '$&\n') : value, columns, true)
  return body === undefined ? undefined : { head: (folded ? '>' : '|') + chomp, body }
}
