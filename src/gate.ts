// Assessment × policy (× baseline) → verdict with every reason. Pure; waivers in force are honoured here and nowhere else.
import { compareWith, ruleBefore, type Change } from './compare.ts'
import { reusedFrom } from './compare/reused.ts'
import { about, noteOf, ofFinding, type Said } from './conditions.ts'
import { expiringSoon } from './expiring.ts'
import type { Assessment, Range, RulebookResult } from './model/assessment.ts'
import { GATE_DEFAULTS, type GateCondition, type GateFloor, type GateLevel, type GatePolicy } from './model/gate.ts'
import type { Baseline, GateReason, GateVerdict } from './model/verdict.ts'
import { percent } from './util/rounding.ts'

export interface GateInput {
  readonly assessment: Assessment
  readonly policy: GatePolicy
  readonly baseline?: Baseline | undefined
  /** An earlier assessment, to see evidence of an earlier period used again. */
  readonly previous?: Assessment | undefined
}

/**
 * Judges an assessment. With a baseline, rule conditions fail only where they are new since (what it has noted is told as a
 * warning); floors, altered documents and expired waivers always count. Nothing evaluated never passes.
 */
export function judge({ assessment, policy, baseline, previous }: GateInput): GateVerdict {
  const level = (condition: GateCondition): GateLevel => policy.conditions[condition] ?? GATE_DEFAULTS[condition]
  const comparison = baseline && compareWith(baseline, assessment)
  const reasons: GateReason[] = []
  const say = (said: Said, at: GateLevel) => {
    if (at !== 'off') reasons.push({ ...said, level: at })
  }
  for (const said of [...nothing(assessment), ...floors(assessment, policy.floors)]) say(said, 'error')
  const moved = ({ before, finding }: Change) => ({
    before: before ?? -1,
    now: finding.credit?.low ?? -1,
    // Only what is not known yet has a best end of its own.
    ...(finding.credit && finding.credit.high > finding.credit.low ? { most: finding.credit.high } : {}),
  })
  const worse = (comparison?.worse ?? []).filter(({ finding }) => !finding.waiver)
  for (const change of worse) say({ ...about('worse', change.result, change.finding, assessment), cause: change.cause, params: moved(change) }, 'error')
  // A waiver covers a gap, not that nobody answers for it any more.
  const told = new Set(worse.map(({ finding }) => finding))
  for (const change of comparison?.withdrawn ?? [])
    if (!told.has(change.finding))
      say({ ...about('answer-withdrawn', change.result, change.finding, assessment), params: moved(change) }, level('answer-withdrawn'))
  const gone = comparison?.incomparable.filter(({ id }) => id === 'rulebook-gone') ?? []
  for (const { params } of gone) say({ id: 'rulebook-gone', params, location: assessment.locations.rulebooks }, level('rulebook-gone'))
  for (const result of assessment.results)
    for (const finding of result.findings)
      for (const said of ofFinding(result, finding, assessment)) {
        const known = baseline !== undefined && ruleBefore(baseline, result, finding.rule)?.noted?.includes(noteOf(said)) === true
        const at = level(said.id)
        if (!finding.waiver || !WAIVABLE.has(said.id)) say(said, known && at === 'error' ? 'warn' : at)
      }
  for (const said of [...ofObservations(assessment), ...expiring(assessment, policy)]) say(said, level(said.id))
  for (const { at, ...params } of reusedFrom(previous, assessment)) say({ id: 'evidence-reused', params, location: at }, level('evidence-reused'))
  return {
    passed: reasons.every((reason) => reason.level !== 'error'),
    reasons: reasons.toSorted((a, b) => Number(a.level === 'warn') - Number(b.level === 'warn')),
    waived: assessment.results.flatMap(({ findings }) => findings.filter(({ waiver }) => waiver).map(({ rule }) => rule)),
    better: comparison?.better.map(({ finding }) => finding.rule) ?? [],
    // What is a reason already is not said twice.
    incomparable: comparison?.incomparable.filter((item) => level('rulebook-gone') === 'off' || !gone.includes(item)) ?? [],
  }
}

/** What a waiver in force covers. */
const WAIVABLE = new Set<GateCondition>(['critical-gap', 'unmet-must', 'unanswered', 'document-expired', 'dataset-stale', 'contradiction'])

function nothing(assessment: Assessment): Said[] {
  const evaluated = assessment.results.some(({ coverage }) => coverage.answeredOrMeasured > 0)
  return evaluated ? [] : [{ id: 'nothing-evaluated', params: { rulebooks: assessment.results.map(({ id }) => id) }, location: assessment.locations.rulebooks }]
}

/** Documents that still count and soon will not, by the days that the gate says, whatever the report finds worth telling. */
function expiring({ results, documents, asOf, locations }: Assessment, { expiring_days }: GatePolicy): Said<GateCondition>[] {
  return expiringSoon(results, asOf, expiring_days).map(({ document, until, days, rules }) => {
    const [rule] = rules
    const location = documents.find(({ id }) => id === document)?.locations[0] ?? locations.rulebooks
    return { id: 'document-expiring', ...(rule === undefined ? {} : { rule }), params: { document, until, days }, location }
  })
}

function ofObservations({ observations, documents, locations }: Assessment): Said<GateCondition>[] {
  return observations.flatMap(({ id, params, rules: [rule], locations: [at] }): Said<GateCondition>[] => {
    const registered = documents.find((document) => document.id === params['document'])
    const location = registered?.locations[0] ?? at ?? locations.rulebooks
    const said = (as: GateCondition): Said<GateCondition>[] => [{ id: as, ...(rule === undefined ? {} : { rule }), params, location }]
    if (id === 'waiver-expired' || id === 'waiver-too-long' || id === 'notes-identical') return said(id)
    if (id === 'file-unread') return [{ id, params, location: { file: String(params['path']), line: 1 } }]
    // A document that was altered and serves no rule is told once here; the rules that it serves tell it themselves.
    if (id === 'document-altered' && registered?.rules.length === 0) return said(id)
    return []
  })
}

function floors(assessment: Assessment, wanted: readonly GateFloor[]): Said[] {
  return wanted.flatMap((floor): Said[] => {
    const concerned = assessment.results.filter(({ id }) => floor.rulebook === undefined || floor.rulebook === id)
    const found = concerned.flatMap((result) => {
      const topic = result.topics.find(({ id }) => id === floor.topic)
      return floor.topic !== undefined && !topic ? [] : [{ result, value: indexOf(result, topic, floor.index) }]
    })
    const params = { index: floor.index, at_least: floor.at_least, ...(floor.topic === undefined ? {} : { topic: floor.topic }) }
    const location = assessment.locations.gate
    // A floor for a rulebook or topic that is not assessed guards nothing: never green.
    if (found.length === 0) return [{ id: 'floor-not-calculable', ...(floor.rulebook === undefined ? {} : { rulebook: floor.rulebook }), params, location }]
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
