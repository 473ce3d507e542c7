// Which waivers hold on the day of the assessment, and over what. Pure.
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import { IS_GAP } from './model/basics.ts'
import type { WaiverRecord } from './model/evidence.ts'
import type { Method } from './model/rulebook.ts'
import { addDuration } from './util/plain-date.ts'

type WaiverState = Assessment['waivers'][number]['state']

export interface JudgedWaiver {
  readonly waiver: WaiverRecord
  readonly state: WaiverState
  /** The last day to which the rulebook lets it run. */
  readonly latest: string
}

/** Every waiver with its state. One of a rule that is not assessed may run as long as the first rulebook lets it. */
export function judgeWaivers(waivers: readonly WaiverRecord[], results: readonly RulebookResult[], asOf: string): JudgedWaiver[] {
  const findings = new Map(results.flatMap((result) => result.findings.map((finding) => [finding.rule, { finding, method: result.method }] as const)))
  return waivers.flatMap((waiver) => {
    const { finding, method } = findings.get(waiver.rule) ?? { finding: undefined, method: results[0]?.method }
    if (!method) return []
    const latest = latestExpiry(waiver, method)
    return [{ waiver, latest, state: stateOf(waiver, finding, latest, asOf) }]
  })
}

const latestExpiry = (waiver: WaiverRecord, method: Method): string => addDuration(waiver.approved_at, method.waiver_max)

/** A waiver holds only over a gap, from its approval to its expiry day (inclusive), and for no longer than the rulebook allows. */
function stateOf(waiver: WaiverRecord, finding: Finding | undefined, latest: string, asOf: string): WaiverState {
  // Of another rulebook, or of a rule that an overlay switched off: nothing is known of its gap.
  if (!finding) return 'not-assessed'
  if (!IS_GAP[finding.outcome]) return 'not-needed'
  if (waiver.expires_at > latest) return 'too-long'
  if (waiver.expires_at < asOf) return 'expired'
  return waiver.approved_at <= asOf ? 'in-force' : 'not-yet'
}

/** The results with the waivers in force on their findings; credit and outcome stay as they are. */
export function withWaivers(results: readonly RulebookResult[], judged: readonly JudgedWaiver[]): RulebookResult[] {
  const over = ({ rule }: Finding) => judged.find(({ waiver, state }) => state === 'in-force' && waiver.rule === rule)?.waiver
  return results.map((result) => ({
    ...result,
    findings: result.findings.map((finding): Finding => {
      const held = over(finding)
      return held ? { ...finding, waiver: grantOf(held) } : finding
    }),
  }))
}

/** All waivers as the Assessment lists them. */
export const waiverRegister = (judged: readonly JudgedWaiver[]): Assessment['waivers'] =>
  judged.map(({ waiver, state }) => ({ rule: waiver.rule, ...grantOf(waiver), state }))

const grantOf = ({ reason, approved_by, approved_at, expires_at }: WaiverRecord): NonNullable<Finding['waiver']> => ({
  reason,
  approvedBy: approved_by,
  approvedAt: approved_at,
  expiresAt: expires_at,
})
