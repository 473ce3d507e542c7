// Reading one regular file once: size and content come from the same descriptor, special files and links are refused.
// Synchronous: evidence is many small files, and a hop to the thread pool costs more than the read.
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Problem, ProblemCode } from '../model/problem.ts'

export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: ProblemCode; readonly params: Problem['params'] }

/** Opens for reading without ever blocking on a FIFO or following a link at the last step of the path. Throws like `openSync`. */
export const openPlain = (path: string): number => openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))

/** Reads at most `limit` bytes of what `open` opens. */
export function readRegularFile(path: string, limit: number, open = openPlain): ReadResult {
  let fd: number | undefined
  try {
    fd = open(path)
    const stat = fstatSync(fd)
    if (!stat.isFile()) return { ok: false, code: 'not-a-regular-file', params: {} }
    if (stat.size > limit) return { ok: false, code: 'file-too-large', params: { bytes: stat.size, limit } }
    const bytes = readFileSync(fd)
    return bytes.length > limit ? { ok: false, code: 'file-too-large', params: { bytes: bytes.length, limit } } : { ok: true, bytes }
  } catch (error) {
    return refusedRead(errorCode(error))
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** The first bytes of a file, at most `most`; none when it is not a regular file or cannot be read. */
export function readHead(path: string, most: number): Uint8Array {
  let fd: number | undefined
  try {
    fd = openPlain(path)
    if (!fstatSync(fd).isFile()) return new Uint8Array()
    const bytes = new Uint8Array(most)
    return bytes.subarray(0, readSync(fd, bytes))
  } catch {
    return new Uint8Array()
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

interface ReadRefusal {
  readonly ok: false
  readonly code: 'file-missing' | 'not-a-regular-file' | 'file-unreadable'
  readonly params: Readonly<Record<string, string>>
}

/** Why a file could not be opened or read, from the system's name of the error. */
export function refusedRead(reason: string): ReadRefusal {
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return { ok: false, code: 'file-missing', params: {} }
  if (reason === 'ELOOP' || reason === 'ENXIO' || reason === 'EISDIR') return { ok: false, code: 'not-a-regular-file', params: {} }
  return { ok: false, code: 'file-unreadable', params: { reason } }
}

/** The system's name of an error (`EACCES`), or its message. */
export const errorCode = (error: unknown): string =>
  error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.message) : String(error)
