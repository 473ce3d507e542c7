// The anonymous tables: nothing of the named ones that tells who is who, k-anonymity of what is shown, small cells, the same totals.
import { expect, test } from 'vitest'
import { anonymize } from '../../src/campaign/anonymize.ts'
import { spreadOf } from '../../src/campaign/spread.ts'
import { macWith, pseudonymsOf } from '../../src/campaign/pseudonyms.ts'
import { Campaign, EvidenceRow, FindingRow, type CampaignRow } from '../../src/model/campaign.ts'
import { tablesOf } from '../../src/report/campaign/tables.ts'
import { madeCampaign, type MadeCampaign } from '../support/campaign.ts'
import { secretive } from '../support/secret-campaign.ts'

const KEY = 'una clave que nadie conoce'
const K = 5

function strings(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === 'string') into.add(value)
  else if (Array.isArray(value)) for (const item of value) strings(item, into)
  else if (value !== null && typeof value === 'object') for (const item of Object.values(value)) strings(item, into)
  return into
}

const hide = ({ campaign, details }: MadeCampaign, key = KEY) => {
  const hidden = anonymize(campaign, details, key)
  return { campaign: hidden.campaign, details: [...hidden.details()] }
}

test('no string of the named campaign is left but words, rules and what is shared', () => {
  const made = secretive(193)
  const { campaign } = made
  const words = strings([
    campaign.rulebooks.map(({ groups: _groups, failed: _failed, ...rest }) => rest),
    campaign.institutions.map(({ kind, sector, province, band, status, rejection, standings }) => [
      [kind, sector, province, band, status, rejection?.code],
      ...standings.map(({ role, unranked, grade }) => [role, unranked, grade?.provisionalBecause, grade?.of, 'kind', 'sector', 'band']),
    ]),
    campaign.anomalies.map(({ id }) => id),
    campaign.sample!.strata.map(({ stratum }) => stratum),
    campaign.previous!.deltas.map(({ change }) => change),
    [...made.details()].map(({ findings, evidence }) => [
      findings.map(({ obligation, severity, outcome, assurance, answer, removed, digests }) => [
        obligation,
        severity,
        outcome,
        assurance,
        answer,
        removed,
        digests.rule,
      ]),
      evidence.map(({ file }) => file),
    ]),
    // The last is a key of the schema that is also in a problem.
    ['resolution', 'institution'],
    [campaign.asOf, campaign.previous!.asOf],
  ])
  const named = strings([
    campaign.institutions,
    campaign.anomalies,
    campaign.strays,
    campaign.sample,
    campaign.previous!.deltas,
    campaign.previous!.digest,
    [...made.details()],
  ])
  const forbidden = [...named].filter((text) => text.length >= 4 && !words.has(text))
  expect(forbidden.length).toBeGreaterThan(5_000)
  const text = JSON.stringify(hide(made))
  expect(forbidden.filter((one) => text.includes(JSON.stringify(one).slice(1, -1)))).toEqual([])
  // Pieces of what is hidden, in case something was cut or joined.
  for (const piece of [
    'Fulano',
    'Mengana',
    'alcalde',
    'inst-',
    'nadie-la',
    'chepigana',
    '.yaml',
    '.pdf',
    '.csv',
    'evidencias',
    '/home',
    'semilla',
    '2025-03-01',
    '2026-12-24',
  ])
    expect(text).not.toContain(piece)
})

const cellOf = ({ kind, sector, province, band }: CampaignRow) => JSON.stringify([kind, band, sector, province])

test.for([15, 60, 193, 872].flatMap((size) => [1, 2, 3, 4].map((seed) => [size, seed] as const)))(
  '%i institutions, seed %i: every combination shown is shared by five, and by none or five with figures; nothing but what was known',
  ([size, seed]) => {
    const made = secretive(size, seed)
    const { campaign } = hide(made)
    expect(Campaign.parse(campaign)).toEqual(campaign)
    expect(campaign.anonymous).toBe(true)
    expect(campaign.totals).toEqual(made.campaign.totals)
    expect(campaign.institutions).toHaveLength(size)
    for (const members of Map.groupBy(campaign.institutions, cellOf).values()) {
      expect(members.length).toBeGreaterThanOrEqual(K)
      const figures = members.filter(({ standings }) => standings.length > 0).length
      expect(figures === 0 || figures >= K).toBe(true)
    }
    const named = new Map(made.campaign.institutions.map((row) => [nameOf(row.id), row]))
    for (const row of campaign.institutions) {
      const own = named.get(row.id)!
      for (const what of ['kind', 'sector', 'province', 'band'] as const) expect([null, own[what]]).toContain(row[what])
      // In the fixed order: what is dropped later is not gone before what is dropped first.
      const there = [row.province, row.sector, row.band, row.kind].map((value) => Number(value !== null))
      expect(there.toSorted((a, b) => a - b)).toEqual(there)
      expect([row.staff, row.source, row.name, row.status]).toEqual([null, null, row.id, own.status])
    }
    // A kind is shown for all of its institutions or for none.
    for (const kind of new Set(campaign.institutions.map((row) => row.kind)))
      if (kind !== null)
        expect(campaign.institutions.filter((row) => row.kind === kind)).toHaveLength([...named.values()].filter((row) => row.kind === kind).length)
    for (const { groups, failed, grades, histogram } of campaign.rulebooks) {
      for (const { members, kind } of groups) {
        expect(members.length).toBeGreaterThanOrEqual(K)
        expect(members.map((id) => campaign.institutions.find((row) => row.id === id)!.kind)).toEqual(members.map(() => kind))
      }
      for (const count of [...failed.map(({ applicable }) => applicable), ...Object.values(grades), ...histogram.compliance, ...histogram.declared])
        expect(count === null || count === 0 || count >= K).toBe(true)
    }
    for (const row of campaign.institutions)
      for (const { ranks } of row.standings)
        for (const { by: what, of, group } of ranks) {
          expect(of).toBeGreaterThanOrEqual(K)
          expect(row[what]).not.toBeNull()
          expect(group.startsWith(row.kind!)).toBe(true)
        }
  },
)

const lowsOf = ({ standings }: CampaignRow) => standings.flatMap(({ compliance }) => compliance?.low ?? [])
const nameOf = (id: string, key = KEY) => pseudonymsOf([id], macWith(key), 'institution').get(id)!

test('pseudonyms: the same under one key whoever else is listed, others under another, readable', () => {
  const [small, large] = [hide(secretive(60)), hide(secretive(193))]
  const names = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id))
  expect(names(small.campaign.institutions).isSubsetOf(names(large.campaign.institutions))).toBe(true)
  expect(names(small.campaign.institutions).isDisjointFrom(names(hide(secretive(60), `${KEY}.`).campaign.institutions))).toBe(true)
  expect(small.campaign.institutions.filter(({ id }) => !/^I-[0-9A-HJKMNP-TV-Z]{10}$/.test(id))).toEqual([])
  expect(JSON.stringify(hide(secretive(60)))).toBe(JSON.stringify(small))
})

test('a key that is no secret is refused', () => expect(() => anonymize(secretive(15).campaign, () => [], 'clave')).toThrow(RangeError))

test('order tells nothing: rows, details, documents and lists go by pseudonym', () => {
  const made = secretive(450)
  const { campaign, details } = hide(made)
  const sorted = (list: readonly string[]) => expect(list).toEqual(list.toSorted())
  sorted(campaign.institutions.map(({ id }) => id))
  sorted(details.map(({ institution }) => institution))
  for (const { evidence } of details) sorted(evidence.map(({ document }) => document))
  for (const { institutions } of campaign.anomalies) sorted(institutions)
  sorted(campaign.previous!.deltas.map(({ institution }) => institution))
  const backwards = anonymize(
    { ...made.campaign, institutions: made.campaign.institutions.toReversed(), anomalies: made.campaign.anomalies.toReversed() },
    () => [...made.details()].toReversed(),
    KEY,
  )
  expect({ campaign: backwards.campaign, details: [...backwards.details()] }).toEqual({ campaign, details })
})

test('figures stay, institution by institution, and the details parse', () => {
  const made = secretive(193)
  const { campaign, details } = hide(made)
  const own = [...made.details()]
  expect(details).toHaveLength(own.length)
  for (const { institution, findings, evidence } of own) {
    const hidden = details.find((detail) => detail.institution === nameOf(institution))!
    const figures = (list: readonly FindingRow[]) =>
      list.map(({ rule, outcome, credit, answer, assurance, contradiction }) => ({ rule, outcome, credit, answer, assurance, contradiction }))
    expect(figures(hidden.findings)).toEqual(figures(findings))
    expect(hidden.evidence).toHaveLength(evidence.length)
    for (const finding of hidden.findings) FindingRow.parse(finding)
    for (const document of hidden.evidence) EvidenceRow.parse(document)
    const row = made.campaign.institutions.find(({ id }) => id === institution)!
    const shown = campaign.institutions.find(({ id }) => id === nameOf(institution))!
    expect(shown.standings.map(({ compliance, counts, grade }) => ({ compliance, counts, grade }))).toEqual(
      row.standings.map(({ compliance, counts, grade }) => ({ compliance, counts, grade })),
    )
    expect(shown.documents).toEqual(row.documents)
  }
  for (const { findings } of details) for (const { verdict, waivedUntil } of findings) expect([verdict, waivedUntil]).toEqual([null, null])
  expect(new Set(details.flatMap(({ evidence }) => evidence.map(({ kind }) => kind)))).toEqual(new Set(['resolution', '']))
  expect(campaign.rulebooks[0]!.compliance).toEqual(spreadOf(campaign.institutions.flatMap(lowsOf)))
  for (const row of campaign.institutions) expect(row.anomalies).toBe(campaign.anomalies.filter(({ institutions }) => institutions.includes(row.id)).length)
})

test('the draw is not shown, its strata and estimate are; changes without who is new or gone', () => {
  const made = secretive(193)
  const hidden = hide(made)
  const { sample, previous } = hidden.campaign
  expect(sample).toMatchObject({ seed: '', size: 60, random: [], risk: [], estimate: made.campaign.sample!.estimate })
  const sum = (list: readonly { population: number; drawn: number }[]) => [
    list.reduce((all, { population }) => all + population, 0),
    list.reduce((all, { drawn }) => all + drawn, 0),
  ]
  expect(sum(sample!.strata)).toEqual(sum(made.campaign.sample!.strata))
  expect(new Set(previous!.deltas.map(({ change }) => change))).toEqual(new Set(['improved']))
  expect(previous!.deltas.filter(({ name, institution }) => name !== institution)).toEqual([])
  expect(previous!.notices.map(({ id }) => id)).toEqual(['rulebook-version'])
  const few = { ...made.campaign, sample: { ...made.campaign.sample!, estimate: { judged: 4, upheld: 50, error: 49 } } }
  expect(hide({ ...made, campaign: few }).campaign.sample!.estimate).toBeNull()
  const method = tablesOf(hidden.campaign, () => hidden.details, 'es').find(({ name }) => name === 'method')!
  const entries = new Map([...method.rows()].map(([key, value]) => [key, value]))
  expect([entries.get('sample.drawn'), entries.get('sample.seed'), entries.get('sample.risk')]).toEqual(['60', null, null])
  // Two are new; with them three others show no change.
  expect(previous!.deltas).toHaveLength(made.campaign.totals.assessed - K)
})

test('nothing tells who was audited; the estimate is shown of five audited institutions or more', () => {
  const made = secretive(193)
  const audited = (most: number): MadeCampaign => {
    let left = most
    const institutions = made.campaign.institutions.map(({ audit, ...row }): CampaignRow => {
      if (!audit || (left -= 1) < 0) return row
      return { ...row, audit, standings: row.standings.map((standing) => ({ ...standing, audited: { low: 1, high: 2 } })) }
    })
    return { ...made, campaign: { ...made.campaign, institutions } }
  }
  const [few, enough] = [hide(audited(K - 1)).campaign, hide(audited(K)).campaign]
  for (const { institutions } of [few, enough]) expect(JSON.stringify(institutions)).not.toMatch(/"audit/)
  expect([few.sample!.estimate, enough.sample!.estimate]).toEqual([null, made.campaign.sample!.estimate])
})

test('a requirement that applies to four does not follow from any sum: the four show no figures', () => {
  const made = secretive(193)
  const rare = 'SEG-99'
  const [book] = made.campaign.rulebooks
  const holders = made.campaign.institutions.filter(({ status }) => status === 'assessed').slice(0, K - 1)
  const ids = new Set(holders.map(({ id }) => id))
  const own = [...made.details()].map((detail) => {
    const [first] = detail.findings
    const extra: FindingRow = { ...first!, rule: rare, outcome: ids.has(detail.institution) ? 'unmet' : 'not-applicable' }
    return { ...detail, findings: [...detail.findings, extra], evidence: detail.evidence.map((document) => ({ ...document, rules: [rare] })) }
  })
  const failed = [...book!.failed, { rule: rare, applicable: K - 1, satisfied: 0, partial: 0, unmet: K - 1, unknown: 0, error: 0, share: 100 }]
  const sign = {
    id: 'contradiction',
    weight: 2,
    institutions: made.campaign.institutions.map(({ id }) => id),
    rules: [rare],
    params: {},
    evidence: [],
  } as const
  const campaign = {
    ...made.campaign,
    rulebooks: [{ ...book!, failed }, ...made.campaign.rulebooks.slice(1)],
    anomalies: [...made.campaign.anomalies, { ...sign, institutions: [...sign.institutions], rules: [rare], evidence: [] }],
  }
  const hidden = hide({ ...made, campaign, details: () => own })
  const silent = hidden.campaign.institutions.filter(({ status, standings }) => status === 'assessed' && standings.length === 0).map(({ id }) => id)
  expect(silent).toHaveLength(K)
  expect(silent).toEqual(expect.arrayContaining([...ids].map((id) => nameOf(id))))
  expect(JSON.stringify([hidden.details, hidden.campaign.anomalies])).not.toContain(rare)
})

test('who is alone in its role shows no figures, nor do four others, and stands in no figure of several', () => {
  const made = secretive(60)
  const [alone] = made.campaign.institutions.filter(({ status }) => status === 'assessed')
  const institutions = made.campaign.institutions.map((row) =>
    row.id === alone!.id ? { ...row, standings: [{ ...row.standings[0]!, role: 'ict-authority' as const }] } : row,
  )
  const { campaign, details } = hide({ ...made, campaign: { ...made.campaign, institutions } })
  const silent = campaign.institutions.filter(({ status, standings }) => status === 'assessed' && standings.length === 0).map(({ id }) => id)
  expect(silent).toHaveLength(K)
  expect(silent).toContain(nameOf(alone!.id))
  expect(JSON.stringify(campaign)).not.toContain('ict-authority')
  expect(details.filter(({ institution }) => silent.includes(institution))).toEqual([])
  for (const id of silent) {
    expect(JSON.stringify([campaign.anomalies, campaign.previous, campaign.rulebooks])).not.toContain(id)
    expect(campaign.institutions.find((row) => row.id === id)).not.toHaveProperty('documents')
  }
  expect(campaign.rulebooks[0]!.compliance).toEqual(spreadOf(campaign.institutions.flatMap(lowsOf)))
})

test('nothing of those who show no figures follows by subtraction: requirements, grades, strata, what several have in common', () => {
  const made = secretive(193)
  const [alone, partner] = made.campaign.institutions.filter(({ status }) => status === 'assessed')
  const common: Campaign['anomalies'][number] = {
    id: 'identical-answers',
    weight: 3,
    institutions: [alone!.id, partner!.id],
    rules: [],
    params: { answers: 90 },
    evidence: [],
  }
  const institutions = made.campaign.institutions.map((row): CampaignRow => {
    const [standing] = row.standings
    if (row.id !== alone!.id || !standing) return row
    return { ...row, standings: [{ ...standing, role: 'ict-authority', compliance: { low: 99.9, high: 99.9 }, grade: { ...standing.grade!, band: 'alto' } }] }
  })
  const { campaign, details } = hide({ ...made, campaign: { ...made.campaign, institutions, anomalies: [...made.campaign.anomalies, common] } })
  const [book] = campaign.rulebooks
  for (const { rule, share: _share, ...counts } of book!.failed) {
    const found = details.flatMap(({ findings }) => findings.filter((finding) => finding.rule === rule && finding.outcome !== 'not-applicable'))
    const of = (outcome: string) => found.filter((finding) => finding.outcome === outcome).length
    expect(counts).toEqual({
      applicable: found.length,
      satisfied: of('satisfied'),
      partial: of('partial'),
      unmet: of('unmet'),
      unknown: of('unknown'),
      error: of('error'),
    })
  }
  expect(book!.failed).not.toEqual([])
  expect([book!.compliance?.high === 99.9, Object.hasOwn(book!.grades, 'alto')]).toEqual([false, false])
  expect(campaign.sample!.strata.map(({ stratum }) => stratum)).toEqual(['unknown/must', 'unknown/other'])
  expect(campaign.anomalies.filter(({ id }) => id === 'identical-answers')).toEqual([])
})

test('fewer than five in all: totals, and nothing of anybody', () => {
  const made = madeCampaign(4)
  const { campaign, details } = hide(made)
  expect(details).toEqual([])
  expect(campaign.totals).toEqual(made.campaign.totals)
  expect(campaign.institutions.map(({ kind, standings }) => [kind, standings])).toEqual(campaign.institutions.map(() => [null, []]))
  expect(campaign.rulebooks[0]).toMatchObject({ compliance: null, groups: [], failed: [], grades: {} })
})
