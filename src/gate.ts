// Assessment × policy (× baseline) → verdict with every reason. Pure; waivers in force are honoured here and nowhere else.
import { compareWith, ruleBefore } from './compare.ts'
import { expiringSoon } from './expiring.ts'
import type { Assessment, Finding, Range, RulebookResult } from './model/assessment.ts'
import { IS_GAP } from './model/basics.ts'
import type { Location } from './model/finding.ts'
import { GATE_DEFAULTS, type GateCondition, type GateFloor, type GateLevel, type GatePolicy } from './model/gate.ts'
import type { Baseline, GateReason, GateVerdict } from './model/verdict.ts'
import { percent } from './util/rounding.ts'
import { locationOf } from './where.ts'

export interface GateInput {
  readonly assessment: Assessment
  readonly policy: GatePolicy
  readonly baseline?: Baseline | undefined
  /** An earlier assessment, to see evidence of an earlier period used again. */
  readonly previous?: Assessment | undefined
}

type Said = Omit<GateReason, 'level'>

/**
 * Judges an assessment. With a baseline, rule conditions fail only for what got worse since (and are told as warnings where they
 * stand as they did); floors, evidence that broke since and expired waivers always count. Nothing evaluated never passes.
 */
export function judge({ assessment, policy, baseline, previous }: GateInput): GateVerdict {
  const level = (condition: GateCondition): GateLevel => policy.conditions[condition] ?? GATE_DEFAULTS[condition]
  const comparison = baseline && compareWith(baseline, assessment)
  const worse = new Set(comparison?.worse.map(({ finding }) => finding))
  const reasons: GateReason[] = []
  const say = (said: Said, at: GateLevel) => {
    if (at !== 'off') reasons.push({ ...said, level: at })
  }
  for (const said of [...nothing(assessment), ...floors(assessment, policy.floors)]) say(said, 'error')
  for (const { result, finding, before, cause } of comparison?.worse ?? [])
    if (!finding.waiver)
      say({ ...about('worse', result, finding, assessment), cause, params: { before: before ?? -1, now: finding.credit?.low ?? -1 } }, 'error')
  for (const { result, finding, before } of comparison?.withdrawn ?? [])
    say(
      { ...about('answer-withdrawn', result, finding, assessment), params: { before: before ?? -1, now: finding.credit?.low ?? -1 } },
      level('answer-withdrawn'),
    )
  for (const result of assessment.results)
    for (const finding of result.findings)
      for (const said of ofFinding(result, finding, assessment)) {
        const condition = said.id as GateCondition
        const known = baseline !== undefined && !worse.has(finding) && stood(condition, ruleBefore(baseline, result, finding.rule))
        const at = level(condition)
        if (!finding.waiver || !WAIVABLE.has(condition)) say(said, known && at === 'error' ? 'warn' : at)
      }
  for (const said of [...ofObservations(assessment), ...expiring(assessment, policy)]) say(said, level(said.id as GateCondition))
  for (const said of reused(assessment, previous)) say(said, level('evidence-reused'))
  return {
    passed: reasons.every((reason) => reason.level !== 'error'),
    reasons: reasons.toSorted((a, b) => Number(a.level === 'warn') - Number(b.level === 'warn')),
    waived: assessment.results.flatMap(({ findings }) => findings.filter(({ waiver, outcome }) => waiver && IS_GAP[outcome]).map(({ rule }) => rule)),
    better: comparison?.better.map(({ finding }) => finding.rule) ?? [],
    incomparable: comparison?.incomparable ?? [],
  }
}

/** What a waiver in force covers. */
const WAIVABLE = new Set<GateCondition>(['critical-gap', 'unmet-must', 'unanswered', 'document-expired', 'dataset-stale', 'contradiction'])
/** What a baseline has taken note of by the credit of a rule: as it stood then, it does not fail. */
const STANDING = new Set<GateCondition>(['critical-gap', 'unmet-must', 'unanswered', 'document-expired', 'dataset-stale'])

/** Whether a baseline has taken note of a condition. What may come without costing credit must be written there by itself. */
function stood(condition: GateCondition, old: ReturnType<typeof ruleBefore>): boolean {
  if (condition === 'evaluation-error') return old?.outcome === 'error'
  if (condition === 'contradiction') return old?.contradiction === true
  return STANDING.has(condition)
}

const about = (id: Said['id'], result: RulebookResult, finding: Finding, assessment: Assessment, at?: Location): Said => ({
  id,
  rulebook: result.id,
  role: result.role,
  rule: finding.rule,
  params: {},
  location: at ?? locationOf(finding, assessment),
})

function nothing(assessment: Assessment): Said[] {
  const evaluated = assessment.results.some(({ coverage }) => coverage.answeredOrMeasured > 0)
  return evaluated ? [] : [{ id: 'nothing-evaluated', params: { rulebooks: assessment.results.map(({ id }) => id) }, location: assessment.locations.rulebooks }]
}

function ofFinding(result: RulebookResult, finding: Finding, assessment: Assessment): Said[] {
  const { outcome, severity, obligation, slots, checks } = finding
  if (outcome === 'not-applicable') return []
  const must = obligation === 'must'
  const say = (id: GateCondition, params: Said['params'] = {}, at?: Location): Said => ({ ...about(id, result, finding, assessment, at), params })
  const registered = (document: string | undefined) => assessment.documents.find(({ id }) => id === document)?.locations[0]
  return [
    ...(must && severity === 'critical' && IS_GAP[outcome] ? [say('critical-gap')] : []),
    ...(must && outcome === 'unmet' ? [say('unmet-must')] : []),
    ...(outcome === 'unknown' ? [say('unanswered')] : []),
    ...(outcome === 'error' ? [say('evaluation-error')] : []),
    ...(finding.contradiction ? [say('contradiction')] : []),
    ...slots.flatMap(({ state, required, document, until }) =>
      required && (state === 'expired' || state === 'too-old')
        ? [say('document-expired', { document: document ?? '', until: until ?? '' }, registered(document))]
        : [],
    ),
    ...slots.flatMap(({ state, document }) => (state === 'altered' ? [say('document-altered', { document: document ?? '' }, registered(document))] : [])),
    ...checks.flatMap(({ kind, state, dataset, file }) =>
      kind === 'current' && state === 'failed' ? [say('dataset-stale', { dataset }, file === undefined ? undefined : { file, line: 1 })] : [],
    ),
  ]
}

/** Documents that still count and soon will not, by the days that the gate says, whatever the report finds worth telling. */
function expiring({ results, documents, asOf, locations }: Assessment, { expiring_days }: GatePolicy): Said[] {
  return expiringSoon(results, asOf, expiring_days).map(({ document, until, days, rules }) => {
    const [rule] = rules
    const location = documents.find(({ id }) => id === document)?.locations[0] ?? locations.rulebooks
    return { id: 'document-expiring', ...(rule === undefined ? {} : { rule }), params: { document, until, days }, location }
  })
}

function ofObservations({ observations, documents, locations }: Assessment): Said[] {
  return observations.flatMap(({ id, params, rules, locations: at }): Said[] => {
    const location = at[0] ?? documents.find((document) => document.id === params['document'])?.locations[0] ?? locations.rulebooks
    const [rule] = rules
    const said = (as: GateCondition): Said[] => [{ id: as, ...(rule === undefined ? {} : { rule }), params, location }]
    if (id === 'waiver-expired' || id === 'waiver-too-long' || id === 'notes-identical') return said(id)
    if (id === 'file-unread') return [{ id, params, location: { file: String(params['path']), line: 1 } }]
    // A document that was altered and serves no rule is told once here; the rules that it serves tell it themselves.
    if (id === 'document-altered' && documents.find((document) => document.id === params['document'])?.rules.length === 0) return said(id)
    return []
  })
}

/** The same file handed in for another period than the one it was handed in for before. */
function reused({ documents, period, locations }: Assessment, previous: Assessment | undefined): Said[] {
  if (!previous || previous.period === period) return []
  return documents.flatMap(({ id, sha256, locations: at }): Said[] => {
    const before = previous.documents.find((document) => sha256 !== undefined && document.sha256 === sha256)
    return before
      ? [{ id: 'evidence-reused', params: { document: id, before: before.id, period: previous.period }, location: at[0] ?? locations.rulebooks }]
      : []
  })
}

function floors(assessment: Assessment, wanted: readonly GateFloor[]): Said[] {
  return wanted.flatMap((floor) => {
    const concerned = assessment.results.filter(({ id }) => floor.rulebook === undefined || floor.rulebook === id)
    const found = concerned.flatMap((result) => {
      const topic = floor.topic === undefined ? undefined : result.topics.find(({ id }) => id === floor.topic)
      return floor.topic !== undefined && !topic ? [] : [{ result, value: indexOf(result, topic, floor.index) }]
    })
    const params = { index: floor.index, at_least: floor.at_least, ...(floor.topic === undefined ? {} : { topic: floor.topic }) }
    const location = assessment.locations.gate
    // A floor for a rulebook or topic that is not assessed guards nothing: never green.
    if (found.length === 0)
      return [{ id: 'floor-not-calculable' as const, ...(floor.rulebook === undefined ? {} : { rulebook: floor.rulebook }), params, location }]
    return found.flatMap(({ result, value }): Said[] => {
      const said = { rulebook: result.id, role: result.role, params, location }
      if (value === null) return [{ ...said, id: 'floor-not-calculable' }]
      return value < floor.at_least ? [{ ...said, id: 'floor', params: { ...params, value } }] : []
    })
  })
}

/** The index at its worst end, as every report prints it; null when there is nothing to calculate. */
function indexOf(result: RulebookResult, topic: RulebookResult['topics'][number] | undefined, index: GateFloor['index']): number | null {
  if (index === 'coverage') {
    const findings = result.findings.filter(({ outcome, topic: of }) => outcome !== 'not-applicable' && (topic === undefined || of === topic.id))
    const covered = findings.filter(({ terms }) => terms.claim !== undefined || terms.measured !== undefined).length
    return findings.length === 0 ? null : percent(covered, findings.length)
  }
  const { compliance, declared, goodPractice } = topic?.scores ?? result.scores
  const range: Range = { compliance, declared, 'good-practice': goodPractice }[index]
  return range?.low ?? null
}
