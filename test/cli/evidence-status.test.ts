// `cumple evidence refresh` and `status`: digests that changed are never accepted by themselves; every missing piece has its place.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/io.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf, sha256 } from '../support/folder.ts'
import { filesOf } from '../support/init.ts'
import { AT, LANGS, UNSAFE, contents, copyOf, fixture, run, widest as widestOf } from '../support/run.ts'

/** Commands to copy have lines of their own, which nothing breaks. */
const widest = (text: string) => widestOf(text.replaceAll(/^ {2}cumple .*$/gm, ''))

/** A fresh repository with a comment of a person's own in the register. */
async function fresh(kind: 'municipality' | 'communal-board' = 'municipality') {
  const { files } = await filesOf({ kind })
  return folderOf({ ...files, 'documents.yaml': `${files['documents.yaml']!}\n# mío: no tocar\n` })
}
const register = (folder: string) => readFileSync(join(folder, 'documents.yaml'), 'utf8')

describe('refresh', () => {
  const ENTRY = (id: string, digest?: string) =>
    `${id}: # nota de ${id}\n  kind: policy\n  title: T\n  path: documentos/${id}.pdf\n${digest === undefined ? '' : `  sha256: ${digest}\n`}`
  async function register4() {
    const { files } = await filesOf({})
    return folderOf({
      ...files,
      'documents.yaml': `# arriba\n${ENTRY('alterado', sha256('antes'))}${ENTRY('falta', sha256('z'))}${ENTRY('igual', sha256('igual'))}${ENTRY('sin-huella')}# abajo\n`,
      'documentos/alterado.pdf': 'después',
      'documentos/igual.pdf': 'igual',
      'documentos/sin-huella.pdf': 'nueva',
    })
  }
  const digests = (folder: string) => Object.fromEntries(Object.entries(openEvidence(folder).documents).map(([id, entry]) => [id, entry.sha256]))

  test('a missing digest is noted; a changed one is told and left; the file that is gone too', async () => {
    const folder = await register4()
    const { code, out, err } = await run(['evidence', 'refresh', folder])
    expect(code).toBe(EXIT.failed)
    expect(out).toContain('alterado: CAMBIÓ después de registrarse')
    expect(out).toContain(sha256('antes'))
    expect(out).toContain(sha256('después'))
    expect(out).toContain('falta: no está el archivo')
    expect(out).toContain('sin-huella: huella que faltaba, anotada')
    expect(out).toContain('1 documento sin cambios')
    expect(err).toContain('alguien pudo alterarlo')
    for (const text of [out, err]) expect(widest(text)).toBeLessThanOrEqual(80)
    expect(digests(folder)).toEqual({ alterado: sha256('antes'), falta: sha256('z'), igual: sha256('igual'), 'sin-huella': sha256('nueva') })
    for (const comment of ['# arriba', '# abajo', '# nota de alterado', '# nota de sin-huella']) expect(register(folder)).toContain(comment)
  })

  test.for([[['--accept', 'alterado']], [['--all']]])('accepted by %j', async ([flags]) => {
    const folder = await register4()
    const { out, err } = await run(['evidencia', 'actualizar', folder, ...flags!])
    expect(out).toContain('alterado: cambió; huella nueva anotada')
    expect(err).toBe('')
    expect(digests(folder)['alterado']).toBe(sha256('después'))
    expect(digests(folder)['falta']).toBe(sha256('z'))
  })

  test('accepting one is not accepting another; an id that is none is refused', async () => {
    const folder = await register4()
    await run(['evidence', 'refresh', folder, '--accept', 'igual'])
    expect(digests(folder)['alterado']).toBe(sha256('antes'))
    const { code, err } = await run(['evidence', 'refresh', folder, '--accept', 'alteradoo'])
    expect(code).toBe(EXIT.usage)
    expect(err).toContain('¿Quiso decir «alterado»?')
  })

  test('in order: 0, and again nothing to do', async () => {
    const folder = await register4()
    writeFileSync(join(folder, 'documentos', 'falta.pdf'), 'z')
    expect((await run(['evidence', 'refresh', folder, '--all'])).code).toBe(EXIT.ok)
    const before = register(folder)
    expect(await run(['evidence', 'refresh', folder])).toEqual({ code: EXIT.ok, out: '4 documentos sin cambios.\n', err: '' })
    expect(register(folder)).toBe(before)
  })

  test('a path that escapes is 3', async () => {
    const folder = await register4()
    appendFileSync(join(folder, 'documents.yaml'), 'fuera: {kind: policy, title: T, path: ../x.pdf}\n')
    expect((await run(['evidence', 'refresh', folder, '--all'])).code).toBe(EXIT.invalid)
    expect(digests(folder)['alterado']).toBe(sha256('antes'))
  })
})

interface Shown {
  readonly documents: readonly { id: string; state: string; ageDays?: number; daysLeft?: number; rules: string[] }[]
  readonly unreadable: readonly { path: string; id: string; error: { code: string; line: number }; rules: string[] }[]
  readonly missing: readonly { what: string; path: string; id: string; rules: string[] }[]
}
const shown = async (folder: string, ...flags: readonly string[]): Promise<Shown> =>
  JSON.parse((await run(['evidence', 'status', folder, '--format', 'json', ...AT, ...flags])).out) as Shown

describe('status', () => {
  test('states, ages and days of the sample', async () => {
    const { documents, missing } = await shown(fixture('ministerio'))
    const of = (id: string) => documents.find((document) => document.id === id)
    expect(of('politica-seguridad')).toMatchObject({ state: 'expired', daysLeft: -174, rules: ['SEG-07'] })
    expect(of('acta-inventario')).toMatchObject({ state: 'too-old', ageDays: 402, daysLeft: -37 })
    expect(of('declaracion-aplicabilidad')).toMatchObject({ state: 'current', daysLeft: 19 })
    expect(of('declaracion-medidas')?.state).toBe('altered')
    expect(of('agenda-digital')?.state).toBe('unregistered')
    expect(of('nota-punto-contacto')?.state).toBe('file-missing')
    expect(of('poa-2025')?.state).toBe('wrong-period')
    expect(of('manual-funciones-tic')?.state).toBe('incomplete')
    expect(of('informe-gestion-2025')?.state).toBe('unused')
    expect(documents.map(({ id }) => id)).toEqual(documents.map(({ id }) => id).toSorted())
    expect(missing).toContainEqual(expect.objectContaining({ what: 'table', path: 'datos/acuerdos.csv', rules: ['SEG-13'] }))
    expect(missing).toContainEqual(
      expect.objectContaining({ what: 'document', path: 'documentos/nota-007-2026-punto-contacto.pdf', id: expect.any(String) as string }),
    )
    expect(missing.map(({ path }) => path)).toEqual(missing.map(({ path }) => path).toSorted())
  })

  test('a long id is never cut: the one of last year and the one of this year begin alike', async () => {
    const folder = await fresh()
    const paper = (id: string) => `${id}: {kind: policy, title: T, path: documentos/${id}.pdf}\n`
    const ids = ['', '-2'].map((end) => `designacion-oficial-seguridad${end}`)
    writeFileSync(join(folder, 'documents.yaml'), ids.map(paper).join(''))
    const { out } = await run(['evidence', 'status', folder, ...AT])
    for (const id of ids) expect(out).toMatch(new RegExp(`^${id}(\\n| ) +\\p{L}`, 'mu'))
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  test.for(LANGS)('as text, in 80 columns, without a word of the other language: %s', async (lang) => {
    const { code, out, err } = await run(['evidence', 'status', fixture('ministerio'), ...AT, '--lang', lang])
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' })
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect(out).toMatch(lang === 'es' ? /politica-seguridad +vencido +1,269 d +−174 d {2}SEG-07/ : /politica-seguridad +expired +1,269 d +−174 d {2}SEG-07/)
    expect(out).not.toMatch(lang === 'es' ? /\b(expired|missing|document|table|Requirements)\b/ : /\b(vencido|documento|Falta|Requisitos)\b/)
    expect(out).toContain('datos/acuerdos.csv\n')
  })

  test('a piece that is put where it is said to belong is missing no more', async () => {
    const folder = await fresh('communal-board')
    for (let round = 0; round < 500; round += 1) {
      const [piece] = (await shown(folder)).missing
      if (!piece) break
      if (piece.what === 'table') writeFileSync(join(folder, piece.path), readFileSync(join(folder, 'plantillas', `${piece.id}.csv`)))
      else {
        writeFileSync(join(folder, piece.path), piece.id)
        const flags = ['--slot', piece.id, '--issued', '2026-11-01', '--signed-by', 'X', '--number', '1', '--period', '2026', '--id', piece.id]
        const first = await run(['evidence', 'add', join(folder, piece.path), '--into', folder, ...flags])
        // Where several kinds serve, one has to be named.
        const kind = /--kind: ([\w-]+)/.exec(first.err)?.[1]
        if (kind !== undefined) await run(['evidence', 'add', join(folder, piece.path), '--into', folder, ...flags, '--kind', kind])
      }
      expect((await shown(folder)).missing.some(({ path }) => path === piece.path)).toBe(false)
    }
    const { missing, documents } = await shown(folder)
    expect(missing).toEqual([])
    expect(documents.filter(({ state }) => state !== 'current')).toEqual([])
    expect((await run(['evidence', 'status', folder, ...AT])).out).toContain('No falta ningún documento ni tabla')
  })

  test('the second table of a check is missing as soon as the first', async () => {
    const { missing } = await shown(await fresh())
    const tables = missing.filter(({ what }) => what === 'table').map(({ id }) => id)
    for (const id of ['acuerdos', 'capacitacion', 'pruebas_rendimiento', 'restauraciones']) expect(tables).toContain(id)
  })

  test('a table that cannot be read is told, with the reason and the rules that it stops', async () => {
    const folder = await fresh()
    writeFileSync(join(folder, 'datos', 'licencias.csv'), 'id,producto,ID\n')
    const { missing, unreadable } = await shown(folder)
    expect(missing.map(({ id }) => id)).not.toContain('licencias')
    expect(unreadable).toEqual([
      expect.objectContaining({ path: 'datos/licencias.csv', id: 'licencias', rules: expect.arrayContaining(['ACT-04']) as string[] }),
    ])
    const { out } = await run(['evidence', 'status', folder, ...AT])
    expect(out).toMatch(
      /Hay una tabla que no se puede leer:\n\ndatos\/licencias\.csv\n {4}No se pudo leer: dos encabezados nombran la columna «id»; deje uno solo\n/,
    )
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  test('the advice on tables does what it says, wherever it is run from', async () => {
    const own = await fresh()
    expect((await run(['evidence', 'status', own, ...AT])).out).toContain('Una tabla: copie plantillas/NOMBRE.csv a datos/NOMBRE.csv y llénela.')
    const other = copyOf(fixture('municipio'))
    const { out } = await run(['evidence', 'status', other, ...AT])
    const [, ids = '', to = ''] = /cumple reglas tablas ([\w -]+) --templates (\S+)/.exec(out.replaceAll(/\s+/g, ' ')) ?? []
    expect(to).toBe(join(other, 'plantillas'))
    expect((await run(['reglas', 'tablas', ...ids.split(' '), '--templates', to])).code).toBe(EXIT.ok)
    for (const { what, id } of (await shown(other)).missing) if (what === 'table') expect(readFileSync(join(to, `${id}.csv`), 'utf8')).toContain(',')
    expect(out).toContain(`\n  cumple evidencia agregar ARCHIVO --slot NOMBRE --kind CLASE --into ${other} --as-of ${AT[1]}\n`)
    const third = copyOf(fixture('municipio'))
    const english = (await run(['evidence', 'status', third, ...AT, '--lang', 'en', '--rulebook', 'aig-tic'])).out
    expect(english).toContain(`--kind KIND --into ${third} --rulebook aig-tic --as-of ${AT[1]} --lang en\n`)
    expect(english).toContain(`\n  cumple rulebook datasets aig-tic --templates ${join(third, 'plantillas')} --lang en\n`)
    const mine = join(ROOT, 'rules/transparencia')
    expect((await run(['evidence', 'status', third, ...AT, '--rulebook', mine])).out).toContain(`\n  cumple reglas tablas ${mine} --templates `)
    // In two capacities it is still one rulebook.
    const two = copyOf(fixture('nacional'))
    const roles = ['national', 'custodian'].map((role) => `  - {id: convenio-budapest, role: ${role}}\n`).join('')
    appendFileSync(join(two, 'cumple.yaml'), `rulebooks:\n${roles}`)
    expect((await run(['evidence', 'status', two, ...AT])).out).toContain('\n  cumple reglas tablas convenio-budapest --templates ')
  })

  test('hostile text in the register is shown harmlessly', async () => {
    const { out } = await run(['evidence', 'status', fixture('hostil'), ...AT])
    expect(out.replaceAll('\n', '')).not.toMatch(UNSAFE)
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  test('it reads and does not write; the same twice', async () => {
    const folder = copyOf(fixture('municipio'))
    const before = contents(folder)
    const first = await run(['evidence', 'status', folder, ...AT])
    expect(await run(['evidencia', 'estado', folder, ...AT])).toEqual(first)
    expect(contents(folder)).toEqual(before)
  })
})
