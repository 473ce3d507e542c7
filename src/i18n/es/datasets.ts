// Why a table or a cell of it cannot be read and how to write it, in Spanish: clauses for the report, the terminal and the interview.
import type { DatasetError, RowProblem } from '../../model/evidence.ts'
import type { ObservationMessages } from '../../model/messages.ts'
import type { Column } from '../../model/rulebook.ts'
import { formatList, formatNumber } from '../format.ts'
import { byCode, type TableTrouble } from '../says.ts'

const UNREAD: Record<DatasetError['code'], (line: number, detail: string) => string> = {
  unreadable: (_line, detail) => `el sistema no deja leer el archivo${detail === '' ? '' : ` (${detail})`}; revise los permisos`,
  'too-large': () => 'pasa de 64 MB; quite las filas o columnas que no hagan falta',
  'not-a-file': () => 'no es un archivo, sino una carpeta, un enlace o un dispositivo; ponga el CSV en su lugar',
  'not-text': () => 'no es texto, sino quizás un libro de Excel; guárdelo como «CSV UTF-8 (delimitado por comas)»',
  'no-header': (line, detail) =>
    `en la línea ${line} no está el encabezado, con nombres de columna como ${detail}; borre los títulos que tenga encima, o escriba los nombres como en la plantilla`,
  'duplicate-header': (_line, detail) => `dos encabezados nombran la columna «${detail}»; deje uno solo`,
  'unclosed-quote': (line) => `en la fila que empieza en la línea ${line} se abre una comilla (") que no se cierra; ciérrela o bórrela`,
  'stray-quote': (line) =>
    `en la fila que empieza en la línea ${line} hay una comilla (") fuera de lugar; bórrela o, si es parte de un valor entre comillas, escríbala dos veces ("")`,
  'field-too-long': (line) =>
    `en la fila que empieza en la línea ${line} hay una celda o una línea de más de un millón de caracteres; revise si falta una comilla de cierre (")`,
  'too-many-rows': (_line, detail) => `tiene más de ${formatNumber(Number(detail))} filas; quite las que no hagan falta`,
  'too-many-columns': (line) => `la fila que empieza en la línea ${line} tiene más de 1000 columnas; quite las que no hagan falta`,
}

/** `la columna «x» …; deje uno solo`, after «no se pudo leer:». */
export const whyUnread = ({ code, line, detail }: TableTrouble): string => byCode(UNREAD, code)?.(line, detail) ?? code

const FORM: Record<Column['type'], string> = {
  text: 'texto',
  integer: 'un número entero, como 1234',
  number: 'un número con punto decimal, como 99.9',
  date: 'una fecha que exista, AAAA-MM-DD',
  datetime: 'una fecha AAAA-MM-DD, o con hora, AAAA-MM-DD hh:mm',
  boolean: '«sí» o «no»',
  enum: 'un valor de la lista',
}

const CELL: Record<RowProblem['code'], (type: string, values: readonly string[]) => string> = {
  'bad-cell': (type) => `se espera ${byCode(FORM, type) ?? type}`,
  'date-order': () =>
    'no se sabe qué es el día y qué es el mes, porque las fechas de la columna se contradicen o ninguna lo aclara; escríbalas todas AAAA-MM-DD',
  'not-in-list': (_type, values) => `se espera uno de estos valores: ${values.join(', ')}`,
  'ragged-row': () => 'encierre entre comillas (") los valores que lleven dentro el separador',
  'cell-too-long': () => 'pasa de 10,000 caracteres; abrévielo',
}

/** `se espera …`: what a cell should be, by the problem that it has and its column. */
export const cellWanted = (problem: string, type: string, values: readonly string[]): string => byCode(CELL, problem)?.(type, values) ?? problem

/** Cells of one column, or rows, that have the same problem: where, some of them, and what they should be. */
export const rowProblems = ({ path, column, problem, count, lines, examples, type, values }: ObservationMessages['dataset-row-problems']): string => {
  const n = formatNumber(count)
  const where = `${count === 1 ? 'línea' : 'líneas'} ${count > lines.length ? `${lines.join(', ')}…` : formatList(lines, 'es')}`
  const such = examples.map((example) => `«${example}»`).join(', ')
  const found =
    column === ''
      ? `${n} ${count === 1 ? 'fila con un número de celdas' : 'filas con un número de celdas'} que no es el del encabezado (${where})`
      : `${n} ${count === 1 ? 'celda' : 'celdas'} de la columna ${column} que no se ${count === 1 ? 'pudo' : 'pudieron'} interpretar (${where}${such === '' ? '' : `: ${such}`})`
  return `La tabla ${path} tiene ${found}; ${cellWanted(problem, type, values)}.`
}
