// Files written whole, and never over what was read.
import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { fill, makeDurableFolder, openNew, syncFolder } from '../evidence/disk.ts'
import { EVIDENCE_FOLDERS, STATE_FOLDER } from '../evidence/folders.ts'
import { realPath } from '../evidence/inside.ts'
import { temporaryName } from '../evidence/write.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'
import { loadFormat, type FormatName, type RenderOptions } from '../report/index.ts'
import { errorCode } from '../util/read-file.ts'
import { OutputError } from './io.ts'

/** Files and folders that are part of the evidence or were read, as real paths. */
export interface Protected {
  readonly files: ReadonlySet<string>
  readonly folders: readonly string[]
}

/** The files that were read, whatever they are called. */
export const protectedFiles = (read: readonly string[]): Protected => ({ files: new Set(read.map((path) => realPath(path) ?? path)), folders: [] })

/** The files that were read, and all that the folders of the evidence in `root` (a real path) hold. */
export const protectedEvidence = (root: string, read: readonly string[]): Protected => ({
  ...protectedFiles(read),
  folders: [...EVIDENCE_FOLDERS, STATE_FOLDER].map((folder) => join(root, folder)),
})

/** True for a file, by its real path, that was read or lies where evidence does. */
const isProtected = ({ files, folders }: Protected, path: string): boolean => files.has(path) || folders.some((inside) => path.startsWith(inside + sep))

export interface Rendered {
  readonly path: string
  readonly data: string | Uint8Array
}

export const renderOne = async (name: FormatName, assessment: Assessment, options: RenderOptions): Promise<string | Uint8Array> =>
  (await loadFormat(name)).render(assessment, options)

/**
 * Writes files each as a whole: a temporary file beside the target, on the disk before it is renamed over it.
 * Nothing is written through links or over what is protected.
 */
export function writeFiles(files: readonly Rendered[], kept: Protected, lang: Lang): void {
  const words = messages(lang).cli.errors
  const staged: { from: string; to: string }[] = []
  const attempt = <Value>(path: string, run: () => Value): Value => {
    try {
      return run()
    } catch (error) {
      throw new OutputError(words.write(path, errorCode(error)))
    }
  }
  try {
    for (const { path, data } of files) {
      const folder = dirname(path)
      attempt(folder, () => makeDurableFolder(folder))
      const there = attempt(path, () => lstatSync(path, { throwIfNoEntry: false }))
      if (there?.isSymbolicLink()) throw new OutputError(words.targetIsLink(path))
      if (there && !there.isFile()) throw new OutputError(words.write(path, 'EISDIR'))
      const target = join(
        attempt(folder, () => realpathSync(folder)),
        basename(path),
      )
      if (isProtected(kept, target)) throw new OutputError(words.targetIsInput(path))
      const from = temporaryName(path, { pid: process.pid, nonce: randomBytes(6).toString('hex') })
      staged.push({ from, to: path })
      attempt(path, () => fill(openNew(from, 0o644), data))
    }
    for (const { from, to } of staged) attempt(to, () => renameSync(from, to))
    for (const folder of new Set(staged.map(({ to }) => dirname(to)))) attempt(folder, () => syncFolder(folder))
  } finally {
    for (const { from } of staged) rmSync(from, { force: true })
  }
}

/** Adds to the end of a file, which the environment names, unless it is protected. Throws OutputError. */
export function appendTo(path: string, text: string, kept: Protected, lang: Lang): void {
  const words = messages(lang).cli.errors
  try {
    if (existsSync(path) && isProtected(kept, realpathSync(path))) throw new OutputError(words.targetIsInput(path))
    appendFileSync(path, text)
  } catch (error) {
    throw error instanceof OutputError ? error : new OutputError(words.write(path, errorCode(error)))
  }
}
