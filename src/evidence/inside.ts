// Paths that evidence names: always relative, never outside the evidence folder, links resolved first.
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { errorCode } from '../util/read-file.ts'

/** A path as evidence files write it, with `/` between folders and nothing before the first. */
export const plainPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '')

/**
 * The real path of `path` under `root` (itself a real path); `missing` when nothing is there, `unreadable` when a folder on the
 * way may not be entered, `outside` when it escapes.
 */
export function resolveInside(root: string, path: string): { readonly real: string } | 'missing' | 'unreadable' | 'outside' {
  const plain = path.replaceAll('\\', '/')
  if (plain.includes('\0') || plain.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(plain) || plain.split('/').includes('..')) return 'outside'
  const wanted = join(root, plain)
  let absent: 'missing' | 'unreadable' = 'missing'
  try {
    const real = realpathSync.native(wanted)
    return isInside(root, real) ? { real } : 'outside'
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM') absent = 'unreadable'
  }
  // Nothing there, or a dangling or looping link: judge by the nearest folder that exists.
  for (let parent = dirname(wanted); parent.length >= root.length; parent = dirname(parent)) {
    const existing = realPath(parent)
    if (existing !== undefined) return isInside(root, existing) ? absent : 'outside'
  }
  return 'outside'
}

/** The path with every link resolved, or undefined when there is nothing at its end. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** True when `path` is `root` or below it; both real paths. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}
