// Why a table or a cell of it cannot be read and how to write it, in English: clauses for the report, the terminal and the interview.
import type { DatasetError, RowProblem } from '../../model/evidence.ts'
import type { ObservationMessages } from '../../model/messages.ts'
import type { Column } from '../../model/rulebook.ts'
import { formatList, formatNumber } from '../format.ts'
import { byCode, type TableTrouble } from '../says.ts'

const UNREAD: Record<DatasetError['code'], (line: number, detail: string) => string> = {
  unreadable: (_line, detail) => `the system does not let the file be read${detail === '' ? '' : ` (${detail})`}; check the permissions`,
  'too-large': () => 'it is over 64 MB; take out rows or columns that are not needed',
  'not-a-file': () => 'it is no file but a folder, a link or a device; put the CSV in its place',
  'not-text': () => 'it is not text but perhaps an Excel workbook; save it as "CSV UTF-8 (comma delimited)"',
  'no-header': (line, detail) =>
    `line ${line} is not the header, with column names such as ${detail}; delete any titles above it, or write the names as in the template`,
  'duplicate-header': (_line, detail) => `two headers name the column "${detail}"; leave one of them`,
  'unclosed-quote': (line) => `the row that begins at line ${line} opens a quote (") that is never closed; close it or delete it`,
  'stray-quote': (line) =>
    `the row that begins at line ${line} has a quote (") out of place; delete it or, if it is part of a value between quotes, write it twice ("")`,
  'field-too-long': (line) =>
    `the row that begins at line ${line} has a cell or a line of more than a million characters; see whether a closing quote (") is missing`,
  'too-many-rows': (_line, detail) => `it has more than ${formatNumber(Number(detail))} rows; take out those that are not needed`,
  'too-many-columns': (line) => `the row that begins at line ${line} has more than 1000 columns; take out those that are not needed`,
}

/** `two headers name …; leave one of them`, after "could not be read:". */
export const whyUnread = ({ code, line, detail }: TableTrouble): string => byCode(UNREAD, code)?.(line, detail) ?? code

const FORM: Record<Column['type'], string> = {
  text: 'text',
  integer: 'a whole number, such as 1234',
  number: 'a number with a decimal point, such as 99.9',
  date: 'a date that exists, YYYY-MM-DD',
  datetime: 'a date YYYY-MM-DD, or with the hour, YYYY-MM-DD hh:mm',
  boolean: '"sí" or "no"',
  enum: 'a value of the list',
}

const CELL: Record<RowProblem['code'], (type: string, values: readonly string[]) => string> = {
  'bad-cell': (type) => `expected: ${byCode(FORM, type) ?? type}`,
  'date-order': () =>
    'day and month cannot be told apart, because the dates of the column contradict each other or none settles it; write all of them YYYY-MM-DD',
  'not-in-list': (_type, values) => `expected: one of the values ${values.join(', ')}`,
  'ragged-row': () => 'put values that contain the delimiter between quotes (")',
  'cell-too-long': () => 'more than 10,000 characters; shorten it',
}

/** `expected: …`: what a cell should be, by the problem that it has and its column. */
export const cellWanted = (problem: string, type: string, values: readonly string[]): string => byCode(CELL, problem)?.(type, values) ?? problem

/** Cells of one column, or rows, that have the same problem: where, some of them, and what they should be. */
export const rowProblems = ({ path, column, problem, count, lines, examples, type, values }: ObservationMessages['dataset-row-problems']): string => {
  const n = formatNumber(count)
  const where = `${count === 1 ? 'line' : 'lines'} ${count > lines.length ? `${lines.join(', ')}…` : formatList(lines, 'en')}`
  const such = examples.map((example) => `"${example}"`).join(', ')
  const found =
    column === ''
      ? `${n} ${count === 1 ? 'row' : 'rows'} with more or fewer cells than the header (${where})`
      : `${n} ${count === 1 ? 'cell' : 'cells'} of the column ${column} that could not be understood (${where}${such === '' ? '' : `: ${such}`})`
  return `The table ${path} has ${found}; ${cellWanted(problem, type, values)}.`
}
