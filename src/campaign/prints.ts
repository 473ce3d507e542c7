// What one institution leaves for comparing it with the others: digests of what it said and handed in, and what stands out by itself.
import type { Assessment, Finding } from '../model/assessment.ts'
import { CAMPAIGN_METHOD } from '../model/campaign-words.ts'
import type { Location } from '../model/finding.ts'
import { digestOf, sha256 } from '../util/canonical-json.ts'
import { by } from '../util/compare.ts'
import { panamaDay } from '../util/moment.ts'
import { locationOf } from '../where.ts'

type Spot = Location

/** Small enough to hold for every institution of a country. */
export interface Prints {
  /** Digest of all answers, values and criteria alone, and how many they are. */
  readonly answers: { readonly digest: string; readonly count: number; readonly at: Spot }
  readonly notes: readonly { readonly digest: string; readonly excerpt: string; readonly rule: string; readonly at: Spot }[]
  readonly documents: readonly { readonly sha256: string; readonly title: string; readonly rules: readonly string[]; readonly at: Spot }[]
  readonly contradictions: readonly { readonly rule: string; readonly at: Spot }[]
  readonly unproven: { readonly claims: number; readonly rules: readonly { readonly rule: string; readonly at: Spot }[] }
  /** Rulebooks in which everything is declared and nothing proven. */
  readonly perfect: readonly { readonly rulebook: string; readonly declared: number; readonly at: Spot }[]
  readonly removed: readonly { readonly rulebook: string; readonly share: number; readonly rules: readonly string[]; readonly at: Spot }[]
  readonly future: readonly { readonly document: string; readonly issued: string; readonly at: Spot }[]
  readonly late: { readonly count: number; readonly last: string; readonly rules: readonly string[]; readonly at: Spot } | null
  readonly reused: readonly { readonly document: string; readonly period: number; readonly at: Spot }[]
  readonly overlays: readonly { readonly rulebook: string; readonly overlay: string; readonly at: Spot }[]
}

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
    reused: reused(assessment, previous),
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

/** The same file handed in for another period than before. */
function reused({ documents, period, locations }: Assessment, previous: Assessment | undefined): Prints['reused'] {
  if (!previous || previous.period === period) return []
  const before = new Set(previous.documents.flatMap(({ sha256: digest }) => digest ?? []))
  return documents.flatMap(({ id, sha256: digest, locations: at }) =>
    digest !== undefined && before.has(digest) ? [{ document: id, period: previous.period, at: at[0] ?? locations.rulebooks }] : [],
  )
}

const cut = (text: string): string => (text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`)
