// Tables as people hand them in: any common delimiter, encoding and header, every row with its line; nothing guessed.
import { expect, test } from 'vitest'
import { readDataset } from '../../src/evidence/dataset.ts'
import type { DatasetDef } from '../../src/model/rulebook.ts'
import { TABLE, text } from '../support/rulebook.ts'

const column = (name: string, type: DatasetDef['columns'][number]['type'] = 'text', part: Partial<DatasetDef['columns'][number]> = {}) => ({
  name,
  type,
  required: false,
  personal: false,
  sensitive: false,
  meaning: text(name),
  aliases: [],
  ...part,
})
const DEF: DatasetDef = {
  id: 't',
  title: text('t'),
  meaning: text('t'),
  key: 'id',
  columns: [
    column('id', 'text', { aliases: ['número de inventario', 'asset tag'] }),
    column('nombre'),
    column('fecha', 'date'),
    column('hora', 'datetime'),
    column('monto', 'number'),
    column('copias', 'integer'),
    column('activo', 'boolean'),
    column('nivel', 'enum', {
      values: [
        { value: 'alto', aliases: ['high', 'crítico'] },
        { value: 'bajo', aliases: [] },
      ],
    }),
    column('persona', 'date', { personal: true }),
  ],
}
const bytes = (source: string | Uint8Array) => (typeof source === 'string' ? new TextEncoder().encode(source) : source)
const read = (source: string | Uint8Array, headers?: Record<string, string>) => readDataset(DEF, 'datos/t.csv', bytes(source), headers)
const cells = (source: string | Uint8Array) => read(source).rows.map((row) => Object.values(row.cells))
const problems = (source: string) => read(source).problems.map(({ line, column: name, code, value }) => [line, name, code, value])
const utf16 = (source: string) => Buffer.from(`\uFEFF${source}`, 'utf16le')
const latin = (source: string) => new Uint8Array(Buffer.from(source, 'latin1'))

test.for<[name: string, source: string | Uint8Array, delimiter: string, encoding: string]>([
  ['commas', 'id,nombre\nA,Año', ',', 'utf-8'],
  ['semicolons', 'id;nombre\nA;Año', ';', 'utf-8'],
  ['tabs', 'id\tnombre\nA\tAño', '\t', 'utf-8'],
  ['bars', 'id|nombre\nA|Año', '|', 'utf-8'],
  ['a byte order mark', '\uFEFFid;nombre\nA;Año', ';', 'utf-8'],
  ['Windows line ends', 'id,nombre\r\nA,Año\r\n', ',', 'utf-8'],
  ['bare returns', 'id,nombre\rA,Año\r', ',', 'utf-8'],
  ['UTF-16 as Excel writes it', utf16('id\tnombre\r\nA\tAño\r\n'), '\t', 'utf-16'],
  ['UTF-16 the other way round', utf16('id;nombre\nA;Año').swap16(), ';', 'utf-16'],
  ['windows-1252', latin('id;nombre\nA;A\xf1o'), ';', 'windows-1252'],
  ['quoted headers', '"id";"nombre"\n"A";"Año"', ';', 'utf-8'],
  ['commas in a header of semicolons', 'id;nombre;a,b,c,d\nA;Año;x', ';', 'utf-8'],
  ['blank lines first', '\n\nid;nombre\nA;Año', ';', 'utf-8'],
  ['one column is enough to settle it', 'otra,id,más\n', ',', 'utf-8'],
])('%s are read', ([name, source, delimiter, encoding]) => {
  const table = read(source)
  expect([table.delimiter, table.encoding, table.error]).toEqual([name.startsWith('one') ? expect.any(String) : delimiter, encoding, undefined])
  if (!name.startsWith('one')) expect(table.rows.map((row) => row.cells)).toEqual([{ id: 'A', nombre: 'Año' }])
})

test('the signs that Windows has beyond Latin-1 are read', () => expect(cells(latin('id,nombre\nA,\x93x\x94 \x80'))).toEqual([['A', '“x” €']]))

test('every row has the line where it begins, across cells of several lines and blank lines', () => {
  const source = 'id,nombre\nA,"one\ntwo\nthree"\n\nB,x\n"C",y\n,,\nD,"z"\n'
  expect(read(source).rows.map(({ line, cells: { id } }) => [line, id])).toEqual([
    [2, 'A'],
    [6, 'B'],
    [7, 'C'],
    [9, 'D'],
  ])
  expect(read(source.replaceAll('\n', '\r\n')).rows.map(({ line }) => line)).toEqual([2, 6, 7, 9])
  expect(read(source.replaceAll('\n', '\r')).rows.map(({ line }) => line)).toEqual([2, 6, 7, 9])
})

// T19, "no silent merge": a header written by one program and rows appended by another. No row may be lost and no line may drift.
test.for<[name: string, source: string, is: [line: number, id: string, nombre: string | null][]]>([
  [
    'LF, then CRLF',
    'id,nombre\nA,x\r\nB,y\r\nC,z\r\n',
    [
      [2, 'A', 'x'],
      [3, 'B', 'y'],
      [4, 'C', 'z'],
    ],
  ],
  [
    'CRLF, then LF',
    'id,nombre\r\nA,x\nB,y\nC,z\n',
    [
      [2, 'A', 'x'],
      [3, 'B', 'y'],
      [4, 'C', 'z'],
    ],
  ],
  [
    'LF inside a quoted header of a CRLF file',
    'id,nombre,"una\nnota"\r\nA,x,n\r\nB,y,n\r\n',
    [
      [3, 'A', 'x'],
      [4, 'B', 'y'],
    ],
  ],
])('line ends of two kinds in one file: %s', ([, source, is]) => {
  expect(read(source).rows.map(({ line, cells: row }) => [line, row['id'], row['nombre']])).toEqual(is)
})

test('ragged rows are kept and told by line; a delimiter at the end of each is nothing', () => {
  expect(problems('id,nombre\nA\nB,x,extra\nC,y\nD,z,\n')).toEqual([
    [2, '', 'ragged-row', undefined],
    [3, '', 'ragged-row', undefined],
  ])
  expect(cells('id,nombre\nA\nB,x,extra')).toEqual([
    ['A', null],
    ['B', 'x'],
  ])
  expect([problems('id;nombre;\nA;x;\nB;y;\n'), read('id;nombre;\nA;x;\n').unknownHeaders]).toEqual([[], []])
  expect(read('id; ;nombre\nA;x;y\n').unknownHeaders).toEqual([])
})

test.for<[name: string, source: string | Uint8Array, error: object]>([
  ['a quote that is never closed', 'id,nombre\nA,x\nB,"y\nC,z\n', { code: 'unclosed-quote', line: 3 }],
  ['a quote inside a quoted cell', 'id,nombre\nA,"x "y" z"\nB,w\n', { code: 'stray-quote', line: 2 }],
  ['one column twice', 'id,nombre,ID\nA,x,B', { code: 'duplicate-header', detail: 'id' }],
  ['a column under its name and under an alias', 'id,asset tag\nA,B', { code: 'duplicate-header', detail: 'id' }],
  ['a title above the header', '\nInventario de 2026,\nid,nombre\nA,x', { code: 'no-header', line: 2, detail: 'id, nombre, fecha' }],
  ['UTF-16 that does not say so', utf16('id,nombre\nA,x').subarray(2), { code: 'not-text' }],
  ['a NUL', 'id,nombre\nA,x\0y', { code: 'not-text' }],
])('%s: no rows, an error with its line', ([, source, error]) => {
  const table = read(source)
  expect(table.error).toMatchObject(error)
  expect([table.rows, table.columns]).toEqual([[], []])
})

test('a table of headers alone and an empty file are empty, not broken', () => {
  expect([read('id,nombre\n').rows, read('id,nombre\n').columns, read('id,nombre').error]).toEqual([[], ['id', 'nombre'], undefined])
  expect([read('').rows, read('').columns, read('').error]).toEqual([[], [], undefined])
})

test('headers match by alias, without regard to case, accents, blanks and signs', () => {
  for (const header of ['ID', ' id ', 'Número de Inventario', 'NUMERO_DE_INVENTARIO', 'numero-de.inventario', 'Asset Tag', '"Asset\tTag"'])
    expect({ header, columns: read(`${header},x\nA,b`).columns }).toEqual({ header, columns: ['id'] })
  expect(read('Placa,nombre,color\nA,b,c', { id: 'PLACA' })).toMatchObject({ columns: ['id', 'nombre'], unknownHeaders: ['color'] })
})

const cell = (name: string, value: string, others: string[] = []) => {
  const table = read(`id,${name}\n${[value, ...others].map((item) => `x,"${item}"`).join('\n')}\n`)
  return table.rows[0]!.invalid.length > 0 ? table.problems[0]!.code : table.rows[0]!.cells[name]
}
test.for<[column: string, value: string, is: unknown]>([
  ['nombre', '  dos palabras ', 'dos palabras'],
  ['nombre', ' ', null],
  ['nombre', 'an\u0303o', 'año'],
  ['nombre', 'x'.repeat(10_000), 'x'.repeat(10_000)],
  ['nombre', 'x'.repeat(10_001), 'cell-too-long'],
  ['copias', '12', 12],
  ['copias', '-3', -3],
  ['copias', '1,234', 1234],
  ['copias', '12,345,678', 12_345_678],
  ['copias', '12,34', 'bad-cell'],
  ['copias', '1.5', 'bad-cell'],
  ['copias', '1e3', 'bad-cell'],
  ['copias', 'doce', 'bad-cell'],
  ['copias', '99999999999999999999', 'bad-cell'],
  ['monto', '1,234.50', 1234.5],
  ['monto', '12,345,678.9', 12_345_678.9],
  ['monto', '1234', 1234],
  ['monto', '1234,50', 'bad-cell'],
  ['monto', '1.234.567', 'bad-cell'],
  ['monto', '0x10', 'bad-cell'],
  ['monto', 'NaN', 'bad-cell'],
  ['monto', '', null],
  ['activo', 'Sí', true],
  ['activo', 'X', true],
  ['activo', 'NO', false],
  ['activo', '0', false],
  ['activo', 'tal vez', 'bad-cell'],
  ['nivel', 'ALTO', 'alto'],
  ['nivel', 'Critico', 'alto'],
  ['nivel', 'High', 'alto'],
  ['nivel', 'medio', 'not-in-list'],
  ['fecha', '2026-02-28', '2026-02-28'],
  ['fecha', '2026-02-30', 'bad-cell'],
  ['fecha', '28/02/2026', '2026-02-28'],
  ['fecha', '02/28/2026', '2026-02-28'],
  ['fecha', '28-2-2026', '2026-02-28'],
  ['fecha', '01/02/2026', 'date-order'],
  ['fecha', '12/02/2026', 'date-order'],
  ['fecha', '02/12/2026', 'date-order'],
  ['fecha', '28/02/26', 'bad-cell'],
  ['fecha', '128/02/2026', 'bad-cell'],
  ['fecha', '28/02/20261', 'bad-cell'],
  ['fecha', '45000', 'bad-cell'],
  ['fecha', '31/04/2026', 'bad-cell'],
  ['hora', '2026-11-21T08:05', '2026-11-21T08:05'],
  ['hora', '2026-11-21 8:05:59', '2026-11-21T08:05'],
  ['hora', '2026-11-21T02:00Z', '2026-11-20T21:00'],
  ['hora', '2026-11-21T02:00+02:00', '2026-11-20T19:00'],
  ['hora', '2026-11-21T02:00:00.125-0330', '2026-11-21T00:30'],
  ['hora', '2026-11-21', '2026-11-21'],
  ['hora', '21/11/2026 23:59', '2026-11-21T23:59'],
  ['hora', '2026-11-21T24:00', 'bad-cell'],
  ['hora', '2026-11-21T10:60', 'bad-cell'],
  ['hora', '01/02/2026 10:00', 'date-order'],
  ['hora', 'ayer 10:00', 'bad-cell'],
  ['hora', 'el 2026-11-21', 'bad-cell'],
  ['hora', '2026-12-31T23:30-08:00', '2027-01-01T02:30'],
])('%s %j is %j', ([name, value, is]) => expect(cell(name, value)).toEqual(is))

test('the order of day and month is that of the column, when one date settles it', () => {
  expect(cell('fecha', '01/02/2026', [' 15/02/2026'])).toBe('2026-02-01')
  expect(cell('fecha', '01/02/2026', ['02/15/2026'])).toBe('2026-01-02')
  expect(cell('fecha', '01/02/2026', ['02/15/2026', '15/02/2026'])).toBe('date-order')
  expect(cell('fecha', '01/02/2026', ['2026-02-15'])).toBe('date-order')
})

test('a bad cell is told with what it holds, unless it is about a person', () => {
  expect(problems('id,copias,persona\nA,doce,ayer\n')).toEqual([
    [2, 'copias', 'bad-cell', 'doce'],
    [2, 'persona', 'bad-cell', undefined],
  ])
})

// With a cell too few, what stands in a column may be that of the next one.
test.for<[name: string, part: Partial<DatasetDef['columns'][number]>, value: string | undefined]>([
  ['a person', { personal: true }, undefined],
  ['a secret', { sensitive: true }, undefined],
  ['neither', {}, 'Ana'],
])('what a ragged row holds is told, unless the table has columns of %s', ([, part, value]) => {
  const def = { ...DEF, columns: [column('id'), column('copias', 'integer'), column('quien', 'text', part)] }
  expect(readDataset(def, 'datos/t.csv', bytes('id,copias,quien\nA,Ana\n')).problems).toEqual([
    { line: 2, column: '', code: 'ragged-row' },
    { line: 2, column: 'copias', code: 'bad-cell', ...(value === undefined ? {} : { value }) },
  ])
})

test('200,001 rows are too many', () => {
  expect(read(`id\n${'x\n'.repeat(200_000)}`).rows.length).toBe(200_000)
  expect(read(`id\n${'x\n'.repeat(200_001)}`).error?.code).toBe('too-many-rows')
})

test('millions of blank lines are too many rows, told before they take their memory', () => {
  const { error, rows } = readDataset(TABLE, 'datos/t.csv', Buffer.from(`${TABLE.columns[0]!.name}\n${'\n'.repeat(3_000_000)}`))
  expect([error, rows]).toEqual([{ code: 'too-many-rows', line: 0, detail: '200000' }, []])
})

test('what would take a gigabyte to parse is refused at the line where it stands, blank columns to the right are nothing', () => {
  const said = ({ error }: ReturnType<typeof read>) => [error?.code, error?.line]
  const twoLines = (second: string) => `id,nombre\n${second}\n`
  expect(said(read(twoLines(','.repeat(20_000_000))))).toEqual(['field-too-long', 2])
  expect(said(read(twoLines('"'.repeat(20_000_000))))).toEqual(['field-too-long', 2])
  expect(said(read(twoLines('x,'.repeat(1_001))))).toEqual(['too-many-columns', 2])
  expect(said(read(`id,${'x,'.repeat(1_000)}\n`))).toEqual(['too-many-columns', 1])
  expect(said(read(`id,${'x,'.repeat(999)}\n`))).toEqual([undefined, undefined])
  expect(said(read(twoLines(`A,"${'x\n'.repeat(500_001)}"`)))).toEqual(['field-too-long', 2])
  const blank = read(`id,nombre${','.repeat(16_000)}\n${`A,B${','.repeat(16_000)}\n`.repeat(1_000)}`)
  expect([blank.error, blank.rows.length, blank.problems]).toEqual([undefined, 1_000, []])
})
