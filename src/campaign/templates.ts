// The files that an auditor fills in, one per institution of the sample: written anew while they are blank, never once they are filled in.
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../util/canonical-json.ts'
import { sortedEntries } from '../util/compare.ts'

/** Digests of the blank files as they were last written, by name. */
export type Blanks = Readonly<Record<string, string>>

/**
 * Writes `texts` (name → blank file) into a folder. A file that is still byte for byte as it was written (`before`) is blank: it is
 * brought up to date, or removed when it is no longer among them. Any other is somebody's work and stays; it is named in `outdated`
 * when it was made from another draw or other evidence than those of now.
 */
export function writeTemplates(folder: string, texts: Readonly<Record<string, string>>, before: Blanks): { blanks: Blanks; outdated: string[] } {
  if (Object.keys(texts).length > 0) mkdirSync(folder, { recursive: true })
  const there = existsSync(folder) ? readdirSync(folder) : []
  const blanks: Record<string, string> = {}
  const outdated: string[] = []
  for (const name of new Set([...there, ...Object.keys(texts)])) {
    const [path, text, written] = [join(folder, name), texts[name], before[name]]
    const now = text === undefined ? undefined : sha256(text)
    const found = digestAt(path)
    if (found === undefined || found === written || found === now) {
      if (found !== now) rmSync(path, { force: true })
      if (found !== now && text !== undefined) writeFileSync(path, text, { flag: 'wx' })
      if (now !== undefined) blanks[name] = now
    } else {
      if (written !== undefined) blanks[name] = written
      if (name.endsWith(ENDING) && (written === undefined || written !== now)) outdated.push(name)
    }
  }
  return { blanks: Object.fromEntries(sortedEntries(blanks)), outdated: outdated.toSorted() }
}

const ENDING = '.yaml'

/** Undefined where nothing is; empty for what is no file. */
function digestAt(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  return found.isFile() ? sha256(readFileSync(path)) : ''
}
