// The rulebooks that a command finds: shipped ones by id, others by a path from where the program is called.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { library, packageRoot } from '../rulebook/library.ts'
import { sha256 } from '../util/canonical-json.ts'
import type { Io } from './io.ts'
import { cacheDir } from './settings.ts'

/** Digest of the program itself. */
export const toolDigest = (): string => sha256(readFileSync(join(packageRoot(), 'dist', 'cli.cjs')))

/** Unless `cache` is false, folders are kept compiled in the user's private cache folder. */
export function libraryFor(io: Io, cache = true): typeof library {
  const store = cache ? { folder: join(cacheDir(io), 'rulebooks'), tool: toolDigest } : undefined
  return { ...library, byPath: (path, shown) => library.byPath(resolve(io.cwd, path), shown ?? path, store) }
}
