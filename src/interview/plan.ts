// What is still to ask: a pure function of the rulebooks in use and the assessment as it stands.
import type { Assessment, Finding } from '../model/assessment.ts'
import { missingTables } from '../model/missing-tables.ts'
import type { DatasetDef, Rule, Rulebook } from '../model/rulebook.ts'
import type { Localized } from '../model/vocabulary.ts'
import { instantOf } from '../util/moment.ts'

/** One question of the interview, with what is known about it so far. */
export interface Question {
  readonly rule: Rule
  readonly finding: Finding
  readonly rulebook: Rulebook
  /** Share of the index (percent points) that a full gap here costs; of compliance for `must`, of good practice otherwise. */
  readonly cost: number
  /** `measured`: the institution's own data decide, whatever is said. */
  readonly state: 'answered' | 'measured' | 'open'
  /** Everything that the rule asks for is there. */
  readonly proven: boolean
}

export interface TopicPlan {
  readonly key: string
  readonly title: Localized
  readonly questions: readonly Question[]
  readonly progress: Progress
}

export interface Progress {
  readonly applicable: number
  readonly answered: number
  readonly proven: number
  /** A rough guess at what is left; see MINUTES. */
  readonly minutes: number
}

export interface Plan {
  readonly topics: readonly TopicPlan[]
  readonly progress: Progress
}

/** Which questions are put: all, those without an answer or marked for review, those of critical severity among them, or one. */
export type Only = { readonly kind: 'all' | 'pending' | 'critical' } | { readonly kind: 'rule'; readonly rule: string }

/** Our own guess, to plan an afternoon by: a minute to read and answer, another to point at papers that are at hand. */
const MINUTES = { answer: 1, proof: 1 } as const

/** Topics in the order of the rulebooks, questions by rule id. A rule that shares its answer with another of the plan is asked once, unless it was given one of its own. */
export function planOf(rulebooks: readonly Rulebook[], assessment: Assessment): Plan {
  const asked = assessment.results.flatMap((result) => {
    const rulebook = rulebooks.find(({ id }) => id === result.id)
    return rulebook ? result.findings.flatMap((finding) => questionOf(finding, rulebook, result.scores.weight)) : []
  })
  const ids = new Set(asked.map(({ rule }) => rule.id))
  const own = asked.filter(({ rule, finding }) => rule.shares === undefined || !ids.has(rule.shares) || finding.answer?.from === rule.id)
  const topics = assessment.results.flatMap(({ id, topics: titles }) =>
    titles.flatMap(({ id: topic, title }): TopicPlan[] => {
      const questions = own.filter(({ finding, rulebook }) => rulebook.id === id && finding.topic === topic)
      return questions.length === 0 ? [] : [{ key: `${id}/${topic}`, title, questions, progress: progressOf(questions) }]
    }),
  )
  return { topics, progress: progressOf(topics.flatMap(({ questions }) => questions)) }
}

function questionOf(finding: Finding, rulebook: Rulebook, mustWeight: number): Question[] {
  const rule = rulebook.rules.find(({ id }) => id === finding.rule)
  const gone = finding.removed !== undefined && finding.removed.by !== 'answer'
  if (!rule || gone || finding.obligation === 'unconfirmed') return []
  const { claim, measured, proof } = finding.terms
  const state = measured !== undefined ? 'measured' : claim !== undefined || finding.removed !== undefined ? 'answered' : 'open'
  const cost = finding.obligation === 'must' && mustWeight > 0 ? (100 * finding.weight) / mustWeight : 0
  return [{ rule, finding, rulebook, cost, state, proven: finding.removed !== undefined || proof === 'all' }]
}

export function progressOf(questions: readonly Question[]): Progress {
  const open = questions.filter(isPending)
  const unproven = questions.filter(({ proven, finding }) => !proven && finding.answer?.value !== 'no' && finding.answer?.value !== 'planned')
  return {
    applicable: questions.length,
    answered: questions.filter(({ state }) => state !== 'open').length,
    proven: questions.filter(({ proven }) => proven).length,
    minutes: MINUTES.answer * open.length + MINUTES.proof * unproven.length,
  }
}

/** Not answered, answered in a way that cannot stand, or marked for review by the person. */
export const isPending = ({ state, finding }: Question): boolean => state === 'open' || finding.outcome === 'error' || finding.answer?.review === true

/** The questions of a plan that are to be put, in order. */
export function chosen(questions: readonly Question[], only: Only): Question[] {
  if (only.kind === 'rule') return questions.filter(({ rule }) => rule.id === only.rule)
  const critical = only.kind === 'critical' ? questions.filter(({ rule }) => rule.severity === 'critical') : questions
  return critical.filter((question) => only.kind === 'all' || isPending(question))
}

/** Pending questions in the order in which they come after the one that was answered last, and then from the start. */
export function fromWhereItStopped(plan: Plan): Question[] {
  const all = allQuestions(plan)
  const moments = all.map(({ finding }) => instantOf(finding.answer?.at ?? '') ?? Number.NEGATIVE_INFINITY)
  const latest = moments.reduce((best, moment) => Math.max(best, moment), Number.NEGATIVE_INFINITY)
  const last = Number.isFinite(latest) ? moments.lastIndexOf(latest) : -1
  return [...all.slice(last + 1), ...all.slice(0, last + 1)].filter(isPending)
}

export const allQuestions = ({ topics }: Plan): Question[] => topics.flatMap(({ questions }) => questions)

/** The tables that a rule checks, in the order of its checks. */
export const tablesOf = ({ finding, rulebook }: Question): DatasetDef[] =>
  [...new Set(finding.checks.flatMap((check) => [check.dataset, ...missingTables(check)]))].flatMap(
    (id) => rulebook.datasets.find((def) => def.id === id) ?? [],
  )

/** The facts that decide which rules of these rulebooks apply, each once. */
export function factsOf(rulebooks: readonly Rulebook[]): Rulebook['facts'] {
  const facts = rulebooks.flatMap((rulebook) => rulebook.facts)
  return facts.filter(({ id }, at) => facts.findIndex((fact) => fact.id === id) === at)
}
