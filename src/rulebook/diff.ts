// What changed between two versions of a rulebook, rule by rule, with the texts. Pure.
import type { Rulebook } from '../model/rulebook.ts'
import { byText } from '../util/compare.ts'

/** A value that differs, by its path: `requirement.es`, `checks.0.complete.at_least`. Absent on one side: undefined. */
export interface Difference {
  readonly path: string
  readonly was: string | undefined
  readonly now: string | undefined
}

export interface RulebookDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly { readonly rule: string; readonly differences: readonly Difference[] }[]
  /** Outside the rules: method, facts, topics, tables, instruments. */
  readonly head: readonly Difference[]
}

/** Compares by id; the order of rules and tables says nothing. */
export function diffRulebooks(a: Rulebook, b: Rulebook): RulebookDiff {
  const [before, after] = [new Map(a.rules.map((rule) => [rule.id, rule])), new Map(b.rules.map((rule) => [rule.id, rule]))]
  const changed = [...after].flatMap(([id, rule]) => {
    const old = before.get(id)
    const differences = old ? differ(old, rule) : []
    return differences.length === 0 ? [] : [{ rule: id, differences }]
  })
  return {
    added: [...after.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
    changed,
    head: differ(headOf(a), headOf(b)),
  }
}

function headOf({ rules: _rules, digest: _digest, ruleDigests: _ruleDigests, datasets, ...head }: Rulebook): object {
  return { ...head, datasets: Object.fromEntries(datasets.map((dataset) => [dataset.id, dataset])) }
}

function differ(a: unknown, b: unknown): Difference[] {
  const [was, now] = [flat(a), flat(b)]
  return [...new Set([...was.keys(), ...now.keys()])]
    .filter((path) => was.get(path) !== now.get(path))
    .toSorted(byText)
    .map((path) => ({ path, was: was.get(path), now: now.get(path) }))
}

function flat(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (value === undefined) return into
  if (value === null || typeof value !== 'object') return into.set(path, typeof value === 'string' ? value : JSON.stringify(value))
  for (const [key, item] of Object.entries(value)) flat(item, path === '' ? key : `${path}.${key}`, into)
  return into
}
