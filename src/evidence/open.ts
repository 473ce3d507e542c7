// Finds the evidence and reads its YAML: one file, or a folder with the same sections spread out. Both give the same value.
import { basename, join } from 'node:path'
import type { AnswerRecord, Evidence, InputFile, Manifest, Waiver, WaiverRecord, Where } from '../model/evidence.ts'
import { LANGS, topicOf } from '../model/basics.ts'
import { InputError, type Place, type Problem, type ProblemCode } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { sha256 } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES } from '../util/yaml.ts'
import { locate, readFiles } from './files.ts'
import { readHistory } from './history.ts'
import { plainPath, readInside, resolveInside } from './inside.ts'
import { entriesOf, itemsOf, keyPlace, placeOf, problemAt, type Entry, type FileRead, type Written } from './written.ts'

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

/** Opens `path`: a folder with `cumple.yaml`, a folder with `evidence.yaml`, or such a file. Throws InputError with every problem. */
export function openEvidence(path: string): OpenedEvidence {
  const { root, file } = locate(path)
  const { manifest, read, ...sections } = readFiles(root, file)
  const answers = sections.answers.flatMap(entriesOf)
  const documents = sections.documents.flatMap(entriesOf)
  const waivers = sections.waivers.flatMap(itemsOf)
  const overlays = overlaysIn(manifest).map((overlay) => readOverlay(root, overlay))
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...twice(answers),
    ...twice(documents),
    ...waivers.flatMap(endsBeforeItBegins),
    ...overlays.flatMap((one) => one.problems),
  ]
  if (problems.length > 0 || !manifest) throw new InputError(problems, undefined, langWritten(join(root, file)))
  return {
    root,
    manifestFile: file,
    where: {
      rulebooks: shownAt(manifest, 'rulebooks'),
      gate: shownAt(manifest, 'gate'),
      answers: Object.fromEntries([...topicFiles(read), ...answers.map(({ id, yaml }) => [topicOf(id), yaml.file])]),
    },
    manifest: manifest.value,
    answers: Object.fromEntries(answers.map((answer) => [answer.id, { ...answer.value, ...keyPlace(answer) }])),
    history: readHistory(root),
    documents: Object.fromEntries(documents.map(({ id, value }) => [id, value])),
    waivers: waivers.map((waiver) => ({ ...waiver.value, file: waiver.yaml.file, line: placeOf(waiver).line })),
    inputs: [...read, ...overlays].flatMap(({ input }) => input ?? []),
    overlays: Object.fromEntries(overlays.flatMap(({ named, real }) => (real === undefined ? [] : [[named, real]]))),
    places: placesOf(manifest, answers, documents, waivers, read),
  }
}

/** Every entry whose id another one has already. */
const twice = (entries: readonly Entry<unknown>[]): Problem[] =>
  [...Map.groupBy(entries, ({ id }) => id).values()].flatMap(([first, ...again]) =>
    again.map((entry) => problemAt(entry, 'duplicate-id', keyPlace(entry), { id: entry.id, other: first?.yaml.file ?? '' })),
  )

function endsBeforeItBegins(waiver: Written<Waiver>): Problem[] {
  const { approved_at: first, expires_at: last } = waiver.value
  return last < first ? [problemAt(waiver, 'date-order', placeOf(waiver, 'expires_at'), { first, last })] : []
}

/** The overlays that a manifest names. */
const overlaysIn = (manifest: Written<Manifest> | undefined): Written<string>[] =>
  (manifest?.value.rulebooks ?? []).flatMap(({ overlay }, index) =>
    manifest && overlay !== undefined ? [{ ...manifest, value: overlay, path: ['rulebooks', index, 'overlay'] }] : [],
  )

interface OverlayRead extends Pick<FileRead<never>, 'input' | 'problems'> {
  /** As the manifest names it. */
  readonly named: string
  readonly real?: string
}

/** Where the overlay is and what it hashes to; whoever loads the rulebook reads it. */
function readOverlay(root: string, overlay: Written<string>): OverlayRead {
  const named = overlay.value
  const refuse = (code: ProblemCode) => ({ named, problems: [problemAt(overlay, code, placeOf(overlay), { path: named, reason: 'EACCES' })] })
  const inside = resolveInside(root, named)
  if (inside === 'outside') return refuse('path-outside')
  if (inside === 'missing') return refuse('file-missing')
  if (inside === 'unreadable') return refuse('file-unreadable')
  const file = readInside(root, inside.real, MAX_YAML_BYTES)
  if (!file.ok) return refuse('file-unreadable')
  return { named, real: inside.real, input: { path: plainPath(named), bytes: file.bytes.length, sha256: sha256(file.bytes) }, problems: [] }
}

/** The line of a top-level key; the first line of the file when it is not there. */
function shownAt({ yaml }: Written<Manifest>, key: string): Where['rulebooks'] {
  const { file, line, col } = yaml.placeOf([key], true)
  return { file, line: Math.max(1, line), col: Math.max(1, col) }
}

/** The topic that each file of `answers/` is named for. */
const topicFiles = (read: readonly FileRead<unknown>[]): [topic: string, file: string][] =>
  read.flatMap(({ input }) => (input?.path.startsWith('answers/') ? [[basename(input.path).replace(/\.ya?ml$/, ''), input.path]] : []))

function placesOf(
  manifest: Written<Manifest>,
  answers: readonly Entry<unknown>[],
  documents: readonly Entry<unknown>[],
  waivers: readonly Written<unknown>[],
  read: readonly FileRead<unknown>[],
): EvidencePlaces {
  const [answer, document] = [byId(answers), byId(documents)]
  const files = new Map(read.flatMap(({ content }) => (content ? [[content.yaml.file, content.yaml]] : [])))
  const nowhere: Place = { file: manifest.yaml.file, line: 0, col: 0 }
  const at = (written: Written<unknown> | undefined, path: readonly PropertyKey[]) => (written ? placeOf(written, ...path) : nowhere)
  return {
    manifest: (...path) => placeOf(manifest, ...path),
    answer: (rule, ...path) => at(answer.get(rule), path),
    document: (id, ...path) => at(document.get(id), path),
    entry: (id) => {
      const entry = document.get(id)
      return entry ? keyPlace(entry) : nowhere
    },
    waiver: (index, ...path) => at(waivers[index], path),
    excerpt: ({ file, line }) => files.get(file)?.excerptAt(line) ?? '',
  }
}

const byId = <Value>(entries: readonly Entry<Value>[]): ReadonlyMap<string, Entry<Value>> => new Map(entries.map((entry) => [entry.id, entry]))

/** The language that a manifest asks for, also where the rest of it cannot be read. */
function langWritten(path: string): Lang | undefined {
  const read = readRegularFile(path, MAX_YAML_BYTES)
  const written = read.ok ? /^lang:[ \t]*["']?(\w+)/m.exec(Buffer.from(read.bytes).toString('latin1'))?.[1] : undefined
  return LANGS.find((lang) => lang === written)
}
