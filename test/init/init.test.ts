// `cumple init`: what it writes is evidence, what it cannot write leaves no trace, and nothing that is there is touched.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFiles, inTheWay } from '../../src/evidence/create.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { WriteError } from '../../src/evidence/write.ts'
import { messages } from '../../src/i18n/index.ts'
import { EXIT } from '../../src/cli/io.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { KINDS } from '../support/init.ts'
import { LANGS, UNSAFE, contents, run, widest } from '../support/run.ts'
import { hasTmux, terminal } from '../support/tmux.ts'

const NAMED = ['--kind', 'municipality', '--name', 'Municipio de Ejemplo'] as const
const hasCheck = buildProgram({ io: { version: '0' } as never, lang: 'es', color: false }, () => undefined).program.commands.some(
  (command) => command.name() === 'check',
)

describe.each(KINDS)('%s', (kind, rulebooks) => {
  test('init, then assess; then a check that fails and says why', async () => {
    const folder = join(folderOf({}), 'nueva')
    const flags = ['--kind', kind, '--name', 'Institución de Ejemplo', ...rulebooks.flatMap((id) => ['--rulebook', id])]
    const made = await run(['init', folder, ...flags])
    expect({ code: made.code, err: made.err }).toEqual({ code: EXIT.ok, err: '' })
    expect(made.out).toContain('LEEME.md')
    expect(await run(['assess', folder])).toMatchObject({ code: EXIT.ok, err: '' })
    if (hasCheck) expect((await run(['check', folder])).code).toBe(EXIT.failed)
  })
})

test.runIf(hasCheck)('a fresh check says what to do first, on lines that are there', async () => {
  const folder = folderOf({})
  await run(['init', folder, ...NAMED])
  const { out } = await run(['check', folder])
  expect(out).toContain('INC-01')
})

test.for(LANGS)('the commands that it says come next run as they are, with a file and a name in their places: %s', async (lang) => {
  const root = folderOf({ 'nota.pdf': 'x' })
  const { out } = await run(['init', 'nueva', ...NAMED, '--lang', lang], { cwd: root })
  const printed = out.replaceAll(/\s+/g, ' ')
  const status = /cumple (eviden\S+ (?:estado|status) nueva)/.exec(printed)?.[1] ?? ''
  const [, name = '', kind = ''] =
    /--slot (politica-seguridad) --kind (\w+)/.exec((await run(status.split(' '), { cwd: root })).out.replaceAll(/\s+/g, ' ')) ?? []
  const add = /cumple (eviden\S+ (?:agregar|add) .* --into nueva)/.exec(printed)?.[1] ?? ''
  const typed = add
    .replace(/ARCHIVO|FILE/, 'nota.pdf')
    .replace(/NOMBRE|NAME/, name)
    .replace(/CLASE|KIND/, kind)
  expect(await run(typed.split(' '), { cwd: root })).toMatchObject({ code: EXIT.ok })
})

test.for(LANGS)('it says what was made and what comes next, in 80 columns: %s', async (lang) => {
  const folder = folderOf({})
  const { out } = await run(['init', '.', ...NAMED, '--lang', lang], { cwd: folder })
  expect(widest(out)).toBeLessThanOrEqual(80)
  expect(out).toContain(messages(lang).init.readme.file)
  expect(openEvidence(folder).manifest).toMatchObject({ lang, period: 2026, institution: { id: 'me', kind: 'municipality', name: 'Municipio de Ejemplo' } })
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('everything that flags say', async () => {
  const folder = folderOf({})
  const flags = ['--id', 'mupa', '--staff', '850', '--period', '2027', '--ci', 'github', '--ci', 'gitlab', '--ci', 'azure', '--ci', 'jenkins', '--ci', 'github']
  const { code } = await run(['iniciar', folder, ...NAMED, ...flags])
  expect(code).toBe(EXIT.ok)
  expect(openEvidence(folder).manifest).toMatchObject({ period: 2027, institution: { id: 'mupa', staff: 850 } })
  for (const path of ['.github/workflows/cumple.yml', '.gitlab-ci.yml', '.azuredevops/cumple.yml', 'Jenkinsfile'])
    expect(readFileSync(join(folder, path), 'utf8')).toContain('npx --yes cumple@0.0.0 check .')
  const { out } = await run(['assess', folder, '--format', 'json'])
  expect((JSON.parse(out) as { observations: { id: string }[] }).observations.filter(({ id }) => id === 'file-unread')).toEqual([])
})

const WRONG: readonly (readonly [argv: readonly string[], es: string, en: string])[] = [
  [[], 'Falta --kind y --name', '--kind and --name missing'],
  [['--name', 'X'], 'Falta --kind, y aquí no hay una terminal', '--kind missing'],
  [['--kind', 'municipality'], 'cumple iniciar nueva --kind municipality --name', 'cumple init nueva --kind municipality'],
  [['--kind', 'municipio', '--name', 'X'], '«municipio» no sirve para --kind. Valores: central-government', '"municipio"'],
  [['--kind', 'private-entity', '--name', 'X'], 'Elija con --rulebook ID, que puede repetirse: aig-tic', 'Choose with --rulebook ID'],
  [['--kind', 'municipality', '--name', 'X', '--rulebook', 'aig-tik'], '¿Quiso decir «aig-tic»?', 'Did you mean "aig-tic"?'],
  [['--kind', 'municipality', '--name', 'X', '--rulebook', 'estrategia-ciberseguridad'], 'Ningún requisito de estrategia-ciberseguridad aplica', 'applies'],
  [['--kind', 'municipality', '--name', '  '], 'El nombre debe tener entre 1 y 300', 'between 1 and 300'],
  [['--kind', 'municipality', '--name', 'x'.repeat(301)], 'El nombre debe tener entre 1 y 300', 'between 1 and 300'],
  [['--kind', 'municipality', '--name', 'X', '--id', 'Ñ 1'], '«Ñ 1» no sirve como --id', '"Ñ 1"'],
  [['--kind', 'municipality', '--name', 'X', '--staff', '1.5'], '«1.5» no es un número', '"1.5"'],
  [['--kind', 'municipality', '--name', 'X', '--period', '26'], '«26» no es un año', '"26"'],
  [['--kind', 'municipality', '--name', 'X', '--ci', 'travis'], '«travis» no sirve para --ci. Valores: github, gitlab, azure, jenkins', '"travis"'],
]
test.for(WRONG)('refused, with nothing written: %j', async ([argv, es, en]) => {
  for (const [lang, words] of [
    ['es', es],
    ['en', en],
  ] as const) {
    const cwd = folderOf({})
    const { code, out, err } = await run(['init', 'nueva', ...argv, '--lang', lang], { cwd })
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
    expect(err).toContain(words)
    expect(readdirSync(cwd)).toEqual([])
  }
})

test('a name without Latin letters still gets an id', async () => {
  const folder = folderOf({})
  expect((await run(['init', folder, '--kind', 'municipality', '--name', '日本 — 123'])).code).toBe(EXIT.ok)
  expect(openEvidence(folder).manifest.institution).toMatchObject({ name: '日本 — 123', id: expect.stringMatching(/^[a-z]/) as string })
})

describe('nothing that is there is touched', () => {
  test('all files in the way are named, and nothing is written', async () => {
    const there = { 'documents.yaml': 'mine', 'answers/ACT.yaml': 'mine', '.gitignore': 'mine', 'LEEME.md': 'mine', 'otro.txt': 'mine' }
    const folder = folderOf(there)
    const before = contents(folder)
    const { code, out, err } = await run(['init', folder, ...NAMED])
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
    expect(err).toContain('no se sobrescribe nada: answers/ACT.yaml, documents.yaml.')
    expect(contents(folder)).toEqual(before)
    expect(readdirSync(folder).toSorted()).toEqual(['.gitignore', 'LEEME.md', 'answers', 'documents.yaml', 'otro.txt'])
  })
  test('what a forge puts into a new repository stays, and the lines it lacks are told', async () => {
    const there = { 'LEEME.md': 'mine', '.gitignore': 'mine', '.gitattributes': 'mine' }
    const folder = folderOf(there)
    const { code, err } = await run(['init', folder, ...NAMED])
    expect(code).toBe(EXIT.ok)
    expect(contents(folder)).toMatchObject(there)
    expect(err.replaceAll(/\s+/g, ' ')).toContain(
      'LEEME.md ya existía y quedó como estaba. .gitignore ya existía y quedó como estaba. Conviene añadirle estas líneas: .cumple/, /check.md',
    )
    expect(openEvidence(folder).manifest.institution.kind).toBe('municipality')
  })
  test('a link in the place of such a file is in the way', async () => {
    const folder = folderOf({})
    symlinkSync('/dev/null', join(folder, '.gitignore'))
    expect((await run(['init', folder, ...NAMED])).err).toContain('no se sobrescribe nada: .gitignore.')
  })
  test.for(['cumple.yaml', 'evidence.yaml'])('not even asked where there is a %s', async (name) => {
    const folder = folderOf({ [name]: 'x' })
    const { code, err } = await run(['init', folder])
    expect(code).toBe(EXIT.usage)
    expect(err).toContain(name)
  })
  test('a second run refuses all that the first wrote', async () => {
    const folder = folderOf({})
    await run(['init', folder, ...NAMED])
    const before = contents(folder)
    expect((await run(['init', folder, ...NAMED])).code).toBe(EXIT.usage)
    expect(contents(folder)).toEqual(before)
  })
  test('links are not followed, files in place of folders are named', async () => {
    const outside = folderOf({})
    const folder = folderOf({ schemas: 'a file' })
    symlinkSync(outside, join(folder, 'answers'))
    symlinkSync(join(outside, 'nowhere'), join(folder, 'documents.yaml'))
    const { code, err } = await run(['init', folder, ...NAMED])
    expect(code).toBe(EXIT.usage)
    expect(err).toContain('answers, documents.yaml, schemas.')
    expect(readdirSync(outside)).toEqual([])
  })
  test('a file is no folder', async () => {
    const folder = folderOf({ x: '1' })
    const { code, err } = await run(['init', join(folder, 'x'), ...NAMED])
    expect(code).toBe(EXIT.usage)
    expect(err).toContain('no es una carpeta')
  })
})

describe('all or nothing', () => {
  const writer = { pid: process.pid, nonce: 'n' }
  test('a folder that cannot be made', async () => {
    const folder = folderOf({ x: '1' })
    const { code, err } = await run(['init', join(folder, 'x', 'nueva'), ...NAMED])
    expect(code).toBe(EXIT.usage)
    expect(err).toMatch(/hay un archivo donde debería haber una carpeta/)
    expect(contents(folder)).toEqual({ x: '1' })
  })
  test('what fails in the middle takes back what went before', () => {
    const folder = folderOf({ mine: '1' })
    const long = `${'x'.repeat(300)}/y`
    expect(() => createFiles(folder, { 'a/b/c': '1', d: '2', [long]: '3' }, writer)).toThrow(WriteError)
    expect(readdirSync(folder, { recursive: true })).toEqual(['mine'])
  })
  test('what appears in the meantime stays, and nothing else does', () => {
    const folder = folderOf({ taken: 'theirs' })
    expect(() => createFiles(folder, { 'a/b': '1', taken: 'ours', z: '3' }, writer)).toThrow(WriteError)
    expect(contents(folder)).toEqual({ taken: 'theirs' })
    expect(readdirSync(folder)).toEqual(['taken'])
  })
  test('in the way: the file, or the folder that is none', () => {
    const folder = folderOf({ 'a/b': '1', c: '2' })
    mkdirSync(join(folder, 'd'))
    expect(inTheWay(folder, ['a/b', 'a/x', 'c/y/z', 'd', 'e/f'])).toEqual(['a/b', 'c', 'd'])
  })
})

test('a folder whose name is hostile is shown harmlessly, and can be typed again', async () => {
  const cwd = folderOf({})
  const dir = "ca\u001b[31mrpeta \u202e y 'comillas'"
  const { code, out } = await run(['init', dir, ...NAMED], { cwd })
  expect(code).toBe(EXIT.ok)
  expect(out.replaceAll('\n', '')).not.toMatch(UNSAFE)
  expect(existsSync(join(cwd, dir, 'cumple.yaml'))).toBe(true)
  expect((await run(['assess', dir], { cwd })).code).toBe(EXIT.ok)
})

test('a CI file below the root of a git repository says that it must move', async () => {
  const repository = folderOf({ '.git/HEAD': 'ref: refs/heads/main\n' })
  const { err } = await run(['init', 'evidencia', ...NAMED, '--ci', 'github'], { cwd: repository })
  expect(err).toContain('debe estar en la raíz del repositorio')
  rmSync(join(repository, 'evidencia'), { recursive: true })
  expect((await run(['init', '.', ...NAMED, '--ci', 'github'], { cwd: repository })).err).toBe('')
})

describe('in a terminal', () => {
  /** A terminal in the folder, running the sources as they are: the built program may be older. */
  const start = (folder: string, ...flags: readonly string[]) => {
    const script = join(folderOf({}), 'start.mts')
    writeFileSync(script, `import { start } from ${JSON.stringify(join(ROOT, 'src/cli/main.ts'))}\nawait start()\n`)
    const screen = terminal(folder)
    screen.text(`env -u CI ${process.execPath} ${script} init nueva ${flags.join(' ')}; echo "RC=$?"`)
    screen.keys('Enter')
    return screen
  }

  test.skipIf(!hasTmux()).for(LANGS)('asks for what the flags leave open: %s', { timeout: 90_000 }, async (lang) => {
    const folder = folderOf({})
    const screen = start(folder, '--lang', lang)
    const { profile, papers } = messages(lang).interview
    await screen.until(new RegExp(profile.name))
    screen.keys('Enter')
    await screen.until(new RegExp(papers.required.slice(0, 20)))
    screen.text('Junta Comunal de Ejemplo')
    screen.keys('Enter')
    await screen.until(new RegExp(profile.kind))
    screen.text(lang === 'es' ? 'junta' : 'commu')
    await screen.settled()
    screen.keys('Enter')
    await screen.until(/jce/)
    screen.keys('Enter')
    await screen.until(new RegExp(profile.period))
    await screen.settled()
    screen.keys('Enter')
    await screen.until(new RegExp(profile.staff.slice(0, 12)))
    screen.text('12')
    screen.keys('Enter')
    expect(await screen.until(/RC=\d/)).toContain('RC=0')
    const { manifest } = openEvidence(join(folder, 'nueva'))
    expect(manifest).toMatchObject({ lang, institution: { id: 'jce', name: 'Junta Comunal de Ejemplo', kind: 'communal-board', staff: 12 } })
    expect(screen.cursor()).toBe(true)
  })

  test.skipIf(!hasTmux())('a kind without a rulebook of its own chooses; left with Ctrl-C, nothing is written', { timeout: 60_000 }, async () => {
    const folder = folderOf({})
    const screen = start(folder, '--name', 'X')
    await screen.until(/Tipo de institución/)
    screen.text('entidad priv')
    await screen.settled()
    screen.keys('Enter')
    await screen.until(/Ningún catálogo alcanza/)
    screen.keys('C-c')
    expect(await screen.until(/RC=\d/)).toContain('RC=130')
    expect(readdirSync(folder)).toEqual([])
    expect(screen.cursor()).toBe(true)
  })
})

test('it says how many questions answer how many requirements', async () => {
  const of = async (lang: string) =>
    (await run(['init', join(folderOf({}), 'm'), '--kind', 'municipality', '--name', 'Municipio', '--lang', lang])).out.replace(/\s+/g, ' ')
  expect(await of('es')).toContain('Le corresponden 115 preguntas para 121 requisitos en 12 temas')
  expect(await of('en')).toContain('115 questions for 121 requirements in 12 topics')
})
