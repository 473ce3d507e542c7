// What a finding says of itself beside its figures, in the order in which reports tell it.
import type { AuditVerdict } from '../model/audit.ts'
import type { AnswerRecord } from '../model/evidence.ts'
import type { FindingMessage } from '../model/messages.ts'
import type { Rule } from '../model/rulebook.ts'
import type { Applies } from './applicability.ts'
import type { Ground } from './ground.ts'
import { contradicted } from './reading.ts'
import type { Standing } from './standing.ts'

export function messagesOf(
  rule: Rule,
  { from, answer, reading, checks, core }: Ground,
  applicable: Applies,
  { removed }: Standing,
  verdict: AuditVerdict | undefined,
  asOf: string,
): FindingMessage[] {
  const silent = answer?.value === undefined
  return [
    ...(from === rule.id || silent ? [] : [{ id: 'answer-shared', params: { from } } as const]),
    ...reading.messages,
    ...ofFacts(applicable),
    ...ofTarget(answer, asOf),
    ...checks.flatMap(({ reason, kind, detail }) => (reason === 'threw' ? [{ id: 'check-threw', params: { kind, error: detail?.[0] ?? '' } } as const] : [])),
    ...(silent && !removed && core.measured === undefined ? [{ id: 'answer-none', params: {} } as const] : []),
    ...(contradicted(answer, checks) ? [{ id: 'contradiction', params: {} } as const] : []),
    ...(verdict ? [{ id: 'audit-verdict', params: { verdict: verdict.verdict } } as const] : []),
  ]
}

function ofFacts(applicable: Applies): FindingMessage[] {
  if (!applicable.applies) return []
  return [
    ...(applicable.missing === undefined ? [] : [{ id: 'when-unknown', params: { fact: applicable.missing } } as const]),
    ...(applicable.contradicted ? [{ id: 'fact-against-data', params: applicable.contradicted } as const] : []),
  ]
}

/** A day that was promised and has gone by. */
const ofTarget = (answer: AnswerRecord | undefined, asOf: string): FindingMessage[] =>
  answer?.target !== undefined && answer.target < asOf && answer.value !== 'yes' ? [{ id: 'answer-target-past', params: { target: answer.target } }] : []
