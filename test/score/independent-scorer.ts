// The method of docs/method.en.md written a second time, from the page alone; it reads the Assessment's JSON and imports nothing of ours.
// Exact arithmetic throughout: whole numbers in BigInt, divided once.

export type Json = any // eslint-disable-line typescript/no-explicit-any -- the JSON as any reader would find it
type Ends = { low: bigint; high: bigint } | null

const OPEN: Ends = { low: 0n, high: 10_000n }
const both = (credit: number): Ends => ({ low: BigInt(credit), high: BigInt(credit) })
const roundHalfUp = (part: bigint, whole: bigint): bigint => (2n * part + whole) / (2n * whole)

/** docs/method.en.md 13: severity × topic ÷ rules of the duty, made whole by the printed scale. */
export function weightOf(result: Json, finding: Json): number {
  const factor = result.topics.find((topic: Json) => topic.id === finding.rule.split('-')[0]).factor
  const sharing = finding.text.duty === undefined ? 1 : result.findings.filter((other: Json) => other.text.duty === finding.text.duty).length
  return (result.method.weights[finding.severity] * factor * result.weightScale) / sharing
}

/** docs/method.en.md 4. */
export function factorOf(result: Json, finding: Json): number {
  const asked = finding.slots.filter((slot: Json) => slot.required)
  const papers = asked.filter((slot: Json) => slot.state === 'current').length
  const data = finding.checks.filter((check: Json) => ['passed', 'failed'].includes(check.state)).length
  const all = finding.text.proof === 'any' ? papers + data > 0 : papers === asked.length && data === finding.checks.length && papers + data > 0
  if (all) return result.method.proof.all
  if (papers + data === 0) return result.method.proof.none
  return data > 0 && data === finding.checks.length ? result.method.proof.data : result.method.proof.some
}

const proven = (base: number, factor: number): number => Number(roundHalfUp(BigInt(base) * BigInt(factor), 10_000n))

/** §4.1: over a fact that nobody gave, a rule is applicable and unknown, whatever the data say. */
const doubtful = (finding: Json): boolean => finding.messages.some((message: Json) => message.id === 'when-unknown')

/** docs/method.en.md 1–6, and 5 for a verdict. */
export function creditOf(result: Json, finding: Json): Ends {
  const { claim, measured, factor, verdict } = finding.terms
  if (finding.removed) return null
  const base = claim === undefined ? measured : measured === undefined ? claim : claim < measured ? claim : measured
  if (verdict === 'reject') return both(0)
  const moved = result.method.claim[finding.audit?.to ?? 'no']
  if (verdict === 'lower') return both(base === undefined ? moved : Math.min(moved, proven(base, factor)))
  if (verdict === 'raise') return both(Math.max(moved, base ?? 0))
  if (verdict === 'accept') return base === undefined ? OPEN : both(base)
  if (base === undefined || finding.outcome === 'error' || doubtful(finding)) return OPEN
  return both(proven(base, factor))
}

export const declaredOf = (_result: Json, finding: Json): Ends =>
  finding.removed || finding.unaudited === null ? null : finding.terms.claim === undefined || doubtful(finding) ? OPEN : both(finding.terms.claim)

/** What evidence alone gives: the terms without the verdict. */
export function aloneOf(result: Json, finding: Json): Ends {
  const { verdict: _verdict, ...terms } = finding.terms
  return finding.unaudited === null ? null : creditOf(result, { ...finding, terms, outcome: brokenOf(finding) ? 'error' : finding.outcome })
}

/** An answer, table or document that cannot be read: without a verdict the finding would be an error. */
const brokenOf = (finding: Json): boolean =>
  finding.checks.some((check: Json) => check.state === 'error') ||
  finding.slots.some((slot: Json) => slot.state === 'unreadable') ||
  finding.messages.some((message: Json) =>
    ['answer-criteria-open', 'answer-na-not-allowed', 'answer-reason-missing', 'answer-reason-unlisted'].includes(message.id),
  )

/** docs/method.en.md 7: Σ weight × credit ÷ Σ weight, percent with one decimal; null when nothing applies. */
function indexOf(result: Json, findings: Json[], credit: (result: Json, finding: Json) => Ends): { low: number; high: number } | null {
  let [low, high, whole] = [0n, 0n, 0n]
  for (const finding of findings) {
    const ends = credit(result, finding)
    if (ends === null) continue
    const weight = BigInt(weightOf(result, finding))
    ;[low, high, whole] = [low + weight * ends.low, high + weight * ends.high, whole + weight]
  }
  const percent = (part: bigint) => Number(roundHalfUp(part * 1_000n, whole * 10_000n)) / 10
  return whole === 0n ? null : { low: percent(low), high: percent(high) }
}

/** All indices of a rulebook, or of one topic of it. */
export function indices(result: Json, topic?: string) {
  const findings = result.findings.filter((finding: Json) => topic === undefined || finding.topic === topic)
  const must = findings.filter((finding: Json) => finding.obligation === 'must')
  const rest = findings.filter((finding: Json) => finding.obligation !== 'must')
  return {
    ...(result.auditEffect ? { evidenced: indexOf(result, must, aloneOf) } : {}),
    compliance: indexOf(result, must, creditOf),
    declared: indexOf(result, must, declaredOf),
    goodPractice: indexOf(result, rest, creditOf),
  }
}

/** docs/method.en.md 8. */
export function coverage(result: Json) {
  const applicable = result.findings.filter((finding: Json) => !finding.removed)
  const removed = result.findings.filter((finding: Json) => finding.removed && !finding.removed.proven)
  const sum = (list: Json[]) => list.reduce((total, finding) => total + BigInt(weightOf(result, finding)), 0n)
  const whole = sum(applicable) + sum(removed)
  return {
    applicable: applicable.length,
    answeredOrMeasured: applicable.filter(({ terms }: Json) => terms.claim !== undefined || terms.measured !== undefined).length,
    fullProof: applicable.filter((finding: Json) => factorOf(result, finding) === result.method.proof.all).length,
    removedWeight: whole === 0n ? 0 : Number(roundHalfUp(sum(removed) * 1_000n, whole)) / 10,
  }
}

/** docs/method.en.md 11. */
export function grade(result: Json) {
  const { method } = result
  const headline = result.findings.some((finding: Json) => finding.obligation === 'must') ? 'compliance' : 'goodPractice'
  const index = indices(result)[headline]
  if (index === null) return null
  const uncapped = method.bands.find((band: Json) => index.low >= band.floor)
  const holding = result.findings.filter((finding: Json) => {
    const worst = creditOf(result, finding)?.low
    return (
      finding.obligation === 'must' &&
      finding.severity === method.cap.severity &&
      worst !== undefined &&
      worst < BigInt(method.cap.below) &&
      finding.terms.normative < method.cap.below
    )
  })
  const ids = method.bands.map((band: Json) => band.id)
  const lowered = holding.length > 0 && ids.indexOf(uncapped.id) < ids.indexOf(method.cap.band)
  const open = result.findings.some((finding: Json) => ['unknown', 'error'].includes(finding.outcome))
  return {
    of: headline,
    uncapped: uncapped.id,
    band: lowered ? method.cap.band : uncapped.id,
    cappedBy: lowered ? holding.map((finding: Json) => finding.rule) : [],
    provisional: open || coverage(result).removedWeight > method.provisional_above,
  }
}
