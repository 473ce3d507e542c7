// What the interview shows, as text for 80 columns: a question, its help, the plan.
import { formatDate, formatList, formatNumber } from '../i18n/format.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { columns, fit, pad } from '../util/text-layout.ts'
import { tablesOf, type Plan, type Progress, type Question } from './plan.ts'
import { wantedDocument } from './papers.ts'
import { para, pick, type Found, type Talk } from './talk.ts'
import { locator } from '../i18n/locator.ts'

/** The question in plain words, what must hold, what is asked for, and how it stands. In brief, for a low screen: without the list of what is asked for. */
export function questionScreen(
  talk: Talk,
  question: Question,
  found: Found,
  { place, of, sharers, brief }: { place: number; of: number; sharers: readonly string[]; brief: boolean },
): string {
  const { words, terms, paint, lang } = talk
  const { rule, finding, rulebook } = question
  const say = words.question
  const topic = rulebook.topics.find(({ id }) => id === finding.topic)
  const where = [topic ? pick(talk, topic.title) : finding.topic, say.of(place, of), terms.obligation[finding.obligation], terms.severity[finding.severity]]
  const said = finding.answer
  const { slots, checks } = found
  const asOptional = (text: string) => `${text.replace(/\.$/, '')} (${say.optional}).`
  const optional = finding.slots.filter(({ required }) => !required).length
  const marks = finding.slots.map(({ state }) => (state === 'current' ? paint.green('✓') : '·'))
  const proof = [
    ...slots.map((text, index) => para(finding.slots[index]?.required === false ? asOptional(text) : text, `  ${marks[index] ?? '·'} `)),
    ...finding.checks.map((check, index) => {
      const mark = check.state === 'passed' ? paint.green('✓') : check.state === 'failed' ? paint.red('✗') : '·'
      return para(checks[index] ?? '', `  ${mark} `)
    }),
  ]
  const state = [
    ...(said?.value === undefined
      ? []
      : [say.current(say.values[said.value].toLowerCase(), visibleLine(said.by ?? ''), said.at === undefined ? '' : formatDate(said.at.slice(0, 10), lang))]),
    ...(said?.note === undefined ? [] : [say.note(visibleLine(said.note))]),
    ...(said?.responsible === undefined && said?.target === undefined
      ? []
      : [say.responsible(visibleLine(said.responsible ?? ''), said.target === undefined ? '' : formatDate(said.target, lang))]),
    ...(said?.review === true ? [say.reviewMark] : []),
    ...(sharers.length === 0 ? [] : [say.shared(formatList(sharers, lang))]),
  ]
  const blocks = [
    paint.dim(para(where.join(' · '))),
    paint.bold(para(pick(talk, rule.question))),
    rule.criteria.length === 0
      ? ''
      : [say.criteria, ...rule.criteria.map((item) => para(item[lang], said?.criteria.includes(item.id) === true ? `  ${paint.green('✓')} ` : '  · '))].join(
          '\n',
        ),
    proof.length === 0
      ? ''
      : brief
        ? para(say.proofInBrief(finding.slots.length - optional, tablesOf(question).length, optional))
        : [rule.proof === 'any' ? say.anyProof : say.proof, ...proof].join('\n'),
    state.length === 0 ? '' : state.map((text) => para(text)).join('\n'),
    finding.contradiction ? paint.yellow(para(say.contradiction)) : '',
    question.state === 'measured' ? paint.blue(para(say.measured)) : '',
  ]
  return `${blocks.filter((text) => text !== '').join(brief ? '\n' : '\n\n')}\n`
}

/** On demand: the requirement, where it comes from, what good evidence is, what a gap costs, what to do. */
export function helpScreen(talk: Talk, question: Question): string {
  const { words, terms, paint, lang } = talk
  const { rule, rulebook, finding } = question
  const say = words.help
  const basis = rule.basis.map(({ instrument, at, read }) => {
    const source = rulebook.instruments.find(({ id }) => id === instrument)
    return `${source ? pick(talk, source.cite) : instrument}${locator(at, talk.lang)} (${terms.reading[read]})`
  })
  const proof = [
    ...rule.documents.map((slot) => `${wantedDocument(talk, slot, rulebook)}${slot.required ? '' : ` (${words.question.optional})`}`),
    ...tablesOf(question).map((def) =>
      say.dataset(
        pick(talk, def.title),
        formatList(
          def.columns.filter(({ required }) => required).map(({ name }) => name),
          lang,
        ),
      ),
    ),
  ]
  const cost = question.cost > 0 ? say.costs(formatNumber(Math.max(0.1, question.cost), 1)) : say.costsNone
  const { cap, bands } = rulebook.method
  const band = bands.find(({ id }) => id === cap.band)
  const capped = band && finding.obligation === 'must' && finding.severity === cap.severity ? ` ${say.capped(pick(talk, band.title))}` : ''
  const rows: readonly (readonly [string, string])[] = [
    [say.requirement, pick(talk, rule.requirement)],
    [say.why, pick(talk, rule.why)],
    [say.basis, basis.join('; ')],
    [say.proof, proof.length === 0 ? say.nothing : proof.join('; ')],
    [say.cost, `${cost}${capped}`],
    [say.remedy, pick(talk, rule.remedy.action)],
  ]
  const label = Math.max(...rows.map(([name]) => columns(name))) + 2
  const text = rows.map(([name, value]) => para(value, `${paint.bold(name)}${' '.repeat(label - columns(name))}`))
  return `\n${text.join('\n')}\n${paint.dim(say.more(`${rule.id} ${talk.folder || '.'}${talk.flags}`))}\n`
}

/** How far the whole is, in one line. */
export function progressLine({ words }: Talk, progress: Progress): string {
  const { plan: say } = words
  return [say.answered(progress.answered, progress.applicable), say.proven(progress.proven, progress.applicable), say.minutes(progress.minutes)].join(' · ')
}

const BAR = 12
/** Columns that a title should have; the bar gives way to it. */
const LEAST_TITLE = 24

/** The heading of the numbers of the topic lines. */
export const topicHeading = ({ words, ask }: Talk): string => words.plan.heading.padStart(ask.room())

/** A line per topic: title, bar, answered, proven, minutes; where nothing is drawn, a sentence. */
export function topicLines(talk: Talk, { topics }: Plan): string[] {
  const { words, ask } = talk
  if (ask.plain) return topics.map(({ title, progress }) => `${pick(talk, title)}: ${progressLine(talk, progress)}`)
  const numbers = topics.map(({ progress: { answered, proven, applicable, minutes } }) => [
    `${answered}/${applicable}`,
    `${proven}/${applicable}`,
    words.plan.min(minutes),
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...numbers.map((row) => columns(row[column] ?? ''))))
  const rest = ask.room() - widths.reduce((sum, width) => sum + width + 2, 0) - 1
  const long = rest - BAR >= LEAST_TITLE ? BAR : 0
  const room = Math.max(LEAST_TITLE, rest - long)
  return topics.map(({ title, progress }, index) => {
    const filled = Math.floor((long * progress.answered) / Math.max(1, progress.applicable))
    const bar = `${'█'.repeat(filled)}${'░'.repeat(long - filled)}`
    const cells = (numbers[index] ?? []).map((cell, column) => cell.padStart(widths[column] ?? 0))
    return `${pad(fit(pick(talk, title), room), room)} ${bar}  ${cells.join('  ')}`
  })
}
