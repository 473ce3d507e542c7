// Prints with the real browser of the npm package; without it (macOS, Windows, npm --omit=optional) these tests are skipped.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type BrowserFound, findBrowser } from '../../src/report/browser.ts'
import { installedPackage } from '../../src/report/browser-package.ts'
import { openPrinter, type PdfPrinter, type PrinterOptions } from '../../src/report/pdf.ts'

const root = join(import.meta.dirname, '../..')
const cacheDir = join(root, 'node_modules/.cache/cumple')
const fontsDir = join(root, 'templates/fonts')
const isRoot = process.getuid?.() === 0
const canPrint = process.platform === 'linux' && process.arch === 'x64' && installedPackage() !== undefined
const meta = { generatedAt: '2026-11-21T00:00:00-05:00' }

const report = (body: string, title = 'Informe de brechas'): string =>
  `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${title}</title><style>
  @page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages) } }
  body { font-family: Inter, sans-serif } h2 { font-weight: 600; break-before: page }
  * { font-variant-ligatures: no-contextual }</style></head><body>${body}</body></html>`
const table =
  '<table><thead><tr><th scope="col">Regla</th><th scope="col">Estado</th></tr></thead><tbody><tr><td>SEG-01</td><td>parcial</td></tr></tbody></table>'
const dot = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const sample = report(
  `<h1>Ministerio de Ñandú</h1><p>Evaluación según la norma</p>${table}<img alt="punto" width="9" height="9" src="${dot}"><h2 id="dos">Segunda sección</h2><p><a href="#dos">enlace</a></p>`,
)

async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)))
  const contents = await Promise.all(pages.map((page) => page.getTextContent()))
  return contents.flatMap(({ items }) => items.map((item) => ('str' in item ? item.str : ''))).join(' ')
}

const hasTool = (name: string): boolean => {
  try {
    execFileSync('which', [name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cumple-pdf-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Browser processes whose command line names this folder; zombies have no command line. */
async function processesIn(folder: string): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')))
  return lines.filter((line) => line.includes(`--user-data-dir=${folder}`)).length
}

describe.skipIf(!canPrint)('printing', { timeout: 60_000 }, () => {
  let browser: BrowserFound
  let printer: PdfPrinter
  const options = (more: Partial<PrinterOptions> = {}): PrinterOptions => ({ browser, fontsDir, cacheDir, noSandbox: isRoot, env: process.env, ...more })

  beforeAll(async () => {
    const result = await findBrowser({ path: '', platform: 'linux', cacheDir })
    if (!('found' in result)) throw new Error(result.tried.join(', '))
    browser = result.found
    printer = await openPrinter(options({ poolSize: 2 }))
  }, 60_000)
  afterAll(() => printer.close())

  test('a PDF has text, title, language, tags, outline and our date', async () => {
    const pdf = await printer.print(sample, meta)
    const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise
    const { info } = await document.getMetadata()
    expect(info).toMatchObject({ Title: 'Informe de brechas', Language: 'es', CreationDate: "D:20261121000000-05'00'", ModDate: "D:20261121000000-05'00'" })
    expect(await document.getMarkInfo()).toEqual(
      new Map([
        ['Marked', true],
        ['UserProperties', false],
        ['Suspects', false],
      ]),
    )
    expect((await document.getOutline()).map((entry) => entry.title)).toEqual(['Ministerio de Ñandú'])
    expect(await textOf(pdf)).toMatch(/1 \/ 2.*Ministerio de Ñandú.*Evaluación según la norma.*2 \/ 2.*Segunda sección/s)
    expect(Buffer.from(pdf).includes('/Subtype /Image'), 'an embedded image is printed').toBe(true)
  })

  test('same HTML, same bytes: reused pages, side by side, after other documents, in another process', async () => {
    const first = await printer.print(sample, meta)
    await printer.print(report(`<h1>Otro</h1>${table.repeat(40)}`), meta)
    const more = await Promise.all(Array.from({ length: 4 }, () => printer.print(sample, meta)))
    const other = await openPrinter(options())
    const fresh = await other.print(sample, meta)
    await other.close()
    expect([...more, fresh].every((pdf) => Buffer.compare(pdf, first) === 0)).toBe(true)
    expect(Buffer.compare(await printer.print(sample, { generatedAt: '2026-11-22' }), first)).not.toBe(0)
  })

  test('nothing is fetched, no local file is shown, no script runs, even where the HTML brings no policy of its own', async () => {
    const folder = await temporary()
    const canary = pathToFileURL(join(folder, 'secret.html')).href
    await writeFile(join(folder, 'secret.html'), '<p>TOKEN-5a1e')
    let hits = 0
    const server = createServer((_, response) => response.end('TOKEN-5a1e'))
      .on('connection', () => hits++)
      .listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const address = server.address()
    const base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
    await fetch(base)
    expect(hits, 'the trap works').toBe(1)
    for (const url of [`${base}/x`, base.replace('127.0.0.1', 'localhost'), canary, 'file:///etc/hostname']) {
      const hostile =
        report(`<p id="p">texto propio</p><link rel="stylesheet" href="${url}"><link rel="prefetch" href="${url}"><link rel="preload" as="image" href="${url}">
        <link rel="preconnect" href="${url}"><link rel="dns-prefetch" href="${url}"><iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}">
        <img src="${url}"><img srcset="${url} 2x"><video src="${url}" poster="${url}"></video><script src="${url}"></script>
        <style>@import "${url}"; @font-face { font-family: f; src: url("${url}") } p { background: url("${url}"); font-family: f }</style>
        <svg><image href="${url}"/><use href="${url}#a"/></svg><iframe srcdoc='<img src="${url}"><script>fetch("${url}")</script>'></iframe>
        <script>document.getElementById('p').textContent = 'SCRIPT-RAN'; fetch('${url}')</script><img src=x onerror="document.title='SCRIPT-RAN'">`)
      const text = await textOf(await printer.print(hostile, meta))
      expect(text).toContain('texto propio')
      expect(text).not.toMatch(/TOKEN-5a1e|SCRIPT-RAN/)
      if (url === 'file:///etc/hostname') expect(text).not.toContain((await readFile('/etc/hostname', 'utf8')).trim())
    }
    for (let turn = 0; turn < 3; turn++) {
      const moving = report(`<meta http-equiv="refresh" content="0;url=${base}/moved"><p>texto propio`)
      expect(await textOf(await printer.print(moving, meta)), 'a refresh goes nowhere').toContain('texto propio')
    }
    expect(hits).toBe(1)
    expect(await textOf(await printer.print(sample, meta)), 'the printer goes on').toContain('SEG-01')
  })

  test('without any font the blank PDF is refused', async () => {
    const blank = await openPrinter(options({ fontsDir: await temporary() }))
    onTestFinished(() => blank.close())
    await expect(blank.print(sample, meta)).rejects.toMatchObject({ name: 'PdfError', code: 'no-text' })
  })

  test('a document that takes too long is stopped; its innocent neighbour is printed again, and so is what follows', async () => {
    const pair = await openPrinter(options({ timeoutMs: 4000, poolSize: 2 }))
    onTestFinished(() => pair.close())
    const slow = pair.print(report(table.repeat(40_000)), meta).catch((error: unknown) => error)
    await pause(3000)
    const other = pair.print(report(table.repeat(40_000)), meta).catch((error: unknown) => error)
    expect(await slow).toMatchObject({ code: 'timeout', params: { limitMs: 4000 } })
    const following = await Promise.all(Array.from({ length: 2 }, () => pair.print(sample, meta)))
    expect(await other, 'a second try has a time limit of its own').toMatchObject({ code: 'timeout' })
    expect(following.map((pdf) => Buffer.compare(pdf, following[0] ?? pdf))).toEqual([0, 0])
  })

  test('closing leaves no process and no folder; closing twice and printing afterwards are harmless', async () => {
    const own = await temporary()
    const short = await openPrinter(options({ cacheDir: own }))
    await short.print(sample, meta)
    expect(await processesIn(own)).toBeGreaterThan(0)
    await short.close()
    await short.close()
    expect(await processesIn(own)).toBe(0)
    expect(await readdir(join(own, 'browser'))).toEqual(['fontconfig'])
    await expect(short.print(sample, meta)).rejects.toMatchObject({ code: 'browser-start', params: { reason: 'closed' } })
  })

  test.for(['process.exit(130)', 'process.kill(process.pid, "SIGKILL")'])('the browser does not outlive a program that ends by %s', async (end) => {
    const own = await temporary()
    const program = `const { openPrinter } = await import(${JSON.stringify(pathToFileURL(join(root, 'src/report/pdf.ts')).href)})
      await openPrinter(${JSON.stringify(options({ cacheDir: own }))}); ${end}`
    await once(spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' }), 'exit')
    for (let turn = 0; turn < 50 && (await processesIn(own)) > 0; turn++) await pause(50)
    expect(await processesIn(own)).toBe(0)
    const next = await openPrinter(options({ cacheDir: own }))
    await next.close()
    expect(await readdir(join(own, 'browser'))).toEqual(['fontconfig'])
  })

  test('a program that is no browser: what it said, what failed, or that it never answered', async () => {
    const own = await temporary()
    const program = async (text: string, mode = 0o755): Promise<BrowserFound> => {
      const executable = join(own, `fake-${text.length}`)
      await writeFile(executable, text, { mode })
      return { executable, how: 'requested', env: {} }
    }
    const open = async (fake: BrowserFound): Promise<unknown> =>
      openPrinter(options({ browser: fake, cacheDir: own, timeoutMs: 400 })).catch((error: unknown) => error)
    expect(await open(await program('#!/bin/sh\necho "libnss3.so: cannot open" >&2; exit 127\n'))).toMatchObject({
      code: 'browser-start',
      params: { reason: 'ended', detail: 'libnss3.so: cannot open' },
    })
    expect(await open(await program('#!/bin/sh\necho "No usable sandbox!" >&2; exit 1\n'))).toMatchObject({ code: 'sandbox' })
    expect(await open(await program('#!/bin/sh\nsleep 100\n'))).toMatchObject({ code: 'timeout' })
    expect(await open(await program('\x7fELF not a program'))).toMatchObject({ code: 'browser-start' })
    expect(await open({ executable: join(own, 'absent'), how: 'requested', env: {} })).toMatchObject({ code: 'browser-start', params: { reason: 'ENOENT' } })
    expect((await readdir(join(own, 'browser'))).filter((name) => name.startsWith('run-'))).toEqual([])
  })

  test('a cache folder that is a link to elsewhere is refused', async () => {
    const own = await temporary()
    await mkdir(join(own, 'elsewhere'))
    const { symlink } = await import('node:fs/promises')
    await symlink(join(own, 'elsewhere'), join(own, 'browser'))
    await expect(openPrinter(options({ cacheDir: own }))).rejects.toMatchObject({
      code: 'browser-cache',
      params: { reason: `${join(own, 'browser')} (EPERM)` },
    })
  })

  test.skipIf(!isRoot || !hasTool('setpriv'))('an ordinary user prints inside the sandbox', async () => {
    const own = await temporary()
    execFileSync('chown', ['65534:65534', own])
    const found: BrowserFound = { ...browser, executable: join(own, 'chromium') }
    execFileSync('cp', [browser.executable, found.executable])
    execFileSync('chown', ['65534:65534', found.executable])
    const program = `const { openPrinter } = await import(${JSON.stringify(pathToFileURL(join(root, 'src/report/pdf.ts')).href)})
      const { readdirSync, readFileSync } = await import('node:fs')
      const printer = await openPrinter(${JSON.stringify({ ...options({ browser: found, cacheDir: own, noSandbox: false }), env: {} })})
      const pdf = await printer.print('<html lang=es><title>t</title><p>hola', { generatedAt: '2026-11-21' })
      const read = (id, file) => { try { return readFileSync('/proc/' + id + '/' + file, 'latin1') } catch { return '' } }
      const renderers = readdirSync('/proc').filter((id) => read(id, 'cmdline').includes('--type=renderer') && read(id, 'cmdline').includes(${JSON.stringify(own)}))
      console.log(JSON.stringify({ size: pdf.length, seccomp: renderers.map((id) => /Seccomp:\\s*(\\d)/.exec(read(id, 'status'))?.[1]) }))
      await printer.close()`
    const output = execFileSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--input-type=module', '-e', program], {
      cwd: '/',
    })
    const { size, seccomp } = JSON.parse(output.toString()) as { size: number; seccomp: string[] }
    expect(size).toBeGreaterThan(1000)
    expect(seccomp).toContain('2')
  })

  test.skipIf(!hasTool('pdfinfo') || !hasTool('pdffonts') || !hasTool('pdftotext'))(
    'poppler agrees: tagged, our fonts embedded, accents extractable',
    async () => {
      const file = join(await temporary(), 'a.pdf')
      await writeFile(file, await printer.print(sample, meta))
      expect(execFileSync('pdfinfo', [file]).toString()).toMatch(/Title: +Informe de brechas\n[^]*Tagged: +yes\n[^]*Pages: +2\n/)
      const fonts = execFileSync('pdffonts', [file]).toString().trim().split('\n').slice(2)
      expect(fonts.every((line) => /^[A-Z]{6}\+Inter-(Regular|SemiBold) .* yes yes yes /.test(line))).toBe(true)
      expect(execFileSync('pdftotext', [file, '-']).toString()).toContain('Evaluación según la norma')
    },
  )
})
