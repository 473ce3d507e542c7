// Two campaigns: who improved, got worse, came in or left, and what cannot be compared.
import { describe, expect, test } from 'vitest'
import { changesSince, diffCampaigns } from '../../src/campaign/compare.ts'
import type { Campaign, CampaignRow } from '../../src/model/campaign.ts'
import { CampaignDiff } from '../../src/model/diff.ts'
import { loadDiffFormat } from '../../src/report/diff/index.ts'
import { madeCampaign } from '../support/campaign.ts'

const BASE = madeCampaign(40).campaign
const ASSESSED = BASE.institutions.find(({ status }) => status === 'assessed')!
const ID = ASSESSED.id

/** The campaign with one institution changed. */
const withRow = (change: (row: CampaignRow) => CampaignRow): Campaign => ({
  ...BASE,
  institutions: BASE.institutions.map((row) => (row.id === ID ? change(row) : row)),
})
const at = (low: number, high = 100, more: object = {}) =>
  withRow((row) => ({ ...row, standings: row.standings.map((standing) => ({ ...standing, compliance: { low, high }, ...more })) }))
const without: Campaign = { ...BASE, institutions: BASE.institutions.filter(({ id }) => id !== ID) }
const unassessed = (status: 'rejected' | 'missing') => withRow((row) => ({ ...row, status, standings: [] }))
const rowOf = (before: Campaign, now: Campaign) => {
  const diff = CampaignDiff.parse(diffCampaigns(before, now))
  return diff.institutions.find(({ institution }) => institution === ID)
}

test.for([
  ['the worst end rises', at(50), at(60.3), { change: 'improved', points: 10.3 }],
  ['the worst end falls', at(60.3), at(50), { change: 'worse', points: -10.3 }],
  ['both ends stay', at(50), at(50), { change: 'same', points: 0 }],
  ['only the best end moves', at(50, 80), at(50, 90), { change: 'same', points: 0, bestEnd: 'higher' }],
  ['other rules apply', at(50), at(60, 100, { applicable: 'f'.repeat(64) }), { change: 'not-comparable', points: null, reason: 'other-rules-apply' }],
  ['nothing to calculate', at(50), at(50, 100, { compliance: null, goodPractice: null }), { change: 'not-comparable', points: null, reason: 'not-calculable' }],
  [
    'another content of the rulebook',
    at(50),
    { ...at(60), rulebooks: BASE.rulebooks.map((book) => ({ ...book, digest: 'f'.repeat(64) })) },
    { change: 'not-comparable', points: null, reason: 'rulebook-version' },
  ],
  ['it came in', without, at(50), { change: 'new', status: { before: 'not-listed', now: 'assessed' }, points: null, before: null }],
  ['it left', at(50), without, { change: 'gone', status: { before: 'assessed', now: 'not-listed' }, points: null, now: null }],
  ['it was rejected', unassessed('rejected'), at(50), { change: 'new', status: { before: 'rejected', now: 'assessed' } }],
  ['it is missing', at(50), unassessed('missing'), { change: 'gone', status: { before: 'assessed', now: 'missing' } }],
  [
    'no must: good practice',
    at(0, 0, { compliance: null, goodPractice: { low: 10, high: 10 } }),
    at(0, 0, { compliance: null, goodPractice: { low: 12, high: 12 } }),
    { of: 'goodPractice', change: 'improved', points: 2 },
  ],
] as const)('%s', ([, before, now, expected]) => expect(rowOf(before, now)).toMatchObject(expected))

test('an overlay on one side is named, and the rulebook beneath it not blamed', () => {
  const tailored = BASE.rulebooks.map((book) => ({
    ...book,
    digest: 'f'.repeat(64),
    overlay: { id: 'propia', title: book.title, base: { version: book.version, digest: book.digest }, changes: [] },
  }))
  const { notices } = diffCampaigns(BASE, { ...BASE, rulebooks: tailored })
  expect(notices).toEqual(BASE.rulebooks.map(({ id }) => ({ id: 'overlay-other', params: { rulebook: id, before: '', now: 'propia' } })))
})

test('a rulebook that came in or left is named with its version', () => {
  const more = { ...BASE, rulebooks: [...BASE.rulebooks, { ...BASE.rulebooks[0]!, id: 'otro', version: '2.0.0' }] }
  const params = { rulebook: 'otro', version: '2.0.0' }
  expect(diffCampaigns(BASE, more).notices).toEqual([{ id: 'rulebook-new', params }])
  expect(diffCampaigns(more, BASE).notices).toEqual([{ id: 'rulebook-gone', params }])
  expect(diffCampaigns(BASE, more).rulebooks.map(({ id, before, now, comparable }) => [id, before?.version, now?.version, comparable?.institutions])).toEqual([
    ['aig-tic', '1.0.0', '1.0.0', BASE.totals.assessed],
    ['otro', undefined, '2.0.0', undefined],
  ])
})

test('worse before better before the same, the most points first, then who has another best end, then by id', () => {
  const ids = BASE.institutions.filter(({ status }) => status === 'assessed').map(({ id }) => id)
  const figures = (ranges: readonly (readonly [low: number, high: number])[]): Campaign => ({
    ...BASE,
    institutions: BASE.institutions.flatMap((row) => {
      const [low, high] = ranges[ids.indexOf(row.id)] ?? []
      if (low === undefined || high === undefined) return []
      return [{ ...row, standings: row.standings.map((standing) => ({ ...standing, compliance: { low, high } })) }]
    }),
  })
  const was = figures([1, 2, 3, 4, 5, 6].map(() => [50, 80]))
  const now = figures([
    [50, 80],
    [50, 90],
    [55, 80],
    [60, 80],
    [48, 80],
    [47, 80],
  ])
  expect(diffCampaigns(was, now).institutions.map(({ institution, points }) => [ids.indexOf(institution), points])).toEqual([
    [5, -3],
    [4, -2],
    [3, 10],
    [2, 5],
    [1, 0],
    [0, 0],
  ])
})

test('assessed on neither side: listed apart, in no count', () => {
  const diff = diffCampaigns(unassessed('missing'), unassessed('rejected'))
  expect(diff.neverAssessed).toContainEqual({ institution: ID, name: ASSESSED.name, status: { before: 'missing', now: 'rejected' } })
  expect(diff.institutions.map(({ institution }) => institution)).not.toContain(ID)
})

/** The institution in two roles; in the second one with `low` of good practice, or of the duties. */
const twice = (low: number, index: 'compliance' | 'goodPractice' = 'compliance') => {
  const second = { compliance: null, goodPractice: null, [index]: { low, high: 100 } }
  return withRow((row) => ({
    ...row,
    standings: row.standings.flatMap((standing) => [standing, { ...standing, role: 'custodian' as const, applicable: 'e'.repeat(64), ...second }]),
  }))
}
const listed = (diff: CampaignDiff) => Object.values(diff.totals).reduce((sum, n) => sum + n, 0)

describe('one institution in two roles', () => {
  test.for([
    [twice(50), twice(50), 'same'],
    [twice(50), twice(60), 'improved'],
    [twice(50), twice(40), 'worse'],
  ] as const)('counts once, by what is told first: %#', ([before, now, change]) => {
    const [plain, diff] = [diffCampaigns(BASE, BASE), diffCampaigns(before, now)]
    expect(listed(diff)).toBe(listed(plain))
    expect(diff.totals[change]).toBe(plain.totals[change] + (change === 'same' ? 0 : 1))
    expect(diff.rulebooks[0]!.totals).toEqual(diff.totals)
    expect(diff.rulebooks[0]!.comparable!.institutions).toBe(plain.rulebooks[0]!.comparable!.institutions)
  })
  test('each role is told apart, in words and in the tables', async () => {
    const [before, now] = [twice(50), twice(40)]
    const { render } = await loadDiffFormat('markdown')
    expect(render(diffCampaigns(before, now), { lang: 'es' })).toContain(`| \`${ID}\` Institución`)
    expect(render(diffCampaigns(before, now), { lang: 'es' })).toContain('| Custodio · 50.0 %–100.0 % → 40.0 %–100.0 %, −10.0 puntos |')
    expect(render(diffCampaigns(at(50), at(40)), { lang: 'es' })).toContain('| 50.0 %–100.0 % → 40.0 %–100.0 %, −10.0 puntos |')
    const { deltas } = changesSince(before, now)
    expect(deltas.filter(({ institution }) => institution === ID).map(({ role, change }) => [role, change])).toEqual([
      ['custodian', 'worse'],
      ['entity', 'same'],
    ])
  })
})

test('another kind than before is said, of whom and from which', async () => {
  const before = withRow((row) => ({ ...row, kind: row.kind === 'municipality' ? 'communal-board' : 'municipality' }))
  const old = before.institutions.find(({ id }) => id === ID)!.kind
  const diff = CampaignDiff.parse(diffCampaigns(before, BASE))
  expect(diff.notices).toEqual([{ id: 'other-kinds', params: { count: 1, institutions: [ID] } }])
  expect(diff.institutions.filter(({ kindBefore }) => kindBefore).map(({ institution, kind, kindBefore }) => [institution, kind, kindBefore])).toEqual([
    [ID, ASSESSED.kind, old],
  ])
  expect((await loadDiffFormat('terminal')).render(diff, { lang: 'es' }).replaceAll(/\s+/g, ' ')).toContain(`La institución ${ID} cambió de tipo`)
  const worse = { ...at(40), institutions: at(40).institutions }
  const told = diffCampaigns({ ...at(50), institutions: at(50).institutions.map((row) => (row.id === ID ? { ...row, kind: old } : row)) }, worse)
  expect((await loadDiffFormat('markdown')).render(told, { lang: 'es' })).toMatch(/tipo: antes .+, ahora /)
})

test('why it is not compared, and the name of whom is gone, stay with the change', () => {
  const { deltas } = changesSince(at(50), at(60, 100, { applicable: 'f'.repeat(64) }))
  expect(deltas.find(({ institution }) => institution === ID)).toMatchObject({ change: 'not-comparable', reason: 'other-rules-apply' })
  expect(changesSince(at(50), without).deltas.find(({ institution }) => institution === ID)).toMatchObject({ change: 'gone', name: ASSESSED.name })
})

describe('the whole', () => {
  const [before, now] = [madeCampaign(40, { seed: 1 }).campaign, { ...madeCampaign(45, { seed: 2 }).campaign, asOf: '2027-11-21' }]
  const [there, back] = [diffCampaigns(before, now), diffCampaigns(now, before)]
  test('every institution once', () => {
    const listed = new Set([...before.institutions, ...now.institutions].map(({ id }) => id))
    expect([...there.institutions, ...there.neverAssessed].map(({ institution }) => institution).toSorted()).toEqual([...listed].toSorted())
    expect(Object.values(there.totals).reduce((sum, n) => sum + n, 0)).toBe(there.institutions.length)
  })
  test('seen from the other side', () => {
    expect(back.totals).toEqual({ ...there.totals, improved: there.totals.worse, worse: there.totals.improved, new: there.totals.gone, gone: there.totals.new })
    expect(there.totals).toMatchObject({ 'not-comparable': 0, new: expect.any(Number) })
    expect(there.notices.map(({ id }) => id)).toEqual(['other-kinds'])
    expect(back.notices.map(({ id }) => id)).toEqual(['dates-reversed', 'other-kinds'])
  })
  test('the comparable median is of those in both alone', () => {
    const points = there.institutions.flatMap(({ before: was, now: is, points }) => (points === null ? [] : [[was!.low, is!.low] as const]))
    const middle = (values: readonly number[]) => {
      const sorted = values.toSorted((a, b) => a - b)
      return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
    }
    const { comparable } = there.rulebooks[0]!
    expect(comparable!.institutions).toBe(points.length)
    expect(comparable!.before).toBeCloseTo(middle(points.map(([was]) => was)), 0)
    expect(comparable!.now).toBeCloseTo(middle(points.map(([, is]) => is)), 0)
  })
  test('what batch notes is the same, by institution', () => {
    const { deltas, notices } = changesSince(before, now)
    expect(deltas).toEqual(
      there.institutions
        .map(({ kind: _kind, kindBefore: _before, status: _status, bestEnd: _end, ...row }) => row)
        .toSorted((a, b) => (a.institution < b.institution ? -1 : 1)),
    )
    expect(notices).toEqual(there.notices)
    const { previous: _previous, ...finished } = now
    expect(changesSince(before, finished)).toEqual({ deltas, notices })
  })
  test('one side anonymous is said', () =>
    expect(diffCampaigns(BASE, { ...BASE, anonymous: true }).notices).toEqual([{ id: 'anonymous-one-side', params: { side: 'now' } }]))
})

test('who answered nothing is in no comparable median, as in no other', () => {
  const comparable = (campaign: Campaign) => diffCampaigns(campaign, campaign).rulebooks.map((book) => book.comparable)
  const silent = at(0, 100, { coverage: { applicable: 10, answeredOrMeasured: 0, fullProof: 0, removedWeight: 0 } })
  expect(comparable(silent)).toEqual(comparable(without))
  expect(comparable(at(0, 100))).not.toEqual(comparable(without))
})

test('nor is an index of good practice, which is of something else; where none is left there is no median', () => {
  const comparable = (campaign: Campaign) => diffCampaigns(campaign, campaign).rulebooks.map((book) => book.comparable)
  expect(comparable(at(0, 0, { compliance: null, goodPractice: { low: 10, high: 10 } }))).toEqual(comparable(without))
  expect(comparable({ ...BASE, institutions: BASE.institutions.map((row) => ({ ...row, standings: [] })) })).toEqual([null])
})
