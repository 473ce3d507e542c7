// A path as people type, paste or drag it into a terminal → a path.
import { readdirSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { visible } from '../util/terminal-safe.ts'

/** Quotes, escaped blanks, `file://` addresses and `~` are what terminals put around a dragged file. */
export function typedPath(typed: string, cwd: string, home: string | undefined, windows = sep === '\\'): string {
  const text = unquoted(typed.trim(), windows)
  if (/^file:\/\//i.test(text)) {
    try {
      return fileURLToPath(text)
    } catch {
      return resolve(cwd, text)
    }
  }
  if (home !== undefined && (text === '~' || /^~[\\/]/.test(text))) return join(home, text.slice(1))
  return resolve(cwd, text)
}

function unquoted(text: string, windows: boolean): string {
  const quoted = /^(["'])(.*)\1$/s.exec(text)
  // A single quote inside single quotes arrives as '\''.
  if (quoted?.[1] === "'") return (quoted[2] ?? '').replaceAll("'\\''", "'")
  if (quoted) return windows ? (quoted[2] ?? '') : (quoted[2] ?? '').replace(/\\(["\\$`])/g, '$1')
  return windows ? text : text.replace(/\\(.)/g, '$1')
}

const MAX_LISTED = 200

/** The paths that a half-typed one may become, folders with a `/` at their end. */
export function completions(typed: string, cwd: string, home: string | undefined): string[] {
  const raw = /^["']/.test(typed) ? typed.slice(1) : typed
  const folder = raw === '' || raw.endsWith('/') ? raw : raw.slice(0, raw.length - basename(raw).length)
  const start = raw.slice(folder.length)
  try {
    return readdirSync(typedPath(folder === '' ? '.' : folder, cwd, home), { withFileTypes: true })
      .filter(({ name }) => visible(name) === name && name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .toSorted()
      .slice(0, MAX_LISTED)
  } catch {
    return []
  }
}
