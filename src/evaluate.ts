// Rule × evidence → Finding. A check that throws costs its own finding, never the run.
import { runCheck, type CheckWorld } from './checks/run-check.ts'
import { applies, scopeHolds, type Applies } from './evaluate/applicability.ts'
import { readAnswer, removal } from './evaluate/reading.ts'
import { sameIfUntouched, tablesRead } from './evaluate/untouched.ts'
import { answerOf, digests, ruleText } from './evaluate/record.ts'
import { reusedDocuments, slotResults, type SlotWorld } from './evaluate/slots.ts'
import { assuranceOf, auditedCredit, auditOf, hasLapsed, outcomeOf, standingAnswer } from './evaluate/standing.ts'
import { claimOf, coreTerms, forgiveProposed, maturityOf } from './evaluate/terms.ts'
import { weightsOf } from './evaluate/weights.ts'
import type { Assessment, CheckResult, Finding, SlotResult } from './model/assessment.ts'
import { FULL_CREDIT, topicOf } from './model/basics.ts'
import type { AuditFile } from './model/audit.ts'
import type { AnswerRecord, Evidence } from './model/evidence.ts'
import type { FindingMessage } from './model/messages.ts'
import type { Rule, Rulebook } from './model/rulebook.ts'
import type { Outcome, Role } from './model/vocabulary.ts'
import { digestOf } from './util/canonical-json.ts'

export interface EvaluateOptions {
  readonly role: Role
  readonly asOf: string
  readonly audit?: AuditFile | undefined
  readonly previous?: Assessment | undefined
}

/** One finding per rule of the role that is switched on, sorted by id. */
export function evaluate(rulebook: Rulebook, evidence: Evidence, options: EvaluateOptions): Finding[] {
  const weights = weightsOf(rulebook, options.role)
  const slots: SlotWorld = { evidence, kinds: rulebook.document_kinds, asOf: options.asOf, reused: reusedDocuments(evidence) }
  const inScope = scopeHolds(rulebook, evidence) !== 'no'
  return rulebook.rules
    .filter((rule) => weights.of.has(rule.id))
    .map((rule) => {
      const context = { rulebook, evidence, options, slots, weight: weights.of.get(rule.id) ?? 0 }
      const applicable: Applies = inScope ? applies(rule, rulebook, evidence) : { applies: false, by: 'scope' }
      const make = () => evaluateRule(rule, applicable, context)
      if (options.audit || options.previous) return make()
      return sameIfUntouched(rule, evidence, applicable, [options.asOf, context.weight], make)
    })
}

interface Context {
  readonly rulebook: Rulebook
  readonly evidence: Evidence
  readonly options: EvaluateOptions
  readonly slots: SlotWorld
  readonly weight: number
}

function evaluateRule(rule: Rule, applicable: Applies, context: Context): Finding {
  const { rulebook, evidence, options } = context
  const { method } = rulebook
  const from = speaker(rule, evidence)
  const answer = evidence.answers[from]
  const slots = slotResults(rule.documents, answer, context.slots)
  const checks = rule.checks.map((use) => runCheck(use, checkWorld(slots, context)))
  const reading = readAnswer(rule, answer, checks, evidence)
  const judged = digests(answer, rule.documents, tablesRead(rule), evidence)
  const given = options.audit?.verdicts[rule.id]
  const lapsed = hasLapsed(given, judged)
  const left = removal(applicable, reading, rule, answer, context)
  const claim = reading.state === 'claims' ? claimOf(answer?.value, method) : undefined
  const core = coreTerms(rule, claim, slots, checks, method)
  // A verdict may put back what an answer took out, but not what the scope or a fact did; and where there is no valid answer or measurement there is nothing to accept.
  const idle = !lapsed && (left === undefined ? given?.verdict === 'accept' && core.base === undefined : left.by !== 'answer')
  const verdict = lapsed || idle ? undefined : given
  const overruled = verdict !== undefined && verdict.verdict !== 'accept' && left?.by === 'answer'
  const removed = overruled ? undefined : left

  const doubtful = applicable.applies && applicable.missing !== undefined
  const alone = doubtful ? undefined : core.credit
  const credit = verdict ? auditedCredit(verdict, core, method) : alone
  const broken = reading.state === 'error' || checks.some((check) => check.state === 'error') || slots.some((slot) => slot.state === 'unreadable')
  const outcome: Outcome = removed ? 'not-applicable' : broken && !verdict ? 'error' : outcomeOf(credit)
  const open = outcome === 'unknown' || outcome === 'error'
  const said = verdict ? standingAnswer(verdict, answer?.value) : answer?.value
  const upholds = verdict?.verdict === 'accept' || verdict?.verdict === 'raise'
  const gainsayed = (answer?.value === 'yes' && checks.some((check) => check.state === 'failed')) || reading.againstData
  const { credit: _credit, ...terms } = core
  return {
    rule: rule.id,
    topic: topicOf(rule.id),
    obligation: rule.obligation,
    severity: rule.severity,
    weight: context.weight,
    text: ruleText(rule, options.asOf),
    outcome,
    credit: removed ? null : open ? UNKNOWN : exactly(credit ?? 0),
    ...(verdict ? { unaudited: left ? null : broken || alone === undefined ? UNKNOWN : exactly(alone) } : {}),
    declared: left ? null : claim === undefined || doubtful ? UNKNOWN : exactly(claim),
    terms: {
      ...terms,
      normative: open ? 0 : verdict ? (credit ?? 0) : forgiven(rule, claim, answer, checks, context),
      ...(verdict ? { verdict: verdict.verdict } : {}),
    },
    assurance: removed
      ? removed.by === 'answer'
        ? 'declared'
        : 'none'
      : assuranceOf(verdict !== undefined && credit !== undefined, core, answer, slots, checks),
    maturity: removed ? null : open ? 0 : maturityOf(said, core, slots, checks, upholds, maturityBefore(rule, context)),
    contradiction: gainsayed || (applicable.applies && applicable.contradicted !== undefined),
    ...(removed ? { removed } : {}),
    ...(answer ? { answer: answerOf(answer, from) } : {}),
    ...(evidence.history?.[from] ? { earlier: [...evidence.history[from]] } : {}),
    slots,
    checks,
    messages: [
      ...(from === rule.id || answer?.value === undefined ? [] : [{ id: 'answer-shared', params: { from } } as const]),
      ...reading.messages,
      ...messagesOf(answer, applicable, checks, options.asOf),
      ...(!removed && answer?.value === undefined && core.measured === undefined ? [{ id: 'answer-none', params: {} } as const] : []),
      ...(answer?.value === 'yes' && checks.some((check) => check.state === 'failed') ? [{ id: 'contradiction', params: {} } as const] : []),
      ...(verdict ? [{ id: 'audit-verdict', params: { verdict: verdict.verdict } } as const] : []),
    ],
    ...(given && options.audit ? { audit: auditOf(given, options.audit, { lapsed, idle }) } : {}),
    locations: answer ? [{ file: answer.file, line: answer.line, ...(answer.col === undefined ? {} : { col: answer.col }) }] : [],
    digests: { rule: rulebook.ruleDigests[rule.id] ?? digestOf(rule), ...judged },
  }
}

/** Whose answer counts: the rule's own, or the one of the rule that it shares its answer with. */
function speaker({ id, shares }: Rule, { answers }: Evidence): string {
  if (shares === undefined || answers[id]?.value !== undefined) return id
  return answers[shares]?.value === undefined && answers[id] !== undefined ? id : shares
}

const UNKNOWN = { low: 0, high: FULL_CREDIT } as const
const exactly = (credit: number) => ({ low: credit, high: credit })

/** The credit as it would be without any merely proposed threshold or age: what a grade cap looks at. */
function forgiven(rule: Rule, claim: number | undefined, answer: AnswerRecord | undefined, checks: readonly CheckResult[], context: Context): number {
  const lenient = slotResults(rule.documents, answer, context.slots, true)
  return coreTerms(rule, claim, lenient, forgiveProposed(checks), context.rulebook.method).credit ?? 0
}

const maturityBefore = (rule: Rule, { rulebook, options }: Context): number | undefined =>
  options.previous?.results.find((result) => result.id === rulebook.id && result.role === options.role)?.findings.find((finding) => finding.rule === rule.id)
    ?.maturity ?? undefined

/** What there is to say about facts, dates and checks. */
function messagesOf(answer: AnswerRecord | undefined, applicable: Applies, checks: readonly CheckResult[], asOf: string): FindingMessage[] {
  const messages: FindingMessage[] = []
  if (applicable.applies && applicable.missing !== undefined) messages.push({ id: 'when-unknown', params: { fact: applicable.missing } })
  if (applicable.applies && applicable.contradicted) messages.push({ id: 'fact-against-data', params: applicable.contradicted })
  if (answer?.target !== undefined && answer.target < asOf && answer.value !== 'yes')
    messages.push({ id: 'answer-target-past', params: { target: answer.target } })
  for (const check of checks) if (check.reason === 'threw') messages.push({ id: 'check-threw', params: { kind: check.kind, error: check.detail?.[0] ?? '' } })
  return messages
}

function checkWorld(slots: readonly SlotResult[], { rulebook, evidence, options }: Context): CheckWorld {
  return {
    datasets: evidence.datasets,
    defs: rulebook.datasets,
    asOf: options.asOf,
    period: evidence.manifest.period,
    extraHolidays: rulebook.extra_holidays,
    slotIsCurrent: (name) => slots.some((slot) => slot.slot === name && slot.state === 'current'),
  }
}
