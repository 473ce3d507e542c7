// How figures spread over a campaign: quartiles, mean, histogram. Pure; figures have one decimal, so they are counted in tenths.
import type { CampaignRulebook } from '../model/campaign.ts'
import { divideRounded } from '../util/rounding.ts'

const tenths = (value: number): number => Math.round(value * 10)

/** The value below which a share `part / 4` of the sorted tenths lies, between the two nearest (the common «type 7» quantile). */
function quartile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part
  const below = Math.floor(place / 4)
  const [low, high] = [sorted[below] ?? 0, sorted[Math.min(below + 1, sorted.length - 1)] ?? 0]
  return divideRounded(4 * low + (high - low) * (place % 4), 4) / 10
}

/** Least, quartiles, greatest and mean of percentages; null when there are none. */
export function spreadOf(values: readonly number[]): CampaignRulebook['compliance'] {
  if (values.length === 0) return null
  const sorted = values.map(tenths).toSorted((a, b) => a - b)
  const sum = sorted.reduce((total, value) => total + value, 0)
  return {
    institutions: sorted.length,
    low: (sorted[0] ?? 0) / 10,
    q1: quartile(sorted, 1),
    median: quartile(sorted, 2),
    q3: quartile(sorted, 3),
    high: (sorted.at(-1) ?? 0) / 10,
    mean: divideRounded(sum, sorted.length) / 10,
  }
}

/** Ten bins of ten points each, 100 in the last; then how many have no index. */
export function histogramOf(values: readonly (number | null)[]): number[] {
  const bins = Array.from({ length: 11 }, () => 0)
  for (const value of values) {
    const bin = value === null ? 10 : Math.min(9, Math.floor(value / 10))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}
