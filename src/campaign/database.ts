// The tables as an SQLite file of their own: typed, sorted, in one transaction, so that the same tables are the same bytes.
import type { DatabaseSync } from 'node:sqlite'
import type { Cell, Column } from '../report/campaign/tables.ts'
import type { RowWriter, TableWriter } from '../report/campaign/writer.ts'
import { openDatabase } from './sqlite.ts'

/** «Cump», by which `file` and others can tell it. */
const APPLICATION_ID = 0x43_75_6d_70
/** Goes up when a table or a column goes or changes its meaning. */
const USER_VERSION = 1

const TYPES: Readonly<Record<Column['type'], string>> = { text: 'TEXT', integer: 'INTEGER', number: 'REAL', boolean: 'INTEGER', date: 'TEXT' }

/** The table of the method is called as databases call it. */
const NAMES: Readonly<Record<string, string>> = { method: 'meta' }

const KEYS: Readonly<Record<string, readonly string[]>> = {
  institutions: ['institution'],
  scores: ['institution', 'rulebook', 'role'],
  topics: ['institution', 'rulebook', 'role', 'topic'],
  findings: ['institution', 'number'],
  evidence: ['institution', 'document'],
  anomalies: ['number', 'institution'],
  requirements: ['rulebook', 'number'],
  sample: ['draw', 'number'],
  verdicts: ['institution', 'number'],
  deltas: ['institution', 'rulebook', 'role'],
  method: ['key'],
}

const INDICES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  institutions: [['status'], ['kind']],
  scores: [['rulebook', 'compliance_low']],
  findings: [['rulebook', 'rule', 'outcome']],
  evidence: [['sha256']],
  anomalies: [['institution']],
}

/** A fresh database at a path where there is no file yet; the caller moves it to its place. */
export function databaseWriter(path: string): TableWriter {
  const database = openDatabase(path)
  try {
    // Nobody reads it before it is whole: without journal, lock and sync it is written once.
    database.exec('PRAGMA page_size = 4096; PRAGMA encoding = "UTF-8"; PRAGMA auto_vacuum = NONE; PRAGMA locking_mode = EXCLUSIVE')
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000')
    database.exec(`BEGIN; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${USER_VERSION}`)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    begin: ({ name, columns }) => tableWriter(database, name, columns),
    end: () => database.exec('COMMIT'),
    close: () => database.close(),
  }
}

function tableWriter(database: DatabaseSync, name: string, columns: readonly Column[]): RowWriter {
  const table = quoted(NAMES[name] ?? name)
  const keys = KEYS[name]
  const parts = columns.map(({ key, type }) => `${quoted(key)} ${TYPES[type]}`)
  database.exec(
    keys
      ? `CREATE TABLE ${table} (${[...parts, `PRIMARY KEY (${list(keys)})`].join(', ')}) STRICT, WITHOUT ROWID`
      : `CREATE TABLE ${table} (${parts.join(', ')}) STRICT`,
  )
  const insert = database.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
  const types = columns.map(({ type }) => type)
  return {
    rows: (rows) => {
      for (const row of rows) insert.run(...row.map((value, at) => bound(value, types[at])))
    },
    end: () => {
      for (const index of INDICES[name] ?? []) database.exec(`CREATE INDEX ${quoted([name, ...index].join('_'))} ON ${table} (${list(index)})`)
    },
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const list = (names: readonly string[]): string => names.map(quoted).join(', ')

/** UTF-8 cannot hold half a surrogate pair, so it becomes the sign for that; everything else is kept, NUL included. */
function bound(value: Cell, type: Column['type'] | undefined): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return null
  // A number is bound as a float; a whole one must not arrive in a column of texts as «5.0».
  return type === 'text' ? String(value) : type === 'integer' ? BigInt(value) : value
}
