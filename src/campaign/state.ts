// What a run has done so far, on disk: one row per source, kept as soon as it is known, so that a run killed anywhere goes on.
// Working state, not a deliverable: its bytes depend on how the run went.
import { lstatSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { CampaignDetail, Rejection } from '../model/campaign.ts'
import type { Outcome } from './join.ts'
import type { Prints } from './prints.ts'
import type { AssessedRow, ResultTexts } from './settings.ts'
import { openDatabase, openForeign } from './sqlite.ts'

/** A result worth keeping: assessed under a key, or rejected. */
export type Kept =
  | ({ readonly status: 'assessed'; readonly key: string; readonly row: AssessedRow } & ResultTexts)
  | { readonly status: 'rejected'; readonly id?: string | undefined; readonly name?: string | undefined; readonly rejection: Rejection }

export interface State {
  readonly get: (source: string) => Kept | undefined
  readonly put: (source: string, expected: string | undefined, kept: Kept) => void
  /** Keeps a result without the reports that were written for it. */
  readonly dropReports: (source: string) => void
  /** Drops every source that is not among these. */
  readonly keepOnly: (sources: ReadonlySet<string>) => void
  /** Everything but the details, sorted by source. Prints are read when they are asked for. */
  readonly outcomes: () => Outcome[]
  /** The details of the named sources one by one, sorted by institution. Findings and documents are read when they are asked for. */
  readonly details: (sources: ReadonlySet<string>) => Iterable<CampaignDetail>
  readonly meta: (key: string) => string | undefined
  readonly setMeta: (key: string, value: string) => void
  readonly close: () => void
}

const TABLES = {
  meta: 'meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  results:
    'results (source TEXT PRIMARY KEY, expected TEXT, status TEXT NOT NULL, key TEXT, id TEXT, row TEXT NOT NULL, prints TEXT, evidence TEXT, findings TEXT) STRICT, WITHOUT ROWID',
}

/** Opens the state of a run; only one process may. Throws with code `ERR_SQLITE_ERROR` when another has it. */
export function openState(path: string): State {
  const db = openDatabase(path)
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  for (const table of Object.values(TABLES)) db.exec(`CREATE TABLE IF NOT EXISTS ${table}`)
  return stateIn(db)
}

/**
 * Opens the state that a run on another machine left, to be read alone. A link, a pipe, views or triggers in the place of our tables,
 * and pages that lead in circles are refused: any of them could have more read or written than the file holds. Throws.
 */
export function openForeignState(path: string): State {
  if (lstatSync(path).isFile()) {
    const db = openForeign(path)
    try {
      db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON')
      const schema = db.prepare("SELECT coalesce(sql, '') AS sql FROM sqlite_schema ORDER BY name LIMIT 3").all()
      const ours = Object.values(TABLES).map((table) => `CREATE TABLE ${table}`)
      const known = schema.length === ours.length && schema.every(({ sql }, index) => sql === ours[index])
      // Only of our own tables: a column of others may be calculated, and checking it would do so.
      if (known && db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok') return stateIn(db)
    } catch (error) {
      db.close()
      throw error
    }
    db.close()
  }
  throw new Error('no state of a run')
}

/** What a run that was killed leaves beside its state: answers that are not in it yet. */
export const isUnfinished = (path: string): boolean => (lstatSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0

function stateIn(db: DatabaseSync): State {
  const select = db.prepare('SELECT status, key, row, prints, evidence, findings FROM results WHERE source = ?')
  const insert = db.prepare(
    'INSERT OR REPLACE INTO results (source, expected, status, key, id, row, prints, evidence, findings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const list = db.prepare('SELECT source, expected, status, id, row FROM results ORDER BY source')
  const named = db.prepare('SELECT source FROM results ORDER BY source')
  const detailed = db.prepare("SELECT source, id FROM results WHERE status = 'assessed' ORDER BY id, source")
  const part = {
    findings: db.prepare('SELECT findings AS part FROM results WHERE source = ?'),
    evidence: db.prepare('SELECT evidence AS part FROM results WHERE source = ?'),
    prints: db.prepare('SELECT prints AS part FROM results WHERE source = ?'),
  }
  const getMeta = db.prepare('SELECT value FROM meta WHERE key = ?')
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const parse = (value: unknown): unknown => JSON.parse(text(value))
  return {
    get: (source) => {
      const found = select.get(source)
      if (!found) return undefined
      if (found['status'] === 'rejected') return { status: 'rejected', ...(parse(found['row']) as Omit<Extract<Kept, { status: 'rejected' }>, 'status'>) }
      return {
        status: 'assessed',
        key: text(found['key']),
        row: parse(found['row']) as AssessedRow,
        prints: text(found['prints']),
        evidence: text(found['evidence']),
        findings: text(found['findings']),
      }
    },
    put: (source, expected, kept) => {
      if (kept.status === 'assessed')
        insert.run(source, expected ?? null, 'assessed', kept.key, kept.row.id, JSON.stringify(kept.row), kept.prints, kept.evidence, kept.findings)
      else {
        const { id, name, rejection } = kept
        insert.run(source, expected ?? null, 'rejected', null, id ?? null, JSON.stringify({ id, name, rejection }), null, null, null)
      }
    },
    dropReports: (source) =>
      void db.prepare("UPDATE results SET row = json_remove(row, '$.folder', '$.files') WHERE source = ? AND status = 'assessed'").run(source),
    keepOnly: (sources) => {
      const gone = named
        .all()
        .map((found) => text(found['source']))
        .filter((source) => !sources.has(source))
      const remove = db.prepare('DELETE FROM results WHERE source = ?')
      for (const source of gone) remove.run(source)
    },
    // One by one, so that their text is not all there at once.
    outcomes: () =>
      Array.from(list.iterate(), (found): Outcome => {
        const at = { source: text(found['source']), ...(found['expected'] === null ? {} : { expected: text(found['expected']) }) }
        return found['status'] === 'rejected'
          ? { ...at, status: 'rejected', ...(parse(found['row']) as { id?: string; name?: string; rejection: Rejection }) }
          : { ...at, status: 'assessed', row: parse(found['row']) as AssessedRow, prints: () => parse(part.prints.get(at.source)?.['part']) as Prints }
      }),
    *details(sources) {
      for (const found of detailed.iterate()) {
        const source = text(found['source'])
        if (!sources.has(source)) continue
        yield {
          institution: text(found['id']),
          get findings() {
            return parse(part.findings.get(source)?.['part']) as CampaignDetail['findings']
          },
          get evidence() {
            return parse(part.evidence.get(source)?.['part']) as CampaignDetail['evidence']
          },
        }
      }
    },
    meta: (key) => {
      const found = getMeta.get(key)
      return found ? text(found['value']) : undefined
    },
    setMeta: (key, value) => void db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value),
    close: () => db.close(),
  }
}
