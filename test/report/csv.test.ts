import { describe, expect, test } from 'vitest'
import { csv, csvCell } from '../../src/report/csv.ts'
import findingsCsv from '../../src/report/findings-csv.ts'
import planCsv from '../../src/report/plan-csv.ts'
import { FINDINGS, hostile, CASES, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const

/** RFC 4180, strictly: anything else throws. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length;) {
    const match = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
    match.lastIndex = at
    const found = match.exec(text)
    if (!found) throw new Error(`not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    at = match.lastIndex
    if (found[3] === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

describe('cells', () => {
  test.for([
    ['=1+1', "'=1+1"],
    ['=1+1\nx', `"'=1+1\nx"`],
    ['\u200B=1', "'\\u{200b}=1"],
    ['＝1', "'＝1"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\n=1"`],
    ['-1+cmd|x', `"'-1+cmd|x"`],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+507 500-0000', "'+507 500-0000"],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['di "no"', '"di ""no"""'],
    ['simple', 'simple'],
    [-5, '-5'],
    [0, '0'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
    ['a\u202Eb', 'a\\u{202e}b'],
  ] as const)('%j', ([value, cell]) => expect(csvCell(value)).toBe(cell))
  test('blanks before a formula do not hide it', () => expect(parse(csv(['h'], [[' =1']]))[1]).toEqual(["' =1"]))
  test.for(CASES)('never read as a formula, and read back whole: %s', ([, text]) => {
    const [, [cell = ''] = []] = parse(csv(['h'], [[text]]))
    expect(cell).not.toMatch(/^[\s\u200B-\u200F\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/)
  })
})

describe.for([
  ['findings', findingsCsv, FINDINGS.length],
  ['plan', planCsv, FINDINGS.filter((item) => ['partial', 'unmet', 'unknown', 'error'].includes(item.outcome)).length],
] as const)('%s', ([, format, count]) => {
  test('one row each, all as wide as the header', () => {
    const rows = parse(format.render(sample(), OPTIONS))
    expect(rows).toHaveLength(count + 1)
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
  })
  test.for(CASES)('still a table with %s in it', ([, text]) => expect(parse(format.render(hostile(text), OPTIONS))).toHaveLength(count + 1))
})
