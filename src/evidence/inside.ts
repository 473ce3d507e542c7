// Paths that evidence names: always relative, never outside the evidence folder, links resolved first.
import { closeSync, lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { errorCode, openPlain, readRegularFile, type ReadResult } from '../util/read-file.ts'

/** A path as evidence files write it, with `/` between folders and nothing before the first. */
export const plainPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '')

/**
 * The real path of `path` under `root` (itself a real path); `missing` when nothing is there, `unreadable` when a folder on the
 * way may not be entered, `outside` when it escapes. A name whose accents the disk writes otherwise is found where no other reads the same.
 */
export function resolveInside(root: string, path: string, listing = list): { readonly real: string } | 'missing' | 'unreadable' | 'outside' {
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
  const spelled = spelledInside(root, path, listing)
  if (spelled !== undefined) return resolveInside(root, spelled, listing)
  // Nothing there, or a dangling or looping link: judge by the nearest folder that exists.
  for (let parent = dirname(wanted); parent.length >= root.length; parent = dirname(parent)) {
    const existing = realPath(parent)
    if (existing !== undefined) return isInside(root, existing) ? absent : 'outside'
  }
  return 'outside'
}

/**
 * The path as the disk has it, where it differs only in how accents are composed: macOS writes the letter and the accent apart (NFD)
 * and packs them so, most others write them as one (NFC). Undefined when there is no such file or more than one, or it is spelled so already.
 */
function spelledInside(root: string, path: string, listing: Listing): string | undefined {
  const plain = plainPath(path)
  if (isAscii(plain)) return undefined
  let at = ''
  for (const part of plain.split('/').filter((each) => each !== '' && each !== '.')) {
    const folder = realPath(join(root, at))
    if (folder === undefined || !isInside(root, folder)) return undefined
    const twins = isAscii(part) ? [part] : (listing(folder).get(part.normalize()) ?? [])
    const name = twins.includes(part) || twins.length > 1 ? part : twins[0]
    if (name === undefined) return undefined
    at = at === '' ? name : `${at}/${name}`
  }
  return at === plain ? undefined : at
}

/** Every character below 128 is written in one way. */
const isAscii = (text: string): boolean => !/[^\0-\x7F]/.test(text)

/** The names in a folder by how they read, however the disk composes their accents. */
export type Listing = (folder: string) => ReadonlyMap<string, readonly string[]>
const list: Listing = (folder) => Map.groupBy(namesIn(folder), (name) => name.normalize())

/** A listing that reads each folder once, for whoever asks for many files of it. */
export function listOnce(): Listing {
  const known = new Map<string, ReturnType<Listing>>()
  return (folder) => {
    const names = known.get(folder) ?? list(folder)
    known.set(folder, names)
    return names
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A real path below `root` as evidence files would write it. */
export const pathBelow = (root: string, real: string): string => relative(root, real).split(sep).join('/')

/** The path with every link resolved, or undefined when there is nothing at its end. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** True when something has this name, be it a link to nothing. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** True when `path` is `root` or below it; both real paths. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

/**
 * Opens a path that was found to be under `root`, both resolved. A folder on the way may have been replaced by a link since; where
 * the system says what was opened (Linux), that is refused before anything is read. Throws like `openSync`.
 */
export function openInside(root: string, path: string): number {
  const fd = openPlain(path)
  const opened = linkAt(`/proc/self/fd/${fd}`)
  if (opened === undefined || isInside(root, opened)) return fd
  closeSync(fd)
  throw Object.assign(new Error('a link leads outside'), { code: 'ELOOP' })
}

/** At most `limit` bytes of a file under `root`, opened as above. */
export const readInside = (root: string, path: string, limit: number): ReadResult => readRegularFile(path, limit, (at) => openInside(root, at))

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
