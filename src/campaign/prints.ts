// What one institution leaves for comparing it with the others: digests of what it said and handed in, and what stands out by itself.
import * as z from 'zod'
import { reusedFrom } from '../compare/reused.ts'
import type { Assessment, Finding } from '../model/assessment.ts'
import { CAMPAIGN_METHOD } from '../model/campaign-words.ts'
import { Location } from '../model/finding.ts'
import { Sha256 } from '../model/scalars.ts'
import { digestOf, sha256 } from '../util/canonical-json.ts'
import { by } from '../util/compare.ts'
import { panamaDay } from '../util/moment.ts'
import { locationOf } from '../where.ts'

type Spot = Location

const OfRule = z.strictObject({ rule: z.string(), at: Location })

export const Prints = z.strictObject({
  /** Digest of all answers, values and criteria alone, and how many they are. */
  answers: z.strictObject({ digest: Sha256, count: z.int(), at: Location }),
  notes: z.array(z.strictObject({ digest: Sha256, excerpt: z.string(), rule: z.string(), at: Location })),
  documents: z.array(z.strictObject({ sha256: Sha256, title: z.string(), rules: z.array(z.string()), at: Location })),
  contradictions: z.array(OfRule),
  unproven: z.strictObject({ claims: z.int(), rules: z.array(OfRule) }),
  /** Rulebooks in which everything is declared and nothing proven. */
  perfect: z.array(z.strictObject({ rulebook: z.string(), declared: z.number(), at: Location })),
  removed: z.array(z.strictObject({ rulebook: z.string(), share: z.number(), rules: z.array(z.string()), at: Location })),
  future: z.array(z.strictObject({ document: z.string(), issued: z.string(), at: Location })),
  late: z.strictObject({ count: z.int(), last: z.string(), rules: z.array(z.string()), at: Location }).nullable(),
  reused: z.array(z.strictObject({ document: z.string(), period: z.number(), at: Location })),
  overlays: z.array(z.strictObject({ rulebook: z.string(), overlay: z.string(), at: Location })),
})
export type Prints = Readonly<z.infer<typeof Prints>>

const EXCERPT = 160

/** Takes the prints of an assessment. `previous` is its earlier one; `overlays` those its manifest names, which a campaign does not use. */
export function printsOf(
  assessment: Assessment,
  {
    closes,
    previous,
    overlays,
  }: { closes?: string | undefined; previous?: Assessment | undefined; overlays: readonly { rulebook: string; overlay: string }[] },
): Prints {
  const findings = assessment.results.flatMap((result) => result.findings)
  const at = (finding: Finding): Spot => locationOf(finding, assessment)
  const manifest = assessment.locations.rulebooks
  // An answer that several rules share is one answer.
  const own = new Map(findings.filter(({ answer, rule }) => answer?.value !== undefined && answer.from === rule).map((finding) => [finding.rule, finding]))
  const answered = [...own.values()].toSorted(by(({ rule }) => rule))
  const said = answered.map(({ rule, answer }) => ({ rule, value: answer?.value, criteria: answer?.criteria ?? [], reason: answer?.reason ?? '' }))
  const dayOf = ({ answer }: Finding): string => panamaDay(answer?.at ?? '') ?? ''
  const late = closes === undefined ? [] : answered.filter((finding) => dayOf(finding) > closes)
  return {
    answers: { digest: digestOf(said), count: said.length, at: answered[0] ? at(answered[0]) : manifest },
    notes: answered.flatMap((finding) => {
      const note = (finding.answer?.note ?? '').normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
      if (note.length < CAMPAIGN_METHOD.noteLength) return []
      return [{ digest: sha256(note), excerpt: cut(finding.answer?.note ?? ''), rule: finding.rule, at: at(finding) }]
    }),
    documents: assessment.documents.flatMap(({ sha256: digest, title, rules, locations }) =>
      digest === undefined ? [] : [{ sha256: digest, title, rules, at: locations[0] ?? manifest }],
    ),
    contradictions: findings.filter(({ contradiction }) => contradiction).map((finding) => ({ rule: finding.rule, at: at(finding) })),
    unproven: unproven(findings, at),
    perfect: assessment.results.flatMap(({ id, scores, findings: of }) => {
      const claimed = scores.declared
      const proven = of.some(({ assurance }) => assurance === 'documented' || assurance === 'verified' || assurance === 'audited')
      return claimed !== null && claimed.low === 100 && !proven ? [{ rulebook: id, declared: claimed.low, at: manifest }] : []
    }),
    removed: assessment.results.map(({ id, coverage, findings: of }) => {
      const gone = of.filter(({ removed }) => removed?.by === 'answer' || (removed?.by === 'fact' && !removed.proven))
      return { rulebook: id, share: coverage.removedWeight, rules: gone.map(({ rule }) => rule), at: gone[0] ? at(gone[0]) : manifest }
    }),
    future: assessment.documents.flatMap(({ id, issued, locations }) =>
      issued !== undefined && issued > assessment.asOf ? [{ document: id, issued, at: locations[0] ?? manifest }] : [],
    ),
    late:
      late.length === 0
        ? null
        : {
            count: late.length,
            last: late.map(dayOf).toSorted().at(-1) ?? '',
            rules: late.map(({ rule }) => rule),
            at: late[0] ? at(late[0]) : manifest,
          },
    reused: reusedFrom(previous, assessment).map(({ document, period, at: place }) => ({ document, period, at: place })),
    overlays: overlays.map((item) => ({ ...item, at: manifest })),
  }
}

/** Yes to what asks for proof, with nothing behind it but the word. */
function unproven(findings: readonly Finding[], at: (finding: Finding) => Spot): Prints['unproven'] {
  const claims = findings.filter(
    ({ answer, outcome, slots, checks }) =>
      answer?.value === 'yes' && outcome !== 'not-applicable' && (checks.length > 0 || slots.some(({ required }) => required)),
  )
  return { claims: claims.length, rules: claims.filter(({ terms }) => terms.proof === 'none').map((finding) => ({ rule: finding.rule, at: at(finding) })) }
}

const cut = (text: string): string => (text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`)
