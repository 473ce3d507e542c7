// `cumple rulebook …` and overlays through the command line: what is printed, written, and the exit code.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ISO_27001_CONTROLS } from '../../src/model/controls.ts'
import { ROOT, RULEBOOK_IDS, assessFolder, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT, LANGS, UNSAFE, fixture, run, widest } from '../support/run.ts'
import { sarifErrors } from '../support/sarif.ts'

/** A copy of a shipped rulebook, broken by an edit of one file. */
function copyWith(file: string, edit: (text: string) => string): string {
  const copy = join(folderOf({}), 'mia')
  cpSync(join(ROOT, 'rules/transparencia'), copy, { recursive: true })
  writeFileSync(join(copy, file), edit(readFileSync(join(copy, file), 'utf8')))
  return copy
}

describe.for(LANGS)('in %s', (lang) => {
  const L = ['--lang', lang]
  test('test: every shipped example, with what they cover', async () => {
    const { code, out, err } = await run(['rulebook', 'test', ...RULEBOOK_IDS.map((id) => `rules/${id}`), ...L])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const id of RULEBOOK_IDS) expect(out).toContain(`rules/${id}\n`)
    expect(widest(out)).toBeLessThanOrEqual(80)
  })
  test('test: an example that comes out otherwise is told at its line, and it is no success', async () => {
    const copy = copyWith('TDA/TDA-02.test.yaml', (text) => text.replace('outcome: satisfied', 'outcome: unmet'))
    const { code, out } = await run(['rulebook', 'test', copy, ...L])
    expect(code).toBe(1)
    expect(out).toMatch(lang === 'es' ? /TDA-02\.test\.yaml:1 {2}«/ : /TDA-02\.test\.yaml:1 {2}“/)
    expect(out).toMatch(lang === 'es' ? /se esperaba unmet y resultó satisfied/ : /expected unmet, found satisfied/)
  })
  test('test: no examples at all is no success', async () => {
    const copy = copyWith('rulebook.yaml', (text) => text)
    for (const name of readdirSync(join(copy, 'TDA'))) if (name.endsWith('.test.yaml')) rmSync(join(copy, 'TDA', name))
    expect((await run(['rulebook', 'test', copy, ...L])).code).toBe(1)
  })
  test('lint: everything at once, faults and advice, in the order of the files', async () => {
    const copy = copyWith('TDA/TDA-01.yaml', (text) => text.replace(/owner: .*/, 'owner: nadie'))
    rmSync(join(copy, 'TDA/TDA-03.test.yaml'))
    const { code, out, err } = await run(['rulebook', 'lint', copy, ...L])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err.match(/(unknown-owner|rule-without-example)$/gm)).toEqual(['unknown-owner', 'rule-without-example'])
  })
  test('lint: as SARIF and JSON on stdout, and still exit 3', async () => {
    const copy = copyWith('TDA/TDA-01.yaml', (text) => text.replace(/owner: .*/, 'owner: nadie'))
    const sarif = await run(['rulebook', 'lint', copy, '--format', 'sarif', ...L])
    expect({ code: sarif.code, err: sarif.err }).toEqual({ code: 3, err: '' })
    expect(sarifErrors(JSON.parse(sarif.out))).toEqual([])
    const json = await run(['rulebook', 'lint', copy, '--format', 'json', ...L])
    expect(JSON.parse(json.out)).toMatchObject({ problems: [{ code: 'unknown-owner', place: { col: 10 } }] })
    const clean = await run(['rulebook', 'lint', 'rules/transparencia', '--format', 'sarif', ...L])
    expect(clean.code).toBe(0)
    expect(sarifErrors(JSON.parse(clean.out))).toEqual([])
    expect(JSON.parse(clean.out)).toMatchObject({ runs: [{ results: [] }] })
  })
  test('lint: an overlay, over its base', async () => {
    const version = (await shipped('aig-tic')).version
    const overlay = (rule: string) => `schema: cumple/overlay@1
id: propio
title: {es: Propio, en: Own}
base: {id: aig-tic, version: ${version}}
off: [{rule: ${rule}, reason: {es: Prueba, en: Test}}]
`
    const folder = folderOf({ 'bueno.yaml': overlay('SEG-06'), 'malo.yaml': overlay('SEG-99') })
    const good = await run(['rulebook', 'lint', join(folder, 'bueno.yaml'), 'rules/transparencia', ...L])
    expect({ code: good.code, lines: good.out.trimEnd().split('\n').length, err: good.err }).toEqual({ code: 0, lines: 2, err: '' })
    const bad = await run(['rulebook', 'lint', join(folder, 'malo.yaml'), 'rules/transparencia', ...L])
    expect(bad).toMatchObject({ code: 3, err: expect.stringMatching(/malo\.yaml:5:14 {2}overlay-unknown\n/) as string })
  })
  test('map: every control of the standard, with the rules that touch it or none', async () => {
    const { code, out } = await run(['rulebook', 'map', 'iso27001', ...L])
    expect(code).toBe(0)
    expect(out.match(/^A\.\d/gm)).toHaveLength(ISO_27001_CONTROLS.length)
    expect(out).toMatch(/A\.5\.9 +[^\n]*\n {8}[^\n]*ACT-0/)
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect((await run(['rulebook', 'map', 'iso9001', ...L])).code).toBe(2)
  })
  test('datasets: listed, and as templates whose headers are the columns', async () => {
    const listed = await run(['rulebook', 'datasets', 'transparencia', ...L])
    expect(listed.out).toMatch(/^datos\/\w+\.csv/m)
    expect(widest(listed.out)).toBeLessThanOrEqual(80)
    expect(listed.out).toMatch(/^item\* [^]*\n\n\* (?:required column|columna obligatoria)\n$/m)
    const cwd = folderOf({})
    expect((await run(['rulebook', 'datasets', '--templates', 'p', ...L], { cwd })).code).toBe(0)
    const hardware = (await shipped('aig-tic')).datasets.find(({ id }) => id === 'hardware')!
    expect(readFileSync(join(cwd, 'p/hardware.csv'), 'utf8').trim().split(',')).toEqual(expect.arrayContaining(hardware.columns.map(({ name }) => name)))
  })
  test('docs: a page per rulebook and language, and one that lists them', async () => {
    const cwd = folderOf({})
    expect((await run(['rulebook', 'docs', 'transparencia', '--out', 'd', ...L], { cwd })).code).toBe(0)
    expect(readdirSync(join(cwd, 'd')).toSorted()).toEqual(['transparencia.en.md', 'transparencia.md'])
    expect((await run(['rulebook', 'docs', '--out', 'd', ...L], { cwd })).code).toBe(0)
    expect(readdirSync(join(cwd, 'd'))).toHaveLength(2 * (RULEBOOK_IDS.length + 1))
    expect(readFileSync(join(cwd, 'd/transparencia.md'), 'utf8')).toMatch(/^### TDA-01 · /m)
  })
  test('diff: what changed, with the texts', async () => {
    const copy = copyWith('TDA/TDA-02.yaml', (text) => text.replace(/severity: \w+/, 'severity: low'))
    const { code, out } = await run(['rulebook', 'diff', 'rules/transparencia', copy, ...L])
    expect(code).toBe(0)
    expect(out).toContain('TDA-02')
    expect(out).toMatch(/severity\n +\S+: \w+\n +\S+: low/)
    expect((await run(['rulebook', 'diff', 'transparencia', 'rules/transparencia', ...L])).out.split('\n')).toHaveLength(2)
  })
})

test('explain finds the rulebook of every rule and of every scope', async () => {
  for (const { id, version, scope, rules } of await Promise.all(RULEBOOK_IDS.map(shipped))) {
    expect((await run(['explain', scope.id])).out).toMatch(new RegExp(`^${scope.id} · ${scope.title.es}\n`))
    for (const rule of [rules[0], rules.at(-1)]) expect((await run(['explain', rule?.id ?? ''])).out.split('\n')[1]).toMatch(new RegExp(` ${id} ${version}$`))
  }
})

test('templates never replace a table that is there', async () => {
  const cwd = folderOf({ 'p/hardware.csv': 'filled in\n' })
  const { code, out } = await run(['rulebook', 'datasets', 'aig-tic', '--templates', 'p'], { cwd })
  expect(code).toBe(0)
  expect(out).toContain('hardware.csv')
  expect(readFileSync(join(cwd, 'p/hardware.csv'), 'utf8')).toBe('filled in\n')
})

test.skipIf(process.platform !== 'linux')('a folder that cannot be made is an error, not a program that never ends', async () => {
  const { code, err } = await run(['rulebook', 'docs', 'transparencia', '--out', '/proc/cumple/x'])
  expect(code).toBe(2)
  expect(err).toContain('/proc/cumple')
})

test('a rule that lies where it is not read, and ids that repeat, are told by lint', async () => {
  const copy = copyWith('TDA/TDA-01.yaml', (text) => text.replace(/criteria:\n( +- \{?id: )([\w-]+)([^]*?)\n( +- \{?id: )([\w-]+)/, 'criteria:\n$1$2$3\n$4$2'))
  mkdirSync(join(copy, 'TDA/sub'))
  cpSync(join(copy, 'TDA/TDA-02.yaml'), join(copy, 'TDA/sub/TDA-22.yaml'))
  cpSync(join(copy, 'TDA/TDA-02.yaml'), join(copy, 'TDA-22.YAML'))
  const { code, err } = await run(['rulebook', 'lint', copy, join(copy, 'nada')])
  expect(code).toBe(3)
  expect(err.match(/(stray-file|duplicate-id|file-missing)$/gm)?.toSorted()).toEqual(['duplicate-id', 'file-missing', 'stray-file', 'stray-file'])
})

test('what cannot be found is said, and nothing is written', async () => {
  const cwd = folderOf({})
  expect((await run(['rulebook', 'docs', 'nada', '--out', 'd'], { cwd })).code).toBe(2)
  expect((await run(['rulebook', 'docs', './nada', '--out', 'd'], { cwd })).code).toBe(3)
  expect((await run(['rulebook', 'lint', './nada'], { cwd })).code).toBe(3)
  expect((await run(['rulebook', 'test', './nada'], { cwd })).code).toBe(3)
  expect(existsSync(join(cwd, 'd'))).toBe(false)
})

describe('an overlay', async () => {
  const act = (await shipped('aig-tic')).rules.find(({ id }) => id === 'ACT-02')!
  const overlay = (version = '1.0.0') => `schema: cumple/overlay@1
id: propio
title: {es: Adaptación de prueba <b>, en: Test overlay <b>}
base: {id: aig-tic, version: ${version}}
off: [{rule: SEG-06, reason: {es: No hay con quién separar, en: Nobody to separate it from}}]
severities: [{rule: ACT-02, was: ${act.severity}, severity: critical, reason: {es: El equipo es crítico, en: The equipment is critical}}]
thresholds: [{rule: ACT-02, check: 0, was: 0.98, at_least: 0.9, reason: {es: Umbral propio, en: Own threshold}}]
`
  test.for(LANGS)('is applied, and every change is in the report: %s', async (lang) => {
    const cwd = folderOf({ 'propio.yaml': overlay() })
    const { code, out, err } = await run(['assess', fixture('ministerio'), ...AT, '--rulebook', './propio.yaml', '--format', 'markdown', '--lang', lang], {
      cwd,
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(lang === 'es' ? 'Adaptación de prueba \\<b\\>' : 'Test overlay \\<b\\>')
    expect(out).toContain(lang === 'es' ? 'No hay con quién separar' : 'Nobody to separate it from')
    expect(out).toMatch(/\| ACT-02 \| [^|]+ \| 0\.98 \| 0\.9 \|/)
    expect(out).not.toMatch(/^### SEG-06/m)
    const short = await run(
      ['assess', fixture('ministerio'), ...AT, '--rulebook', './propio.yaml', '--format', 'markdown', '--level', 'executive', '--lang', lang],
      { cwd },
    )
    expect(short.out).toContain(lang === 'es' ? 'con 3 cambios' : 'with 3 changes')
    expect(out).not.toMatch(UNSAFE)
  })
  const evidence = (entry: string) => `schema: cumple/evidence@1\ninstitution: {id: x, name: X, kind: municipality}\nperiod: 2026\nrulebooks:\n  - ${entry}\n`
  test('may be kept with the evidence, and is one of its files', async () => {
    const root = folderOf({ 'cumple.yaml': evidence('{id: aig-tic, overlay: propio.yaml}'), 'propio.yaml': overlay() })
    const { results, inputs, observations } = await assessFolder(root)
    expect(results[0]!.overlay?.changes).toHaveLength(3)
    expect(inputs.map(({ path }) => path)).toEqual(['cumple.yaml', 'propio.yaml'])
    expect(observations.filter(({ id }) => id === 'file-unread')).toEqual([])
  })
  test.for([
    ['{id: aig-tic, overlay: ../propio.yaml}', 'path-outside'],
    ['{id: aig-tic, overlay: nada.yaml}', 'file-missing'],
    ['{id: transparencia, overlay: propio.yaml}', 'overlay-other'],
  ] as const)('with the evidence, wrongly: %s', async ([entry, code]) => {
    const cwd = folderOf({ 'e/cumple.yaml': evidence(entry), 'e/propio.yaml': overlay(), 'propio.yaml': overlay() })
    const { code: exit, err } = await run(['assess', 'e', '--out', 'o'], { cwd })
    expect(exit).toBe(3)
    expect(err).toMatch(new RegExp(`^cumple\\.yaml:5:\\d+ {2}${code}$`, 'm'))
    expect(existsSync(join(cwd, 'o'))).toBe(false)
  })
  test('of another version is refused with what differs, and nothing is written', async () => {
    const cwd = folderOf({ 'propio.yaml': overlay('0.9.0').replace('was: 0.98', 'was: 0.5') })
    const { code, out, err } = await run(['assess', fixture('ministerio'), ...AT, '--rulebook', './propio.yaml', '--out', 'o'], { cwd })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/propio\.yaml:4:30 {2}overlay-base/)
    expect(err).toMatch(/propio\.yaml:7:\d+ {2}overlay-changed/)
    expect(existsSync(join(cwd, 'o'))).toBe(false)
  })
})

describe('rulebooks by default', () => {
  const of = async (kind: string, facts = '') => {
    const root = folderOf({ 'cumple.yaml': `schema: cumple/evidence@1\ninstitution: {id: x, name: X, kind: ${kind}}\nperiod: 2026\n${facts}` })
    mkdirSync(join(root, 'datos'), { recursive: true })
    return assessFolder(root)
  }
  const STATE = ['aig-tic', 'datos-personales', 'gestion-documental', 'soc-gubernamental', 'transparencia']
  test.for([
    ['central-government', STATE],
    ['municipality', STATE],
    ['state-majority-company', STATE],
    ['communal-board', ['soc-gubernamental', 'transparencia']],
    ['national', ['convenio-budapest', 'convenio-iberoamericano', 'estrategia-ciberseguridad']],
  ] as const)('%s', async ([kind, ids]) => expect((await of(kind)).results.map(({ id }) => id)).toEqual(ids))
  test('a kind that nothing is made for must say by what', async () => {
    const cwd = folderOf({ 'cumple.yaml': 'schema: cumple/evidence@1\ninstitution: {id: x, name: X, kind: private-entity}\nperiod: 2026\n' })
    const { code, out, err } = await run(['assess', '.', '--out', 'o'], { cwd })
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^cumple\.yaml:2:37 {2}no-default-rulebook$/m)
  })
  test.for(['ayer', '2026-02-31'])('a date that is none is refused: %s', async (date) => {
    await expect(of('national', `facts: {deposito_instrumento: ${date}}\n`)).rejects.toThrow('bad-date')
  })
  test.for([
    ['', true],
    ['facts: {deposito_instrumento: 2026-11-01}\n', true],
    ['facts: {deposito_instrumento: 2026-10-22}\n', false],
  ] as const)('the Iberoamerican convention binds thirty days after the deposit: %s', async ([facts, off]) => {
    const { results, observations } = await of('national', facts)
    expect(results.find(({ id }) => id === 'convenio-iberoamericano')!.findings.some(({ obligation }) => obligation === 'must')).toBe(!off)
    expect(observations.some(({ id }) => id === (facts === '' ? 'rulebook-unconfirmed' : 'rulebook-not-yet'))).toBe(off)
  })
})
