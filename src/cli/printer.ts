// Finds a browser and opens the PDF printer, with the environment and the notices that go with it.
import { join } from 'node:path'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { findBrowser, type BrowserSearch } from '../report/browser.ts'
import { openPrinter, PdfError, type PdfPrinter } from '../report/pdf.ts'
import { packageRoot } from '../rulebook/library.ts'
import { block } from '../util/text-layout.ts'
import type { Io } from './io.ts'
import { cacheDir } from './settings.ts'

export function browserSearch(flag: string | undefined, io: Io): BrowserSearch {
  const { env } = io
  const [requested, requestedBy] = flag
    ? [flag, 'flag' as const]
    : env['CUMPLE_BROWSER']
      ? [env['CUMPLE_BROWSER'], 'CUMPLE_BROWSER' as const]
      : env['PUPPETEER_EXECUTABLE_PATH']
        ? [env['PUPPETEER_EXECUTABLE_PATH'], 'PUPPETEER_EXECUTABLE_PATH' as const]
        : []
  const programFiles = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => env[name] ?? env[name.toUpperCase()] ?? [])
  return {
    path: env['PATH'] ?? '',
    platform: io.platform,
    cacheDir: cacheDir(io),
    programFiles,
    ...(requested === undefined || requestedBy === undefined ? {} : { requested, requestedBy }),
  }
}

export const fontsDir = (): string => join(packageRoot(), 'templates', 'fonts')

/** Opens a printer, or throws a PdfError. Says on stderr when the browser runs without its sandbox. */
export async function startPrinter(options: { browser?: string | undefined; noSandbox: boolean; poolSize?: number }, io: Io, lang: Lang): Promise<PdfPrinter> {
  const result = await findBrowser(browserSearch(options.browser, io))
  if (!('found' in result)) throw new PdfError('browser-not-found', { reason: result.tried.join(', ') })
  const noSandbox = options.noSandbox || io.isRoot
  if (noSandbox) await io.stderr(`${block(messages(lang).cli.notices.noSandbox, '')}\n`)
  return openPrinter({ browser: result.found, fontsDir: fontsDir(), cacheDir: cacheDir(io), noSandbox, env: io.env, poolSize: options.poolSize ?? 1 })
}
