// When a check cannot run, what an empty table means, and how counts become a ratio and a verdict.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dataset } from '../../src/model/evidence.ts'
import { datasetOf, okRows } from '../support/evidence.ts'
import { run } from '../support/checks.ts'

const oneOf = { dataset: 't', column: 'v', values: ['ok'] }
const cross = { from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'v' } }
const empty = datasetOf('t', [])
const broken = (id: string): Dataset => ({ ...datasetOf(id, []), error: { code: 'unclosed-quote', line: 3, detail: '' } })

test.for<{ name: string; kind?: string; options?: object; datasets: Dataset[]; signed?: boolean; is: object }>([
  { name: 'table missing', datasets: [], is: { state: 'unknown', reason: 'dataset-missing', detail: ['t'] } },
  { name: 'second table missing', kind: 'cross', options: cross, datasets: [okRows(1, 1)], is: { state: 'unknown', reason: 'dataset-missing', detail: ['u'] } },
  { name: 'both tables missing', kind: 'cross', options: cross, datasets: [], is: { state: 'unknown', reason: 'dataset-missing', detail: ['t', 'u'] } },
  { name: 'table broken', datasets: [broken('t')], is: { state: 'error', reason: 'dataset-error', detail: ['datos/t.csv', 'unclosed-quote', '3', ''] } },
  { name: 'second table broken', kind: 'cross', options: cross, datasets: [okRows(1, 1), broken('u')], is: { state: 'error', reason: 'dataset-error' } },
  {
    name: 'table broken, nothing declared signed',
    options: { ...oneOf, empty: 'pass', none: 's' },
    datasets: [broken('t')],
    signed: true,
    is: { state: 'error' },
  },
  {
    name: 'column missing',
    datasets: [datasetOf('t', [{ v: 'ok' }], { columns: ['k', 'n'] })],
    is: { state: 'unknown', reason: 'column-missing', detail: ['v'] },
  },
  { name: 'empty, by default', datasets: [empty], is: { state: 'unknown', reason: 'empty' } },
  {
    name: 'empty: fail',
    options: { ...oneOf, empty: 'fail' },
    datasets: [empty],
    is: { state: 'failed', reason: 'empty', ratio: 0, failed: { count: 0, rows: [] } },
  },
  { name: 'signed, where empty is not pass', options: { ...oneOf, none: 's' }, datasets: [empty], signed: true, is: { state: 'unknown', reason: 'empty' } },
  {
    name: 'empty: pass, signed',
    options: { ...oneOf, empty: 'pass', none: 's' },
    datasets: [empty],
    signed: true,
    is: { state: 'passed', reason: 'empty', ratio: 10_000 },
  },
  { name: 'empty: pass, not signed', options: { ...oneOf, empty: 'pass', none: 's' }, datasets: [empty], is: { state: 'unknown', reason: 'empty' } },
  {
    name: 'empty: pass, signed, table missing',
    options: { ...oneOf, empty: 'pass', none: 's' },
    datasets: [],
    signed: true,
    is: { state: 'passed', reason: 'empty' },
  },
  {
    name: 'empty: pass, signed, second table missing',
    kind: 'cross',
    options: { ...cross, empty: 'pass', none: 's' },
    datasets: [okRows(1, 1)],
    signed: true,
    is: { state: 'unknown', reason: 'dataset-missing', detail: ['u'] },
  },
  { name: 'empty: fail, table missing', options: { ...oneOf, empty: 'fail' }, datasets: [], is: { state: 'unknown', reason: 'dataset-missing' } },
  {
    name: 'a second table without rows is compared with',
    kind: 'cross',
    options: cross,
    datasets: [okRows(1, 1), datasetOf('u', [])],
    is: { state: 'failed', good: 0, total: 1 },
  },
  {
    name: 'rows, and none of them counts',
    options: { ...oneOf, where: 'v == "other"' },
    datasets: [okRows(1, 2)],
    is: { state: 'passed', good: 0, total: 0, ratio: 10_000 },
  },
  {
    name: 'an expression that cannot be evaluated',
    kind: 'expression',
    options: { dataset: 't', each: 'n > 1.0' },
    datasets: [datasetOf('t', [{ n: null }])],
    is: { state: 'error', reason: 'threw' },
  },
])('$name', ({ kind = 'one-of', options = oneOf, datasets, signed = false, is }) => {
  expect(run(kind, options, datasets, { slotIsCurrent: (slot) => signed && slot === 's' })).toMatchObject({ dataset: 't', ...is })
})

const onT = { dataset: 't' }
test.for<[kind: string, options: object, missing: string[]]>([
  ['exists', { ...onT, where: 'v == "a"' }, ['v']],
  ['complete', { ...onT, columns: ['v', 'n'] }, ['v', 'n']],
  ['unique', { ...onT, columns: ['v'] }, ['v']],
  ['one-of', oneOf, ['v']],
  ['current', { ...onT, column: 'd', max_age: 'P1D' }, ['d']],
  ['count', { ...onT, at_least_rows: 1, by: 'v', values: ['a'] }, ['v']],
  ['cross', cross, ['v']],
  ['coverage', { need: { ...onT, by: 'v', sum: 'n' }, have: { dataset: 'u', by: 'v' } }, ['v', 'n']],
  ['deadline', { ...onT, from: 'd', to: 'v', within: '5d' }, ['d', 'v']],
  ['yearly', { ...onT, column: 'd', by: 'v' }, ['d', 'v']],
  ['hash', { ...onT, column: 'v' }, ['v']],
  ['forbidden-pattern', { ...onT, columns: ['v'], patterns: ['email'] }, ['v']],
  ['expression', { ...onT, each: 'n > 1.0 || v == "a"' }, ['v', 'n']],
  ['expression', { ...onT, holds: 'rows.exists(r, r.v == "a")' }, ['v']],
])('%s %j: columns that are not there are not read as blank', ([kind, options, detail]) => {
  const tables = [datasetOf('t', [{}], { columns: ['k'] }), datasetOf('u', [{}])]
  expect(run(kind, options, tables)).toMatchObject({ state: 'unknown', reason: 'column-missing', detail })
})

test.for<[name: string, kind: string, options: object, is: object]>([
  [
    'a column that says which rows count',
    'exists',
    { ...onT, where: 'n > 1.0' },
    { reason: 'invalid', detail: [3, 4, 5, 6, 7].map((line) => `datos/t.csv:${line}`) },
  ],
  ['one of the second table', 'cross', { ...cross, to: { ...cross.to, where: 'n > 1.0' } }, { reason: 'invalid', detail: ['datos/u.csv:2'] }],
  ['one that no expression reads', 'exists', { ...onT, where: 'v == "ok"' }, { state: 'passed' }],
])('a cell that cannot be read in %s', ([, kind, options, is]) => {
  const bad = (dataset: Dataset, from: number): Dataset => ({
    ...dataset,
    rows: dataset.rows.map((row) => (row.line < from ? row : { ...row, invalid: ['n'] })),
  })
  expect(run(kind, options, [bad(okRows(8, 8), 3), bad(okRows(1, 1, 'u'), 2)])).toMatchObject({ ...('state' in is ? {} : { state: 'unknown' }), ...is })
})

test('what a check says of itself', () => {
  expect(run('one-of', { ...oneOf, at_least: 0.98, threshold: 'proposed' }, [okRows(97, 100)])).toEqual({
    kind: 'one-of',
    label: { es: 'label', en: 'label' },
    dataset: 't',
    file: 'datos/t.csv',
    threshold: 'proposed',
    state: 'failed',
    good: 97,
    total: 100,
    ratio: 9_700,
    floor: 9_800,
    failed: { count: 3, rows: [99, 100, 101].map((line) => ({ line, key: `row ${line - 1}`, columns: ['v'], value: 'bad' })) },
  })
})

test('of many failed rows the first thousand are listed and all are counted', () => {
  const { failed } = run('one-of', oneOf, [okRows(0, 1_005)])
  expect([failed?.count, failed?.rows.length, failed?.rows.at(-1)?.line]).toEqual([1_005, 1_000, 1_001])
})

const share = fc.integer({ min: 1, max: 3_000 }).chain((total) => fc.tuple(fc.nat(total), fc.constant(total)))
test('passing is decided on the counts, and only all of them is 1', () =>
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 100 }), ([good, total], floor) => {
      const result = run('one-of', { ...oneOf, at_least: floor / 100, threshold: 'proposed' }, [okRows(good, total)])
      expect(result.state).toBe(BigInt(good) * 100n >= BigInt(floor) * BigInt(total) ? 'passed' : 'failed')
      expect(result.ratio === 10_000).toBe(good === total)
      expect(Math.abs(result.ratio! - (good / total) * 10_000)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 200 },
  ))

test('all but one of twenty thousand is not all, even where it is enough', () => {
  expect(run('one-of', { ...oneOf, at_least: 0.98, threshold: 'normative' }, [okRows(20_000, 20_001)])).toMatchObject({ state: 'passed', ratio: 9_999 })
})

// 19 599 of 20 000 rounds to 9800 basis points, which is the floor.
test('a failing ratio is never printed as the floor', () => {
  const { state, ratio, floor } = run('one-of', { ...oneOf, at_least: 0.98, threshold: 'normative' }, [okRows(19_599, 20_000)])
  expect([state, floor]).toEqual(['failed', 9_800])
  expect(ratio).toBeLessThan(9_800)
})

const rows = [{ v: 'bad', person: 'Ana', secret: 'host-1', d: null }]
test.for<[kind: string, options: object]>([
  ['one-of', { dataset: 't', column: 'person', values: ['x'] }],
  ['cross', { from: { dataset: 't', column: 'person' }, to: { dataset: 'u', column: 'v' } }],
  ['coverage', { need: { dataset: 't', by: 'person' }, have: { dataset: 'u', by: 'v' } }],
  ['current', { dataset: 't', column: 'd', max_age: 'P1D', threshold: 'proposed' }],
  ['complete', { dataset: 't', columns: ['d', 'person'] }],
  ['unique', { dataset: 't', columns: ['d', 'person'] }],
  ['expression', { dataset: 't', each: 'person == "x"' }],
])('%s: what a person column holds is never in a failed row', ([kind, options]) => {
  const { failed } = run(kind, options, [datasetOf('t', rows), datasetOf('u', [])])
  expect(failed?.count).toBe(1)
  expect(JSON.stringify(failed)).not.toContain('Ana')
})

test('a blank has no value to show', () =>
  expect(run('one-of', oneOf, [datasetOf('t', [{ v: null }, { v: '' }])]).failed?.rows).toEqual([
    { line: 2, key: 'row 1', columns: ['v'] },
    { line: 3, key: 'row 2', columns: ['v'] },
  ]))

test('a yes or no is shown as tables write it', () =>
  expect(run('one-of', { dataset: 't', column: 'b', values: ['si'] }, [datasetOf('t', [{ b: false }])]).failed?.rows).toEqual([
    { line: 2, key: 'row 1', columns: ['b'], value: 'no' },
  ]))

test('the value of a sensitive column is marked', () => {
  const { failed } = run('one-of', { dataset: 't', column: 'secret', values: ['x'] }, [datasetOf('t', rows)])
  expect(failed?.rows).toEqual([{ line: 2, key: 'row 1', columns: ['secret'], value: 'host-1', sensitive: true }])
})
