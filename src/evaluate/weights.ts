// One weight per duty (docs/method.en.md 13).
import { topicOf } from '../model/basics.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Role } from '../model/vocabulary.ts'

/** Integer weight of each rule that is switched on for a role, and the common multiple that made them whole. */
export interface Weights {
  readonly of: ReadonlyMap<string, number>
  readonly scale: number
}

/**
 * weight = weight of the severity × factor of the topic ÷ number of rules that share the duty.
 * All are multiplied by the least common multiple of those numbers, so that they stay integers.
 */
export function weightsOf(rulebook: Rulebook, role: Role): Weights {
  const rules = rulebook.rules.filter((rule) => rule.obligation !== 'unconfirmed' && rule.roles.includes(role))
  const together = Map.groupBy(rules, ({ duty }) => duty)
  const sharing = (duty: string | undefined) => (duty === undefined ? 1 : (together.get(duty)?.length ?? 1))
  const scale = rules.reduce((multiple, rule) => lcm(multiple, sharing(rule.duty)), 1)
  const factors = new Map(rulebook.topics.map((topic) => [topic.id, topic.factor]))
  return {
    scale,
    of: new Map(rules.map((rule) => [rule.id, rulebook.method.weights[rule.severity] * (factors.get(topicOf(rule.id)) ?? 0) * (scale / sharing(rule.duty))])),
  }
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b
