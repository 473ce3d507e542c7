// Documents that count as of the day and will not for long. Pure.
import type { RulebookResult } from './model/assessment.ts'
import { addDays, daysBetween } from './util/plain-date.ts'

export interface Expiring {
  readonly document: string
  /** The first day on which a rule's use of it ends, and how many days off that is. */
  readonly until: string
  readonly days: number
  /** Rules that it proves, sorted. */
  readonly rules: string[]
}

/** Those whose use ends within so many days, in the order in which findings name them. */
export function expiringSoon(results: readonly RulebookResult[], asOf: string, days: number): Expiring[] {
  const last = addDays(asOf, days)
  const found = new Map<string, { readonly until: string; readonly rules: Set<string> }>()
  for (const { findings } of results)
    for (const { rule, slots } of findings)
      for (const { state, document, until } of slots) {
        if (state !== 'current' || document === undefined || until === undefined || until > last) continue
        const { until: first, rules } = found.get(document) ?? { until, rules: new Set() }
        found.set(document, { until: until < first ? until : first, rules: rules.add(rule) })
      }
  return [...found].map(([document, { until, rules }]) => ({ document, until, days: daysBetween(asOf, until), rules: [...rules].toSorted() }))
}
