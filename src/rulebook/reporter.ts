// Problems of a rulebook as they are found: each with its place in the file, the line as it stands there, and its path.
import type { Problem, ProblemCode } from '../model/problem.ts'
import { nearest } from '../util/suggest.ts'
import type { YamlFile } from '../util/yaml.ts'

/** A value, or what could be read of it, with its file; `name` is the file's name without extension. */
export interface Sourced<Value> {
  readonly value: Value
  readonly yaml: YamlFile
  readonly name: string
}

/** Reports a problem at a path of one file, or at a character inside the text there. */
export type Report = (code: ProblemCode, path: readonly PropertyKey[], params?: Problem['params'], inside?: number) => void

/** What is reported of a file goes into `problems`. */
export const reporter =
  (yaml: YamlFile, problems: Problem[]): Report =>
  (code, path, params = {}, inside = 0) => {
    const place = yaml.placeOf(path, false, inside)
    problems.push({ code, place, params, excerpt: yaml.excerptAt(place.line), path: path.map(String).join('.') })
  }

/** Tells a name that refers to none of those known, with the nearest of them; nothing where they could not be read. */
export function refers(report: Report, code: ProblemCode, path: readonly PropertyKey[], id: string | undefined, known: readonly string[] | undefined): void {
  if (id === undefined || known === undefined || known.includes(id)) return
  report(code, path, { id, did: nearest(id, known) ?? '', known: known.slice(0, 30).join(', ') })
}

/** The ids of a list; nothing of a list that could not be read. */
export const idsOf = (items: readonly { readonly id: string }[] | undefined): readonly string[] | undefined => items?.map(({ id }) => id)

/** Ids that must differ within one list, told at the second. */
export function twice(report: Report, path: readonly PropertyKey[], ids: readonly string[] | undefined, key: string): void {
  ids?.forEach((id, index) => {
    if (ids.indexOf(id) !== index) report('duplicate-id', [...path, index, key], { id, other: path.map(String).join('.') })
  })
}
