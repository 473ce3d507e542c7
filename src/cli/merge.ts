// `merge`: the parts of a campaign that was run on several machines, made into one as if it had been run on one.
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { concludeCampaign, outFolder, type Published } from '../campaign/campaign.ts'
import { mergeShards, type MergeProblem } from '../campaign/merge.ts'
import { messages } from '../i18n/index.ts'
import type { PdfPrinter } from '../report/pdf.ts'
import { library } from '../rulebook/library.ts'
import { typed } from '../rulebook/select.ts'
import { block } from '../util/text-layout.ts'
import { asOutputError, openPrinter, printWith, shown, tell } from './batch-end.ts'
import { extrasOf, refuseNotEarlier } from './batch-extras.ts'
import { earlierAt, settleOut, type MergeFlags } from './batch-plan.ts'
import { contentDigest, loadAll } from './batch-rulebooks.ts'
import { UsageError, type Session } from './io.ts'
import { libraryFor, toolDigest } from './library.ts'

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
