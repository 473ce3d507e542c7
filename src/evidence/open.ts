// Finds the evidence and reads its YAML: one file, or a folder with the same sections spread out. Both give the same value.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { Answers, Documents, Manifest, Waivers, type AnswerRecord, type Evidence, type InputFile, type WaiverRecord, type Where } from '../model/evidence.ts'
import { LANGS, topicOf } from '../model/basics.ts'
import { InputError, type Place, type Problem } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { sha256 } from '../util/canonical-json.ts'
import { byText, sortedEntries } from '../util/compare.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { readHistory } from './history.ts'
import { isThere, plainPath, readInside, realPath, resolveInside } from './inside.ts'
import { withoutEmpty } from './manifest.ts'

export const FOLDER_MANIFEST = 'cumple.yaml'
export const SINGLE_FILE = 'evidence.yaml'

/** The YAML of an institution: everything a person wrote, with the place of each part. */
export interface OpenedEvidence {
  /** Real path of the folder that documents and datasets are relative to. */
  readonly root: string
  /** Name of the file that holds the manifest: `cumple.yaml`, or the single file. */
  readonly manifestFile: string
  readonly where: Where
  readonly manifest: Manifest
  readonly answers: Readonly<Record<string, AnswerRecord>>
  readonly history: NonNullable<Evidence['history']>
  readonly documents: Manifest['documents']
  readonly waivers: readonly WaiverRecord[]
  readonly inputs: readonly InputFile[]
  /** Overlays by the path that the manifest names → their real paths. */
  readonly overlays: Readonly<Record<string, string>>
  readonly places: EvidencePlaces
}

/** Where the parts of the evidence stand, for problems found later. */
export interface EvidencePlaces {
  readonly manifest: (...path: PropertyKey[]) => Place
  readonly answer: (rule: string, ...path: PropertyKey[]) => Place
  readonly document: (id: string, ...path: PropertyKey[]) => Place
  /** The id itself, in the register. */
  readonly entry: (id: string) => Place
  readonly waiver: (index: number, ...path: PropertyKey[]) => Place
  readonly excerpt: (place: Place) => string
}

interface Part {
  readonly yaml: YamlFile
  readonly prefix: readonly PropertyKey[]
}

/** Opens `path`: a folder with `cumple.yaml`, a folder with `evidence.yaml`, or such a file. Throws InputError with every problem. */
export function openEvidence(path: string): OpenedEvidence {
  const { root, file } = locate(path)
  const problems: Problem[] = []
  const inputs: InputFile[] = []
  const files = new Map<string, YamlFile>()
  const read = (name: string, mayBeEmpty: boolean): YamlFile | undefined => {
    const result = readInside(root, join(root, name), MAX_YAML_BYTES)
    if (!result.ok) {
      problems.push({ code: result.code, place: { file: name, line: 0, col: 0 }, params: result.params })
      return undefined
    }
    inputs.push({ path: name, bytes: result.bytes.length, sha256: sha256(result.bytes) })
    const yaml = readYaml(result.bytes, name)
    if (yaml.ok) {
      files.set(name, yaml.yaml)
      return yaml.yaml
    }
    if (!(mayBeEmpty && yaml.problems.every((problem) => problem.code === 'yaml-empty'))) for (const one of yaml.problems) problems.push(one)
    return undefined
  }
  const check = <S extends z.ZodType>(schema: S, yaml: YamlFile | undefined, value = yaml?.value): z.output<S> | undefined => {
    if (!yaml) return undefined
    const result = validate(schema, yaml, value)
    if (result.ok) return result.value
    for (const one of result.problems) problems.push(one)
    return undefined
  }

  const manifestYaml = read(file, false)
  const manifest = check(Manifest, manifestYaml, withoutEmpty(manifestYaml?.value))
  const answers = new Map<string, { record: AnswerRecord; part: Part }>()
  const documents = new Map<string, { entry: Manifest['documents'][string]; part: Part }>()
  const waivers: { record: WaiverRecord; part: Part }[] = []
  const twice = (yaml: YamlFile, path: readonly PropertyKey[], id: string, other: string) =>
    problems.push({ code: 'duplicate-id', place: yaml.placeOf(path, true), params: { id, other }, excerpt: yaml.excerptAt(yaml.placeOf(path, true).line) })
  const addAnswers = (section: Manifest['answers'], yaml: YamlFile, prefix: readonly PropertyKey[]) => {
    for (const [rule, answer] of sortedEntries(section)) {
      const first = answers.get(rule)
      if (first) twice(yaml, [...prefix, rule], rule, first.part.yaml.file)
      else
        answers.set(rule, {
          record: { ...answer, ...yaml.placeOf([...prefix, rule], true) },
          part: { yaml, prefix: [...prefix, rule] },
        })
    }
  }
  const addDocuments = (section: Manifest['documents'], yaml: YamlFile, prefix: readonly PropertyKey[]) => {
    for (const [id, entry] of sortedEntries(section)) {
      const first = documents.get(id)
      if (first) twice(yaml, [...prefix, id], id, first.part.yaml.file)
      else documents.set(id, { entry, part: { yaml, prefix: [...prefix, id] } })
    }
  }
  const addWaivers = (section: Manifest['waivers'], yaml: YamlFile, prefix: readonly PropertyKey[]) => {
    section.forEach((waiver, index) => {
      const path = [...prefix, index]
      waivers.push({ record: { ...waiver, file: yaml.file, line: yaml.placeOf(path).line }, part: { yaml, prefix: path } })
      if (waiver.expires_at < waiver.approved_at) {
        const place = yaml.placeOf([...path, 'expires_at'])
        problems.push({ code: 'date-order', place, params: { first: waiver.approved_at, last: waiver.expires_at }, excerpt: yaml.excerptAt(place.line) })
      }
    })
  }

  if (manifest && manifestYaml) {
    addAnswers(manifest.answers, manifestYaml, ['answers'])
    addDocuments(manifest.documents, manifestYaml, ['documents'])
    addWaivers(manifest.waivers, manifestYaml, ['waivers'])
  }
  const topicFiles: [topic: string, file: string][] = []
  if (file === FOLDER_MANIFEST) {
    for (const name of answerFiles(root, problems)) {
      topicFiles.push([basename(name).replace(/\.ya?ml$/, ''), name])
      const yaml = read(name, true)
      const section = check(Answers, yaml)
      if (section && yaml) addAnswers(section, yaml, [])
    }
    const documentsYaml = isThere(join(root, 'documents.yaml')) ? read('documents.yaml', true) : undefined
    const registered = check(Documents, documentsYaml)
    if (registered && documentsYaml) addDocuments(registered, documentsYaml, [])
    const waiversYaml = isThere(join(root, 'waivers.yaml')) ? read('waivers.yaml', true) : undefined
    const waived = check(Waivers, waiversYaml)
    if (waived && waiversYaml) addWaivers(waived, waiversYaml, [])
  }
  const overlays: Record<string, string> = {}
  for (const [index, { overlay }] of (manifest?.rulebooks ?? []).entries()) {
    if (overlay === undefined || !manifestYaml) continue
    const inside = resolveInside(root, overlay)
    const found = typeof inside === 'string' ? undefined : readInside(root, inside.real, MAX_YAML_BYTES)
    if (typeof inside !== 'string' && found?.ok) {
      overlays[overlay] = inside.real
      inputs.push({ path: plainPath(overlay), bytes: found.bytes.length, sha256: sha256(found.bytes) })
    } else {
      const place = manifestYaml.placeOf(['rulebooks', index, 'overlay'])
      const code = inside === 'outside' ? 'path-outside' : inside === 'missing' ? 'file-missing' : 'file-unreadable'
      problems.push({ code, place, params: { path: overlay, reason: 'EACCES' }, excerpt: manifestYaml.excerptAt(place.line) })
    }
  }
  if (problems.length > 0 || !manifest || !manifestYaml) throw new InputError(problems, undefined, langWritten(join(root, file)))
  const place = (part: Part | undefined, path: readonly PropertyKey[]): Place =>
    part ? part.yaml.placeOf([...part.prefix, ...path]) : { file, line: 0, col: 0 }
  return {
    root,
    manifestFile: file,
    where: {
      rulebooks: shownAt(manifestYaml, 'rulebooks'),
      gate: shownAt(manifestYaml, 'gate'),
      answers: {
        ...Object.fromEntries(topicFiles),
        ...Object.fromEntries([...answers].map(([rule, { record }]) => [topicOf(rule), record.file])),
      },
    },
    manifest,
    answers: Object.fromEntries([...answers].map(([rule, { record }]) => [rule, record])),
    history: readHistory(root),
    documents: Object.fromEntries([...documents].map(([id, { entry }]) => [id, entry])),
    waivers: waivers.map(({ record }) => record),
    inputs,
    overlays,
    places: {
      manifest: (...path) => manifestYaml.placeOf(path),
      answer: (rule, ...path) => place(answers.get(rule)?.part, path),
      document: (id, ...path) => place(documents.get(id)?.part, path),
      entry: (id) => {
        const part = documents.get(id)?.part
        return part ? part.yaml.placeOf(part.prefix, true) : { file, line: 0, col: 0 }
      },
      waiver: (index, ...path) => place(waivers[index]?.part, path),
      excerpt: ({ file: name, line }) => files.get(name)?.excerptAt(line) ?? '',
    },
  }
}

/** The language that a manifest asks for, also where the rest of it cannot be read. */
function langWritten(path: string): Lang | undefined {
  const read = readRegularFile(path, MAX_YAML_BYTES)
  const written = read.ok ? /^lang:[ \t]*["']?(\w+)/m.exec(Buffer.from(read.bytes).toString('latin1'))?.[1] : undefined
  return LANGS.find((lang) => lang === written)
}

/** The line of a top-level key; the first line of the file when it is not there. */
function shownAt(yaml: YamlFile, key: string): Where['rulebooks'] {
  const { file, line, col } = yaml.placeOf([key], true)
  return { file, line: Math.max(1, line), col: Math.max(1, col) }
}

function locate(path: string): { root: string; file: string } {
  const fail = (code: 'evidence-missing' | 'evidence-both-forms'): never => {
    throw new InputError([{ code, place: { file: path, line: 0, col: 0 }, params: { folder: FOLDER_MANIFEST, single: SINGLE_FILE } }])
  }
  const real = realPath(path) ?? fail('evidence-missing')
  if (!statSync(real).isDirectory()) return { root: dirname(real), file: basename(real) }
  const [folder, single] = [existsSync(join(real, FOLDER_MANIFEST)), existsSync(join(real, SINGLE_FILE))]
  if (folder && single) fail('evidence-both-forms')
  if (!folder && !single) {
    refuseClosed(real, path)
    fail('evidence-missing')
  }
  return { root: real, file: folder ? FOLDER_MANIFEST : SINGLE_FILE }
}

/** Throws InputError for a folder that this user may not look into, where nothing seems to be. */
function refuseClosed(folder: string, path: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK)
  } catch (error) {
    throw new InputError([{ code: 'file-unreadable', place: { file: path, line: 0, col: 0 }, params: { reason: errorCode(error) } }])
  }
}

/** The files in `answers/`; a folder that leads outside or may not be read is a problem. */
function answerFiles(root: string, problems: Problem[]): string[] {
  const inside = resolveInside(root, 'answers')
  const refuse = (code: 'path-outside' | 'file-unreadable' | 'file-missing', params: Problem['params']): string[] => {
    problems.push({ code, place: { file: 'answers', line: 0, col: 0 }, params })
    return []
  }
  // A link to nothing may have led to answers.
  if (inside === 'missing') return isThere(join(root, 'answers')) ? refuse('file-missing', { path: 'answers' }) : []
  if (inside === 'outside') return refuse('path-outside', { path: 'answers' })
  if (inside === 'unreadable') return refuse('file-unreadable', { reason: 'EACCES' })
  try {
    return readdirSync(inside.real)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted(byText)
      .map((name) => `answers/${name}`)
  } catch (error) {
    return refuse('file-unreadable', { reason: errorCode(error) })
  }
}
