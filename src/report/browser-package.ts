// The browser that comes inside the optional npm package @sparticuz/chromium, unpacked once into a private folder.
// Its own unpacker is not used: it writes to a predictable shared folder (/tmp/chromium) and races with itself.
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import { errorName, isAlive, privateFolder, sweep, workPrefix } from './browser-cache.ts'

export const PACKAGE_NAME = '@sparticuz/chromium'

/** An executable and the environment it needs. */
export interface UnpackedBrowser {
  readonly executable: string
  readonly env: Record<string, string>
}

/** The folder of the installed package, or undefined: it is optional, and npm may have left it out. */
export function installedPackage(): string | undefined {
  try {
    return packageFolder(createRequire(import.meta.url).resolve(PACKAGE_NAME))
  } catch {
    return undefined
  }
}

/** The package's folder, of a file somewhere in it: how deep its code lies differs between versions. */
export function packageFolder(file: string): string {
  const name = join(...PACKAGE_NAME.split('/'))
  return file.slice(0, file.lastIndexOf(name) + name.length)
}

/** Unpacks the package if that has not been done, and returns the browser. Any number of processes may call this at once. */
export async function unpackBrowser(packageDir: string, cacheDir: string): Promise<UnpackedBrowser> {
  const folder = await privateFolder(cacheDir)
  const target = join(folder, `chromium-${await packageVersion(packageDir)}`)
  if (!(await isComplete(target))) await unpackOnce(packageDir, folder, target)
  return { executable: join(target, 'chromium'), env: systemLibrariesArePresent() ? {} : { LD_LIBRARY_PATH: join(target, 'lib') } }
}

async function packageVersion(packageDir: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'))
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
  if (!/^[\w.+-]+$/.test(version)) throw new Error(`${PACKAGE_NAME} has no usable version`)
  return version
}

/** The size is written down last, so a copy that a full disk or a power cut left short is not taken for a browser. */
async function isComplete(target: string): Promise<boolean> {
  try {
    const expected = Number(await readFile(join(target, 'size'), 'utf8'))
    return (await stat(join(target, 'chromium'))).size === expected
  } catch {
    return false
  }
}

/** The lock only saves work: what makes a race harmless is that a complete folder appears under its name by one rename. */
async function unpackOnce(packageDir: string, folder: string, target: string): Promise<void> {
  const lock = `${target}.lock`
  const mine = await lockOrWait(lock, target)
  try {
    if (await isComplete(target)) return
    await sweep(folder, 'unpack')
    const work = await mkdtemp(join(folder, workPrefix('unpack')))
    try {
      await unpackInto(work, join(packageDir, 'bin'))
      await putInPlace(work, target)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  } finally {
    if (mine) await rm(lock, { force: true })
  }
}

const WAIT_MS = 100
const WAITS = 600

/** True with the lock taken; false when another process finished the work, died at it, or took longer than a minute. */
async function lockOrWait(lock: string, target: string): Promise<boolean> {
  for (let turn = 0; turn < WAITS; turn++) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if (errorName(error) !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => '0'))
    if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true })
    else await pause(WAIT_MS)
    if (await isComplete(target)) return false
  }
  return false
}

async function unpackInto(work: string, bin: string): Promise<void> {
  const executable = join(work, 'chromium')
  await pipeline(
    createReadStream(join(bin, 'chromium.br'), { highWaterMark: 1 << 20 }),
    createBrotliDecompress({ chunkSize: 1 << 20 }),
    createWriteStream(executable, { flags: 'wx', mode: 0o700, flush: true }),
  )
  await mkdir(join(work, 'lib'), { mode: 0o700 })
  for (const file of readTar(brotliDecompressSync(await readFile(join(bin, 'al2023.tar.br'))))) {
    await writeFile(join(work, 'lib', file.name), file.data, { flag: 'wx', mode: 0o700 })
  }
  await writeFile(join(work, 'size'), String((await stat(executable)).size), { flag: 'wx', mode: 0o600, flush: true })
}

/** A folder that is already there and complete is another process's equal work; an incomplete one is moved out of the way first. */
async function putInPlace(work: string, target: string): Promise<void> {
  if (existsSync(target) && !(await isComplete(target))) {
    const broken = `${work}.broken`
    await rename(target, broken)
    await rm(broken, { recursive: true, force: true })
  }
  try {
    await rename(work, target)
  } catch (error) {
    if (!(await isComplete(target))) throw error
  }
  await syncFolder(dirname(target))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The libraries in the package need glibc 2.34, Chromium itself only 2.25 (readelf -V), and they get no security updates:
 * they serve only where the system lacks its own, as slim container images do.
 */
function systemLibrariesArePresent(): boolean {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/lib64', '/usr/lib']
  return ['libnss3.so', 'libnspr4.so', 'libnssutil3.so', 'libexpat.so.1'].every((name) => folders.some((folder) => existsSync(join(folder, name))))
}

const BLOCK = 512

/** The regular files of a plain ustar archive. Everything lies in `lib/`; any other path, a link or a device is refused. */
export function readTar(tar: Buffer): { readonly name: string; readonly data: Buffer }[] {
  const files: { name: string; data: Buffer }[] = []
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const path = tarText(tar, at, 100)
    const size = Number.parseInt(tarText(tar, at + 124, 12), 8)
    const type = tarText(tar, at + 156, 1)
    const name = /^lib\/(\w[\w.+-]*)$/.exec(path)?.[1]
    const isFolder = type === '5' && /^lib\/?$/.test(path)
    if (!Number.isSafeInteger(size) || size < 0 || at + BLOCK + size > tar.length) throw new Error('bad tar header')
    if (!isFolder && (name === undefined || (type !== '0' && type !== ''))) throw new Error(`refused in tar: ${path}`)
    if (name !== undefined && !isFolder) files.push({ name, data: tar.subarray(at + BLOCK, at + BLOCK + size) })
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

function tarText(tar: Buffer, at: number, length: number): string {
  const field = tar.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? length : end).trim()
}
