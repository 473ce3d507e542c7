// Digests of documents that have not changed since they were last hashed, kept in the user's own cache folder: never in the
// evidence, where they could be planted. A file is known again by its path, device, inode, size, and both its times.
import { readFileSync, renameSync, writeFileSync, type BigIntStats } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { makeFolder } from '../util/make-folder.ts'
import { sha256 } from '../util/canonical-json.ts'

const Entry = z.strictObject({ key: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(1) })
const File = z.strictObject({ schema: z.literal('cumple/digests@1'), entries: z.record(z.string(), Entry) })

export interface DigestCache {
  /** The digest of the file as these facts describe it, when it is known. */
  readonly find: (path: string, stat: BigIntStats) => { readonly sha256: string; readonly bytes: number } | undefined
  /** Remembers a digest, unless the file changed so lately that a later change could look the same. */
  readonly keep: (path: string, stat: BigIntStats, digest: string) => void
  /** Writes what is new; a cache that cannot be written costs only its use. */
  readonly save: () => void
}

/** Two seconds: the coarsest clock of a file system in use. */
const RECENT_MS = 2_000n

/** The digests known of one evidence folder. `now` in milliseconds since 1970. */
export function digestCache(cacheDir: string, root: string, now: number): DigestCache {
  const file = join(cacheDir, 'digests', `${sha256(Buffer.from(root)).slice(0, 32)}.json`)
  const known = new Map(Object.entries(read(file)))
  const seen = new Map<string, z.infer<typeof Entry>>()
  let changed = false
  return {
    find: (path, stat) => {
      const entry = known.get(path)
      if (entry?.key !== keyOf(stat)) return undefined
      seen.set(path, entry)
      return entry
    },
    keep: (path, stat, digest) => {
      const latest = stat.mtimeMs > stat.ctimeMs ? stat.mtimeMs : stat.ctimeMs
      if (BigInt(now) - latest < RECENT_MS) return
      seen.set(path, { key: keyOf(stat), sha256: digest, bytes: Number(stat.size) })
      changed = true
    },
    save: () => {
      if (!changed && seen.size === known.size) return
      const temporary = `${file}.${process.pid}.tmp`
      try {
        makeFolder(dirname(file), 0o700)
        writeFileSync(temporary, JSON.stringify({ schema: 'cumple/digests@1', entries: Object.fromEntries(seen) }), { mode: 0o600 })
        renameSync(temporary, file)
      } catch {
        // The next run hashes again.
      }
    },
  }
}

/** What changes about a file whenever its bytes do. */
export const keyOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string => [dev, ino, size, mtimeNs, ctimeNs].join(' ')

function read(file: string): Readonly<Record<string, z.infer<typeof Entry>>> {
  try {
    const parsed = File.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data.entries : {}
  } catch {
    return {}
  }
}
