// The cells of an answer: their order, and how each shows what an answer says.
import { messages } from '../i18n/index.ts'
import type { Answer } from '../model/evidence.ts'
import type { Rule } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { carried } from './carried.ts'

/** The answer cells of a question, in the order of the form. */
export const FIELDS = ['value', 'reason', 'note', 'documents', 'responsible', 'target', 'review', 'by', 'at'] as const
export type Field = (typeof FIELDS)[number]

/** The columns of a table: what is asked, the answer cells, what helps, and the key that leads back to the rule. */
export const COLUMNS = ['id', 'question', ...FIELDS, 'help', 'key'] as const
export type ColumnName = (typeof COLUMNS)[number]

/** Longest text that a field admits (see `Answer` in the model). */
export const LONGEST: Readonly<Record<'note' | 'responsible' | 'by', number>> = { note: 20_000, responsible: 300, by: 300 }

export const yesNo = (value: boolean | undefined, lang: Lang): string => {
  const { yes, no } = messages(lang).questionnaire
  return value === undefined ? '' : value ? yes : no
}

/** Every cell of an answer as a form in that language shows it. */
export function shownFields(answer: Answer | undefined, rule: Pick<Rule, 'not_applicable'>, lang: Lang): Record<Field, string> {
  const part = carried(answer)
  const reason = rule.not_applicable?.find(({ id }) => id === part?.reason)
  return {
    value: part?.value === undefined ? '' : messages(lang).findings.answer[part.value],
    reason: reason?.[lang] ?? part?.reason ?? '',
    note: part?.note ?? '',
    documents: (part?.documents ?? []).join(', '),
    responsible: part?.responsible ?? '',
    target: part?.target ?? '',
    review: yesNo(part?.review, lang),
    by: part?.by ?? '',
    at: part?.at ?? '',
  }
}
