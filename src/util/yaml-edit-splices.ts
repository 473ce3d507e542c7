// What to cut from a YAML text and what to put in, so that a value changes and every other byte stays. Works in text with LF.
import { isMap, isSeq, type Document, type ParsedNode } from 'yaml'
import * as at from './yaml-edit-nodes.ts'
import type { MapNode, PairNode, SeqNode } from './yaml-edit-nodes.ts'
import { replace, type Edit, type Slot, type Splice } from './yaml-edit-replace.ts'
import { YamlEditError, flowPair, flowText, isPlainList, isPlainMap, itemText, pairText, samePlain, type Plain } from './yaml-edit-text.ts'

/** How to make splices: in a `fragment` the map may be left without a pair; `quoted` does without block scalars. */
interface SpliceOptions {
  readonly fragment: boolean
  readonly quoted: boolean
}

/** The splices that set (or, with `undefined`, take out) the value at a path. */
export function splicesOf(text: string, doc: Document.Parsed, path: readonly string[], value: Plain | undefined, options: SpliceOptions): readonly Splice[] {
  const edit: Edit = { text, splices: [], ...options }
  const root = doc.contents
  const start = at.hasSource(root) ? root.range[0] : text.length
  let slot: Slot = { node: root, start, joint: '', indent: -2, step: 2, inFlow: false, isRoot: true }
  for (const [index, key] of path.entries()) {
    const { node } = slot
    const rest = path.slice(index + 1)
    if (!isMap(node) && !at.isNothing(node)) throw new YamlEditError(`there is no map at [${path.slice(0, index).join('.')}]`)
    const pair = isMap(node) ? node.items.find((item) => at.keyOf(item) === key) : undefined
    if (pair === undefined || !isMap(node)) {
      if (value !== undefined) addPath(edit, slot, [key, ...rest], value)
      return edit.splices
    }
    if (rest.length === 0 && value === undefined) {
      changePairs(edit, slot, node, [pair], [])
      return edit.splices
    }
    slot = slotOf(edit, slot, node, pair)
  }
  if (value === undefined) throw new YamlEditError('a whole file cannot be taken out')
  change(edit, slot, value)
  return edit.splices
}

/** A value under keys that are not there yet; the maps made for the path are written as lines. */
function addPath(edit: Edit, slot: Slot, path: readonly [string, ...string[]], value: Plain): void {
  const [key, ...rest] = path
  const added = rest.reduceRight<Plain>((inner, step) => ({ [step]: inner }), value)
  if (isMap(slot.node) && slot.node.items.length > 0) changePairs(edit, slot, slot.node, [], [[key, added]], rest.length)
  else replace(edit, slot, { [key]: added }, path.length)
}

function slotOf({ text }: Edit, parent: Slot, map: MapNode, pair: PairNode): Slot {
  const indent = at.columnOf(text, at.keyStart(pair))
  const colon = at.colonEnd(pair)
  const place = colon === undefined ? { start: at.pairEnd(pair), joint: ': ' } : { start: colon, joint: ' ' }
  return { node: pair.value, ...place, indent, step: stepOf(text, map), inFlow: parent.inFlow || map.flow === true, isRoot: false }
}

/** By how much the values of a map are indented. */
function stepOf(text: string, map: MapNode): number {
  const inner = map.flow ? undefined : map.items.map(({ value }) => value).find(at.isBlockMap)
  return inner ? Math.max(1, at.columnOf(text, inner.range[0]) - at.columnOf(text, map.range[0])) : 2
}

/** Changes what differs, as deep as maps are met by maps, lists of maps by as many others, and lists grow. */
function change(edit: Edit, slot: Slot, value: Plain): void {
  const { node } = slot
  if (isMap(node) && node.items.length > 0 && isPlainMap(value)) {
    const wanted = new Map(Object.entries(value))
    for (const pair of node.items) {
      const inner = wanted.get(at.keyOf(pair))
      if (inner !== undefined) change(edit, slotOf(edit, slot, node, pair), inner)
    }
    const deleted = node.items.filter((pair) => !wanted.delete(at.keyOf(pair)))
    changePairs(edit, slot, node, deleted, [...wanted])
    return
  }
  const is: unknown = node === null ? null : node.toJSON()
  if (samePlain(is, value)) return
  if (isSeq(node) && isPlainList(value) && node.items.length === value.length && node.items.every((item, index) => sharesKeys(item, value[index]))) {
    const inFlow = slot.inFlow || node.flow === true
    for (const [index, item] of node.items.entries()) change(edit, { ...slot, node: item, inFlow, isRoot: false }, value[index] as Plain)
    return
  }
  const grows = isSeq(node) && node.items.length > 0 && isPlainList(value) && samePlain(is, value.slice(0, node.items.length))
  if (grows) appendItems(edit, node, value.slice(node.items.length))
  else replace(edit, slot, value)
}

/** A map that stays one with some of its keys: what stands around its values is kept. */
const sharesKeys = (item: unknown, value: Plain | undefined): boolean =>
  isMap(item) && isPlainMap(value) && (item as MapNode).items.some((pair) => Object.hasOwn(value, at.keyOf(pair)))

/** Takes pairs out of a map and adds others after its last; so many `levels` of what is added are written as lines. */
function changePairs(edit: Edit, slot: Slot, map: MapNode, deleted: readonly PairNode[], added: readonly (readonly [string, Plain])[], levels = 0): void {
  if (deleted.length + added.length === 0) return
  const kept = map.items.filter((pair) => !deleted.includes(pair))
  const last = kept.at(-1)
  if (map.flow) {
    if (last === undefined) return replace(edit, slot, Object.fromEntries(added))
    for (const pair of deleted) deleteFromFlow(edit, map, pair, last)
    if (added.length > 0) appendToFlow(edit, map, { start: at.keyStart(last), end: at.pairEnd(last), isLast: last === map.items.at(-1) }, added.map(flowPair))
    return
  }
  for (const pair of deleted) deleteLines(edit, map, pair)
  if (kept.length + added.length === 0) leaveEmpty(edit, slot, map)
  if (added.length === 0) return
  const sibling = map.items.findLast(({ value }) => isMap(value) && value.items.length > 0)?.value
  const asSibling = at.isBlockMap(sibling) ? Math.max(levels, 1) : levels
  const layout = { indent: at.columnOf(edit.text, map.range[0]), step: stepOf(edit.text, map), quoted: edit.quoted }
  const lines = added.map(([key, value]) => pairText(key, value, { ...layout, levels: isPlainMap(value) ? asSibling : 0 }))
  insertLines(edit, at.nodeEnd(map), layout.indent, lines.join(''))
}

/** Inserts lines after the content that ends at `end` and after the comments that belong to it, being deeper than `indent`. */
function insertLines({ text, splices }: Edit, end: number, indent: number, lines: string): void {
  const from = at.afterComments(text, at.afterLine(text, end), indent)
  splices.push({ from, to: from, text: lines, lines: true })
}

/** A block map whose pairs all go must still read as a map. */
function leaveEmpty({ text, splices, fragment }: Edit, slot: Slot, map: MapNode): void {
  const from = at.lineStart(text, map.range[0])
  if (!slot.isRoot) splices.push({ from: slot.start, to: slot.start, text: ' {}' })
  else if (!fragment) splices.push({ from, to: from, text: '{}\n', lines: true })
}

function deleteLines({ text, splices }: Edit, map: MapNode, pair: PairNode): void {
  const key = at.keyStart(pair)
  const from = at.lineStart(text, key)
  if (!at.isBlank(text.slice(from, key))) throw new YamlEditError(`the key ${at.keyOf(pair)} does not begin its line`)
  const to = at.afterLine(text, at.pairEnd(pair))
  const before = map.items[map.items.indexOf(pair) - 1]
  // A comment that was inside the pair would become text of the block scalar above.
  const swallowed = before !== undefined && at.isBlockScalar(at.lastLeaf(before.value))
  splices.push({ from, to: swallowed ? at.afterComments(text, to, key - from) : to, text: '' })
}

/** Takes a pair, its comma and the comment on its line out of a flow map in which `last` will be the last. */
function deleteFromFlow({ text, splices }: Edit, map: MapNode, pair: PairNode, last: PairNode): void {
  const index = map.items.indexOf(pair)
  const before = map.items[index - 1]
  const isTail = before !== undefined && index > map.items.indexOf(last)
  const start = at.keyStart(pair)
  const end = isTail ? at.pairEnd(pair) : (at.afterComma(text, at.pairEnd(pair)) ?? at.pairEnd(pair))
  const to = at.afterOwnComment(text, end)
  const line = at.lineStart(text, start)
  const comma = isTail ? at.afterComma(text, at.pairEnd(before)) : undefined
  if (comma !== undefined) splices.push({ from: comma - 1, to: comma, text: '' })
  if (at.isBlank(text.slice(line, start)) && text[to] === '\n') splices.push({ from: line, to: to + 1, text: '' })
  else if (isTail) splices.push({ from: Math.max(comma ?? 0, start - at.blanksBefore(text, start)), to, text: '' })
  else splices.push({ from: start, to: to + at.blanksAfter(text, to), text: '' })
}

/** Adds to a flow map or list after an item of it: on the same line, or on lines of their own if that item has one. */
function appendToFlow(
  { text, splices }: Edit,
  node: MapNode | SeqNode,
  after: { readonly start: number; readonly end: number; readonly isLast: boolean },
  items: readonly string[],
): void {
  const { start, end } = after
  const lead = text.slice(at.lineStart(text, start), start)
  const lineEnd = text.indexOf('\n', end)
  if (!at.isBlank(lead) || lineEnd < 0 || lineEnd >= node.range[1]) {
    splices.push({ from: end, to: end, text: items.map((item) => `, ${item}`).join('') })
    return
  }
  const hasComma = after.isLast && at.afterComma(text, end) !== undefined
  if (!hasComma) splices.push({ from: end, to: end, text: ',' })
  splices.push({ from: lineEnd, to: lineEnd, text: items.map((item) => `\n${lead}${item}`).join(',') + (hasComma ? ',' : '') })
}

function appendItems(edit: Edit, list: SeqNode, items: readonly Plain[]): void {
  const last = list.items.at(-1) as ParsedNode
  if (list.flow) return appendToFlow(edit, list, { start: last.range[0], end: at.nodeEnd(last), isLast: true }, items.map(flowText))
  const indent = at.columnOf(edit.text, list.range[0])
  insertLines(edit, at.nodeEnd(list), indent, items.map((item) => itemText(item, { indent, quoted: edit.quoted })).join(''))
}
