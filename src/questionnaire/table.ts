// A group of questions as rows of a table: the question, one row per criterion, then what helps to answer. XLSX and CSV share it.
import type { Lang } from '../model/vocabulary.ts'
import { FIELDS, shownFields, yesNo, type ColumnName } from './fields.ts'
import type { FormGroup, Question } from './form.ts'
import { criterionKey, questionKey } from './mark.ts'

export interface TableRow {
  readonly kind: 'question' | 'criterion' | 'help'
  readonly question: Question
  readonly cells: Readonly<Partial<Record<ColumnName, string>>>
}

/** The name of a rule with ◇ when it was not read in the norm itself. */
export const shownId = ({ rule, indirect }: Question): string => (indirect ? `${rule.id} ◇` : rule.id)

export const tableRows = (group: FormGroup, lang: Lang): TableRow[] => group.questions.flatMap((question) => rowsOf(question, lang))

function rowsOf(question: Question, lang: Lang): TableRow[] {
  const { rule, answer, stamp } = question
  const shown = shownFields(answer, rule, lang)
  const help = question.help.map(({ label, text }) => `${label}: ${text}`).join('\n')
  return [
    {
      kind: 'question',
      question,
      cells: {
        id: shownId(question),
        question: question.question,
        ...Object.fromEntries(FIELDS.map((field) => [field, shown[field]])),
        key: questionKey(rule.id, stamp),
      },
    },
    ...question.criteria.map(({ id, text }): TableRow => ({
      kind: 'criterion',
      question,
      cells: { question: text, value: yesNo(answer?.criteria?.[id], lang), key: criterionKey(rule.id, id) },
    })),
    { kind: 'help', question, cells: { help } },
  ]
}
