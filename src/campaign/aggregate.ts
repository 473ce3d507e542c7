// Rows of institutions and what was expected → the Campaign. Pure: whatever order the results came in, the same value.
import type { Campaign, CampaignDetail, CampaignFile, CampaignRow, CampaignRulebook, FindingRow, RosterEntry } from '../model/campaign.ts'
import { CAMPAIGN_METHOD, CAMPAIGN_SCHEMA, UNDETERMINED } from '../model/campaign-words.ts'
import { IS_GAP, isUnanswered, OBLIGATIONS, SEVERITIES, topicOf } from '../model/basics.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { by, byText } from '../util/compare.ts'
import { percent } from '../util/rounding.ts'
import { anomaliesOf } from './anomalies.ts'
import { joinRoster, type Outcome } from './join.ts'
import { rank } from './ranking.ts'
import { histogramOf, spreadOf } from './spread.ts'

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

type Failed = CampaignRulebook['failed'][number]

/** From the best to the worst. */
const WORSE: readonly FindingRow['outcome'][] = ['not-applicable', 'satisfied', 'partial', 'unknown', 'unmet', 'error']

/** Per rulebook and rule that was evaluated: to how many institutions it applies, be it none, and how they stand; each once, in whichever of its roles it stands worst. */
function failuresOf(details: Iterable<CampaignDetail>): Map<string, Map<string, Failed>> {
  const all = new Map<string, Map<string, Failed>>()
  for (const { findings } of details) {
    const worst = new Map<string, FindingRow>()
    for (const finding of findings) {
      const key = `${finding.rulebook} ${finding.rule}`
      const other = worst.get(key)
      if (!other || WORSE.indexOf(finding.outcome) > WORSE.indexOf(other.outcome)) worst.set(key, finding)
    }
    for (const { rulebook, rule, outcome } of worst.values()) {
      const rules = all.get(rulebook) ?? new Map<string, Failed>()
      const failed = rules.get(rule) ?? { rule, applicable: 0, satisfied: 0, partial: 0, unmet: 0, unknown: 0, error: 0, share: 0 }
      rules.set(rule, failed)
      all.set(rulebook, rules)
      if (outcome === 'not-applicable') continue
      failed.applicable += 1
      failed[outcome] += 1
    }
  }
  return all
}

const GAPS = (['partial', 'unmet', 'unknown', 'error'] as const).filter((outcome) => IS_GAP[outcome])

function rulebookOf(
  rulebook: Rulebook,
  assessed: readonly CampaignRow[],
  groups: CampaignRulebook['groups'],
  failures: ReadonlyMap<string, ReadonlyMap<string, Failed>>,
): CampaignRulebook {
  const standings = assessed.flatMap((row) => row.standings.filter((standing) => standing.rulebook === rulebook.id))
  // Of whoever said nothing the low end, 0, is no figure.
  const lows = (index: 'compliance' | 'declared') => standings.map((standing) => (isUnanswered(standing.coverage) ? null : (standing[index]?.low ?? null)))
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const seen = failures.get(rulebook.id) ?? new Map<string, Failed>()
  const failed = [...seen.values()]
    .filter(({ applicable }) => applicable > 0)
    .map((item) => ({
      ...item,
      share: percent(
        GAPS.reduce((sum, outcome) => sum + item[outcome], 0),
        item.applicable,
      ),
    }))
  const of = new Map(rulebook.rules.map((rule) => [rule.id, rule]))
  const graveness = (id: string): number => {
    const rule = of.get(id)
    return rule ? SEVERITIES.indexOf(rule.severity) * OBLIGATIONS.length + OBLIGATIONS.indexOf(rule.obligation) : 0
  }
  const grades: Record<string, number> = {}
  for (const { grade, coverage } of standings) {
    const band = isUnanswered(coverage) ? UNDETERMINED : (grade?.band ?? '')
    grades[band] = (grades[band] ?? 0) + 1
  }
  return {
    id: rulebook.id,
    version: rulebook.version,
    digest: rulebook.digest,
    title: rulebook.title,
    ...(rulebook.overlay ? { overlay: rulebook.overlay } : {}),
    topics: rulebook.topics.filter(({ id }) => standings.some(({ topics }) => topics[id] !== undefined)).map(({ id, title }) => ({ id, title })),
    bands: rulebook.method.bands.map(({ id, title, floor }) => ({ id, title, from: floor })),
    rules: rulebook.rules
      .filter(({ id }) => seen.has(id))
      .map(({ id, title, obligation, severity }) => ({ id, topic: topicOf(id), title, obligation, severity })),
    histogram: { compliance: histogramOf(lows('compliance')), declared: histogramOf(lows('declared')) },
    compliance: spreadOf(known(lows('compliance'))),
    declared: spreadOf(known(lows('declared'))),
    coverage: spreadOf(standings.flatMap(({ coverage }) => (coverage.applicable === 0 ? [] : [percent(coverage.answeredOrMeasured, coverage.applicable)]))),
    grades: Object.fromEntries(Object.entries(grades).toSorted(by(([band]) => band))),
    groups,
    // Of those in which equally many fail, the gravest first.
    failed: failed.toSorted((a, b) => b.share - a.share || graveness(a.rule) - graveness(b.rule) || b.applicable - a.applicable || byText(a.rule, b.rule)),
  }
}
