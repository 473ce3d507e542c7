// What the two outputs that people read, terminal and Markdown, have in common.
import { formatDate } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import { IS_GAP } from '../../model/basics.ts'
import type { PlanStep } from '../../model/assessment.ts'
import type { GateReason } from '../../model/verdict.ts'
import { actionOf } from '../view/actions.ts'
import { clip, findingOf, type Context } from '../view/context.ts'
import type { CheckInput } from './format.ts'
import { bookOf, type Note } from './notes.ts'
import { contextFor } from './words.ts'

/** More failures than this ask for an order to take them in. */
const MANY = 3
const STEPS = 5
const LONGEST_ACTION = 240
const REVISION_SHOWN = 12

/** `Verificación · corte al 21 de noviembre de 2026 · revisión 0123456789ab`. */
export function heading({ assessment, lang, revision }: CheckInput): string {
  const words = messages(lang).gate
  const of = revision === undefined ? [] : [words.revision(/^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, REVISION_SHOWN) : clip(revision))]
  return [words.name, words.asOf(formatDate(assessment.asOf, lang)), ...of].join(' · ')
}

export interface Standing {
  readonly rule: string
  readonly title: string
  readonly until?: string
}

/** Rules by id with their titles, in the order of the assessment; `waived` are the gaps that a waiver in force covers. */
export function standing(rules: readonly string[] | 'waived', { assessment, lang }: CheckInput): readonly Standing[] {
  const wanted = new Set(rules)
  return assessment.results.flatMap((result) =>
    result.findings
      .filter(({ rule, waiver, outcome }) => (rules === 'waived' ? waiver !== undefined && IS_GAP[outcome] : wanted.has(rule)))
      .map(({ rule, text, waiver }) => ({
        rule: `${bookOf(result, assessment)}/${rule}`,
        title: clip(text.title[lang]),
        ...(waiver && rules === 'waived' ? { until: formatDate(waiver.expiresAt, lang) } : {}),
      })),
  )
}

export interface FirstStep {
  readonly action: string
  /** The rule whose gap it closes; none for how to begin. */
  readonly of?: { readonly rule: string; readonly step: PlanStep; readonly context: Context }
}

/** Reasons that no single rule answers for. */
const OF_THE_WHOLE = new Set<GateReason['id']>(['nothing-evaluated', 'floor', 'floor-not-calculable'])

/**
 * Where much fails: the plan's first steps among the rules on which the gate fails. A floor asks for the whole plan;
 * with nothing answered, how to begin comes before it.
 */
export function firstSteps(notes: readonly Note[], input: CheckInput): readonly FirstStep[] {
  const failing = notes.filter(({ level }) => level === 'error')
  const whole = input.verdict.reasons.filter(({ id }) => OF_THE_WHOLE.has(id))
  if (failing.length <= MANY && whole.length === 0) return []
  const rules = new Set(failing.flatMap(({ gap }) => (gap ? [gap.finding] : [])))
  const plans = input.assessment.results.map((result) => {
    const context = contextFor(input, result)
    return result.plan.flatMap((step): FirstStep[] => {
      const finding = findingOf(context, step.rule)
      if (!finding || finding.waiver || (whole.length === 0 && !rules.has(finding))) return []
      return [{ action: clip(actionOf(finding, context), LONGEST_ACTION), of: { rule: `${bookOf(result, input.assessment)}/${step.rule}`, step, context } }]
    })
  })
  // In turns, since no rulebook comes before another.
  const turns = Array.from({ length: STEPS }, (_, place) => plans.flatMap((plan) => plan.slice(place, place + 1))).flat()
  const blank = whole.some(({ id }) => id === 'nothing-evaluated')
  const begin = blank ? messages(input.lang).report.decision.beginSteps.map((action): FirstStep => ({ action })) : []
  return [...begin, ...turns].slice(0, STEPS)
}
