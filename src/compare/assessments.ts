// What changed between two assessments of one institution, rule by rule, and why. Pure.
import type { Assessment, Finding, RulebookResult } from '../model/assessment.ts'
import { SEVERITIES } from '../model/basics.ts'
import { CHANGES, DIFF_SCHEMA } from '../model/diff-words.ts'
import type { AssessmentDiff, Notice, RuleDiff, RulebookDiff, RuleState } from '../model/diff.ts'
import { byText } from '../util/compare.ts'
import { causeOf, ruleCause } from './cause.ts'
import { cameBy, contentNotices, wentBy } from './presence.ts'
import { bestEnd, compareRanges, totalsOf } from './ranges.ts'
import { bookOf, foundSide, keyOf, overlayOf, type Book, type FoundSide } from './side.ts'

/** Compares `before` with `now`, which must be of the same institution. What cannot be compared is said, never passed over. */
export function diffAssessments(before: Assessment, now: Assessment): AssessmentDiff {
  const pairs = pairsOf(before.results, now.results)
  const results = pairs.map(([old, current]) => diffRulebook(before, old, now, current)).filter((result) => result !== undefined)
  return {
    schema: DIFF_SCHEMA,
    of: 'assessments',
    institution: { id: now.institution.id, name: now.institution.name },
    before: sideOf(before),
    now: sideOf(now),
    notices: noticesOf(before, now, pairs),
    totals: totalsOf(results.flatMap(({ rules }) => rules)),
    results,
  }
}

type Pair = readonly [RulebookResult | undefined, RulebookResult | undefined]

const sideOf = ({ asOf, period, tool }: Assessment): AssessmentDiff['now'] => ({ asOf, period, tool: tool.version })

/** In today's order; what is gone comes last. */
function pairsOf(before: readonly RulebookResult[], now: readonly RulebookResult[]): readonly Pair[] {
  const old = new Map(before.map((result) => [keyOf(result), result]))
  const here = new Set(now.map(keyOf))
  return [
    ...now.map((result): Pair => [old.get(keyOf(result)), result]),
    ...before.filter((result) => !here.has(keyOf(result))).map((result): Pair => [result, undefined]),
  ]
}

function noticesOf(before: Assessment, now: Assessment, pairs: readonly Pair[]): Notice[] {
  const notices: Notice[] = []
  if (before.asOf > now.asOf) notices.push({ id: 'dates-reversed', params: { before: before.asOf, now: now.asOf } })
  if (before.institution.kind !== now.institution.kind)
    notices.push({ id: 'other-kind', params: { before: before.institution.kind, now: now.institution.kind } })
  if ((before.audit === undefined) !== (now.audit === undefined)) notices.push({ id: 'audit-one-side', params: { side: before.audit ? 'before' : 'now' } })
  for (const [old, current] of pairs)
    if (!old && current) notices.push({ id: 'rulebook-new', params: { rulebook: current.id, version: current.version } })
    else if (old && !current) notices.push({ id: 'rulebook-gone', params: { rulebook: old.id, version: old.version } })
    else if (old && current) notices.push(...contentNotices(current.id, { ...old, overlay: overlayOf(old) }, { ...current, overlay: overlayOf(current) }))
  return notices
}

function diffRulebook(before: Assessment, old: RulebookResult | undefined, now: Assessment, current: RulebookResult | undefined): RulebookDiff | undefined {
  const shown = current ?? old
  if (!shown) return undefined
  const [then, book] = [old && bookOf(before, old), current && bookOf(now, current)]
  const oldFindings = findingsOf(then, old)
  const currentFindings = findingsOf(book, current)
  const ids = [...new Set([...currentFindings.keys(), ...oldFindings.keys()])]
  const rules = ids.flatMap((rule) => diffRule({ book: then, placed: oldFindings.get(rule) }, { book, placed: currentFindings.get(rule) }))
  const other = then && book && contentNotices(shown.id, then, book).map(({ id }) => id)
  const index = (name: 'compliance' | 'declared' | 'goodPractice') => {
    const [a, b] = [old?.scores[name] ?? null, current?.scores[name] ?? null]
    if (!old || !current) return { before: a, now: b, change: old ? ('gone' as const) : ('new' as const), points: null }
    return compareRanges(a, b, other?.[0] ?? (applicable(old) === applicable(current) ? undefined : 'other-rules-apply'))
  }
  return {
    id: shown.id,
    role: shown.role,
    title: shown.title,
    before: stateOf(old),
    now: stateOf(current),
    compliance: index('compliance'),
    declared: index('declared'),
    goodPractice: index('goodPractice'),
    totals: totalsOf(rules),
    rules: rules.toSorted(inOrder),
  }
}

interface Placed {
  readonly finding: Finding
  readonly side: FoundSide
}

const findingsOf = (book: Book | undefined, result: RulebookResult | undefined): ReadonlyMap<string, Placed> =>
  new Map(book ? result?.findings.map((finding) => [finding.rule, { finding, side: foundSide(book, finding) }]) : [])

const stateOf = (result: RulebookResult | undefined): RulebookDiff['now'] =>
  result ? { version: result.version, digest: result.digest, coverage: result.coverage, grade: result.grade } : null

/** The rules that apply, with their weights. */
const applicable = ({ findings }: RulebookResult): string =>
  findings
    .filter(({ credit }) => credit !== null)
    .map(({ rule, weight }) => `${rule} ${weight}`)
    .toSorted()
    .join('\n')

/** A rulebook on one side, and a rule of it where it was assessed. */
interface Half {
  readonly book: Book | undefined
  readonly placed: Placed | undefined
}

function diffRule(before: Half, now: Half): readonly RuleDiff[] {
  const shown = (now.placed ?? before.placed)?.finding
  if (!shown) return []
  const { rule, topic, text, obligation, severity, weight } = shown
  const states = { before: ruleState(before.placed?.finding), now: ruleState(now.placed?.finding) }
  return [{ rule, topic, title: text.title, obligation, severity, weight, ...moved(rule, before, now), ...states }]
}

const ruleState = (finding: Finding | undefined): RuleState | null =>
  finding ? { outcome: finding.outcome, credit: finding.credit, assurance: finding.assurance } : null

/** A rule that is not there and one that does not apply ask for the same: nothing. */
function moved(rule: string, before: Half, now: Half): Pick<RuleDiff, 'change' | 'cause' | 'bestEnd'> {
  const [then, side] = [before.placed?.side, now.placed?.side]
  const [old, current] = [before.placed?.finding.credit ?? null, now.placed?.finding.credit ?? null]
  if (old === null && current === null) return { change: 'same', cause: null }
  if (!then) return { change: 'new', cause: before.book && now.book ? cameBy(before.book, now.book, rule) : 'rule-new' }
  if (!side) return { change: 'gone', cause: before.book && now.book ? wentBy(before.book, now.book, rule) : 'rule-gone' }
  const other = ruleCause(then, side)
  if (other !== undefined && other !== 'method-changed') return { change: 'not-comparable', cause: other }
  if (old === null) return { change: 'new', cause: 'now-applies' }
  if (current === null) return { change: 'gone', cause: 'no-longer-applies' }
  const difference = current.low - old.low || current.high - old.high
  if (difference === 0) return { change: 'same', cause: null }
  if (other) return { change: 'not-comparable', cause: other }
  const cause = causeOf(then, side, difference < 0)
  if (current.low === old.low) return { change: 'same', cause, ...bestEnd(old.high, current.high) }
  return { change: difference < 0 ? 'worse' : 'improved', cause }
}

/** By kind of change; within one, what moves the index most, then the gravest, then by id. What only moved at its best end leads the same. */
function inOrder(a: RuleDiff, b: RuleDiff): number {
  return (
    CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
    Number(b.bestEnd !== undefined) - Number(a.bestEnd !== undefined) ||
    weightMoved(b) - weightMoved(a) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    byText(a.rule, b.rule)
  )
}

const weightMoved = ({ weight, before, now }: RuleDiff): number => (before?.credit && now?.credit ? weight * Math.abs(now.credit.low - before.credit.low) : 0)
