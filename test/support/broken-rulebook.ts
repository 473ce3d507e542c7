// The small rulebook on disk, whole or broken in one place.
import type { Rulebook } from '../../src/model/rulebook.ts'
import { loadRulebook } from '../../src/rulebook/load.ts'
import { MINI, folderOf, refusal } from './folder.ts'
import { filesOf } from './rulebook-files.ts'

export type Mutable<T> = T extends readonly (infer Item)[] ? Mutable<Item>[] : T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T
export type Edit = (book: Mutable<Rulebook>) => unknown

export function filesAfter(edit: Edit): Record<string, string> {
  const book = JSON.parse(JSON.stringify(MINI)) as Mutable<Rulebook>
  edit(book)
  return filesOf(book)
}
export const load = (files: Record<string, string>) => loadRulebook(folderOf(files), 'rules/mini')
/** The problems of the small rulebook after an edit, as `code file:line:col`. */
export const loaded = async (edit: Edit) =>
  (await refusal(load(filesAfter(edit)))).map(({ code, place }) => `${code} ${place.file.replace('rules/mini/', '')}:${place.line}:${place.col}`)

/** `file:line:col` of the one place in a file where `culprit` is written. */
export function placeOf(files: Record<string, string>, file: string, culprit: string): string {
  const before = files[file]!.split(culprit)
  if (before.length !== 2) throw new Error(`${culprit} stands ${before.length - 1} times in ${file}`)
  const lines = before[0]!.split('\n')
  return `${file}:${lines.length}:${lines.at(-1)!.length + 1}`
}

export const [rule2, rule3, seg] = ['ACT/ACT-02.yaml', 'ACT/ACT-03.yaml', 'SEG/SEG-01.yaml'] as const
/** A check that is right. */
export const oneOf = { label: { es: 'l', en: 'l' }, dataset: 't', column: 'v', values: ['ok'] }
