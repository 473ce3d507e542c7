// What a finding quotes: the rule, the answer, and digests that let a later comparison name causes.
import type { Finding } from '../model/assessment.ts'
import { answerAlone, type AnswerRecord, type Evidence } from '../model/evidence.ts'
import type { DocumentSlot, Rule } from '../model/rulebook.ts'
import { digestOf } from '../util/canonical-json.ts'
import { addDuration } from '../util/plain-date.ts'
import { candidatesOf } from './slots.ts'

/** The texts of a rule as a finding carries them, with the day on which its remedy is due. */
export const ruleText = (rule: Rule, asOf: string): Finding['text'] => ({
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

/** An answer as a finding carries it: ticked criteria sorted, what was not said left out. */
export function answerOf(answer: AnswerRecord, from: string): NonNullable<Finding['answer']> {
  const { value, criteria, reason, note, responsible, target, review, by, at } = answer
  const optional = Object.fromEntries(Object.entries({ value, reason, note, responsible, target, by, at }).filter(([, item]) => item !== undefined))
  return {
    criteria: Object.entries(criteria ?? {})
      .filter(([, ticked]) => ticked)
      .map(([id]) => id)
      .toSorted(),
    review: review ?? false,
    from,
    ...optional,
  }
}

/** The digest of an answer that was not given. */
const UNSAID = digestOf({})

/**
 * With the rule's, the digests that let a comparison say what changed: the rule, the answer, or the files behind it. What only time does
 * to them is in none: of a slot every candidate counts, not the one that speaks on the day.
 */
export function digests(
  answer: AnswerRecord | undefined,
  slots: readonly DocumentSlot[],
  tablesRead: readonly string[],
  evidence: Evidence,
): Omit<Finding['digests'], 'rule'> {
  const files = candidatesOf(slots, answer, evidence).flatMap(({ slot: { slot }, candidates }) => {
    const found = candidates.map(({ actualSha256 = '' }) => actualSha256).toSorted()
    return (found.length === 0 ? [''] : found).map((sha256) => ({ slot, sha256 }))
  })
  const tables = tablesRead.map((dataset) => ({ dataset, sha256: evidence.datasets[dataset]?.sha256 ?? '' }))
  return { answer: answer ? digestOf(answerAlone(answer)) : UNSAID, evidence: digestOf({ files, tables }) }
}
