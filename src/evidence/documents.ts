// Looks at the file of each registered document: is it there, what does it hash to.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { DocumentRecord, InputFile } from '../model/evidence.ts'
import type { Problem } from '../model/problem.ts'
import { sha256 } from '../util/canonical-json.ts'
import { sortedEntries } from '../util/compare.ts'
import { resolveInside } from './inside.ts'
import type { OpenedEvidence } from './open.ts'

/** Documents above this size are not hashed and count as unreadable. */
export const MAX_DOCUMENT_BYTES = 1_000_000_000

/** Up to this size a file is read at once, which is much faster than a stream. */
const READ_WHOLE = 4_000_000

export async function collectDocuments(opened: OpenedEvidence): Promise<{ documents: Record<string, DocumentRecord>; inputs: InputFile[]; problems: Problem[] }> {
  const documents: Record<string, DocumentRecord> = {}
  const inputs: InputFile[] = []
  const problems: Problem[] = []
  const entries = sortedEntries(opened.documents)
  const places = await Promise.all(entries.map(([, entry]) => resolveInside(opened.root, entry.path)))
  const found = await Promise.all(places.map(async (inside) => (typeof inside === 'string' ? { file: 'missing' as const } : hashFile(inside.real))))
  for (const [index, [id, entry]] of entries.entries()) {
    const { line } = opened.places.document(id)
    const inside = places[index]
    const state = found[index] ?? { file: 'missing' as const }
    if (inside === 'outside') {
      const place = opened.places.document(id, 'path')
      problems.push({ code: 'path-outside', place, params: { path: entry.path }, excerpt: opened.places.excerpt(place) })
      continue
    }
    documents[id] = { ...entry, id, line, ...state }
    if (state.file === 'present' && state.actualSha256 !== undefined) inputs.push({ path: entry.path, bytes: state.bytes ?? 0, sha256: state.actualSha256 })
  }
  return { documents, inputs, problems }
}

async function hashFile(path: string): Promise<Pick<DocumentRecord, 'file' | 'actualSha256' | 'bytes'>> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(() => undefined)
  if (!handle) return { file: 'unreadable' }
  try {
    const stat = await handle.stat()
    if (!stat.isFile() || stat.size > MAX_DOCUMENT_BYTES) return { file: 'unreadable' }
    if (stat.size === 0) return { file: 'empty', bytes: 0 }
    if (stat.size <= READ_WHOLE) {
      const bytes = await handle.readFile()
      return { file: 'present', actualSha256: sha256(bytes), bytes: bytes.length }
    }
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    return { file: 'present', actualSha256: hash.digest('hex'), bytes }
  } catch {
    return { file: 'unreadable' }
  } finally {
    await handle.close()
  }
}
