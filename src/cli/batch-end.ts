// How `batch` and `merge` end: what came out, what the disk refused, and the printer that both need.
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import type { Published } from '../campaign/campaign.ts'
import { SUMMARY } from '../campaign/publish.ts'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { campaignScreen } from '../report/campaign/terminal.ts'
import { PdfError } from '../report/pdf-error.ts'
import type { PdfPrinter } from '../report/pdf.ts'
import { errorCode } from '../util/read-file.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { block } from '../util/text-layout.ts'
import type { AuditFolder } from './batch-audit.ts'
import type { Shared } from './batch-plan.ts'
import { EXIT, OutputError, type Session } from './io.ts'
import { painter } from './paint.ts'

const SQLITE_BUSY = 5

/** What the disk or the state of a run refused, in the user's words; anything else as it is. */
export function asOutputError(error: unknown, path: string, session: Session, lang: Lang): unknown {
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
export async function tell(
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

export const shown = (path: string, { io }: Session): string => relative(io.cwd, path) || '.'

/** The printer, or nothing where there is no browser and no institution's PDF was asked for. */
export async function openPrinter(flags: Shared, session: Session, lang: Lang, needed: boolean): Promise<PdfPrinter | undefined> {
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
export const printWith =
  (printer: PdfPrinter, generatedAt: string) =>
  (html: string): Promise<Uint8Array> =>
    printer.print(html, { generatedAt }).catch((error: unknown) => {
      if (!(error instanceof PdfError)) throw error
      return printer.print(html, { generatedAt })
    })
