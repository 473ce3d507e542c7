// The campaign's workbook: what is in its parts, and what another program shows of it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { tables as words } from '../../src/i18n/es/tables.ts'
import type { Cell, Table } from '../../src/report/campaign/tables.ts'
import { serialOf, sheetText } from '../../src/report/campaign/xlsx-cell.ts'
import { openPackage } from '../../src/questionnaire/zip.ts'
import { readXml } from '../../src/questionnaire/xml.ts'
import { folderOf } from '../support/folder.ts'
import { HOSTILE, hostileTables, parseCsv, workbookOf } from './campaign-hostile.ts'

const { campaign, tables } = hostileTables()
const bytes = await workbookOf(tables)
const parts = unzipSync(bytes)
const sheetNames: Record<string, string> = words.sheets
const headings: Record<string, string> = words.columns
const sheetOf = (index: number) => strFromU8(parts[`xl/worksheets/sheet${index + 1}.xml`]!)

describe('parts', () => {
  test('well-formed, read by another reader of packages too', () => {
    const pack = openPackage(bytes)
    expect(pack.names.toSorted()).toEqual(Object.keys(parts).toSorted())
    for (const name of pack.names) expect(() => readXml(pack.read(name)!, name, { open: () => undefined })).not.toThrow()
  })
  test.for(tables.map((table, index) => ({ ...table, index })))('$name: header frozen, filter on all, no formula', ({ columns, rows, index }) => {
    const sheet = sheetOf(index)
    expect(sheet).not.toMatch(/<f[\s>/]/)
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    const count = [...rows()].length
    expect(sheet).toMatch(new RegExp(`<autoFilter ref="A1:[A-Z]+${count + 1}"/>`))
    expect(sheet.split('<row ').length - 2).toBe(count)
    expect(sheet.split('<col ').length - 1).toBe(columns.length)
  })
  test('numbers, booleans and days are typed', () => {
    const scores = sheetOf(1)
    expect(scores).toMatch(/<c r="F2" s="4"><v>[\d.]+<\/v><\/c>/)
    expect(scores).toMatch(/ t="b"><v>[01]<\/v>/)
    expect(sheetOf(4)).toMatch(/<c r="E\d+" s="6"><v>45351<\/v>/)
    expect(strFromU8(parts['xl/styles.xml']!)).toContain('formatCode="yyyy\\-mm\\-dd"')
  })
  test('a text that repeats is written once; a digest stands in its cell', () => {
    const texts = [...strFromU8(parts['xl/sharedStrings.xml']!).matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map(([, text]) => text!)
    expect(new Set(texts).size).toBe(texts.length)
    expect(strFromU8(parts['xl/sharedStrings.xml']!)).toContain(`uniqueCount="${texts.length}"`)
    const used = tables.flatMap((_, index) => [...sheetOf(index).matchAll(/ t="s"><v>(\d+)<\/v>/g)].map(([, number]) => Number(number)))
    expect(new Set(used)).toEqual(new Set(texts.keys()))
    expect(sheetOf(3)).toMatch(/ t="inlineStr"><is><t>[0-9a-f]{64}<\/t>/)
  })
  test('the list of texts has an end: later ones stand in their cells', async () => {
    const table: Table = {
      name: 'x',
      columns: [{ key: 'k', type: 'text', width: 9 }],
      rows: () => Array.from({ length: 20_100 }, (_, at) => [`t${at}`]),
    }
    const long = unzipSync(await workbookOf([table]))
    const sheet = strFromU8(long['xl/worksheets/sheet1.xml']!)
    expect(sheet.split(' t="s"').length - 1).toBe(20_000)
    expect(sheet.split(' t="inlineStr"').length - 1).toBe(101)
  })
  test('a table longer than a sheet goes on in another', async () => {
    const [long] = tables.filter(({ name }) => name === 'findings')
    const count = [...long!.rows()].length
    const split = unzipSync(await workbookOf([long!], 100))
    const sheets = Object.keys(split).filter((name) => name.startsWith('xl/worksheets/'))
    expect(sheets.length).toBe(Math.ceil(count / 100))
    expect([...strFromU8(split['xl/workbook.xml']!).matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name).slice(0, 3)).toEqual([
      'Hallazgos',
      'Hallazgos 2',
      'Hallazgos 3',
    ])
    const rows = sheets.reduce((sum, name) => sum + strFromU8(split[name]!).split('<row ').length - 2, 0)
    expect(rows).toBe(count)
  })
  test('a full sheet does not leave an empty one behind it; a table without rows has its sheet', async () => {
    const table: Table = {
      name: 'x',
      columns: [{ key: 'k', type: 'text', width: 9 }],
      *rows() {
        yield ['a']
        yield ['b']
      },
    }
    const sheets = async (of: Table) => Object.keys(unzipSync(await workbookOf([of], 2))).filter((name) => name.startsWith('xl/worksheets/')).length
    expect([await sheets(table), await sheets({ ...table, rows: () => [] })]).toEqual([1, 1])
  })
})

test.for([
  ['1899-12-31', undefined],
  ['1900-02-28', undefined],
  ['1900-03-01', 61],
  ['1970-01-01', 25_569],
  ['2024-02-29', 45_351],
  ['2026-11-21', 46_347],
  ['2199-12-31', 109_574],
  ['2026-02-30', undefined],
  ['=1+1', undefined],
] as const)('%s is day %s', ([date, serial]) => expect(serialOf(date)).toBe(serial))

const soffice = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version'], { env: { ...process.env, HOME: '/nonexistent' } }).status === 0)

/** Every sheet as LibreOffice shows it: texts in quotes, numbers without. */
function shown(workbook: Uint8Array): Map<string, ReturnType<typeof parseCsv>> {
  const folder = folderOf({ 'c.xlsx': workbook, 'home/x': '' })
  const out = join(folder, 'out')
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1'
  const { stdout, stderr } = spawnSync(
    soffice!,
    ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', filter, '--outdir', out, 'c.xlsx'],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 150_000,
      env: { PATH: process.env['PATH'], HOME: join(folder, 'home'), LC_ALL: 'C.UTF-8', TZ: 'America/Panama' },
    },
  )
  if (!existsSync(out)) throw new Error(stdout + stderr)
  return new Map(readdirSync(out).map((name) => [name.slice(2, -4), parseCsv(readFileSync(join(out, name), 'utf8'))]))
}

/** What a cell must show, by its type alone. */
function expected(value: Cell, type: string): { text: string; quoted: boolean } {
  if (value === null || value === '') return { text: '', quoted: false }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', quoted: false }
  if (typeof value === 'number') return { text: String(value), quoted: false }
  if (type === 'date' && serialOf(value) !== undefined) return { text: value, quoted: false }
  return { text: sheetText(value).replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, ''), quoted: true }
}

describe.skipIf(soffice === undefined)('LibreOffice', () => {
  let read: ReturnType<typeof shown> | undefined
  test('opens every sheet', { timeout: 180_000 }, () => {
    read = shown(bytes)
    expect([...read.keys()].toSorted()).toEqual(tables.map(({ name }) => sheetNames[name]!).toSorted())
  })
  test.for(tables)('$name: the same cells, of the same types', ({ name, columns, rows }) => {
    const [header, ...lines] = read!.get(sheetNames[name]!)!
    expect(header!.map(({ text }) => text)).toEqual(columns.map(({ key }) => headings[key]))
    const all = [...rows()]
    expect(lines.length).toBe(all.length)
    // How many decimals are shown is the business of the program; the number is ours.
    const number = (cell: ReturnType<typeof parseCsv>[number][number]) =>
      cell.quoted || cell.text === '' || Number.isNaN(Number(cell.text)) ? cell : { ...cell, text: String(Number(cell.text)) }
    for (const [at, line] of lines.entries()) expect(line.map(number)).toEqual(all[at]!.map((value, column) => expected(value, columns[column]!.type)))
  })
  test('what would be a formula is a text; long texts are cut to what a cell holds', () => {
    const names = read!.get('Instituciones')!.map((row) => row[1]!)
    for (const text of ['=1+1', '＝1', '\t=1', HOSTILE[8], '00123', '2026-01-31', 'TRUE']) expect(names).toContainEqual({ text, quoted: true })
    expect(Math.max(...names.map(({ text }) => text.length))).toBe(32_767)
    const method = new Map(read!.get('Método')!.map((row) => [row[0]!.text, row[1]!.text]))
    expect(method.get('totals.listed')).toBe(String(campaign.totals.listed))
  })
})
