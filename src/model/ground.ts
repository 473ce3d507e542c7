// What a gap rests on: whether something shows it, or what is lacking to tell. Its name and its remedy follow from it.
import type { CheckResult, Finding } from './assessment.ts'

/**
 * Why nothing shows a gap: a yes (or data that pass) without all its proof; a yes with criteria open; no answer and nothing
 * measured; an answer or a measurement that does not settle it; an answer or a file that could not be evaluated.
 */
export type Doubt = 'unproven' | 'unconfirmed' | 'unanswered' | 'undetermined' | 'broken'

const ran = ({ state }: CheckResult): boolean => state === 'passed' || state === 'failed'

/** `shown` where the institution says it itself, its data do, or an auditor found it; only such a gap may be told as a fact. */
export function groundOf({ outcome, answer, audit, checks, messages }: Finding): 'shown' | Doubt {
  if (outcome === 'unknown') return answer?.value === undefined && !checks.some(ran) ? 'unanswered' : 'undetermined'
  if (answer?.value === 'no' || answer?.value === 'partial' || answer?.value === 'planned') return 'shown'
  if (checks.some(({ state }) => state === 'failed')) return 'shown'
  if (audit && !audit.lapsed && !audit.idle && (audit.verdict === 'lower' || audit.verdict === 'reject')) return 'shown'
  if (messages.some(({ id }) => id === 'answer-criteria-open')) return 'unconfirmed'
  return outcome === 'error' ? 'broken' : 'unproven'
}
