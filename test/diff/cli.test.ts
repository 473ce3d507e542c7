// `cumple diff` from outside: what it takes, what it says, what it writes, and with which code it ends.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Assessment } from '../../src/model/assessment.ts'
import type { Campaign } from '../../src/model/campaign.ts'
import type { CampaignDiff, AssessmentDiff } from '../../src/model/diff.ts'
import { madeCampaign } from '../support/campaign.ts'
import { folderOf } from '../support/folder.ts'
import { LANGS, UNSAFE, contents, run, widest } from '../support/run.ts'

const DAYS = ['2026-11-21', '2027-11-21'] as const
const texts: string[] = []
let other = ''
beforeAll(async () => {
  for (const day of DAYS) texts.push((await run(['assess', 'fixtures/ministerio', '--as-of', day, '--format', 'json'])).out)
  other = (await run(['assess', 'fixtures/municipio', '--as-of', DAYS[1], '--format', 'json'])).out
})
/** `a` and `b` hold the ministry of two years, `c` the municipality. */
const three = () => folderOf({ 'a/assessment.json': texts[0]!, 'b/assessment.json': texts[1]!, 'c/assessment.json': other })

describe('two assessments', () => {
  test.for(LANGS)('folders or files, worst first, within 80 columns: %s', async (lang) => {
    const cwd = three()
    const { code, out, err } = await run(['diff', 'a', 'b', '--lang', lang], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(await run(['comparar', 'a/assessment.json', 'b/assessment.json', '--lang', lang], { cwd })).toEqual({ code, out, err })
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect(out).not.toMatch(UNSAFE)
    expect(out).toMatch(lang === 'es' ? /^× Empeoraron \(\d+\)$/m : /^× Worse \(\d+\)$/m)
    expect(out).toContain(lang === 'es' ? 'venció la evidencia' : 'the evidence expired')
  })
  test('the language is that of the later one when none is asked for', async () => {
    const cwd = folderOf({ 'a.json': texts[0]!, 'b.json': JSON.stringify({ ...(JSON.parse(texts[1]!) as Assessment), lang: 'en' }) })
    expect((await run(['diff', 'a.json', 'b.json'], { cwd })).out).toMatch(/^Changes from/m)
  })
  test('the same one twice: nothing moved', async () => {
    const { code, out } = await run(['diff', 'a', 'a', '--format', 'json', '--exit-code'], { cwd: three() })
    const { totals, notices } = JSON.parse(out) as AssessmentDiff
    expect({ code, notices, totals }).toEqual({ code: 0, notices: [], totals: { ...totals, worse: 0, improved: 0, new: 0, gone: 0, 'not-comparable': 0 } })
    expect(totals.same).toBeGreaterThan(100)
  })
  test('--exit-code: 1 when something got worse, and only then', async () => {
    const cwd = three()
    expect((await run(['diff', 'a', 'b', '--exit-code'], { cwd })).code).toBe(1)
    expect((await run(['diff', 'b', 'a', '--exit-code'], { cwd })).code).toBe(0)
  })
  test('the dates the wrong way round are said', async () =>
    expect((await run(['diff', 'b', 'a'], { cwd: three() })).out).toContain('! El orden de las fechas está invertido'))
})

describe('where it goes', () => {
  test('a folder, with fixed names; the same bytes as on stdout', async () => {
    const cwd = three()
    const { code, out } = await run(['diff', 'a', 'b', '--out', 'x/y'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/^Ministerio/)
    for (const [name, file] of [
      ['json', 'diff.json'],
      ['markdown', 'diff.md'],
      ['csv', 'diff.csv'],
    ] as const)
      expect((await run(['diff', 'a', 'b', '--format', name], { cwd })).out).toBe(readFileSync(join(cwd, 'x/y', file), 'utf8'))
    expect((await run(['diff', 'a', 'b', '--format', 'csv=z.csv', '--quiet'], { cwd })).out).toBe('')
    expect(Object.keys(contents(cwd))).toContain('z.csv')
  })
  test('never over what is compared, nor through a link', async () => {
    const cwd = three()
    symlinkSync('c/assessment.json', join(cwd, 'link.json'))
    const before = contents(cwd)
    for (const path of ['a/assessment.json', 'b/assessment.json', 'link.json']) {
      const { code, out } = await run(['diff', 'a', 'b', '--format', `json=${path}`], { cwd })
      expect({ code, out }).toEqual({ code: 2, out: '' })
    }
    expect(contents(cwd)).toEqual(before)
  })
  test.for([[['--format', 'pdf']], [['--format', 'json', '--format', 'csv']], [['--format', 'json=x', '--format', 'csv=x']]])('refused: %j', async ([argv]) => {
    const { code, out, err } = await run(['diff', 'a', 'b', ...argv!], { cwd: three() })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^cumple: \S/)
  })
})

describe('what cannot be compared', () => {
  test.for(LANGS)('two institutions, or an assessment and a campaign: %s', async (lang) => {
    const cwd = three()
    writeFileSync(join(cwd, 'campaign.json'), JSON.stringify(madeCampaign(3).campaign))
    for (const [argv, said] of [
      [['a', 'c'], lang === 'es' ? 'no son de la misma institución' : 'not of the same institution'],
      [['a', 'campaign.json'], lang === 'es' ? 'Solo se comparan' : 'Only two'],
      [['.', 'a'], lang === 'es' ? 'Solo se comparan' : 'Only two'],
    ] as const) {
      const { code, out, err } = await run(['diff', ...argv, '--lang', lang], { cwd })
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain(said)
    }
  })
  test.for([
    ['nothing there', 'x.json', undefined, 'file-missing'],
    ['a folder without results', '.', undefined, 'diff-nothing'],
    ['empty', 'x.json', '', 'json-syntax'],
    ['not UTF-8', 'x.json', new Uint8Array([0x22, 0xff, 0x22]), 'bad-encoding'],
    ['another JSON', 'x.json', '{}', 'diff-version'],
    ['hostile version', 'x.json', '{"schemaVersion": "\\u001b[31m\\u202e"}', 'diff-version'],
    ['nothing but an assessment’s version', 'x.json', '{"schemaVersion": "cumple/assessment@1"}', 'wrong-type'],
    ['nothing but a campaign’s version', 'x.json', '{"schemaVersion": "cumple/campaign-result@1"}', 'wrong-type'],
    ['a folder with an unusable campaign', '.', '[]', 'diff-version'],
  ] as const)('%s', async ([, path, content, problem]) => {
    const cwd = folderOf({ 'a.json': texts[0]!, ...(content === undefined ? {} : { [path === '.' ? 'campaign.json' : 'x.json']: content }) })
    for (const argv of [
      [path, 'a.json'],
      ['a.json', path],
    ]) {
      const { code, out, err } = await run(['diff', ...argv, '--format', 'json=out.json'], { cwd })
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toMatch(new RegExp(`^\\S+ {2}${problem}(?:\n {2}\\S.*)+\n {2}→ \\S`))
      expect(err).not.toMatch(UNSAFE)
      expect(Object.keys(contents(cwd))).not.toContain('out.json')
    }
  })
})

describe('two campaigns', () => {
  /** A campaign's output folder in which one institution has the ministry's reports. */
  function output(day: number, change: Partial<Campaign['institutions'][number]> = {}, report = texts[day]!): string {
    const { campaign } = madeCampaign(12)
    const { institution, asOf, results } = JSON.parse(texts[day]!) as Assessment
    const row = campaign.institutions.findIndex(({ status }) => status === 'assessed')
    const institutions = campaign.institutions.map((item, index) => {
      if (index !== row) return item
      const { role, scores } = results[0]!
      const standings = item.standings.map((standing) => ({ ...standing, role, compliance: scores.compliance }))
      return { ...item, id: institution.id, name: institution.name, folder: institution.id, standings, ...change }
    })
    return folderOf({
      'campaign.json': JSON.stringify({ ...campaign, asOf, institutions } satisfies Campaign),
      [`instituciones/${institution.id}/assessment.json`]: report,
    })
  }
  const diffOf = async (a: string, b: string) => JSON.parse((await run(['diff', a, b, '--format', 'json'])).out) as CampaignDiff

  test('the causes come from the saved assessments', async () => {
    const [a, b] = [output(0), output(1)]
    const { institutions, notices, totals } = await diffOf(a, b)
    expect({ notices, totals }).toMatchObject({ notices: [], totals: { worse: 1, improved: 0, new: 0, gone: 0 } })
    const [worst] = institutions
    expect(worst).toMatchObject({ change: 'worse', causes: expect.any(Array) })
    expect(worst!.causes!.map(({ cause }) => cause).toSorted()).toEqual(['evidence-expired', 'time-passed'])
    const { out, code } = await run(['diff', a, b, '--exit-code'])
    expect(code).toBe(1)
    expect(out).toMatch(/venció la evidencia \(\d+:\s+[A-Z]{3}-\d\d/)
    expect(widest(out)).toBeLessThanOrEqual(80)
  })
  test('the index is of the evidence alone, and so are the causes', async () => {
    const [moved] = (JSON.parse((await run(['diff', 'a', 'b', '--format', 'json'], { cwd: three() })).out) as AssessmentDiff).results
    const rules = moved!.rules.filter(({ change }) => change === 'worse').map(({ rule }) => rule)
    const cwd = folderOf({
      'audit.yaml': `schema: cumple/audit@1\nauditor: Auditoría\ndate: ${DAYS[1]}\ninstitution: mae\nverdicts:\n${rules.map((rule) => `  ${rule}: {verdict: accept, note: Visto}\n`).join('')}`,
    })
    const audited = await run(['assess', 'fixtures/ministerio', '--as-of', DAYS[1], '--audit', join(cwd, 'audit.yaml'), '--format', 'json'])
    expect(audited).toMatchObject({ code: 0, err: '' })
    const { institutions } = await diffOf(output(0), output(1, {}, audited.out))
    expect(institutions).toEqual((await diffOf(output(0), output(1))).institutions)
  })
  test('without them, index by index and nothing more', async () => {
    const [a, b] = [output(0), output(1)]
    rmSync(join(a, 'instituciones'), { recursive: true })
    const { institutions, notices } = await diffOf(a, b)
    expect(notices).toEqual([])
    expect(institutions[0]!.causes).toBeUndefined()
  })
  test.for(['../../../etc', 'no-such-folder', 'linked', 'another'])('reports that are not where they should be are never followed: %s', async (folder) => {
    const [a, b] = [output(0), output(1, { folder })]
    const outside = folderOf({ 'assessment.json': texts[1]! })
    symlinkSync(outside, join(b, 'instituciones', 'linked'))
    mkdirSync(join(b, 'instituciones', 'another'))
    writeFileSync(join(b, 'instituciones', 'another', 'assessment.json'), other)
    const { institutions, notices } = await diffOf(a, b)
    expect(notices).toEqual([{ id: 'causes-unread', params: { count: 1 } }])
    expect(institutions[0]!.causes).toBeUndefined()
  })
  test('the file, or its folder', async () => {
    const [a, b] = [output(0), output(1)]
    expect(await diffOf(join(a, 'campaign.json'), join(b, 'campaign.json'))).toEqual(await diffOf(a, b))
  })
})
