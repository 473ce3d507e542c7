// Evidence of a period that was handed in for another one before. Pure.
import type { Assessment } from '../model/assessment.ts'
import type { Location } from '../model/finding.ts'

export interface Reused {
  readonly document: string
  /** Its id in the earlier register. */
  readonly before: string
  readonly period: number
  readonly at: Location
}

/**
 * Documents registered for a period whose file was there when another one was assessed. What carries no period (a policy, an
 * agreement) holds as long as it is in force, and is handed in year after year as it should be.
 */
export function reusedFrom(previous: Assessment | undefined, { documents, period, locations }: Assessment): Reused[] {
  if (!previous || previous.period === period) return []
  const earlier = new Map(previous.documents.flatMap(({ id, sha256 }) => (sha256 === undefined ? [] : [[sha256, id] as const])).toReversed())
  return documents.flatMap(({ id, sha256, period: of, locations: [at] }) => {
    const before = sha256 === undefined || of === undefined ? undefined : earlier.get(sha256)
    return before === undefined ? [] : [{ document: id, before, period: previous.period, at: at ?? locations.rulebooks }]
  })
}
