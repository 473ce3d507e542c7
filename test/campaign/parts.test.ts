// The pure parts of a campaign: who is listed, who ranks where, how figures spread, what stands out.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregate, type CampaignHead } from '../../src/campaign/aggregate.ts'
import { anomaliesOf } from '../../src/campaign/anomalies.ts'
import type { Printed } from '../../src/campaign/shared.ts'
import { joinRoster, type Outcome } from '../../src/campaign/join.ts'
import type { Prints } from '../../src/campaign/prints.ts'
import { rank } from '../../src/campaign/ranking.ts'
import { rowOf } from '../../src/campaign/record.ts'
import { safeName } from '../../src/campaign/safe-name.ts'
import { findSources } from '../../src/campaign/sources.ts'
import { histogramOf, spreadOf } from '../../src/campaign/spread.ts'
import type { CampaignRow, FindingRow, RosterEntry } from '../../src/model/campaign.ts'
import { InputError } from '../../src/model/problem.ts'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import { median } from '../../src/util/median.ts'
import { assessFolder, ROOT, shipped } from '../support/assess.ts'
import { madeCampaign } from '../support/campaign.ts'
import { folderOf } from '../support/folder.ts'

const AT = { file: 'cumple.yaml', line: 1 }
const prints = (some: Partial<Prints> = {}): Prints => ({
  answers: { digest: 'd', count: 0, at: AT },
  notes: [],
  documents: [],
  contradictions: [],
  unproven: { claims: 0, rules: [] },
  perfect: [],
  removed: [],
  future: [],
  late: null,
  reused: [],
  overlays: [],
  ...some,
})
const { campaign, details } = madeCampaign(60)
const sample = campaign.institutions.find(({ status }) => status === 'assessed')!
const row = (id: string, low: number, high = low, some: Partial<CampaignRow> = {}): CampaignRow => ({
  ...sample,
  id,
  kind: 'municipality',
  sector: null,
  band: null,
  standings: [
    { ...sample.standings[0]!, compliance: { low, high }, coverage: { applicable: 10, answeredOrMeasured: 10, fullProof: 0, removedWeight: 0 }, ranks: [] },
  ],
  ...some,
})
const assessed = (id: string, source = id, expected?: string): Outcome => {
  const { status: _status, source: _source, anomalies: _anomalies, band: _band, ...rest } = row(id, 50)
  return { source, ...(expected === undefined ? {} : { expected }), status: 'assessed', row: rest, prints: () => prints() }
}
const entry = (id: string): RosterEntry => ({ id, name: `Nombre de ${id}`, kind: 'municipality' })

describe('who is listed', () => {
  test('listed = assessed + rejected + missing, whatever is found', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
        fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'x', 'y'), bad: fc.boolean() })),
        (ids, found) => {
          const outcomes = found.map(({ id, bad }, index): Outcome =>
            bad ? { source: `s${index}`, id, status: 'rejected', rejection: { code: 'input', params: { count: 1 }, problems: [] } } : assessed(id, `s${index}`),
          )
          const { rows, strays } = joinRoster(ids.map(entry), outcomes)
          const listed = new Set<string>(ids.length === 0 ? found.map(({ id }) => id) : ids)
          expect(rows.map(({ id }) => id)).toEqual([...listed].toSorted())
          expect(strays.length).toBe(ids.length === 0 ? 0 : found.filter(({ id }) => !listed.has(id)).length)
          for (const { id, status } of rows) {
            const here = found.filter((item) => item.id === id)
            expect(status).toBe(here.length === 0 ? 'missing' : here.length > 1 || here[0]!.bad ? 'rejected' : 'assessed')
          }
        },
      ),
    )
  })
  test('the order of the results changes nothing', () => {
    const outcomes = ['a', 'b', 'c'].map((id) => assessed(id))
    expect(joinRoster([], outcomes.toReversed())).toEqual(joinRoster([], outcomes))
  })
  test('two sources of one institution reject it, and name both', () => {
    const { rows } = joinRoster([entry('a')], [assessed('a', 'one'), assessed('a', 'two')])
    expect(rows[0]?.rejection).toEqual({ code: 'duplicate', params: { sources: ['one', 'two'] }, problems: [] })
  })
  test('whoever only says to be somebody does not push that one out', () => {
    const { rows, strays } = joinRoster([entry('a')], [assessed('a', 'evidencias/a', 'a'), assessed('a', 'evidencias/x')])
    expect(rows.map(({ status, source }) => [status, source])).toEqual([['assessed', 'evidencias/a']])
    expect(strays).toEqual([{ source: 'evidencias/x', id: 'a' }])
  })
  test('another kind than the roster says is refused, however it was found', () => {
    const { rows } = joinRoster([{ ...entry('a'), kind: 'central-government' }], [assessed('a', 'evidencias/x')])
    expect(rows[0]?.rejection).toEqual({ code: 'kind-mismatch', params: { expected: 'central-government', found: 'municipality' }, problems: [] })
  })
  test('what the roster says of an institution stands', () => {
    const { rows } = joinRoster([{ ...entry('a'), province: 'Colón', staff_band: 'grande' }], [assessed('a')])
    expect(rows[0]).toMatchObject({ name: 'Nombre de a', province: 'Colón', band: 'grande' })
  })
})

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
    const { groups, places } = rank('aig-tic', [row('a', 80), row('b', 60), other, rules, few, none])
    expect(groups.map(({ members }) => members)).toEqual([['a', 'b']])
    expect([other, rules, few, none].map(({ standings }) => places.get(standings[0]!)?.unranked)).toEqual(['no-peers', 'no-peers', 'coverage', 'no-index'])
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
  expect(spreadOf([10, 20, 30, 40])).toEqual({ institutions: 4, low: 10, q1: 17.5, median: 25, q3: 32.5, high: 40, mean: 25 })
  expect(spreadOf([])).toBeNull()
  expect(median([0.1, 0.2])).toBe(0.2)
  expect(histogramOf([0, 9.9, 10, 99.9, 100, null])).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1])
})

test('a rule that counts in two roles of an institution is one that fails, not two', async () => {
  const rulebook = await shipped('aig-tic')
  const head: CampaignHead = { version: '0', generatedAt: '', lang: 'es', name: 'x', asOf: '2026-11-21', rulebooks: [rulebook], roster: [], common: [] }
  const finding = { ...[...details()][0]!.findings[0]!, rulebook: rulebook.id, rule: rulebook.rules[0]!.id }
  const both = (...outcomes: FindingRow['outcome'][]) => {
    const findings = outcomes.map((outcome) => ({ ...finding, outcome }))
    return aggregate(head, [assessed('a')], () => [{ institution: 'a', findings, evidence: [] }]).rulebooks[0]!.failed
  }
  expect(both('satisfied', 'unmet')).toMatchObject([{ applicable: 1, satisfied: 0, unmet: 1, share: 100 }])
  expect(both('partial', 'not-applicable')).toMatchObject([{ applicable: 1, partial: 1 }])
  expect(both('not-applicable', 'not-applicable')).toEqual([])
})

test('who answered nothing has no grade, and stands in no figure of the indices', async () => {
  const rulebook = { ...(await shipped('aig-tic')), id: sample.standings[0]!.rulebook }
  const head: CampaignHead = { version: '0', generatedAt: '', lang: 'es', name: 'x', asOf: '2026-11-21', rulebooks: [rulebook], roster: [], common: [] }
  const silent = (id: string): Outcome => {
    const { status: _status, source: _source, anomalies: _anomalies, band: _band, ...rest } = row(id, 0, 100)
    const standings = rest.standings.map((standing) => ({
      ...standing,
      declared: standing.compliance,
      coverage: { ...standing.coverage, answeredOrMeasured: 0 },
      grade: null,
    }))
    return { source: id, status: 'assessed', row: { ...rest, standings }, prints: () => prints() }
  }
  const campaignOf = aggregate(head, [assessed('a'), silent('b'), silent('c')], () => [])
  const [book] = campaignOf.rulebooks
  expect(book?.compliance).toMatchObject({ institutions: 1, median: 50 })
  expect(book?.histogram.compliance).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2])
  expect(book?.histogram.declared[10]).toBe(2)
  expect(book?.coverage?.institutions).toBe(3)
  expect(book?.grades).toMatchObject({ undetermined: 2 })
  expect(Object.values(book?.grades ?? {}).reduce((sum, n) => (sum ?? 0) + (n ?? 0), 0)).toBe(3)
  const html = dashboardHtml(campaignOf, { lang: 'es' })
  expect(html).toContain('2 instituciones no respondieron nada de este catálogo')
  const grades = html.split('id="c0-niveles"')[1]!.split('</table>', 1)[0]!
  expect(grades).toMatch(/Provisionales/)
  expect(grades).toMatch(/Sin determinar[^]*?>2</)
  // The medians by kind and by topic leave them out as the figures of the whole do.
  expect(html.split('id="c0-tipos"')[1]!.split('</table>', 1)[0]).toMatch(/50\.0/)
})

test('the row of whoever answered nothing has no grade', async () => {
  const blank = await assessFolder(join(ROOT, 'fixtures', 'vacio'))
  const { standings } = rowOf(blank, blank, undefined)
  expect(blank.results.some(({ grade }) => grade !== null)).toBe(true)
  expect(standings.map(({ grade }) => grade)).toEqual(blank.results.map(() => null))
  const some = await assessFolder(join(ROOT, 'fixtures', 'ministerio'))
  expect(rowOf(some, some, undefined).standings.map(({ grade }) => grade?.band)).toEqual(some.results.map(({ grade }) => grade?.band))
})

describe('anomalies', () => {
  const printed = (id: string, some: Partial<Prints>, of: Partial<CampaignRow> = {}): Printed => ({ row: row(id, 50, 50, of), prints: () => prints(some) })
  const answers = (digest: string, count: number) => ({ answers: { digest, count, at: AT } })
  test('identical answers need enough of them', () => {
    const found = anomaliesOf(
      [printed('a', answers('x', 10)), printed('b', answers('x', 10)), printed('c', answers('y', 9)), printed('d', answers('y', 9))],
      new Set(),
    )
    expect(found.map(({ id, institutions, params }) => ({ id, institutions, params }))).toEqual([
      { id: 'identical-answers', institutions: ['a', 'b'], params: { answers: 10 } },
    ])
  })
  test('one document in several institutions, unless it is common', () => {
    const documents = { documents: [{ sha256: 'aa', title: 'Uno', rules: ['SEG-01'], at: AT }] }
    const both = [printed('a', documents), printed('b', documents)]
    expect(anomaliesOf(both, new Set()).map(({ id, evidence }) => [id, evidence.map(({ institution }) => institution)])).toEqual([
      ['shared-document', ['a', 'b']],
    ])
    expect(anomaliesOf(both, new Set(['aa']))).toEqual([])
    expect(anomaliesOf([printed('a', { documents: [...documents.documents, ...documents.documents] })], new Set())).toEqual([])
  })
  test('notes that the same institutions share are one anomaly', () => {
    const notes = ['n1', 'n2'].map((digest, index) => ({ digest, excerpt: digest, rule: `SEG-0${index + 1}`, at: AT }))
    const [only, ...rest] = anomaliesOf([printed('a', { notes }), printed('b', { notes })], new Set())
    expect(rest).toEqual([])
    expect(only).toMatchObject({ id: 'identical-notes', institutions: ['a', 'b'], params: { notes: 2, excerpt: 'n1' }, rules: ['SEG-01', 'SEG-02'] })
  })
  test('not applicable stands out against five peers of the kind, not against four', () => {
    const removed = (share: number) => ({ removed: [{ rulebook: 'aig-tic', share, rules: ['SEG-01'], at: AT }] })
    const peers = ['a', 'b', 'c'].map((id) => printed(id, removed(5)))
    const far = printed('far', removed(25.1))
    expect(anomaliesOf([...peers, far], new Set())).toEqual([])
    const five = anomaliesOf([...peers, printed('d', removed(5)), far], new Set())
    expect(five.map(({ institutions, params }) => [institutions, params])).toEqual([[['far'], { rulebook: 'aig-tic', share: 25.1, median: 5, peers: 5 }]])
    expect(anomaliesOf([...peers, printed('d', removed(5)), printed('near', removed(25))], new Set())).toEqual([])
  })
  test('words alone are of more concern where they are most of what is affirmed, and what is about more requirements comes first', () => {
    const unproven = (count: number) => ({
      unproven: { claims: 10, rules: Array.from({ length: count }, (_, index) => ({ rule: `SEG-0${index}`, at: AT })) },
    })
    const found = anomaliesOf([printed('a', unproven(3)), printed('b', unproven(5)), printed('c', unproven(6)), printed('d', unproven(8))], new Set())
    expect(found.map(({ institutions, weight, params }) => [institutions[0], weight, params['count']])).toEqual([
      ['d', 2, 8],
      ['c', 2, 6],
      ['b', 1, 5],
      ['a', 1, 3],
    ])
  })
  test('the gravest first, and no order of institutions changes anything', () => {
    const all = [
      printed('b', { late: { count: 1, last: '2026-11-05', rules: ['SEG-01'], at: AT } }),
      printed('a', { contradictions: [{ rule: 'ACT-02', at: AT }], future: [{ document: 'd', issued: '2027-01-01', at: AT }] }),
    ]
    const found = anomaliesOf(all, new Set())
    expect(found.map(({ id }) => id)).toEqual(['contradiction', 'document-after-as-of', 'after-closing'])
    expect(anomaliesOf(all.toReversed(), new Set())).toEqual(found)
  })
})

test('ids become safe and different file names', () => {
  expect(['mides', 'CON', 'Mides', 'a.', 'nul.txt', 'lpt1', 'a.b-c_d', 'mides-0123abcd'].map(safeName)).toEqual([
    'mides',
    expect.stringMatching(/^con-[0-9a-f]{8}$/),
    expect.stringMatching(/^mides-[0-9a-f]{8}$/),
    expect.stringMatching(/^a_-[0-9a-f]{8}$/),
    expect.stringMatching(/^nul_txt-[0-9a-f]{8}$/),
    expect.stringMatching(/^lpt1-[0-9a-f]{8}$/),
    'a.b-c_d',
    expect.stringMatching(/^mides-0123abcd-[0-9a-f]{8}$/),
  ])
})

describe('sources', () => {
  const campaignFile = (institutions = '') => `schema: cumple/campaign@1\nname: Prueba\nas_of: 2026-11-21\nrulebooks: [{id: aig-tic}]\n${institutions}`
  const evidence = 'schema: cumple/evidence@1\n'
  test('a campaign finds its evidence beside it, wherever it is called from', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality}\n'),
      'evidencias/b/cumple.yaml': evidence,
      'evidencias/a/cumple.yaml': evidence,
    })
    const found = findSources([join(root, 'campaign.yaml')], '/')
    expect(found.items.map(({ source, expected }) => [source, expected])).toEqual([
      ['evidencias/a', undefined],
      ['evidencias/b', { id: 'b', kind: 'municipality' }],
    ])
    expect(findSources(['.'], root).items.map(({ source }) => source)).toEqual(['evidencias/a', 'evidencias/b'])
  })
  test('folders, files and globs, each once; a link among them is marked', () => {
    const root = folderOf({ 'x/a/cumple.yaml': evidence, 'x/b/evidence.yaml': evidence, 'x/.git/config': '', 'y/c.yaml': evidence })
    symlinkSync('/etc', join(root, 'x', 'link'))
    const { items } = findSources(['x', 'x/a', 'y/*.yaml'], root)
    expect(items.map(({ source, link }) => [source, link])).toEqual([
      ['x/a', undefined],
      ['x/b', undefined],
      ['x/link', true],
      ['y/c.yaml', undefined],
    ])
  })
  test('a path in the roster stands above the name of the folder', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality, path: evidencias/otra}\n'),
      'evidencias/otra/cumple.yaml': evidence,
    })
    expect(findSources(['campaign.yaml'], root).items.map(({ source, expected }) => [source, expected?.id])).toEqual([['evidencias/otra', 'b']])
  })
  test('where the roster has all paths, nothing else is looked for', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality, path: uno}\n'),
      'uno/cumple.yaml': evidence,
      'dos/cumple.yaml': evidence,
    })
    expect(findSources(['campaign.yaml'], root).items.map(({ source }) => source)).toEqual(['uno'])
  })
  test('what is wrong with the campaign is told with its place', () => {
    const problemsOf = (text: string) => {
      try {
        findSources(['campaign.yaml'], folderOf({ 'campaign.yaml': text }))
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(({ code, place }) => `${place.file}:${place.line}:${place.col} ${code}`)
      }
      return []
    }
    expect(problemsOf(campaignFile('institutions:\n  - {id: b, name: B, kind: municipality}\n  - {id: b, name: C, kind: municipality}\n'))).toEqual([
      'campaign.yaml:7:10 duplicate-id',
    ])
    expect(problemsOf(campaignFile('roster: []\n'))).toEqual(['campaign.yaml:5:1 unknown-key'])
  })
  test('a missing source is named', () => {
    const root = folderOf({})
    mkdirSync(join(root, 'a'))
    writeFileSync(join(root, 'a', 'cumple.yaml'), evidence)
    expect(() => findSources(['a', 'nada'], root)).toThrow(/nada.*file-missing/)
  })
})
