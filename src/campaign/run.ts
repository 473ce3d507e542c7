// The run: every source through the pool, each result kept as soon as it is known, its reports moved in place as a whole.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CampaignRow } from '../model/campaign.ts'
import { PdfError } from '../report/pdf-error.ts'
import { sha256 } from '../util/canonical-json.ts'
import { by } from '../util/compare.ts'
import { errorCode } from '../util/read-file.ts'
import { openPool, type PoolOptions } from './pool.ts'
import type { Item, ItemResult, Order } from './settings.ts'
import type { Kept, State } from './state.ts'

export const INSTITUTIONS = 'instituciones'
export const STATE = 'state'
const STAGING = 'staging-'

export interface Progress {
  readonly done: number
  readonly total: number
  readonly rejected: number
  /** Taken over from an earlier run. */
  readonly reused: number
}

export interface RunOptions extends PoolOptions {
  readonly out: string
  /** Turns the HTML of a report into a PDF; needed when that format is asked for. */
  readonly print?: ((html: string) => Promise<Uint8Array>) | undefined
  readonly pdfName: string
  /** Institutions whose evidence was found where it should be: nobody else's reports go under their names. */
  readonly awaited: ReadonlySet<string>
  readonly onProgress: (progress: Progress) => void
}

/** Assesses every item that the state does not hold already. What cannot be written ends the run; what an item does never does. */
export async function runItems(items: readonly Item[], state: State, options: RunOptions): Promise<Progress> {
  const { out, onProgress, lanes } = options
  const staging = newStaging(join(out, STATE))
  mkdirSync(join(out, INSTITUTIONS), { recursive: true })
  state.keepOnly(new Set(items.map(({ source }) => source)))
  const pool = openPool(options)
  const progress = { done: 0, total: items.length, rejected: 0, reused: 0 }
  const queue = [...items.entries()]
  let stopped = false
  const one = async (item: Item, folder: string): Promise<void> => {
    mkdirSync(folder)
    const result = await pool.run({ item, staging: folder, ...known(state.get(item.source), out) })
    // Another lane failed: what comes back now says nothing of the institution.
    if (stopped) return
    if (result.status === 'failed') throw Object.assign(new Error(result.reason), { code: result.reason })
    const kept = await settled(result, folder, options)
    if (kept) keep(kept, item, folder, state, options)
    rmSync(folder, { recursive: true, force: true })
    progress.done += 1
    if (!kept) progress.reused += 1
    if (kept?.status === 'rejected') progress.rejected += 1
    onProgress({ ...progress })
  }
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await one(next[1], join(staging, String(next[0])))
  }
  try {
    // Twice as many as there are workers: while a result is put away, its worker has the next item already.
    const ended = await Promise.allSettled(
      Array.from({ length: 2 * lanes }, () =>
        work().catch(async (error: unknown) => {
          // What ends one ends all: nobody begins another item, and nothing is waited for that is under way.
          stopped = true
          queue.length = 0
          await pool.close()
          throw error
        }),
      ),
    )
    for (const lane of ended) if (lane.status === 'rejected') throw lane.reason
  } finally {
    queue.length = 0
    await pool.close()
    rmSync(staging, { recursive: true, force: true })
  }
  return progress
}

/**
 * A folder of this run's own. Workers of a run that was killed may still be writing for a moment: into its folder, which goes now, or
 * with the next run when one of them puts a file back.
 */
function newStaging(state: string): string {
  for (const name of readdirSync(state))
    if (name.startsWith(STAGING))
      try {
        rmSync(join(state, name), { recursive: true, force: true })
      } catch (error) {
        if (errorCode(error) !== 'ENOTEMPTY') throw error
      }
  return mkdtempSync(join(state, STAGING))
}

/** What an earlier run found, for an item whose reports it wrote: when nothing changed they stand. */
const known = (before: Kept | undefined, out: string): Pick<Order, 'known'> =>
  before?.status === 'assessed' && before.row.folder !== undefined && before.row.files
    ? { known: { key: before.key, folder: join(out, INSTITUTIONS, before.row.folder), files: before.row.files } }
    : {}

/** Keeps a result and moves its reports in place, unless they would stand under the name of somebody who is awaited elsewhere. */
function keep(kept: Kept, { source, expected }: Item, folder: string, state: State, { out, awaited }: RunOptions): void {
  const stray = kept.status === 'assessed' && expected === undefined && awaited.has(kept.row.id)
  if (kept.status === 'assessed' && kept.row.folder !== undefined && !stray) replace(folder, join(out, INSTITUTIONS, kept.row.folder))
  state.put(source, expected?.id, stray ? withoutReports(kept) : kept)
}

/** Prints what waits to be printed; nothing to keep when the earlier result still holds. */
async function settled(result: Exclude<ItemResult, { status: 'failed' }>, folder: string, { print, pdfName }: RunOptions): Promise<Kept | undefined> {
  if (result.status === 'same') return undefined
  if (result.status === 'rejected') return result
  const { toPrint, row, ...rest } = result
  if (toPrint === undefined || !print) return { ...rest, row }
  const html = join(folder, toPrint)
  try {
    const pdf = await print(readFileSync(html, 'utf8'))
    rmSync(html)
    writeFileSync(join(folder, pdfName), pdf)
    const files: NonNullable<CampaignRow['files']> = [...(row.files ?? []), { name: pdfName, bytes: pdf.length, sha256: sha256(pdf) }]
    return { ...rest, row: { ...row, files: files.toSorted(by(({ name }) => name)) } }
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    return {
      status: 'rejected',
      id: row.id,
      name: row.name,
      rejection: { code: 'pdf', params: { reason: error.code }, problems: [] },
    }
  }
}

function withoutReports(kept: Extract<Kept, { status: 'assessed' }>): Kept {
  const { folder: _folder, files: _files, ...row } = kept.row
  return { ...kept, row }
}

function replace(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  renameSync(from, to)
}

/** Removes the reports of institutions that are no longer among the assessed. */
export function removeOthers(out: string, folders: ReadonlySet<string>): void {
  const root = join(out, INSTITUTIONS)
  if (!existsSync(root)) return
  for (const name of readdirSync(root)) if (!folders.has(name)) rmSync(join(root, name), { recursive: true, force: true })
}
