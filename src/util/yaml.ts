// Reading YAML that may be hostile: bounded size, bounded depth, no aliases, no tags, no duplicate or dangerous keys,
// and the place of every value, so that a problem can name its line. What writes YAML is yaml-edit.ts.
import { CST, Composer, LineCounter, Parser, isAlias, isMap, isScalar, visit, type Document, type YAMLMap } from 'yaml'
import type { Place, Problem, ProblemCode } from '../model/problem.ts'
import { utf8Text } from './utf8.ts'

export const MAX_YAML_BYTES = 1_000_000
const MAX_DEPTH = 100
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** A parsed file: the plain value and a way to find where a part of it stands. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /**
   * The place of the value (or, with `key`, of the key) at a path; of the nearest parent when it does not exist.
   * With `inside`, that of a character of a text, if the text stands in the file as it is.
   */
  readonly placeOf: (path: readonly PropertyKey[], key?: boolean, inside?: number) => Place
  readonly excerptAt: (line: number) => string
}

type Result = { readonly ok: true; readonly yaml: YamlFile } | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Parses the bytes of one YAML file (`file` is the name to show) or returns every problem found.
 * Depth is checked on the concrete syntax before composing, because a second over-deep document
 * in one process makes the composer abort Node without an exception.
 */
export function readYaml(bytes: Uint8Array, file: string): Result {
  const fail = (code: ProblemCode, line = 0, col = 0, params: Problem['params'] = {}): Result => ({
    ok: false,
    problems: [{ code, place: { file, line, col }, params }],
  })
  if (bytes.length > MAX_YAML_BYTES) return fail('file-too-large', 0, 0, { bytes: bytes.length, limit: MAX_YAML_BYTES })
  const text = utf8Text(bytes)
  if (text === undefined) return fail('bad-encoding')
  const source = text.replaceAll('\r\n', '\n')
  const counter = new LineCounter()
  const tokens = [...new Parser(counter.addNewLine).parse(source)]
  const tooDeep = deepLine(tokens, source)
  if (tooDeep !== undefined) return fail('yaml-too-deep', tooDeep, 1, { limit: MAX_DEPTH })

  const lines = source.split('\n')
  const excerptAt = (line: number) => (lines[line - 1] ?? '').slice(0, 200)
  const composer = new Composer({ schema: 'core', uniqueKeys: false, stringKeys: true, logLevel: 'error' })
  const [doc, second] = [...composer.compose(tokens, true, source.length)]
  if (!doc) return fail('yaml-empty')
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { file, line, col }
  }
  const problems: Problem[] = []
  const add = (code: ProblemCode, offset: number, params: Problem['params'] = {}) => {
    const place = at(offset)
    problems.push({ code, place, params, excerpt: excerptAt(place.line) })
  }
  if (second) add('yaml-many-documents', second.range[0])
  for (const error of doc.errors) {
    add('yaml-syntax', error.pos[0], { detail: error.code })
  }
  for (const warning of doc.warnings) add('yaml-tag', warning.pos[0])
  if (doc.directives?.yaml.explicit) problems.push({ code: 'yaml-directive', place: { file, line: 1, col: 1 }, params: {} })
  if (problems.length > 0) return { ok: false, problems }
  if (doc.contents === null || (isScalar(doc.contents) && doc.contents.value === null)) return fail('yaml-empty')
  checkNodes(doc, add, (offset) => at(offset).line)
  if (problems.length > 0) return { ok: false, problems }
  const placeIn: YamlFile['placeOf'] = (path, key = false, inside = 0) => {
    const { offset, node } = findAt(doc, path, key)
    return at(offset + (inside === 0 ? 0 : charactersTo(node, source, inside)))
  }
  return { ok: true, yaml: { file, value: doc.toJS({ maxAliasCount: 0 }), placeOf: placeIn, excerptAt } }
}

/** Line where nesting passes the limit, found without recursion on the concrete syntax tree. */
function deepLine(tokens: readonly CST.Token[], source: string): number | undefined {
  const stack: { token: unknown; depth: number }[] = []
  for (const token of tokens) {
    stack.push({ token, depth: 0 })
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { token: node, depth } = top
      if (node === null || typeof node !== 'object') continue
      if (depth > MAX_DEPTH) return CST.isCollection(node as CST.Token) ? source.slice(0, (node as CST.BlockMap).offset).split('\n').length : 1
      if ('items' in node && Array.isArray(node.items)) {
        for (const item of node.items as CST.CollectionItem[]) stack.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 })
      }
      if ('value' in node && typeof node.value === 'object') stack.push({ token: node.value, depth })
    }
  }
  return undefined
}

function checkNodes(
  doc: Document.Parsed,
  add: (code: ProblemCode, offset: number, params?: Problem['params']) => void,
  lineOf: (offset: number) => number,
): void {
  visit(doc, {
    Node: (_, node) => {
      if (!isAlias(node) && node.tag !== undefined) add('yaml-tag', node.range?.[0] ?? 0)
    },
    Alias: (_, node) => add('yaml-alias', node.range?.[0] ?? 0),
    Map: (_, map) => {
      if (map.tag !== undefined) add('yaml-tag', map.range?.[0] ?? 0)
      const seen = new Map<string, number>()
      for (const pair of map.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : ''
        const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : (map.range?.[0] ?? 0)
        if (FORBIDDEN_KEYS.has(key)) add('forbidden-key', offset, { key })
        const first = seen.get(key)
        if (first !== undefined) add('duplicate-key', offset, { key, line: lineOf(first) })
        seen.set(key, first ?? offset)
      }
    },
  })
}

/** How far into a scalar's source a character of its text stands; 0 where escapes or line breaks make the two differ. */
function charactersTo(node: unknown, source: string, inside: number): number {
  if (!isScalar(node) || !node.range) return 0
  const [start, end] = node.range
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0
  return source.slice(start + quoted, end - quoted) === node.value ? quoted + inside : 0
}

function findAt(doc: Document.Parsed, path: readonly PropertyKey[], wantKey: boolean): { readonly offset: number; readonly node: unknown } {
  let node: unknown = doc.contents
  let offset = 0
  for (const [index, step] of path.entries()) {
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(step))
      if (!pair) break
      const keyOffset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
      node = pair.value
      offset = (wantKey && index === path.length - 1) || rangeStart(node) === undefined ? keyOffset : (rangeStart(node) ?? keyOffset)
    } else if (node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)]
      offset = rangeStart(node) ?? offset
    } else break
  }
  return { offset, node }
}

type Mapping = YAMLMap<unknown, unknown>
const pairs = new WeakMap<Mapping, ReadonlyMap<string, Mapping['items'][number]>>()

/** The pairs of a map by key, the first of each: thousands of problems may be looked for in one map. */
function pairsOf(map: Mapping): ReadonlyMap<string, Mapping['items'][number]> {
  const known = pairs.get(map) ?? new Map(map.items.toReversed().flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item] as const] : [])))
  pairs.set(map, known)
  return known
}

const rangeStart = (node: unknown): number | undefined =>
  node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined
