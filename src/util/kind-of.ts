// What stands at a path, links followed, to choose what to do with it. What cannot be looked at (a name too long, links in a circle, a
// folder that may not be entered) counts as nothing: whoever then reads or writes it says why it cannot be.
import { statSync } from 'node:fs'

export function kindOf(path: string): 'file' | 'folder' | 'other' | 'nothing' {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) return 'nothing'
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other'
  } catch {
    return 'nothing'
  }
}

export const isFile = (path: string): boolean => kindOf(path) === 'file'
export const isFolder = (path: string): boolean => kindOf(path) === 'folder'
