// What may stand for each kind of value on the command line, by the name that the help gives it.
import { GATE_CONDITIONS } from '../model/gate.ts'
import type { Lang } from '../model/vocabulary.ts'
import { CHECK_FORMATS } from '../report/check/index.ts'
import { DIFF_FORMATS } from '../report/diff/index.ts'
import { BATCH_FORMATS, FORMATS } from '../report/index.ts'
import { allRulebooks, library } from '../rulebook/library.ts'
import { NOTHING, ofChoices, type Completion, type Suggestion } from './completion.ts'
import { SCHEMA_NAMES } from './schema-names.ts'

const FORMATS_OF: Readonly<Record<string, readonly string[]>> = {
  check: Object.keys(CHECK_FORMATS).toSorted(),
  diff: Object.keys(DIFF_FORMATS).toSorted(),
  batch: BATCH_FORMATS,
}

/** The arguments are those of `ValuesOf`. */
export async function valuesFor(name: string, option: string | undefined, command: string, lang: Lang): Promise<Completion> {
  if (option === '--format') return { ...ofChoices(FORMATS_OF[command] ?? Object.keys(FORMATS).toSorted()), lists: true }
  if (option === '--gate') return ofChoices(GATE_CONDITIONS.flatMap((condition) => ['error', 'warn', 'off'].map((level) => `${condition}=${level}`)))
  if (option === '--rule' || name === 'rule') return { suggestions: await rules(lang), files: 'none' }
  if (option === '--rulebook') return { suggestions: await rulebooks(lang), files: name === 'id' ? 'none' : 'files' }
  if (option === undefined && name === 'id') return { suggestions: await rulebooks(lang), files: 'files' }
  if (command === 'schema') return ofChoices(SCHEMA_NAMES)
  if (FOLDERS.has(name)) return { suggestions: [], files: 'folders' }
  return FILES.has(name) ? { suggestions: [], files: 'files' } : NOTHING
}

const FOLDERS: ReadonlySet<string> = new Set(['dir', 'dirs'])
const FILES: ReadonlySet<string> = new Set(['file', 'path', 'evidence', 'assessment', 'sources', 'a', 'b'])

async function rulebooks(lang: Lang): Promise<Suggestion[]> {
  const all = await allRulebooks(library)
  return all.map(({ id, title }) => ({ value: id, about: title[lang] }))
}

async function rules(lang: Lang): Promise<Suggestion[]> {
  const all = await allRulebooks(library)
  return all.flatMap(({ rules }) => rules.map(({ id, title }) => ({ value: id, about: title[lang] })))
}
