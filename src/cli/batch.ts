// `batch` and `merge` once their arguments are read: settle everything, run, publish, tell.
import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { concludeCampaign, countedBefore, outFolder, runCampaign, type Published } from '../campaign/campaign.ts'
import { mergeShards, type MergeProblem } from '../campaign/merge.ts'
import { SUMMARY } from '../campaign/publish.ts'
import { findSources } from '../campaign/sources.ts'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { campaignScreen } from '../report/campaign/terminal.ts'
import { loadFormat } from '../report/index.ts'
import { PdfError } from '../report/pdf-error.ts'
import type { PdfPrinter } from '../report/pdf.ts'
import { isPath, library, packageRoot } from '../rulebook/library.ts'
import { typed } from '../rulebook/select.ts'
import { errorCode } from '../util/read-file.ts'
import type { AuditFolder } from './batch-audit.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { block } from '../util/text-layout.ts'
import { earlierIn, extrasOf, refuseNotEarlier } from './batch-extras.ts'
import { contentDigest, loadAll } from './batch-rulebooks.ts'
import { datesAhead, earlierAt, planOf, settleOut, settleShard, whole, type BatchFlags, type MergeFlags, type Shared } from './batch-plan.ts'
import { progressTeller } from './batch-progress.ts'
import { EXIT, OutputError, UsageError, type Session } from './io.ts'
import { libraryFor, toolDigest } from './library.ts'
import { painter } from './paint.ts'

/** Megabytes that a worker's own objects may take, and resident bytes above which it is replaced. */
const [WORKER_HEAP, WORKER_MEMORY] = [256, 330_000_000]

export async function runBatch(named: readonly string[], flags: BatchFlags, session: Session): Promise<number> {
  const { io } = session
  const sources = findSources(
    named,
    io.cwd,
    flags.rulebook.filter(isPath).map((path) => resolve(io.cwd, path)),
  )
  const lang = session.lang ?? sources.campaign?.lang ?? 'es'
  const words = messages(lang).batch
  const out = settleOut(flags, session, lang)
  const shard = settleShard(flags.shard, lang)
  if (shard && shard.of > 1 && (flags.sample !== undefined || flags.anonymize !== undefined)) throw new UsageError(words.errors.ofTheWhole)
  if (sources.items.length === 0 && (sources.campaign?.institutions.length ?? 0) === 0) throw new UsageError(words.errors.noSources)
  for (const { path } of sources.items)
    if (`${out}${sep}`.startsWith(path + sep) || path.startsWith(out + sep)) throw new UsageError(words.errors.inside(shown(out, session)))
  const { plan, rulebooks, settings, audits } = await planOf(sources, flags, session, lang)
  if (flags.quiet !== true) for (const line of datesAhead(sources, plan.settings.asOf, audits, lang)) await io.stderr(`${block(line, '')}\n`)
  const folder = outFolder(out)
  if (folder === 'taken') throw new UsageError(words.errors.taken(shown(out, session)))
  if (folder === 'ours' && flags.resume !== true) throw new UsageError(words.errors.ours(shown(out, session)))
  if (folder === 'ours') refuseToForget(out, plan.beside, session, lang)
  const extras = extrasOf(flags, session, lang)
  refuseNotEarlier(extras, settings.asOf, flags.previous)
  const { kept, lost } = settings.previous !== undefined && extras.previous ? earlierIn(settings.previous, extras.previous.campaign) : { kept: [], lost: [] }
  if (lost.length > 0 && flags.quiet !== true) await io.stderr(`${block(words.lost(lost.map(visibleLine)), '')}\n`)
  const lanes = Math.min(flags.jobs === undefined ? availableParallelism() : whole('--jobs', flags.jobs, lang, 256), Math.max(1, sources.items.length))
  const printer = await openPrinter(flags, session, lang, settings.formats.includes('pdf'))
  const teller = progressTeller(session, lang, flags.quiet === true)
  const publishing = { out, lang, paper: flags.paper, print: printer && printWith(printer, settings.generatedAt) }
  let published: Published | undefined
  let reused = 0
  try {
    const progress = await runCampaign(plan, sources.items, shard, {
      out,
      own: rulebooks.flatMap(({ rulebook, own }) => (own ? [rulebook] : [])),
      lanes,
      settings: { ...settings, earlier: kept },
      timeLimit: whole('--timeout', flags.timeout, lang, 86_400) * 1_000,
      memoryLimit: WORKER_MEMORY,
      start: () =>
        fork(join(packageRoot(), 'bin', 'cumple.cjs'), ['worker'], {
          // A large nursery: most of what an institution needs is gone with it.
          execArgv: [`--max-old-space-size=${WORKER_HEAP}`, '--max-semi-space-size=32'],
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
          env: { ...io.env, CUMPLE_WORKER: '1' },
        }),
      print: publishing.print,
      pdfName: (await loadFormat('pdf')).fileName,
      onProgress: teller.tell,
    })
    reused = progress.reused
    await teller.end()
    if (!shard || shard.of === 1)
      published = await concludeCampaign(
        rulebooks.map(({ rulebook }) => rulebook),
        extras,
        publishing,
      )
  } catch (error) {
    throw asOutputError(error, out, session, lang)
  } finally {
    await teller.end()
    await printer?.close()
  }
  if (published) return tell(published, publishing, { flags, session, reused, audits })
  if (shard && flags.quiet !== true) await io.stdout(`${words.done.shard(shard.index, shard.of)}\n`)
  return EXIT.ok
}

/** Going on without the verdicts or the earlier campaign that the results count would take them out of every table. */
function refuseToForget(out: string, beside: Partial<Record<'audit' | 'previous', string>>, session: Session, lang: Lang): void {
  let before: ReturnType<typeof countedBefore>
  try {
    before = countedBefore(out)
  } catch (error) {
    throw asOutputError(error, out, session, lang)
  }
  for (const name of ['audit', 'previous'] as const)
    if (before[name] !== undefined && beside[name] === undefined) throw new UsageError(messages(lang).batch.errors.forgotten[name](shown(out, session)))
}

export async function runMerge(dirs: readonly string[], flags: MergeFlags, session: Session): Promise<number> {
  const { io } = session
  const lang = session.lang ?? 'es'
  const words = messages(lang).batch
  const out = settleOut(flags, session, lang)
  if (outFolder(out) !== 'free') throw new UsageError(words.errors.taken(shown(out, session)))
  const extras = extrasOf(flags, session, lang)
  const parts = dirs.map((dir) => resolve(io.cwd, dir))
  const given = (await loadAll(flags.rulebook.map(typed), libraryFor(io))).map(({ rulebook }) => rulebook)
  const rulebookOf = async (id: string) => given.find((rulebook) => rulebook.id === id) ?? (await library.byId(id))
  const own = { tool: toolDigest(), digestOf: (id: string) => rulebookOf(id).then((rulebook) => rulebook && contentDigest(rulebook)) }
  const merged = await mergeShards(parts, out, own).catch((error: unknown) => {
    throw asOutputError(error, out, session, lang)
  })
  if ('problems' in merged) {
    const lines = merged.problems.map((problem) => words.errors.merge[problem.code](culprits(problem, session)))
    throw new UsageError(lines.join('\n'))
  }
  const { settings } = merged.plan
  let printer: PdfPrinter | undefined
  let published: Published
  const publishing = { out, lang: session.lang ?? settings.lang, paper: flags.paper }
  try {
    refuseNotEarlier(extras, settings.asOf, flags.previous)
    if (flags.gate === true && !settings.gate) throw new UsageError(words.errors.gateless)
    const seen = merged.plan.beside.previous
    const { digest } = earlierAt(flags.previous === undefined ? undefined : resolve(io.cwd, flags.previous))
    if (seen !== undefined && seen !== digest) throw new UsageError(words.errors.forgotten.parts)
    if (extras.previous && seen === undefined && flags.quiet !== true) await io.stderr(`${block(words.partsWithout, '')}\n`)
    printer = await openPrinter(flags, session, lang, false)
    const print = printer && printWith(printer, settings.generatedAt)
    const rulebooks = await Promise.all(settings.rulebooks.map(({ id }) => rulebookOf(id)))
    published = await concludeCampaign(
      rulebooks.filter((rulebook) => rulebook !== undefined),
      extras,
      { ...publishing, print },
    )
  } catch (error) {
    // Made by this run, and no use to another: parts that fit are merged anew.
    rmSync(out, { recursive: true, force: true })
    throw asOutputError(error, out, session, lang)
  } finally {
    await printer?.close()
  }
  return tell(published, publishing, { flags, session, reused: 0 })
}

/** The folders, parts or sources that a problem is about. */
function culprits(problem: MergeProblem, session: Session): string {
  if ('folder' in problem) return shown(problem.folder, session)
  if ('parts' in problem) return problem.parts.map(({ folder, shard }) => `${shown(folder, session)} (${shard})`).join(', ')
  if ('rulebooks' in problem) return problem.rulebooks.join(', ')
  return 'shards' in problem ? problem.shards.join(', ') : problem.sources.slice(0, 10).join(', ')
}

const SQLITE_BUSY = 5

/** What the disk or the state of a run refused, in the user's words; anything else as it is. */
function asOutputError(error: unknown, path: string, session: Session, lang: Lang): unknown {
  const code = errorCode(error)
  const sqlite = code === 'ERR_SQLITE_ERROR' && error instanceof Error && 'errcode' in error ? error : undefined
  if (sqlite?.errcode === SQLITE_BUSY) return new OutputError(messages(lang).batch.errors.busy(shown(path, session)))
  const reason = sqlite ? sqlite.message : /^E[A-Z]+$/.test(code) ? code : undefined
  return reason === undefined ? error : new OutputError(messages(lang).cli.errors.write(shown(path, session), reason))
}

interface Telling {
  readonly flags: Shared
  readonly session: Session
  readonly reused: number
  readonly audits?: AuditFolder | undefined
}

/** What came out, for a person, once all of it is written; and the exit code. */
async function tell(
  published: Published,
  { out, lang }: { readonly out: string; readonly lang: Lang },
  { flags, session, reused, audits }: Telling,
): Promise<number> {
  const { io } = session
  const words = messages(lang).batch
  const { campaign } = published
  if (flags.quiet !== true) {
    const files = [...published.files, 'instituciones/'].map((file) => join(shown(out, session), file))
    await io.stdout(campaignScreen(campaign, { lang, paint: await painter(session.color), files, reused, gate: flags.gate === true, audits }))
    if (!published.files.includes(SUMMARY)) await io.stderr(`${words.done.noPdf}\n`)
    if (published.outdated.length > 0) await io.stderr(`${block(words.done.outdated(published.outdated.map(visibleLine)), '')}\n`)
    if (flags.anonymize !== undefined) await io.stderr(`${block(words.done.key(flags.anonymize), '')}\n`)
  }
  if (campaign.totals.assessed === 0) {
    await io.stderr(`cumple: ${words.errors.nothing}\n`)
    return EXIT.invalid
  }
  return flags.gate === true && !passes(published) ? EXIT.failed : EXIT.ok
}

const passes = ({ campaign: { totals, institutions } }: Published): boolean =>
  totals.rejected + totals.missing === 0 && institutions.every(({ gate }) => gate?.passed === true)

const shown = (path: string, { io }: Session): string => relative(io.cwd, path) || '.'

/** The printer, or nothing where there is no browser and no institution's PDF was asked for. */
async function openPrinter(flags: Shared, session: Session, lang: Lang, needed: boolean): Promise<PdfPrinter | undefined> {
  try {
    const { startPrinter } = await import('./printer.ts')
    return await startPrinter({ browser: flags.browser, noSandbox: !flags.sandbox, poolSize: Math.min(2, availableParallelism()) }, session.io, lang)
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    if (!needed && flags.browser === undefined) return undefined
    throw new OutputError(messages(lang).cli.errors.pdf[error.code](String(error.params['reason'] ?? error.params['detail'] ?? '')))
  }
}

/** Prints; once more, in a browser that is new by then, when the first try fails. */
const printWith =
  (printer: PdfPrinter, generatedAt: string) =>
  (html: string): Promise<Uint8Array> =>
    printer.print(html, { generatedAt }).catch((error: unknown) => {
      if (!(error instanceof PdfError)) throw error
      return printer.print(html, { generatedAt })
    })
