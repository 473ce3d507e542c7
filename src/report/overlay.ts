// What an overlay changed, in words: a sentence, and a table with a row for each change.
import { messages } from '../i18n/index.ts'
import type { AppliedOverlay } from '../model/overlay.ts'
import { SEVERITIES } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'

/** Column names ending in `*` are of long texts; rows are in the order of the changes. */
export function overlayTable({ title, base, changes }: AppliedOverlay, lang: Lang) {
  const w = messages(lang).rulebooks.overlay
  const { severity } = messages(lang).findings
  const value = (what: string, text: string) => (what === 'severity' && isSeverity(text) ? severity[text] : text)
  return {
    intro: w.intro(title[lang], base.version),
    title: w.title,
    columns: ['id', w.columns.what, w.columns.from, w.columns.to, `${w.columns.reason}*`],
    rows: changes.map(({ what, id, from, to, reason }) => [id, w.what[what], value(what, from), value(what, to), reason?.[lang] ?? '']),
  }
}

const isSeverity = (word: string): word is (typeof SEVERITIES)[number] => (SEVERITIES as readonly string[]).includes(word)
