// The outputs of `diff`: 80 columns, valid against the schema, every text that people write stays text, both languages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import papaparse from 'papaparse'
import { describe, expect, test } from 'vitest'
import { diffCampaigns } from '../../src/campaign/compare.ts'
import { diffAssessments } from '../../src/compare.ts'
import { messages } from '../../src/i18n/index.ts'
import { CAUSES } from '../../src/model/causes.ts'
import type { Diff, RuleDiff } from '../../src/model/diff.ts'
import { DIFF_FORMATS, loadDiffFormat, type DiffFormatName } from '../../src/report/diff/index.ts'
import { CASES, hostile } from '../report/sample.ts'
import { ROOT } from '../support/assess.ts'
import { madeCampaign } from '../support/campaign.ts'
import { orders } from '../support/check-formats.ts'
import { LANGS, UNSAFE, widest } from '../support/run.ts'

const NAMES = Object.keys(DIFF_FORMATS) as DiffFormatName[]
const render = async (name: DiffFormatName, diff: Diff, lang: 'es' | 'en' = 'es') => (await loadDiffFormat(name)).render(diff, { lang })
const valid = new Ajv2020({ formats: { date: true, 'date-time': true } }).compile(
  JSON.parse(readFileSync(join(ROOT, 'schemas', 'diff.schema.json'), 'utf8')) as object,
)

/** Rules that moved in every way, with what people wrote in them. */
function moved(text: string): Diff {
  const now = hostile(text)
  const results = now.results.map((result) => ({
    ...result,
    version: '0.9.0',
    digest: 'f'.repeat(64),
    findings: result.findings.map((finding, index) => ({
      ...finding,
      credit: finding.credit && index % 2 === 0 ? { low: 10_000 - finding.credit.low, high: 10_000 } : finding.credit,
      digests: index % 5 === 4 ? { ...finding.digests, rule: 'e'.repeat(64) } : finding.digests,
    })),
  }))
  return diffAssessments({ ...now, results, asOf: '2025-01-01' }, now)
}
const campaigns = (name: (text: string) => string): Diff =>
  diffCampaigns({ ...madeCampaign(40, { seed: 1, name }).campaign, asOf: '2025-11-21' }, madeCampaign(44, { seed: 2, name }).campaign)
const BOTH = [
  ['assessments', (text: string) => moved(text)],
  ['campaigns', (text: string) => campaigns((name) => `${text} ${name}`)],
] as const

describe.for(BOTH)('%s', ([, made]) => {
  test.for(CASES)('what people write stays text: %s', async ([, text]) => {
    const [diff, plain] = [made(text), made('simple')]
    expect({ valid: valid(JSON.parse(await render('json', diff))), errors: valid.errors }).toEqual({ valid: true, errors: null })
    expect(JSON.parse(await render('json', diff))).toEqual(JSON.parse(JSON.stringify(diff)))
    const terminal = await render('terminal', diff)
    expect(widest(terminal)).toBeLessThanOrEqual(80)
    expect(terminal).not.toMatch(UNSAFE)
    for (const name of ['terminal', 'markdown', 'json'] as const) expect(orders(await render(name, diff))).toEqual([])
    const shape = (markdown: string) => markdown.split('\n').map((line) => /^(#+ |- |> |\d\. |\| |)/.exec(line)![0])
    const markdown = await render('markdown', diff)
    expect(shape(markdown)).toEqual(shape(await render('markdown', plain)))
    const outsideCode = markdown.replace(/(?<!\\)(`+)[^]*?(?<!`)\1(?!`)/g, '').replace(/\\[^\w\s]/g, '')
    expect(outsideCode.match(/<|\]\(|!\[|\b(?:https?|file):\/\//)).toBeNull()
    for (const cell of (await render('csv', diff)).split(/,|\r\n/)) expect(cell).not.toMatch(/^"?[=+@\t]|^"?-\D/)
  })
  test('the same input, the same bytes; no word is missing in either language', async () => {
    for (const lang of LANGS)
      for (const name of NAMES) {
        const text = await render(name, made('simple'), lang)
        expect(await render(name, made('simple'), lang)).toBe(text)
        expect(text).not.toMatch(/undefined|NaN|\[object|function/)
      }
  })
  test('a long list is cut, and says by how many', async () => {
    const diff = made('simple')
    const terminal = await render('terminal', diff)
    for (const [, title = '', shown = ''] of terminal.matchAll(/^[×●+−○◐–] (.+) \((\d+)\)$/gm)) {
      const entries = terminal.split(`${title} (${shown})\n`)[1]!.split('\n\n')[0]!.split('\n')
      const more = /… y (\d+) más/.exec(entries.join('\n'))?.[1]
      expect(entries.filter((line) => /^ {2}[A-Za-z]/.test(line)).length + Number(more ?? 0)).toBe(Number(shown))
    }
  })
})

test('every cause has its words', () => {
  for (const lang of LANGS) for (const cause of CAUSES) expect(messages(lang).diff.cause[cause]).toMatch(/^\p{Ll}/u)
})

test('the CSV has a row for every rule, and one for every institution', async () => {
  const { campaign } = madeCampaign(40)
  const [rules, institutions] = [moved('simple'), diffCampaigns(campaign, campaign)]
  if (rules.of !== 'assessments') throw new Error('the other one')
  const lines = async (diff: Diff) => (await render('csv', diff)).trimEnd().split('\r\n').length - 1
  expect(await lines(rules)).toBe(rules.results.flatMap((result): readonly RuleDiff[] => result.rules).length)
  expect(await lines(institutions)).toBe(institutions.institutions.length + institutions.neverAssessed.length)
  expect(institutions.neverAssessed.length).toBeGreaterThan(0)
  for (const diff of [rules, institutions]) {
    const { data } = papaparse.parse<string[]>((await render('csv', diff)).trimEnd())
    expect(new Set(data.map((row) => row.length))).toEqual(new Set([data[0]!.length]))
  }
})
