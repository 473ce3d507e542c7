// `cumple evidence`: documents registered without a comment lost, digests that changed never accepted by themselves, every missing piece with its place.
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/io.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { folderOf, sha256 } from '../support/folder.ts'
import { filesOf } from '../support/init.ts'
import { AT, UNSAFE, contents, copyOf, fixture, run, widest } from '../support/run.ts'

/** A fresh repository with a comment of a person's own in the register. */
async function fresh(kind: 'municipality' | 'communal-board' = 'municipality') {
  const { files } = await filesOf({ kind })
  return folderOf({ ...files, 'documents.yaml': `${files['documents.yaml']!}\n# mío: no tocar\n` })
}
const register = (folder: string) => readFileSync(join(folder, 'documents.yaml'), 'utf8')
const PAPER = 'acta de inventario\n'
const ACTA = ['--slot', 'acta-inventario', '--issued', '2026-03-02', '--signed-by', 'Persona Ejemplo 1'] as const

describe('add', () => {
  test('copies, hashes, registers, says what it proves; comments stay', async () => {
    const folder = await fresh()
    const before = register(folder)
    const outside = folderOf({ 'Acta Nº 1 (final).PDF': PAPER })
    const { code, out, err } = await run(['evidence', 'add', join(outside, 'Acta Nº 1 (final).PDF'), '--into', folder, ...ACTA, '--number', 'Acta 01-2026'])
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' })
    expect(out).toContain('acta-inventario: copiado y registrado')
    expect(out).toContain('vigente hasta el 2 de marzo de 2027')
    expect(out).toMatch(/Sirve para ACT-01/)
    expect(widest(out)).toBeLessThanOrEqual(80)
    const { documents } = openEvidence(folder)
    const { path } = documents['acta-inventario']!
    expect(documents).toEqual({
      'acta-inventario': {
        kind: 'minutes',
        title: 'Acta de levantamiento o conciliación del inventario de activos TIC',
        number: 'Acta 01-2026',
        issued: '2026-03-02',
        signed_by: 'Persona Ejemplo 1',
        path,
        sha256: sha256(PAPER),
        fulfils: ['acta-inventario'],
      },
    })
    expect(path).toMatch(/^documentos\/[\p{L}\p{N}-]+\.PDF$/u)
    expect(readFileSync(join(folder, path), 'utf8')).toBe(PAPER)
    expect(register(folder).startsWith(before)).toBe(true)
    expect(existsSync(join(folder, '.cumple', 'lock'))).toBe(false)
  })

  test('the same file twice in one call is one document', async () => {
    const folder = await fresh()
    const papers = folderOf({ 'a.pdf': PAPER, 'b.pdf': PAPER })
    expect((await run(['evidence', 'add', join(papers, 'a.pdf'), join(papers, 'b.pdf'), '--into', folder, ...ACTA])).code).toBe(EXIT.ok)
    expect(Object.keys(openEvidence(folder).documents)).toEqual(['acta-inventario'])
    expect(readdirSync(join(folder, 'documentos')).toSorted()).toEqual(['.gitkeep', 'a.pdf'])
  })

  test('every key, several slots, an id of one’s own, another day', async () => {
    const folder = await fresh()
    writeFileSync(join(folder, 'documentos', 'p.pdf'), 'p')
    const flags = ['--id', 'poa-1', '--title', 'POA', '--valid-until', '2026-12-31', '--period', '2026', '--issued', '2026-01-05', '--signed-by', 'X']
    const { code, out } = await run(['evidencia', 'agregar', join(folder, 'documentos', 'p.pdf'), '--into', folder, '--slot', 'poa', ...flags, ...AT])
    expect(code).toBe(EXIT.ok)
    expect(out).toContain('poa-1: registrado, documentos/p.pdf')
    expect(openEvidence(folder).documents['poa-1']).toEqual({
      kind: 'plan',
      title: 'POA',
      issued: '2026-01-05',
      signed_by: 'X',
      valid_until: '2026-12-31',
      path: 'documentos/p.pdf',
      sha256: sha256('p'),
      period: 2026,
      fulfils: ['poa'],
    })
  })

  test('a link to a file outside is refused, one within the evidence is the file it leads to', async () => {
    const folder = await fresh()
    const outside = folderOf({ 'secreto.pdf': PAPER })
    symlinkSync(join(outside, 'secreto.pdf'), join(outside, 'acta.pdf'))
    const { code, err } = await run(['evidence', 'add', join(outside, 'acta.pdf'), '--into', folder, ...ACTA])
    expect({ code, err }).toEqual({ code: EXIT.usage, err: expect.stringContaining('un enlace') as string })
    expect(readdirSync(join(folder, 'documentos'))).toEqual(['.gitkeep'])
    cpSync(join(outside, 'secreto.pdf'), join(folder, 'documentos', 'acta.pdf'))
    symlinkSync('acta.pdf', join(folder, 'documentos', 'enlace.pdf'))
    expect((await run(['evidence', 'add', join(folder, 'documentos', 'enlace.pdf'), '--into', folder, ...ACTA])).code).toBe(EXIT.ok)
    expect(Object.values(openEvidence(folder).documents).map(({ path }) => path)).toEqual(['documentos/acta.pdf'])
  })

  test('what is lacking is said, and can be added later without a second copy', async () => {
    const folder = await fresh()
    const paper = join(folderOf({ 'a.pdf': PAPER }), 'a.pdf')
    const first = await run(['evidence', 'add', paper, '--into', folder, '--slot', 'acta-inventario', '--issued', '2026-03-02'])
    expect(first.out).toContain('falta firmante')
    const again = await run(['evidence', 'add', paper, '--into', folder, '--slot', 'acta-inventario', '--signed-by', 'X'])
    expect(again.out).toContain('ya estaba registrado')
    expect(readdirSync(join(folder, 'documentos')).toSorted()).toEqual(['.gitkeep', 'a.pdf'])
    expect(Object.keys(openEvidence(folder).documents)).toEqual(['acta-inventario'])
    expect(openEvidence(folder).documents['acta-inventario']).toMatchObject({ issued: '2026-03-02', signed_by: 'X' })
  })

  test('of a registered document nothing else is said unless that is asked for, and the same again changes nothing', async () => {
    const folder = await fresh()
    const paper = join(folderOf({ 'a.pdf': PAPER }), 'a.pdf')
    const add = (...flags: string[]) => run(['evidence', 'add', paper, '--into', folder, '--slot', 'acta-inventario', ...AT, ...flags])
    await add('--number', 'Acta 09-2025', '--issued', '2025-10-15', '--signed-by', 'X')
    const before = contents(folder)

    const same = await add('--number', 'Acta 09-2025', '--id', 'acta-inventario')
    expect(same).toMatchObject({ code: EXIT.ok, err: '' })
    expect(same.out).toContain('acta-inventario: ya estaba registrado así; no cambió nada')
    expect(contents(folder)).toEqual(before)

    const other = ['--number', 'Acta 10-2026', '--issued', '2026-10-16', '--signed-by', 'X'] as const
    const refused = await add(...other)
    expect(refused).toMatchObject({ code: EXIT.usage, out: '' })
    expect(refused.err).toContain('número: «Acta 09-2025» → «Acta 10-2026»')
    expect(refused.err).toContain('fecha de emisión: «2025-10-15» → «2026-10-16»')
    expect(refused.err).not.toContain('firmante')
    expect(refused.err).toContain('--replace')
    expect((await add(...other, '--lang', 'en')).err).toContain('number: "Acta 09-2025" → "Acta 10-2026"')
    expect(await add('--id', 'acta-2026', '--replace')).toMatchObject({ code: EXIT.usage, out: '' })
    expect(await add('--valid-until', '2025-01-01')).toMatchObject({ code: EXIT.usage, out: '' })
    expect(contents(folder)).toEqual(before)

    const replaced = await add(...other, '--replace')
    expect(replaced).toMatchObject({ code: EXIT.ok, err: '' })
    expect(replaced.out).toContain('se cambiaron sus datos')
    expect(replaced.out).toContain('  número: «Acta 09-2025» → «Acta 10-2026»\n  fecha de emisión: «2025-10-15» → «2026-10-16»\n')
    expect(openEvidence(folder).documents['acta-inventario']).toMatchObject({ number: 'Acta 10-2026', issued: '2026-10-16', signed_by: 'X' })
  })

  test('several files at once get names of their own; without a slot they prove nothing yet', async () => {
    const folder = await fresh()
    const papers = folderOf({ 'Nota 1.pdf': '1', '2026 ñandú.pdf': '2', '日本.pdf': '3' })
    const { code, out } = await run(['evidence', 'add', ...readdirSync(papers).map((name) => join(papers, name)), '--into', folder, '--kind', 'letter'])
    expect(code).toBe(EXIT.ok)
    expect(out).toContain('No prueba nada todavía')
    expect(Object.keys(openEvidence(folder).documents).toSorted()).toEqual(['documento', 'nandu', 'nota-1'])
  })

  test('a single file of evidence works too', async () => {
    const text = '# cabecera\nschema: cumple/evidence@1\ninstitution: {id: x, name: X, kind: municipality}\nperiod: 2026\n# nada más\n'
    const folder = folderOf({ 'evidence.yaml': text, 'a.pdf': PAPER })
    expect((await run(['evidence', 'add', join(folder, 'a.pdf'), '--into', join(folder, 'evidence.yaml'), ...ACTA])).code).toBe(EXIT.ok)
    const after = readFileSync(join(folder, 'evidence.yaml'), 'utf8')
    expect(after).toContain('# cabecera\n')
    expect(after).toContain('# nada más\n')
    expect(openEvidence(folder).documents['acta-inventario']).toMatchObject({ path: 'a.pdf' })
  })

  const WRONG: readonly (readonly [flags: readonly string[], es: string, en: string])[] = [
    [['--slot', 'acta-inventaro'], '«acta-inventaro». ¿Quiso decir «acta-inventario»?', 'Did you mean "acta-inventario"?'],
    [['--kind', 'minute'], '«minute». ¿Quiso decir «minutes»? Clases: acknowledgement', 'Did you mean "minutes"?'],
    [['--slot', 'acta-inventario', '--kind', 'policy'], 'se pide un documento de clase minutes, no policy', 'of kind minutes'],
    [['--slot', 'acta-inventario', '--slot', 'poa'], 'clases distintas', 'different kinds'],
    [[], 'Diga de qué clase es con --kind', '--kind'],
    [['--kind', 'policy', '--issued', '2026-02-30'], '--issued: «2026-02-30» no es una fecha', '--issued'],
    [['--kind', 'policy', '--valid-until', 'mañana'], '--valid-until: «mañana»', '--valid-until'],
    [['--kind', 'policy', '--issued', '2026-02-03', '--valid-until', '2026-02-02'], 'no puede vencer (2026-02-02)', 'cannot expire'],
    [['--kind', 'policy', '--period', '26'], '--period: «26»', '--period'],
    [['--kind', 'policy', '--title', ' '], '--title debe tener', '--title must'],
    [['--kind', 'policy', '--id', '1x'], '«1x» no sirve como --id', '"1x"'],
  ]
  test.for(WRONG)('refused, with nothing written: %j', async ([flags, es, en]) => {
    const folder = await fresh()
    const paper = join(folderOf({ 'a.pdf': PAPER }), 'a.pdf')
    const before = contents(folder)
    for (const [lang, words] of [
      ['es', es],
      ['en', en],
    ] as const) {
      const { code, out, err } = await run(['evidence', 'add', paper, '--into', folder, ...flags, '--lang', lang])
      expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
      expect(err).toContain(words)
    }
    expect(contents(folder)).toEqual(before)
  })

  test('files that are none; nothing of a list goes in when one cannot', async () => {
    const folder = await fresh()
    const papers = folderOf({ 'a.pdf': PAPER, 'empty.pdf': '' })
    mkdirSync(join(papers, 'folder'))
    const before = contents(folder)
    for (const [name, words] of [
      ['nowhere.pdf', 'No hay ningún archivo'],
      ['empty.pdf', 'está vacío'],
      ['folder', 'no es un archivo'],
    ] as const) {
      const { code, err } = await run(['evidence', 'add', join(papers, 'a.pdf'), join(papers, name), '--into', folder, '--kind', 'policy'])
      expect(code).toBe(EXIT.usage)
      expect(err).toContain(words)
      expect(contents(folder)).toEqual(before)
    }
    expect((await run(['evidence', 'add', join(papers, 'a.pdf'), join(papers, 'a.pdf'), '--into', folder, '--kind', 'policy', '--id', 'x'])).err).toContain(
      '--id es de un solo',
    )
  })

  test('what the register lacks of a document is added without saying its kind again', async () => {
    const folder = await fresh()
    const paper = join(folderOf({ 'a.pdf': PAPER }), 'a.pdf')
    await run(['evidence', 'add', paper, '--into', folder, '--kind', 'resolution', '--id', 'res'])
    const { code, out } = await run(['evidence', 'add', paper, '--into', folder, '--number', 'Resolución 1'])
    expect({ code, out }).toMatchObject({ code: EXIT.ok, out: expect.stringContaining('se añadió lo nuevo') as string })
    expect(openEvidence(folder).documents['res']).toMatchObject({ kind: 'resolution', number: 'Resolución 1' })
  })

  test('an id that is taken, a file that serves as another kind, one that changed since', async () => {
    const folder = await fresh()
    const paper = join(folderOf({ 'a.pdf': PAPER }), 'a.pdf')
    await run(['evidence', 'add', paper, '--into', folder, ...ACTA])
    const other = join(folderOf({ 'b.pdf': 'b' }), 'b.pdf')
    expect((await run(['evidence', 'add', other, '--into', folder, '--kind', 'policy', '--id', 'acta-inventario'])).err).toContain('ya está en el registro')
    expect((await run(['evidence', 'add', paper, '--into', folder, '--kind', 'policy'])).err).toContain('no puede servir además como policy')
    const inside = join(folder, openEvidence(folder).documents['acta-inventario']!.path)
    appendFileSync(inside, 'x')
    const { code, err } = await run(['evidence', 'add', inside, '--into', folder, ...ACTA])
    expect(code).toBe(EXIT.usage)
    expect(err).toContain(`cumple evidencia actualizar ${folder} --accept acta-inventario`)
    expect((await run(['evidence', 'add', inside, '--into', folder, ...ACTA, '--lang', 'en'])).err).toContain(`${folder} --accept acta-inventario --lang en`)
  })

  test('hostile names of files and hostile words come out harmless', async () => {
    const folder = await fresh()
    const name = 'a\u001b[31m\u202e"; rm -rf x #.pdf'
    const { code, out, err } = await run([
      'evidence',
      'add',
      join(folderOf({ [name]: PAPER }), name),
      '--into',
      folder,
      '--kind',
      'policy',
      '--signed-by',
      'A: #b\n\u202ec',
    ])
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' })
    expect(out.replaceAll('\n', '')).not.toMatch(UNSAFE)
    const [entry] = Object.values(openEvidence(folder).documents)
    expect(entry).toMatchObject({ kind: 'policy', signed_by: 'A: #b\n\u202ec' })
    expect(entry!.path).toMatch(/^documentos\/[\p{L}\p{N}_-]+\.pdf$/u)
    expect((await run(['evidence', 'add', 'x\u001b[2J', '--into', folder, '--kind', 'policy'])).err.slice(0, -1)).not.toMatch(UNSAFE)
  })

  test('a folder of documents that leads outside is not written through', async () => {
    const folder = await fresh()
    const outside = folderOf({})
    rmSync(join(folder, 'documentos'), { recursive: true })
    symlinkSync(outside, join(folder, 'documentos'))
    const { code } = await run(['evidence', 'add', join(folderOf({ 'a.pdf': PAPER }), 'a.pdf'), '--into', folder, ...ACTA])
    expect(code).toBe(EXIT.usage)
    expect(readdirSync(outside)).toEqual([])
    expect(openEvidence(folder).documents).toEqual({})
  })

  test('evidence that cannot be read is 3, and left as it is', async () => {
    const folder = await fresh()
    writeFileSync(join(folder, 'documents.yaml'), 'x: [\n')
    const before = contents(folder)
    expect((await run(['evidence', 'add', join(folderOf({ 'a.pdf': PAPER }), 'a.pdf'), '--into', folder, ...ACTA])).code).toBe(EXIT.invalid)
    expect((await run(['evidence', 'add', 'a.pdf', '--into', folderOf({}), ...ACTA])).code).toBe(EXIT.invalid)
    expect(contents(folder)).toEqual(before)
  })
})

test('a lock that cannot be read is told by its path, with what to do', async () => {
  const root = copyOf(fixture('municipio'))
  const lock = join(root, '.cumple/lock')
  mkdirSync(join(root, '.cumple'))
  writeFileSync(lock, '{}')
  const close = await run(['evidence', 'refresh', root, '--all'])
  expect(close).toMatchObject({ code: 2, out: '' })
  expect(close.err).toMatch(/^cumple: No se puede leer .+\.cumple\/lock, .+ Si nadie más trabaja en ella, bórrelo y pruebe de nuevo\.\n$/)
  const force = await run(['interview', root, '--answers', root, '--lang', 'en'])
  expect(force.err).toMatch(/^cumple: .+\.cumple\/lock, .+ cannot be read: .+ delete that file, or use --force\.\n$/)
  expect(force.err).toContain(lock)
  expect(readFileSync(lock, 'utf8')).toBe('{}')
})
