// Looks at the file of each registered document: is it there, what does it hash to.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { DocumentRecord, InputFile } from '../model/evidence.ts'
import type { Problem } from '../model/problem.ts'
import { sortedEntries } from '../util/compare.ts'
import { resolveInside } from './inside.ts'
import type { OpenedEvidence } from './open.ts'

/** Documents above this size are not hashed and count as unreadable. */
export const MAX_DOCUMENT_BYTES = 1_000_000_000

export async function collectDocuments(opened: OpenedEvidence): Promise<{ documents: Record<string, DocumentRecord>; inputs: InputFile[]; problems: Problem[] }> {
  const documents: Record<string, DocumentRecord> = {}
  const inputs: InputFile[] = []
  const problems: Problem[] = []
  for (const [id, entry] of sortedEntries(opened.documents)) {
    const { line } = opened.places.document(id)
    const inside = await resolveInside(opened.root, entry.path)
    if (inside === 'outside') {
      const place = opened.places.document(id, 'path')
      problems.push({ code: 'path-outside', place, params: { path: entry.path }, excerpt: opened.places.excerpt(place) })
      continue
    }
    const found = inside === 'missing' ? { file: 'missing' as const } : await hashFile(inside.real)
    documents[id] = { ...entry, id, line, ...found }
    if (found.file === 'present' && found.actualSha256 !== undefined) inputs.push({ path: entry.path, bytes: found.bytes ?? 0, sha256: found.actualSha256 })
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
