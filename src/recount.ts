// A saved assessment's figures, counted again from its findings: a slip or a retouch of one of them shows. It proves nothing of a file whose
// findings were changed as well. Pure.
import type { Assessment, RulebookResult } from './model/assessment.ts'
import { auditEffectOf, coverageOf, gradeOf, scoreSet } from './score.ts'

/** A figure that is not what the findings give; `at` is its place in the result of the rulebook. */
export interface Miscount {
  readonly rulebook: string
  readonly at: string
  readonly found: string
  readonly given: string
}

/** The first figure of an assessment that its own findings do not give. */
export function miscounted({ results }: Assessment): Miscount | undefined {
  for (const result of results) {
    const difference = differs(figuresOf(result), recount(result), [])
    if (difference) return { rulebook: result.id, ...difference }
  }
  return undefined
}

const figuresOf = ({ scores, topics, coverage, grade, auditEffect }: RulebookResult) => ({
  scores,
  topics: Object.fromEntries(topics.map((topic) => [topic.id, topic.scores])),
  coverage,
  grade,
  auditEffect,
})

function recount({ findings, method, topics, scores: { evidenced }, auditEffect }: RulebookResult): ReturnType<typeof figuresOf> {
  const audited = evidenced !== undefined
  const scores = scoreSet(findings, audited)
  const coverage = coverageOf(findings)
  const ofTopic = (id: string) => findings.filter(({ topic }) => topic === id)
  return {
    scores,
    topics: Object.fromEntries(topics.map(({ id }) => [id, scoreSet(ofTopic(id), audited)])),
    coverage,
    grade: gradeOf(findings, scores, coverage, method),
    auditEffect: auditEffect && auditEffectOf(findings, scores),
  }
}

const LONGEST = 60
const shown = (value: unknown): string => (JSON.stringify(value) ?? '—').slice(0, LONGEST)

/** The first place at which two values of the same shape part. */
function differs(found: unknown, given: unknown, path: readonly string[]): Omit<Miscount, 'rulebook'> | undefined {
  if (!isObject(found) || !isObject(given)) return found === given ? undefined : { at: path.join('.'), found: shown(found), given: shown(given) }
  for (const key of new Set([...Object.keys(given), ...Object.keys(found)])) {
    const difference = differs(found[key], given[key], [...path, key])
    if (difference) return difference
  }
  return undefined
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => value !== null && typeof value === 'object'
