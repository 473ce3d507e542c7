// HTML → PDF bytes with one kept browser. The only place that knows puppeteer, which is loaded when the first printer opens.
import type { Browser, Page } from 'puppeteer-core/lib/puppeteer/puppeteer-core-browser.js'
import type { BrowserFound } from './browser.ts'
import { type BrowserProcess, startBrowser } from './browser-process.ts'
import { PdfError } from './pdf-error.ts'
import { normalisePdf } from './pdf-normalise.ts'
import { pdfHasText } from './pdf-text-check.ts'

export { PdfError } from './pdf-error.ts'

export interface PrinterOptions {
  readonly browser: BrowserFound
  /** The folder with the bundled TTF files. */
  readonly fontsDir: string
  /** The user's private cache folder. */
  readonly cacheDir: string
  /** Only when it cannot be otherwise; the caller decides and says so. */
  readonly noSandbox: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** For the start of the browser and for each print; 60 seconds by default. */
  readonly timeoutMs?: number
  /** Pages that print side by side; 1 by default, more than 2 or the number of cores gains nothing. */
  readonly poolSize?: number
}

export interface PdfPrinter {
  /** The same HTML and `generatedAt` give the same bytes, on a new page and a used one. May be called many times at once. */
  print(html: string, meta: { generatedAt: string }): Promise<Uint8Array>
  /** Ends the browser and removes its folder. */
  close(): Promise<void>
}

/**
 * Starts the browser and returns once it answers; open it before rendering the HTML and wait for it after, so the two overlap.
 * A print that fails takes the browser with it at most: the next print starts another.
 */
export async function openPrinter(options: PrinterOptions): Promise<PdfPrinter> {
  const slots = limiter(options.poolSize ?? 1)
  let session: Session | undefined = await openSession(options)
  let opening: Promise<Session> | undefined
  let closed = false

  const current = async (): Promise<Session> => {
    if (closed) throw new PdfError('browser-start', { reason: 'closed' })
    if (session?.alive === true) return session
    opening ??= openSession(options).finally(() => {
      opening = undefined
    })
    session = await opening
    return session
  }
  const print = async (html: string, attempt = 1): Promise<Uint8Array> => {
    const used = await current()
    try {
      return await printIn(used, html, timeLimit(options))
    } catch (error) {
      // Another page's time limit may have ended the browser under this one: that deserves a second try, once.
      if (error instanceof PdfError || used.alive || closed || attempt > 1) throw asPdfError(error)
      return print(html, attempt + 1)
    }
  }
  return {
    print: (html, meta) =>
      slots(async () => {
        const pdf = normalisePdf(await print(html), meta.generatedAt)
        if (!pdfHasText(pdf)) throw new PdfError('no-text', { reason: 'no-font' })
        return pdf
      }),
    close: async () => {
      closed = true
      await Promise.all([
        session?.end(),
        opening?.then(
          (late) => late.end(),
          () => undefined,
        ),
      ])
    },
  }
}

/** A connected browser with the pages that are free. */
interface Session {
  readonly browser: Browser
  readonly idle: Page[]
  readonly alive: boolean
  end(): Promise<void>
}

async function openSession(options: PrinterOptions): Promise<Session> {
  const running = await startBrowser(options)
  try {
    return await within(timeLimit(options), connectTo(running), running.ended)
  } catch (error) {
    await running.end()
    // A browser that did not come up shows first as a broken connection; what it said at its end explains why.
    throw error instanceof PdfError ? error : await running.ended
  }
}

/** The browser entry of puppeteer-core lacks what only launching needs (downloads, archives, sockets): half the time to load. */
async function connectTo(running: BrowserProcess): Promise<Session> {
  const { connect } = await import('puppeteer-core/lib/puppeteer/puppeteer-core-browser.js')
  const browser = await connect({ transport: running.transport, defaultViewport: null, issuesEnabled: false, protocolTimeout: 0 })
  const pages = await browser.pages()
  await Promise.all(pages.map(disarm))
  let alive = true
  const end = (): Promise<void> => {
    alive = false
    return running.end()
  }
  void running.ended.then(end)
  return {
    browser,
    idle: pages,
    get alive() {
      return alive
    },
    end,
  }
}

/**
 * No scripts and no network; the HTML's own content security policy is a further wall, the dead proxy the last. Requests are
 * aborted as well, because a `meta refresh` otherwise leaves an error page behind for the next document.
 */
async function disarm(page: Page): Promise<Page> {
  page.on('request', (request) => void request.abort('aborted').catch(() => undefined))
  await Promise.all([page.setJavaScriptEnabled(false), page.setOfflineMode(true), page.setRequestInterception(true)])
  return page
}

async function printIn(session: Session, html: string, limit: number): Promise<Uint8Array> {
  const page = session.idle.pop() ?? (await disarm(await session.browser.newPage()))
  const crashed = new Promise<PdfError>((resolve) => {
    page.once('error', () => resolve(new PdfError('browser-start', { reason: 'page-crashed' })))
  })
  try {
    const pdf = await within(limit, printPage(page, html), crashed)
    page.removeAllListeners('error')
    session.idle.push(page)
    return pdf
  } catch (error) {
    // Nothing is known about a page that failed, and a page that hangs cannot be closed: the whole browser goes.
    await session.end()
    throw error
  }
}

/** puppeteer's own time limits are off: ours ends the browser, theirs would only stop waiting. */
async function printPage(page: Page, html: string): Promise<Uint8Array> {
  // A page keeps the content security policy of its last document; a blank one lets it go.
  await page.goto('about:blank')
  await page.setContent(html, { waitUntil: 'load', timeout: 0 })
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: 0 })
  if (page.url() !== 'about:blank') throw new PdfError('no-text', { reason: 'navigated' })
  return pdf
}

function timeLimit(options: PrinterOptions): number {
  return options.timeoutMs ?? 60_000
}

/** The result of `work`, unless `limit` milliseconds pass or `failure` arrives first. */
async function within<T>(limit: number, work: Promise<T>, failure: Promise<PdfError>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<PdfError>((resolve) => {
    timer = setTimeout(() => resolve(new PdfError('timeout', { limitMs: limit })), limit)
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), late, failure])
    if (first instanceof PdfError) throw first
    return first.value
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

/** Errors of puppeteer as ours. */
function asPdfError(error: unknown): PdfError {
  if (error instanceof PdfError) return error
  return new PdfError('browser-start', { reason: error instanceof Error ? error.name : 'unknown', detail: String(error) }, error)
}

/** Lets at most `size` pieces of work run at once, in order of arrival. */
function limiter(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = Math.max(1, Math.trunc(size))
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
