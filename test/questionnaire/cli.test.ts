// `cumple questionnaire export|import` as they are called.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { folderOf } from '../support/folder.ts'
import { AT, LANGS, UNSAFE, contents, copyOf, fixture, run, runBuilt, widest } from '../support/run.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import type { Field } from '../../src/questionnaire/fields.ts'
import { editXlsx } from './forms.ts'

const { ROOT } = await import('../support/assess.ts')

/** A copy of the ministry and an exported form of it. */
async function exported(...more: string[]): Promise<{ evidence: string; file: string }> {
  const evidence = copyOf(fixture('ministerio'))
  const file = join(folderOf({}), 'cuestionario.xlsx')
  const { code, err } = await run(['questionnaire', 'export', evidence, ...AT, '--out', file, ...more])
  expect({ code, err: err.includes('1 archivo') }).toEqual({ code: 0, err: true })
  return { evidence, file }
}

/** Where a rule's cell is in the form: `SEG!C27`. */
function cellOf(file: string, rule: string, field: Field = 'value'): string {
  const spot = readForm(readFileSync(file), file).questions.find((question) => question.rule === rule)!.fields[field]!.spot
  return `${spot.sheet}!${spot.cell}`
}

/** Types into cells of a rule. */
const type = (file: string, rule: string, words: Partial<Record<Field, string>>): void =>
  writeFileSync(
    file,
    editXlsx(readFileSync(file), Object.fromEntries(Object.entries(words).map(([field, text]) => [cellOf(file, rule, field as Field), { text }]))),
  )

const answerOf = (evidence: string, rule: string) => {
  const found = openEvidence(evidence).answers[rule]
  if (!found) return undefined
  const { file: _file, line: _line, col: _col, ...answer } = found
  return answer
}

describe('export', () => {
  test.for(['csv', 'md'] as const)('%s goes to stdout, and its name is enough', async (format) => {
    const { code, out } = await run(['cuestionario', 'exportar', fixture('ministerio'), ...AT, '--format', format])
    expect(code).toBe(0)
    const path = join(folderOf({}), `f.${format}`)
    await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--out', path])
    expect(readFileSync(path, 'utf8')).toBe(out)
  })
  test('md may be called markdown, as the reports do', async () => {
    const form = (format: string) => run(['questionnaire', 'export', fixture('municipio'), ...AT, '--format', format])
    expect(await form('markdown')).toEqual(await form('md'))
    const out = folderOf({})
    await run(['questionnaire', 'export', fixture('municipio'), ...AT, '--format', 'markdown', '--out', out])
    expect(readdirSync(out)).toEqual(['questionnaire.md'])
  })
  test('a folder with a file per group', async () => {
    const out = folderOf({})
    const { code, err } = await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--by', 'owner', '--split', '--out', out])
    expect(code).toBe(0)
    expect(readdirSync(out)).toContain('questionnaire-ciso.xlsx')
    expect(err).toMatch(/^14 archivos, 112 preguntas:\n/)
  })
  test('into a folder that is there: a name of its own', async () => {
    const out = folderOf({})
    await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--out', out])
    expect(readdirSync(out)).toEqual(['questionnaire.xlsx'])
    await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--out', `${join(out, 'nueva')}/`])
    expect(readdirSync(join(out, 'nueva'))).toEqual(['questionnaire.xlsx'])
  })
  test('a name without an extension gets that of its format, and the name is told', async () => {
    const out = folderOf({})
    const { err } = await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--format', 'csv', '--out', join(out, 'q2')])
    expect(err).toMatch(/q2\.csv\n$/)
    expect(readdirSync(out)).toEqual(['q2.csv'])
    expect((await run(['questionnaire', 'export', fixture('ministerio'), ...AT, '--format', 'csv', '--out', join(out, 'q2')])).err).toContain('Ya existe')
  })
  test.for([
    [['--format', 'xlsx'], 2, /es binario: diga dónde con --out ARCHIVO\.xlsx/],
    [['--split'], 2, /Con --split diga en qué carpeta/],
    [['--rule', 'SEG-99'], 2, /No existe el requisito «SEG-99»/],
    [['--format', 'ods'], 2, /Valores: xlsx, csv, md/],
    [['--rulebook', 'zzz'], 3, /zzz/],
    [['--pending', '--rule', 'SEG-01', '--format', 'md'], 2, /No hay preguntas que exportar/],
  ] as const)('%s', async ([flags, code, words]) => {
    const ran = await run(['questionnaire', 'export', fixture('ministerio'), ...AT, ...flags])
    expect([ran.code, ran.out]).toEqual([code, ''])
    expect(ran.err).toMatch(words)
  })
  test('never over the evidence', async () => {
    const evidence = copyOf(fixture('ministerio'))
    for (const target of ['answers/SEG.yaml', 'cumple.yaml', 'datos/x.csv']) {
      const { code, err } = await run(['questionnaire', 'export', evidence, ...AT, '--format', 'csv', '--out', join(evidence, target)])
      expect(code).toBe(2)
      expect(err).toContain('es parte de la evidencia')
    }
  })
  test('says what no form can carry', async () => {
    const { code, err } = await run(['questionnaire', 'export', fixture('hostil'), ...AT, '--format', 'md'])
    expect(code).toBe(0)
    expect(err).toContain('GOB-05: 14 caracteres de control quedaron fuera')
  })
})

describe('import', () => {
  test('nothing touched: nothing written', async () => {
    const { evidence, file } = await exported()
    const before = contents(join(evidence, 'answers'))
    for (const dry of [['--dry-run'], []]) {
      const { code, out, err } = await run(['cuestionario', 'importar', file, '--into', evidence, ...dry])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toContain('112 preguntas sin tocar\n  Nada que importar')
    }
    expect(contents(join(evidence, 'answers'))).toEqual(before)
  })

  test('what changed goes in, comments stay, the earlier answer is in the history, and a second time is the same', async () => {
    const { evidence, file } = await exported()
    // SEG-06 of the fixture: no → planned, with a date and a note that looks like a formula.
    type(file, 'SEG-06', { value: 'Planificado', target: '2027-03-31', note: '=1+1' })
    const row = answerOf(evidence, 'SEG-06')
    const trial = await run(['questionnaire', 'import', file, '--into', evidence, '--dry-run'])
    expect(trial.code).toBe(0)
    expect(answerOf(evidence, 'SEG-06')).toEqual(row)
    const { code, out, err } = await run(['questionnaire', 'import', file, '--into', evidence, '--by', 'Enlace de TIC', ...AT])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/1 respuesta cambiada:\n {2}SEG-06 .*\(de\n? *cuestionario\.xlsx\)\n {4}Respuesta: no → planificado\n/)
    expect(out).not.toMatch(UNSAFE)
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect(answerOf(evidence, 'SEG-06')).toEqual({ ...row, value: 'planned', target: '2027-03-31', note: '=1+1', by: 'Enlace de TIC', at: '2026-11-21' })
    expect(readFileSync(join(evidence, 'answers/SEG.yaml'), 'utf8').match(/^\s*#/gm)).toEqual(
      readFileSync(join(fixture('ministerio'), 'answers/SEG.yaml'), 'utf8').match(/^\s*#/gm),
    )
    expect(readFileSync(join(evidence, 'answers/history.jsonl'), 'utf8')).toContain('SEG-06')
    const again = await run(['questionnaire', 'import', file, '--into', evidence, '--by', 'Enlace de TIC', ...AT])
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('1 igual a la que ya está')])
  })

  test('a conflict is not written, and can be settled', async () => {
    const { evidence, file } = await exported()
    const answers = join(evidence, 'answers/SEG.yaml')
    writeFileSync(answers, readFileSync(answers, 'utf8').replace(/(SEG-06:\n {2}value: )no/, '$1partial'))
    type(file, 'SEG-06', { value: 'planificado' })
    const { code, out } = await run(['questionnaire', 'import', file, '--into', evidence])
    expect(code).toBe(3)
    expect(out).toMatch(/ahora: Respuesta: parcialmente\n/)
    expect(out).toContain(`cuestionario.xlsx, hoja SEG, ${cellOf(file, 'SEG-06').slice(4)}: Respuesta: planificado`)
    expect(answerOf(evidence, 'SEG-06')?.value).toBe('partial')
    expect((await run(['questionnaire', 'import', file, '--into', evidence, '--prefer', 'current'])).code).toBe(0)
    expect(answerOf(evidence, 'SEG-06')?.value).toBe('partial')
    expect((await run(['questionnaire', 'import', file, '--into', evidence, '--prefer', 'file'])).code).toBe(0)
    expect(answerOf(evidence, 'SEG-06')?.value).toBe('planned')
  })

  test('what is rejected is told with its cell, and the rest goes in', async () => {
    const { evidence, file } = await exported()
    type(file, 'SEG-06', { value: 'quizás' })
    type(file, 'GOB-02', { value: 'no' })
    const cell = cellOf(file, 'SEG-06').slice(4)
    for (const lang of LANGS) {
      const { code, out } = await run(['questionnaire', 'import', file, '--into', evidence, '--dry-run', '--lang', lang])
      expect(code).toBe(3)
      expect(out.replace(/\n +/g, ' ')).toContain(
        lang === 'es'
          ? `cuestionario.xlsx, hoja SEG, ${cell} (SEG-06): «quizás» no es una respuesta`
          : `cuestionario.xlsx, sheet SEG, ${cell} (SEG-06): "quizás" is no answer`,
      )
      expect(widest(out)).toBeLessThanOrEqual(80)
    }
    expect((await run(['questionnaire', 'import', file, '--into', evidence])).code).toBe(3)
    expect([answerOf(evidence, 'SEG-06')?.value, answerOf(evidence, 'GOB-02')?.value]).toEqual(['no', 'no'])
  })

  test('a question that another form answers is not among those of which nothing went in', async () => {
    const { evidence, file } = await exported()
    const other = join(dirname(file), 'otro.xlsx')
    copyFileSync(file, other)
    type(file, 'SEG-06', { value: 'planificado' })
    type(other, 'SEG-06', { value: 'quizás' })
    type(other, 'GOB-02', { value: 'quizás' })
    const { code, out } = await run(['questionnaire', 'import', file, other, '--into', evidence, '--lang', 'es'])
    expect(code).toBe(3)
    expect(out.replace(/\n +/g, ' ')).toContain('De esta pregunta no se importó nada: GOB-02.')
    expect(answerOf(evidence, 'SEG-06')?.value).toBe('planned')
  })

  test('for programs: JSON', async () => {
    const { evidence, file } = await exported()
    type(file, 'SEG-06', { value: 'quizás' })
    type(file, 'GOB-02', { value: 'no' })
    const { code, out } = await run(['questionnaire', 'import', file, '--into', evidence, '--dry-run', '--format', 'json'])
    const cell = cellOf(file, 'SEG-06').slice(4)
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({
      dryRun: true,
      changed: [{ rule: 'GOB-02', file: 'cuestionario.xlsx', before: { value: 'yes' }, after: { value: 'no' } }],
      rejected: [{ rule: 'SEG-06', code: 'unknown-value', at: `cuestionario.xlsx, hoja SEG, ${cell}`, spot: { sheet: 'SEG', cell } }],
      conflicts: [],
      refused: [],
    })
  })

  test('a form of another institution is refused, and the others go in', async () => {
    const { evidence, file } = await exported()
    const other = join(folderOf({}), 'municipio.xlsx')
    await run(['questionnaire', 'export', fixture('municipio'), ...AT, '--out', other])
    const broken = join(folderOf({ 'virus.xlsx': 'MZ\u0090' }), 'virus.xlsx')
    const { code, out } = await run(['questionnaire', 'import', other, broken, file, '--into', evidence])
    expect(code).toBe(3)
    expect(out).toMatch(/municipio\.xlsx: es de otra institución/)
    expect(out).toMatch(/virus\.xlsx: es un programa/)
    expect(out).toContain('112 preguntas sin tocar')
  })

  test('a form of another version is said', async () => {
    const { evidence } = await exported()
    const { out: csv } = await run(['questionnaire', 'export', evidence, ...AT, '--format', 'csv'])
    const file = join(folderOf({ 'c.csv': csv.replace('aig-tic@1.0.0', 'aig-tic@0.9.0') }), 'c.csv')
    const { code, out } = await run(['questionnaire', 'import', file, '--into', evidence])
    expect(code).toBe(0)
    expect(out.replace(/\n +/g, ' ')).toContain('se exportó con aig-tic 0.9.0 y ahora rige 1.0.0')
  })

  test('a single evidence file takes answers too', async () => {
    const evidence = copyOf(fixture('municipio'))
    const { out: csv } = await run(['questionnaire', 'export', evidence, ...AT, '--format', 'csv', '--rule', 'SEG-01'])
    const file = join(folderOf({ 'c.csv': csv.replace(/^("?SEG-01[^"\n]*"[^"]*"|SEG-01[^,]*,[^,]*),[^,]*,/m, '$1,planificado,') }), 'c.csv')
    const { code, out } = await run(['questionnaire', 'import', file, '--into', evidence])
    expect([code, out]).toEqual([0, expect.stringMatching(/1 respuesta (nueva|cambiada)/)])
    expect(answerOf(evidence, 'SEG-01')?.value).toBe('planned')
  })

  test('a file that is not there stops it before anything is written', async () => {
    const { evidence, file } = await exported()
    const before = contents(evidence)
    const { code, out, err } = await run(['questionnaire', 'import', file, '/nowhere/x.xlsx', '--into', evidence])
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('/nowhere/x.xlsx')
    expect(contents(evidence)).toEqual(before)
  })

  test('evidence in use is left alone', async () => {
    const { evidence, file } = await exported()
    mkdirSync(join(evidence, '.cumple'), { recursive: true })
    writeFileSync(join(evidence, '.cumple/lock'), 'not ours')
    const { code, err } = await run(['questionnaire', 'import', file, '--into', evidence])
    expect(code).toBe(2)
    expect(err).toContain('.cumple/lock')
  })
})

test('help in both languages', async () => {
  for (const lang of LANGS)
    for (const name of ['export', 'import']) {
      const { code, out } = await run(['questionnaire', name, '--help', '--lang', lang])
      expect(code).toBe(0)
      expect(widest(out)).toBeLessThanOrEqual(80)
      expect(out).not.toMatch(/undefined/)
    }
  expect((await run(['questionnaire', 'import', '--help'])).out).toContain('Código de salida 3')
})

test('the built program writes the same bytes', () => {
  const out = folderOf({})
  const { code } = runBuilt(['questionnaire', 'export', 'fixtures/ministerio', ...AT, '--out', join(out, 'a.xlsx')], { cwd: ROOT })
  expect(code).toBe(0)
  const elsewhere = runBuilt(['questionnaire', 'export', 'fixtures/ministerio', ...AT, '--out', join(out, 'b.xlsx')], {
    env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' },
  })
  expect(elsewhere.code).toBe(0)
  expect(Buffer.compare(readFileSync(join(out, 'a.xlsx')), readFileSync(join(out, 'b.xlsx')))).toBe(0)
})
