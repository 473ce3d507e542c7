// Declared, by evidence and audited side by side in every human format, in both languages; numbers are those of the assessment.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatPercent, formatRange } from '../../src/i18n/format.ts'
import { messages } from '../../src/i18n/index.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { explainFinding } from '../../src/report/explain.ts'
import html from '../../src/report/html.ts'
import markdown from '../../src/report/markdown.ts'
import terminal from '../../src/report/terminal.ts'
import { buildView } from '../../src/report/view.ts'
import { judgedDigest } from '../../src/util/judged-digest.ts'
import { assessFolder } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { fixture, LANGS } from '../support/run.ts'
import { AUDIT, CASES, finding, hostile, resultOf, sample } from './sample.ts'

const FULL = { level: 'full', paper: 'letter' } as const
const oneLine = (text: string) => text.replace(/\s+/g, ' ')

/** The ministry as an auditor leaves it: one rejected, one lowered, one raised, one accepted, one lapsed. */
async function audited(rulebooks?: string[]): Promise<Assessment> {
  const plain = await assessFolder(fixture('ministerio'), { rulebooks })
  const digestOf = (rule: string) => judgedDigest(plain.results[0]!.findings.find((item) => item.rule === rule)!.digests)
  const verdicts = [
    `GOB-02: {verdict: reject, condition: No hay acto, criterion: Un acto, cause: Demora, effect: Nadie responde, recommendation: Dictarlo, reply: En trámite, evidence: "${digestOf('GOB-02')}"}`,
    'SEG-05: {verdict: raise, to: yes, note: Visto en sitio}',
    'GOB-04: {verdict: lower, to: partial, note: Falta una parte}',
    'INC-03: {verdict: accept, note: Visto}',
    `ACT-02: {verdict: accept, note: Visto antes, auditor: Otra persona, evidence: "${'f'.repeat(64)}"}`,
  ]
  const file = `schema: cumple/audit@1\nauditor: Contraloría\ndate: 2026-11-20\ninstitution: mae\nverdicts:\n  ${verdicts.join('\n  ')}\n`
  return assessFolder(fixture('ministerio'), { rulebooks, audit: join(folderOf({ 'a.yaml': file }), 'a.yaml') })
}

describe.for(LANGS)('%s', (lang) => {
  test('the three figures, the rate and the effect, everywhere', async () => {
    const assessment = await audited(['aig-tic'])
    const [result] = assessment.results
    const { compliance, declared, evidenced } = result!.scores
    const words = messages(lang).report.audit
    const [d, e, a] = [declared, evidenced, compliance].map((range) => formatRange(range!, lang, ''))
    const { agreement, effect, counts } = result!.auditEffect!
    expect(counts).toEqual({ accept: 1, lower: 1, raise: 1, reject: 1, lapsed: 1 })
    const sentences = [words.three(d!, e!, a!, effect), words.agreement(1, 4, formatPercent(agreement!, lang)), words.lapsed(1)]
    const [summary] = buildView(assessment, lang, FULL).summaries
    expect(summary!.panel).toMatchObject({ value: a, note: words.headline })
    expect(summary!.panel!.figures.map(({ value }) => value)).toEqual([d, e, expect.any(String)])
    const renderings = [markdown, html, terminal].map((format) => oneLine(format.render(assessment, { lang, ...FULL })))
    for (const text of renderings)
      for (const sentence of sentences) expect(text.replaceAll('&#x27;', "'").replaceAll('&quot;', '"')).toContain(oneLine(sentence))
    expect(new Set([d, e, a]).size).toBe(3)
  })
  test('a section with every verdict and its grounds, for those who manage and those who read it all', async () => {
    const assessment = await audited(['aig-tic'])
    const words = messages(lang).report.audit
    const sectionsOf = (level: 'executive' | 'manager' | 'full') =>
      buildView(assessment, lang, { ...FULL, level }).sections.filter(({ anchor }) => anchor.includes('dictamen'))
    const [head, ...each] = sectionsOf('full')
    expect([head!.title, sectionsOf('executive'), sectionsOf('manager')]).toEqual([words.title, [], [head, ...each]])
    const rows = head!.blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.map(({ cells }) => cells.map(({ text }) => text)) : []))
    const percent = (n: number) => formatPercent(n, lang)
    expect(rows.map(([name, , ...figures]) => [name!.slice(0, 6), ...figures])).toEqual([
      ['ACT-02', percent(100), percent(77.6), '—'],
      ['GOB-02', percent(100), percent(100), percent(0)],
      ['GOB-04', percent(100), percent(30), percent(30)],
      ['INC-03', percent(100), percent(100), percent(100)],
      ['SEG-05', percent(50), percent(15), percent(100)],
    ])
    const pairs = each[1]!.blocks.flatMap((block) => (block.kind === 'facts' ? block.pairs : []))
    const { condition, criterion, cause, effect, recommendation, reply } = words.parts
    expect(pairs.slice(1, 7)).toEqual(
      Object.entries({
        [condition]: 'No hay acto',
        [criterion]: 'Un acto',
        [cause]: 'Demora',
        [effect]: 'Nadie responde',
        [recommendation]: 'Dictarlo',
        [reply]: 'En trámite',
      }).map(([label, value]) => ({ label, value })),
    )
    expect(pairs.slice(7).map(({ value }) => value)).toEqual(['Contraloría', expect.any(String), words.standing])
    expect(each[0]!.blocks).toMatchObject([
      {
        pairs: expect.arrayContaining([
          { label: words.state, value: words.lapsedMark },
          { label: words.auditor, value: 'Otra persona' },
        ]),
      },
    ])
  })
  test('several rulebooks: the overview has the figure only where something was judged', async () => {
    const { overview, summaries } = buildView(await audited(), lang, FULL)
    expect(overview.map(({ evidenced }) => evidenced !== null)).toEqual(overview.map((_, index) => index === 0))
    expect(overview.every(({ coverage }) => /\d/.test(coverage))).toBe(true)
    expect(summaries[1]!.sentences).toContain(messages(lang).report.audit.unjudged)
  })
  test('explain: the credit without the verdict, the verdict, and both digests', async () => {
    const assessment = await audited(['aig-tic'])
    const [result] = assessment.results
    const words = messages(lang).report.audit.explain
    const told = (rule: string) => {
      const found = result!.findings.find((item) => item.rule === rule)!
      return { text: oneLine(explainFinding(found, result!, { ...assessment, lang })), digest: judgedDigest(found.digests) }
    }
    const [rejected, lapsed, plain] = ['GOB-02', 'ACT-02', 'GOB-03'].map(told)
    expect(rejected!.text).toContain(`${words.alone}: ${formatPercent(100, lang)}`)
    expect(rejected!.text).toContain(words.judged(rejected!.digest))
    expect(lapsed!.text).toContain(words.judged('f'.repeat(64)))
    expect(lapsed!.text).not.toContain(words.alone)
    for (const { text, digest } of [rejected!, lapsed!, plain!]) expect(text).toContain(`${words.digest} ${digest}`)
  })
})

test('observations say in both languages what lapsed and what nothing ties to its evidence', async () => {
  const assessment = await audited(['aig-tic'])
  const texts = LANGS.map((lang) => markdown.render(assessment, { lang, ...FULL }))
  expect(texts[0]).toMatch(/Un dictamen de auditoría caducó, .*: ACT-02/)
  expect(texts[1]).toMatch(/An auditor's verdict lapsed, .*: ACT-02/)
  for (const text of texts) expect(text).toMatch(/^- .*SEG-05.*$/m)
})

test('an institution that answered nothing and was judged is not told to begin', () => {
  const blank = finding('SEG-01', 'Política', {
    outcome: 'unmet',
    credit: { low: 0, high: 0 },
    terms: { factor: 3_000, proof: 'none', normative: 0, verdict: 'reject' },
    audit: AUDIT,
  })
  const view = (item: typeof blank) => buildView(sample({ results: [resultOf([item])] }), 'es', FULL).summaries[0]!.sentences.join(' ')
  const { nothing } = messages('es').report.decision
  expect(view(blank)).toContain(nothing)
  expect(view({ ...blank, unaudited: { low: 0, high: 10_000 } })).not.toContain(nothing)
})

test.for(CASES)('what an auditor or the institution’s reply says stays text: %s', ([, text]) => {
  const assessment = hostile(text)
  const [result] = assessment.results
  const told = explainFinding(
    result!.findings.find(({ audit }) => audit)!,
    result!,
    assessment,
  )
  // eslint-disable-next-line no-control-regex -- what a terminal must never be sent
  expect(told).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/)
  const [title, ...lines] = told.split('\n\n').at(-2)!.split('\n')
  expect(title).toBe(messages('es').report.audit.title)
  expect(lines.filter((line) => !line.startsWith('  '))).toEqual([])
})
