// The kinds that look at time, digests and what must not be there, and the calendar of business days behind one of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holidaysModule } from '../../scripts/make-holidays.ts'
import { CHECKS } from '../../src/checks/index.ts'
import type { Cell } from '../../src/model/evidence.ts'
import { addBusinessDays, isBusinessDay } from '../../src/util/business-days.ts'
import { ROOT } from '../support/assess.ts'
import { measure, run } from '../support/checks.ts'
import { datasetOf } from '../support/evidence.ts'

const on = { dataset: 't' }
const cells = (v: Cell, secret: Cell) => ({ v, secret })
const deadline = (within: string, v: Cell, secret: Cell) =>
  run('deadline', { ...on, from: 'v', to: 'secret', within, threshold: 'normative' }, [datasetOf('t', [cells(v, secret)])])

// As of 21 November 2026, a Saturday. 3, 5 and 10 November are holidays.
test.for([
  ['72h', '2026-11-01T10:00', '2026-11-04T10:00', 'passed'],
  ['72h', '2026-11-01T10:00', '2026-11-04T10:01', 'failed'],
  ['48h', '2026-11-01T23:30', '2026-11-03T23:30', 'passed'],
  ['48h', '2026-11-01T10:00', '2026-11-01T09:59', 'failed'],
  ['48h', '2026-11-19T10:00', null, 'passed'],
  ['48h', '2026-11-18T10:00', null, 'failed'],
  ['4h', '2026-11-21T09:00', null, 'passed'],
  ['4h', '2026-11-20T09:00', null, 'failed'],
  ['4h', '2026-11-20T20:00', null, 'passed'],
  ['48h', '2026-11-01', '2026-11-02T10:00', 'unknown'],
  ['48h', '2026-11-01T10:00', '2026-11-02', 'unknown'],
  ['5d', '2026-11-01', '2026-11-06', 'passed'],
  ['5d', '2026-11-01', '2026-11-07', 'failed'],
  ['5d', '2026-11-01T22:00', '2026-11-06T23:59', 'passed'],
  ['5d', '2026-11-16', null, 'passed'],
  ['5d', '2026-11-15', null, 'failed'],
  ['5d', null, '2026-11-06', 'failed'],
  ['5d', '2026-11-06', '2026-11-05', 'failed'],
  ['5d', '2026-11-06', '2026-11-06', 'passed'],
  ['5d', '2026-11-06T10:00', '2026-11-06', 'passed'],
  ['5d', '2026-11-06T10:00', '2026-11-06T09:59', 'failed'],
  ['10bd', '2026-10-30', '2026-11-18', 'passed'],
  ['10bd', '2026-10-30', '2026-11-19', 'failed'],
] as const)('deadline %s from %s to %s: %s', ([within, from, to, state]) => expect(deadline(within, from, to).state).toBe(state))

test('a deadline blames the moment that is late or never began, and says where rows cannot be judged', () => {
  expect(deadline('5d', '2026-11-01', '2026-11-07').failed?.rows).toEqual([
    { line: 2, key: 'row 1', columns: ['secret'], value: '2026-11-07', sensitive: true },
  ])
  expect(deadline('5d', null, '2026-11-06').failed?.rows[0]?.columns).toEqual(['v'])
  expect(deadline('48h', '2026-11-01', '2026-11-02')).toMatchObject({ state: 'unknown', reason: 'invalid', detail: ['datos/t.csv:2'] })
})

test('days that a rulebook adds are not business days', () => {
  const late = run(
    'deadline',
    { ...on, from: 'v', to: 'secret', within: '10bd', threshold: 'normative' },
    [datasetOf('t', [cells('2026-10-30', '2026-11-19')])],
    {
      extraHolidays: ['2026-11-04'],
    },
  )
  expect(late.state).toBe('passed')
})

test.for([
  ['a row of the year', [cells('2025-12-31', 'a'), cells('2026-03-01', 'a')], {}, [1, 1, 'passed', []]],
  ['a year alone', [cells(2026, 'a')], {}, [1, 1, 'passed', []]],
  ['none of the year', [cells('2025-12-31', 'a'), cells(null, 'a')], {}, [0, 1, 'failed', []]],
  ['one for each', [cells('2026-01-01', 'a'), cells('2025-01-01', 'b'), cells('2025-01-01', 'a')], { by: 'secret' }, [1, 2, 'failed', [3]]],
] as const)('yearly: %s', ([, rows, options, is]) => expect(measure(run('yearly', { ...on, column: 'v', ...options }, [datasetOf('t', rows)]))).toEqual(is))

test.for([
  ['k', 'row 1'],
  ['person', ''],
  ['secret', ''],
])('yearly by %s names whoever lacks the year as «%s»', ([by, key]) =>
  expect(run('yearly', { ...on, column: 'v', by }, [datasetOf('t', [{ v: '2025-01-01', person: 'Ana', secret: 'host-1' }])]).failed?.rows).toEqual([
    { line: 2, key, columns: ['v'] },
  ]),
)

test.for([
  ['cedula', ['8-123-456', 'PE-12-3456', 'e-8-12345', 'véase 4-1-2, folio'], ['2026-11-21', 'A-1-2-3-4', '14-1-1', 'ver 2026-8-1']],
  ['email', ['escriba a ana.perez@ejemplo.gob.pa hoy'], ['arroba @ sola', 'a@b']],
  ['ip', ['10.0.0.1', 'host 192.168.1.20:443'], ['1.2.3', '999.1.1.1', '1.2.3.4.5']],
  ['telefono', ['6123-4567', '+507 6123-4567', '507-6123-4567', '512-3456'], ['2026-11', '61234567890', '123-456']],
] as const)('forbidden-pattern %s', ([pattern, bad, good]) => {
  const state = (text: string) => run('forbidden-pattern', { ...on, columns: ['v'], patterns: [pattern] }, [datasetOf('t', [{ v: text }])]).state
  expect(bad.map((text) => [text, state(text)])).toEqual(bad.map((text) => [text, 'failed']))
  expect(good.map((text) => [text, state(text)])).toEqual(good.map((text) => [text, 'passed']))
})

test('forbidden-pattern: one of the patterns, in one of the columns, is enough', () =>
  expect(
    run('forbidden-pattern', { ...on, columns: ['v', 'secret'], patterns: ['email', 'cedula'] }, [datasetOf('t', [cells('a', '8-123-456')])]).failed?.rows,
  ).toEqual([{ line: 2, key: 'row 1', columns: ['secret'] }]))

test('patterns take linear time on texts made to hurt them', () => {
  const hurt = ['1-'.repeat(5000), 'a@'.repeat(5000), '1.'.repeat(5000), '6'.repeat(10_000), 'a.'.repeat(5000) + '@']
  const rows = hurt.map((v) => ({ v }))
  const started = process.cpuUsage().user
  run('forbidden-pattern', { ...on, columns: ['v'], patterns: ['cedula', 'email', 'ip', 'telefono'] }, [datasetOf('t', rows)])
  expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(5)
})

const [one, two] = ['a1'.repeat(32), 'B2'.repeat(32)]
test.for([
  ['digests of their own', [one, two], [2, 2, 'passed', []]],
  ['the same twice', [one, one.toUpperCase()], [0, 2, 'failed', [2, 3]]],
  ['a filler, one too short, one too long, a blank', ['0'.repeat(64), one.slice(1), `${one}0`, `x${one}`, null], [0, 5, 'failed', [2, 3, 4, 5, 6]]],
] as const)('hash: %s', ([, values, is]) =>
  expect(
    measure(
      run('hash', { ...on, column: 'v' }, [
        datasetOf(
          't',
          values.map((v) => ({ v })),
        ),
      ]),
    ),
  ).toEqual(is),
)

test('the list of holidays is that of the library', () =>
  expect(readFileSync(join(ROOT, 'src/util/panama-holidays.generated.ts'), 'utf8')).toBe(holidaysModule()))

test.for([
  ['2026-11-20', true],
  ['2026-11-21', false],
  ['2026-11-22', false],
  ['2026-11-03', false],
  ['2026-12-21', false],
  ['2027-01-01', false],
  ['1969-12-31', true],
  ['1970-01-03', false],
] as const)('%s is a business day: %s', ([day, is]) => expect(isBusinessDay(day)).toBe(is))

test('business days are counted from the next one', () => {
  expect(addBusinessDays('2026-11-20', 1)).toBe('2026-11-23')
  expect(addBusinessDays('2026-12-24', 1)).toBe('2026-12-28')
  expect(addBusinessDays('2026-12-24', 0)).toBe('2026-12-24')
})

test('every kind says in its file what it counts, and is in the list', () =>
  expect(CHECKS.map(({ kind }) => kind)).toEqual(CHECKS.map(({ kind }) => kind).toSorted()))
