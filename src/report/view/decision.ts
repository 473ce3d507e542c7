// The page that decides: the index, what was declared beside it, the grade and its cap, topics, and what to do first.
import { formatPercent, formatPoints, formatRange, inSentence } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import { observationSentence } from './sentences.ts'
import type { PlanStep, Range, RulebookResult } from '../../model/assessment.ts'
import { OUTCOMES } from '../../model/basics.ts'
import { groundOf } from '../../model/ground.ts'
import { gapName } from '../gap-name.ts'
import { actionOf, citation } from './actions.ts'
import { auditSentences, evidencedFigure, threeSentence } from './audit.ts'
import { list, paragraph, section, tableBlock, text, date as dateCell, row } from './blocks.ts'
import { gapsInOrder, isAudited, isBlank, isOnGoodPractice, ownerName, ruleId, ruleName, ruleNameOf, anchor, findingOf, type Context } from './context.ts'
import { topicsChart } from './topics.ts'
import type { Block, Figure, Panel, Section, Step, Summary } from './types.ts'

const FIRST = 5
const FREE = 10
/** With more topics than this, the steps are told in fewer words, so that the page holds. */
const MANY_TOPICS = 5
/** A reason of more than two lines leaves the action one. */
const LONG_REASON = 105
/** Letters of a line, and the bars and lines beside which all free steps fit on one page; a step takes as much as two. */
const [LINE, LINES] = [90, 13]

const SMALL = new Set(['municipality', 'communal-board'])

export function decisionSection(context: Context): Section {
  const { words, result, pick } = context
  const { panel, subtitle, sentences, chart, steps, stepsTitle } = summaryOf(context)
  const [first, ...others] = sentences
  const blocks: Block[] = [
    paragraph(subtitle, 'quiet'),
    ...(panel ? [{ kind: 'panel' as const, panel }] : []),
    ...(first === undefined ? [] : [paragraph(first, 'lead')]),
    ...(others.length === 0 ? [] : [paragraph(others.join(' '))]),
    ...(isBlank(result) ? begin(context) : []),
    ...(chart ? [{ kind: 'chart' as const, chart }] : []),
    ...(steps.length === 0 ? [] : [paragraph(isBlank(result) ? words.decision.beginRules : stepsTitle, 'strong')]),
    ...(steps.length === 0 ? [] : [{ kind: 'steps' as const, steps }]),
    ...(isSatisfied(result) ? upcoming(context) : []),
  ]
  return section(2, anchor(result, 'resultado'), pick(result.title), blocks, { page: true, short: pick(result.title) })
}

/** The numbers and sentences of one rulebook, for every format that shows a summary. */
export function summaryOf(context: Context): Summary {
  const { words, terms, result, pick, assessment, longDate } = context
  const outside = result.scope.holds === 'no' && result.coverage.applicable === 0
  const sentences = outside ? [words.decision.outside] : sentencesOf(context)
  const free = freeSteps(context, sentences.join(' '))
  const todo = free.length > 0 ? free : result.plan.slice(0, FIRST)
  return {
    title: pick(result.title),
    subtitle: words.decision.subtitle(result.id, result.version, inSentence(terms.role[result.role]), longDate(assessment.asOf)),
    panel: outside ? null : panelOf(context),
    sentences,
    chart: outside || isBlank(result) ? null : topicsChart(context),
    stepsTitle: free.length > 0 ? words.decision.free(free.length) : words.decision.first(todo.length),
    steps: outside ? [] : todo.flatMap((step) => stepOf(step, context, free.length > 0)),
    gaps: gapsInOrder(result).length,
  }
}

const isSatisfied = (result: RulebookResult) => result.coverage.applicable > 0 && gapsInOrder(result).length === 0

/** Steps that cost nothing, shown first to municipalities and communal boards; fewer where what is said above them fills the page. */
function freeSteps(context: Context, above: string): readonly PlanStep[] {
  if (!SMALL.has(context.assessment.institution.kind)) return []
  const lines = context.result.topics.length + Math.ceil(above.length / LINE)
  const room = FREE - Math.ceil(Math.max(0, lines - LINES) / 2)
  return context.result.plan.filter((step) => findingOf(context, step.rule)?.text.remedy.free).slice(0, Math.max(FIRST, room))
}

function panelOf(context: Context): Panel {
  const { words, result, pick, lang } = context
  const { decision: w } = words
  const { scores, coverage, grade } = result
  const onGoodPractice = isOnGoodPractice(result)
  const range = (value: Range) => formatRange(value, lang, words.notCalculable)
  const audited = isAudited(result)
  const covered = w.outOf(coverage.answeredOrMeasured, coverage.applicable)
  const figures: Figure[] = [
    ...(onGoodPractice ? [] : [{ label: w.declared, value: range(scores.declared), note: w.declaredNote, wide: true }, ...evidencedFigure(context)]),
    {
      label: w.grade,
      value: isBlank(result) ? w.undetermined : grade ? pick(grade.title) : w.noGrade,
      note:
        grade && !isBlank(result)
          ? [...(grade.provisional ? [words.provisional] : []), ...(result.overlay ? [messages(lang).rulebooks.overlay.grade] : [])].join('; ')
          : '',
      wide: false,
    },
    // Beside three indices there is no room for a fifth figure.
    ...(audited ? [] : [{ label: w.coverage, value: covered, note: w.coverageNote, wide: false }]),
  ]
  return {
    label: onGoodPractice ? w.goodPracticeIndex : w.index,
    value: range(onGoodPractice ? scores.goodPractice : scores.compliance),
    note: audited ? words.audit.headline : w.sustained,
    figures,
    minor: [
      ...(audited ? [{ label: w.coverage, value: covered }] : []),
      ...(onGoodPractice ? [] : [{ label: w.goodPractice, value: range(scores.goodPractice) }]),
      { label: w.maturity, value: scores.maturity === null ? words.notCalculable : w.maturityOf(scores.maturity) },
      { label: w.fullProof, value: w.outOf(coverage.fullProof, coverage.applicable) },
    ],
  }
}

function sentencesOf(context: Context): readonly string[] {
  const { assessment } = context
  const { overlay } = context.result
  // It is of the whole assessment: told once, where the first rulebook is.
  const past = assessment.observations.filter(({ id }) => id === 'period-past' && assessment.results[0] === context.result)
  const tailored = overlay ? [messages(context.lang).rulebooks.overlay.sentence(context.pick(overlay.title), overlay.changes.length)] : []
  const [first = '', ...rest] = ownSentences(context)
  return [first, ...past.map((item) => observationSentence(item, context)), ...rest, ...tailored]
}

function ownSentences(context: Context): readonly string[] {
  const { words, result, assessment } = context
  const { decision: w } = words
  const off = assessment.observations.find(
    (item) => (item.id === 'rulebook-unconfirmed' || item.id === 'rulebook-not-yet') && item.params['rulebook'] === result.id,
  )
  if (off) return [observationSentence(off, context)]
  if (isBlank(result)) return [w.nothing, ...(result.scope.holds === 'unknown' ? [w.scopeUnknown] : [])]
  const waived = result.findings.filter((finding) => finding.waiver).length
  const errors = result.scores.counts.error
  return [
    threeSentence(context) ?? differenceSentence(context),
    ...auditSentences(context),
    ...(isSatisfied(result) ? [w.satisfied] : []),
    ...gradeSentences(context),
    countsSentence(context),
    ...(errors > 0 ? [w.errors(errors)] : []),
    ...(waived > 0 ? [w.waivers(waived)] : []),
    ...(result.scope.holds === 'unknown' ? [w.scopeUnknown] : []),
    ...(result.scope.byChoice ? [w.byChoice] : []),
  ].filter((sentence) => sentence !== '')
}

/** Reads the difference between what is declared and what evidence sustains. */
function differenceSentence({ words, result, lang }: Context): string {
  const { decision: w } = words
  const { compliance, declared, counts } = result.scores
  if (compliance === null) return w.notCalculable
  const [sustainedText, declaredText] = [formatRange(compliance, lang, ''), formatRange(declared, lang, words.notCalculable)]
  if (compliance.low !== compliance.high) return w.ranges(declaredText, sustainedText, counts.unknown + counts.error)
  if (declared?.high === 0 && compliance.high === 0) return w.nothingClaimed(declaredText)
  if (sustainedText === declaredText && isSustained(result)) return w.equal(sustainedText)
  return declared !== null && compliance.low > declared.low ? w.lifted(declaredText, sustainedText) : w.difference(declaredText, sustainedText)
}

/** True when no mandatory requirement counts for less than what is declared of it. */
const isSustained = ({ findings }: RulebookResult): boolean =>
  findings.every(({ obligation, credit, declared }) => obligation !== 'must' || credit === null || declared === null || credit.low >= declared.low)

function gradeSentences(context: Context): readonly string[] {
  const { words, result, lang, pick } = context
  const { decision: w } = words
  const { grade, method, coverage, scores } = result
  if (!grade) return []
  const bandTitle = (id: string) => {
    const band = method.bands.find((item) => item.id === id)
    return band ? pick(band.title) : id
  }
  const unknown = scores.counts.unknown + scores.counts.error
  return [
    ...(grade.cappedBy.length > 0 && grade.uncapped !== grade.band
      ? [
          w.capped(
            bandTitle(grade.uncapped),
            pick(grade.title),
            grade.cappedBy.map((rule) => ruleNameOf(context, rule)),
            formatPoints(method.cap.below, lang),
          ),
        ]
      : []),
    ...(grade.provisionalBecause.includes('unknown') && unknown > 0 ? [w.provisionalUnknown(unknown)] : []),
    ...(grade.provisionalBecause.includes('removed-weight')
      ? [w.provisionalRemoved(formatPercent(coverage.removedWeight, lang), formatPercent(method.provisional_above, lang))]
      : []),
  ]
}

function countsSentence({ words, terms, result }: Context): string {
  const { counts } = result.scores
  const parts = OUTCOMES.flatMap((outcome) => (counts[outcome] === 0 || outcome === 'not-applicable' ? [] : [terms.outcomeCount[outcome](counts[outcome])]))
  if (parts.length === 0) return ''
  const removed = counts['not-applicable']
  return words.decision.outcomes(result.coverage.applicable, parts).replace(/\.$/, removed > 0 ? `; ${terms.outcomeCount['not-applicable'](removed)}.` : '.')
}

/** A gap as something to do: action, reason, person, date. */
function stepOf(step: PlanStep, context: Context, brief: boolean): Step[] {
  const finding = findingOf(context, step.rule)
  if (!finding) return []
  const { words, terms, longDate, result } = context
  const w = words.decision
  // The audit has sentences and figures of its own above the steps: beside many topics the citation is left to the gap's own block.
  const source = isAudited(result) && result.topics.length > MANY_TOPICS ? '' : ` (${citation(finding, context)})`
  const reason = `${ruleId(finding)} · ${gapName(finding, context.lang)}${source}`
  // What is done where an answer says so would otherwise be cut before it begins.
  const lead = groundOf(finding) === 'unanswered' ? terms.firstAction.answer('').length : 0
  const tight = result.topics.length > MANY_TOPICS || reason.length > LONG_REASON
  return [
    {
      anchor: anchor(result, step.rule),
      action: clipClause(actionOf(finding, context), brief ? 82 : lead + (tight ? 66 : 118)),
      rule: ruleName(finding, context),
      reason: brief ? null : reason,
      meta: [
        ...(brief ? [{ label: words.topics.rule, value: ruleId(finding) }] : []),
        { label: w.owner, value: ownerName(context, step.owner) },
        { label: w.due, value: longDate(step.due) },
      ],
      waived: finding.waiver ? words.waived : null,
    },
  ]
}

/** Cuts at the end of a clause where one ends in the second half of what is allowed, else at a word; never before a path that the step is about. */
export function clipClause(action: string, limit: number): string {
  if (action.length <= limit) return action
  const room = action.slice(0, limit)
  const clause = ['; ', '. ', ', '].map((end) => room.lastIndexOf(end)).find((at) => at > limit / 2)
  if (clause !== undefined) return `${room.slice(0, clause)}…`
  const at = room.lastIndexOf(' ')
  const path = at < limit / 2 ? /^\S+\/\S+/.exec(action.slice(at + 1, at + limit))?.[0] : undefined
  if (path !== undefined && action.charAt(at + 1 + path.length) === ' ') return `${room.slice(0, at + 1)}${path.replace(/[:;,.]$/, '')}…`
  return `${room.slice(0, Math.max(at, 1))}…`
}

function begin({ words }: Context): readonly Block[] {
  return [paragraph(words.decision.begin, 'strong'), list(words.decision.beginSteps, true)]
}

/** For an institution without gaps: what will expire first. */
function upcoming(context: Context): readonly Block[] {
  const { words, result, pick } = context
  const rows = result.findings
    .flatMap((finding) =>
      finding.slots.flatMap((slot) =>
        slot.state === 'current' && slot.until !== undefined ? [{ until: slot.until, title: pick(slot.title), rule: ruleName(finding, context) }] : [],
      ),
    )
    .toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.rule < b.rule ? -1 : 1))
    .slice(0, 10)
    .map(({ until, title, rule }) => row([dateCell(until), text(title), text(rule)]))
  if (rows.length === 0) return []
  return [
    paragraph(words.decision.upcoming, 'strong'),
    tableBlock(words.decision.upcomingNote, [words.annex.until, words.annex.document, words.annex.rule], rows),
  ]
}
