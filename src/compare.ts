// What changed between an earlier state and this one, rule by rule, and why. Pure.
import { causeOf } from './compare/cause.ts'
import { cameBy, contentNotices, wentBy } from './compare/presence.ts'
import { bookOf, bookOfLine, foundSide, keyOf, sideOfLine, type Book } from './compare/side.ts'
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import type { Cause } from './model/causes.ts'
import { INCOMPARABLE } from './model/incomparable.ts'
import type { Baseline, GateVerdict } from './model/verdict.ts'

export { diffAssessments } from './compare/assessments.ts'
export { baselineOf } from './compare/side.ts'

type BookLine = Baseline['rulebooks'][number]
type Incomparable = GateVerdict['incomparable']

/** A rule as the baseline has it. */
export const ruleBefore = ({ rulebooks }: Baseline, result: RulebookResult, rule: string): BookLine['rules'][string] | undefined =>
  rulebooks.find((candidate) => keyOf(candidate) === keyOf(result))?.rules[rule]

export interface Change {
  readonly result: RulebookResult
  readonly finding: Finding
  readonly before: number | null
  readonly cause: Cause
}

export interface Comparison {
  readonly worse: readonly Change[]
  readonly better: readonly Change[]
  /** Answered then and not any more; where it cost no credit it is for that no better. */
  readonly withdrawn: readonly Change[]
  readonly incomparable: Incomparable
}

/** Compares credits at their worst end; each change with its cause. What cannot be compared is said, never passed over. */
export function compareWith(baseline: Baseline, assessment: Assessment): Comparison {
  const { results } = assessment
  const now = new Set(results.map(keyOf))
  const gone = baseline.rulebooks.filter((old) => !now.has(keyOf(old)))
  const parts = results.map((result) => compareBook(baseline, assessment, result))
  return {
    worse: parts.flatMap(({ worse }) => worse),
    better: parts.flatMap(({ better }) => better),
    withdrawn: parts.flatMap(({ withdrawn }) => withdrawn),
    incomparable: [
      ...gone.map(({ id, version }) => ({ id: 'rulebook-gone' as const, params: { rulebook: id, version } })),
      ...parts.flatMap(({ incomparable }) => incomparable),
    ],
  }
}

const FULL = 10_000

function compareBook(baseline: Baseline, assessment: Assessment, result: RulebookResult): Comparison {
  const old = baseline.rulebooks.find((candidate) => keyOf(candidate) === keyOf(result))
  const [then, book] = [old && bookOfLine(baseline, old), bookOf(assessment, result)]
  const [worse, better, withdrawn]: [Change[], Change[], Change[]] = [[], [], []]
  for (const finding of result.findings) {
    const { rule } = finding
    const line = old?.rules[rule]
    const before = line && then && sideOfLine(then, rule, line)
    const side = foundSide(book, finding)
    if (side.credit === null) continue
    const lost = before?.answered === true && !side.answered
    const credit = before?.credit ?? null
    const falls = side.credit < (credit ?? FULL)
    const cause = before === undefined ? (then ? cameBy(then, book, rule) : 'rule-new') : credit === null ? 'now-applies' : causeOf(before, side, falls)
    const change = { result, finding, before: credit, cause }
    if (falls) worse.push(change)
    // Of a rule that changed nobody knows whether it is better met.
    else if (!lost && credit !== null && side.credit > credit && before?.digests.rule === side.digests.rule) better.push(change)
    if (lost) withdrawn.push(change)
  }
  return { worse, better, withdrawn, incomparable: old && then ? [...contentNotices(result.id, then, book), ...left(old, then, result, book)] : fresh(result) }
}

const fresh = ({ id }: RulebookResult): Incomparable => [{ id: 'rulebook-new', params: { rulebook: id } }]

/** What is said of rules by why they went; of any other cause, that they are gone. */
const LEFT: Partial<Record<Cause, Incomparable[number]['id']>> = { 'overlay-off': 'rule-off', 'not-in-force': 'rule-not-in-force' }

/** The rules that the baseline has and that are not asked for any more, together by why. */
function left(old: BookLine, then: Book, { id, findings }: RulebookResult, book: Book): Incomparable {
  const here = new Map(findings.map(({ rule, credit }) => [rule, credit]))
  const why = (rule: string): Incomparable[number]['id'] | undefined => {
    if (here.has(rule)) return here.get(rule) === null ? 'rule-not-applicable' : undefined
    return LEFT[wentBy(then, book, rule)] ?? 'rule-gone'
  }
  const asked = Object.keys(old.rules).filter((rule) => old.rules[rule]?.credit !== null)
  const groups = Map.groupBy(asked.toSorted(), why)
  return INCOMPARABLE.flatMap((what) => {
    const rules = groups.get(what)
    const overlay = what === 'rule-off' ? { overlay: book.overlay?.id ?? '' } : {}
    return rules ? [{ id: what, params: { rulebook: id, rules, ...overlay } }] : []
  })
}
