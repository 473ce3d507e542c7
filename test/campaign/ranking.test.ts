// Who ranks where, and how figures spread.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rank } from '../../src/campaign/ranking.ts'
import { histogramOf, spreadOf } from '../../src/campaign/spread.ts'
import { median } from '../../src/util/median.ts'
import { row } from '../support/campaign-rows.ts'

describe('ranking', () => {
  test('places are ranges where indices are', () => {
    const rows = [row('a', 80), row('b', 60, 85), row('c', 40), row('d', 40)]
    const { groups, places } = rank('aig-tic', rows)
    expect(groups).toHaveLength(1)
    expect(groups[0]?.members).toEqual(['a', 'b', 'c', 'd'])
    expect(
      rows
        .map(({ id, standings }) => [id, places.get(standings[0]!)?.ranks ?? []] as const)
        .map(([id, ranks]) => [id, ranks[0]?.best, ranks[0]?.worst, ranks[0]?.percentile]),
    ).toEqual([
      ['a', 1, 2, 100],
      ['b', 1, 2, 66.7],
      ['c', 3, 4, 0],
      ['d', 3, 4, 0],
    ])
  })
  test('an institution in two roles stands among its peers in each', () => {
    const both = row('both', 50)
    both.standings.push({ ...both.standings[0]!, role: 'operator', applicable: 'e'.repeat(64), compliance: { low: 90, high: 90 } })
    const peer = row('peer', 70)
    peer.standings[0] = { ...peer.standings[0]!, role: 'operator', applicable: 'e'.repeat(64) }
    const { groups, places } = rank('aig-tic', [both, peer, row('a', 80)])
    expect(groups.map(({ members }) => members).toSorted((a, b) => a[0]!.localeCompare(b[0]!))).toEqual([
      ['a', 'both'],
      ['both', 'peer'],
    ])
    expect(both.standings.map((standing) => places.get(standing)?.ranks[0]?.best)).toEqual([2, 1])
  })
  test('another kind, other rules or too few answers are listed apart', () => {
    const other = row('other', 90, 90, { kind: 'communal-board' })
    const rules = row('rules', 90)
    rules.standings[0]!.applicable = 'f'.repeat(64)
    const few = row('few', 90)
    few.standings[0]!.coverage = { applicable: 10, answeredOrMeasured: 7, fullProof: 0, removedWeight: 0 }
    const none = row('none', 90)
    none.standings[0]!.compliance = null
    const nothing = row('nothing', 0)
    nothing.standings[0]!.coverage = { applicable: 0, answeredOrMeasured: 0, fullProof: 0, removedWeight: 0 }
    const { groups, places } = rank('aig-tic', [row('a', 80), row('b', 60), other, rules, few, none, nothing])
    expect(groups.map(({ members }) => members)).toEqual([['a', 'b']])
    expect([other, rules, few, none, nothing].map(({ standings }) => places.get(standings[0]!)?.unranked)).toEqual([
      'no-peers',
      'no-peers',
      'coverage',
      'no-index',
      'coverage',
    ])
  })
  test('those of a sector and those of a size are placed among themselves too', () => {
    const rows = [
      row('a', 80, 80, { sector: 'salud', band: '1–49' }),
      row('b', 60, 60, { sector: 'salud', band: '50–249' }),
      row('c', 40, 40, { sector: 'agro', band: '1–49' }),
      row('d', 20),
    ]
    const { groups, places } = rank('aig-tic', rows)
    const all = groups[0]!.id
    expect(
      rows.map(({ standings: [standing] }) =>
        places.get(standing!)!.ranks.map(({ by, group, best, of }) => `${by} ${group.replace(all, '*')}: ${best} of ${of}`),
      ),
    ).toEqual([
      ['kind *: 1 of 4', 'sector */salud: 1 of 2', 'band */1–49: 1 of 2'],
      ['kind *: 2 of 4', 'sector */salud: 2 of 2'],
      ['kind *: 3 of 4', 'band */1–49: 2 of 2'],
      ['kind *: 4 of 4'],
    ])
  })
  test('a group lists the surest first, then the better end, then by id; groups go by id', () => {
    const boards = ['y', 'x'].map((id) => row(id, 10, 10, { kind: 'communal-board' }))
    const rows = [row('b', 50, 60), row('a', 50, 60), row('c', 50, 70), row('d', 60), ...boards]
    expect(rank('aig-tic', rows).groups.map(({ members }) => members)).toEqual([
      ['x', 'y'],
      ['d', 'c', 'a', 'b'],
    ])
  })
  test('who stands under another rulebook is no peer', () => {
    const other = row('other', 90)
    other.standings[0]!.rulebook = 'datos-personales'
    const { groups, places } = rank('aig-tic', [row('a', 80), row('b', 60), other])
    expect([groups.map(({ members }) => members), places.has(other.standings[0]!)]).toEqual([[['a', 'b']], false])
  })
  test('coverage of exactly 80 % ranks', () => {
    const edge = row('edge', 90)
    edge.standings[0]!.coverage = { applicable: 10, answeredOrMeasured: 8, fullProof: 0, removedWeight: 0 }
    expect(rank('aig-tic', [edge, row('a', 10)]).places.get(edge.standings[0]!)?.unranked).toBeUndefined()
  })
  test('nobody is placed outside the group, and no better institution is behind a worse one', () => {
    const range = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 12 }), (ranges) => {
        const rows = ranges.map(([low, high], index) => row(`i${index}`, low, high))
        const { places } = rank('aig-tic', rows)
        rows.forEach((one, i) => {
          const place = places.get(one.standings[0]!)!.ranks[0]!
          expect(place.best).toBeGreaterThanOrEqual(1)
          expect(place.worst).toBeLessThanOrEqual(rows.length)
          expect(place.best).toBeLessThanOrEqual(place.worst)
          ranges.forEach(([low], j) => {
            if (low > ranges[i]![1]) expect(places.get(rows[j]!.standings[0]!)!.ranks[0]!.worst).toBeLessThan(place.worst + 1)
          })
        })
      }),
    )
  })
})

test('quartiles, mean and histogram by hand', () => {
  expect(spreadOf([100, 10, 9])).toMatchObject({ low: 9, median: 10, high: 100 })
  expect(spreadOf([40, 10, 30, 20])).toEqual({ institutions: 4, low: 10, q1: 17.5, median: 25, q3: 32.5, high: 40, mean: 25 })
  expect(spreadOf([])).toBeNull()
  expect(median([0.1, 0.2])).toBe(0.2)
  expect(histogramOf([0, 9.9, 10, 99.9, 100, null])).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1])
})
