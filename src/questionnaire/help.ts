// What helps to answer a question: what is asked, the documents and tables that would show it, and where it comes from.
import { tablesOf } from '../checks/tables.ts'
import { formatDuration, formatList } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Rule, Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { locator } from '../i18n/locator.ts'

export interface HelpLine {
  readonly label: string
  readonly text: string
}

/** The help of a rule, line by line; lines with nothing to say are left out. */
export function helpLines(rule: Rule, rulebook: Rulebook, lang: Lang): HelpLine[] {
  const { questionnaire: words, findings: terms } = messages(lang)
  const owner = rulebook.owners.find(({ id }) => id === rule.remedy.owner)?.[lang]
  const lines: HelpLine[] = [
    {
      label: words.help.requirement(terms.obligation[rule.obligation].toLowerCase(), terms.severity[rule.severity].toLowerCase()),
      text: rule.requirement[lang],
    },
    { label: words.help.documents, text: rule.documents.map((slot) => documentText(slot, lang)).join('; ') },
    {
      label: words.help.tables,
      text: formatList(
        tablesOf(rule.checks).map((id) => words.help.table(rulebook.datasets.find((set) => set.id === id)?.title[lang] ?? id, id)),
        lang,
      ),
    },
    { label: words.help.basis, text: rule.basis.map((item) => basisText(item, rulebook, lang)).join('; ') },
    { label: words.help.owner, text: owner ?? '' },
  ]
  return lines.filter(({ text }) => text !== '')
}

function documentText(slot: Rule['documents'][number], lang: Lang): string {
  const { questionnaire: words, findings: terms } = messages(lang)
  const notes = [
    ...(slot.required ? [] : [words.help.optional]),
    ...(slot.for_period ? [words.help.forPeriod] : []),
    ...(slot.max_age === undefined
      ? []
      : [words.help.maxAge(formatDuration(slot.max_age, lang), slot.threshold === undefined ? '' : terms.threshold[slot.threshold])]),
  ]
  return `${slot.title[lang]}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
}

/** ◇ marks what was not read in the norm itself, as in the reports. */
function basisText(item: Rule['basis'][number], rulebook: Rulebook, lang: Lang): string {
  const cite = rulebook.instruments.find(({ id }) => id === item.instrument)?.cite[lang] ?? item.instrument
  const at = locator(item.at, lang)
  return `${cite}${at} (${messages(lang).findings.reading[item.read]})${item.read === 'norm' ? '' : ' ◇'}`
}
