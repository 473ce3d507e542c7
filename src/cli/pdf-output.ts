// A PDF within a run of reports: the browser starts while the other formats render.
import { messages } from '../i18n/index.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'
import { PdfError, type PdfPrinter } from '../report/pdf.ts'
import type { RenderOptions } from '../report/index.ts'
import { OutputError, type Session } from './io.ts'
import { renderOne } from './outputs.ts'
import { startPrinter } from './printer.ts'

export interface PdfRun {
  readonly render: (assessment: Assessment, options: RenderOptions) => Promise<string | Uint8Array>
  readonly close: () => Promise<void>
}

export function startPdf(flags: { browser?: string; sandbox: boolean }, session: Session, lang: Lang): PdfRun {
  const opening = startPrinter({ browser: flags.browser, noSandbox: !flags.sandbox }, session.io, lang)
  const settled: Promise<PdfPrinter | undefined> = opening.catch(() => undefined)
  return {
    render: async (assessment, options) => renderOne('pdf', assessment, { ...options, print: async (html, meta) => (await opening).print(html, meta) }),
    close: async () => {
      await (await settled)?.close()
    },
  }
}

/** A PdfError in the user's words; anything else is thrown on. */
export function asOutputError(error: unknown, lang: Lang): OutputError {
  if (!(error instanceof PdfError)) throw error
  return new OutputError(messages(lang).cli.errors.pdf[error.code](String(error.params['reason'] ?? error.params['detail'] ?? '')))
}
