// The middle of figures that have one decimal.
import { divideRounded } from './rounding.ts'

/** The middle value with one decimal; null when there are none. */
export function median(values: readonly number[]): number | null {
  const tenths = values.map((value) => Math.round(value * 10)).toSorted((a, b) => a - b)
  const [low, high] = [tenths[Math.floor((tenths.length - 1) / 2)], tenths[Math.floor(tenths.length / 2)]]
  if (low === undefined || high === undefined) return null
  const sum = low + high
  return (sum < 0 ? -divideRounded(-sum, 2) : divideRounded(sum, 2)) / 10
}
