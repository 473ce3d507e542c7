// What needs no evidence: explain, rulebook, schema, doctor.
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { messages } from '../../src/i18n/index.ts'
import { ROOT, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT, LANGS, UNSAFE, copyOf, fixture, run, widest } from '../support/run.ts'

const aig = await shipped('aig-tic')
const RULES = [...aig.rules.map(({ id }) => id), aig.scope.id]
const pairs = RULES.flatMap((id) => LANGS.map((lang) => [id, lang] as const))

describe('explain', () => {
  test.for(pairs)('%s in %s', async ([id, lang]) => {
    const { code, out, err } = await run(['explain', id, '--lang', lang])
    const rule = aig.rules.find((one) => one.id === id)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replace(/\n +/, ' ').replace(/\n(?=\S)/, ' ')).toContain(`${id} · ${(rule ?? aig.scope).title[lang]}`)
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect(out).not.toMatch(UNSAFE)
    expect(out).not.toMatch(/undefined|NaN|\[object|\bnull\b/)
    expect(await run(['rulebook', 'show', id, '--lang', lang])).toEqual({ code, out, err })
  })
  test.for(aig.rules.map(({ id }) => id))('%s over evidence prints the credit that the assessment has', async (id) => {
    for (const [name, lang] of [
      ['ministerio', 'es'],
      ['hostil', 'en'],
    ] as const) {
      const { code, out, err } = await run(['explain', id, fixture(name), ...AT, '--lang', lang])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(widest(out)).toBeLessThanOrEqual(80)
      expect(out).not.toMatch(UNSAFE)
      expect(out).not.toMatch(/undefined|NaN|\[object/)
    }
  })
  test('without --as-of it judges today, without --lang in the language of the evidence', async () => {
    expect(await run(['explain', 'ACT-02', 'fixtures/ministerio'])).toEqual(await run(['explicar', 'ACT-02', 'fixtures/ministerio', ...AT, '--lang', 'es']))
    const english = copyOf(fixture('municipio'))
    appendFileSync(join(english, 'evidence.yaml'), 'lang: en\n')
    expect((await run(['explain', 'ACT-02', english])).out).toContain('Complete hardware inventory')
  })
  test('what does not apply says why, and that it would be lifted by nothing is not said', async () => {
    const byFact = (await run(['explain', 'TRA-12', 'fixtures/ministerio', ...AT, '--lang', 'en'])).out
    expect(byFact.replace(/\n +/g, ' ')).toContain(
      'Why it does not apply: Declared fact. Does the institution issue resolutions by electronic means? No (not proven)',
    )
    const byAnswer = (await run(['explain', 'APP-11', 'fixtures/ministerio', ...AT, '--lang', 'en'])).out
    expect(byAnswer.replace(/\n +/g, ' ')).toContain("Why it does not apply: The institution's answer. All code is written by")
    for (const out of [byFact, byAnswer]) expect(out).not.toMatch(/full credit|What would lift it/)
  })
  test('a rule without a finding says why there is none, in the language of the evidence', async () => {
    const english = copyOf(fixture('ministerio'))
    const manifest = join(english, 'cumple.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('lang: es', 'lang: en'))
    const told = async (id: string) => (await run(['explain', id, english, ...AT])).out.replace(/\n(?=\S)/g, ' ')
    expect(await told('DOC-04')).toContain('the text that it rests on is to be confirmed')
    expect(await told('SOO-01')).toContain('not for the capacity in which it is assessed (entity)')
    const { code, err } = await run(['explain', 'MIN-01', english, ...AT])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('The rule MIN-01 is of the rulebook minimos-ciberseguridad-2026') as string })
    expect((await run(['explain', 'MIN-01', english, ...AT, '--rulebook', 'minimos-ciberseguridad-2026'])).code).toBe(0)
  })
  test('its help says what it does without evidence', async () => {
    expect((await run(['explain', '--help', '--lang', 'en'])).out.replace(/\s+/g, ' ')).toContain('without it, the rule by itself is explained')
  })
  test('a rulebook of one’s own', async () => {
    const own = copyOf(join(ROOT, 'rules/aig-tic'))
    expect((await run(['explain', 'SEG-01', '--rulebook', own])).out).toBe((await run(['explain', 'SEG-01'])).out)
  })
  test.for([
    ['explain', 'SEG-01', '--rulebook', 'zzz'],
    ['explain', 'SEG-01', 'fixtures/ministerio', '--rulebook', 'zzz'],
  ])('%s: an unknown rulebook is named as such', async (...[argv]) => {
    const { code, out, err } = await run(argv)
    expect(code).not.toBe(0)
    expect(out).toBe('')
    expect(err).toMatch(/No existe el catálogo «zzz»/)
  })
})

describe('rulebook', () => {
  test.for(LANGS)('list and show: %s', async (lang) => {
    const list = await run(['rulebook', 'list', '--lang', lang])
    expect(list.out.split('\n')[1]).toMatch(new RegExp(`^aig-tic +${aig.version} +${aig.rules.length} `))
    const { out } = await run(['rulebook', 'show', 'aig-tic', '--lang', lang])
    for (const rule of aig.rules) expect(out.replace(/\n {10}/g, ' ')).toContain(`${rule.id.padEnd(7)} ${rule.title[lang]}`)
    expect(out).not.toMatch(UNSAFE)
  })
  test.for(LANGS)('the list fits a terminal of 80 columns: %s', async (lang) =>
    expect(widest((await run(['rulebook', 'list', '--lang', lang])).out)).toBeLessThanOrEqual(80),
  )
  test.for(LANGS)('and so does what show prints: %s', async (lang) =>
    expect(widest((await run(['rulebook', 'show', 'aig-tic', '--lang', lang])).out)).toBeLessThanOrEqual(80),
  )
  test('lint tells one rule and one table in the singular', () => {
    expect(messages('en').cli.rulebook.ok('r', 1, 1)).toBe('r: no errors (1 rule, 1 table).')
    expect(messages('es').cli.rulebook.ok('r', 1, 1)).toBe('r: sin errores (1 requisito, 1 tabla).')
  })
  test('lint of the shipped one', async () => {
    expect(await run(['rulebook', 'lint', 'rules/aig-tic'])).toEqual({
      code: 0,
      err: '',
      out: `rules/aig-tic: sin errores (${aig.rules.length} requisitos, ${aig.datasets.length} tablas).\n`,
    })
  })
  test('lint tells every problem of a broken one, each with its place', async () => {
    const own = copyOf(join(ROOT, 'rules/aig-tic'))
    const edit = (file: string, from: string, to: string) => writeFileSync(join(own, file), readFileSync(join(own, file), 'utf8').replace(from, to))
    edit('ACT/ACT-02.yaml', 'severity: high', 'severty: high')
    edit('SEG/SEG-01.yaml', 'normas-tic-2017', 'normas-tic-2071')
    edit('INC/INC-01.yaml', 'obligation: must', 'obligation: [must')
    edit('GOB/GOB-04.yaml', 'id: GOB-04', 'id: GOB-05')
    rmSync(join(own, 'datasets/poa.yaml'))
    for (const lang of LANGS) {
      const { code, out, err } = await run(['rulebook', 'lint', own, '--lang', lang])
      expect({ code, out }).toEqual({ code: 3, out: '' })
      for (const [file, problem] of [
        ['ACT/ACT-02.yaml', 'unknown-key'],
        ['ACT/ACT-02.yaml', 'missing-key'],
        ['SEG/SEG-01.yaml', 'unknown-instrument'],
        ['INC/INC-01.yaml', 'yaml-syntax'],
        ['GOB/GOB-04.yaml', 'id-not-file'],
        ['GOB/GOB-07.yaml', 'unknown-dataset'],
      ]) {
        expect(err).toMatch(new RegExp(`${file}:\\d+:\\d+ {2}${problem}\n`))
      }
      expect(err).toMatch(/^ {2}\d+ \| .*severty/m)
      expect(err).not.toMatch(/^ +at /m)
    }
  })
  test.for([
    ['empty', {}],
    ['no rule', { 'rulebook.yaml': readFileSync(join(ROOT, 'rules/aig-tic/rulebook.yaml')) }],
  ] as const)('lint of a folder with nothing is not green: %s', async ([, files]) => {
    const { code, out } = await run(['rulebook', 'lint', folderOf(files)])
    expect({ code, out }).toEqual({ code: 3, out: '' })
  })
})

describe('schema', () => {
  test('the language of its descriptions is the one asked for, in a new folder too', async () => {
    expect((await run(['schema', '--lang', 'en'])).out).toContain('"Official name of the institution"')
    expect((await run(['schema'])).out).toContain('"Nombre oficial de la institución"')
    const cwd = folderOf({})
    await run(['init', 'muni', '--kind', 'municipality', '--name', 'Muni', '--lang', 'en'], { cwd })
    expect(readFileSync(join(cwd, 'muni/schemas/evidence.schema.json'), 'utf8')).toBe((await run(['schema', 'evidence', '--lang', 'en'])).out)
  })
  const published = readdirSync(join(ROOT, 'schemas')).map((name) => name.replace('.schema.json', ''))
  test('every one is published', async () => {
    const { err } = await run(['schema', 'zzz'])
    expect(/Esquemas: (.*)\./.exec(err)?.[1]?.split(', ')).toEqual(published.toSorted())
  })
  test.for(published)('%s is the published one', async (name) => {
    const { code, out } = await run(['schema', name])
    expect(code).toBe(0)
    expect(out).toBe(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8'))
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: `cumple ${name}` })
  })
  test('without a name: what an institution hands in', async () => expect(await run(['schema'])).toEqual(await run(['schema', 'evidence'])))
})

describe('doctor', () => {
  test('says where it looked for a browser and fails when there is none', async () => {
    const { code, out } = await run(['doctor', '--browser', '/nowhere/chrome'], { env: { HOME: folderOf({}) } })
    expect(code).toBe(1)
    expect(out).toMatch(/^falta +Navegador +ninguno; el PDF no se puede hacer \(se buscó: flag=\/nowhere\/chrome\)$/m)
  })
  test('fails when its own folder cannot be made', async () => {
    const home = folderOf({ '.cache': 'a file' })
    const { code, out } = await run(['doctor', '--lang', 'en'], { env: { HOME: home } })
    expect(code).toBe(1)
    expect(out).toContain('ENOTDIR')
    // Nor is a browser said to be missing that could not be unpacked there.
    expect(out).not.toMatch(/looked for: .*ENOTDIR/)
  })
})
