// A rulebook as a reference page in Markdown: what each rule asks, where it comes from, how it is checked, what to do.
import { formatDuration, formatPoints } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import { OBLIGATIONS } from '../model/basics.ts'
import type { Basis, DatasetDef, DocumentSlot, Rule, Rulebook } from '../model/rulebook.ts'
import type { Lang, Localized } from '../model/vocabulary.ts'
import { markdownCode as code, markdownCodeSpan, markdownText as esc } from './escape.ts'
import { locator } from '../i18n/locator.ts'

/** File name of a rulebook's page: Spanish first, English beside it. */
export const pageName = (id: string, lang: Lang): string => (lang === 'es' ? `${id}.md` : `${id}.en.md`)

/** A Markdown table of cells that are escaped already. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
const items = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

/** Rules in all, by obligation, and how many of them rest on text read in the norm. */
export const tally = ({ rules }: Rulebook): readonly number[] => [
  rules.length,
  ...OBLIGATIONS.map((obligation) => rules.filter((rule) => rule.obligation === obligation).length),
  rules.filter((rule) => rule.basis.some(({ read }) => read === 'norm')).length,
]

/** All rulebooks in one table: rules by obligation, and how many rest on text read in the norm. */
export function indexPage(rulebooks: readonly Rulebook[], lang: Lang): string {
  const w = messages(lang).rulebooks.pages
  const c = w.columns
  const rows = rulebooks.map((book) => [`[${esc(book.title[lang])}](${pageName(book.id, lang)}) ${code(book.id)}`, book.version, ...tally(book).map(String)])
  return `${[`# ${w.index}`, w.indexIntro, markdownTable([c.rulebook, c.version, c.rules, c.must, c.should, c.good, c.unconfirmed, c.norm], rows)].join('\n\n')}\n`
}

/** The page of one rulebook. */
export function rulebookPage(book: Rulebook, lang: Lang): string {
  const { rulebooks, findings: terms } = messages(lang)
  const w = rulebooks.pages
  const pick = (text: Localized) => esc(text[lang])
  const parts = [
    `# ${pick(book.title)}`,
    `<!-- ${w.generated(book.id)} -->`,
    pick(book.summary),
    items([
      `${w.version}: ${book.version}`,
      `${w.authority}: ${pick(book.authority)}`,
      `${w.roles}: ${book.roles.map((role) => esc(terms.role[role])).join(', ')}`,
      `${w.scope} (${book.scope.id}): ${pick(book.scope.requirement)} ${book.scope.basis.map((basis) => basisLine(basis, book, lang)).join('; ')}`,
      book.defaults.length === 0
        ? w.optIn
        : `${w.defaults}: ${book.defaults.map(({ role, kinds }) => `${kinds.map((kind) => esc(terms.institutionKind[kind])).join(', ')} (${esc(terms.role[role])})`).join('; ')}`,
    ]),
    `## ${w.instruments}`,
    items(book.instruments.map((item) => `**${pick(item.title)}** (${rulebooks.reading[item.read]}). ${pick(item.reading)}`)),
    ...(book.facts.length === 0 ? [] : [`## ${w.facts}`, items(book.facts.map((fact) => `${code(fact.id)}: ${pick(fact.question)} ${pick(fact.why)}`))]),
    `## ${w.topics}`,
    items(book.topics.map((topic) => `**${topic.id}** ${pick(topic.title)}, ${w.weight} ${topic.factor}: ${pick(topic.why)}`)),
    ...book.topics.flatMap((topic) => [
      `## ${topic.id} · ${pick(topic.title)}`,
      ...book.rules.filter((rule) => rule.id.startsWith(`${topic.id}-`)).map((rule) => ruleText(rule, book, lang)),
    ]),
    ...(book.datasets.length === 0 ? [] : [`## ${w.datasets}`, ...book.datasets.map((dataset) => datasetText(dataset, lang))]),
  ]
  return `${parts.join('\n\n')}\n`
}

function basisLine({ instrument, at, read, note }: Basis, book: Rulebook, lang: Lang): string {
  const found = book.instruments.find(({ id }) => id === instrument)
  const place = esc(locator(at, lang))
  return `${esc(found?.cite[lang] ?? instrument)}${place} (${messages(lang).rulebooks.reading[read]})${note ? `. ${esc(note[lang])}` : ''}`
}

function ruleText(rule: Rule, book: Rulebook, lang: Lang): string {
  const { rulebooks, findings: terms } = messages(lang)
  const w = rulebooks.pages
  const pick = (text: Localized) => esc(text[lang])
  const owner = book.owners.find(({ id }) => id === rule.remedy.owner)
  return [
    `### ${rule.id} · ${pick(rule.title)}`,
    `*${esc(terms.obligation[rule.obligation])} · ${esc(terms.severity[rule.severity])} · ${rule.roles.map((role) => esc(terms.role[role])).join(', ')}*`,
    `**${w.requirement}.** ${pick(rule.requirement)}`,
    `**${w.basis}.** ${rule.basis.map((basis) => basisLine(basis, book, lang)).join('; ')}`,
    `**${w.why}.** ${pick(rule.why)}`,
    ...(rule.when === undefined ? [] : [`**${w.when}** ${markdownCodeSpan(rule.when)}.`]),
    ...(rule.shares === undefined ? [] : [w.shares(rule.shares)]),
    `**${w.question}.** ${pick(rule.question)}`,
    ...(rule.criteria.length === 0 ? [] : [`${w.criteria}:`, items(rule.criteria.map((criterion) => esc(criterion[lang])))]),
    ...(rule.not_applicable === undefined ? [] : [`${w.notApplicable}:`, items(rule.not_applicable.map((reason) => esc(reason[lang])))]),
    ...(rule.documents.length === 0 ? [] : [`${w.documents}:`, items(rule.documents.map((slot) => slotLine(slot, lang)))]),
    ...(rule.checks.length === 0
      ? []
      : [`${w.checks}:`, items(rule.checks.flatMap((use) => Object.entries(use).map(([kind, options]) => checkLine(kind, options, lang))))]),
    `**${w.remedy}.** ${pick(rule.remedy.action)} ${w.remedyLine(esc(owner?.[lang] ?? rule.remedy.owner), esc(terms.effort[rule.remedy.effort]).toLowerCase(), formatDuration(rule.remedy.within, lang))}`,
    ...(rule.maps.iso27001.length + rule.maps.csf2.length === 0
      ? []
      : [`${w.maps}: ${[...rule.maps.iso27001.map((id) => `ISO/IEC 27001 ${id}`), ...rule.maps.csf2.map((id) => `CSF 2.0 ${id}`)].join(', ')}`]),
  ].join('\n\n')
}

function slotLine(slot: DocumentSlot, lang: Lang): string {
  const { rulebooks, findings: terms } = messages(lang)
  const w = rulebooks.pages
  const notes = [
    ...(slot.required ? [] : [w.optional]),
    ...(slot.max_age === undefined ? [] : [w.maxAge(formatDuration(slot.max_age, lang), esc(terms.threshold[slot.threshold ?? 'proposed']))]),
    ...(slot.for_period ? [w.forPeriod] : []),
  ]
  return `${esc(slot.title[lang])} ${code(slot.slot)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
}

/** What is common to the options of all checks, as far as a page tells it. */
interface ShownOptions {
  readonly label: Localized
  readonly dataset?: string
  readonly at_least: number
  readonly threshold?: 'normative' | 'proposed'
  readonly within?: string
  readonly max_age?: string
}

function checkLine(kind: string, raw: unknown, lang: Lang): string {
  const { rulebooks, findings: terms } = messages(lang)
  const w = rulebooks.pages
  const { label, dataset, at_least, threshold, within, max_age: age } = raw as ShownOptions
  const by = threshold === undefined ? '' : esc(terms.threshold[threshold])
  const notes = [
    ...(dataset === undefined ? [] : [code(dataset)]),
    ...(at_least === 1 ? [] : [w.floor(formatPoints(Math.round(at_least * 10_000), lang), by)]),
    ...(within === undefined ? [] : [w.within(w.unit(Number.parseInt(within, 10), within.replace(/^\d+/, '')), by)]),
    ...(age === undefined ? [] : [w.maxAge(formatDuration(age, lang), by)]),
  ]
  return `${esc(label[lang])} (${[code(kind), ...notes].join('; ')})`
}

function datasetText(dataset: DatasetDef, lang: Lang): string {
  const w = messages(lang).rulebooks.pages
  const rows = dataset.columns.map((column) => [
    code(column.name),
    w.types[column.type],
    column.required ? w.yes : '',
    [
      esc(column.meaning[lang]),
      ...(column.values ? [column.values.map(({ value }) => code(value)).join(', ')] : []),
      ...(column.personal ? [`*${w.personal}*`] : []),
      ...(column.sensitive ? [`*${w.sensitive}*`] : []),
      ...(column.name === dataset.key ? [`*${w.key}*`] : []),
    ].join(' · '),
  ])
  const c = w.column
  return [
    `### ${code(`datos/${dataset.id}.csv`)} · ${esc(dataset.title[lang])}`,
    esc(dataset.meaning[lang]),
    markdownTable([c.name, c.type, c.required, c.meaning], rows),
  ].join('\n\n')
}
