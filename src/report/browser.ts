// Finds a browser that can print: the one asked for, else an installed one, else the one in the optional npm package.
import { access, constants, open, realpath, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { cacheError, errorName, REFUSED } from './browser-cache.ts'
import { installedPackage, PACKAGE_NAME, unpackBrowser } from './browser-package.ts'
import { PdfError } from './pdf-error.ts'

export interface BrowserSearch {
  /** Path or program name, from the first of the flag and the two variables that is set. */
  readonly requested?: string
  readonly requestedBy?: 'flag' | 'CUMPLE_BROWSER' | 'PUPPETEER_EXECUTABLE_PATH'
  /** The PATH of the environment. */
  readonly path: string
  readonly platform: NodeJS.Platform
  /** Windows: the values of ProgramFiles, ProgramFiles(x86) and LocalAppData. */
  readonly programFiles?: readonly string[]
  readonly cacheDir: string
}

export interface BrowserFound {
  readonly executable: string
  readonly how: 'requested' | 'installed' | 'package'
  /** Variables that this browser needs on top of the ordinary ones. */
  readonly env: Record<string, string>
}

/** Where the npm package lies and what it runs on; tests put something else here. */
export interface BrowserPackage {
  readonly folder: string | undefined
  readonly architecture: string
}

/**
 * A browser that was asked for by name and cannot be used ends the search: quietly printing with another one would be a lie.
 * `tried` lists the places in order, an added `(CODE)` says what failed there.
 */
export async function findBrowser(
  search: BrowserSearch,
  npmPackage: BrowserPackage = { folder: installedPackage(), architecture: process.arch },
): Promise<{ found: BrowserFound } | { tried: readonly string[] }> {
  if (search.requested !== undefined && search.requested !== '') return findRequested(search, search.requested)
  const places = installedPlaces(search)
  for (const place of places) {
    if (await isUsable(place, search.platform)) return { found: { executable: place, how: 'installed', env: {} } }
  }
  const unpacked = await fromPackage(search, npmPackage)
  return typeof unpacked === 'string' ? { tried: [...triedNames(search), unpacked] } : { found: unpacked }
}

async function findRequested(search: BrowserSearch, requested: string): Promise<{ found: BrowserFound } | { tried: readonly string[] }> {
  const paths = pathFor(search.platform)
  const places = /[\\/]/.test(requested) ? [paths.resolve(requested)] : inPath(search, [requested])
  for (const place of places) {
    if (await isProgram(place)) return { found: { executable: place, how: 'requested', env: {} } }
  }
  return { tried: [`${search.requestedBy ?? 'flag'}=${requested}`] }
}

/** The package's build is for 64-bit Intel Linux; elsewhere people have a browser. */
async function fromPackage(search: BrowserSearch, npmPackage: BrowserPackage): Promise<BrowserFound | string> {
  const machine = `${search.platform}-${npmPackage.architecture}`
  if (machine !== 'linux-x64') return `${PACKAGE_NAME} (${machine})`
  if (npmPackage.folder === undefined) return PACKAGE_NAME
  try {
    return { ...(await unpackBrowser(npmPackage.folder, search.cacheDir)), how: 'package' }
  } catch (error) {
    if (error instanceof PdfError) throw error
    if (REFUSED.has(errorName(error))) throw cacheError(search.cacheDir, error)
    return `${PACKAGE_NAME} (${errorName(error)})`
  }
}

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chromium-headless-shell',
  'chrome-headless-shell',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const LINUX_PLACES = [
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/usr/lib/chromium/chromium-headless-shell',
  '/opt/microsoft/msedge/msedge',
]
const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const WINDOWS_PLACES = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

function installedPlaces(search: BrowserSearch): readonly string[] {
  if (search.platform === 'darwin') return MAC_NAMES.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (search.platform === 'win32') return WINDOWS_PLACES.flatMap((place) => (search.programFiles ?? []).map((folder) => win32.join(folder, place)))
  return [...inPath(search, LINUX_NAMES), ...LINUX_PLACES]
}

function triedNames(search: BrowserSearch): readonly string[] {
  return search.platform === 'linux' ? [...LINUX_NAMES, ...LINUX_PLACES] : installedPlaces(search)
}

/** Only absolute entries of PATH: a relative one could pick up a program planted beside the evidence. */
function inPath(search: BrowserSearch, names: readonly string[]): readonly string[] {
  const paths = pathFor(search.platform)
  const folders = search.path.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder))
  return names.flatMap((name) => folders.map((folder) => paths.join(folder, name)))
}

function pathFor(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix
}

async function isUsable(place: string, platform: NodeJS.Platform): Promise<boolean> {
  return (await isProgram(place)) && !(platform === 'linux' && (await isSnap(place)))
}

async function isProgram(place: string): Promise<boolean> {
  try {
    await access(place, constants.X_OK)
    return (await stat(place)).isFile()
  } catch {
    return false
  }
}

/** A snap may not read hidden folders such as ~/.cache, so it can use neither our profile nor our fonts. Ubuntu's script starts one. */
async function isSnap(place: string): Promise<boolean> {
  const target = await realpath(place)
  if (target.startsWith('/snap/') || posix.basename(target) === 'snap') return true
  const head = await beginning(place)
  return head.startsWith('#!') && head.includes('/snap/bin/')
}

async function beginning(place: string): Promise<string> {
  const file = await open(place, 'r').catch(() => undefined)
  if (file === undefined) return ''
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}
