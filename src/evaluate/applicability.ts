// Does a rule apply? By scope, by `when`, or by an answer with a reason that the rule lists.
import { whenScope } from '../checks/scope.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Rule, RulebookHead } from '../model/rulebook.ts'
import { compileExpression } from '../util/expression.ts'

export type Applies = { readonly applies: true; readonly missing?: string; readonly contradicted?: { readonly fact: string; readonly dataset: string; readonly rows: number } } | { readonly applies: false; readonly by: 'scope' | 'when' | 'fact'; readonly fact?: string }

/** Whether the institution is in the rulebook's scope; unknown when what decides it was not given. */
export function scopeHolds(head: RulebookHead, evidence: Evidence): 'yes' | 'no' | 'unknown' {
  const result = evaluate(head.scope.when, head, evidence)
  return result.ok ? (result.value ? 'yes' : 'no') : 'unknown'
}

/** A `when` over a fact that is missing, or that the institution's own data contradict, leaves the rule applicable and names the fact. */
export function applies(rule: Rule, head: RulebookHead, evidence: Evidence): Applies {
  if (rule.when === undefined) return { applies: true }
  const result = evaluate(rule.when, head, evidence)
  if (!result.ok) return { applies: true, missing: result.missing ?? rule.when }
  if (result.value) return { applies: true }
  const named = [...rule.when.matchAll(/\bfacts\.([a-z][a-z0-9_]*)/g)].map((match) => match[1] ?? '')
  const fact = named.find((name) => evidence.manifest.facts[name] === false) ?? named.find((name) => evidence.manifest.facts[name] !== undefined) ?? named[0]
  const dataset = head.facts.find((candidate) => candidate.id === fact)?.contradicted_by
  const rows = dataset === undefined ? 0 : (evidence.datasets[dataset]?.rows.length ?? 0)
  if (fact !== undefined && dataset !== undefined && rows > 0 && evidence.manifest.facts[fact] === false) return { applies: true, contradicted: { fact, dataset, rows } }
  return fact === undefined ? { applies: false, by: 'when' } : { applies: false, by: 'fact', fact }
}

function evaluate(source: string, head: RulebookHead, evidence: Evidence) {
  const { institution, facts, period } = evidence.manifest
  const given = Object.fromEntries(head.facts.flatMap((fact) => (facts[fact.id] === undefined ? [] : [[fact.id, facts[fact.id]]])))
  const { kind, staff, state_capital } = institution
  const known = { kind, ...(staff === undefined ? {} : { staff }), ...(state_capital === undefined ? {} : { state_capital }) }
  return compileExpression(source, whenScope(head.facts))({ institution: known, facts: given, period })
}
