// Edits of hand-written YAML: what changes, and above all what does not.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { YamlEditError, editYaml, openYamlMap, type Plain } from '../../src/util/yaml-edit.ts'
import { readYaml } from '../../src/util/yaml.ts'

const valueOf = (text: string): unknown => {
  const result = readYaml(new TextEncoder().encode(text), 'f.yaml')
  if (result.ok) return result.yaml.value
  if (result.problems.every(({ code }) => code === 'yaml-empty')) return null
  throw new Error(`${result.problems.map(({ code }) => code).join()}\n${text}`)
}
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)

type Case = [name: string, before: string, path: string[], value: Plain | undefined, after: string]
const entry = { value: 'yes', criteria: { 'acto-vigente': true, dedicado: true }, documents: ['a', 'b'] }
const entryLines = '  value: yes\n  criteria: {acto-vigente: true, dedicado: true}\n  documents: [a, b]\n'

const CASES: Case[] = [
  // where a file begins
  ['an empty file', '', ['a'], 1, 'a: 1\n'],
  ['only comments', '# one\n\n# two\n', ['a', 'b'], 1, '# one\n\n# two\na:\n  b: 1\n'],
  ['only a comment, no final newline', '# one', ['a'], 1, '# one\na: 1\n'],
  ['only a byte order mark', '\uFEFF', ['a'], 1, '\uFEFFa: 1\n'],
  ['{}', '{}\n', ['a'], 1, 'a: 1\n'],
  ['{} with comments', '# h\n{} # c\n# end\n', ['a', 'b'], 1, '# h\n# c\na:\n  b: 1\n# end\n'],
  ['a document marker', '---\n# c\n', ['a'], 1, '---\n# c\na: 1\n'],
  ['answers: {}', 'answers: {}   # c\n', ['answers', 'A'], 'yes', 'answers:   # c\n  A: yes\n'],
  ['answers: nothing', 'answers:\n# end\n', ['answers', 'A'], 'yes', 'answers:\n  A: yes\n# end\n'],
  ['answers: ~', 'answers: ~ # c\nz: 1\n', ['answers', 'A', 'value'], 'yes', 'answers: # c\n  A:\n    value: yes\nz: 1\n'],
  ['the whole file', 'a: 1 # c\nb: 2\n', [], { b: 3, d: 4 }, 'b: 3\nd: 4\n'],
  // scalars
  ['a comment on the line', 'value: yes   # el acto está en trámite\n', ['value'], 'no', 'value: no   # el acto está en trámite\n'],
  ['equal, written differently', 'a: "x"\n', ['a'], 'x', 'a: "x"\n'],
  ['a number, written differently', 'a: 1e3 # c\n', ['a'], 1000, 'a: 1e3 # c\n'],
  ['double quotes stay', 'a: "x" # c\n', ['a'], 'y "z"', 'a: "y \\"z\\"" # c\n'],
  ['single quotes stay', "a: 'x' # c\n", ['a'], "d'Ors", "a: 'd''Ors' # c\n"],
  ['quotes go with the string', 'a: "5"\n', ['a'], 5, 'a: 5\n'],
  ['quotes come where needed', 'a: x\n', ['a'], 'x: y', 'a: "x: y"\n'],
  ['a number that is a text', 'a: x\n', ['a'], '012', 'a: "012"\n'],
  ['a date is a text', 'a: x\n', ['a'], '2026-10-07', 'a: 2026-10-07\n'],
  ['a boolean that is a text', 'a: x\n', ['a'], 'true', 'a: "true"\n'],
  ['yes is a text', 'a: no\n', ['a'], 'yes', 'a: yes\n'],
  ['a value that was missing', 'note:   # c\nb: 1\n', ['note'], 'x', 'note: x   # c\nb: 1\n'],
  ['a value on the next line', 'a:\n  x # c\nb: 1\n', ['a'], 'y', 'a:\n  y # c\nb: 1\n'],
  ['a plain text of two lines', 'a: one\n  two # c\nb: 1\n', ['a'], 'three', 'a: three # c\nb: 1\n'],
  ['no final newline stays', 'a: 1\nb: 2', ['b'], 3, 'a: 1\nb: 3'],
  ['no final newline, something appended', 'a: 1\nb: 2', ['c'], 3, 'a: 1\nb: 2\nc: 3\n'],
  ['escapes', 'a: x\n', ['a'], 'x\u0000\u2028\r', 'a: "x\\u0000\\u2028\\r"\n'],
  ['unicode', 'a: ñ # é\n', ['a'], 'Ñandú 😀', 'a: Ñandú 😀 # é\n'],
  ['a long line is not folded', 'a: x\n', ['a'], 'palabra '.repeat(60).trim(), `a: ${'palabra '.repeat(60).trim()}\n`],
  // block scalars
  ['a text of two lines', 'a: x # c\nb: 1\n', ['a'], 'one\n\ntwo', 'a: |- # c\n  one\n\n  two\nb: 1\n'],
  ['… with a final newline', 'a:\nb: 1\n', ['a'], 'one\ntwo\n', 'a: |\n  one\n  two\nb: 1\n'],
  ['… that begins with a blank', 'a: x\n', ['a'], ' one\ntwo', 'a: " one\\ntwo"\n'],
  ['a literal keeps its indentation and its comment', 'a: | # c\n     x\n     y\n\n# d\nb: 1\n', ['a'], 'z', 'a: |- # c\n     z\n\n# d\nb: 1\n'],
  ['a folded text stays folded', 'a: >-\n  x\n  y\nb: 1\n', ['a'], 'p q\n\nr', 'a: >-\n  p q\n\n\n  r\nb: 1\n'],
  ['a literal becomes a number', 'a: |- # c\n  x\n  y\nb: 1\n', ['a'], 5, 'a: 5 # c\nb: 1\n'],
  ['a literal becomes a map', 'a: |- # c\n  x\nb: 1\n', ['a'], { p: { q: 1 } }, 'a: # c\n  p: {q: 1}\nb: 1\n'],
  ['a comment would become text', 'a: x\n  # c\nb: 1\n', ['a'], 'one\ntwo', 'a: "one\\ntwo"\n  # c\nb: 1\n'],
  ['a comment above the value would become text', 'a:\n  # c\n  b: 1\n', ['a'], 'one\ntwo', 'a: "one\\ntwo"\n  # c\n'],
  ['a blank line would become text', 'a: x\n    \nb: 1\n', ['a'], 'one\ntwo', 'a: "one\\ntwo"\n    \nb: 1\n'],
  ['a comment before the value in the wrong column', 'a:\n# c\n  x\n', ['a'], 'one\ntwo', 'a: "one\\ntwo"\n# c\n'],
  ['a literal at the end of the file', 'a: |\n  x', ['b'], 1, 'a: |\n  x\nb: 1\n'],
  // block maps
  ['a new entry', 'A: 1 # a\n\n# end\n', ['B'], entry, `A: 1 # a\nB:\n${entryLines}\n# end\n`.replace('B:\n', 'B:\n')],
  ['a new entry after maps', 'A:\n  value: no\n', ['B'], { value: 'yes' }, 'A:\n  value: no\nB:\n  value: yes\n'],
  ['a new entry after flow maps', 'A: {value: no}\n', ['B'], { value: 'yes' }, 'A: {value: no}\nB: {value: yes}\n'],
  [
    'the indentation of the siblings',
    'm:\n    a:\n        x: 1\n',
    ['m', 'b', 'y'],
    'p\nq',
    'm:\n    a:\n        x: 1\n    b:\n        y: |-\n            p\n            q\n',
  ],
  [
    'a map changes where it differs',
    'a:\n  x: 1 # one\n\n  # two\n  y: "2"\n  z: [1]\n',
    ['a'],
    { w: 0, y: '2', x: 3 },
    'a:\n  x: 3 # one\n\n  # two\n  y: "2"\n  w: 0\n',
  ],
  [
    'comments that are deeper belong to the last pair',
    'm:\n  a:\n    x: 1\n    # deep\n  # end\n',
    ['m', 'b'],
    1,
    'm:\n  a:\n    x: 1\n    # deep\n  b: 1\n  # end\n',
  ],
  ['a pair goes', 'a: 1\n# above\nb: 2 # own\n# below\nc: 3\n', ['b'], undefined, 'a: 1\n# above\n# below\nc: 3\n'],
  ['a pair of many lines goes', 'a:\n  - b: |\n      x\n  # in\n  - y\n\nc: 3\n', ['a'], undefined, '\nc: 3\n'],
  ['the last pair of a map goes', 'a: # c\n  # in\n  b: 1 # own\n  # end\nz: 1\n', ['a', 'b'], undefined, 'a: {} # c\n  # in\n  # end\nz: 1\n'],
  ['the last pair of the file goes', '# c\na: 1\n', ['a'], undefined, '# c\n{}\n'],
  ['what is not there goes', 'a: 1\n', ['b', 'c'], undefined, 'a: 1\n'],
  ['a map becomes empty', 'a:\n  b: 1\n', ['a'], {}, 'a: {}\n'],
  ['a map becomes a text', 'a: # c\n  b: 1\n  c: 2 # d\nz: 1\n', ['a'], 'x', 'a: x # c\nz: 1\n'],
  ['a comment after a literal stays a comment', 'a: |-\n  x\nb:\n  c: 1\n  # in b\nd: 1\n', ['b'], undefined, 'a: |-\n  x\nd: 1\n'],
  ['… after a blank line too', 'a: |-\n  x\nb:\n  c: 1\n\n  # in b\nd: 1\n', ['b'], undefined, 'a: |-\n  x\nd: 1\n'],
  ['a deep path', 'a:\n  b:\n    c: {d: {e: 1, f: 2}} # c\n', ['a', 'b', 'c', 'd', 'e'], 'x, y', 'a:\n  b:\n    c: {d: {e: "x, y", f: 2}} # c\n'],
  ['keys that need quotes', 'a: 1\n', ['b: c'], { true: 1, '#': 2, '': 3 }, 'a: 1\n"b: c": {"true": 1, "#": 2, "": 3}\n'],
  ['a key in quotes is found', '"a b": 1 # c\n', ['a b'], 2, '"a b": 2 # c\n'],
  ['keys like numbers are texts', '1: x\n', ['1'], 'y', '1: y\n'],
  // flow maps
  ['a pair joins a flow map', 'a: {x: 1} # c\n', ['a', 'y'], [1, 'p, q'], 'a: {x: 1, y: [1, "p, q"]} # c\n'],
  ['a flow map with a last comma', 'a: {x: 1,}\n', ['a', 'y'], 2, 'a: {x: 1, y: 2,}\n'],
  ['the first pair of a flow map goes', 'a: { x: 1, y: 2 } # c\n', ['a', 'x'], undefined, 'a: { y: 2 } # c\n'],
  ['the last pair of a flow map goes', 'a: { x: 1, y: 2 } # c\n', ['a', 'y'], undefined, 'a: { x: 1 } # c\n'],
  ['all pairs of a flow map go', 'a: {x: 1} # c\n', ['a', 'x'], undefined, 'a: {} # c\n'],
  ['a flow map changes in all ways', 'a: {x: 1, y: 2, z: 3, w: 4}\n', ['a'], { y: 5, z: 3, v: 6 }, 'a: {y: 5, z: 3, v: 6}\n'],
  ['a flow map of many lines', 'a: {\n  x: 1, # one\n  # above\n  y: 2 # two\n}\n', ['a'], { x: 3, z: 4 }, 'a: {\n  x: 3, # one\n  z: 4\n  # above\n}\n'],
  ['… grows', 'a: {\n  x: 1, # one\n  y: 2, # two\n}\n', ['a', 'z'], 3, 'a: {\n  x: 1, # one\n  y: 2, # two\n  z: 3,\n}\n'],
  ['… loses its first', 'a: {\n  x: 1, # one\n  y: 2 # two\n}\n', ['a', 'x'], undefined, 'a: {\n  y: 2 # two\n}\n'],
  ['a key without a value', 'a: {x, y: }\n', ['a'], { x: 1, y: 2 }, 'a: {x: 1, y: 2 }\n'],
  ['a text of two lines in a flow map', 'a: {x: 1}\n', ['a', 'x'], 'p\nq', 'a: {x: "p\\nq"}\n'],
  ['an empty map in a flow map', 'a: {x: {}}\n', ['a', 'x', 'y'], 1, 'a: {x: {y: 1}}\n'],
  // lists
  ['a flow list grows', 'a: [x, "y"] # c\n', ['a'], ['x', 'y', 'z'], 'a: [x, "y", z] # c\n'],
  ['a flow list of many lines grows', 'a: [\n  x, # one\n  y # two\n] # c\n', ['a'], ['x', 'y', 'z'], 'a: [\n  x, # one\n  y, # two\n  z\n] # c\n'],
  [
    'a block list grows',
    'a:\n  - x # one\n  # end\nb: 1\n',
    ['a'],
    ['x', { k: 'v' }, 'p\nq'],
    'a:\n  - x # one\n  - {k: v}\n  - |-\n    p\n    q\n  # end\nb: 1\n',
  ],
  ['a block list at the column of its key', 'a:\n- x\nb: 1\n', ['a'], ['x', 'y'], 'a:\n- x\n- y\nb: 1\n'],
  ['an equal list', 'a: [ 1,2 ]\n', ['a'], [1, 2], 'a: [ 1,2 ]\n'],
  ['a list changes', 'a: [x, y] # c\n', ['a'], ['y'], 'a: [y] # c\n'],
  ['a block list stays one', 'a: # c\n  - x\n  - y\nb: 1\n', ['a'], ['y'], 'a: # c\n  - y\nb: 1\n'],
  [
    'maps of a list change one by one',
    'a:\n  - {x: 1, y: 2} # one\n  - x: 3 # three\n    # of two\n    y: 4\nb: 1\n',
    ['a'],
    [
      { x: 1, y: 5 },
      { x: 6, y: 4 },
    ],
    'a:\n  - {x: 1, y: 5} # one\n  - x: 6 # three\n    # of two\n    y: 4\nb: 1\n',
  ],
  ['a map of a flow list changes', 'a: [{x: 1}, {x: 2, y: 3}] # c\n', ['a'], [{ x: 1 }, { x: 4, y: 3 }], 'a: [{x: 1}, {x: 4, y: 3}] # c\n'],
  ['a list becomes empty', 'a:\n  - x\nb: 1\n', ['a'], [], 'a: []\nb: 1\n'],
  ['a list begins', 'a: []\n', ['a'], ['x', 'y'], 'a: [x, y]\n'],
  [
    'lists in lists',
    'a:\n',
    ['a'],
    [
      ['x', { p: ['q'] }],
      [['r'], 's\nt'],
    ],
    'a:\n  - - x\n    - {p: [q]}\n  - - [r]\n    - |-\n      s\n      t\n',
  ],
  ['a long map is written as lines', '', ['a'], { x: 'p'.repeat(60), y: 'q'.repeat(60) }, `a:\n  x: ${'p'.repeat(60)}\n  y: ${'q'.repeat(60)}\n`],
  // line ends
  ['CRLF', 'a: 1 # c\r\nb: x\r\n', ['b'], 'p\nq', 'a: 1 # c\r\nb: |-\r\n  p\r\n  q\r\n'],
  ['CRLF, a pair appended and no final newline', 'a: 1\r\nb: x', ['c', 'd'], 1, 'a: 1\r\nb: x\r\nc:\r\n  d: 1\r\n'],
  ['CRLF in a literal', 'a: |\r\n  x\r\n  y\r\nb: 1\r\n', ['b'], 2, 'a: |\r\n  x\r\n  y\r\nb: 2\r\n'],
  ['CRLF, a pair goes', 'a: 1\r\nb: 2\r\nc: 3\r\n', ['b'], undefined, 'a: 1\r\nc: 3\r\n'],
  ['mixed line ends', 'a: 1\r\nb: 2\nc: 3\nd: 4\r\n', ['e'], { f: 'x\ny' }, 'a: 1\r\nb: 2\nc: 3\nd: 4\r\ne:\n  f: |-\n    x\n    y\n'],
  ['a byte order mark', '\uFEFF# c\r\na: 1\r\n', ['a'], 2, '\uFEFF# c\r\na: 2\r\n'],
]

test.for(CASES)('%s', ([, before, path, value, after]) => {
  const result = editYaml(before, path, value)
  expect(result).toBe(after)
  expect(editYaml(result, path, value)).toBe(result)
  if (path.length > 0) expect(at(valueOf(result), path)).toEqual(value)
})

test.for<[name: string, text: string, path: string[], value?: Plain]>([
  ['duplicate keys', 'a: 1\na: 2\n', ['b'], 1],
  ['duplicate keys, deep', 'x: {a: 1, a: 2}\n', ['b'], 1],
  ['an alias', 'a: &x 1\nb: *x\n', ['c'], 1],
  ['an anchor', 'a: &x 1\n', ['a'], 2],
  ['a tag', 'a: !!str 1\n', ['a'], 2],
  ['a tag without a name', 'a: ! x\n', ['a'], 'y'],
  ['a tag on a map', 'a: !!map {b: 1}\n', ['a', 'b'], 2],
  ['an open bracket', 'a: [1\nb: 2\n', ['b'], 3],
  ['a tab', 'a:\n\tb: 1\n', ['a'], 3],
  ['two documents', 'a: 1\n---\nb: 2\n', ['a'], 3],
  ['a directive', '%YAML 1.2\n---\na: 1\n', ['a'], 3],
  ['too deep', '['.repeat(500) + ']'.repeat(500), ['a'], 3],
  ['a forbidden key', 'a: 1\n', ['__proto__', 'x'], 3],
  ['a forbidden key in the value', 'a: 1\n', ['b'], JSON.parse('{"__proto__": 1}') as Plain],
  ['a list is no map', '- a\n', ['a'], 3],
  ['a text is no map', 'a: x\n', ['a', 'b'], 3],
  ['a text is no map, nothing to take out', 'a: x\n', ['a', 'b']],
  ['the whole file goes', 'a: x\n', []],
  ['the whole file is a list', 'a: x\n', [], [1]],
  ['not a number', 'a: 1\n', ['a'], Number.NaN],
  ['a key written with ?', '? a\n: 1\n', ['a'], 2],
  ['a text longer than a file may be', 'a: 1\n', ['a'], 'x'.repeat(1_000_001)],
])('%s: refused', ([, text, path, value]) => {
  expect(() => editYaml(text, path, value)).toThrow(YamlEditError)
  if (path.length !== 1) return
  expect(() => openYamlMap(text, []).set(path[0]!, value)).toThrow(YamlEditError)
})

/** Random choices that can be repeated. */
const chooser = (seed: number) => {
  let state = seed >>> 0
  return (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

const text = fc.oneof(
  fc.constantFrom(
    'yes',
    'x: y',
    '# no',
    '012',
    '',
    ' a',
    'l1\nl2',
    'l1\n\n  l2\n',
    '- x',
    'true',
    '2026-01-01',
    "d'Ors",
    'a "b"',
    '---',
    'x\n\n',
    '\ttab',
    'k,l]',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.array(fc.constantFrom('a', ' ', '\n', '#', ':', 'é', '-', "'"), { maxLength: 10 }).map((parts) => parts.join('')),
)
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
)
const key = fc
  .oneof({ arbitrary: fc.constantFrom('a', 'b', 'c', 'SEG-01', 'x y'), weight: 4 }, { arbitrary: text, weight: 1 })
  .filter((name) => name.length < 200 && !['__proto__', 'constructor', 'prototype'].includes(name))
const plain = fc.letrec<{ value: Plain; map: Record<string, Plain> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}))

interface Line {
  readonly text: string
  /** The pair that the line belongs to; for a comment on its own line, the map it stands in. */
  readonly path: readonly string[]
  readonly kind: 'key' | 'item' | 'own'
  readonly comment?: string
}

/** A document as somebody might have written it. */
function written(map: Record<string, Plain>, seed: number): Line[] {
  const choose = chooser(seed)
  const lines: Line[] = []
  let comments = 0
  const comment = () => `# c${(comments += 1)}.`
  const scalarText = (value: Plain): string =>
    typeof value !== 'string'
      ? value === null
        ? ['~', 'null'][choose(2)]!
        : JSON.stringify(value)
      : /^[a-z][a-z-]*[a-z]$/.test(value) && value !== 'true'
        ? [value, `'${value}'`, JSON.stringify(value)][choose(3)]!
        : JSON.stringify(value).replace(/[\u007F-\u009F\u2028\u2029\uFEFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const flow = (value: Plain): string =>
    Array.isArray(value)
      ? `[${value.map(flow).join(choose(2) ? ', ' : ' , ')}]`
      : value !== null && typeof value === 'object'
        ? `{${choose(2) ? ' ' : ''}${Object.entries(value)
            .map(([k, v]) => `${scalarText(k)}: ${flow(v)}`)
            .join(', ')}}`
        : scalarText(value)
  const own = (path: readonly string[], indent: number) => {
    if (choose(4) === 0) lines.push({ text: '', path, kind: 'own' })
    if (choose(4) > 0) return
    const c = comment()
    lines.push({ text: `${' '.repeat(indent)}${c}`, path, kind: 'own', comment: c })
  }
  const line = (start: string, path: readonly string[], kind: Line['kind'] = 'key') => {
    const c = choose(3) === 0 ? comment() : undefined
    lines.push({ text: c ? `${start}${' '.repeat(1 + choose(3))}${c}` : start, path, kind, ...(c && { comment: c }) })
  }
  const pairs = (inner: Record<string, Plain>, indent: number, path: readonly string[]) => {
    const step = 2 + choose(2)
    const pad = ' '.repeat(indent)
    for (const [name, value] of Object.entries(inner)) {
      own(path, indent)
      const here = [...path, name]
      const start = `${pad}${scalarText(name)}:`
      const isMap = value !== null && typeof value === 'object' && !Array.isArray(value)
      if (isMap && Object.keys(value).length > 0 && choose(4) > 0) {
        line(start, here)
        pairs(value as Record<string, Plain>, indent + step, here)
      } else if (Array.isArray(value) && value.length > 0 && choose(2)) {
        line(start, here)
        const dash = ' '.repeat(indent + 2 * choose(2))
        for (const item of value as Plain[]) line(`${dash}- ${flow(item)}`, here, 'item')
      } else if (typeof value === 'string' && /^[a-z].*\n.*[a-z]$/.test(value) && choose(2)) {
        line(`${start} |-`, here)
        for (const part of value.split('\n')) lines.push({ text: `${pad}   ${part}`, path: here, kind: 'item' })
      } else if (value === null && choose(2)) line(start, here)
      else line(`${start} ${flow(value)}`, here)
    }
    own(path, indent)
  }
  if (Object.keys(map).length === 0 && choose(2)) line('{}', [])
  else pairs(map, 0, [])
  return lines
}

const begins = (path: readonly string[], start: readonly string[]) => start.every((part, index) => path[index] === part)
const isMap = (value: unknown): value is Record<string, Plain> => value !== null && typeof value === 'object' && !Array.isArray(value)

/** A path in a map: mostly of what is there, sometimes of what is not. */
function somePath(map: Record<string, Plain>, choose: (n: number) => number): string[] {
  const keys = Object.keys(map)
  if (keys.length === 0 || choose(5) === 0) return choose(2) ? ['new'] : ['new', 'deep: er']
  const name = keys[choose(keys.length)]!
  const value = map[name]
  return isMap(value) && choose(3) > 0 ? [name, ...somePath(value, choose)] : [name]
}

function withPath(base: unknown, [name, ...rest]: readonly string[], value: Plain | undefined): unknown {
  if (name === undefined) return value
  const { [name]: inner, ...others } = isMap(base) ? base : {}
  if (value === undefined && (!isMap(base) || !Object.hasOwn(base, name))) return base
  const next = withPath(inner, rest, value)
  return next === undefined ? others : { ...others, [name]: next }
}

/** A value close to the one that is there. */
function near(is: unknown, value: Plain | undefined, choose: (n: number) => number): Plain | undefined {
  if (Array.isArray(is) && choose(2)) return [...(is as Plain[]), value ?? null]
  if (!isMap(is) || choose(2)) return value
  const entries = Object.entries(is).filter(() => choose(3) > 0)
  return Object.fromEntries([
    ...entries.map(([name, inner]) => [name, choose(3) ? inner : (near(inner, value, choose) ?? null)] as const),
    ...(choose(2) ? [['new', value ?? 1] as const] : []),
  ])
}

test('random documents, random edits: only what must change changes', () => {
  fc.assert(
    fc.property(plain.map, fc.nat(), fc.option(plain.value, { nil: undefined, freq: 3 }), fc.boolean(), fc.boolean(), (map, seed, random, crlf, final) => {
      const lines = written(map, seed)
      const choose = chooser(seed + 1)
      const before = (lines.map((line) => line.text).join('\n') + (final ? '\n' : '')).replaceAll('\n', crlf ? '\r\n' : '\n')
      const model = valueOf(before)
      expect(model ?? {}).toEqual(map)
      const path = somePath(map, choose)
      const value = near(at(map, path), random, choose)
      const after = editYaml(before, path, value)
      expect(valueOf(after)).toEqual(withPath(model, path, value))
      expect(editYaml(after, path, value)).toBe(after)
      if (crlf && lines.length > 1) expect(after.replaceAll('\r\n', '')).not.toContain('\n')

      // A line of its own outside of the pair stays; so do key lines elsewhere, but not those of the maps that the pair is in (`a: {}`).
      const kept = lines.filter((line) => !begins(line.path, path) && (line.kind === 'own' || !begins(path, line.path)))
      const result = after.split(/\r?\n/)
      let next = 0
      for (const line of kept) {
        const found = result.indexOf(line.text, next)
        expect(found, `${JSON.stringify(line.text)} of\n${before}\n→ ${JSON.stringify(path)} = ${JSON.stringify(value)}\n${after}`).toBeGreaterThanOrEqual(next)
        next = found + 1
      }
      for (const line of lines) {
        const stays = !begins(line.path, path) || (value !== undefined && line.path.length === path.length && line.kind === 'key')
        if (line.comment && stays) expect(after).toContain(line.comment)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('a map opened once equals a file edited each time', () => {
  fc.assert(
    fc.property(
      fc.dictionary(key, plain.map, { maxKeys: 4, noNullPrototype: true }),
      fc.nat(),
      fc.array(fc.tuple(key, fc.option(plain.value, { nil: undefined })), { maxLength: 6 }),
      fc.boolean(),
      fc.boolean(),
      (map, seed, edits, nested, crlf) => {
        const prefix = nested ? ['answers'] : []
        const source = nested ? { first: 1, answers: map, last: ['x'] } : map
        let whole = `# top\n${written(source, seed)
          .map((line) => line.text)
          .join('\n')}\n`.replaceAll('\n', crlf ? '\r\n' : '\n')
        const opened = openYamlMap(whole, prefix)
        expect(opened.text()).toBe(whole)
        for (const [name, value] of edits) {
          const before = opened.text()
          opened.set(name, value)
          whole = editYaml(whole, [...prefix, name], value)
          const cached = opened.text()
          expect(valueOf(cached)).toEqual(valueOf(whole))
          expect(editYaml(cached, [...prefix, name], value)).toBe(cached)
          for (const c of before.match(/# c\d+\.|# top/g) ?? []) if (whole.includes(c)) expect(cached).toContain(c)
          opened.set(name, value)
          expect(opened.text()).toBe(cached)
        }
      },
    ),
    { numRuns: 300 },
  )
})

const file = (count: number, indent = '') =>
  Array.from(
    { length: count },
    (_, n) =>
      `${indent}SEG-${n}: # ${n}\n${indent}  value: yes\n${indent}  criteria: {acto-vigente: true, dedicado: true, contacto: false}\n\n${indent}  # por qué ${n}\n${indent}  note: La lista comprende doce sistemas, dos de ellos alojados por terceros, y se revisa cada año en el mes de enero.\n${indent}  documents: [declaracion-medidas]\n${indent}  at: 2026-10-06T14:05:00-05:00\n`,
  ).join('')

test('an opened map: set twice, add, change, delete; the rest byte for byte', () => {
  const before = `# top\nfirst: 1\nanswers: # all\n${file(5, '  ')}  # end\nlast: 2\n`
  const map = openYamlMap(before, ['answers'])
  map.set('SEG-2', { value: 'no' })
  map.set('SEG-2', { value: 'partial' })
  map.set('NEW', { value: 'yes' })
  map.set('NEW', { value: 'no', note: 'a\nb' })
  map.set('NEWER', 'x')
  map.set('SEG-4', undefined)
  map.set('SEG-0', undefined)
  map.set('SEG-9', undefined)
  const entries = file(5, '  ').split(/(?=^ {2}SEG)/m)
  expect(map.text()).toBe(
    `# top\nfirst: 1\nanswers: # all\n${entries[1]}  SEG-2: # 2\n    value: partial\n\n    # por qué 2\n${entries[3]}  NEW:\n    value: no\n    note: |-\n      a\n      b\n  NEWER: x\n  # end\nlast: 2\n`,
  )
})

test('a map that is emptied and filled again', () => {
  const map = openYamlMap('# top\nanswers:\n  A: 1 # a\n  # end\nlast: 2', ['answers'])
  map.set('A', undefined)
  expect(map.text()).toBe('# top\nanswers: {}\n  # end\nlast: 2')
  map.set('B', 1)
  map.set('C', { x: 1 })
  expect(map.text()).toBe('# top\nanswers:\n  B: 1\n  C: {x: 1}\n  # end\nlast: 2')
})

test('a comment after an opened map does not become part of a text', () => {
  const map = openYamlMap('answers:\n  A: 1\n\n      # deep\nlast: 2\n', ['answers'])
  map.set('B', 'one\ntwo')
  expect(map.text()).toBe('answers:\n  A: 1\n\n      # deep\n  B: |-\n    one\n    two\nlast: 2\n')
  map.set('B', undefined)
  map.set('A', 'one\ntwo')
  expect(map.text()).toBe('answers:\n  A: "one\\ntwo"\n\n      # deep\nlast: 2\n')
})

test('comments of a hundred thousand signs do not keep it busy', { timeout: 20_000 }, () => {
  const sign = '#'.repeat(100_000)
  expect(editYaml(`a: {x: 1 ${sign}\n  }\nb: 1\n`, ['a', 'y'], 2)).toBe(`a: {x: 1, y: 2 ${sign}\n  }\nb: 1\n`)
  expect(editYaml(`a: 1\n${' #\n'.repeat(100_000)}`, ['b'], 2)).toBe(`a: 1\n${' #\n'.repeat(100_000)}b: 2\n`)
})

test('a failed edit leaves an opened map as it was', () => {
  const before = 'a: 1\nb: 2'
  const map = openYamlMap(before, [])
  expect(() => map.set('b', Number.NaN)).toThrow(YamlEditError)
  expect(() => map.set('__proto__', 1)).toThrow(YamlEditError)
  expect(map.text()).toBe(before)
  expect(() => openYamlMap('a: 1\na: 2\n', [])).toThrow(YamlEditError)
  expect(() => openYamlMap('a: x\n', ['a']).set('b', 1)).toThrow(YamlEditError)
})
