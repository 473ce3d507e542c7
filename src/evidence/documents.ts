// Looks at the file of each registered document: is it there, what does it hash to.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, readSync } from 'node:fs'
import type { DocumentRecord, InputFile } from '../model/evidence.ts'
import type { Problem } from '../model/problem.ts'
import { sortedEntries } from '../util/compare.ts'
import { openPlain } from '../util/read-file.ts'
import type { DigestCache } from './digest-cache.ts'
import { listOnce, openInside, pathBelow, plainPath, resolveInside } from './inside.ts'
import type { OpenedEvidence } from './open.ts'

/** Documents above this size are not hashed and count as unreadable. */
export const MAX_DOCUMENT_BYTES = 1_000_000_000

const CHUNK = 1_000_000
/** One for all files: reading is synchronous, and hundreds of them would wait for the collector. */
let chunk: Uint8Array | undefined

/** The registered documents, hashed. `paths` are those of the register and, where the disk writes one otherwise or a link leads on, its own. */
export function collectDocuments(
  opened: OpenedEvidence,
  digests?: DigestCache,
): { documents: Record<string, DocumentRecord>; inputs: InputFile[]; problems: Problem[]; paths: string[] } {
  const documents: Record<string, DocumentRecord> = {}
  const inputs: InputFile[] = []
  const problems: Problem[] = []
  const paths: string[] = []
  const listing = listOnce()
  for (const [id, entry] of sortedEntries(opened.documents)) {
    const at = opened.places.entry(id)
    const inside = resolveInside(opened.root, entry.path, listing)
    paths.push(plainPath(entry.path), ...(typeof inside === 'string' ? [] : [pathBelow(opened.root, inside.real)]))
    if (inside === 'outside') {
      const place = opened.places.document(id, 'path')
      problems.push({ code: 'path-outside', place, params: { path: entry.path }, excerpt: opened.places.excerpt(place) })
      continue
    }
    const state = typeof inside === 'string' ? { file: inside } : hashFile(inside.real, MAX_DOCUMENT_BYTES, digests, (path) => openInside(opened.root, path))
    documents[id] = { ...entry, id, at, ...state }
    if ('actualSha256' in state && state.actualSha256 !== undefined)
      inputs.push({ path: plainPath(entry.path), bytes: state.bytes ?? 0, sha256: state.actualSha256 })
  }
  return { documents, inputs, problems, paths }
}

/** Whether a regular file is there, and what it hashes to; never through a link at its end. */
export function hashFile(
  path: string,
  limit = MAX_DOCUMENT_BYTES,
  digests?: DigestCache,
  open = openPlain,
): Pick<DocumentRecord, 'file' | 'actualSha256' | 'bytes'> {
  let fd: number | undefined
  try {
    fd = open(path)
    const stat = fstatSync(fd, { bigint: true })
    if (!stat.isFile() || stat.size > limit) return { file: 'unreadable' }
    if (stat.size === 0n) return { file: 'empty', bytes: 0 }
    const known = digests?.find(path, stat)
    if (known) return { file: 'present', actualSha256: known.sha256, bytes: known.bytes }
    const hash = createHash('sha256')
    chunk ??= new Uint8Array(CHUNK)
    let bytes = 0
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      hash.update(chunk.subarray(0, read))
      bytes += read
    }
    const digest = hash.digest('hex')
    digests?.keep(path, stat, digest)
    return { file: 'present', actualSha256: digest, bytes }
  } catch {
    return { file: 'unreadable' }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
