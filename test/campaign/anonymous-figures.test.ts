// What is left to read in the anonymous tables: figures, alerts, ranks and changes of five or more, and from which number on.
import { expect, test } from 'vitest'
import { anonymize } from '../../src/campaign/anonymize.ts'
import { LEAST_KEY, macWith, pseudonymsOf } from '../../src/campaign/pseudonyms.ts'
import { suppressed } from '../../src/campaign/small-cells.ts'
import { histogramOf } from '../../src/campaign/spread.ts'
import type { Campaign, CampaignRow, FindingRow } from '../../src/model/campaign.ts'
import { madeCampaign, type MadeCampaign } from '../support/campaign.ts'
import { secretive } from '../support/secret-campaign.ts'

const KEY = 'una clave que nadie conoce'
const K = 5
const hide = ({ campaign, details }: MadeCampaign) => {
  const hidden = anonymize(campaign, details, KEY)
  return { campaign: hidden.campaign, details: [...hidden.details()] }
}
const nameOf = (id: string) => pseudonymsOf([id], macWith(KEY), 'institution').get(id)!
const assessedOf = ({ institutions }: Campaign) => institutions.filter(({ status }) => status === 'assessed')
/** The made-up campaign with its rows changed, each with its place among the assessed; behind them all others. */
const withRows = (made: MadeCampaign, change: (row: CampaignRow, at: number) => CampaignRow): MadeCampaign => {
  const places = new Map(assessedOf(made.campaign).map(({ id }, at) => [id, at]))
  const institutions = made.campaign.institutions.map((row) => change(row, places.get(row.id) ?? Infinity))
  return { ...made, campaign: { ...made.campaign, institutions } }
}

test('alerts stay with their numbers, without what names anybody, the gravest first', () => {
  const made = secretive(193)
  const { campaign } = hide(made)
  const shown = campaign.anomalies.map(({ id, weight, institutions, rules, params, evidence }) => ({ id, weight, institutions, rules, params, evidence }))
  const kinds = new Map(campaign.institutions.map(({ id, kind }) => [id, kind]))
  const numbers: Partial<Record<Campaign['anomalies'][number]['id'], Campaign['anomalies'][number]['params']>> = {
    contradiction: { count: 1 },
    'yes-without-proof': { count: 2, of: 9 },
    'shared-document': { sha256: '', titles: [], count: 2 },
    'identical-notes': { notes: 2, excerpt: '' },
    'document-after-as-of': { document: '', issued: '' },
  }
  const expected = made.campaign.anomalies.map(({ id, weight, institutions, rules }) => {
    const names = institutions.map(nameOf).toSorted()
    const peers = kinds.get(names[0]!) === null ? { median: 0, peers: 0 } : { median: 3.2, peers: 13 }
    return { id, weight, institutions: names, rules, params: numbers[id] ?? { rulebook: 'aig-tic', share: 50.5, ...peers }, evidence: [] }
  })
  expect(shown).toHaveLength(expected.length)
  expect(shown).toEqual(expect.arrayContaining(expected))
  expect(shown.map(({ id, weight }) => `${weight} ${id}`).filter((line, at, all) => line !== all[at - 1])).toEqual([
    '3 contradiction',
    '3 document-after-as-of',
    '2 shared-document',
    '2 identical-notes',
    '2 not-applicable-above-peers',
    '2 yes-without-proof',
  ])
})

test.for([
  ['municipality', { median: 3.2, peers: 13 }],
  ['judiciary', { median: 0, peers: 0 }],
] as const)('figures of the peers of a %s: %j', ([kind, peers]) => {
  const made = withRows(madeCampaign(60), (row, at) => ({ ...row, kind: at === 0 ? kind : at < 20 ? 'communal-board' : 'municipality' }))
  const [first] = assessedOf(made.campaign)
  const anomaly: Campaign['anomalies'][number] = {
    id: 'not-applicable-above-peers',
    weight: 2,
    institutions: [first!.id],
    rules: [],
    params: { rulebook: 'aig-tic', share: 50.5, median: 3.2, peers: 13 },
    evidence: [],
  }
  const { campaign } = hide({ ...made, campaign: { ...made.campaign, anomalies: [anomaly] } })
  expect(campaign.anomalies[0]?.params).toEqual({ rulebook: 'aig-tic', share: 50.5, ...peers })
})

test('the close, the gate without its reasons, and why somebody was rejected stay', () => {
  const made = secretive(60)
  const { campaign } = hide(made)
  expect(campaign.closes).toBe(made.campaign.closes)
  expect(campaign.institutions.flatMap(({ gate }) => gate ?? [])).toEqual(
    assessedOf(made.campaign).map(() => ({ passed: false, errors: 1, warnings: 0, reasons: [] })),
  )
  expect(campaign.institutions.flatMap(({ rejection }) => rejection ?? [])).toEqual(
    made.campaign.institutions.flatMap(({ rejection }) => (rejection ? [{ code: 'input', params: {}, problems: [] }] : [])),
  )
  expect(campaign.totals.rejected).toBeGreaterThan(0)
})

test('who is ranked has its places, who is not is told why; histograms and grades are those of the rows', () => {
  const made = withRows(madeCampaign(60), (row) => ({
    ...row,
    kind: 'municipality',
    standings: row.standings.map((standing) => ({ ...standing, coverage: { ...standing.coverage, applicable: 10, answeredOrMeasured: 10 } })),
  }))
  const { campaign } = hide(made)
  const rows = assessedOf(campaign)
  const [book] = campaign.rulebooks
  expect(book!.groups.map(({ members }) => members.length)).toEqual([rows.length])
  for (const { standings } of rows) expect([standings[0]!.ranks[0]?.of, standings[0]!.unranked]).toEqual([rows.length, undefined])
  const lows = (of: 'compliance' | 'declared') => rows.map(({ standings }) => standings[0]![of]!.low)
  expect(book!.histogram).toEqual({
    compliance: suppressed(histogramOf(lows('compliance')), K),
    declared: suppressed(histogramOf(lows('declared')), K),
  })
  expect(book!.grades).toEqual({ parcial: rows.length })
  const few = withRows(made, (row) => ({
    ...row,
    standings: row.standings.map((standing) => ({ ...standing, coverage: { ...standing.coverage, answeredOrMeasured: 7 } })),
  }))
  for (const { standings } of assessedOf(hide(few).campaign)) expect([standings[0]!.ranks, standings[0]!.unranked]).toEqual([[], 'coverage'])
})

test.for([
  [K - 1, []],
  [K, [K]],
] as const)('a group of %i peers is listed, and its places told, as %j', ([size, shown]) => {
  const made = withRows(madeCampaign(60), (row, at) => ({
    ...row,
    kind: 'municipality',
    standings: row.standings.map((standing) => ({
      ...standing,
      applicable: (at < size ? 'a' : 'b').repeat(64),
      coverage: { ...standing.coverage, applicable: 10, answeredOrMeasured: 10 },
    })),
  }))
  const { campaign } = hide(made)
  const groups = campaign.rulebooks[0]!.groups.map(({ members }) => members.length)
  expect(groups.toSorted((a, b) => a - b)).toEqual([...shown, made.campaign.totals.assessed - size])
  const first = campaign.institutions.find(({ id }) => id === nameOf(assessedOf(made.campaign)[0]!.id))!.standings[0]!
  expect([first.ranks.filter(({ by }) => by === 'kind').map(({ of }) => of), first.unranked]).toEqual([shown, size < K ? 'no-peers' : undefined])
})

// Its claims less those of the rows would be those of the few who show no figures.
test.for([
  ['municipality', 'municipality', ['communal-board/must', 'municipality/must']],
  ['municipality', 'communal-board', ['unknown/must']],
] as const)('strata by kind, where five of a %s and a %s show no figures: %j', ([one, other, strata]) => {
  const made = withRows(secretive(193), (row, at) => ({
    ...row,
    kind: at < 4 ? (at < 2 ? one : other) : at < 60 ? 'communal-board' : 'municipality',
    standings: row.standings.map((standing) =>
      at < 4 ? { ...standing, role: 'ict-authority' as const } : at < 60 ? { ...standing, role: 'operator' as const } : standing,
    ),
  }))
  const drawn = ['communal-board', 'municipality'].map((kind) => ({ stratum: `${kind}/must`, population: 100, drawn: 10 }))
  const { campaign } = hide({ ...made, campaign: { ...made.campaign, sample: { ...made.campaign.sample!, strata: drawn } } })
  expect(assessedOf(campaign).filter(({ standings }) => standings.length === 0)).toHaveLength(K)
  expect(campaign.sample!.strata.map(({ stratum }) => stratum)).toEqual(strata)
})

test.for<[with_: number, institutions: number | undefined]>([
  [K - 1, undefined],
  [K, K],
])('how %i indices spread is told of %s', ([count, institutions]) => {
  const made = withRows(madeCampaign(60), (row, at) => ({
    ...row,
    standings: row.standings.map((standing) => (at < count ? standing : { ...standing, compliance: null, declared: null })),
  }))
  const [book] = hide(made).campaign.rulebooks
  expect([book!.compliance?.institutions, book!.declared?.institutions]).toEqual([institutions, institutions])
  expect(book!.coverage?.institutions).toBe(made.campaign.totals.assessed)
})

test('where nobody shows a figure, that there are none is not said; where nobody was assessed, it is', () => {
  const { campaign, details } = madeCampaign(4)
  const [book] = campaign.rulebooks
  const bins = (counts: number[]) =>
    hide({ details, campaign: { ...campaign, rulebooks: [{ ...book!, histogram: { compliance: counts, declared: counts } }] } })
  const none = Array.from({ length: 11 }, () => 0)
  const hidden = none.map(() => null)
  expect(bins([1, ...none.slice(1)]).campaign.rulebooks[0]!.histogram).toEqual({ compliance: hidden, declared: hidden })
  expect(bins(none).campaign.rulebooks[0]!.histogram).toEqual({ compliance: none, declared: none })
})

test('a requirement that applies to five is shown, with its findings', () => {
  const made = madeCampaign(60)
  const holders = new Set(
    assessedOf(made.campaign)
      .slice(0, K)
      .map(({ id }) => id),
  )
  const details = [...made.details()].map((detail) => {
    const extra: FindingRow = { ...detail.findings[0]!, rule: 'SEG-99', outcome: holders.has(detail.institution) ? 'unmet' : 'not-applicable' }
    return { ...detail, findings: [...detail.findings, extra] }
  })
  const hidden = hide({ ...made, details: () => details })
  expect(hidden.campaign.rulebooks[0]!.failed.find(({ rule }) => rule === 'SEG-99')).toMatchObject({ applicable: K, unmet: K, share: 100 })
  expect(hidden.details.every(({ findings }) => findings.some(({ rule }) => rule === 'SEG-99'))).toBe(true)
})

test.for([
  [K - 1, ''],
  [K, 'acta'],
] as const)('a kind of document that %i use is shown as «%s»', ([users, kind]) => {
  const made = madeCampaign(60)
  const details = [...made.details()].map((detail, at) => ({
    ...detail,
    evidence: detail.evidence.map((document) => ({ ...document, kind: at < users ? 'acta' : 'resolution' })),
  }))
  const kinds = new Set(hide({ ...made, details: () => details }).details.flatMap(({ evidence }) => evidence.map((document) => document.kind)))
  expect(kinds).toEqual(new Set([kind, 'resolution']))
})

test('documents keep whether they are there and what they are for', () => {
  const { details } = hide(madeCampaign(60))
  for (const { evidence } of details) {
    expect(evidence.map(({ file, rules }) => [file, ...rules].join(' ')).toSorted()).toEqual(['missing SEG-01', 'present SEG-01'])
    for (const { document } of evidence) expect(document).toMatch(/^D-[0-9A-HJKMNP-TV-Z]{10}$/)
  }
})

test.for(['accept', 'lower', 'raise', 'reject', 'lapsed'] as const)('the estimate is shown of five with a verdict: %s', (verdict) => {
  const made = secretive(60)
  const none = { accept: 0, lower: 0, raise: 0, reject: 0, lapsed: 0 }
  const audited = withRows(made, ({ audit: _audit, ...row }, at) =>
    at < K ? { ...row, audit: { auditor: 'x', date: '2026-08-19', ...none, [verdict]: 1 } } : row,
  )
  expect(hide(audited).campaign.sample!.estimate).toEqual(verdict === 'lapsed' ? null : made.campaign.sample!.estimate)
})

test('five that are new show their change, and why something is not compared stays', () => {
  const made = madeCampaign(60)
  const deltas = assessedOf(made.campaign).map(({ id, name, standings: [standing] }, at) => ({
    institution: id,
    name,
    rulebook: standing!.rulebook,
    role: standing!.role,
    of: 'compliance' as const,
    before: at < K ? null : { low: 10, high: 20 },
    now: standing!.compliance,
    points: null,
    ...(at < K ? { change: 'new' as const } : { change: 'not-comparable' as const, reason: 'other-rules-apply' as const }),
  }))
  const previous = { name: '2025', asOf: '2025-11-21', digest: 'a'.repeat(64), notices: [], deltas }
  const shown = hide({ ...made, campaign: { ...made.campaign, previous } }).campaign.previous!.deltas
  expect(shown).toEqual(
    deltas
      .map((delta) => ({ ...delta, institution: nameOf(delta.institution), name: nameOf(delta.institution) }))
      .toSorted((a, b) => (a.institution < b.institution ? -1 : 1)),
  )
})

test('what an overlay changed is shown, without what somebody wrote of why', () => {
  const made = madeCampaign(60)
  const [book] = made.campaign.rulebooks
  const change = { what: 'off' as const, id: 'SEG-01', from: 'on', to: 'off' }
  const overlay = {
    id: 'propia',
    title: book!.title,
    base: { version: '1.0.0', digest: 'a'.repeat(64) },
    changes: [{ ...change, reason: { es: 'El alcalde', en: 'The mayor' } }],
  }
  const { campaign } = hide({ ...made, campaign: { ...made.campaign, rulebooks: [{ ...book!, overlay }] } })
  expect(campaign.rulebooks[0]!.overlay).toEqual({ ...overlay, changes: [change] })
})

test('the shortest key that is taken', () => {
  const { campaign } = madeCampaign(4)
  expect(() => anonymize(campaign, () => [], 'x'.repeat(LEAST_KEY))).not.toThrow()
  expect(() => anonymize(campaign, () => [], 'x'.repeat(LEAST_KEY - 1))).toThrow(RangeError)
})
