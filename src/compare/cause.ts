// What moved a rule's credit, of those that CAUSES lists. Of one side perhaps only a baseline's line is known. Pure.
import type { CheckResult } from '../model/assessment.ts'
import { FULL_CREDIT } from '../model/basics.ts'
import { CAUSES, type Cause } from '../model/causes.ts'
import { missingTables } from '../model/missing-tables.ts'
import { baseOf, creditOf } from '../util/credit.ts'
import type { FoundSide, Side, Terms } from './side.ts'
import { slotCauses } from './slot-cause.ts'

/** The first of CAUSES that made the credit of a rule, asked for on both sides, worse or better. */
export function causeOf(known: Side, now: FoundSide, worse: boolean): Cause {
  const changed = ruleCause(known, now)
  if (changed) return changed
  const before: Whole = { ...known, terms: known.terms ?? assumed(known, now) }
  if (before.verdict !== now.verdict) return 'audit-changed'
  const found = new Set(termsMoved(before, now, worse).flatMap((term) => OF_TERM[term](before, now, worse)))
  return CAUSES.find((cause) => found.has(cause)) ?? remaining(before, now)
}

/** Why the two credits are not of the same sum; undefined when they are. */
export function ruleCause(before: Side, now: Side): Cause | undefined {
  if (before.digests.rule !== now.digests.rule) return tailored(before) === tailored(now) ? 'rule-changed' : 'overlay-changed'
  return before.book.method === undefined || before.book.method === now.book.method ? undefined : 'method-changed'
}

const tailored = ({ book, rule }: Side): string => (book.overlay?.changes ?? []).filter((change) => change.split(' ')[1] === rule).join('\n')

/** A side of which the terms are known or assumed. */
type Whole = Side & { readonly terms: Terms }

/** What a credit is made of; `open`: there are terms, and yet it cannot be told, for want of a fact or because something cannot be read. */
interface Sum {
  readonly claim: number | undefined
  readonly measured: number | undefined
  readonly factor: number
  readonly open: boolean
}
type Term = keyof Sum
const TERMS = ['claim', 'measured', 'factor', 'open'] as const

/** The terms that moved the credit this way: put into the old sum, or taken back out of the new one. */
function termsMoved(before: Whole, now: FoundSide, worse: boolean): readonly Term[] {
  const [old, current] = [sumOf(before), sumOf(now)]
  const differing = TERMS.filter((term) => old[term] !== current[term])
  const moves = (a: Sum, b: Sum): boolean => {
    const [from, to] = [endsOf(a), endsOf(b)]
    return (to.low - from.low || to.high - from.high) * (worse ? -1 : 1) > 0
  }
  const moved = differing.filter((term) => moves(old, { ...old, [term]: current[term] }) || moves({ ...current, [term]: old[term] }, current))
  return moved.length > 0 ? moved : differing
}

const sumOf = ({ outcome, terms: { claim, measured, factor } }: Whole): Sum => ({
  claim,
  measured,
  factor,
  open: baseOf(claim, measured) !== undefined && (outcome === 'unknown' || outcome === 'error'),
})

function endsOf({ claim, measured, factor, open }: Sum): { readonly low: number; readonly high: number } {
  const base = baseOf(claim, measured)
  if (open || base === undefined) return { low: 0, high: FULL_CREDIT }
  const credit = creditOf(base, factor)
  return { low: credit, high: credit }
}

/** The terms of a baseline that has none: those below the credit that it had have fallen for certain; where none has, all that can. */
function assumed({ credit, digests, answered }: Side, { digests: { answer }, terms, checks }: FoundSide): Terms {
  const { claim, measured, factor } = terms
  const surely = [claim, measured, factor].some((term) => term !== undefined && term < (credit ?? 0))
  const then = (term: number) => (!surely || term < (credit ?? 0) ? FULL_CREDIT : term)
  const said = digests.answer === answer ? claim : answered ? then(claim ?? 0) : undefined
  const found = checks.length === 0 ? undefined : then(measured ?? 0)
  return { ...(said === undefined ? {} : { claim: said }), ...(found === undefined ? {} : { measured: found }), factor: then(factor) }
}

const OF_TERM = {
  claim: answerCauses,
  measured: (before, now, worse) => checkCauses(before, now, worse),
  factor: (before, now, worse) => [...slotCauses(before, now, worse, ({ required }) => required), ...checkCauses(before, now, worse, true)],
  open: (before, now, worse) => {
    if (doubtful(before) !== doubtful(now)) return ['profile-changed']
    return [...answerCauses(before, now), ...slotCauses(before, now, worse, ({ required }) => required), ...checkCauses(before, now, worse)]
  },
} satisfies Record<Term, (before: Whole, now: FoundSide, worse: boolean) => readonly Cause[]>

/** There are terms and no error: what is missing is a fact. */
const doubtful = ({ outcome, terms }: Whole): boolean => outcome === 'unknown' && baseOf(terms.claim, terms.measured) !== undefined

function answerCauses(before: Side, now: Side): readonly Cause[] {
  if (before.answered && !now.answered) return ['answer-withdrawn']
  return before.digests.answer === now.digests.answer ? [] : ['answer-changed']
}

/** By the checks that gave another measure, or only by those that ran on one side and not on the other. */
function checkCauses(before: Whole, now: FoundSide, worse: boolean, running = false): readonly Cause[] {
  return now.checks.flatMap((check, index) => {
    const was = before.checks?.[index]
    // Of a baseline only the lowest measure is known; without one, not which checks ran.
    const [old, current] = [before.checks ? valueOf(was) : before.terms.measured, valueOf(check)]
    const both = old !== undefined && current !== undefined
    if (both ? running || old === current || current > old === worse : was && old === current) return []
    const table = tableCause(before, now, check, was, worse)
    if (table) return [table]
    return missingTables(check).length > 0 || (!was && old === undefined) ? [] : measureCauses(before, now, check, was, worse)
  })
}

/** What a check gives the measurement; undefined where it could not run. */
const valueOf = (check: CheckResult | undefined): number | undefined =>
  check?.state === 'passed' ? FULL_CREDIT : check?.state === 'failed' ? (check.ratio ?? 0) : undefined

/** Where a table of the check is there on one side only. */
function tableCause(before: Side, now: FoundSide, check: CheckResult, was: CheckResult | undefined, worse: boolean): Cause | undefined {
  if (before.digests.evidence === now.digests.evidence) return undefined
  const { tables } = before.book
  const lacks = missingTables(check)
  const lacked = was ? missingTables(was) : tables ? [check.dataset, ...lacks].filter((id) => tables[id] === undefined) : []
  if (lacks.some((id) => !lacked.includes(id))) return worse ? 'evidence-gone' : 'evidence-changed'
  return lacked.some((id) => !lacks.includes(id)) ? (worse ? 'evidence-changed' : 'evidence-added') : undefined
}

/** Kinds that read two tables, of which a result names the first. */
const OF_TWO = new Set(['coverage', 'cross'])

/** Why a check with its tables gives another measure. */
function measureCauses(before: Side, now: FoundSide, check: CheckResult, was: CheckResult | undefined, worse: boolean): readonly Cause[] {
  const table = OF_TWO.has(check.kind) ? undefined : before.book.tables?.[check.dataset]
  const same = before.digests.evidence === now.digests.evidence || (table !== undefined && table === now.book.tables?.[check.dataset])
  if (!same) return ['evidence-changed']
  // No rows, and a signed document that says so, or no longer.
  const declared = [check, was].some((item) => item?.reason === 'empty') ? slotCauses(before, now, worse, () => true) : []
  return declared.length > 0 ? declared : [byItself(before, now, check.kind === 'yearly')]
}

/** What is left when nobody said or handed in anything else: the calendar, else the rulebook, else the program. */
function byItself({ book: before }: Side, { book: now }: Side, yearly = false): Cause {
  const period = before.period !== undefined && before.period !== now.period
  if (yearly && period) return 'period-changed'
  if (before.asOf !== now.asOf) return 'time-passed'
  if (period) return 'period-changed'
  if (before.digest !== now.digest) return 'rulebook-changed'
  return before.tool !== undefined && before.tool !== now.tool ? 'recalculated' : 'unexplained'
}

/** Where no term tells: what is another one, and at last what needs nobody. */
function remaining(before: Side, now: Side): Cause {
  const [answer] = answerCauses(before, now)
  if (answer) return answer
  return before.digests.evidence === now.digests.evidence ? byItself(before, now) : 'evidence-changed'
}
