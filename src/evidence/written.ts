// What people wrote in YAML, each part with the place where it stands, so that a problem found later can name its line.
import { join } from 'node:path'
import type { InputFile } from '../model/evidence.ts'
import type { Place, Problem, ProblemCode } from '../model/problem.ts'
import { sha256 } from '../util/canonical-json.ts'
import { sortedEntries } from '../util/compare.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import type { Parsed } from '../util/zod-problems.ts'
import { readInside } from './inside.ts'

/** A value, the file that holds it, and its path in that file. */
export interface Written<Value> {
  readonly value: Value
  readonly yaml: YamlFile
  readonly path: readonly PropertyKey[]
}

/** One entry of a record: an answer by its rule, a document by its id. */
export interface Entry<Value> extends Written<Value> {
  readonly id: string
}

/** One file as it was read. Without `content` it is empty, or `problems` say why it cannot be used. */
export interface FileRead<Value> {
  readonly input?: InputFile
  readonly content?: Written<Value>
  readonly problems: readonly Problem[]
}

/** Reads the file `name` under `root`, a real path; `parse` checks what it holds. */
export function readWritten<Value>(root: string, name: string, parse: (yaml: YamlFile) => Parsed<Value>): FileRead<Value> {
  const file = readInside(root, join(root, name), MAX_YAML_BYTES)
  if (!file.ok) return { problems: [{ code: file.code, place: { file: name, line: 0, col: 0 }, params: file.params }] }
  const input = { path: name, bytes: file.bytes.length, sha256: sha256(file.bytes) }
  const read = readYaml(file.bytes, name)
  if (!read.ok) return { input, problems: read.problems }
  const parsed = parse(read.yaml)
  return parsed.ok ? { input, content: { value: parsed.value, yaml: read.yaml, path: [] }, problems: [] } : { input, problems: parsed.problems }
}

/** A part of what was written, by its key. */
export const partOf = <Whole, Key extends keyof Whole>({ value, yaml, path }: Written<Whole>, key: Key): Written<Whole[Key]> => ({
  value: value[key],
  yaml,
  path: [...path, key],
})

/** The entries of a record, sorted by id. */
export const entriesOf = <Value>({ value, yaml, path }: Written<Readonly<Record<string, Value>>>): Entry<Value>[] =>
  sortedEntries(value).map(([id, entry]) => ({ id, value: entry, yaml, path: [...path, id] }))

/** The items of a list, in its order. */
export const itemsOf = <Value>({ value, yaml, path }: Written<readonly Value[]>): Written<Value>[] =>
  value.map((item, index) => ({ value: item, yaml, path: [...path, index] }))

/** Where a value stands, or a part of it. */
export const placeOf = ({ yaml, path }: Written<unknown>, ...part: readonly PropertyKey[]): Place => yaml.placeOf([...path, ...part])

/** Where the key of an entry stands. */
export const keyPlace = ({ yaml, path }: Entry<unknown>): Place => yaml.placeOf(path, true)

/** A problem at a place in the file that holds a value. */
export const problemAt = ({ yaml }: Written<unknown>, code: ProblemCode, place: Place, params: Problem['params']): Problem => ({
  code,
  place,
  params,
  excerpt: yaml.excerptAt(place.line),
})
