// The private folder of the browser: nobody else may write there, because programs are started from it.
import { makeFolder } from '../util/make-folder.ts'
import { readlinkSync } from 'node:fs'
import { chmod, lstat, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { PdfError } from './pdf-error.ts'

const folderIn = (cacheDir: string): string => join(cacheDir, 'browser')

/** What a system says of a place that it does not let write in. */
export const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EDQUOT', 'EEXIST', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'])

/** A folder that cannot be written is not a browser that is missing: who asked hears which it is, and why. */
export const cacheError = (cacheDir: string, error: unknown): PdfError =>
  new PdfError('browser-cache', { reason: `${folderIn(cacheDir)} (${errorName(error)})` })

/** Makes `<cacheDir>/browser`, mode 0700, ours and not a link; anything else is refused rather than used. */
export async function privateFolder(cacheDir: string): Promise<string> {
  const folder = folderIn(cacheDir)
  try {
    makeFolder(folder, 0o700)
  } catch (error) {
    throw cacheError(cacheDir, error)
  }
  const stat = await lstat(folder)
  const user = process.getuid?.()
  if (!stat.isDirectory() || (user !== undefined && stat.uid !== user)) {
    throw new PdfError('browser-cache', { reason: `${folder} (EPERM)` })
  }
  if (user !== undefined && (stat.mode & 0o077) !== 0) await chmod(folder, 0o700)
  return folder
}

/** Prefix of a working folder of this process, such as `run-1b2c-4711-`; short, because sockets in it have a length limit. */
export function workPrefix(kind: 'run' | 'unpack'): string {
  return `${kind}-${hostMark()}-${process.pid}-`
}

/** Removes what killed processes of this machine left behind. Other machines may share a home folder, so theirs are left alone. */
export async function sweep(folder: string, kind: 'run' | 'unpack'): Promise<void> {
  const start = `${kind}-${hostMark()}-`
  const stale = (await readdir(folder)).filter((name) => name.startsWith(start) && !isAlive(Number(name.slice(start.length).split('-')[0])))
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)))
}

/** Whether a process of this machine exists; one that we may not signal does. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorName(error) !== 'ESRCH'
  }
}

/** The system's code of an error (`ENOENT`), or its name where it has none. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Process numbers mean something only on one machine and, in containers, in one process namespace. */
function hostMark(): string {
  const sum = Array.from(`${hostname()} ${processNamespace()}`).reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
  return (sum % 36 ** 4).toString(36)
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
