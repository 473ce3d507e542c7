// The pure parts of a campaign: who is listed, what is said of all together.
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregate, type CampaignHead } from '../../src/campaign/aggregate.ts'
import { failedOf, figuresOf } from '../../src/campaign/figures.ts'
import { joinRoster, type Outcome } from '../../src/campaign/join.ts'
import type { Prints } from '../../src/campaign/prints.ts'
import { rowOf } from '../../src/campaign/record.ts'
import type { AssessedRow } from '../../src/campaign/settings.ts'
import type { FindingRow } from '../../src/model/campaign.ts'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import { assessFolder, ROOT, shipped } from '../support/assess.ts'
import { AT, assessed, details, entry, prints, row, sample } from '../support/campaign-rows.ts'

/** One that says of itself what is given. */
const said = (id: string, own: Partial<AssessedRow>): Outcome => {
  const outcome = assessed(id)
  return outcome.status === 'assessed' ? { ...outcome, row: { ...outcome.row, province: 'Herrera', sector: 'salud', staff: 60, ...own } } : outcome
}

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
  test('what the roster says of an institution stands; of what it does not say, its own word', () => {
    const { rows } = joinRoster([{ ...entry('a'), province: 'Colón', sector: 'agro', staff_band: 'grande' }, entry('b')], [said('a', {}), said('b', {})])
    expect(rows[0]).toMatchObject({ name: 'Nombre de a', province: 'Colón', sector: 'agro', band: 'grande' })
    expect(rows[1]).toMatchObject({ name: 'Nombre de b', province: 'Herrera', sector: 'salud', band: '50–249', staff: 60 })
  })
  test('who does not say its kind is of the kind of the roster', () => {
    const { rows } = joinRoster([entry('a')], [said('a', { kind: null })])
    expect(rows).toMatchObject([{ status: 'assessed', kind: 'municipality' }])
  })
  test.for([
    [null, null],
    [0, '1–49'],
    [49, '1–49'],
    [50, '50–249'],
    [249, '50–249'],
    [250, '250–999'],
    [999, '250–999'],
    [1_000, '1,000+'],
  ] as const)('of a staff of %j the size is %j', ([staff, band]) => expect(joinRoster([], [said('a', { staff })]).rows[0]?.band).toBe(band))
  test('whoever is rejected goes by the name it gave, else by its id, else by its source; what is not listed is in the order of its source', () => {
    const rejected = (source: string, more: object = {}): Outcome => ({
      source,
      status: 'rejected',
      rejection: { code: 'input', params: {}, problems: [] },
      ...more,
    })
    const open = joinRoster([], [rejected('z.yaml'), rejected('x', { id: 'a' }), rejected('y', { id: 'b', name: 'Alcaldía' })])
    expect(open.rows.map(({ id, name, kind, band }) => [id, name, kind, band])).toEqual([
      ['a', 'a', null, null],
      ['b', 'Alcaldía', null, null],
      ['z.yaml', 'z.yaml', null, null],
    ])
    expect(joinRoster([entry('a')], [rejected('z'), assessed('a', 'y'), assessed('a', 'x', 'a'), assessed('c', 'w')]).strays).toEqual([
      { source: 'w', id: 'c' },
      { source: 'y', id: 'a' },
      { source: 'z', id: null },
    ])
  })
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

test('the most failed first; of those, the gravest, then what applies to more, then by id', () => {
  const rule = (id: string, severity: 'critical' | 'low', obligation: 'must' | 'should' = 'must') => ({
    id,
    topic: 'SEG',
    title: { es: id, en: id },
    obligation,
    severity,
  })
  const counts = (id: string, applicable: number, unmet: number) => ({ rule: id, applicable, satisfied: 0, partial: 0, unmet, unknown: 0, error: 0, share: 0 })
  const rules = [rule('A', 'low'), rule('B', 'critical', 'should'), rule('C', 'critical'), rule('D', 'low'), rule('E', 'low'), rule('F', 'low')]
  const failed = [counts('E', 10, 5), counts('A', 10, 5), counts('D', 20, 10), counts('B', 2, 1), counts('C', 2, 1), counts('F', 3, 2), counts('G', 0, 0)]
  expect(failedOf(rules, failed).map(({ rule: id, share }) => `${id} ${share}`)).toEqual(['F 66.7', 'C 50', 'B 50', 'D 50', 'A 50', 'E 50'])
})

test('what is partial, unknown or broken fails as what is unmet does', () => {
  const item = { rule: 'A', applicable: 8, satisfied: 3, partial: 1, unmet: 1, unknown: 2, error: 1, share: 0 }
  expect(failedOf([], [item])).toEqual([{ ...item, share: 62.5 }])
})

test('where no rule applies there is no coverage to count; grades are in the order of their ids', () => {
  const [standing] = row('a', 50).standings
  const of = (band: string, applicable: number) => ({
    ...standing!,
    grade: { ...standing!.grade!, band },
    coverage: { applicable, answeredOrMeasured: applicable && 5, fullProof: 0, removedWeight: 0 },
  })
  const { coverage, grades } = figuresOf([of('parcial', 10), of('alto', 8), of('parcial', 0)])
  expect([coverage?.institutions, coverage?.low, coverage?.high, Object.entries(grades)]).toEqual([
    2,
    50,
    62.5,
    [
      ['alto', 1],
      ['parcial', 2],
    ],
  ])
})

test('totals, alerts by institution, and of a rulebook only what was evaluated', async () => {
  const rulebook = await shipped('aig-tic')
  const [first, second] = rulebook.rules
  const head: CampaignHead = {
    version: '9',
    generatedAt: '',
    lang: 'es',
    name: 'x',
    asOf: '2026-11-21',
    closes: '2026-10-31',
    rulebooks: [rulebook],
    roster: ['a', 'b', 'c', 'd'].map(entry),
    common: [{ sha256: 'cc', title: 'común' }],
  }
  const handed = (sha256: string) => ({ sha256, title: 't', rules: [], at: AT })
  const printed = (id: string, some: Partial<Prints>): Outcome => ({
    ...(assessed(id) as Extract<Outcome, { status: 'assessed' }>),
    prints: () => prints(some),
  })
  const outcomes = [
    printed('a', { contradictions: [{ rule: first!.id, at: AT }], documents: [handed('aa'), handed('cc')] }),
    printed('b', { documents: [handed('aa'), handed('cc')] }),
    { source: 'c', id: 'c', status: 'rejected' as const, rejection: { code: 'input' as const, params: {}, problems: [] } },
  ]
  let asked: ReadonlySet<string> = new Set()
  const finding = { ...[...details()][0]!.findings[0]!, rulebook: rulebook.id }
  const result = aggregate(head, outcomes, (sources) => {
    asked = sources
    return ['a', 'b'].map((institution) => ({ institution, findings: [{ ...finding, rule: second!.id, outcome: 'unmet' as const }], evidence: [] }))
  })
  expect(result).toMatchObject({ tool: { name: 'cumple', version: '9' }, closes: '2026-10-31', totals: { listed: 4, assessed: 2, rejected: 1, missing: 1 } })
  expect(result.institutions.map(({ id, anomalies }) => [id, anomalies])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 0],
    ['d', 0],
  ])
  expect(asked).toEqual(new Set(['a', 'b']))
  const [book] = result.rulebooks
  expect(book!.rules).toEqual([
    { id: second!.id, topic: second!.id.split('-')[0], title: second!.title, obligation: second!.obligation, severity: second!.severity },
  ])
  expect(book!.topics.map(({ id }) => id)).toEqual(rulebook.topics.map(({ id }) => id).filter((id) => Object.hasOwn(sample.standings[0]!.topics, id)))
  const { weights, claim, proof, cap, provisional_above } = rulebook.method
  expect(book!.method).toEqual({ weights, claim, proof, cap, provisional_above })
  const { closes: _closes, ...never } = head
  expect(aggregate(never, [], () => [])).not.toHaveProperty('closes')
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
