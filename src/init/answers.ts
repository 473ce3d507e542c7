// `answers/<TOPIC>.yaml`: every applicable rule switched off, with its question, what proves it and the keys to switch on.
import { tablesOf } from '../checks/tables.ts'
import { formatDuration } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { DocumentSlot, Rule, Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { namedIn, type AskedTopic } from './applicable.ts'
import { entry, pair, paragraphs, prose, schemaLine } from './comment.ts'

/** The answer file of a topic. Nothing in it counts as answered until somebody takes the `# ` away; the value it then has is `no`. */
export function answersFile({ topic, rulebook, rules }: AskedTopic, lang: Lang): string {
  const { answers: words, howTo } = messages(lang).init
  return paragraphs([
    [schemaLine('../schemas/answers.schema.json')],
    [
      ...prose(words.title(topic.id, topic.title[lang], rulebook.title[lang])),
      ...(rulebook.confirmed_by === undefined ? [] : prose(words.pending)),
      ...prose(howTo),
      ...prose(words.about),
      ...prose(words.keys),
    ],
    ...rules.map((rule) => block(rule, rulebook, lang)),
  ])
}

function block(rule: Rule, rulebook: Rulebook, lang: Lang): string[] {
  const { init, findings: terms } = messages(lang)
  const { answers: words } = init
  const { not_applicable: reasons = [] } = rule
  const facts = namedIn(rulebook.facts, rule.when).map(({ id }) => id)
  const proof = [
    ...rule.documents.map((slot) => documentText(slot, lang)),
    ...tablesOf(rule.checks).map((id) => words.table(rulebook.datasets.find((def) => def.id === id)?.title[lang] ?? id, id)),
  ]
  return [
    `## ── ${rule.id} · ${visibleLine(rule.title[lang])}`,
    ...prose(rule.question[lang]),
    ...prose(words.requirement(terms.obligation[rule.obligation].toLowerCase(), terms.severity[rule.severity].toLowerCase(), rule.requirement[lang])),
    ...(facts.length === 0 ? [] : prose(words.depends(facts.join(', ')))),
    ...(rule.proof === 'any' && proof.length > 1 ? prose(words.anyProof) : []),
    ...proof.flatMap((text) => prose(`- ${text}`, '  ')),
    ...(reasons.length === 0 ? [] : prose(words.notApplicable(reasons.map((reason) => `${reason.id} (${reason[lang]})`).join('; ')))),
    ...entry([
      `${rule.id}:`,
      `  ${pair('value', 'no', reasons.length === 0 ? words.values : words.valuesNa)}`,
      ...(reasons[0] === undefined ? [] : [`  # ${pair('reason', reasons[0].id, words.reason)}`]),
      ...(rule.criteria.length === 0 ? [] : ['  criteria:', ...rule.criteria.map((item) => `    ${pair(item.id, 'false', item[lang])}`)]),
    ]),
  ]
}

function documentText(slot: DocumentSlot, lang: Lang): string {
  const { answers: words } = messages(lang).init
  const notes = [
    ...(slot.required ? [] : [words.optional]),
    ...(slot.for_period ? [words.forPeriod] : []),
    ...(slot.max_age === undefined ? [] : [words.maxAge(formatDuration(slot.max_age, lang))]),
  ]
  return words.document(slot.title[lang], notes.length === 0 ? '' : ` (${notes.join('; ')})`, [slot.kind].flat().join(words.or), slot.slot)
}
