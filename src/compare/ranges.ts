// Two indices, each a range, compared at their worst ends. Pure.
import type { Range } from '../model/assessment.ts'
import type { IndexDiff, Totals } from '../model/diff.ts'
import { differenceOneDecimal } from '../util/rounding.ts'

type Reason = NonNullable<IndexDiff['reason']>

/** How an index moved. `reason` says beforehand why the two are not of the same thing. */
export function compareRanges(before: Range, now: Range, reason?: Reason): IndexDiff {
  if (before === null && now === null) return { before, now, change: 'same', points: null }
  if (reason !== undefined) return { before, now, change: 'not-comparable', points: null, reason }
  if (before === null || now === null) return { before, now, change: 'not-comparable', points: null, reason: 'not-calculable' }
  const points = differenceOneDecimal(now.low, before.low)
  if (points !== 0) return { before, now, change: points < 0 ? 'worse' : 'improved', points }
  return { before, now, change: 'same', points, ...bestEnd(before.high, now.high) }
}

/** Where only the best end moved. */
export const bestEnd = (before: number, now: number): { readonly bestEnd?: 'higher' | 'lower' } =>
  before === now ? {} : { bestEnd: now > before ? 'higher' : 'lower' }

/** How many of each kind of change. */
export function totalsOf(items: readonly { readonly change: keyof Totals }[]): Totals {
  const totals = { improved: 0, worse: 0, same: 0, new: 0, gone: 0, 'not-comparable': 0 } satisfies Totals
  for (const { change } of items) totals[change] += 1
  return totals
}
