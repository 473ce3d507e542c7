// The pure parts of a campaign: where sources are, who is listed, what is said of all together.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregate, type CampaignHead } from '../../src/campaign/aggregate.ts'
import { joinRoster, type Outcome } from '../../src/campaign/join.ts'
import { rowOf } from '../../src/campaign/record.ts'
import { safeName } from '../../src/campaign/safe-name.ts'
import { findSources } from '../../src/campaign/sources.ts'
import type { FindingRow } from '../../src/model/campaign.ts'
import { InputError } from '../../src/model/problem.ts'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import { assessFolder, ROOT, shipped } from '../support/assess.ts'
import { assessed, details, entry, prints, row, sample } from '../support/campaign-rows.ts'
import { folderOf } from '../support/folder.ts'

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
