// Everything that a source of evidence holds, as one digest: the same digest, the same assessment.
import { readdirSync, readlinkSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { keyOf, type DigestCache } from '../evidence/digest-cache.ts'
import { hashFile } from '../evidence/documents.ts'
import { EVIDENCE_FOLDERS, STATE_FOLDER } from '../evidence/folders.ts'
import { isInside, realPath } from '../evidence/inside.ts'
import { sha256 } from '../util/canonical-json.ts'
import { by } from '../util/compare.ts'
import { errorCode } from '../util/read-file.ts'

const MAX_FILES = 50_000

/** Files of a source, unless they are too many or claim to be too large. */
export type Tree = { readonly ok: true; readonly lines: readonly string[]; readonly cache: DigestCache } | { readonly ok: false }

/**
 * Looks at every file of a folder (of a single file: itself and the folders that evidence lives in), follows no link out of it, opens
 * nothing but regular files, and hashes them. `maxBytes` bounds what the files claim to hold, sparse or not. A missing path has no lines.
 */
export function treeOf(path: string, maxBytes: number): Tree {
  const real = realPath(path)
  const root = real === undefined || statSync(real).isDirectory() ? real : dirname(real)
  const found: { readonly shown: string; readonly path: string; readonly size: number }[] = []
  const lines: string[] = []
  const seen = new Set<string>()
  let bytes = 0
  const take = (shown: string, file: string): void => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (!seen.has(file)) bytes += size
    seen.add(file)
    found.push({ shown, path: file, size })
  }
  const walk = (folder: string, shown: string, only?: readonly string[]): void => {
    for (const entry of entriesOf(folder, lines, shown)) {
      if (found.length + lines.length > MAX_FILES || entry.name === '.git' || entry.name === STATE_FOLDER || (only && !only.includes(entry.name))) continue
      const [here, name] = [join(folder, entry.name), shown === '' ? entry.name : `${shown}/${entry.name}`]
      if (entry.isDirectory()) walk(here, name)
      else if (entry.isSymbolicLink()) {
        lines.push(`${name}\0link\0${attempt(() => readlinkSync(here))}`)
        follow(here, name)
      } else if (entry.isFile()) take(name, here)
      else lines.push(`${name}\0special`)
    }
  }
  // Evidence may be a link to elsewhere within its folder, also to where nothing else is looked at: what is there counts.
  const follow = (link: string, shown: string): void => {
    const target = realPath(link)
    if (target === undefined || root === undefined || !isInside(root, target)) return
    const stat = statSync(target)
    if (stat.isFile()) take(shown, target)
    if (!stat.isDirectory() || seen.has(target)) return
    seen.add(target)
    walk(target, shown)
  }
  if (real === undefined) lines.push('missing')
  else if (statSync(real).isDirectory()) walk(real, '')
  else {
    walk(dirname(real), '', [basename(real), ...EVIDENCE_FOLDERS])
    // Files beside it are not read, but told as not read.
    for (const { name } of entriesOf(dirname(real), lines, '')) if (/\.(ya?ml|csv)$/i.test(name)) lines.push(`${name}\0beside`)
  }
  if (bytes > maxBytes || found.length + lines.length > MAX_FILES) return { ok: false }
  const cache = memory()
  for (const { shown, path: file, size } of found) {
    const { file: state, actualSha256 } = hashFile(file, undefined, cache)
    lines.push(`${shown}\0${state}\0${actualSha256 ?? size}`)
  }
  return { ok: true, lines: lines.toSorted(), cache }
}

/** One digest of it all. */
export const treeDigest = ({ lines }: { readonly lines: readonly string[] }): string => sha256(lines.join('\n'))

function entriesOf(folder: string, lines: string[], shown: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted(by((entry) => entry.name))
  } catch (error) {
    lines.push(`${shown}\0unreadable\0${errorCode(error)}`)
    return []
  }
}

function attempt(read: () => string): string {
  try {
    return read()
  } catch (error) {
    return errorCode(error)
  }
}

/** What was hashed for the digest is not hashed again for the assessment. */
function memory(): DigestCache {
  const known = new Map<string, { readonly key: string; readonly sha256: string; readonly bytes: number }>()
  return {
    find: (path, stat) => {
      const entry = known.get(path)
      return entry?.key === keyOf(stat) ? entry : undefined
    },
    keep: (path, stat, digest) => void known.set(path, { key: keyOf(stat), sha256: digest, bytes: Number(stat.size) }),
    save: () => undefined,
  }
}
