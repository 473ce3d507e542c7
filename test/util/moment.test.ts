// Moments with and without a zone, as days of Panama.
import { expect, test } from 'vitest'
import { instantOf, panamaDay } from '../../src/util/moment.ts'

test.for([
  ['2026-11-20', '2026-11-20'],
  ['2026-11-20T23:59', '2026-11-20'],
  ['2026-11-20T23:59:59-05:00', '2026-11-20'],
  ['2026-11-21T02:00:00Z', '2026-11-20'],
  ['2026-11-21T04:59:59.999Z', '2026-11-20'],
  ['2026-11-21T05:00:00Z', '2026-11-21'],
  ['2026-11-21T10:00:00+05:30', '2026-11-20'],
  ['2026-03-01T00:30:00+00:00', '2026-02-28'],
  ['2026-02-30', undefined],
  ['2026-11-21T24:00', undefined],
  ['ayer', undefined],
  ['', undefined],
] as const)('%s is %s in Panama', ([moment, day]) => expect(panamaDay(moment)).toBe(day))

test('zones in order of time, not of letters', () =>
  expect(['2026-11-21T01:00:00Z', '2026-11-20T21:00:00-05:00', '2026-11-20T20:30:00-05:00'].toSorted((a, b) => instantOf(a)! - instantOf(b)!)).toEqual([
    '2026-11-21T01:00:00Z',
    '2026-11-20T20:30:00-05:00',
    '2026-11-20T21:00:00-05:00',
  ]))

test('as the engine counts them', () => {
  for (const moment of ['2026-11-21T02:03:04Z', '1999-12-31T23:59:59-05:00', '2000-02-29T12:00:00+14:00'])
    expect(instantOf(moment)).toBe(Date.parse(moment) / 1000)
})
