// Puts new files into a folder, all or none: nothing that is there is written over, no link is followed.
import { lstatSync, linkSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { byText } from '../util/compare.ts'
import { errorCode } from '../util/read-file.ts'
import { NO_LINKS, again, fill, makeDurableFolder, openNew, quietly, syncFolder } from './disk.ts'
import { asWriteError, temporaryName, type Writer } from './write.ts'

/** Relative paths, with `/` between folders, and what the files hold. */
export type NewFiles = Readonly<Record<string, string>>

/** Names of the files that are there already, or of what stands where a folder of theirs should be; sorted. */
export function inTheWay(root: string, names: readonly string[]): string[] {
  const found = names.flatMap((name) => {
    const parts = name.split('/')
    for (const [index] of parts.entries()) {
      const path = parts.slice(0, index + 1).join('/')
      const there = lstatSync(join(root, path), { throwIfNoEntry: false })
      if (!there) return []
      if (path === name || !there.isDirectory()) return [path]
    }
    return []
  })
  return [...new Set(found)].toSorted(byText)
}

/**
 * Writes files that must all be new. First each under a temporary name, then each under its own, the last of the record last.
 * Throws WriteError when one cannot be; what was made before it, files and folders, is then taken away again.
 */
export function createFiles(root: string, files: NewFiles, writer: Writer): void {
  const made: string[] = []
  const placed: string[] = []
  const temporary: string[] = []
  let at = root
  let done = false
  try {
    const staged = Object.entries(files).map(([name, text]) => {
      at = join(root, name)
      for (const folder of missing(dirname(at))) {
        makeDurableFolder(folder)
        made.push(folder)
      }
      const from = temporaryName(at, writer)
      temporary.push(from)
      fill(openNew(from, 0o644), text)
      return { from, to: at }
    })
    for (const { from, to } of staged) {
      at = to
      place(from, to)
      placed.push(to)
    }
    for (const folder of new Set(staged.map(({ to }) => dirname(to)))) syncFolder(folder)
    done = true
  } catch (error) {
    throw asWriteError(at, error)
  } finally {
    for (const from of temporary) quietly(() => unlinkSync(from))
    if (!done) {
      for (const path of placed) quietly(() => unlinkSync(path))
      for (const folder of made.toReversed()) quietly(() => rmdirSync(folder))
    }
  }
}

/** Folders on the way that are not there yet, the outermost first. */
function missing(folder: string): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })) return []
  return dirname(folder) === folder ? [] : [...missing(dirname(folder)), folder]
}

/** A second name for the file, which never replaces one; where there are no second names, a rename of what was just seen to be free. */
function place(from: string, to: string): void {
  try {
    again(() => linkSync(from, to))
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error
    if (lstatSync(to, { throwIfNoEntry: false })) throw Object.assign(new Error(to), { code: 'EEXIST' })
    again(() => renameSync(from, to))
  }
}
