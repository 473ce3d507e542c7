// Rule × evidence → Finding. A check that throws costs its own finding, never the run.
import { runCheck, type CheckWorld } from './checks/run-check.ts'
import { applies, scopeHolds, type Applies } from './evaluate/applicability.ts'
import { reusedDocuments, slotResults, type SlotWorld } from './evaluate/slots.ts'
import { claimOf, coreTerms, forgiveProposed, maturityOf, type Core } from './evaluate/terms.ts'
import { weightsOf } from './evaluate/weights.ts'
import type { Assessment, CheckResult, Finding, SlotResult } from './model/assessment.ts'
import type { AnswerRecord, AuditFile, Evidence } from './model/evidence.ts'
import type { FindingMessage } from './model/messages.ts'
import type { Rule, Rulebook } from './model/rulebook.ts'
import { FULL_CREDIT } from './model/basics.ts'
import type { AnswerValue, Assurance, Outcome, Role } from './model/vocabulary.ts'
import { digestOf } from './util/canonical-json.ts'
import { addDuration } from './util/plain-date.ts'

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
    .map((rule) => evaluateRule(rule, { rulebook, evidence, options, slots, inScope, weight: weights.of.get(rule.id) ?? 0 }))
}

interface Context {
  readonly rulebook: Rulebook
  readonly evidence: Evidence
  readonly options: EvaluateOptions
  readonly slots: SlotWorld
  readonly inScope: boolean
  readonly weight: number
}

function evaluateRule(rule: Rule, context: Context): Finding {
  const { rulebook, evidence, options } = context
  const { method } = rulebook
  const from = evidence.answers[rule.id] !== undefined || rule.shares === undefined ? rule.id : rule.shares
  const answer = evidence.answers[from]
  const slots = slotResults(rule.documents, answer, context.slots)
  const lenient = slotResults(rule.documents, answer, context.slots, true)
  const checks = rule.checks.map((use) => runCheck(use, checkWorld(slots, context)))
  const messages: FindingMessage[] = from === rule.id || !answer ? [] : [{ id: 'answer-shared', params: { from } }]
  const reading = readAnswer(rule, answer, checks, evidence)
  messages.push(...reading.messages)

  const applicable: Applies = context.inScope ? applies(rule, rulebook, evidence) : { applies: false, by: 'scope' }
  const claim = reading.state === 'claims' ? claimOf(answer?.value, method) : undefined
  const core = coreTerms(rule, claim, slots, checks, method)
  const verdict = options.audit?.verdicts[rule.id]
  const overruled = verdict !== undefined && verdict.verdict !== 'accept' && reading.state === 'not-applicable'
  const removed = overruled ? undefined : removal(applicable, reading, rule, answer, context)
  if (applicable.applies && applicable.missing !== undefined) messages.push({ id: 'when-unknown', params: { fact: applicable.missing } })
  if (applicable.applies && applicable.contradicted) messages.push({ id: 'fact-against-data', params: applicable.contradicted })
  if (answer?.target !== undefined && answer.target < options.asOf && answer.value !== 'yes')
    messages.push({ id: 'answer-target-past', params: { target: answer.target } })
  for (const check of checks) if (check.reason === 'threw') messages.push({ id: 'check-threw', params: { kind: check.kind, error: check.detail?.[0] ?? '' } })
  if (!removed && answer === undefined && core.measured === undefined) messages.push({ id: 'answer-none', params: {} })

  const failing = checks.some((check) => check.state === 'failed')
  const contradiction = (answer?.value === 'yes' && failing) || reading.againstData || (applicable.applies && applicable.contradicted !== undefined)
  if (answer?.value === 'yes' && failing) messages.push({ id: 'contradiction', params: {} })
  if (verdict) messages.push({ id: 'audit-verdict', params: { verdict: verdict.verdict } })

  const broken = reading.state === 'error' || checks.some((check) => check.state === 'error') || slots.some((slot) => slot.state === 'unreadable')
  const doubtful = applicable.applies && applicable.missing !== undefined && !verdict
  const credit = verdict ? auditedCredit(verdict, core, method) : doubtful ? undefined : core.credit
  const outcome: Outcome = removed
    ? 'not-applicable'
    : broken && !verdict
      ? 'error'
      : credit === undefined
        ? 'unknown'
        : credit === FULL_CREDIT
          ? 'satisfied'
          : credit === 0
            ? 'unmet'
            : 'partial'
  const open = outcome === 'unknown' || outcome === 'error'
  const before =
    options.previous?.results.find((result) => result.id === rulebook.id)?.findings.find((finding) => finding.rule === rule.id)?.maturity ?? undefined
  const normative = verdict ? (credit ?? 0) : (coreTerms(rule, claim, lenient, forgiveProposed(checks), method).credit ?? 0)
  const { credit: _credit, ...terms } = core
  return {
    rule: rule.id,
    topic: rule.id.split('-', 1)[0] ?? '',
    obligation: rule.obligation,
    severity: rule.severity,
    weight: context.weight,
    text: ruleText(rule, options.asOf),
    outcome,
    credit: removed ? null : open ? { low: 0, high: FULL_CREDIT } : { low: credit ?? 0, high: credit ?? 0 },
    declared: removed ? null : claim === undefined || doubtful ? { low: 0, high: FULL_CREDIT } : { low: claim, high: claim },
    terms: { ...terms, normative: open ? 0 : normative, ...(verdict ? { verdict: verdict.verdict } : {}) },
    assurance: removed
      ? removed.by === 'answer'
        ? 'declared'
        : 'none'
      : assuranceOf(verdict !== undefined && credit !== undefined, core, answer, slots, checks),
    maturity: removed
      ? null
      : open
        ? 0
        : maturityOf(verdict ? standingAnswer(verdict, answer?.value) : answer?.value, core, slots, checks, verdict?.verdict === 'accept', before),
    contradiction,
    ...(removed ? { removed } : {}),
    ...(answer ? { answer: answerOf(answer, from) } : {}),
    slots,
    checks,
    messages,
    ...(verdict && options.audit
      ? {
          audit: {
            verdict: verdict.verdict,
            ...(verdict.to === undefined ? {} : { to: verdict.to }),
            note: verdict.note,
            auditor: options.audit.auditor,
            date: options.audit.date,
          },
        }
      : {}),
    locations: answer ? [{ file: answer.file, line: answer.line }] : [],
    digests: { rule: rulebook.ruleDigests[rule.id] ?? digestOf(rule), ...digests(answer, slots, checks, evidence) },
  }
}

function checkWorld(slots: readonly SlotResult[], { rulebook, evidence, options }: Context): CheckWorld {
  return {
    datasets: evidence.datasets,
    defs: rulebook.datasets,
    asOf: options.asOf,
    period: evidence.manifest.period,
    slotIsCurrent: (name) => slots.some((slot) => slot.slot === name && slot.state === 'current'),
  }
}

interface Reading {
  readonly state: 'claims' | 'none' | 'error' | 'not-applicable'
  readonly againstData: boolean
  readonly messages: readonly FindingMessage[]
}

/** What an answer amounts to: a yes with an open criterion, or a not-applicable without a listed reason, is an error in the answer. */
function readAnswer(rule: Rule, answer: AnswerRecord | undefined, checks: readonly CheckResult[], evidence: Evidence): Reading {
  const say = (state: Reading['state'], ...messages: FindingMessage[]): Reading => ({ state, againstData: false, messages })
  if (!answer) return say('none')
  if (answer.value === 'yes') {
    const open = rule.criteria.map((criterion) => criterion.id).filter((id) => answer.criteria?.[id] !== true)
    return open.length > 0 ? say('error', { id: 'answer-criteria-open', params: { criteria: open } }) : say('claims')
  }
  if (answer.value !== 'not-applicable') return say('claims')
  if (rule.not_applicable === undefined) return say('error', { id: 'answer-na-not-allowed', params: {} })
  if (answer.reason === undefined) return say('error', { id: 'answer-reason-missing', params: {} })
  if (!rule.not_applicable.some((reason) => reason.id === answer.reason))
    return say('error', { id: 'answer-reason-unlisted', params: { reason: answer.reason } })
  // Rows that a check found good show that what is said not to apply is there.
  const found = checks.find((check) => (check.good ?? 0) > 0 && check.reason !== 'empty')
  const against = found && evidence.datasets[found.dataset]
  if (!against) return say('not-applicable')
  return { state: 'none', againstData: true, messages: [{ id: 'answer-na-against-data', params: { dataset: against.id, rows: against.rows.length } }] }
}

function removal(applicable: Applies, reading: Reading, rule: Rule, answer: AnswerRecord | undefined, context: Context): Finding['removed'] {
  if (!applicable.applies) {
    const fact = context.rulebook.facts.find((candidate) => candidate.id === applicable.fact)
    const proof = context.rulebook.rules.flatMap((candidate) => candidate.documents).find((slot) => slot.slot === fact?.proof)
    const proven = applicable.by !== 'fact' || (proof !== undefined && slotResults([proof], undefined, context.slots)[0]?.state === 'current')
    return { by: applicable.by, ...(applicable.fact === undefined ? {} : { fact: applicable.fact }), proven }
  }
  if (reading.state !== 'not-applicable') return undefined
  const reason = rule.not_applicable?.find((candidate) => candidate.id === answer?.reason)
  return { by: 'answer', proven: false, ...(reason ? { reason: { es: reason.es, en: reason.en } } : {}) }
}

/** An auditor's verdict replaces the credit: accepted, what was claimed or measured counts in full; lowered, as that answer; rejected, nothing. Nothing said and nothing measured stays unknown. */
function auditedCredit(verdict: AuditFile['verdicts'][string], core: Core, method: Rulebook['method']): number | undefined {
  if (verdict.verdict === 'reject') return 0
  if (verdict.verdict === 'lower') return Math.min(claimOf(verdict.to ?? 'no', method) ?? 0, core.base ?? method.claim.yes)
  return core.base
}

/** The answer that a verdict leaves standing. */
const standingAnswer = (verdict: AuditFile['verdicts'][string], said: AnswerValue | undefined): AnswerValue | undefined =>
  verdict.verdict === 'reject' ? 'no' : verdict.verdict === 'lower' ? (verdict.to ?? 'no') : said

/** What was computed from rows is verified; a signed declaration that there were none is a document. */
function assuranceOf(audited: boolean, core: Core, answer: AnswerRecord | undefined, slots: readonly SlotResult[], checks: readonly CheckResult[]): Assurance {
  if (audited) return 'audited'
  if (core.measured !== undefined) return checks.every((check) => check.reason === 'empty') ? 'documented' : 'verified'
  if (!answer) return 'none'
  return slots.some((slot) => slot.required && slot.state === 'current') ? 'documented' : 'declared'
}

const ruleText = (rule: Rule, asOf: string): Finding['text'] => ({
  title: rule.title,
  gap: rule.gap,
  requirement: rule.requirement,
  why: rule.why,
  question: rule.question,
  criteria: rule.criteria,
  not_applicable: rule.not_applicable ?? [],
  basis: rule.basis,
  maps: rule.maps,
  proof: rule.proof,
  ...(rule.when === undefined ? {} : { when: rule.when }),
  ...(rule.duty === undefined ? {} : { duty: rule.duty }),
  remedy: { ...rule.remedy, due: addDuration(asOf, rule.remedy.within) },
})

function answerOf(answer: AnswerRecord, from: string): NonNullable<Finding['answer']> {
  const { value, criteria, reason, note, responsible, target, review, by, at } = answer
  const optional = Object.fromEntries(Object.entries({ reason, note, responsible, target, by, at }).filter(([, item]) => item !== undefined))
  return {
    value,
    criteria: Object.entries(criteria ?? {})
      .filter(([, ticked]) => ticked)
      .map(([id]) => id)
      .toSorted(),
    review: review ?? false,
    from,
    ...optional,
  }
}

/** With the rule's, the digests that let a comparison say what changed: the rule, the answer, or the evidence behind it. */
function digests(
  answer: AnswerRecord | undefined,
  slots: readonly SlotResult[],
  checks: readonly CheckResult[],
  evidence: Evidence,
): Omit<Finding['digests'], 'rule'> {
  const { file: _file, line: _line, ...said } = answer ?? { file: '', line: 0 }
  const files = slots.map((slot) => ({
    slot: slot.slot,
    state: slot.state,
    sha256: slot.document === undefined ? '' : (evidence.documents[slot.document]?.actualSha256 ?? ''),
  }))
  const tables = checks.map((check) => ({
    dataset: check.dataset,
    sha256: evidence.datasets[check.dataset]?.sha256 ?? '',
    state: check.state,
    ratio: check.ratio ?? 0,
  }))
  return { answer: digestOf(said), evidence: digestOf({ files, tables }) }
}
