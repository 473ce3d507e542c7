// A folder and those above it, one at a time: Node's own recursive mkdir never returns where a file system refuses without saying why (/proc).
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from './read-file.ts'

/** Throws like `mkdirSync`; another process may make the same folder meanwhile. `mode` is that of the folders that are made. */
export function makeFolder(folder: string, mode?: number): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !existsSync(folder)) throw error
  }
}
