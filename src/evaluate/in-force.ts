// An instrument that is not known to bind yet: what it commands is unconfirmed, what is mere good practice stays.
import type { Evidence } from '../model/evidence.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { isPlainDate } from '../model/basics.ts'
import { addDuration } from '../util/plain-date.ts'

/** A rulebook that does not bind on the as-of day: for want of a date in `fact`, or `from` a day to come. */
export interface Pending {
  readonly rulebook: string
  readonly fact: string
  readonly from?: string
}

/** Why a rulebook does not bind on that day; undefined when it does, as it does always where no date is asked for. */
export function pendingOf({ id, confirmed_by: fact, confirmed_after: after }: Rulebook, evidence: Evidence, asOf: string): Pending | undefined {
  if (fact === undefined) return undefined
  const date = evidence.manifest.facts[fact]
  if (typeof date !== 'string' || !isPlainDate(date)) return { rulebook: id, fact }
  const from = after === undefined ? date : addDuration(date, after)
  return from <= asOf ? undefined : { rulebook: id, fact, from }
}

/** The rulebook with what it commands switched off, as it stands while it is pending. */
export function unconfirmed(rulebook: Rulebook): Rulebook {
  const rules = rulebook.rules.map((rule) => (rule.obligation === 'good-practice' ? rule : { ...rule, obligation: 'unconfirmed' as const }))
  return { ...rulebook, rules }
}
