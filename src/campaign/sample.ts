// Which claims an auditor looks at: some by chance, to estimate how many hold, and apart from them some by risk. Pure.
import type { VerdictWord } from '../model/audit.ts'
import type { Campaign, CampaignDetail, CampaignRow, FindingRow } from '../model/campaign.ts'
import { SEVERITIES } from '../model/basics.ts'
import { sha256 } from '../util/canonical-json.ts'
import { by, byText } from '../util/compare.ts'
import { allocate, estimateOf } from './allocation.ts'

export type Sample = NonNullable<Campaign['sample']>
type Item = Sample['random'][number]

export interface SampleOptions {
  /** How many claims are drawn; the list by risk has at most as many. */
  readonly size: number
  readonly seed: string
  /** The auditor's verdict, when there is one. */
  readonly verdicts?: (institution: string, rule: string) => VerdictWord | undefined
}

/** A finding that may be taken, with its ticket: the digest that decides by chance. */
interface Ticket {
  readonly ticket: string
  readonly item: Item
}

interface Risk extends Ticket {
  /** Which helping of its institution it belongs to; the first of all come before the second of any. */
  readonly helping: number
  readonly reason: number
  readonly severity: number
  readonly weight: number
}

/** Why something is on the list by risk, the gravest first. */
const REASONS = ['contradiction', 'no-proof', 'removed'] as const

/** Findings of one institution that are taken before anybody's next ones. */
const HELPING = 3

/**
 * Draws a stratified random sample of claims and, apart from it, lists what to look at by risk. Neither list knows of the other:
 * one finding may be in both, and only the drawn ones enter the estimate.
 *
 * A claim is a finding in force (obligation not `unconfirmed`) that applies to an assessed institution and says that it complies, at
 * least in part: by its answer (yes or partial) or, where nobody answered, by measured data. Strata are kind of institution × must or
 * other, sized by `allocate`. Of an institution in several roles what one answer says of a rule is one claim, and one risk, the gravest. Within a stratum every claim holds a ticket, sha256(seed|institution|rulebook|rule), and the lowest are
 * drawn: simple random sampling without replacement that depends neither on the order of files nor on who else takes part (permanent
 * random numbers: Ohlsson, "Coordination of samples using permanent random numbers", 1995). Drawn items are listed by stratum in the
 * order of their tickets, so whoever judges only the first ones of each stratum still holds a random sample. Their `why` is empty.
 *
 * `risk`: `contradiction` (data against the answer); `no-proof` (a must answered yes that rests on the answer alone); `removed` (left
 * out by an answer of not-applicable or by a declared fact; its row does not say whether the fact is proven). Chosen by helpings of
 * three per institution, then by reason, severity, weight and ticket (so that among equals chance decides, not the alphabet); listed
 * by reason, severity, weight, institution and rule.
 *
 * Reads `details` once and holds at most twice `size` items (and a few) per stratum, and as many by risk.
 */
export function drawSample(rows: readonly CampaignRow[], details: () => Iterable<CampaignDetail>, options: SampleOptions): Sample {
  const { size, seed, verdicts = () => undefined } = options
  const kinds = new Map(rows.filter(({ status }) => status === 'assessed').map(({ id, kind }) => [id, kind ?? 'unknown']))
  const strata = new Map<string, { population: number; readonly lowest: Lowest<Ticket> }>()
  const risks = lowestOf(size, byHelping)
  for (const { institution, findings } of details()) {
    const kind = kinds.get(institution)
    if (kind === undefined) continue
    const own: Risk[] = []
    const claimed = new Set<string>()
    for (const finding of findings) {
      const { rulebook, rule, obligation } = finding
      const why = risksOf(finding)
      const claim = isClaim(finding)
      if (obligation === 'unconfirmed' || (!claim && why.length === 0)) continue
      const stratum = `${kind}/${obligation === 'must' ? 'must' : 'other'}`
      const ticket = sha256(`${seed}|${institution}|${rulebook}|${rule}`)
      const [first] = why
      if (first !== undefined) own.push({ ...graveness(finding, first), helping: 0, ticket, item: { institution, rulebook, rule, stratum, why } })
      if (!claim || claimed.has(ticket)) continue
      claimed.add(ticket)
      const here = strata.get(stratum) ?? { population: 0, lowest: lowestOf(size, byTicket) }
      here.population += 1
      here.lowest.add({ ticket, item: { institution, rulebook, rule, stratum, why: [] } })
      strata.set(stratum, here)
    }
    const once = new Map(own.toSorted((a, b) => byHelping(b, a)).map((risk) => [risk.ticket, risk]))
    for (const [at, risk] of [...once.values()].toSorted(byHelping).entries()) risks.add({ ...risk, helping: Math.floor(at / HELPING) })
  }
  const parts = [...strata].toSorted(by(([stratum]) => stratum)).map(([stratum, rest]) => ({ stratum, ...rest }))
  const sizes = allocate(
    size,
    parts.map(({ population }) => population),
  )
  const drawn = parts.map(({ stratum, population, lowest }, at) => ({ stratum, population, items: lowest.sorted().slice(0, sizes[at] ?? 0) }))
  return {
    seed,
    size,
    random: drawn.flatMap(({ items }) => items.map(({ item }) => item)),
    risk: risks
      .sorted()
      .toSorted(byRisk)
      .map(({ item }) => item),
    strata: drawn.map(({ stratum, population, items }) => ({ stratum, population, drawn: items.length })),
    estimate: estimateOf(
      drawn.map(({ population, items }) => {
        const said = items.map(({ item }) => verdicts(item.institution, item.rule)).filter((verdict) => verdict !== undefined)
        return { population, judged: said.length, upheld: said.filter((verdict) => verdict === 'accept' || verdict === 'raise').length }
      }),
    ),
  }
}

function isClaim({ answer, outcome }: FindingRow): boolean {
  if (outcome === 'not-applicable') return false
  return answer === 'yes' || answer === 'partial' || (answer === null && (outcome === 'satisfied' || outcome === 'partial'))
}

function risksOf({ contradiction, answer, assurance, obligation, outcome, removed }: FindingRow): string[] {
  const holds = {
    contradiction,
    'no-proof': answer === 'yes' && (assurance === 'declared' || assurance === 'none') && obligation === 'must' && outcome !== 'not-applicable',
    removed: removed === 'answer' || removed === 'fact',
  } satisfies Record<(typeof REASONS)[number], boolean>
  return REASONS.filter((reason) => holds[reason])
}

const graveness = ({ severity, weight }: FindingRow, reason: string) => ({
  reason: REASONS.findIndex((known) => known === reason),
  severity: SEVERITIES.indexOf(severity),
  weight,
})

const placeOf = ({ institution, rulebook, rule }: Item): string => `${institution}|${rulebook}|${rule}`
const byPlace = by(({ item }: Ticket) => placeOf(item))
const byTicket = (a: Ticket, b: Ticket): number => byText(a.ticket, b.ticket) || byPlace(a, b)
const byGraveness = (a: Risk, b: Risk): number => a.reason - b.reason || a.severity - b.severity || b.weight - a.weight
const byHelping = (a: Risk, b: Risk): number => a.helping - b.helping || byGraveness(a, b) || byTicket(a, b)
const byRisk = (a: Risk, b: Risk): number => byGraveness(a, b) || byPlace(a, b)

interface Lowest<T> {
  readonly add: (item: T) => void
  /** The `limit` lowest of all that were added. */
  readonly sorted: () => readonly T[]
}

/** Keeps the lowest items of a stream: a buffer of twice the limit and a few, sorted and cut when it is full. */
function lowestOf<T>(limit: number, compare: (a: T, b: T) => number): Lowest<T> {
  let kept: T[] = []
  const cut = () => (kept = kept.toSorted(compare).slice(0, limit))
  return {
    add: (item) => {
      kept.push(item)
      if (kept.length >= 2 * limit + 16) cut()
    },
    sorted: cut,
  }
}
