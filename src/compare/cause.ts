// Why a rule's credit is another one than before. Pure.
import type { Assessment, Finding, RulebookResult } from '../model/assessment.ts'
import { missingTables } from '../model/missing-tables.ts'
import type { DiffCause } from '../model/diff.ts'
import type { Baseline, Cause } from '../model/verdict.ts'

type Before = Baseline['rulebooks'][number]['rules'][string]

const GONE = new Set(['not-provided', 'file-missing', 'empty'])
const EXPIRED = new Set(['expired', 'too-old'])
/** Checks whose result changes with the day alone. */
const DATED = new Set(['current', 'yearly'])

/** Whether somebody answered, «not applicable» included; a note alone is no answer. */
export const isAnswered = ({ answer }: Finding): boolean => answer?.value !== undefined

/** With only a baseline to look at. The first that explains it: the rule itself, what was said, what was handed in, the calendar. */
export function baselineCause(before: Before, finding: Finding): Cause {
  const { digests, slots, checks } = finding
  if (before.rule !== digests.rule) return 'rule-changed'
  if (before.answered && !isAnswered(finding)) return 'answer-withdrawn'
  if (before.answer !== digests.answer) return 'answer-changed'
  const required = slots.filter((slot) => slot.required)
  if (before.evidence !== digests.evidence)
    return required.some(({ state }) => GONE.has(state)) || checks.some(({ reason }) => reason === 'dataset-missing') ? 'evidence-gone' : 'evidence-changed'
  return required.some(({ state }) => EXPIRED.has(state)) ? 'evidence-expired' : 'time-passed'
}

/** A finding with what it was found in. */
export interface Placed {
  readonly assessment: Assessment
  readonly result: RulebookResult
  readonly finding: Finding
}

/** With both assessments at hand. The auditor's verdict goes before what it replaced; then as with a baseline. `worse`: which way it moved. */
export function assessmentCause(before: Placed, now: Placed, worse: boolean): DiffCause {
  const [old, current] = [before.finding, now.finding]
  if (old.digests.rule !== current.digests.rule) return 'rule-changed'
  if (!sameMethod(before.result, now.result)) return 'method-changed'
  if (verdictOf(old) !== verdictOf(current)) return 'audit-changed'
  if (isAnswered(old) && !isAnswered(current)) return 'answer-withdrawn'
  if (old.digests.answer !== current.digests.answer) return 'answer-changed'
  if (old.digests.evidence !== current.digests.evidence) {
    if (worse) return beyond(missing(current), missing(old)) ? 'evidence-gone' : 'evidence-changed'
    return beyond(missing(old), missing(current)) ? 'evidence-added' : 'evidence-changed'
  }
  // The same files, but the register says something else of them.
  if (registered(old) !== registered(current)) return 'evidence-changed'
  if (worse && beyond(expired(current), expired(old))) return 'evidence-expired'
  const days = before.assessment.asOf !== now.assessment.asOf
  if (days && dated(old) !== dated(current)) return 'time-passed'
  if (profileOf(before) !== profileOf(now)) return 'profile-changed'
  return days ? 'time-passed' : 'recalculated'
}

/** Whether claims and proof are credited alike. */
export const sameMethod = ({ method: a }: RulebookResult, { method: b }: RulebookResult): boolean => equal(a.claim, b.claim) && equal(a.proof, b.proof)

const equal = <Table extends Readonly<Record<string, number>>>(a: Table, b: Table): boolean => Object.keys({ ...a, ...b }).every((key) => a[key] === b[key])

/** The verdict in force; one that lapsed, or is over what does not apply, counts for nothing. */
const verdictOf = ({ audit }: Finding): string => (audit === undefined || audit.lapsed || audit.idle ? '' : `${audit.verdict} ${audit.to ?? ''}`)

const missing = ({ slots, checks }: Finding): readonly string[] => [
  ...slots.filter(({ required, state }) => required && GONE.has(state)).map(({ slot }) => `slot ${slot}`),
  ...checks.flatMap(missingTables).map((id) => `dataset ${id}`),
]
const expired = ({ slots }: Finding): readonly string[] => slots.filter(({ required, state }) => required && EXPIRED.has(state)).map(({ slot }) => slot)
const beyond = (some: readonly string[], others: readonly string[]): boolean => some.some((item) => !others.includes(item))

const registered = ({ slots }: Finding): string =>
  JSON.stringify(slots.map(({ slot, document, issued, until, detail }) => [slot, document ?? '', issued ?? '', until ?? '', detail ?? []]))
const dated = ({ checks }: Finding): string => JSON.stringify(checks.filter(({ kind }) => DATED.has(kind)).map(({ state, ratio }) => [state, ratio ?? -1]))

const profileOf = ({ assessment: { institution, period }, result }: Placed): string => {
  const { kind, sector, province, staff } = institution
  return JSON.stringify([kind, sector ?? '', province ?? '', staff ?? -1, period, result.role, result.facts.map(({ id, value }) => [id, value])])
}
