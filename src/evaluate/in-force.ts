// An instrument that is not known to bind yet: what it commands is unconfirmed, what is mere good practice stays.
import type { Evidence } from '../model/evidence.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { isPlainDate } from '../model/basics.ts'
import { addDuration } from '../util/plain-date.ts'

/** Whether the date that confirms a rulebook is given and its term has passed on the as-of day; always, where none is asked for. */
export function isInForce(rulebook: Rulebook, evidence: Evidence, asOf: string): boolean {
  if (rulebook.confirmed_by === undefined) return true
  const date = evidence.manifest.facts[rulebook.confirmed_by]
  if (typeof date !== 'string' || !isPlainDate(date)) return false
  return (rulebook.confirmed_after === undefined ? date : addDuration(date, rulebook.confirmed_after)) <= asOf
}

/** The rulebook as it binds on that day. */
export function asInForce(rulebook: Rulebook, evidence: Evidence, asOf: string): Rulebook {
  if (isInForce(rulebook, evidence, asOf)) return rulebook
  const rules = rulebook.rules.map((rule) => (rule.obligation === 'good-practice' ? rule : { ...rule, obligation: 'unconfirmed' as const }))
  return { ...rulebook, rules }
}
