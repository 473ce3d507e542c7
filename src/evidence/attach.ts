// Brings a file that a person points at into the evidence: checked, copied under a plain name, hashed.
import { existsSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'
import { hashFile } from './documents.ts'
import { isInside, realPath, resolveInside } from './inside.ts'
import { WriteError, copyWhole, type CopyRefusal, type Writer } from './write.ts'

/** Larger files are refused here; they may still be registered by hand. */
export const MAX_ATTACHED_BYTES = 100_000_000

export type Attached =
  | { readonly ok: true; readonly path: string; readonly sha256: string; readonly copied: boolean }
  | { readonly ok: false; readonly code: CopyRefusal }

/**
 * The file at `from` as part of the evidence: where it is when it already lies inside, else a copy in `folder`. A copy that is
 * already there is used again; another file of that name is left alone. Throws WriteError.
 */
export function attachFile(root: string, from: string, folder: string, writer: Writer): Attached {
  const evidence = realPath(root) ?? root
  const real = realPath(from)
  if (real === undefined) return { ok: false, code: 'file-missing' }
  const found = hashFile(real, MAX_ATTACHED_BYTES)
  if (found.file === 'empty') return { ok: false, code: 'file-empty' }
  if (found.file !== 'present' || found.actualSha256 === undefined) return { ok: false, code: refusal(real, root, folder, writer) }
  const { actualSha256: sha256 } = found
  if (isInside(evidence, real)) return { ok: true, path: relative(evidence, real).split(sep).join('/'), sha256, copied: false }
  if (resolveInside(evidence, `${folder}/x`) === 'outside') throw new WriteError(join(root, folder), 'ELOOP')
  for (let number = 1; ; number += 1) {
    const path = `${folder}/${plainName(basename(from), number)}`
    const target = join(root, path)
    if (existsSync(target)) {
      if (hashFile(target, MAX_ATTACHED_BYTES).actualSha256 === sha256) return { ok: true, path, sha256, copied: false }
      continue
    }
    const copied = copyWhole(real, target, { ...writer, limit: MAX_ATTACHED_BYTES })
    return copied.ok ? { ok: true, path, sha256: copied.sha256, copied: true } : { ok: false, code: copied.code }
  }
}

/** Why a file that could not be hashed is refused: asked of the copy, which writes nothing of what it refuses. */
function refusal(real: string, root: string, folder: string, writer: Writer): CopyRefusal {
  const copied = copyWhole(real, join(root, folder, `.${writer.nonce}`), { ...writer, limit: MAX_ATTACHED_BYTES })
  return copied.ok ? 'file-unreadable' : copied.code
}

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** Letters, digits, dots, dashes: a name that every system keeps. */
export function plainName(name: string, number = 1): string {
  const ending = extname(name)
  const clean = (text: string) =>
    text
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
  const stem = clean(name.slice(0, name.length - ending.length)).slice(0, 80) || 'documento'
  return `${RESERVED.test(stem) ? `${stem}-` : stem}${number === 1 ? '' : `-${number}`}${ending === '' ? '' : `.${clean(ending.slice(1)).slice(0, 10)}`}`
}
