// Rule × evidence → Finding. A check that throws costs its own finding, never the run.
import { applies, isDoubtful, scopeHolds, type Applies } from './evaluate/applicability.ts'
import { forgivenCredit, groundOf } from './evaluate/ground.ts'
import { contradicted, removal } from './evaluate/reading.ts'
import { answerOf, digests, ruleText } from './evaluate/record.ts'
import { messagesOf } from './evaluate/said.ts'
import { reusedDocuments, type SlotWorld } from './evaluate/slots.ts'
import { assuranceOf, auditOf, forceOf, maturityOf, rangeOf, standingAlone, standingAudited } from './evaluate/standing.ts'
import { sameIfUntouched, tablesRead } from './evaluate/untouched.ts'
import { weightsOf } from './evaluate/weights.ts'
import type { Assessment, Finding } from './model/assessment.ts'
import { topicOf } from './model/basics.ts'
import type { AuditFile } from './model/audit.ts'
import type { Evidence } from './model/evidence.ts'
import type { Rule, Rulebook } from './model/rulebook.ts'
import type { Role } from './model/vocabulary.ts'
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
  const world: SlotWorld = { evidence, kinds: rulebook.document_kinds, asOf: options.asOf, reused: reusedDocuments(evidence) }
  const inScope = scopeHolds(rulebook, evidence) !== 'no'
  return rulebook.rules.flatMap((rule) => {
    const weight = weights.of.get(rule.id)
    if (weight === undefined) return []
    const applicable: Applies = inScope ? applies(rule, rulebook, evidence) : { applies: false, by: 'scope' }
    const make = () => evaluateRule(rule, applicable, weight, { rulebook, options, world })
    if (options.audit || options.previous) return make()
    return sameIfUntouched(rule, evidence, applicable, [options.asOf, weight], make)
  })
}

interface Context {
  readonly rulebook: Rulebook
  readonly options: EvaluateOptions
  readonly world: SlotWorld
}

/** What evidence alone makes of a rule, then what an auditor's verdict makes of that. */
function evaluateRule(rule: Rule, applicable: Applies, weight: number, context: Context): Finding {
  const { rulebook, options, world } = context
  const { evidence } = world
  const ground = groundOf(rule, rulebook, world)
  const { from, answer, core } = ground
  const judged = digests(answer, rule.documents, tablesRead(rule), evidence)
  const alone = standingAlone(ground, applicable, removal(rule, applicable, ground, rulebook, world))

  const given = options.audit?.verdicts[rule.id]
  const force = given && forceOf(given, judged, alone, core)
  const verdict = force === 'counts' ? given : undefined
  const standing = verdict ? standingAudited(verdict, alone, core, rulebook.method) : alone

  const { outcome, credit, removed } = standing
  const open = outcome === 'unknown' || outcome === 'error'
  const { credit: _credit, ...terms } = core
  return {
    rule: rule.id,
    topic: topicOf(rule.id),
    obligation: rule.obligation,
    severity: rule.severity,
    weight,
    text: ruleText(rule, options.asOf),
    outcome,
    credit: rangeOf(standing),
    ...(verdict ? { unaudited: rangeOf(alone) } : {}),
    declared: rangeOf({ removed: alone.removed, credit: isDoubtful(applicable) ? undefined : core.claim }),
    terms: {
      ...terms,
      normative: open ? 0 : verdict ? (credit ?? 0) : forgivenCredit(rule, ground, rulebook, world),
      ...(verdict ? { verdict: verdict.verdict } : {}),
    },
    assurance: assuranceOf(standing, verdict, ground),
    maturity: maturityOf(standing, verdict, ground, maturityBefore(rule, context)),
    contradiction: contradicted(answer, ground.checks) || ground.reading.againstData || (applicable.applies && applicable.contradicted !== undefined),
    ...(removed ? { removed } : {}),
    ...(answer ? { answer: answerOf(answer, from) } : {}),
    ...(evidence.history?.[from] ? { earlier: [...evidence.history[from]] } : {}),
    slots: [...ground.slots],
    checks: [...ground.checks],
    messages: messagesOf(rule, ground, applicable, standing, verdict, options.asOf),
    ...(given && force && options.audit ? { audit: auditOf(given, options.audit, force) } : {}),
    locations: answer ? [{ file: answer.file, line: answer.line, ...(answer.col === undefined ? {} : { col: answer.col }) }] : [],
    digests: { rule: rulebook.ruleDigests[rule.id] ?? digestOf(rule), ...judged },
  }
}

const maturityBefore = (rule: Rule, { rulebook, options }: Context): number | undefined =>
  options.previous?.results.find((result) => result.id === rulebook.id && result.role === options.role)?.findings.find((finding) => finding.rule === rule.id)
    ?.maturity ?? undefined
