// Where reports go, what is never overwritten, and that a saved assessment renders to the same bytes.
import { existsSync, linkSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/io.ts'
import { folderOf } from '../support/folder.ts'
import { AT, FIXTURES, LANGS, contents, copyOf, fixture, run } from '../support/run.ts'

const M = fixture('municipio')
const ALL = ['json', 'markdown', 'html', 'findings-csv', 'plan-csv'] as const
const FILES = { json: 'assessment.json', markdown: 'informe.md', html: 'informe.html', 'findings-csv': 'hallazgos.csv', 'plan-csv': 'plan.csv' } as const
const formats = (names: readonly string[]) => names.flatMap((name) => ['--format', name])
/** No browser can be found, so that the default formats do without one. */
const NO_BROWSER = ['--browser', '/nowhere/chrome'] as const

test.for<readonly string[]>([
  ['assess', M, '--out', 'file'],
  ['assess', M, '--format', 'json=file/x.json'],
  ['assess', M, '--format', 'json=file/x/y.json'],
  ['check', M, '--format', 'json=file/x.json'],
  ['diff', 'saved.json', 'saved.json', '--out', 'file'],
  ['report', 'saved.json', '--format', 'html=file/x.html'],
  ['baseline', 'write', M, '--out', 'file/b.json'],
  ['questionnaire', 'export', M, '--out', 'file/x.csv'],
  ['questionnaire', 'export', M, '--format', 'csv', '--split', '--out', 'file'],
  ['rulebook', 'docs', 'aig-tic', '--out', 'file'],
  ['rulebook', 'datasets', 'aig-tic', '--templates', 'file'],
  ['batch', M, '--rulebook', 'aig-tic', '--out', 'file'],
  ['batch', M, '--rulebook', 'aig-tic', '--out', 'file/x'],
  ['init', 'file/x', '--kind', 'municipality', '--name', 'M'],
  ['interview', 'file/x', '--answers', M],
])('a path that runs through a file is told, not an internal error: %j', async (argv) => {
  const cwd = folderOf({ file: 'x' })
  if (argv.includes('saved.json')) await run(['assess', M, ...AT, '--quiet', '--format', 'json=saved.json'], { cwd })
  const { code, err } = await run([...argv, ...(['assess', 'check', 'baseline', 'batch'].includes(argv[0] ?? '') ? AT : [])], { cwd })
  expect(code).toBe(EXIT.usage)
  expect(err).toContain('hay un archivo donde debería haber una carpeta')
  expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('x')
})

describe('where it goes', () => {
  test('nothing asked for: the summary on stdout', async () => {
    const { code, out, err } = await run(['assess', M, ...AT])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Municipio de Villa Ejemplo/)
    expect(await run(['assess', M, ...AT, '--format', 'terminal'])).toEqual({ code, out, err })
    expect(await run(['assess', M, ...AT, '--quiet'])).toEqual({ code, out: '', err })
  })
  test('one format without a path: stdout and nothing else', async () => {
    for (const name of ALL) {
      const cwd = folderOf({})
      const { code, out, err } = await run(['assess', M, ...AT, '--format', name], { cwd })
      const { out: talk } = await run(['assess', M, ...AT, '--format', `${name}=x`], { cwd })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(readFileSync(join(cwd, 'x'), 'utf8')).toBe(out)
      expect(talk).toMatch(/^Municipio de Villa Ejemplo[^]*\n {2}x\n$/)
    }
  })
  test('a folder: fixed names in either language, made where it is missing, listed in the summary', async () => {
    for (const lang of LANGS) {
      const cwd = folderOf({})
      const { code, out } = await run(['assess', M, ...AT, ...formats(ALL), '--out', 'a/b', '--lang', lang], { cwd })
      expect(code).toBe(0)
      expect(Object.keys(contents(cwd))).toEqual(
        Object.values(FILES)
          .map((name) => `a/b/${name}`)
          .toSorted(),
      )
      expect(
        out
          .trimEnd()
          .split('\n')
          .slice(-5)
          .map((line) => line.trim()),
      ).toEqual(
        Object.values(FILES)
          .map((name) => `a/b/${name}`)
          .toSorted(),
      )
    }
  })
  test('one document on stdout, others in files', async () => {
    const cwd = folderOf({})
    const alone = await run(['assess', M, ...AT, '--format', 'json'], { cwd })
    expect(await run(['assess', M, ...AT, '--format', 'json', '--format', 'markdown=m.md'], { cwd })).toEqual(alone)
    expect(Object.keys(contents(cwd))).toEqual(['m.md'])
  })
  test('several formats with commas are those one by one; a path keeps its commas', async () => {
    const [together, apart] = [folderOf({}), folderOf({})]
    expect(
      await run(['assess', M, ...AT, '--quiet', '--format', ALL.join(','), '--format', `html=${join(together, 'a,b.html')}`, '--out', together]),
    ).toMatchObject({ code: 0, err: '' })
    expect(await run(['assess', M, ...AT, '--quiet', ...formats(ALL), '--format', `html=${join(apart, 'a,b.html')}`, '--out', apart])).toMatchObject({
      code: 0,
    })
    expect(contents(together)).toEqual(contents(apart))
    expect(existsSync(join(together, 'a,b.html'))).toBe(true)
    expect(await run(['assess', M, ...AT, '--format', 'json,', '--out', together])).toMatchObject({
      code: 2,
      err: expect.stringContaining('No existe el formato «»') as string,
    })
    const both = folderOf({})
    expect((await run(['check', M, ...AT, '--quiet', '--format', 'sarif=a,b.sarif,junit=c.xml'], { cwd: both })).code).toBe(1)
    expect(Object.keys(contents(both))).toEqual(['a,b.sarif', 'c.xml'])
    const { code, out } = await run(['check', M, ...AT, '--format', 'terminal,github'])
    expect([code, out.length > 0]).toEqual([1, true])
  })
  test('without a browser the PDF costs only itself: the others are written, it is said, 2', async () => {
    const cwd = folderOf({})
    const { code, err } = await run(['assess', M, ...AT, '--out', 'o', ...NO_BROWSER], { cwd })
    expect(code).toBe(EXIT.usage)
    expect(Object.keys(contents(cwd))).toEqual(['o/assessment.json', 'o/informe.html', 'o/informe.md'])
    expect(err).toContain('No se encontró un navegador para hacer el PDF (se buscó: flag=/nowhere/chrome). Tres salidas: instale Chrome, Chromium o Edge')
    expect(err).toContain('El PDF no se escribió; los demás archivos sí.')
  })
  test('the summary written to a file has no colours, whoever looks', async () => {
    const cwd = folderOf({})
    await run(['assess', M, ...AT, '--format', 'terminal=x.txt', '--quiet'], { cwd, isTerminal: true })
    expect(readFileSync(join(cwd, 'x.txt'), 'utf8')).not.toContain('\u001B')
  })
})

describe('what was there before', () => {
  test('a folder with older files: its own are replaced, the rest stays', async () => {
    const cwd = folderOf({ 'o/informe.md': 'old', 'o/assessment.json': 'old', 'o/notas.txt': 'mine', 'o/informe.pdf': 'older', 'o/.informe.md.tmp': 'mine' })
    expect((await run(['assess', M, ...AT, ...formats(['json', 'markdown', 'html']), '--out', 'o'], { cwd })).code).toBe(0)
    const after = contents(join(cwd, 'o'))
    expect(Object.keys(after)).toEqual(['.informe.md.tmp', 'assessment.json', 'informe.html', 'informe.md', 'informe.pdf', 'notas.txt'])
    expect(after).toMatchObject({ 'notas.txt': 'mine', 'informe.pdf': 'older', '.informe.md.tmp': 'mine' })
    expect([after['informe.md'], after['assessment.json']]).not.toContain('old')
  })
  test('all or nothing: where one target cannot be written, none is', async () => {
    const cwd = folderOf({ 'o/assessment.json': 'old', 'o/informe.md/x': '' })
    const { code, err } = await run(['assess', M, ...AT, ...formats(['json', 'markdown']), '--out', 'o'], { cwd })
    expect(code).toBe(EXIT.usage)
    expect(err).toMatch(/^cumple: No se pudo escribir .*informe\.md \(\w+\)\. Revise permisos y espacio en disco\.\n$/)
    expect(contents(cwd)).toEqual({ 'o/assessment.json': 'old', 'o/informe.md/x': '' })
  })
  test('a folder that cannot be made', async () => {
    const cwd = folderOf({ o: 'a file' })
    const { code, err } = await run(['assess', M, ...AT, '--format', 'json', '--out', 'o/p'], { cwd })
    expect(code).toBe(EXIT.usage)
    expect(err).toMatch(/^cumple: No se puede escribir .*o\/p: en esa ruta hay un archivo/)
    expect(contents(cwd)).toEqual({ o: 'a file' })
  })
  test.for(['a file', 'nothing'])('a link to %s is not written through', async (to) => {
    const cwd = folderOf({ 'precious.txt': 'precious', 'o/assessment.json': 'old' })
    symlinkSync(join(cwd, to === 'nothing' ? 'absent' : 'precious.txt'), join(cwd, 'o/informe.md'))
    const before = contents(cwd)
    const { code, out, err } = await run(['assess', M, ...AT, ...formats(['json', 'markdown']), '--out', 'o'], { cwd })
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
    expect(err).toMatch(/informe\.md es un enlace; no se escribe a través de enlaces\.\n$/)
    expect(contents(cwd)).toEqual(before)
    expect(lstatSync(join(cwd, 'o/informe.md')).isSymbolicLink()).toBe(true)
    expect(existsSync(join(cwd, 'absent'))).toBe(false)
  })
  test('a hard link elsewhere keeps what it holds', async () => {
    const cwd = folderOf({ 'precious.txt': 'precious' })
    linkSync(join(cwd, 'precious.txt'), join(cwd, 'x.json'))
    expect((await run(['assess', M, ...AT, '--format', 'json=x.json'], { cwd })).code).toBe(0)
    expect(readFileSync(join(cwd, 'precious.txt'), 'utf8')).toBe('precious')
  })
})

describe('what was read is never written', () => {
  const places: readonly (readonly [name: string, path: string])[] = [
    ['the manifest', 'cumple.yaml'],
    ['answers', 'answers/SEG.yaml'],
    ['a table', 'datos/hardware.csv'],
    ['a document', 'documentos/poa-2025.pdf'],
    ['through ..', 'datos/../documents.yaml'],
    ['through a linked folder', '../link/waivers.yaml'],
    ['a file that no rule asks for', 'documentos/borrador-politica-v3.pdf'],
    ['the history of answers', 'answers/history.jsonl'],
    ['the lock of whoever is answering', '.cumple/lock'],
    ['something new beside that lock', '.cumple/previous/cumple.yaml'],
  ]
  test.for(places)('%s', async ([, path]) => {
    const root = copyOf(fixture('ministerio'))
    symlinkSync(root, join(root, '..', 'link'))
    writeFileSync(join(root, 'answers/history.jsonl'), '{"rule": "SEG-01"}\n')
    mkdirSync(join(root, '.cumple/previous'), { recursive: true })
    writeFileSync(join(root, '.cumple/lock'), '{}')
    const before = contents(root)
    const { code, out, err } = await run(['assess', root, ...AT, '--format', `json=${root}/${path}`])
    expect({ code, out, same: JSON.stringify(contents(root)) === JSON.stringify(before) }).toEqual({ code: EXIT.usage, out: '', same: true })
    expect(err).toContain('es parte de la evidencia; no se escribe sobre ella')
  })
  test('evidence in one file, named or found, and what lies beside it', async () => {
    for (const [evidence, target] of [
      ['', 'evidence.yaml'],
      ['/evidence.yaml', 'evidence.yaml'],
      ['/evidence.yaml', 'datos/hardware.csv'],
      ['', 'documentos/acuerdo-07-2026.pdf'],
    ]) {
      const root = copyOf(M)
      const before = contents(root)
      const { code } = await run(['assess', `${root}${evidence}`, ...AT, '--format', `json=${root}/${target}`])
      expect({ target, code, same: JSON.stringify(contents(root)) === JSON.stringify(before) }).toEqual({ target, code: EXIT.usage, same: true })
    }
  })
  test('a report may still go into a folder of its own inside the evidence', async () => {
    const root = copyOf(M)
    const reports = () => run(['assess', root, ...AT, ...formats(ALL), '--out', join(root, 'informes')])
    expect((await reports()).code).toBe(0)
    const first = contents(join(root, 'informes'))
    expect((await reports()).code).toBe(0)
    expect(contents(join(root, 'informes')), 'which changes nothing the next time').toEqual(first)
  })
  test('the auditor’s file', async () => {
    const cwd = folderOf({ 'audit.yaml': 'schema: cumple/audit@1\nauditor: A\ndate: 2026-11-20\ninstitution: mae\nverdicts: {}\n' })
    const before = contents(cwd)
    const { code } = await run(['assess', fixture('ministerio'), ...AT, '--audit', 'audit.yaml', '--format', 'json=audit.yaml'], { cwd })
    expect({ code, files: contents(cwd) }).toEqual({ code: EXIT.usage, files: before })
  })
  test('the earlier assessment', async () => {
    const cwd = folderOf({})
    await run(['assess', M, '--as-of', '2026-10-01', '--format', 'json=a.json'], { cwd })
    const before = contents(cwd)
    const { code } = await run(['assess', M, ...AT, '--previous', 'a.json', '--format', 'json=a.json'], { cwd })
    expect(code).toBe(EXIT.usage)
    expect(contents(cwd)).toEqual(before)
  })
  test('the assessment that is rendered, also under another name', async () => {
    const cwd = folderOf({})
    await run(['assess', M, ...AT, '--format', 'json=a.json'], { cwd })
    mkdirSync(join(cwd, 'sub'))
    const before = contents(cwd)
    for (const target of ['a.json', './sub/../a.json', `${cwd}/a.json`])
      expect((await run(['report', 'a.json', '--format', `markdown=${target}`], { cwd })).code).toBe(EXIT.usage)
    expect(contents(cwd)).toEqual(before)
  })
})

describe('a saved assessment renders to the bytes of the direct run', () => {
  test.for(FIXTURES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))('%s in %s', async ([name, lang]) => {
    const cwd = folderOf({})
    const direct = await run(['assess', fixture(name), ...AT, '--lang', lang, '--out', 'direct', ...formats(ALL)], { cwd })
    const again = await run(['report', 'direct/assessment.json', '--out', 'again', ...formats(ALL)], { cwd })
    expect([direct.code, again.code]).toEqual([0, 0])
    expect(contents(join(cwd, 'again'))).toEqual(contents(join(cwd, 'direct')))
    const summary = await run(['assess', fixture(name), ...AT, '--lang', lang])
    expect(await run(['report', 'direct/assessment.json'], { cwd })).toEqual(summary)
  })
  test.for(FIXTURES)('%s: assessed in one language, rendered in the other', async (name) => {
    const cwd = folderOf({})
    for (const lang of LANGS) await run(['assess', fixture(name), ...AT, '--lang', lang, '--out', lang, ...formats(ALL)], { cwd })
    await run(['report', 'es/assessment.json', '--lang', 'en', '--out', 'crossed', ...formats(ALL)], { cwd })
    const [direct, crossed] = [contents(join(cwd, 'en')), contents(join(cwd, 'crossed'))]
    // The language is part of the assessment and so of its digest, which the cover prints.
    const plain = (text = '') =>
      text
        .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
        .replace(/"lang": "\w+"/, '')
        .replace(/sha256-[\w+/=]+/g, '')
    for (const file of Object.values(FILES)) expect(plain(crossed[file])).toBe(plain(direct[file]))
  })
  test('levels and paper reach the report', async () => {
    const cwd = folderOf({})
    await run(['assess', fixture('ministerio'), ...AT, '--format', 'json=a.json'], { cwd })
    const sizes = await Promise.all(
      ['executive', 'manager', 'full'].map(async (level) => (await run(['report', 'a.json', '--format', 'html', '--level', level], { cwd })).out.length),
    )
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(new Set(sizes).size).toBe(3)
    expect((await run(['report', 'a.json', '--format', 'html', '--paper', 'a4'], { cwd })).out).toContain('@page{size:a4}')
  })
  test('--publishable holds nothing sensitive', async () => {
    const { out } = await run(['assess', fixture('ministerio'), ...AT, '--format', 'html', '--publishable'])
    expect(out).toContain('Ejemplar para publicar')
  })
})
