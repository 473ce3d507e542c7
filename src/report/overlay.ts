// What an overlay changed, in words: a sentence, and a table with a row for each change.
import { messages } from '../i18n/index.ts'
import type { AppliedOverlay } from '../model/overlay.ts'
import { FULL_CREDIT, SEVERITIES } from '../model/basics.ts'
import type { Lang, Threshold } from '../model/vocabulary.ts'

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

/** That the severity of a rule is the overlay's, with its reason; empty where it is the rulebook's own. */
export function tailoredSeverity(overlay: AppliedOverlay | undefined, rule: string, lang: Lang): string {
  const change = overlay?.changes.find(({ what, id }) => what === 'severity' && id === rule)
  if (!overlay || !change) return ''
  const { rulebooks, findings } = messages(lang)
  const word = (text: string) => (isSeverity(text) ? findings.severity[text] : text).toLowerCase()
  return rulebooks.overlay.severity(overlay.title[lang], word(change.from), word(change.to), change.reason?.[lang] ?? '')
}

/** Whose a floor (in basis points) of a rule's check is: the overlay's with its reason, the norm's or the rulebook's. */
export function thresholdWords(overlay: AppliedOverlay | undefined, rule: string, floor: number, threshold: Threshold, lang: Lang): string {
  const change = overlay?.changes.find(({ what, id, to }) => what === 'threshold' && id === rule && Math.round(Number(to) * FULL_CREDIT) === floor)
  const { rulebooks, findings } = messages(lang)
  return overlay && change ? rulebooks.overlay.threshold(overlay.title[lang], change.reason?.[lang] ?? '') : findings.threshold[threshold]
}

const isSeverity = (word: string): word is (typeof SEVERITIES)[number] => (SEVERITIES as readonly string[]).includes(word)
