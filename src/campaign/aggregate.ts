// Rows of institutions and what was expected → the Campaign. Pure: whatever order the results came in, the same value.
import type { Campaign, CampaignDetail, CampaignFile, CampaignRow, CampaignRulebook, RosterEntry } from '../model/campaign.ts'
import { CAMPAIGN_METHOD, CAMPAIGN_SCHEMA } from '../model/campaign-words.ts'
import { topicOf } from '../model/basics.ts'
import type { Method, Rulebook } from '../model/rulebook.ts'
import { anomaliesOf } from './anomalies.ts'
import { failedOf, failuresOf, figuresOf, type Failures } from './figures.ts'
import { joinRoster, type Outcome } from './join.ts'
import { rank } from './ranking.ts'

/** What is known before any institution is looked at. */
export interface CampaignHead extends Pick<Campaign, 'generatedAt' | 'lang' | 'name' | 'asOf'> {
  readonly version: string
  readonly closes?: string
  readonly rulebooks: readonly Rulebook[]
  readonly roster: readonly RosterEntry[]
  readonly common: CampaignFile['common_documents']
}

/** Joins, ranks, counts. The details of the sources that count are read once, institution by institution. */
export function aggregate(head: CampaignHead, outcomes: readonly Outcome[], detailsOf: (sources: ReadonlySet<string>) => Iterable<CampaignDetail>): Campaign {
  const { rows, strays, printed } = joinRoster(head.roster, outcomes)
  const assessed = rows.filter(({ status }) => status === 'assessed')
  const ranking = new Map(head.rulebooks.map(({ id }) => [id, rank(id, assessed)]))
  const anomalies = anomaliesOf(printed, new Set(head.common.map(({ sha256 }) => sha256)))
  const named = new Map<string, number>()
  for (const { institutions } of anomalies) for (const id of institutions) named.set(id, (named.get(id) ?? 0) + 1)
  const failures = failuresOf(detailsOf(sourcesOf(rows)))
  const count = (status: CampaignRow['status']) => rows.filter((row) => row.status === status).length
  const totals = { listed: rows.length, assessed: count('assessed'), rejected: count('rejected'), missing: count('missing') }
  return {
    schemaVersion: CAMPAIGN_SCHEMA,
    tool: { name: 'cumple', version: head.version },
    generatedAt: head.generatedAt,
    lang: head.lang,
    name: head.name,
    asOf: head.asOf,
    ...(head.closes === undefined ? {} : { closes: head.closes }),
    anonymous: false,
    totals,
    strays,
    method: { ...CAMPAIGN_METHOD },
    rulebooks: head.rulebooks.map((rulebook) => rulebookOf(rulebook, assessed, ranking.get(rulebook.id)?.groups ?? [], failures)),
    institutions: rows.map((row) => ({
      ...row,
      standings: row.standings.map((standing) => ({ ...standing, ...ranking.get(standing.rulebook)?.places.get(standing) })),
      anomalies: named.get(row.id) ?? 0,
    })),
    anomalies,
  }
}

/** The sources of those that were assessed. */
export const sourcesOf = (rows: readonly CampaignRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ status, source }) => (status === 'assessed' && source !== null ? [source] : [])))

function rulebookOf(rulebook: Rulebook, assessed: readonly CampaignRow[], groups: CampaignRulebook['groups'], failures: Failures): CampaignRulebook {
  const standings = assessed.flatMap((row) => row.standings.filter((standing) => standing.rulebook === rulebook.id))
  const seen = failures.get(rulebook.id) ?? new Map()
  const rules = rulebook.rules
    .filter(({ id }) => seen.has(id))
    .map(({ id, title, obligation, severity }) => ({ id, topic: topicOf(id), title, obligation, severity }))
  return {
    id: rulebook.id,
    version: rulebook.version,
    digest: rulebook.digest,
    title: rulebook.title,
    ...(rulebook.overlay ? { overlay: rulebook.overlay } : {}),
    topics: rulebook.topics.filter(({ id }) => standings.some(({ topics }) => topics[id] !== undefined)).map(({ id, title }) => ({ id, title })),
    method: numbersOf(rulebook.method),
    bands: rulebook.method.bands.map(({ id, title, floor }) => ({ id, title, from: floor })),
    rules,
    ...figuresOf(standings),
    groups,
    failed: failedOf(rules, seen.values()),
  }
}

/** In one order, however the rulebook was written. */
const numbersOf = ({ weights: w, claim: c, proof: p, cap, provisional_above }: Method): CampaignRulebook['method'] => ({
  weights: { critical: w.critical, high: w.high, medium: w.medium, low: w.low },
  claim: { yes: c.yes, partial: c.partial, planned: c.planned, no: c.no },
  proof: { none: p.none, some: p.some, data: p.data, all: p.all },
  cap: { band: cap.band, below: cap.below, severity: cap.severity },
  provisional_above,
})
