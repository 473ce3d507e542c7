// The workbook as spreadsheet programs need it: well-formed, in the order of the schema, locked but for the answers, with drop-downs.
import { spawnSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { buildForm, splitForm } from '../../src/questionnaire/form.ts'
import { sheetNames } from '../../src/questionnaire/workbook.ts'
import { AS_OF } from '../support/evidence.ts'
import { folderOf } from '../support/folder.ts'
import { fixture } from '../support/run.ts'
import { MINI, bytesOf, fixtureForm, langs, miniEvidence, miniForm } from './forms.ts'

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]))
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
const { form: ministry } = await fixtureForm(fixture('ministerio'))
const parts = partsOf(bytesOf(ministry, 'xlsx'))
const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/'))

/** ECMA-376, CT_Worksheet. */
const ORDER = [
  'sheetPr',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetProtection',
  'mergeCells',
  'dataValidations',
  'hyperlinks',
  'pageMargins',
  'pageSetup',
  'headerFooter',
]

test.skipIf(!hasXmllint)('every part is well-formed: xmllint, of every fixture', async () => {
  for (const name of ['ministerio', 'hostil'] as const) {
    const { form } = await fixtureForm(fixture(name))
    const files = partsOf(bytesOf(form, 'xlsx'))
    const folder = folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replaceAll(/[[\]]/g, ''), text])))
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', ...Object.keys(files).map((path) => path.replaceAll(/[[\]]/g, ''))], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
  }
})

test.for(sheets)('%s: the order of the schema, styles that exist, protected without a password', (name) => {
  const text = parts[name]!
  const found = ORDER.filter((element) => text.includes(`<${element}`))
  expect(found.toSorted((a, b) => text.indexOf(`<${a}`) - text.indexOf(`<${b}`))).toEqual(found)
  const styles = Number(/<cellXfs count="(\d+)"/.exec(parts['xl/styles.xml']!)?.[1])
  expect(Math.max(...[...text.matchAll(/ s="(\d+)"/g)].map((match) => Number(match[1])))).toBeLessThan(styles)
  expect(text).toMatch(/<sheetProtection sheet="1"/)
  expect(text).not.toMatch(/password|hashValue|<f>|<f /)
  expect(text).toMatch(/<pageSetup paperSize="1" orientation="(landscape|portrait)" fitToWidth="1" fitToHeight="0"\/>/)
})

describe('a sheet of questions', () => {
  const mini = partsOf(bytesOf(miniForm(), 'xlsx'))
  const sheet = mini['xl/worksheets/sheet2.xml']!
  const styleOf = (cell: string) => Number(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)?.[1])
  const xfs = [...mini['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/g)].map(([xf]) => xf)
  const open = (cell: string) => xfs[styleOf(cell)]!.includes('locked="0"')
  test('only the answer cells are open, and what is typed there is text', () => {
    for (const cell of ['C4', 'E4', 'F4', 'G4', 'H4', 'I4', 'J4', 'K4', 'C5', 'C6', 'D8']) {
      expect([cell, open(cell)]).toEqual([cell, true])
      expect(xfs[styleOf(cell)]).toContain('numFmtId="49"')
    }
    // Question, key, help, criterion, and the reason where the rule admits none.
    for (const cell of ['A4', 'B4', 'D4', 'L4', 'B5', 'D5', 'B7', 'A1', 'A3']) expect([cell, open(cell)]).toEqual([cell, false])
  })
  test('drop-downs', () => {
    const lists = [...sheet.matchAll(/<dataValidation type="list"[^>]*sqref="([^"]*)"><formula1>([^<]*)/g)].map(([, cells, list]) => [cells, list])
    expect(lists).toEqual([
      ['C8', '"sí,parcialmente,planificado,no,no aplica"'],
      ['C4', '"sí,parcialmente,planificado,no"'],
      ['C5 C6 I4 I8', '"sí,no"'],
      ['D8', "'Listas'!$A$1:$B$1"],
    ])
    expect(mini['xl/workbook.xml']).toContain('<sheet name="Listas" sheetId="5" state="hidden"')
  })
  test('prompts and names keep the limits of Excel', () => {
    for (const lang of langs) {
      const text = partsOf(bytesOf(miniForm({}, { lang }), 'xlsx'))['xl/worksheets/sheet2.xml']!
      for (const [, value] of text.matchAll(/(?:promptTitle|errorTitle)="([^"]*)"/g)) expect(value!.length).toBeLessThanOrEqual(32)
      for (const [, value] of text.matchAll(/(?:prompt|error)="([^"]*)"/g)) expect(value!.length).toBeLessThanOrEqual(255)
    }
  })
  test('the header stays in sight and is repeated on paper', () => {
    expect(sheet).toContain('<pane xSplit="1" ySplit="3" topLeftCell="B4" activePane="bottomRight" state="frozen"/>')
    expect(mini['xl/workbook.xml']).toContain('<definedName name="_xlnm.Print_Titles" localSheetId="1">\'ACT\'!$3:$3</definedName>')
    expect(sheet).toContain('<col min="12" max="12" width="10" customWidth="1" hidden="1"/>')
  })
})

test('dates that do not change', () => {
  const bytes = Buffer.from(bytesOf(ministry, 'xlsx'))
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1))
    expect([bytes.readUInt16LE(at + 12), bytes.readUInt16LE(at + 14)]).toEqual([0, 0x21])
  expect(parts['docProps/core.xml']).toContain('1980-01-01T00:00:00Z')
})

test('names of sheets', () => {
  expect(sheetNames(['Oficial de protección de datos personales', 'a/b:c*d?e[f]g\\h', "'x'", 'seg', 'SEG', '', '😀'.repeat(20)])).toEqual([
    'Oficial de protección de datos…',
    'a b c d e f g h',
    'x',
    'seg',
    'SEG 2',
    '-',
    `${'😀'.repeat(15)}…`,
  ])
})

describe('what is asked', () => {
  const asked = (options: Parameters<typeof miniForm>[1], answers: Parameters<typeof miniForm>[0] = {}) =>
    miniForm(answers, options).groups.flatMap(({ questions }) => questions.map(({ rule }) => rule.id))
  test('what applies, once, and nothing unconfirmed', () => expect(asked({})).toEqual(['ACT-01', 'ACT-02', 'SEG-01']))
  test('some rules; one that shares its answer stands for the other', () => {
    expect(asked({ rules: ['ACT-02'] })).toEqual(['ACT-02'])
    expect(asked({ rules: ['SEG-02'] })).toEqual(['SEG-01'])
  })
  test('what is pending', () =>
    expect(asked({ pending: true }, { 'ACT-01': { value: 'no' }, 'ACT-02': { value: 'no', review: true }, 'SEG-01': { responsible: 'x' } })).toEqual([
      'ACT-02',
      'SEG-01',
    ]))
  test('only in scope, and in the roles of the institution', () => {
    const far = { ...MINI, scope: { ...MINI.scope, when: 'institution.kind == "municipality"' } }
    const of = (rulebook: typeof MINI, role: 'entity' | 'operator') =>
      buildForm(miniEvidence(), [{ rulebook, role }], { lang: 'es', asOf: AS_OF, by: 'topic' }).groups.length
    expect([of(MINI, 'entity'), of(far, 'entity'), of(MINI, 'operator')]).toEqual([2, 0, 0])
  })
  test('by department', async () => {
    const { form } = await fixtureForm(fixture('ministerio'), { by: 'owner' })
    expect(form.groups.find(({ id }) => id === 'ciso')).toMatchObject({ title: 'Oficial de seguridad de la información' })
    for (const { id, questions } of form.groups) for (const { rule } of questions) expect(rule.remedy.owner).toBe(id)
    expect(splitForm(form)).toHaveLength(form.groups.length)
  })
  test('help says what is asked, what shows it and where it comes from', () => {
    const help = ministry.groups.flatMap(({ questions }) => questions).find(({ rule }) => rule.id === 'SEG-01')
    expect(help?.indirect).toBe(true)
    expect(help?.help.map(({ label, text }) => `${label}: ${text}`)).toEqual([
      expect.stringMatching(/^Qué se pide \(obligatorio, severidad crítica\): La institución aplica/),
      expect.stringMatching(/^Documentos que lo prueban: .*no más antiguo que 12 meses, umbral propuesto/),
      expect.stringMatching(/^Tablas que se comprueban: .*\(datos\/sistemas\.csv\)$/),
      expect.stringMatching(/^Fundamento: .*\(leído en una fuente secundaria\) ◇$/),
      expect.stringMatching(/^Suele responder: Oficial de seguridad de la información$/),
    ])
  })
})
