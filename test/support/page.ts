// A real browser for what is made as HTML: pages opened from a file, and all that they ask for or say.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'puppeteer-core'
import { expect, onTestFinished } from 'vitest'
import { findBrowser } from '../../src/report/browser.ts'
import { installedPackage } from '../../src/report/browser-package.ts'
import { ROOT } from './assess.ts'

export const hasBrowser = process.platform === 'linux' && process.arch === 'x64' && installedPackage() !== undefined
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOK = readFileSync(join(ROOT, 'test/browser/in-page.js'), 'utf8')

/** A pixel is 1/96 of an inch. */
const MM = 96 / 25.4
/** Letter within the margins of report.css, in pixels. */
export const PAPER = { width: Math.round((215.9 - 44) * MM), height: (279.4 - 37) * MM }

export interface Look {
  readonly width?: number
  readonly scripts?: boolean
  readonly dark?: boolean
  readonly print?: boolean
  readonly bypassCsp?: boolean
}

export interface Seen {
  readonly page: Page
  readonly requests: string[]
  readonly noise: string[]
  /** A value of the page; `look` has what in-page.js offers. */
  readonly ask: <T>(question: string) => Promise<T>
}

/** The browser of the package with the bundled fonts; `folder` is its home. */
export async function openBrowser(folder: string): Promise<Browser> {
  const result = await findBrowser({ path: '', platform: 'linux', cacheDir: join(ROOT, 'node_modules/.cache/cumple') })
  if (!('found' in result)) throw new Error(result.tried.join(', '))
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>${ROOT}/templates/fonts</dir><cachedir>${folder}/fonts</cachedir></fontconfig>`,
  )
  const { launch } = await import('puppeteer-core')
  return launch({
    executablePath: result.found.executable,
    headless: 'shell',
    pipe: true,
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { PATH: process.env['PATH'], HOME: folder, ...result.found.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  })
}

/** Opens a page until the test is over. */
export async function see(
  browser: Browser,
  url: string,
  { width = 1280, scripts = true, dark = false, print = false, bypassCsp = false }: Look = {},
): Promise<Seen> {
  const context = await browser.createBrowserContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const requests: string[] = []
  const noise: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => noise.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => noise.push(`error: ${String(error)}`))
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.setViewport({ width, height: 900 })
  await page.setJavaScriptEnabled(scripts)
  if (bypassCsp) await page.setBypassCSP(true)
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  if (print) await page.emulateMediaType('print')
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(LOOK)
  return { page, requests, noise, ask: async (question) => page.evaluate(question) as Promise<never> }
}

/** What axe finds of these impacts, the size of what is clicked included, told so that a person finds it; that it looked at colours is checked. */
export async function axe(page: Page, impacts: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations, passes } = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })`,
  )) as AxeResults
  expect(passes.map(({ id }) => id)).toContain('color-contrast')
  return violations
    .filter(({ impact }) => impacts.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`)
}
