// Formats asked for → files written whole, or text on stdout.
import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { EVIDENCE_FOLDERS, STATE_FOLDER } from '../evidence/folders.ts'
import { realPath } from '../evidence/inside.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'
import { FORMATS, loadFormat, type FormatName, type RenderOptions } from '../report/index.ts'
import { CHECK_FORMATS } from '../report/check/index.ts'
import { nearest } from '../util/suggest.ts'
import { makeFolder } from '../util/make-folder.ts'
import { errorCode } from '../util/read-file.ts'
import { OutputError, UsageError } from './io.ts'

export interface Target {
  readonly name: FormatName
  /** Absent: stdout. */
  readonly path?: string
}

const FORMAT_NAMES = Object.keys(FORMATS).toSorted() as FormatName[]
const isFormat = (name: string): name is FormatName => (FORMAT_NAMES as string[]).includes(name)
/** What `--out` writes when no format is named. */
const DEFAULT_FORMATS: readonly FormatName[] = ['json', 'markdown', 'html', 'pdf']

/** Settles where each format goes. A single one without path and without `--out` goes to stdout. */
export async function settleTargets(formats: readonly string[], out: string | undefined, cwd: string, lang: Lang): Promise<Target[]> {
  const words = messages(lang).cli.usage
  const asked = formats.length === 0 && out !== undefined ? DEFAULT_FORMATS : formats
  const targets: Target[] = []
  for (const text of asked) {
    const split = text.indexOf('=')
    const name = split < 0 ? text : text.slice(0, split)
    const path = split < 0 ? undefined : text.slice(split + 1)
    if (!isFormat(name))
      throw new UsageError(`${words.unknownFormat(name, FORMAT_NAMES.join(', '))}${nearest(name, FORMAT_NAMES) ? ` → ${nearest(name, FORMAT_NAMES)}` : ''}`)
    if (path === '') throw new UsageError(words.noPath(name))
    if (path !== undefined) targets.push({ name, path: resolve(cwd, path) })
    else if (out !== undefined && name !== 'terminal') targets.push({ name, path: resolve(cwd, out, (await loadFormat(name)).fileName) })
    else if (asked.length > 1 && name !== 'terminal') throw new UsageError(words.whereTo())
    else if ((await loadFormat(name)).binary) throw new UsageError(words.binaryToTerminal(name))
    else targets.push({ name })
  }
  const wrong = targets.find(({ path }) => path?.includes('\0'))
  if (wrong?.path !== undefined) throw new UsageError(messages(lang).cli.errors.write(wrong.path, 'EINVAL'))
  const paths = targets.flatMap((target) => target.path ?? [])
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new UsageError(words.sameTarget(twice))
  return targets
}

/** Where each output of `check` goes. */
export const settleCheckTargets = (formats: readonly string[], out: string | undefined, cwd: string, lang: Lang) =>
  settleTextTargets(formats, out, cwd, lang, CHECK_FORMATS)

type TextFormats<Name extends string> = Readonly<Record<Name, () => Promise<{ readonly default: { readonly fileName: string | null } }>>>

/**
 * Where each of some text formats goes: to its path, to its own name in `out`, or to stdout. With a folder and no format, all that have a name.
 * On stdout the terminal's text and annotations may follow one another; a document stands there alone, or nothing could read it.
 */
export async function settleTextTargets<Name extends string>(
  formats: readonly string[],
  out: string | undefined,
  cwd: string,
  lang: Lang,
  table: TextFormats<Name>,
): Promise<{ readonly name: Name; readonly path?: string }[]> {
  const words = messages(lang).cli.usage
  const names = Object.keys(table)
  const targets: { name: Name; path?: string }[] = []
  const streamed: { readonly document: boolean }[] = []
  for (const text of formats.length === 0 && out !== undefined ? names : formats) {
    const [name = '', ...rest] = text.split('=')
    const path = rest.join('=')
    if (!Object.hasOwn(table, name))
      throw new UsageError(`${words.unknownFormat(name, names.join(', '))}${nearest(name, names) ? ` → ${nearest(name, names)}` : ''}`)
    const known = name as Name
    const { fileName } = (await table[known]()).default
    if (rest.length > 0 && path === '') throw new UsageError(words.noPath(name))
    if (path !== '') targets.push({ name: known, path: resolve(cwd, path) })
    else if (out !== undefined && fileName !== null) targets.push({ name: known, path: resolve(cwd, out, fileName) })
    else if (formats.length > 0) {
      targets.push({ name: known })
      streamed.push({ document: fileName !== null })
    }
  }
  if (streamed.length > 1 && streamed.some(({ document }) => document)) throw new UsageError(words.whereTo())
  const paths = targets.flatMap(({ path }) => path ?? [])
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new UsageError(words.sameTarget(twice))
  return targets
}

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
 * Writes files each as a whole: a temporary file beside the target, then renamed over it.
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
      attempt(folder, () => makeFolder(folder))
      const there = attempt(path, () => lstatSync(path, { throwIfNoEntry: false }))
      if (there?.isSymbolicLink()) throw new OutputError(words.targetIsLink(path))
      if (there && !there.isFile()) throw new OutputError(words.write(path, 'EISDIR'))
      const target = join(
        attempt(folder, () => realpathSync(folder)),
        basename(path),
      )
      if (isProtected(kept, target)) throw new OutputError(words.targetIsInput(path))
      const from = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
      staged.push({ from, to: path })
      attempt(path, () => writeFileSync(from, data, { flag: 'wx', mode: 0o644 }))
    }
    for (const { from, to } of staged) attempt(to, () => renameSync(from, to))
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
