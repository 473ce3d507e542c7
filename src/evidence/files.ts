// The YAML files of the evidence: one that holds everything, or a manifest with its sections in files beside it.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type * as z from 'zod'
import { Answers, Documents, Waivers, type Manifest } from '../model/evidence.ts'
import { InputError, type ProblemCode, type Problem } from '../model/problem.ts'
import { byText } from '../util/compare.ts'
import { errorCode } from '../util/read-file.ts'
import { validate } from '../util/zod-problems.ts'
import { isThere, realPath, resolveInside } from './inside.ts'
import { manifestIn } from './manifest.ts'
import { partOf, readWritten, type FileRead, type Written } from './written.ts'

export const FOLDER_MANIFEST = 'cumple.yaml'
export const SINGLE_FILE = 'evidence.yaml'

/** The folder that `path` means (its real path) and the name of its manifest. Throws InputError. */
export function locate(path: string): { readonly root: string; readonly file: string } {
  const refuse = (code: ProblemCode, params: Problem['params'] = { folder: FOLDER_MANIFEST, single: SINGLE_FILE }): never => {
    throw new InputError([{ code, place: { file: path, line: 0, col: 0 }, params }])
  }
  // Of what may not be looked into nobody can say that nothing is there.
  const refuseAbsent = (look: () => unknown): never => {
    const reason = refusalOf(look) ?? ''
    return DENIED.has(reason) ? refuse('file-unreadable', { reason }) : refuse('evidence-missing')
  }
  const real = realPath(path) ?? refuseAbsent(() => statSync(path))
  if (!statSync(real).isDirectory()) return { root: dirname(real), file: basename(real) }
  const [folder, single] = [existsSync(join(real, FOLDER_MANIFEST)), existsSync(join(real, SINGLE_FILE))]
  if (folder && single) refuse('evidence-both-forms')
  if (folder) return { root: real, file: FOLDER_MANIFEST }
  if (single) return { root: real, file: SINGLE_FILE }
  return refuseAbsent(() => accessSync(real, constants.R_OK | constants.X_OK))
}

/** What systems say of what this user may not look at. */
const DENIED = new Set(['EACCES', 'EPERM'])

/** What the files hold, and each as it was read. A section may stand in the manifest, in files of its own, or in both. */
export interface EvidenceFiles {
  readonly manifest: Written<Manifest> | undefined
  readonly answers: readonly Written<Manifest['answers']>[]
  readonly documents: readonly Written<Manifest['documents']>[]
  readonly waivers: readonly Written<Manifest['waivers']>[]
  readonly read: readonly FileRead<unknown>[]
}

/** Reads the manifest, and the files beside it where it is that of a folder. */
export function readFiles(root: string, file: string): EvidenceFiles {
  const manifest = readWritten(root, file, manifestIn)
  const beside = file === FOLDER_MANIFEST ? readBeside(root) : NOTHING_BESIDE
  const section = <Name extends Section>(name: Name): Written<Manifest[Name]>[] => [
    ...(manifest.content ? [partOf(manifest.content, name)] : []),
    ...beside[name].flatMap(({ content }) => content ?? []),
  ]
  return {
    manifest: manifest.content,
    answers: section('answers'),
    documents: section('documents'),
    waivers: section('waivers'),
    read: [manifest, ...beside.answers, ...beside.documents, ...beside.waivers],
  }
}

type Section = 'answers' | 'documents' | 'waivers'
type SectionFiles = { readonly [Name in Section]: readonly FileRead<Manifest[Name]>[] }
const NOTHING_BESIDE: SectionFiles = { answers: [], documents: [], waivers: [] }

const readBeside = (root: string): SectionFiles => ({
  answers: readAnswers(root),
  documents: ifThere(root, 'documents.yaml', Documents),
  waivers: ifThere(root, 'waivers.yaml', Waivers),
})

const ifThere = <Schema extends z.ZodType>(root: string, name: string, schema: Schema): FileRead<z.output<Schema>>[] =>
  isThere(join(root, name)) ? [readSection(root, name, schema)] : []

/** All of a section may be comments still. */
function readSection<Schema extends z.ZodType>(root: string, name: string, schema: Schema): FileRead<z.output<Schema>> {
  const read = readWritten(root, name, (yaml) => validate(schema, yaml))
  return { ...read, problems: read.problems.filter(({ code }) => code !== 'yaml-empty') }
}

/** The files in `answers/`; a folder that leads outside or may not be read is a problem. */
function readAnswers(root: string): FileRead<Manifest['answers']>[] {
  const refuse = (code: ProblemCode, params: Problem['params']) => [{ problems: [{ code, place: { file: 'answers', line: 0, col: 0 }, params }] }]
  const inside = resolveInside(root, 'answers')
  // A link to nothing may have led to answers.
  if (inside === 'missing') return isThere(join(root, 'answers')) ? refuse('file-missing', { path: 'answers' }) : []
  if (inside === 'outside') return refuse('path-outside', { path: 'answers' })
  if (inside === 'unreadable') return refuse('file-unreadable', { reason: 'EACCES' })
  let names: string[]
  try {
    names = readdirSync(inside.real)
  } catch (error) {
    return refuse('file-unreadable', { reason: errorCode(error) })
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).toSorted(byText)
  return files.map((name) => readSection(root, `answers/${name}`, Answers))
}

/** What the system says when it refuses; undefined when it does not. */
function refusalOf(ask: () => unknown): string | undefined {
  try {
    ask()
    return undefined
  } catch (error) {
    return errorCode(error)
  }
}
