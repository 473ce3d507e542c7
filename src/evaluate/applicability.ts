// Does a rule apply? By scope, by `when`, or by an answer with a reason that the rule lists.
import { whenScope } from '../checks/scope.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Rule, RulebookHead } from '../model/rulebook.ts'
import { compileExpression } from '../util/expression.ts'

export type Applies =
  | { readonly applies: true; readonly missing?: string; readonly contradicted?: { readonly fact: string; readonly dataset: string; readonly rows: number } }
  | { readonly applies: false; readonly by: 'scope' | 'when' | 'fact'; readonly fact?: string }

/** A fact is missing that decides whether the rule applies. */
export const isDoubtful = (applicable: Applies): boolean => applicable.applies && applicable.missing !== undefined

/** Whether the institution is in the rulebook's scope; unknown when what decides it was not given. */
export function scopeHolds(head: RulebookHead, evidence: Evidence): 'yes' | 'no' | 'unknown' {
  const result = evaluate(head.scope.when, head, evidence)
  return result.ok ? (result.value ? 'yes' : 'no') : 'unknown'
}

/** A `when` over a fact that is missing, or that the institution's own data contradict, leaves the rule applicable and names the fact. */
export function applies({ when }: Rule, head: RulebookHead, evidence: Evidence): Applies {
  if (when === undefined) return { applies: true }
  // Many rules share one `when`, and nothing else of a rule decides.
  const ofHead = settled.get(evidence) ?? new WeakMap<RulebookHead, Map<string, Applies>>()
  const known = ofHead.get(head) ?? new Map<string, Applies>()
  settled.set(evidence, ofHead.set(head, known))
  const result = known.get(when) ?? settle(when, head, evidence)
  known.set(when, result)
  return result
}

const settled = new WeakMap<Evidence, WeakMap<RulebookHead, Map<string, Applies>>>()

function settle(when: string, head: RulebookHead, evidence: Evidence): Applies {
  const result = evaluate(when, head, evidence)
  if (!result.ok) return { applies: true, missing: result.missing ?? when }
  if (result.value) return { applies: true }
  const { facts } = evidence.manifest
  const named = head.facts.filter((fact) => new RegExp(`\\bfacts\\.${fact.id}\\b`).test(when))
  for (const { id: fact, contradicted_by: dataset } of named) {
    const rows = dataset === undefined ? 0 : (evidence.datasets[dataset]?.rows.length ?? 0)
    if (dataset === undefined || rows === 0 || facts[fact] !== false) continue
    const turned = evaluate(when, head, evidence, { ...facts, [fact]: true })
    if (!turned.ok || turned.value) return { applies: true, contradicted: { fact, dataset, rows } }
  }
  if (evaluate(when, head, evidence, {}).ok) return { applies: false, by: 'when' }
  // The fact without which the answer would be open; where several suffice, the first that denies.
  const deciding =
    named.find(({ id }) => !evaluate(when, head, evidence, { ...facts, [id]: undefined }).ok) ?? named.find(({ id }) => facts[id] === false) ?? named[0]
  return deciding ? { applies: false, by: 'fact', fact: deciding.id } : { applies: false, by: 'when' }
}

function evaluate(source: string, head: RulebookHead, evidence: Evidence, facts: Readonly<Record<string, unknown>> = evidence.manifest.facts) {
  const { institution, period } = evidence.manifest
  const given = Object.fromEntries(head.facts.flatMap((fact) => (facts[fact.id] === undefined ? [] : [[fact.id, facts[fact.id]]])))
  const { kind, staff, state_capital } = institution
  const known = { kind, ...(staff === undefined ? {} : { staff }), ...(state_capital === undefined ? {} : { state_capital }) }
  return compileExpression(source, whenScope(head.facts))({ institution: known, facts: given, period })
}
