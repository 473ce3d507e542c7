// The tables go through all their forms in one pass: a row is made once, and none is held longer than the few that go together.
import { inGroups } from '../../util/in-groups.ts'
import type { Cell, Table } from './table.ts'

/** A form of the tables: a file, or one for each. */
export interface TableWriter {
  /** Begins a table; the one before it has ended. */
  readonly begin: (table: Pick<Table, 'name' | 'columns'>) => RowWriter
  /** When all tables have ended. */
  readonly end?: () => void | Promise<void>
  /** Lets go of what it holds open: after `end`, or instead of it. */
  readonly close: () => void
}

/** Takes the rows of a table in their order. */
export interface RowWriter {
  readonly rows: (rows: readonly (readonly Cell[])[]) => void | Promise<void>
  readonly end: () => void | Promise<void>
}

/** What takes the bytes of one file. */
export interface Sink {
  readonly write: (chunk: string | Uint8Array) => void
  readonly close: () => void
}

const ROWS = 500

/** Writes every table in every form. Throws what fails first; whatever was opened is closed then. */
export async function writeTables(tables: readonly Table[], forms: readonly (() => TableWriter)[]): Promise<void> {
  const writers: TableWriter[] = []
  let failure: { readonly cause: unknown } | undefined
  try {
    for (const open of forms) writers.push(open())
    for (const { name, columns, rows } of tables) {
      const begun = writers.map((writer) => writer.begin({ name, columns }))
      for (const some of inGroups(rows(), ROWS)) for (const writer of begun) await writer.rows(some)
      for (const writer of begun) await writer.end()
    }
    for (const writer of writers) await writer.end?.()
  } catch (cause) {
    failure = { cause }
  }
  for (const writer of writers)
    try {
      writer.close()
    } catch (cause) {
      failure ??= { cause }
    }
  if (failure) throw failure.cause
}
