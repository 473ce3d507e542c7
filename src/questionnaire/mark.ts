// The line that says what a form is of, and the keys that lead its rows back to rules: ids and digits only, so that no format
// has to escape them.
import { LANGS } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'

export const FORM_SCHEMA = 'cumple/questionnaire@1'

/** What a form is of: checked against the evidence before anything is taken in. */
export interface Mark {
  readonly institution: string
  readonly lang: Lang
  readonly rulebooks: readonly { readonly id: string; readonly version: string }[]
}

export const markText = ({ institution, lang, rulebooks }: Mark): string =>
  [FORM_SCHEMA, `institution=${institution}`, `lang=${lang}`, ...rulebooks.map(({ id, version }) => `rulebook=${id}@${version}`)].join(' ')

/** The mark in a text, wherever it stands in it; undefined when there is none that this version reads. */
export function readMark(text: string): Mark | undefined {
  const found = /cumple\/questionnaire@1((?: [a-z]+=[A-Za-z0-9_.@-]+)+)/.exec(text)?.[1]
  if (found === undefined) return undefined
  const pairs = found
    .trim()
    .split(' ')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
  const institution = pairs.find(([name]) => name === 'institution')?.[1]
  const lang = LANGS.find((one) => pairs.some(([name, value]) => name === 'lang' && value === one))
  if (institution === undefined || lang === undefined) return undefined
  const rulebooks = pairs
    .filter(([name]) => name === 'rulebook')
    .map(([, value]) => ({ id: value.slice(0, value.lastIndexOf('@')), version: value.slice(value.lastIndexOf('@') + 1) }))
  return { institution, lang, rulebooks }
}

/** The key of a question with the stamp of the answer it had, and that of one of its criteria. */
export const questionKey = (rule: string, stamp: string): string => `${rule} base=${stamp}`
export const criterionKey = (rule: string, criterion: string): string => `${rule} criterion=${criterion}`

export type Key = { readonly rule: string; readonly base: string } | { readonly rule: string; readonly criterion: string }

/** Reads a key; the rule's id is taken as found, so that one that does not exist can be told. */
export function readKey(text: string): Key | undefined {
  const match = /^([A-Za-z][\w.-]*) (base|criterion)=([A-Za-z0-9_.-]+)$/.exec(text.trim())
  const [rule, kind, value] = match?.slice(1) ?? []
  if (rule === undefined || value === undefined) return undefined
  return kind === 'base' ? { rule, base: value } : { rule, criterion: value }
}
