// The tables of a campaign, and the same cells in CSV and in the database.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { databaseWriter } from '../../src/campaign/database.ts'
import { tables as words } from '../../src/i18n/es/tables.ts'
import { tables as enWords } from '../../src/i18n/en/tables.ts'
import { writeTables } from '../../src/report/campaign/writer.ts'
import { tablesOf, type Cell, type Table } from '../../src/report/campaign/tables.ts'
import { csvCell } from '../../src/report/csv.ts'
import { looksLikeFormula } from '../../src/util/spreadsheet-formula.ts'
import { madeCampaign } from '../support/campaign.ts'
import { folderOf } from '../support/folder.ts'
import { csvOf, databaseOf, digestsOf, HOSTILE, hostileTables, parseCsv } from './campaign-hostile.ts'

const { campaign, tables } = hostileTables()
const named = (name: string): Table => tables.find((table) => table.name === name)!
const rowsOf = (table: Table): Cell[][] => [...table.rows()].map((row) => [...row])
const columnOf = (table: Table, key: string): Cell[] => {
  const at = table.columns.findIndex((column) => column.key === key)
  return rowsOf(table).map((row) => row[at]!)
}
const NAMES = ['institutions', 'scores', 'topics', 'findings', 'evidence', 'anomalies', 'requirements', 'sample', 'verdicts', 'deltas', 'method']

describe('tables', () => {
  test('all of them; sample and changes only where there are any', () => {
    expect(tables.map(({ name }) => name)).toEqual(NAMES)
    const { campaign: bare, details } = madeCampaign(3)
    expect(tablesOf(bare, details, 'en').map(({ name }) => name)).toEqual(NAMES.filter((name) => !['sample', 'verdicts', 'deltas'].includes(name)))
  })
  test.for(tables)('$name: every row has every column, each of its type, and can be read again', (table) => {
    const fits = (value: Cell, type: string) =>
      value === null ||
      {
        text: typeof value === 'string',
        date: typeof value === 'string',
        integer: Number.isInteger(value),
        number: Number.isFinite(value),
        boolean: typeof value === 'boolean',
      }[type]
    const wrong = rowsOf(table).filter((row) => row.length !== table.columns.length || row.some((value, at) => !fits(value, table.columns[at]!.type)))
    expect(wrong).toEqual([])
    expect(rowsOf(table)).toEqual(rowsOf(table))
    expect(new Set(table.columns.map(({ key }) => key)).size).toBe(table.columns.length)
  })
  test('rows are sorted by institution, whatever the order of the campaign', () => {
    const { campaign: made, details } = madeCampaign(30)
    const turned = { ...made, institutions: made.institutions.toReversed(), rulebooks: made.rulebooks.toReversed() }
    for (const [at, table] of tablesOf(turned, details, 'es').entries()) expect(rowsOf(table)).toEqual(rowsOf(tablesOf(made, details, 'es')[at]!))
  })
  test('details out of order, or twice, are a fault', () => {
    const { campaign: made, details } = madeCampaign(5)
    const [findings] = tablesOf(made, () => [...details()].toReversed(), 'es').filter(({ name }) => name === 'findings')
    expect(() => rowsOf(findings!)).toThrow('out of order')
  })
  test('listed = assessed + rejected + missing, in rows and in the method', () => {
    const { listed, assessed, rejected, missing } = campaign.totals
    const status = columnOf(named('institutions'), 'status')
    const count = (word: string) => status.filter((value) => value === word).length
    expect([status.length, count('assessed'), count('rejected'), count('missing')]).toEqual([listed, assessed, rejected, missing])
    const method = new Map(rowsOf(named('method')) as [string, string][])
    expect(['listed', 'assessed', 'rejected', 'missing'].map((key) => method.get(`totals.${key}`))).toEqual([listed, assessed, rejected, missing].map(String))
    expect(method.size).toBe(rowsOf(named('method')).length)
    expect(columnOf(named('scores'), 'institution').length).toBe(assessed)
  })
  test('a rejection says its code, where and why', () => {
    const row = rowsOf(named('institutions')).find((cells) => cells.includes('rejected'))!
    expect(row).toEqual(expect.arrayContaining(['input', 'cumple.yaml:3:1']))
    expect(row.join(' ')).toContain('cumple.yaml:3:1: La clave «intitution»')
  })
  test('every heading is of a column, in both languages; names of sheets leave room for a number', () => {
    const keys = new Set(tables.flatMap(({ columns }) => columns.map(({ key }) => key)))
    expect(Object.keys(words.columns).filter((key) => !keys.has(key))).toEqual([])
    expect(Object.keys(words.sheets)).toEqual(NAMES)
    for (const name of [...Object.values(words.sheets), ...Object.values(enWords.sheets)]) expect(name).toMatch(/^[^[\]:*?/\\']{1,28}$/)
  })
})

test('docs/campaign-tables.md lists every table and column, with type and heading', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/campaign-tables.md'), 'utf8')
  const headings: Record<string, string> = words.columns
  const sections = page.split(/^## /m).slice(1)
  const found = sections.flatMap((section) => {
    const name = /^`(\w+)`/.exec(section)?.[1]
    return name === undefined
      ? []
      : [...section.matchAll(/^\| `(\w+)` \| (\w+) \| (.+?) \| \S/gm)].map(([, key, type, heading]) => `${name}.${key} ${type}: ${heading}`)
  })
  expect(found).toEqual(tables.flatMap(({ name, columns }) => columns.map(({ key, type }) => `${name}.${key} ${type}: ${headings[key]}`)))
  expect(page).toContain('cumple/campaign-tables@1')
})

describe('CSV', () => {
  test.for(tables)('$name: keys, then the same cells, none a formula', async (table) => {
    const text = await csvOf(table)
    const [header, ...rows] = parseCsv(text).map((row) => row.map((cell) => cell.text))
    expect(header).toEqual(table.columns.map(({ key }) => key))
    const plain = (value: Cell) => parseCsv(`${csvCell(value)}\r\n`)[0]![0]!.text
    expect(rows).toEqual(rowsOf(table).map((row) => row.map(plain)))
    const texts = rows.map((row) => row.filter((_, at) => !['integer', 'number'].includes(table.columns[at]!.type)))
    expect(texts.flat().filter(looksLikeFormula)).toEqual([])
    // eslint-disable-next-line no-control-regex -- these are the characters that must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u202E]|\p{Surrogate}/u)
  })
  test('a hostile name is neutralised, not lost', async () => {
    const names = parseCsv(await csvOf(named('institutions'))).map((row) => row[1]!.text)
    expect(names).toEqual(expect.arrayContaining(["'=1+1", "'＝1", "'@SUM(A1)", 'nulo\\u{0}fin', '_x000D_ y _x0041_ y _x005F_']))
  })
})

describe('database', () => {
  const open = async () => {
    const folder = folderOf({ 'c.sqlite': await databaseOf(tables) })
    return new DatabaseSync(join(folder, 'c.sqlite'), { readOnly: true })
  }
  const sqlName = (name: string) => (name === 'method' ? 'meta' : name)
  test.for(tables)('$name: exactly the same values', async (table) => {
    const kept = (value: Cell): unknown => (typeof value === 'boolean' ? Number(value) : typeof value === 'string' ? value.toWellFormed() : value)
    const rows = (await open())
      .prepare(`SELECT * FROM ${sqlName(table.name)}`)
      .all()
      .map((row) => Object.values(row))
    const expected = rowsOf(table).map((row) => row.map(kept))
    expect(rows).toEqual(table.name === 'method' ? expected.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)) : expected)
  })
  test('only half of a surrogate pair is not what it was', async () => {
    const names = (await open())
      .prepare('SELECT name FROM institutions')
      .all()
      .map((row) => row['name'])
    expect(names).toEqual(columnOf(named('institutions'), 'name').map((name) => String(name).replace(/\p{Surrogate}/gu, '\uFFFD')))
    expect(HOSTILE.filter((text) => !text.isWellFormed()).length).toBe(1)
  })
  test('sound, strict, marked, with keys and types', async () => {
    const database = await open()
    const value = (sql: string) => Object.values(database.prepare(sql).get()!)[0]
    expect(value('PRAGMA integrity_check')).toBe('ok')
    expect([value('PRAGMA user_version'), value('PRAGMA application_id'), value('PRAGMA page_size')]).toEqual([1, 0x43756d70, 4096])
    const made = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'").all()
    expect(made.filter(({ sql }) => !/STRICT/.test(String(sql)))).toEqual([])
    expect(value("SELECT value FROM meta WHERE key = 'schema'")).toBe('cumple/campaign-tables@1')
    expect(value('SELECT count(*) FROM institutions')).toBe(campaign.totals.listed)
    expect(value("SELECT count(*) FROM findings WHERE outcome = 'unmet' AND waived_until >= '1900-01-01'")).toEqual(expect.any(Number))
  })
})

test('the same bytes again, in another process and in another time zone', async () => {
  const here = await digestsOf(tables)
  expect(await digestsOf(hostileTables().tables)).toEqual(here)
  const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'campaign-digests-child.ts')], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TZ: 'Asia/Kathmandu', LC_ALL: 'C' },
  })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual(here)
})

test('a database is never written over another', async () => {
  const path = join(folderOf({}), 'c.sqlite')
  const write = () => writeTables(tables, [() => databaseWriter(path)])
  await write()
  await expect(write()).rejects.toThrow('already exists')
})

test('a change says which index it compares', () =>
  expect(new Set(rowsOf(named('deltas')).map((row) => row[named('deltas').columns.findIndex(({ key }) => key === 'compared')]))).toEqual(
    new Set(['compliance', 'good_practice']),
  ))
