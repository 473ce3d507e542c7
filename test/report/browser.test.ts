import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BrowserSearch, findBrowser } from '../../src/report/browser.ts'

let folder: string
let bin: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cumple-browser-'))
  bin = join(folder, 'bin')
  await mkdir(bin)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const noPackage = { folder: undefined, architecture: 'x64' }
const search = (more: Partial<BrowserSearch> = {}): BrowserSearch => ({ path: bin, platform: 'linux', cacheDir: join(folder, 'cache'), ...more })
async function program(name: string, text = '#!/bin/sh\n'): Promise<string> {
  await writeFile(join(bin, name), text, { mode: 0o755 })
  return join(bin, name)
}

describe.skipIf(process.platform === 'win32')('searching', () => {
  test('a requested path comes first, a requested name is looked up in PATH', async () => {
    const mine = await program('my-browser')
    await program('google-chrome')
    expect(await findBrowser(search({ requested: mine, requestedBy: 'flag' }), noPackage)).toEqual({ found: { executable: mine, how: 'requested', env: {} } })
    expect(await findBrowser(search({ requested: 'my-browser', requestedBy: 'CUMPLE_BROWSER' }), noPackage)).toMatchObject({ found: { executable: mine } })
  })

  test('a requested browser that cannot be used is never replaced by another', async () => {
    await program('google-chrome')
    expect(await findBrowser(search({ requested: '/no/such', requestedBy: 'PUPPETEER_EXECUTABLE_PATH' }), noPackage)).toEqual({
      tried: ['PUPPETEER_EXECUTABLE_PATH=/no/such'],
    })
    expect(await findBrowser(search({ requested: bin, requestedBy: 'flag' }), noPackage)).toEqual({ tried: [`flag=${bin}`] })
  })

  test('an empty request is none', async () => {
    const chrome = await program('google-chrome')
    expect(await findBrowser(search({ requested: '' }), noPackage)).toMatchObject({ found: { executable: chrome, how: 'installed' } })
  })

  test('Chrome before Chromium before the headless shell before Edge', async () => {
    for (const name of ['microsoft-edge', 'chromium-headless-shell', 'chromium', 'google-chrome']) {
      const executable = await program(name)
      expect(await findBrowser(search(), noPackage)).toEqual({ found: { executable, how: 'installed', env: {} } })
    }
  })

  test.each(['chromium', 'chromium-browser'])('what is no program or starts a snap is passed over: %s', async (name) => {
    await program(name, '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    await mkdir(join(bin, 'google-chrome'))
    await writeFile(join(bin, 'google-chrome-stable'), '')
    await chmod(join(bin, 'google-chrome-stable'), 0o644)
    await symlink('/no/where', join(bin, 'microsoft-edge'))
    const shell = await program('chrome-headless-shell')
    expect(await findBrowser(search(), noPackage)).toMatchObject({ found: { executable: shell } })
  })

  test('relative entries of PATH are not searched', async () => {
    await program('google-chrome')
    const relative = join('..', '..', '..', '..', '..', '..', '..', '..', bin)
    expect(await findBrowser(search({ path: `:.:${relative}` }), noPackage)).toHaveProperty('tried')
  })

  test('nothing found: every place is named, the package last', async () => {
    const result = await findBrowser(search(), noPackage)
    expect(result).toMatchObject({
      tried: expect.arrayContaining(['google-chrome', 'chromium', 'chromium-headless-shell', 'microsoft-edge', '/opt/google/chrome/chrome']),
    })
    expect('tried' in result && result.tried.at(-1)).toBe('@sparticuz/chromium')
  })

  test('a package for another machine, or one that cannot be unpacked, is named with the reason', async () => {
    const arm = await findBrowser(search(), { folder, architecture: 'arm64' })
    expect('tried' in arm && arm.tried.at(-1)).toBe('@sparticuz/chromium (linux-arm64)')
    const broken = await findBrowser(search(), { folder, architecture: 'x64' })
    expect('tried' in broken && broken.tried.at(-1)).toBe('@sparticuz/chromium (ENOENT)')
  })

  test('a place that cannot be written is told as such, not as a browser that is missing', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(findBrowser(search({ cacheDir: file }), { folder, architecture: 'x64' })).rejects.toMatchObject({
      code: 'browser-cache',
      params: { reason: `${join(file, 'browser')} (ENOTDIR)` },
    })
  })
})

test('Windows: below every Program Files folder', async () => {
  const result = await findBrowser(search({ platform: 'win32', path: '', programFiles: ['C:\\Program Files', 'C:\\Program Files (x86)'] }), noPackage)
  expect(result).toMatchObject({ tried: expect.arrayContaining(['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe']) })
})

test('macOS: the applications', async () => {
  const result = await findBrowser(search({ platform: 'darwin', path: '' }), noPackage)
  expect('tried' in result ? result.tried[0] : result.found.executable).toMatch(/^\/Applications\/(.+)\.app\/Contents\/MacOS\/\1$/)
})
