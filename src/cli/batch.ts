// `batch`: settle all that is asked for, run the institutions, publish what they make together, tell.
import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { concludeCampaign, countedBefore, outFolder, runCampaign, type Extras, type Plan, type Published, type Shard } from '../campaign/campaign.ts'
import type { RunOptions } from '../campaign/run.ts'
import { findSources, type Sources } from '../campaign/sources.ts'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { loadFormat } from '../report/index.ts'
import { isPath, packageRoot } from '../rulebook/library.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { block } from '../util/text-layout.ts'
import { earlierIn, extrasOf, refuseNotEarlier } from './batch-extras.ts'
import { asOutputError, openPrinter, printWith, shown, tell } from './batch-end.ts'
import { datesAhead, planOf, settleOut, settleShard, whole, type BatchFlags, type Planned } from './batch-plan.ts'
import { progressTeller } from './batch-progress.ts'
import { EXIT, UsageError, type Session } from './io.ts'

/** Megabytes that a worker's own objects may take, and resident bytes above which it is replaced. */
const [WORKER_HEAP, WORKER_MEMORY] = [256, 330_000_000]

export async function runBatch(named: readonly string[], flags: BatchFlags, session: Session): Promise<number> {
  const { io } = session
  const settled = await settle(named, flags, session)
  const { lang, out, rulebooks, extras, audits } = settled
  const options = await runOptions(settled, flags, session)
  const quiet = flags.quiet === true
  if (!quiet) for (const line of notices(settled)) await io.stderr(`${block(line, '')}\n`)
  const printer = await openPrinter(flags, session, lang, settled.settings.formats.includes('pdf'))
  const print = printer && printWith(printer, settled.settings.generatedAt)
  const publishing = { out, lang, paper: flags.paper, print }
  const teller = progressTeller(session, lang, quiet)
  let published: Published | undefined
  let reused = 0
  try {
    const progress = await runCampaign(settled.plan, settled.sources.items, settled.shard, { ...options, print, onProgress: teller.tell })
    reused = progress.reused
    await teller.end()
    const books = rulebooks.map(({ rulebook }) => rulebook)
    if (!isPart(settled.shard)) published = await concludeCampaign(books, extras, publishing)
  } catch (error) {
    throw asOutputError(error, out, session, lang)
  } finally {
    await teller.end()
    await printer?.close()
  }
  if (published) return tell(published, publishing, { flags, session, reused, audits })
  if (settled.shard && !quiet) await io.stdout(`${messages(lang).batch.done.shard(settled.shard.index, settled.shard.of)}\n`)
  return EXIT.ok
}

/** What a run was asked for, with everything refused that can be refused before the first institution is read. */
interface Settled extends Planned {
  readonly sources: Sources
  readonly lang: Lang
  readonly out: string
  readonly shard: Shard | undefined
  readonly extras: Extras
  /** Institutions that an earlier campaign assessed: whose assessment is still there, and whose is not. */
  readonly earlier: ReturnType<typeof earlierIn>
}

/** Throws UsageError, InputError and OutputError; of all this only a new secret of pseudonyms is written. */
async function settle(named: readonly string[], flags: BatchFlags, session: Session): Promise<Settled> {
  const { io } = session
  const own = flags.rulebook.filter(isPath).map((path) => resolve(io.cwd, path))
  const sources = findSources(named, io.cwd, own)
  const lang = session.lang ?? sources.campaign?.lang ?? 'es'
  const { errors } = messages(lang).batch
  const out = settleOut(flags, session, lang)
  const shard = settleShard(flags.shard, lang)
  if (isPart(shard) && (flags.sample !== undefined || flags.anonymize !== undefined)) throw new UsageError(errors.ofTheWhole)
  if (sources.items.length === 0 && (sources.campaign?.institutions.length ?? 0) === 0) throw new UsageError(errors.noSources)
  for (const { path } of sources.items) if (isWithin(out, path) || isWithin(path, out)) throw new UsageError(errors.inside(shown(out, session)))
  const planned = await planOf(sources, flags, session, lang)
  refuseFolder(out, planned.plan, flags, session, lang)
  const extras = extrasOf(flags, session, lang)
  const { previous, asOf } = planned.settings
  refuseNotEarlier(extras, asOf, flags.previous)
  const earlier = previous !== undefined && extras.previous ? earlierIn(previous, extras.previous.campaign) : { kept: [], lost: [] }
  return { ...planned, sources, lang, out, shard, extras, earlier }
}

const isPart = (shard: Shard | undefined): boolean => shard !== undefined && shard.of > 1
const isWithin = (path: string, folder: string): boolean => `${path}${sep}`.startsWith(folder + sep)

/** A folder of somebody's, one that an earlier run began, or one whose results count what this run would leave out. */
function refuseFolder(out: string, { beside }: Plan, flags: BatchFlags, session: Session, lang: Lang): void {
  const { errors } = messages(lang).batch
  const folder = outFolder(out)
  if (folder === 'free') return
  if (folder === 'taken') throw new UsageError(errors.taken(shown(out, session)))
  if (flags.resume !== true) throw new UsageError(errors.ours(shown(out, session)))
  let before: ReturnType<typeof countedBefore>
  try {
    before = countedBefore(out)
  } catch (error) {
    throw asOutputError(error, out, session, lang)
  }
  // Going on without the verdicts or the earlier campaign that the results count would take them out of every table.
  for (const name of ['audit', 'previous'] as const)
    if (before[name] !== undefined && beside[name] === undefined) throw new UsageError(errors.forgotten[name](shown(out, session)))
}

/** What is told before the run, because nobody would look for it after. */
function notices({ sources, settings, audits, earlier, lang }: Settled): string[] {
  const lost = earlier.lost.length === 0 ? [] : [messages(lang).batch.lost(earlier.lost.map(visibleLine))]
  return [...datesAhead(sources, settings.asOf, audits, lang), ...lost]
}

/** How the workers are made, how many, and what they are told. */
async function runOptions(
  { out, lang, rulebooks, settings, sources, earlier }: Settled,
  flags: BatchFlags,
  { io }: Session,
): Promise<Omit<RunOptions, 'awaited' | 'print' | 'onProgress'> & Pick<Parameters<typeof runCampaign>[3], 'own'>> {
  const jobs = flags.jobs === undefined ? availableParallelism() : whole('--jobs', flags.jobs, lang, 256)
  return {
    out,
    own: rulebooks.flatMap(({ rulebook, own }) => (own ? [rulebook] : [])),
    lanes: Math.min(jobs, Math.max(1, sources.items.length)),
    settings: { ...settings, earlier: earlier.kept },
    timeLimit: whole('--timeout', flags.timeout, lang, 86_400) * 1_000,
    memoryLimit: WORKER_MEMORY,
    start: () => startWorker(io.env),
    pdfName: (await loadFormat('pdf')).fileName,
  }
}

const startWorker = (env: NodeJS.ProcessEnv): ChildProcess =>
  fork(join(packageRoot(), 'bin', 'cumple.cjs'), ['worker'], {
    // A large nursery: most of what an institution needs is gone with it.
    execArgv: [`--max-old-space-size=${WORKER_HEAP}`, '--max-semi-space-size=32'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...env, CUMPLE_WORKER: '1' },
  })
