// Writing files so that a kill, a full disk or a power cut leaves the old version or the new one, never something between.
import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  unlinkSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { byText } from '../util/compare.ts'
import { errorCode, openPlain, refusedRead } from '../util/read-file.ts'
import { NO_LINKS, again, fill, makeDurableFolder, openNew, quietly, replacing, syncFile, syncFolder, writeAll } from './disk.ts'

/** A file could not be written; nothing of it was left half-done. `code` is the system's (`ENOSPC`), `path` the target. */
export class WriteError extends Error {
  readonly path: string
  readonly code: string
  constructor(path: string, code: string, cause?: unknown) {
    super(`${path}: ${code}`, { cause })
    this.name = 'WriteError'
    this.path = path
    this.code = code
  }
}

/** Who writes: names the temporary file, so that the next start can tell whose it was. */
export interface Writer {
  readonly pid: number
  readonly nonce: string
}

export type CopyRefusal = 'file-missing' | 'file-unreadable' | 'file-too-large' | 'file-empty' | 'not-a-regular-file'
export type CopyResult =
  | { readonly ok: true; readonly sha256: string; readonly bytes: number }
  | { readonly ok: false; readonly code: CopyRefusal; readonly params: Readonly<Record<string, string | number>> }

const NEW_MODE = 0o644
const CHUNK = 64 * 1024
const TEMPORARY = /^\..+\.(\d{1,10})-[\w-]+\.tmp$/

/**
 * Writes a whole file: a temporary file beside it, on the disk before it is renamed over the target; the version that was there
 * stays at `keep`. Folders on the way are made, the mode stays, a link or anything else that is no file is refused. A WriteError
 * means the old version is there, except when only the folder's own fsync failed: then the new one is, perhaps not yet on the disk.
 */
export function writeWhole(path: string, bytes: Uint8Array | string, options: Writer & { readonly keep?: string }): void {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  whole(path, options, { keep: options.keep }, (fd) => {
    writeAll(fd, data)
    return { ok: true }
  })
}

/**
 * Copies a file, hashing what is written; the target is replaced as by `writeWhole`. A source that is a link, no regular file, empty
 * or larger than `limit` is refused as a result, a target that cannot be written throws. Mode and owner are the target's, or those of `like`.
 */
export function copyWhole(from: string, to: string, options: Writer & { readonly limit: number; readonly like?: Stats }): CopyResult {
  let source: number | undefined
  try {
    source = again(() => openPlain(from))
    const fd = source
    const stat = fstatSync(fd)
    if (!stat.isFile()) return { ok: false, code: 'not-a-regular-file', params: {} }
    if (stat.size > options.limit) return { ok: false, code: 'file-too-large', params: { bytes: stat.size, limit: options.limit } }
    return whole(to, options, { like: options.like }, (target) => copyBytes(fd, target, options.limit))
  } catch (error) {
    if (error instanceof WriteError) throw error
    return refusedRead(errorCode(error))
  } finally {
    const open = source
    if (open !== undefined) quietly(() => closeSync(open))
  }
}

/** Writes a file that must not be there yet, on the disk when it returns; nothing of it stays when it fails. Throws what the system throws. */
export function createWhole(path: string, text: string): void {
  const fd = again(() => openSync(path, 'wx', NEW_MODE))
  try {
    fill(fd, text)
    syncFolder(dirname(path))
  } catch (error) {
    quietly(() => unlinkSync(path))
    throw error
  }
}

/** Appends one line and fsyncs it; after a torn earlier write it begins a new line first, and takes back its own when it fails. */
export function appendLine(path: string, line: string): void {
  const folder = dirname(path)
  let fd: number | undefined
  try {
    if (line.includes('\n')) throw new WriteError(path, 'EINVAL')
    makeDurableFolder(folder)
    const there = refuseOthers(path)
    fd = again(() =>
      openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0), NEW_MODE),
    )
    const { size } = fstatSync(fd)
    try {
      writeAll(fd, Buffer.from(`${endsTorn(fd, size) ? '\n' : ''}${line}\n`))
      syncFile(fd)
      if (size === 0) syncFolder(folder)
    } catch (error) {
      const open = fd
      quietly(() => (there ? ftruncateSync(open, size) : unlinkSync(path)))
      throw error
    }
  } catch (error) {
    throw asWriteError(path, error)
  } finally {
    const open = fd
    if (open !== undefined) quietly(() => closeSync(open))
  }
}

/** Removes what killed writers left in a folder and names it. Only for the holder of the lock: a pid says nothing about another machine. */
export function removeStale(folder: string, isAlive: (pid: number) => boolean): string[] {
  let names: string[] = []
  quietly(() => (names = readdirSync(folder)))
  return names
    .filter((name) => {
      const pid = TEMPORARY.exec(name)?.[1]
      return pid !== undefined && !isAlive(Number(pid)) && quietly(() => unlinkSync(join(folder, name)))
    })
    .toSorted(byText)
}

/** The one way to a target: all bytes in a temporary file, fsync, close, the old version kept, rename, fsync of the folder. */
function whole<Result extends { readonly ok: boolean }>(
  path: string,
  writer: Writer,
  { keep, like }: { readonly keep?: string | undefined; readonly like?: Stats | undefined },
  fill: (fd: number) => Result,
): Result {
  const folder = dirname(path)
  const temporary = temporaryName(path, writer)
  let left = false
  try {
    makeDurableFolder(folder)
    const there = refuseOthers(path)
    const model = there ?? like
    const fd = openNew(temporary, model ? model.mode & 0o777 : NEW_MODE)
    left = true
    let result: Result
    try {
      if (model) takeAfter(fd, model)
      result = fill(fd)
      if (result.ok) syncFile(fd)
    } finally {
      closeSync(fd)
    }
    if (!result.ok) return result
    if (keep !== undefined && there && there.size > 0) keepVersion(path, there, keep, writer)
    again(() => renameSync(temporary, path))
    left = false
    syncFolder(folder)
    return result
  } catch (error) {
    throw asWriteError(path, error)
  } finally {
    if (left) quietly(() => unlinkSync(temporary))
  }
}

/** Puts the present version at `keep` in one step, so that there is no moment without a kept one. */
function keepVersion(path: string, there: Stats, keep: string, writer: Writer): void {
  const kept = lstatSync(keep, { throwIfNoEntry: false })
  if (kept?.ino === there.ino && kept.dev === there.dev) return
  makeDurableFolder(dirname(keep))
  const temporary = temporaryName(keep, { ...writer, nonce: `${writer.nonce}-kept` })
  let left = true
  try {
    try {
      replacing(temporary, () => linkSync(path, temporary))
    } catch (error) {
      if (!NO_LINKS.has(errorCode(error))) throw error
      left = false
      const copied = copyWhole(path, keep, { ...writer, nonce: `${writer.nonce}-kept`, limit: Infinity, like: there })
      if (!copied.ok) throw new WriteError(keep, String(copied.params['reason'] ?? copied.code), error)
      return
    }
    again(() => renameSync(temporary, keep))
    left = false
    if (dirname(keep) !== dirname(path)) syncFolder(dirname(keep))
  } finally {
    if (left) quietly(() => unlinkSync(temporary))
  }
}

/** `.<base>.<pid>-<nonce>.tmp`; of a very long name only the beginning, which must fit the file system's 255 bytes. */
export const temporaryName = (path: string, { pid, nonce }: Writer): string => join(dirname(path), `.${basename(path).slice(0, 50)}.${pid}-${nonce}.tmp`)

/** What is at the target: nothing or a plain file; anything else is refused. */
function refuseOthers(path: string): Stats | undefined {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there && !there.isFile()) throw new WriteError(path, there.isSymbolicLink() ? 'ELOOP' : there.isDirectory() ? 'EISDIR' : 'EINVAL')
  return there
}

/** Mode and, where it is allowed, owner and group of the version that was there, so that colleagues who could read it still can. */
function takeAfter(fd: number, there: Stats): void {
  const { uid, gid, mode } = fstatSync(fd)
  if ((uid !== there.uid || gid !== there.gid) && !quietly(() => fchownSync(fd, there.uid, there.gid))) quietly(() => fchownSync(fd, -1, there.gid))
  if (mode !== there.mode) fchmodSync(fd, there.mode & 0o777)
}

function copyBytes(source: number, target: number, limit: number): CopyResult {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(CHUNK)
  let bytes = 0
  for (;;) {
    let count: number
    try {
      count = again(() => readSync(source, buffer))
    } catch (error) {
      return refusedRead(errorCode(error))
    }
    if (count === 0) return bytes === 0 ? { ok: false, code: 'file-empty', params: {} } : { ok: true, sha256: hash.digest('hex'), bytes }
    bytes += count
    if (bytes > limit) return { ok: false, code: 'file-too-large', params: { bytes, limit } }
    hash.update(buffer.subarray(0, count))
    writeAll(target, buffer.subarray(0, count))
  }
}

function endsTorn(fd: number, size: number): boolean {
  const last = Buffer.alloc(1)
  return size > 0 && again(() => readSync(fd, last, 0, 1, size - 1)) === 1 && last[0] !== 0x0a
}

/** Any error of writing `path`, as one that names it. */
export const asWriteError = (path: string, error: unknown): WriteError =>
  error instanceof WriteError && error.path === path ? error : new WriteError(path, error instanceof WriteError ? error.code : errorCode(error), error)
