// A rule of which an institution says nothing and hands in nothing comes out the same for every such institution. Where many are
// assessed with rulebooks that are frozen, that finding is made once: most findings of a small institution are of this kind.
import { tablesOf } from '../checks/tables.ts'
import type { Finding } from '../model/assessment.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Rule } from '../model/rulebook.ts'
import { deepFreeze } from '../util/json-bytes.ts'
import type { Applies } from './applicability.ts'

const made = new WeakMap<Rule, Map<string, Finding>>()
const tables = new WeakMap<Rule, readonly string[]>()
const fulfilled = new WeakMap<Evidence, ReadonlySet<string>>()

/**
 * The finding, from an earlier institution when nothing of this one touches the rule: no answer (its own or of the rule whose answer
 * it shares), no document for a slot, no table, no open fact. `rest` is all else that a finding depends on.
 */
export function sameIfUntouched(rule: Rule, evidence: Evidence, applicable: Applies, rest: readonly (string | number)[], make: () => Finding): Finding {
  const plain = applicable.applies ? applicable.missing === undefined && applicable.contradicted === undefined : applicable.by !== 'fact'
  if (!Object.isFrozen(rule) || !plain || isTouched(rule, evidence)) return make()
  const known = made.get(rule) ?? new Map<string, Finding>()
  made.set(rule, known)
  const key = JSON.stringify([applicable, ...rest])
  const finding = known.get(key) ?? deepFreeze(make())
  known.set(key, finding)
  return finding
}

function isTouched(rule: Rule, evidence: Evidence): boolean {
  const speakers = rule.shares === undefined ? [rule.id] : [rule.id, rule.shares]
  if (speakers.some((id) => evidence.answers[id] !== undefined || evidence.history?.[id] !== undefined)) return true
  const proven = fulfilled.get(evidence) ?? new Set(Object.values(evidence.documents).flatMap(({ fulfils }) => fulfils ?? []))
  fulfilled.set(evidence, proven)
  return rule.documents.some(({ slot }) => proven.has(slot)) || tablesRead(rule).some((id) => evidence.datasets[id] !== undefined)
}

/** The tables that a rule's checks read; found once, since every institution asks. */
export function tablesRead(rule: Rule): readonly string[] {
  const known = tables.get(rule) ?? tablesOf(rule.checks)
  tables.set(rule, known)
  return known
}
