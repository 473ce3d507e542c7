// Inputs that are refused, and inputs that change the result: evidence, audit, an earlier assessment.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Assessment } from '../../src/model/assessment.ts'
import { folderOf } from '../support/folder.ts'
import { AT, LANGS, UNSAFE, contents, copyOf, fixture, run } from '../support/run.ts'

const json = async (argv: readonly string[]): Promise<Assessment> => {
  const { code, out, err } = await run(['assess', ...argv, ...AT, '--format', 'json'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Assessment
}
const findingOf = (assessment: Assessment, id: string) => assessment.results[0]!.findings.find(({ rule }) => rule === id)!

/** What replaces what in the municipality's file; the code, the line's own words, the next step. */
const BROKEN: readonly (readonly [code: string, from: string, to: string, excerpt: string])[] = [
  ['unknown-key', 'period: 2026', 'perod: 2026', 'perod: 2026'],
  ['yaml-syntax', 'period: 2026', 'period: [2026', ''],
  ['duplicate-key', 'period: 2026', 'period: 2026\nperiod: 2025', 'period: 2025'],
  ['forbidden-key', 'period: 2026', 'period: 2026\n__proto__: {x: 1}', '__proto__'],
  ['unknown-rule', '  GOB-02:', '  GOB-22:', 'GOB-22:'],
  ['not-allowed', 'value: planned', 'value: planed', 'value: planed'],
  ['bad-date', 'target: 2027-01-31', 'target: 2027-02-31', 'target: 2027-02-31'],
  ['unknown-criterion', 'iniciativas: true', 'iniciativa: true', 'iniciativa: true'],
  ['unknown-document', 'documents: [acuerdo-ugd]', 'documents: [acuerdo-udg]', 'acuerdo-udg'],
  ['path-outside', 'path: documentos/acuerdo-07-2026.pdf', 'path: ../../etc/passwd', '../../etc/passwd'],
  ['unknown-rulebook', 'facts:\n', 'rulebooks: [{id: aig-tik}]\nfacts:\n', 'aig-tik'],
  ['rulebook-version', 'facts:\n', 'rulebooks: [{id: aig-tic, version: ^9.0.0}]\nfacts:\n', '^9.0.0'],
  ['yaml-tag', 'period: 2026', 'period: !!js/function 2026', 'js/function'],
]

describe('evidence that cannot be used', () => {
  test('hundreds of thousands of problems in one file are still problems', async () => {
    const root = folderOf({ 'cumple.yaml': `schema: cumple/evidence@1\n${'}\n'.repeat(300_000)}` })
    const { code, err } = await run(['assess', root, ...AT])
    expect(code).toBe(3)
    expect(err).toContain('cumple.yaml:2:1  yaml-syntax')
  }, 60_000)

  test.for(BROKEN.flatMap((row) => LANGS.map((lang) => [...row, lang] as const)))('%s', async ([code, from, to, excerpt, lang]) => {
    const root = copyOf(fixture('municipio'))
    const file = join(root, 'evidence.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
    const [before, cwd] = [contents(root), folderOf({ 'out/informe.md': 'old' })]
    const { code: exit, out, err } = await run(['assess', root, '--out', 'out', '--format', 'json=other.json', '--format', 'markdown', '--lang', lang], { cwd })
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    const at = new RegExp(`evidence\\.yaml:(\\d+):(\\d+) {2}${code}(?:\n {2}\\S[^\n]+)+\n {2}\\1 \\| ([^\n]*)\n +\\| +\\^\n {2}→ \\S`).exec(err)
    expect(at?.[3] ?? err).toContain(excerpt)
    expect(at).not.toBeNull()
    expect(err).toMatch(lang === 'es' ? /No se escribió nada\.\n$/ : /[Nn]othing was written\.\n$/)
    expect(err).not.toMatch(/^ +at |node:|Error:|undefined/m)
    expect(contents(root)).toEqual(before)
    expect(contents(cwd)).toEqual({ 'out/informe.md': 'old' })
  })
  test('rulebooks that cannot be had are told together, each by the name that was typed', async () => {
    const { code, err } = await run(['assess', fixture('municipio'), '--rulebook', 'aig-tik', '--rulebook', './nada', '--rulebook', './nadie.yaml'])
    expect(code).toBe(3)
    expect(err.match(/^\S+ {2}\S+$/gm)).toEqual(['--rulebook  unknown-rulebook', './nada  file-missing', './nadie.yaml  file-missing'])
  })
  test('a folder that was typed as an id is told as what it may be', async () => {
    const { code, err } = await run(['assess', fixture('municipio'), '--rulebook', 'rules'])
    expect(code).toBe(3)
    expect(err).toContain('«./rules»')
  })
  test.for([
    ['of its manifest', 'cumple.yaml', (text: string) => `${text}\nxyz: 1\n`],
    ['of a manifest that is no YAML', 'cumple.yaml', (text: string) => `${text}\nxyz: [\n`],
    ['of its answers', 'answers/SEG.yaml', (text: string) => text.replace('value: yes', 'value: yess')],
    ['found against the rulebooks', 'answers/SEG.yaml', (text: string) => text.replace('SEG-01:', 'SEG-77:')],
  ] as const)('problems %s are told in the language that it asks for', async ([, file, spoil]) => {
    const root = copyOf(fixture('ministerio'))
    const manifest = join(root, 'cumple.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('lang: es', 'lang: en'))
    writeFileSync(join(root, file), spoil(readFileSync(join(root, file), 'utf8')))
    for (const command of [['assess'], ['check'], ['evidence', 'status'], ['questionnaire', 'export', '--format', 'md'], ['explain', 'SEG-02']]) {
      const { code, err } = await run([...command, root])
      expect({ command, code, err }).toEqual({ command, code: 3, err: expect.stringMatching(/Nothing was written\.\n$/) as string })
      expect((await run([...command, root, '--lang', 'es'])).err).toMatch(/No se escribió nada\.\n$/)
    }
  })
  test('all its problems at once, across its files', async () => {
    const root = copyOf(fixture('ministerio'))
    for (const [file, from, to] of [
      ['answers/SEG.yaml', 'value:', 'valu:'],
      ['documents.yaml', 'kind:', 'kin:'],
      ['waivers.yaml', 'rule:', 'rul:'],
    ] as const) {
      writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replace(from, to))
    }
    const { code, err } = await run(['assess', root])
    expect(code).toBe(3)
    for (const file of ['answers/SEG.yaml', 'documents.yaml', 'waivers.yaml']) expect(err).toMatch(new RegExp(`${file}:\\d+:\\d+ {2}unknown-key`))
  })
  test('words from outside are shown harmless, also in what the errors quote', async () => {
    const evil = '\u001B[31m\u202Eevil\u009B2J\u2066'
    const yaml = (text: string) =>
      `schema: cumple/evidence@1\ninstitution: {id: x, name: "${text}", kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n`
    const key = JSON.stringify(evil).replaceAll('\u202E', '\\u202e').replaceAll('\u009B', '\\u009b').replaceAll('\u2066', '\\u2066')
    for (const content of [
      `${yaml('x')}${key}: 1\n`,
      `${yaml('x')}facts: {a: 1}\nanswers: {${key}: {value: yes}}\n`,
      `${yaml('x')}# \u202E\nrulebooks: 3 # \u202E\n`,
      `${yaml('x')}period\u202E: 1\n`,
    ]) {
      const { code, err } = await run(['assess', folderOf({ 'evidence.yaml': content })])
      expect(code).toBe(3)
      expect(err).not.toMatch(UNSAFE)
    }
    for (const argv of [
      [evil],
      ['assess', evil],
      ['assess', 'x', `--${evil}`],
      ['assess', 'fixtures/municipio', '--as-of', evil],
      ['explain', evil],
      ['report', evil],
      ['schema', evil],
      ['assess', 'fixtures/municipio', '--format', evil],
      ['assess', 'fixtures/municipio', '--format', `json=${evil}/x/\u0000`],
      ['rulebook', 'lint', evil],
      ['rulebook', 'show', evil],
      ['assess', 'fixtures/municipio', '--lang', evil],
      ['assess', 'fixtures/municipio', '--audit', evil],
      ['doctor', '--browser', evil],
    ]) {
      const { code, err, out } = await run(argv)
      expect(code).not.toBe(0)
      expect(`${argv.join(' ').length}${err}${out}`).not.toMatch(UNSAFE)
    }
  })
  test('a name with a line feed does not forge a line of its own', async () => {
    const { err } = await run(['assess', '/nowhere\ncumple: todo bien'])
    expect(err).not.toMatch(/^cumple: todo bien/m)
  })
})

const audit = (verdicts: string, institution = 'mae') =>
  `schema: cumple/audit@1\nauditor: Persona Ejemplo 300\ndate: 2026-11-20\ninstitution: ${institution}\nverdicts:\n${verdicts}`
const VERDICTS = audit(
  '  GOB-02: {verdict: reject, note: No corresponde}\n  SEG-05: {verdict: accept, note: Visto}\n  GOB-04: {verdict: accept, note: Visto}\n  INC-03: {verdict: lower, to: partial, note: Solo en parte}\n',
)

describe('--audit', () => {
  test('from outside: reject and lower take, accept lifts to audited, and the index follows', async () => {
    const file = join(folderOf({ 'audit.yaml': VERDICTS }), 'audit.yaml')
    const [before, after] = [await json(['fixtures/ministerio']), await json(['fixtures/ministerio', '--audit', file])]
    expect(findingOf(before, 'GOB-02').credit).toEqual({ low: 10_000, high: 10_000 })
    expect(findingOf(after, 'GOB-02')).toMatchObject({ credit: { low: 0, high: 0 }, outcome: 'unmet', assurance: 'audited' })
    expect(findingOf(before, 'SEG-05').credit).toEqual({ low: 1_500, high: 1_500 })
    expect(findingOf(after, 'SEG-05')).toMatchObject({ credit: { low: 5_000, high: 5_000 }, assurance: 'audited' })
    expect(findingOf(before, 'GOB-04').credit).toEqual({ low: 3_000, high: 3_000 })
    expect(findingOf(after, 'GOB-04')).toMatchObject({ credit: { low: 10_000, high: 10_000 }, outcome: 'satisfied', assurance: 'audited', maturity: 4 })
    expect(findingOf(after, 'INC-03')).toMatchObject({ credit: { low: 5_000, high: 5_000 }, outcome: 'partial', assurance: 'audited' })
    expect(after.results[0]!.scores.compliance).not.toEqual(before.results[0]!.scores.compliance)
    expect(after.results[0]!.scores.declared).toEqual(before.results[0]!.scores.declared)
  })
  test.for(['audit.yaml', 'documentos/audit.yaml', '../link/audit.yaml'])('%s inside the evidence is refused', async (place) => {
    const root = copyOf(fixture('ministerio'))
    symlinkSync(root, join(root, '..', 'link'))
    writeFileSync(join(root, place), VERDICTS)
    const cwd = folderOf({})
    const { code, out, err } = await run(['assess', root, '--audit', join(root, place), '--out', 'o'], { cwd })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('audit-inside')
    expect(contents(cwd)).toEqual({})
  })
  test('a link outside to a file inside, and a link inside to a file outside', async () => {
    const root = copyOf(fixture('ministerio'))
    writeFileSync(join(root, 'in.yaml'), VERDICTS)
    const outside = folderOf({ 'out.yaml': VERDICTS })
    symlinkSync(join(root, 'in.yaml'), join(outside, 'link.yaml'))
    expect((await run(['assess', root, '--audit', join(outside, 'link.yaml')])).code).toBe(3)
  })
  test.for([
    ['unknown-rule', audit('  GOB-99: {verdict: reject, note: x}\n')],
    ['unknown-key', `${VERDICTS}extra: 1\n`],
    ['file-missing', undefined],
  ] as const)('%s', async ([code, content]) => {
    const file = join(folderOf(content === undefined ? {} : { 'audit.yaml': content }), 'audit.yaml')
    const { code: exit, err } = await run(['assess', 'fixtures/ministerio', '--audit', file])
    expect(exit).toBe(3)
    expect(err).toContain(code)
  })
  test('a folder of files serves as well, and what was read from it is not written over', async () => {
    const folder = folderOf({ 'mae.yaml': VERDICTS, 'otra.yaml': audit('  GOB-02: {verdict: accept, note: x}\n', 'otra') })
    const byFile = await json(['fixtures/ministerio', '--audit', join(folder, 'mae.yaml')])
    expect(await json(['fixtures/ministerio', '--audit', folder])).toEqual(byFile)
    const before = contents(folder)
    const { code } = await run(['assess', 'fixtures/ministerio', '--audit', folder, '--format', `json=${join(folder, 'mae.yaml')}`])
    expect(code).toBe(2)
    expect(contents(folder)).toEqual(before)
  })
  test('the fixture’s own files are the same afterwards', async () => {
    const root = copyOf(fixture('ministerio'))
    const before = contents(root)
    await run(['assess', root, '--audit', join(folderOf({ 'a.yaml': VERDICTS }), 'a.yaml'), '-q'])
    expect(contents(root)).toEqual(before)
  })
  test.for(LANGS)('explain gives the digest of what is judged, and takes the verdict into account: %s', async (lang) => {
    const explain = async (...more: string[]) => (await run(['explain', 'GOB-02', 'fixtures/ministerio', '--lang', lang, ...more])).out
    const digest = /[0-9a-f]{64}/.exec(await explain())![0]
    const file = join(folderOf({ 'a.yaml': audit(`  GOB-02: {verdict: reject, condition: c, evidence: "${digest}"}\n`) }), 'a.yaml')
    const told = await explain('--audit', file)
    expect(told.match(/[0-9a-f]{64}/g)).toEqual([digest, digest])
    if (lang === 'en') expect(told).toContain('The verdict of an audit replaces base and factor: rejected.')
    expect(findingOf(await json(['fixtures/ministerio', '--audit', file]), 'GOB-02')).toMatchObject({ credit: { low: 0 }, unaudited: { low: 10_000 } })
  })
  test('another institution’s verdicts change nothing, are said, and leave no trace of where the file lay', async () => {
    const file = join(folderOf({ 'audit.yaml': audit('  GOB-02: {verdict: reject, note: x}\n', 'otra') }), 'audit.yaml')
    const { results, observations } = await json(['fixtures/ministerio', '--audit', file])
    expect(results).toEqual((await json(['fixtures/ministerio'])).results)
    expect(observations.map(({ id }) => id)).toContain('audit-other-institution')
    expect(JSON.stringify(observations)).not.toContain(file)
  })
})

describe('--previous', () => {
  test('what was verified then and now reaches L5, and the report names the earlier assessment', async () => {
    const folder = folderOf({})
    await run(['assess', 'fixtures/ministerio', '--as-of', '2026-10-01', '--format', `json=${folder}/before.json`])
    const before = JSON.parse(readFileSync(join(folder, 'before.json'), 'utf8')) as Assessment
    const [alone, after] = [await json(['fixtures/ministerio']), await json(['fixtures/ministerio', '--previous', join(folder, 'before.json')])]
    const levels = (assessment: Assessment, level: number) =>
      assessment.results[0]!.findings.filter(({ maturity }) => maturity === level).map(({ rule }) => rule)
    expect(levels(alone, 5)).toEqual([])
    expect(levels(after, 5)).toEqual(levels(alone, 4).filter((rule) => levels(before, 4).includes(rule)))
    expect(levels(after, 5).length).toBeGreaterThan(0)
    expect(after.previous).toMatchObject({ asOf: '2026-10-01', digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const { out } = await run(['assess', 'fixtures/ministerio', ...AT, '--previous', join(folder, 'before.json'), '--format', 'markdown'])
    expect(out).toContain(after.previous!.digest)
    expect(out).toContain('madurez 5 de 5')
  })
})

/** Files that are no assessment. */
const GARBAGE: readonly (readonly [name: string, content: string | Uint8Array | undefined, code: string])[] = [
  ['nothing there', undefined, 'file-missing'],
  ['empty', '', 'json-syntax'],
  ['cut short', '{"schemaVersion": "cumple/assess', 'json-syntax'],
  ['YAML', 'a: 1', 'json-syntax'],
  ['not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'bad-encoding'],
  ['list', '[]', 'assessment-version'],
  ['null', 'null', 'assessment-version'],
  ['number', '1e999', 'assessment-version'],
  ['other version', '{"schemaVersion": "cumple/assessment@2"}', 'assessment-version'],
  ['version that is an object', '{"schemaVersion": {"a": 1}}', 'assessment-version'],
  ['hostile version', '{"schemaVersion": "\\u001b[31m\\u202e"}', 'assessment-version'],
  ['nothing but the version', '{"schemaVersion": "cumple/assessment@1"}', 'wrong-type'],
]

describe('a saved assessment', () => {
  test.for(GARBAGE)('%s', async ([, content, code]) => {
    const cwd = folderOf(content === undefined ? {} : { 'a.json': content })
    for (const argv of [
      ['report', 'a.json'],
      ['assess', fixture('municipio'), '--previous', 'a.json'],
    ]) {
      const { code: exit, out, err } = await run([...argv, '--format', 'markdown=x.md'], { cwd })
      expect({ exit, out }).toEqual({ exit: 3, out: '' })
      expect(err).toMatch(new RegExp(`^a\\.json(?::1:\\d+)? {2}${code}(?:\n {2}\\S.*)+\n {2}→ \\S`))
      expect(err).not.toMatch(UNSAFE)
      expect(err).not.toMatch(/^ +at |undefined|\(\?\)|\(\)/m)
      expect(Object.keys(contents(cwd))).toEqual(content === undefined ? [] : ['a.json'])
    }
  })
  test('where a conflict of git was left is told, and a key too many by its name, in no words but ours', async () => {
    const cwd = folderOf({ 'a.json': '{\n  "a": 1,\n<<<<<<< HEAD\n  "b": 2\n}' })
    expect((await run(['report', 'a.json'], { cwd })).err).toMatch(/^a\.json:3:1 {2}json-syntax\n {2}El archivo no es un JSON válido\.\n/)
    const whole = (await run(['assess', fixture('municipio'), ...AT, '--format', 'json'])).out
    writeFileSync(join(cwd, 'b.json'), whole.replace('{', '{"sobra": 1,'))
    expect((await run(['report', 'b.json'], { cwd })).err).toMatch(/^b\.json {2}unknown-key\n {2}La clave «sobra» no existe aquí\./)
  })
  test('another output of the program is called what it is', async () => {
    const cwd = folderOf({ 'a.json': '{"schema": "cumple/diff@1"}' })
    expect((await run(['report', 'a.json'], { cwd })).err).toContain('sepa leer (cumple/diff@1).')
  })
  test('an altered one is refused with the place of the first thing wrong', async () => {
    const whole = JSON.parse((await run(['assess', 'fixtures/municipio', ...AT, '--format', 'json'])).out) as Assessment
    const [result] = whole.results
    const [finding] = result!.findings
    const changes: readonly (readonly [place: string, broken: object])[] = [
      ['results.0.findings.0.credit.low', { ...whole, results: [{ ...result, findings: [{ ...finding, credit: { low: 10_001, high: 0 } }] }] }],
      ['asOf', { ...whole, asOf: '2026-02-30' }],
      ['lang', { ...whole, lang: 'fr' }],
      ['institution.name', { ...whole, institution: { ...whole.institution, name: undefined } }],
    ]
    for (const [place, broken] of changes) {
      const { code, err } = await run(['report', 'a.json'], { cwd: folderOf({ 'a.json': JSON.stringify(broken) }) })
      expect(code).toBe(3)
      expect(err).toContain(place)
    }
    const { code } = await run(['report', 'a.json'], { cwd: folderOf({ 'a.json': JSON.stringify({ ...whole, extra: 1 }) }) })
    expect(code).toBe(3)
  })
  test('a folder is not an assessment', async () => {
    const cwd = folderOf({})
    mkdirSync(join(cwd, 'a.json'))
    const { code, err } = await run(['report', 'a.json'], { cwd })
    expect(code).toBe(3)
    expect(err).toContain('not-a-regular-file')
  })
})
