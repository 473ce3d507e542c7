// How many of each stratum are drawn, and what the drawn ones say of all: textbook stratified sampling. Pure.
import { percent } from '../util/rounding.ts'

/** One stratum with its verdicts; `judged` of `population` claims, of which `upheld` hold. */
export interface Judged {
  readonly population: number
  readonly judged: number
  readonly upheld: number
}

/** Standard normal quantile of a two-sided 95 % interval. */
const Z95 = 1.96

/**
 * Proportional allocation of `size` over strata of the given populations: n_h = n·N_h/N, whole by largest remainder, ties to the
 * stratum that comes first (Cochran, Sampling Techniques, 3rd ed., §5.5). When `size` reaches for one each, a stratum whose share is
 * below 1 gets 1 and the others share the rest. Never more than the stratum holds.
 */
export function allocate(size: number, populations: readonly number[]): number[] {
  const drawn = populations.map(() => 0)
  let open = [...populations.keys()].filter((at) => (populations[at] ?? 0) > 0)
  const sum = () => open.reduce((total, at) => total + (populations[at] ?? 0), 0)
  let left = Math.min(size, sum())
  const quota = (at: number, whole: number) => (left * (populations[at] ?? 0)) / whole
  if (left >= open.length)
    for (;;) {
      const whole = sum()
      const small = open.filter((at) => quota(at, whole) < 1)
      if (small.length === 0) break
      for (const at of small) drawn[at] = 1
      left -= small.length
      open = open.filter((at) => !small.includes(at))
    }
  const whole = sum()
  if (whole === 0) return drawn
  for (const at of open) drawn[at] = Math.floor(quota(at, whole))
  const short = left - open.reduce((total, at) => total + (drawn[at] ?? 0), 0)
  const remainder = (at: number) => (left * (populations[at] ?? 0)) % whole
  for (const at of open.toSorted((a, b) => remainder(b) - remainder(a) || a - b).slice(0, short)) drawn[at] = (drawn[at] ?? 0) + 1
  return drawn
}

/**
 * Share of claims that hold, from stratified verdicts (Cochran §5.3 and §5.6, §3.2 for proportions):
 *
 *     p̂ = Σ W_h·p̂_h,  W_h = N_h/N,  v = Σ W_h²·(1 − f_h)·p̂_h(1 − p̂_h)/(n_h − 1),  f_h = n_h/N_h,  half-width = 1.96·√v
 *
 * Percent with one decimal; null when nothing was judged.
 * - n_h = 1 has no variance of its own: it takes the one pooled over everything judged, s² = p̄(1 − p̄)·n/(n − 1), which also holds the
 *   spread between strata and so rather widens the interval; with a single verdict in all, the largest there is, 1/4.
 * - n_h = 0 (nobody has judged it yet, or the sample was smaller than the strata are many): the weights are those of the judged strata,
 *   that is, the stratum is taken to be like the mean of the others. The interval does not know of that.
 * - v = 0 though claims were left out (all verdicts of each stratum agree): 3/n, the rule of three, instead of a false certainty.
 *
 * A normal interval: with few verdicts, or shares near 0 or 100, it covers less than 95 %.
 */
export function estimateOf(strata: readonly Judged[]): { judged: number; upheld: number; error: number } | null {
  const seen = strata.filter(({ judged }) => judged > 0)
  const whole = seen.reduce((sum, { population }) => sum + population, 0)
  const judged = seen.reduce((sum, stratum) => sum + stratum.judged, 0)
  if (judged === 0) return null
  const share = seen.reduce((sum, stratum) => sum + stratum.upheld, 0) / judged
  const pooled = judged === 1 ? 1 / 4 : (share * (1 - share) * judged) / (judged - 1)
  let upheld = 0
  let variance = 0
  for (const { population, judged: n, upheld: held } of seen) {
    const p = held / n
    const spread = n === 1 ? pooled : (p * (1 - p) * n) / (n - 1)
    upheld += (population * held) / n
    variance += ((population / whole) ** 2 * (1 - n / population) * spread) / n
  }
  const half = variance > 0 || judged === whole ? Z95 * Math.sqrt(variance) : 3 / judged
  return { judged, upheld: percent(upheld, whole), error: percent(Math.min(1, half), 1) }
}
