// Disclosure control by itself: pseudonyms that collide, who is withheld, what is generalised, which counts are suppressed.
import { expect, test } from 'vitest'
import { macWith, pseudonymsOf } from '../../src/campaign/pseudonyms.ts'
import { generalise, silentOf, suppressed, withheld } from '../../src/campaign/small-cells.ts'
import type { CampaignRow } from '../../src/model/campaign.ts'
import { chance } from '../support/campaign.ts'

const KEY = 'una clave que nadie conoce'
const K = 5

test('pseudonyms that collide are told apart, the same way in any order', () => {
  const ids = Array.from({ length: 30 }, (_, at) => `inst-${at}`)
  const names = pseudonymsOf(ids, macWith(KEY), 'institution', 1)
  expect(new Set(names.values()).size).toBe(30)
  expect(pseudonymsOf(ids.toReversed(), macWith(KEY), 'institution', 1)).toEqual(names)
})

test('withheld: per rulebook none or at least five, and no profile of fewer', () => {
  const random = chance(11)
  for (let turn = 0; turn < 300; turn += 1) {
    const all = Array.from({ length: Math.floor(random() * 60) }, (_, at) => ({
      id: `I-${at}`,
      standings: ['uno', 'dos', 'tres'].flatMap((rulebook, place) =>
        random() < [0.95, 0.3, 0.06][place]! ? [{ rulebook, role: random() < 0.9 ? 'entity' : 'operator' }] : [],
      ),
    }))
    const hidden = withheld(all, K)
    const shown = all.filter(({ id }) => !hidden.has(id))
    for (const members of Map.groupBy(shown, ({ standings }) => JSON.stringify(standings)).values()) expect(members.length).toBeGreaterThanOrEqual(K)
    for (const rulebook of ['uno', 'dos', 'tres']) {
      const under = (list: typeof all) => list.filter(({ standings }) => standings.some((standing) => standing.rulebook === rulebook)).length
      const count = under(all) - under(shown)
      expect(count === 0 || count >= K || under(shown) === 0).toBe(true)
    }
  }
})

const subject = (id: number, kind: CampaignRow['kind'], band: string | null, sector: string | null, province: string | null) => ({
  id: `I-${id}`,
  kind,
  band,
  sector,
  province,
  profile: 'p',
})

test('province goes first, the kind last, and only as far as needed', () => {
  const all = [
    ...[1, 2, 3, 4, 5].map((id) => subject(id, 'municipality', '1–49', 'local', 'Colón')),
    ...[6, 7, 8, 9, 10].map((id) => subject(id, 'municipality', '1–49', 'local', id < 8 ? 'Darién' : 'Herrera')),
    ...[11, 12, 13, 14, 15].map((id) => subject(id, 'municipality', id < 13 ? '50–249' : '250–999', 'local', 'Colón')),
    ...[16, 17, 18, 19, 20].map((id) => subject(id, id < 18 ? 'judiciary' : 'legislature', '1–49', 'justicia', 'Panamá')),
  ]
  const shown = generalise(all, K)
  const cells = all.map(({ id }) =>
    Object.values(shown.get(id)!)
      .map((value) => value ?? '-')
      .join(' '),
  )
  expect([...Map.groupBy(cells, (cell) => cell)].map(([cell, members]) => [cell, members.length])).toEqual([
    ['municipality 1–49 local Colón', 5],
    ['municipality 1–49 local -', 5],
    ['municipality - - -', 5],
    ['- - - -', 5],
  ])
})

test('a remainder of fewer than five takes the smallest part with it', () => {
  const all = [
    ...Array.from({ length: 9 }, (_, at) => subject(at, 'municipality', null, null, null)),
    ...Array.from({ length: 6 }, (_, at) => subject(20 + at, 'communal-board', null, null, null)),
    subject(30, 'judiciary', null, null, null),
  ]
  const kinds = [...generalise(all, K)].map(([, { kind }]) => kind)
  expect([kinds.filter((kind) => kind === 'municipality').length, kinds.filter((kind) => kind === null).length]).toEqual([9, 7])
  expect([...generalise(all.slice(0, 4), K).values()].every(({ kind }) => kind === null)).toBe(true)
})

test.for<[what: string, profiles: (string | null)[], kind: CampaignRow['kind']]>([
  ['five with figures', Array.from({ length: 5 }, () => 'p'), 'municipality'],
  ['five with figures and one without', [...Array.from({ length: 5 }, () => 'p'), null], 'municipality'],
  ['four with figures and two without', [...Array.from({ length: 4 }, () => 'p'), null, null], null],
  ['five and four under other rulebooks', [...Array.from({ length: 5 }, () => 'p'), ...Array.from({ length: 4 }, () => 'q')], null],
  ['five without figures', Array.from({ length: 5 }, () => null), 'municipality'],
])('%s: the kind shown is %s', ([, profiles, kind]) => {
  const all = profiles.map((profile, at) => ({ ...subject(at, 'municipality', null, null, null), profile }))
  expect([...generalise(all, K).values()].map((shown) => shown.kind)).toEqual(profiles.map(() => kind))
})

test('of those whose kind nobody knows nothing else is shown', () => {
  const all = [1, 2, 3, 4, 5].map((id) => subject(id, null, '1–49', 'local', 'Colón'))
  expect(new Set([...generalise(all, K).values()].map((shown) => JSON.stringify(shown)))).toEqual(
    new Set(['{"kind":null,"band":null,"sector":null,"province":null}']),
  )
})

const assessed = (prefix: string, count: number, ...standings: [rulebook: string, role: string][]) =>
  Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at}`, standings: standings.map(([rulebook, role]) => ({ rulebook, role })) }))
test('five of a profile are shown; of four, one of the commonest goes with them', () => {
  const [many, five, four] = [assessed('m', 9, ['uno', 'entity']), assessed('f', 5, ['dos', 'entity']), assessed('r', 4, ['uno', 'operator'])]
  expect([...withheld([...five, ...many], K)]).toEqual([])
  const both = assessed('b', 6, ['uno', 'entity'], ['dos', 'entity'])
  expect([...withheld([...both, ...many, ...five, ...four], K)].toSorted()).toEqual(['m0', 'r0', 'r1', 'r2', 'r3'])
  expect([...withheld([...many, ...five, ...four].toReversed(), K)].toSorted()).toEqual(['m0', 'r0', 'r1', 'r2', 'r3'])
})

test.for<[holders: number, silent: number]>([
  [5, 0],
  [4, 5],
])('a requirement that applies to %i alone: %i show no figures', ([holders, silent]) => {
  const all = assessed('m', 20, ['uno', 'entity'])
  const applied = new Map(all.map(({ id }, at) => [id, at < holders ? [1, 2] : [1]]))
  expect(silentOf(all, applied, K).size).toBe(silent)
})

test('who would be left alone with a requirement once others show no figures shows none either', () => {
  const all = assessed('m', 20, ['uno', 'entity'])
  // The first applies to four; the second to these and four more, the last four of the ids.
  const applied = new Map(all.map(({ id }, at) => [id, at >= 16 ? [1, 2, 3] : at >= 12 ? [1, 3] : [1]]))
  expect([...silentOf(all, applied, K)].toSorted()).toEqual(['m12', 'm13', 'm14', 'm15', 'm16', 'm17', 'm18', 'm19'])
})

test.for([
  [
    [10, 20, 30],
    [10, 20, 30],
  ],
  [
    [5, 6, 0],
    [5, 6, 0],
  ],
  [
    [10, 3, 30],
    [null, null, 30],
  ],
  [
    [3, 2, 30],
    [null, null, 30],
  ],
  [
    [1, 2, 30, 8],
    [null, null, 30, null],
  ],
  [
    [4, 0, 0],
    [null, null, null],
  ],
  [
    [2, 9],
    [null, null],
  ],
  [
    [0, 0],
    [0, 0],
  ],
] as const)('small counts of %j: %j', ([counts, shown]) => expect(suppressed(counts, K)).toEqual(shown))
