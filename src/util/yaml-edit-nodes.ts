// Where the nodes of a parsed YAML text stand: their lines, the ends of their content, the commas and comments after them.
import { isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { YamlEditError } from './yaml-edit-text.ts'

export type MapNode = YAMLMap.Parsed<ParsedNode, ParsedNode | null>
export type SeqNode = YAMLSeq.Parsed<ParsedNode>
export type PairNode = Pair<ParsedNode, ParsedNode | null>

export const isBlockMap = (node: unknown): node is MapNode => isMap(node) && node.flow !== true
export const isBlockScalar = (node: unknown): boolean => isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
/** Nothing is written there, or a word for nothing. */
export const isNothing = (node: ParsedNode | null): boolean => node === null || (isScalar(node) && node.value === null)
export const hasSource = (node: ParsedNode | null): node is ParsedNode => node !== null && node.range[0] < node.range[1]

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
/** The offset after the line break of the line in which content ends at `end`; a block scalar has its own line break. */
export function afterLine(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end
  const next = text.indexOf('\n', end)
  return next < 0 ? text.length : next + 1
}
export const columnOf = (text: string, at: number): number => at - lineStart(text, at)
export const isBlank = (text: string): boolean => text.trim() === ''

export const keyOf = (pair: PairNode): string => (isScalar(pair.key) ? String(pair.key.value) : '')
/** The offset of a pair's key; a key that is written in a way that nobody writes by hand is refused. */
export function keyStart(pair: PairNode): number {
  const source = pair.srcToken
  if (!isScalar(pair.key) || (source && 'explicitKey' in source)) throw new YamlEditError(`the key ${keyOf(pair)} is not a simple one`)
  return pair.key.range[0]
}

/** The offset after a pair's colon; undefined when it has none. */
export function colonEnd(pair: PairNode): number | undefined {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  return colon && colon.offset + 1
}

/** Where the content of a node ends: before the comment on its last line, but after the line break of a block scalar. */
export function nodeEnd(node: ParsedNode): number {
  if (isScalar(node) || (isMap(node) && node.flow) || (isSeq(node) && node.flow)) return node.range[1]
  if (isBlockMap(node)) return pairEnd(node.items.at(-1) as PairNode)
  return isSeq(node) ? nodeEnd(node.items.at(-1) as ParsedNode) : node.range[1]
}

export function pairEnd(pair: PairNode): number {
  return hasSource(pair.value) ? nodeEnd(pair.value) : (colonEnd(pair) ?? pair.key.range[1])
}

/** The node on which a pair ends. */
export function lastLeaf(node: ParsedNode | null): ParsedNode | null {
  if (isBlockMap(node)) return lastLeaf(node.items.at(-1)?.value ?? null)
  return isSeq(node) && !node.flow ? lastLeaf(node.items.at(-1) ?? null) : node
}

/** The offset after the comment lines that follow and stand deeper than `indent`. */
export function afterComments(text: string, from: number, indent: number): number {
  const next = (at: number) => matchAt(/(?:[ \t]*\n)*( *)#[^\n]*\n?/y, text, at)
  let end = from
  for (let comment = next(end); comment && (comment[1] ?? '').length > indent; comment = next(end)) end += comment[0].length
  return end
}

/** The offset after the blank lines and the comment lines that follow. */
export const afterTrivia = (text: string, from: number): number =>
  from + (matchAt(/(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*(?:#[^\n]*)?$)?/y, text, from)?.[0].length ?? 0)

/** The offset after the comma that follows content in a flow collection; undefined when there is none. */
export function afterComma(text: string, from: number): number | undefined {
  const match = matchAt(/(?:\s|#[^\n]*\n)*,/y, text, from)
  return match && from + match[0].length
}

/** The offset after the comment on the same line, or after the blanks that end the line. */
export const afterOwnComment = (text: string, from: number): number => from + (matchAt(/[ \t]+#[^\n]*|[ \t]*(?=\n)/y, text, from)?.[0].length ?? 0)
export const blanksAfter = (text: string, from: number): number => matchAt(/[ \t]*/y, text, from)?.[0].length ?? 0
export function blanksBefore(text: string, to: number): number {
  let from = to
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from -= 1
  return to - from
}

export function matchAt(sticky: RegExp, text: string, from: number): RegExpExecArray | undefined {
  sticky.lastIndex = from
  return sticky.exec(text) ?? undefined
}
