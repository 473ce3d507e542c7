// One pass through several forms: what fails first is what is told, and everything that was opened is closed.
import { expect, test } from 'vitest'
import type { Table } from '../../src/report/campaign/table.ts'
import { csvWriter } from '../../src/report/campaign/csv.ts'
import { writeTables, type TableWriter } from '../../src/report/campaign/writer.ts'

const table = (name: string, rows: number): Table => ({
  name,
  columns: [{ key: 'k', type: 'integer', width: 9 }],
  rows: () => Array.from({ length: rows }, (_, at) => [at]),
})

/** A form that notes what it is asked for, and fails at one of it. */
function noting(log: string[], name: string, fails?: string): () => TableWriter {
  const note = (what: string): void => {
    log.push(`${name} ${what}`)
    if (what === fails) throw new Error(`${name} ${what}`)
  }
  return () => {
    note('open')
    return {
      begin: ({ name: begun }) => {
        note(`begin ${begun}`)
        return { rows: async (rows) => note(`rows ${rows.length}`), end: () => note('rows end') }
      },
      end: () => note('end'),
      close: () => note('close'),
    }
  }
}

test('some hundred rows at a time go to each form; all end, then all close', async () => {
  const log: string[] = []
  await writeTables([table('x', 501), table('y', 0)], [noting(log, 'a'), noting(log, 'b')])
  expect(log.filter((line) => line.startsWith('b')).map((line) => line.slice(2))).toEqual([
    'open',
    'begin x',
    'rows 500',
    'rows 1',
    'rows end',
    'begin y',
    'rows end',
    'end',
    'close',
  ])
  expect(log.slice(-4)).toEqual(['a end', 'b end', 'a close', 'b close'])
})

test.for(['open', 'begin x', 'rows 3', 'rows end', 'end', 'close'])(
  'whatever was opened is closed when «%s» fails, and the first failure is told',
  async (fails) => {
    const log: string[] = []
    const written = writeTables([table('x', 3)], [noting(log, 'a', 'close'), noting(log, 'b', fails), noting(log, 'c')])
    await expect(written).rejects.toThrow(fails === 'close' ? 'a close' : `b ${fails}`)
    const opened = log.filter((line) => line.endsWith(' open') && line !== (fails === 'open' ? 'b open' : '')).map((line) => line[0])
    expect(log.filter((line) => line.endsWith(' close')).map((line) => line[0])).toEqual(opened)
  },
)

test('a CSV file that cannot be closed is not closed twice', async () => {
  let closed = 0
  const open = () => ({
    write: () => undefined,
    close: () => {
      closed += 1
      throw new Error('full')
    },
  })
  await expect(writeTables([table('x', 1)], [() => csvWriter(open)])).rejects.toThrow('full')
  expect(closed).toBe(1)
})
