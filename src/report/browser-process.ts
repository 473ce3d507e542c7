// One browser process: its arguments, its private folder with profile and fonts, the pipe to it, and its certain end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserFound } from './browser.ts'
import { errorName, privateFolder, sweep, workPrefix } from './browser-cache.ts'
import { PdfError } from './pdf-error.ts'

export interface StartOptions {
  readonly browser: BrowserFound
  readonly fontsDir: string
  readonly cacheDir: string
  readonly noSandbox: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Carries the messages of the DevTools protocol; the shape that puppeteer expects. */
export interface Transport {
  send(message: string): void
  close(): void
  onmessage?: (message: string) => void
  onclose?: () => void
}

export interface BrowserProcess {
  readonly transport: Transport
  /** Why it is gone; pending until it is. Never rejects. */
  readonly ended: Promise<PdfError>
  /** Kills the browser with all its children and removes its folder. May be called again. */
  end(): Promise<void>
}

/** Starts the browser and returns at once: whoever connects notices from `ended` when it did not come up. */
export async function startBrowser(options: StartOptions): Promise<BrowserProcess> {
  const folder = await privateFolder(options.cacheDir)
  await sweep(folder, 'run')
  const work = await mkdtemp(join(folder, workPrefix('run')))
  const fontConfig = join(work, 'fonts.conf')
  await mkdir(join(folder, 'fontconfig'), { recursive: true, mode: 0o700 })
  await writeFile(fontConfig, fontsConf(options.fontsDir, join(folder, 'fontconfig')), { mode: 0o600 })
  try {
    const child = spawn(options.browser.executable, browserArguments(join(work, 'profile'), options.noSandbox), {
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: browserEnvironment(options, work, fontConfig),
    })
    return watch(child, work, options)
  } catch (error) {
    // Some failures (ETXTBSY, a program for another machine) are thrown, others arrive as an event.
    await rm(work, { recursive: true, force: true })
    throw browserError('', { reason: errorName(error), executable: options.browser.executable }, error)
  }
}

function watch(child: ChildProcess, work: string, options: StartOptions): BrowserProcess {
  const said = lastWords(child.stderr)
  const { executable } = options.browser
  const exit = once(child, 'exit').then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  const ended = exit.then(async (failure) => {
    if (failure !== undefined) return browserError('', { reason: errorName(failure.error), executable }, failure.error)
    return browserError(await said(), { reason: 'ended', executable })
  })
  child.on('error', () => undefined)
  const onProcessExit = (): void => {
    killGroup(child)
    rmSync(work, { recursive: true, force: true })
  }
  process.once('exit', onProcessExit)
  return {
    transport: pipeTransport(child),
    ended,
    end: async () => {
      killGroup(child)
      await exit
      process.off('exit', onProcessExit)
      await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
    },
  }
}

/** The browser leads a process group of its own, so a Ctrl-C in the terminal does not reach it and one signal ends all of it. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

/** Keeps the end of what the browser writes to stderr. After the exit some of it may still be on the way. */
function lastWords(stderr: Readable | null): () => Promise<string> {
  let text = ''
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4000)
  })
  return async () => {
    if (stderr?.readableEnded === false) await Promise.race([once(stderr, 'close'), pause(300)])
    return text.trim()
  }
}

function browserError(detail: string, params: Readonly<Record<string, string>>, cause?: unknown): PdfError {
  const isSandbox = /no-sandbox|No usable sandbox|SUID sandbox|sandbox_linux|Failed to move to new namespace/i.test(detail)
  return new PdfError(isSandbox ? 'sandbox' : 'browser-start', { ...params, detail }, cause)
}

/** Messages end with a NUL byte. A pipe rather than a port: nothing listens, and the browser ends by itself when we are killed. */
function pipeTransport(child: ChildProcess): Transport {
  const input = child.stdio[3] as Writable
  const output = child.stdio[4] as Readable
  const transport: Transport = {
    send: (message) => void input.write(`${message}\0`),
    close: () => undefined,
  }
  let parts: Buffer[] = []
  output.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8')
      parts = []
      start = end + 1
      setImmediate(() => transport.onmessage?.(message))
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  })
  output.on('close', () => transport.onclose?.())
  // A dead browser shows as EPIPE or ECONNRESET here; `ended` tells the story better.
  input.on('error', () => undefined)
  output.on('error', () => undefined)
  return transport
}

/** On Linux nothing of the caller's environment matters to a page, so nothing gets in: no proxies, no D-Bus, no home folder. */
function browserEnvironment(options: StartOptions, work: string, fontConfig: string): Record<string, string> {
  const inherited = Object.fromEntries(Object.entries(options.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  if (process.platform !== 'linux') return { ...inherited, ...options.browser.env }
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'CHROME_DEVEL_SANDBOX', 'TMPDIR'].filter((name) => inherited[name] !== undefined)
  const libraries = [options.browser.env['LD_LIBRARY_PATH'], inherited['LD_LIBRARY_PATH']].filter((value) => value !== undefined && value !== '')
  return {
    ...Object.fromEntries(kept.map((name) => [name, inherited[name] ?? ''])),
    ...options.browser.env,
    ...(libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(':') } : {}),
    HOME: work,
    XDG_CONFIG_HOME: work,
    XDG_CACHE_HOME: work,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    FONTCONFIG_FILE: fontConfig,
    // A socket path in it may not pass 108 bytes; a cache folder that deep leaves temporary files where they usually go.
    ...(work.length <= 60 ? { TMPDIR: work } : {}),
  }
}

function browserArguments(profile: string, noSandbox: boolean): string[] {
  return [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    ...(noSandbox ? ['--no-sandbox'] : []),
    // Nothing leaves the machine: a proxy that does not exist, also for loopback, and no name that resolves.
    '--proxy-server=127.0.0.1:9',
    '--proxy-bypass-list=<-loopback>',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-client-side-phishing-detection',
    '--disable-default-apps',
    '--disable-extensions',
    '--no-pings',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-field-trial-config',
    '--metrics-recording-only',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
    // Nothing asks, waits or looks for a desktop.
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-search-engine-choice-screen',
    '--password-store=basic',
    '--use-mock-keychain',
    '--mute-audio',
    '--hide-scrollbars',
    '--disable-popup-blocking',
    '--disable-prompt-on-repost',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-gpu',
    '--disable-software-rasterizer',
    '--disable-dev-shm-usage',
    // The same PDF everywhere. At a scale of 1 each letter would be moved to a whole pixel, which spaces words unevenly in print.
    '--force-device-scale-factor=2',
    '--export-tagged-pdf',
    '--generate-pdf-document-outline',
    '--force-color-profile=srgb',
    '--font-render-hinting=none',
    'about:blank',
  ]
}

/** Only the bundled fonts: the machine's own would change line breaks, and a machine without any would print blank pages. */
function fontsConf(fontsDir: string, cacheDir: string): string {
  const aliases = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias binding="same"><family>${family}</family><prefer><family>Inter</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>${xml(fontsDir)}</dir>
<cachedir>${xml(cacheDir)}</cachedir>
${aliases.join('\n')}
</fontconfig>
`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
