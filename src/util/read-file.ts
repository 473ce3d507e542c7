// Reading one regular file once: size and content come from the same descriptor, special files and links are refused.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Problem, ProblemCode } from '../model/problem.ts'

export type ReadResult = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly code: ProblemCode; readonly params: Problem['params'] }

/** Reads at most `limit` bytes. Never blocks on a FIFO and never follows a link at the last step of the path. */
export async function readRegularFile(path: string, limit: number): Promise<ReadResult> {
  let handle
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    return openFailure(error)
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) return { ok: false, code: 'not-a-regular-file', params: {} }
    if (stat.size > limit) return { ok: false, code: 'file-too-large', params: { bytes: stat.size, limit } }
    const bytes = await handle.readFile()
    return bytes.length > limit ? { ok: false, code: 'file-too-large', params: { bytes: bytes.length, limit } } : { ok: true, bytes }
  } catch (error) {
    return openFailure(error)
  } finally {
    await handle.close()
  }
}

function openFailure(error: unknown): ReadResult {
  const reason = errorCode(error)
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return { ok: false, code: 'file-missing', params: {} }
  if (reason === 'ELOOP' || reason === 'ENXIO' || reason === 'EISDIR') return { ok: false, code: 'not-a-regular-file', params: {} }
  return { ok: false, code: 'file-unreadable', params: { reason } }
}

/** The system's name of an error (`EACCES`), or its message. */
export const errorCode = (error: unknown): string =>
  error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.message) : String(error)
