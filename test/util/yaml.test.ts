// YAML that may be hostile: refused with a code and a place, in bounded time, or read to a plain value.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MAX_YAML_BYTES, readYaml } from '../../src/util/yaml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (source: string | Uint8Array) => readYaml(typeof source === 'string' ? bytes(source) : source, 'f.yaml')
const problems = (source: string | Uint8Array) => {
  const result = read(source)
  return result.ok ? [] : result.problems.map(({ code, place }) => `${code} ${place.line}:${place.col}`)
}
const valueOf = (source: string | Uint8Array) => {
  const result = read(source)
  if (!result.ok) throw new Error(result.problems.map(({ code }) => code).join())
  return result.yaml.value
}

const bomb = (levels: number) =>
  ['a0: &a0 [x, x]', ...Array.from({ length: levels }, (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 9 }, () => `*a${n}`).join(', ')}]`)].join('\n')

test.for<[name: string, source: string | Uint8Array, is: RegExp]>([
  ['T01 1,000 nested [', '['.repeat(1_000) + ']'.repeat(1_000), /^yaml-too-deep 1:/],
  ['T01 deep in the third line', `a: 1\nb: 2\nc: ${'['.repeat(500)}${']'.repeat(500)}`, /^yaml-too-deep 3:/],
  ['T03 100,000 [', '['.repeat(100_000), /^yaml-too-deep/],
  ['T03 100,000 {a:', '{a: '.repeat(100_000), /^yaml-too-deep/],
  ['T03 100,000 "- "', `${'- '.repeat(100_000)}x`, /^yaml-too-deep/],
  ['T04 an alias bomb', bomb(9), /^yaml-alias 2:/],
  ['a single alias', 'a: &x 1\nb: *x', /^yaml-alias 2:4$/],
  ['T06 __proto__', 'a: 1\n__proto__: {polluted: true}', /^forbidden-key 2:1$/],
  ['T06 constructor, deep', 'a:\n  - b: {constructor: 1}', /^forbidden-key 2:9$/],
  ['T06 prototype', '{prototype: 1}', /^forbidden-key 1:2$/],
  ['T06 quoted', '"__proto__": 1', /^forbidden-key/],
  ['T06 escaped', '"\\u005f_proto__": 1', /^forbidden-key/],
  ['T07 duplicate keys', 'a: 1\nb: 2\na: 3', /^duplicate-key 3:1$/],
  ['T07 duplicate keys, deep and quoted', 'x:\n  - a: 1\n    "a": 2', /^duplicate-key 3:5$/],
  ['T10 !!js/function', 'a: !!js/function "function () {}"', /^yaml-tag 1:4$/],
  ['T10 !foo', '- !foo bar', /^yaml-tag 1:3$/],
  ['a directive', '%YAML 1.1\n---\na: yes', /^yaml-directive 1:1$/],
  ['T11 Latin-1', new Uint8Array([0x61, 0x3a, 0x20, 0xf1]), /^bad-encoding/],
  ['T11 invalid UTF-8', new Uint8Array([0x61, 0x3a, 0x20, 0xc3, 0x28]), /^bad-encoding/],
  ['T11 UTF-16LE', new Uint8Array(Buffer.from('\uFEFFa: 1', 'utf16le')), /^bad-encoding/],
  ['T13 two documents', 'a: 1\n---\nb: 2\n', /^yaml-many-documents [23]:/],
  ['T13 nothing', '', /^yaml-empty/],
  ['T13 only comments', '# nothing\n\n# here', /^yaml-empty/],
  ['T14 tabs', 'a:\n\tb: 1', /^yaml-syntax 2:1/],
  ['an open bracket', 'a: [1, 2\nb: 3', /^yaml-syntax 2:/],
  ['a key that is a list', '? [a, b]\n: 1', /^yaml-syntax|^forbidden|^wrong/],
  ['too large', new Uint8Array(MAX_YAML_BYTES + 1).fill(0x23), /^file-too-large/],
])('%s is refused', ([, source, is]) => {
  const start = performance.now()
  const found = problems(source)
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(found[0] ?? 'accepted').toMatch(is)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

// The library resolves the tags of YAML 1.1 that it knows on demand and without a warning: bytes, Set, Map and Date.
test.for(['!!binary aGk=', '!!set {x, y}', '!!omap [x: 1]', '!!timestamp 2026-01-01'])('T10 %s is refused', (source) =>
  expect(problems(`a: ${source}`)).toEqual([expect.stringMatching(/^yaml-tag/)]),
)
test('T13 a file with only a marker is empty', () => expect(problems('---\n')).toEqual([expect.stringMatching(/^yaml-empty/)]))

test('T02 many deep files in one process: each refused, none ends it', () => {
  const code = `
    import { readYaml } from ${JSON.stringify(join(import.meta.dirname, '../../src/util/yaml.ts'))}
    const deep = new TextEncoder().encode('['.repeat(1000) + ']'.repeat(1000))
    console.log(Array.from({ length: 5 }, () => readYaml(deep, 'x').problems[0].code).join())`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).trim()).toBe(
    Array.from({ length: 5 }, () => 'yaml-too-deep').join(),
  )
})

test('a hundred levels are read', () => expect(read('['.repeat(90) + ']'.repeat(90)).ok).toBe(true))

test('every problem is told, each with its line', () => {
  expect(problems('a: 1\na: 2\nb: {__proto__: 1, c: 1, c: 2}\nd: &x 1\ne: *x')).toEqual([
    'duplicate-key 2:1',
    'forbidden-key 3:5',
    'duplicate-key 3:25',
    'yaml-alias 5:4',
  ])
  const result = read('a: 1\nb: 2\n b: 3')
  expect(result.ok ? [] : result.problems.every(({ place }) => place.file === 'f.yaml')).toBe(true)
})

test('T07 a duplicate key says where the first one stands', () => {
  const result = read('a: 1\nb: 2\na: 3')
  expect(result.ok ? [] : Object.values(result.problems[0]!.params)).toContain(1)
})

test('T08 words and numbers are those of YAML 1.2', () => {
  expect(valueOf('{a: no, b: yes, c: on, d: 012, e: 1e3, f: 2026-02-01, g: 5.10, h: ~, i: true, j: 0o17, k: 1_000}')).toEqual({
    a: 'no',
    b: 'yes',
    c: 'on',
    d: 12,
    e: 1000,
    f: '2026-02-01',
    g: 5.1,
    h: null,
    i: true,
    j: 15,
    k: '1_000',
  })
})

test('a byte order mark and Windows line ends are read, and lines still count', () => {
  expect(valueOf(bytes('\uFEFFa: 1\r\nb: ñ\r\n'))).toEqual({ a: 1, b: 'ñ' })
  expect(problems('a: 1\r\nb: 2\r\na: 3\r\n')).toEqual(['duplicate-key 3:1'])
})

test('<< is a key like any other', () => expect(valueOf('a: {<<: {b: 1}}')).toEqual({ a: { '<<': { b: 1 } } }))
test('T12 odd characters in strings are data', () => expect(valueOf('a: "\\0\\u0085\\u2028\\uD800"')).toEqual({ a: '\0\u0085\u2028\uD800' }))

test.for<[path: PropertyKey[], key: boolean, is: string]>([
  [['a'], false, '1:4'],
  [['b', 0, 'c'], false, '3:8'],
  [['b', 0, 'c'], true, '3:5'],
  [['b', 1], false, '4:5'],
  [['b', 9], false, '3:3'],
  [['nothing'], false, '1:1'],
  [[], false, '1:1'],
])('the place of %j (key: %s) is %s', ([path, key, is]) => {
  const result = read('a: 1\nb:\n  - c: 2\n  - d\n')
  const place = result.ok ? result.yaml.placeOf(path, key) : undefined
  expect(`${place?.line}:${place?.col}`).toBe(is)
})

test.for<[source: string, inside: number, at: [number, number]]>([
  ['a: one two', 4, [1, 8]],
  ["a: 'one two'", 4, [1, 9]],
  ['a: "one two"', 4, [1, 9]],
  ['a: {b: one two, c: 1}', 0, [1, 4]],
  ['a: "one \\x74wo"', 4, [1, 4]],
  ['a: >-\n  one\n  two', 4, [1, 4]],
])('%s: the place of a character of a text, where it stands as it is', ([source, inside, [line, col]]) => {
  const file = read(source)
  expect(file.ok && file.yaml.placeOf(['a'], false, inside)).toMatchObject({ line, col })
})
