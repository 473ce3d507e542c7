// The form as Markdown that people fill in with any editor: a tick box per criterion, a label per answer.
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { FIELDS, shownFields } from './fields.ts'
import type { Form, FormGroup, Question } from './form.ts'
import { criterionKey, markText, questionKey } from './mark.ts'
import { shownId } from './table.ts'

/** The whole form; existing answers are filled in. */
export function markdownForm(form: Form): string {
  const { questionnaire: words } = messages(form.lang)
  const lines = [
    `# ${words.title}`,
    '',
    `<!-- ${markText(form.mark)} -->`,
    '',
    `${escapeAnswer(form.institution.name)} · ${words.periodOf(form.period, form.asOf)}`,
    '',
    `## ${words.howTitle}`,
    '',
    ...words.markdownHow.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...form.groups.flatMap((group) => groupLines(group, form.lang)),
    ...(form.documents.length === 0 ? [] : [`## ${words.documentsSheet}`, '', ...form.documents.map(({ id, title }) => `* ${id}: ${escapeAnswer(title)}`), '']),
  ]
  return lines.join('\n')
}

const groupLines = (group: FormGroup, lang: Lang): string[] => [
  `## ${group.title}`,
  '',
  ...group.questions.flatMap((question) => questionLines(question, lang)),
]

function questionLines(question: Question, lang: Lang): string[] {
  const { questionnaire: words } = messages(lang)
  const { rule, answer, stamp } = question
  const shown = shownFields(answer, rule, lang)
  const box = (ticked: boolean | undefined) => (ticked === undefined ? '[ ]' : ticked ? '[x]' : '[no]')
  return [
    `### ${shownId(question)} · ${question.title}`,
    `<!-- ${questionKey(rule.id, stamp)} -->`,
    '',
    `**${question.question}**`,
    '',
    ...question.help.flatMap(({ label, text }) => [`> ${label}: ${text}  `]),
    '',
    ...(question.criteria.length === 0
      ? []
      : [
          words.criteriaIntro,
          '',
          ...question.criteria.map(({ id, text }) => `- ${box(answer?.criteria?.[id])} ${text} <!-- ${criterionKey(rule.id, id)} -->`),
          '',
        ]),
    `${words.valuesIntro} ${words.valuesList(question.reasons.length > 0)}`,
    ...(question.reasons.length === 0 ? [] : [`${words.reasonsIntro} ${question.reasons.map((reason) => `«${reason}»`).join('; ')}`]),
    '',
    ...FIELDS.map((field) => `- **${words.columns[field]}:** ${escapeAnswer(shown[field]).replaceAll('\n', '\n  ')}`.trimEnd()),
    '',
  ]
}

/** What people wrote must not become HTML, a link or an image when the file is shown; the way back undoes exactly this. */
export const escapeAnswer = (text: string): string =>
  text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/<(?=[A-Za-z/!?])/g, '&lt;')
    .replaceAll('[', '&#91;')

const BACK: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&#91;': '[' }

export const unescapeAnswer = (text: string): string => text.replace(/&(?:amp|lt|#91);/g, (entity) => BACK[entity] ?? entity)
