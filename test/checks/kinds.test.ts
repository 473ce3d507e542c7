// Each kind of check as a table: options and rows → good, total, state, lines of the rows that failed.
import { expect, test } from 'vitest'
import { CHECKS } from '../../src/checks/index.ts'
import type { Cell } from '../../src/model/evidence.ts'
import { AS_OF, datasetOf } from '../support/evidence.ts'
import { measure, run } from '../support/checks.ts'
import { text } from '../support/rulebook.ts'

type Rows = readonly Readonly<Record<string, Cell>>[]
interface Case {
  name: string
  options: object
  t: Rows
  u?: Rows
  is: unknown[]
}

const table = (kind: string, cases: Case[]) =>
  test.for(cases)(`${kind}: $name`, ({ options, t, u, is }) =>
    expect(measure(run(kind, options, [datasetOf('t', t), ...(u ? [datasetOf('u', u)] : [])]))).toEqual(is),
  )
const on = { dataset: 't' }
const v = (...values: Cell[]): Rows => values.map((value) => ({ v: value }))

table('exists', [
  { name: 'one row', options: on, t: v('a'), is: [1, 1, 'passed', []] },
  { name: 'no row that counts', options: { ...on, where: 'v == "b"' }, t: v('a'), is: [0, 1, 'failed', []] },
])

table('complete', [
  { name: 'all cells', options: { ...on, columns: ['v', 'secret'] }, t: [{ v: 'a', secret: 's' }], is: [2, 2, 'passed', []] },
  {
    name: 'a blank, and cells that are not given',
    options: { ...on, columns: ['v', 'secret'] },
    t: [{ v: 'a', secret: 's' }, { v: '' }],
    is: [2, 4, 'failed', [3]],
  },
  { name: 'no is an answer, zero is a number', options: { ...on, columns: ['b', 'n'] }, t: [{ b: false, n: 0 }], is: [2, 2, 'passed', []] },
  { name: 'enough of them', options: { ...on, columns: ['v'], at_least: 0.5, threshold: 'proposed' }, t: v('a', null), is: [1, 2, 'passed', [3]] },
  { name: 'only rows that count', options: { ...on, columns: ['v'], where: 'k != "row 2"' }, t: v('a', null), is: [1, 1, 'passed', []] },
])

table('unique', [
  { name: 'all different', options: { ...on, columns: ['v'] }, t: v('a', 'b'), is: [2, 2, 'passed', []] },
  { name: 'twice, whatever the case and blanks', options: { ...on, columns: ['v'] }, t: v('A ', 'a', 'b'), is: [1, 3, 'failed', [2, 3]] },
  {
    name: 'a combination',
    options: { ...on, columns: ['v', 'n'] },
    t: [
      { v: 'a', n: 1 },
      { v: 'a', n: 2 },
    ],
    is: [2, 2, 'passed', []],
  },
  { name: 'a blank is not unique', options: { ...on, columns: ['v'] }, t: v('a', null), is: [1, 2, 'failed', [3]] },
  {
    name: 'cells are not run together',
    options: { ...on, columns: ['v', 'secret'] },
    t: [
      { v: 'a', secret: 'bc' },
      { v: 'ab', secret: 'c' },
    ],
    is: [2, 2, 'passed', []],
  },
])

table('one-of', [
  { name: 'in the list', options: { ...on, column: 'v', values: ['a', 'b'] }, t: v('a', 'b'), is: [2, 2, 'passed', []] },
  { name: 'outside it, and blank', options: { ...on, column: 'v', values: ['a'] }, t: v('a', 'c', null), is: [1, 3, 'failed', [3, 4]] },
])

table('current', [
  {
    name: 'issued a year ago to the day',
    options: { ...on, column: 'd', max_age: 'P1Y', threshold: 'proposed' },
    t: [{ d: '2025-11-21' }],
    is: [1, 1, 'passed', []],
  },
  { name: 'a day older', options: { ...on, column: 'd', max_age: 'P1Y', threshold: 'proposed' }, t: [{ d: '2025-11-20' }], is: [0, 1, 'failed', [2]] },
  {
    name: 'today, tomorrow, blank',
    options: { ...on, column: 'd', max_age: 'P1Y', threshold: 'proposed' },
    t: [{ d: AS_OF }, { d: '2026-11-22' }, { d: null }],
    is: [1, 3, 'failed', [3, 4]],
  },
  {
    name: 'a moment counts as its day',
    options: { ...on, column: 'd', max_age: 'P1D', threshold: 'proposed' },
    t: [{ d: '2026-11-20T23:59' }, { d: `${AS_OF}T23:59` }],
    is: [2, 2, 'passed', []],
  },
])

table('count', [
  { name: 'more than enough', options: { ...on, at_least_rows: 2, threshold: 'proposed' }, t: v('a', 'b', 'c'), is: [2, 2, 'passed', []] },
  { name: 'too few', options: { ...on, at_least_rows: 4, threshold: 'proposed' }, t: v('a', 'b', 'c'), is: [3, 4, 'failed', []] },
  {
    name: 'each value of a list',
    options: { ...on, at_least_rows: 2, by: 'v', values: ['a', 'b', 'c'], threshold: 'proposed' },
    t: v('a', 'a', 'b', 'c', 'c'),
    is: [2, 3, 'failed', [0]],
  },
  {
    name: 'booleans and numbers as rules write them',
    options: { ...on, at_least_rows: 1, by: 'b', values: ['si', 'no'] },
    t: [{ b: true }, { b: false }],
    is: [2, 2, 'passed', []],
  },
  { name: 'a number', options: { ...on, at_least_rows: 1, by: 'n', values: ['1', '2'] }, t: [{ n: 1 }], is: [1, 2, 'failed', [0]] },
  { name: 'a value that is nowhere', options: { ...on, at_least_rows: 1, by: 'v', values: ['a', 'b'] }, t: v('a'), is: [1, 2, 'failed', [0]] },
])

const quiet = { ...on, where: 'n > 1.0', at_least_rows: 1, by: 'v', values: ['a', 'b', 'c'], silence: 'unknown' }
test.for<{ name: string; t: Rows; is: object }>([
  { name: 'all told', t: ['a', 'b', 'c'].map((value) => ({ v: value, n: 2 })), is: { state: 'passed', good: 3, total: 3 } },
  { name: 'two not told', t: [{ v: 'a', n: 2 }], is: { state: 'unknown', reason: 'not-covered', detail: ['b', 'c'] } },
  {
    name: 'told in a row that does not count, which is a failure whatever nobody said of the others',
    t: [
      { v: 'a', n: 2 },
      { v: 'b', n: 1 },
    ],
    is: { state: 'failed', good: 1, total: 2, failed: { count: 1, rows: [{ line: 0, key: 'b', columns: ['v'] }] } },
  },
])('count where silence is no failure: $name', ({ t, is }) => expect(run('count', quiet, [datasetOf('t', t)])).toMatchObject(is))

table('cross', [
  {
    name: 'all known, whatever the case',
    options: { from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'k' } },
    t: v('ROW 1', ' row 2 '),
    u: v('', ''),
    is: [2, 2, 'passed', []],
  },
  {
    name: 'an orphan and a blank',
    options: { from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'v' } },
    t: v('a', 'x', null),
    u: v('a'),
    is: [1, 3, 'failed', [3, 4]],
  },
  {
    name: 'every value of a list in a cell',
    options: { from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'v' } },
    t: v('a; b', 'a;x'),
    u: v('a', 'b;c'),
    is: [1, 2, 'failed', [3]],
  },
  {
    name: 'only targets that count',
    options: { from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'v', where: 'n > 1.0' } },
    t: v('a'),
    u: [{ v: 'a', n: 1 }],
    is: [0, 1, 'failed', [2]],
  },
])

const cover = { need: { dataset: 't', by: 'v' }, have: { dataset: 'u', by: 'v', sum: 'n' } }
table('coverage', [
  {
    name: 'enough for each group',
    options: cover,
    t: v('a', 'a ', 'b'),
    u: [
      { v: 'A', n: 2 },
      { v: 'b', n: 1 },
    ],
    is: [2, 2, 'passed', []],
  },
  {
    name: 'one group short',
    options: cover,
    t: v('a', 'a', 'b'),
    u: [
      { v: 'a', n: 1 },
      { v: 'b', n: 1 },
    ],
    is: [1, 2, 'failed', [2, 3]],
  },
  {
    name: 'sums of several rows',
    options: cover,
    t: v('a', 'a'),
    u: [
      { v: 'a', n: 1 },
      { v: 'a', n: 1 },
    ],
    is: [1, 1, 'passed', []],
  },
  {
    name: 'a group without a name is never covered',
    options: cover,
    t: v('', 'a'),
    u: [
      { v: '', n: 9 },
      { v: 'a', n: 1 },
    ],
    is: [1, 2, 'failed', [2]],
  },
  {
    name: 'needs summed too',
    options: { need: { dataset: 't', by: 'v', sum: 'n' }, have: { dataset: 'u', by: 'v', sum: 'n' } },
    t: [{ v: 'a', n: 5 }],
    u: [{ v: 'a', n: 4 }],
    is: [0, 1, 'failed', [2]],
  },
])

test('coverage: blames the name, and the amount where there is one', () => {
  const blamed = (need: object) =>
    run('coverage', { ...cover, need: { ...cover.need, ...need } }, [datasetOf('t', [{ v: 'a', n: 5 }]), datasetOf('u', [])]).failed?.rows
  expect(blamed({})).toEqual([{ line: 2, key: 'row 1', columns: ['v'], value: 'a' }])
  expect(blamed({ sum: 'n' })).toEqual([{ line: 2, key: 'row 1', columns: ['v', 'n'], value: 'a' }])
})

// Counted as 0, a row of installed copies without a number would be covered by nothing at all: a silent green.
test('coverage: a blank amount is not zero needed', () => {
  const options = { need: { dataset: 't', by: 'v', sum: 'n' }, have: { dataset: 'u', by: 'v', sum: 'n' } }
  expect(run('coverage', options, [datasetOf('t', [{ v: 'a', n: null }]), datasetOf('u', [{ v: 'b', n: 1 }])]).state).not.toBe('passed')
})

table('expression', [
  {
    name: 'each row',
    options: { ...on, each: 'v == "a" && n > 1.0' },
    t: [
      { v: 'a', n: 2 },
      { v: 'a', n: 1 },
      { v: 'b', n: 2 },
    ],
    is: [1, 3, 'failed', [3, 4]],
  },
  {
    name: 'dates compare as text and may move',
    options: { ...on, each: 'd <= as_of && addDays(d, 30) >= as_of && addMonths(d, 1) > as_of' },
    t: [{ d: '2026-10-22' }, { d: '2026-10-21' }],
    is: [1, 2, 'failed', [3]],
  },
  {
    name: 'a blank day stays blank however it is moved',
    options: { ...on, each: 'addDays(d, 30) == "" && addMonths(d, 1) == ""' },
    t: [{ d: null }, { d: '2026-10-21' }],
    is: [1, 2, 'failed', [3]],
  },
  {
    name: 'booleans are si and no, blanks are empty',
    options: { ...on, each: 'b == "si" || (b == "no" && v == "") ' },
    t: [{ b: true }, { b: false, v: null }, { b: null }],
    is: [2, 3, 'failed', [4]],
  },
  { name: 'a blank number is null', options: { ...on, each: 'n == null || n >= 0.0' }, t: [{ n: null }, { n: 1 }, { n: -1 }], is: [2, 3, 'failed', [4]] },
  { name: 'the rows together', options: { ...on, holds: 'rows.exists(r, r.v == "b")' }, t: v('a', 'b'), is: [1, 1, 'passed', []] },
  { name: 'the rows together, not', options: { ...on, holds: 'rows.size() > 2' }, t: v('a', 'b'), is: [0, 1, 'failed', []] },
])

test('expression: holds sees only the rows that count', () => {
  expect(measure(run('expression', { dataset: 't', where: 'v == "a"', holds: 'rows.all(r, r.v == "a")' }, [datasetOf('t', v('a', 'b'))]))).toEqual([
    1,
    1,
    'passed',
    [],
  ])
})

test.for<[kind: string, options: object]>([
  ['exists', {}],
  ['exists', { dataset: 't', colour: 'red' }],
  ['exists', { dataset: 'T T' }],
  ['complete', on],
  ['complete', { ...on, columns: [] }],
  ['complete', { ...on, columns: ['a b'] }],
  ['unique', { ...on, columns: 'v' }],
  ['one-of', { ...on, column: 'v' }],
  ['one-of', { ...on, column: 'v', values: [] }],
  ['current', { ...on, column: 'd' }],
  ['current', { ...on, column: 'd', max_age: 'P0D' }],
  ['current', { ...on, column: 'd', max_age: '1 year' }],
  ['count', on],
  ['count', { ...on, at_least_rows: 0 }],
  ['count', { ...on, at_least_rows: 1.5 }],
  ['count', { ...on, at_least_rows: 1, by: 'v' }],
  ['count', { ...on, at_least_rows: 1, values: ['a'] }],
  ['cross', { from: { dataset: 't', column: 'v' } }],
  ['coverage', { need: { dataset: 't', by: 'v' } }],
  ['expression', on],
  ['expression', { ...on, each: 'true', holds: 'true' }],
  ['exists', { ...on, at_least: 0 }],
  ['exists', { ...on, at_least: 1.1 }],
  ['exists', { ...on, empty: 'maybe' }],
  ['exists', { ...on, threshold: 'ours' }],
])('%s refuses the options %j', ([kind, options]) => {
  const check = CHECKS.find((candidate) => candidate.kind === kind)!
  expect(check.options.safeParse({ label: text('l'), ...options }).success).toBe(false)
})

test('kinds are listed once', () => expect(new Set(CHECKS.map(({ kind }) => kind)).size).toBe(CHECKS.length))
