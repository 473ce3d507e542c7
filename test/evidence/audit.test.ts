// The auditor's file: what it may say, when it is refused and where, and the one of an institution in a folder of them.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findAudit } from '../../src/evidence/audit.ts'
import { AuditFile } from '../../src/model/audit.ts'
import { InputError } from '../../src/model/problem.ts'
import { auditTemplate } from '../../src/report/audit-template.ts'
import { judgedDigest } from '../../src/util/judged-digest.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { ORDERLY, folderOf, library, refusal, type Files } from '../support/folder.ts'
import { contents, fixture } from '../support/run.ts'

const head = (institution = 'inst') => `schema: cumple/audit@1\nauditor: AIG\ndate: 2026-11-20\ninstitution: ${institution}\nverdicts:\n`
const judge = (root: string, verdicts: string, name = 'audit.yaml') => {
  const folder = folderOf({ [name]: `${head()}${verdicts}` })
  return assessFolder(root, { library, audit: join(folder, name) })
}
const findingOf = async (attempt: ReturnType<typeof assessFolder>, rule: string) => (await attempt).results[0]!.findings.find((item) => item.rule === rule)!

describe('a verdict', () => {
  test.for<[verdict: string, code: string, line: number, params: object]>([
    ['ACT-02: {verdict: raise, condition: c}', 'missing-key', 6, { key: 'to' }],
    ['ACT-02: {verdict: lower, condition: c}', 'missing-key', 6, { key: 'to' }],
    ['ACT-02: {verdict: accept}', 'missing-key', 6, { key: 'note' }],
    ['ACT-02: {verdict: accept, note: " "}', 'too-short', 6, {}],
    ['ACT-02: {verdict: raise, to: no, note: n}', 'not-allowed', 6, { found: 'no', allowed: 'yes, partial, planned' }],
    ['ACT-02: {verdict: lower, to: yes, note: n}', 'not-allowed', 6, { found: 'yes', allowed: 'partial, planned, no' }],
    ['ACT-02: {verdict: agree, note: n}', 'not-allowed', 6, { found: 'agree' }],
    ['ACT-02: {verdict: accept, note: n, evidence: abc}', 'bad-format', 6, {}],
    ['ACT-02: {verdict: accept, note: n, date: 2026-02-30}', 'bad-date', 6, {}],
    ['ACT-02: {verdict: accept, note: n, efect: x}', 'unknown-key', 6, { did: 'effect' }],
    // SEG-01 is answered with planned, ACT-02 with yes.
    ['SEG-01:\n    verdict: raise\n    to: planned\n    note: n', 'verdict-turn', 8, { rule: 'SEG-01', verdict: 'raise', to: 'planned', stands: 'planned' }],
    ['SEG-01: {verdict: lower, to: partial, note: n}', 'verdict-turn', 6, { stands: 'planned' }],
    ['ACT-02: {verdict: raise, to: yes, note: n}', 'verdict-turn', 6, { stands: 'yes' }],
  ])('%s is refused as %s', async ([verdict, code, line, params]) => {
    const problems = await refusal(judge(folderOf(ORDERLY), `  ${verdict}\n`))
    expect(problems).toMatchObject([{ code, place: { line }, params }])
  })
  test('every wrong turn is told, and what was measured counts where nobody answered', async () => {
    const root = folderOf({ ...ORDERLY, 'answers/ACT.yaml': 'ACT-02: {value: yes, criteria: {custody: true}}\n' })
    const problems = await refusal(judge(root, '  ACT-02: {verdict: raise, to: partial, note: n}\n  ACT-03: {verdict: raise, to: partial, note: n}\n'))
    expect(problems.map(({ params }) => [params['rule'], params['stands']])).toEqual([
      ['ACT-02', 'yes'],
      ['ACT-03', ''],
    ])
  })
  test('that has lapsed turns nowhere, so it cannot turn wrongly', async () => {
    const root = folderOf(ORDERLY)
    const { digests } = await findingOf(assessFolder(root, { library }), 'SEG-01')
    const verdict = `  SEG-01: {verdict: raise, to: partial, condition: c, evidence: "${judgedDigest(digests)}"}\n`
    expect(await findingOf(judge(root, verdict), 'SEG-01')).toMatchObject({ credit: { low: 5_000 }, audit: { verdict: 'raise', condition: 'c' } })
    writeFileSync(join(root, 'answers/SEG.yaml'), 'SEG-01: {value: yes}\n')
    expect(await findingOf(judge(root, verdict), 'SEG-01')).toMatchObject({ credit: { low: 3_000 }, audit: { lapsed: true } })
  })
  test('lapses when the bytes of a document change, not when a comment in the manifest does', async () => {
    const root = folderOf(ORDERLY)
    const { digests } = await findingOf(assessFolder(root, { library }), 'ACT-02')
    const verdict = `  ACT-02: {verdict: reject, condition: c, evidence: "${judgedDigest(digests)}"}\n`
    const lapsed = async (files: Files) => (await findingOf(judge(folderOf(files), verdict), 'ACT-02')).audit?.lapsed === true
    expect(await lapsed({ ...ORDERLY, 'cumple.yaml': `# a comment\n${String(ORDERLY['cumple.yaml'])}` })).toBe(false)
    expect(await lapsed({ ...ORDERLY, 'documentos/p.pdf': 'Q' })).toBe(true)
  })
})

describe('a folder of audit files', () => {
  const file = head('inst')
  test('holds one by the id of the institution', () => {
    const folder = folderOf({ 'inst.yaml': file, 'other.yml': file, 'x/deep.yaml': file })
    expect(['inst', 'other', 'deep', 'none', '../inst', 'x/deep', ''].map((id) => findAudit(folder, id))).toEqual([
      join(folder, 'inst.yaml'),
      join(folder, 'other.yml'),
      ...Array<undefined>(5).fill(undefined),
    ])
    expect(findAudit(join(folder, 'nowhere'), 'inst')).toBeUndefined()
  })
  const codeOf = (run: () => unknown): string => {
    try {
      run()
      return 'none'
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return error.problems[0]!.code
    }
  }
  test('two of one institution, and a link that leads out or nowhere, are refused; a link within is followed', () => {
    const outside = folderOf({ 'inst.yaml': file })
    const folder = folderOf({ 'two.yaml': file, 'two.yml': file, 'real.yaml': file })
    symlinkSync(join(outside, 'inst.yaml'), join(folder, 'inst.yaml'))
    symlinkSync('nothing', join(folder, 'gone.yaml'))
    symlinkSync('real.yaml', join(folder, 'alias.yaml'))
    expect(['two', 'inst', 'gone'].map((id) => codeOf(() => findAudit(folder, id)))).toEqual(['audit-both', 'path-outside', 'file-missing'])
    expect(findAudit(folder, 'alias')).toBe(join(folder, 'alias.yaml'))
  })
  test('is used as the file would be; without the institution’s own, or inside the evidence, it is refused', async () => {
    const root = folderOf(ORDERLY)
    const folder = folderOf({ 'inst.yaml': `${file}  ACT-02: {verdict: reject, note: n}\n`, 'dir/inst.yaml/x': '' })
    expect(await assessFolder(root, { library, audit: folder })).toEqual(await assessFolder(root, { library, audit: join(folder, 'inst.yaml') }))
    expect((await refusal(assessFolder(root, { library, audit: folderOf({}) })))[0]).toMatchObject({ code: 'file-missing' })
    expect((await refusal(assessFolder(root, { library, audit: join(folder, 'dir') })))[0]).toMatchObject({ code: 'not-a-regular-file' })
    mkdirSync(join(root, 'audits'))
    writeFileSync(join(root, 'audits/inst.yaml'), file)
    expect((await refusal(assessFolder(root, { library, audit: join(root, 'audits') })))[0]).toMatchObject({ code: 'audit-inside' })
  })
})

test('the file that docs/audit.md shows is accepted', () => {
  const text = readFileSync(join(ROOT, 'docs/audit.md'), 'utf8')
  const read = readYaml(Buffer.from(/```yaml\n([^]*?)```/.exec(text)![1]!), 'docs/audit.md')
  expect(AuditFile.safeParse(read.ok ? read.yaml.value : undefined)).toMatchObject({ success: true })
})

test('the institution’s own files are not touched', async () => {
  const root = folderOf(ORDERLY)
  const before = contents(root)
  await judge(root, '  ACT-02: {verdict: reject, note: n}\n')
  expect(contents(root)).toEqual(before)
})

describe('the file made ready for an auditor', () => {
  /** As an editor's "toggle comment" leaves it, and somebody who writes the least that is asked. */
  const filled = (template: string, verdict: (rule: string) => string) => {
    let rule = ''
    return template
      .replace('auditor: ""', 'auditor: AIG')
      .replace('date: ""', 'date: 2026-11-20')
      .split('\n')
      .map((line) => {
        rule = /^# {3}([A-Z]+-\d+):$/.exec(line)?.[1] ?? rule
        return line
          .replace(/^# (?= )/, '')
          .replace(/verdict: {2}#.*/, verdict(rule))
          .replace('condition: ""', 'condition: Visto')
      })
      .join('\n')
  }
  test('is refused until it is filled in, then stands with every digest', async () => {
    const plain = await assessFolder(fixture('ministerio'))
    const template = auditTemplate(plain)
    const folder = folderOf({ 'mae.yaml': template, 'ready/mae.yaml': filled(template, () => 'verdict: accept') })
    expect((await refusal(assessFolder(fixture('ministerio'), { audit: folder }))).map(({ code }) => code)).toEqual(['too-short', 'bad-date', 'wrong-type'])
    const { results, observations } = await assessFolder(fixture('ministerio'), { audit: join(folder, 'ready') })
    const claimed = plain.results.flatMap(({ findings }) => findings.filter((item) => item.answer?.value !== undefined).map(({ rule }) => rule))
    const judged = results.flatMap(({ findings }) => findings.flatMap(({ rule, audit }) => (audit ? [{ rule, audit }] : [])))
    expect(judged.map(({ rule }) => rule)).toEqual(expect.arrayContaining(claimed))
    expect(judged.filter(({ audit }) => audit.lapsed || audit.evidence === undefined || audit.criterion === undefined)).toEqual([])
    expect(observations.map(({ id }) => id)).not.toContain('audit-undigested')
  })
  test('of the rules that were sampled, and of an institution that answered nothing', async () => {
    const some = auditTemplate(await assessFolder(fixture('ministerio')), new Set(['GOB-02', 'SEG-05']))
    expect([...some.matchAll(/^# {3}([A-Z]+-\d+):$/gm)].map(([, rule]) => rule)).toEqual(['GOB-02', 'SEG-05'])
    expect(auditTemplate(await assessFolder(fixture('vacio')), new Set())).toContain('## No hay resultados que juzgar.')
  })
  test('no text of an institution or a rule leaves its comment or its string', async () => {
    const assessment = structuredClone(await assessFolder(fixture('ministerio')))
    const evil = 'x\nverdicts: {}\r\n# "}\u2028\u0085\u001B[31m: &a *a !!js'
    assessment.institution.name = evil
    for (const finding of assessment.results.flatMap(({ findings }) => findings)) {
      finding.text.title = { es: evil, en: evil }
      finding.text.requirement = { es: evil, en: evil }
      for (const slot of finding.slots) slot.path = evil
    }
    const template = auditTemplate(assessment)
    expect(template.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/)
    expect(template.split('\n').filter((line) => line !== '' && !/^ *##|^# {3}/.test(line))).toEqual([
      'schema: cumple/audit@1',
      'auditor: ""',
      'date: ""  # AAAA-MM-DD',
      'institution: "mae"',
      'verdicts:',
    ])
    const folder = folderOf({ 'mae.yaml': filled(template, () => 'verdict: accept') })
    const { results } = await assessFolder(fixture('ministerio'), { audit: folder })
    expect(results.flatMap(({ findings }) => findings.flatMap(({ audit }) => (audit?.lapsed === true ? [audit] : [])))).toEqual([])
  })
})
