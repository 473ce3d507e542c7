// A folder and those above it, one at a time: Node's own recursive mkdir never returns where a file system refuses without saying why (/proc).
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { isFolder } from './kind-of.ts'
import { errorCode } from './read-file.ts'

/**
 * Throws like `mkdirSync`, with code ENOTDIR where a file has the name; another process may make the same folder meanwhile.
 * `mode` is that of the folders that are made; `made` hears of each.
 */
export function makeFolder(folder: string, mode?: number, made?: (folder: string) => void): void {
  if (isFolder(folder)) return
  const parent = dirname(folder)
  if (!existsSync(parent)) makeFolder(parent, mode, made)
  try {
    mkdirSync(folder, { mode })
    made?.(folder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    if (!isFolder(folder)) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  }
}
