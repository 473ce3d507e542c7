// The smallest leaves: canonical JSON, order, suggestions, rounding, the middle, groups, words of a shell.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, digestOf, sha256 } from '../../src/util/canonical-json.ts'
import { byText, sortedEntries } from '../../src/util/compare.ts'
import { inGroups } from '../../src/util/in-groups.ts'
import { median } from '../../src/util/median.ts'
import { differenceOneDecimal, divideRounded, meanOneDecimal, percent } from '../../src/util/rounding.ts'
import { shellWord } from '../../src/util/shell-word.ts'
import { nearest } from '../../src/util/suggest.ts'

test.for<[value: unknown, is: string]>([
  [{ b: 1, a: [2, { d: null, c: undefined }] }, '{"a":[2,{"d":null}],"b":1}'],
  [{ Z: 1, a: 2, ñ: 3, _: 4 }, '{"Z":1,"_":4,"a":2,"ñ":3}'],
  [[undefined, 'x\n'], '[null,"x\\n"]'],
  ['á', '"á"'],
  [undefined, 'null'],
  [null, 'null'],
  [-0, '0'],
  [{}, '{}'],
])('%j is written %s', ([value, is]) => expect(canonicalJson(value)).toBe(is))

// JavaScript lists keys that look like array indices first and by number, whatever the order of insertion: an object cannot be sorted by building it anew.
test('keys that look like numbers are in code-unit order too', () => expect(canonicalJson({ a: 1, 10: 1, 9: 1, '-1': 1 })).toBe('{"-1":1,"10":1,"9":1,"a":1}'))
// An own key `__proto__`, as JSON.parse makes it, vanishes when it is assigned instead of defined.
test('a key __proto__ counts', () => expect(digestOf(JSON.parse('{"__proto__":{"a":1}}'))).not.toBe(digestOf({})))

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
test('canonical JSON says the same and does not depend on the order of keys', () =>
  fc.assert(
    fc.property(json, (value) => {
      const turned = (item: unknown): unknown =>
        Array.isArray(item)
          ? item.map(turned)
          : item !== null && typeof item === 'object'
            ? Object.fromEntries(
                Object.entries(item)
                  .toReversed()
                  .map(([key, inner]) => [key, turned(inner)]),
              )
            : item
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(turned(value))).toBe(canonicalJson(value))
      expect(digestOf(turned(value))).toBe(createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex'))
    }),
  ))

test('a digest is of bytes, and of text in UTF-8', () => expect(sha256('ñ')).toBe(sha256(new Uint8Array([0xc3, 0xb1]))))

test('order is by code unit, whatever the locale', () => {
  expect(['é', 'z', 'Z', 'a', 'A', '10', '9'].toSorted(byText)).toEqual(['10', '9', 'A', 'Z', 'a', 'z', 'é'])
  expect(sortedEntries({ b: 1, a: 2 })).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})

test.for<[word: string, candidates: string[], is: string | undefined]>([
  ['intitution', ['institution', 'period'], 'institution'],
  ['SEG-11', ['SEG-01', 'ACT-11'], 'SEG-01'],
  ['KIND', ['kind'], 'kind'],
  ['xyz', ['institution', 'period'], undefined],
  ['anything', [], undefined],
  ['ab', ['b', 'a'], 'a'],
  ['why', ['key', 'id'], undefined],
  ['bold', ['boat'], undefined],
  ['bolder', ['boater'], 'boater'],
  ['pots', ['post'], 'post'],
  ['responsable', ['responsable'], undefined],
  ['x'.repeat(81), ['x'.repeat(80)], undefined],
])('%s among %j is %s', ([word, candidates, is]) => {
  expect(nearest(word, candidates)).toBe(is)
  expect(nearest(word, candidates.toReversed())).toBe(is)
})

test('numbers are rounded half away from zero, and have one decimal', () => {
  expect([divideRounded(1, 2), divideRounded(5, 10), divideRounded(49, 100), divideRounded(0, 3)]).toEqual([1, 1, 0, 0])
  expect([percent(1, 3), percent(2, 3), percent(1, 2000), percent(1, 2001), percent(3, 3)]).toEqual([33.3, 66.7, 0.1, 0, 100])
  expect([meanOneDecimal(10, 4), meanOneDecimal(1, 3), meanOneDecimal(1, 20)]).toEqual([2.5, 0.3, 0.1])
  expect([differenceOneDecimal(51.2, 50.9), differenceOneDecimal(0.1, 0.3), differenceOneDecimal(70, 70)]).toEqual([0.3, -0.2, 0])
})

test.for<[values: number[], is: number | null]>([
  [[], null],
  [[7.1], 7.1],
  [[100, 9, 10], 10],
  [[9, 100, 10, 20], 15],
  [[0.1, 0.2], 0.2],
  [[-0.1, -0.2], -0.2],
  [[-5, 5], 0],
])('the middle of %j is %j', ([values, is]) => expect(median(values)).toBe(is))

test.for([
  [5, [[1, 2], [3, 4], [5]]],
  [
    4,
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [1, [[1]]],
  [0, []],
] as const)('%i items two at a time', ([count, groups]) =>
  expect([
    ...inGroups(
      Array.from({ length: count }, (_, at) => at + 1),
      2,
    ),
  ]).toEqual(groups),
)

test.for<[path: string, word: string]>([
  ['evidencias/año_2026.yaml', 'evidencias/año_2026.yaml'],
  ['mi carpeta', "'mi carpeta'"],
  ['a;rm', "'a;rm'"],
  ['$(id)', "'$(id)'"],
  ["l'acta", "'l'\\''acta'"],
  ['-rf', "'-rf'"],
  ['a-b', 'a-b'],
  ['', "''"],
])('%s in a command to copy is %s', ([path, word]) => expect(shellWord(path)).toBe(word))
