// The tables of a campaign for whoever may not know who is who. Everything shown is named here: what is new in the model stays out. Pure.
import { ANOMALIES } from '../model/campaign-words.ts'
import type { Previous } from '../model/campaign-previous.ts'
import type { Anomaly, Campaign, CampaignDetail, CampaignRow, CampaignRulebook, Standing } from '../model/campaign.ts'
import { by, byText } from '../util/compare.ts'
import { anonymousDetails } from './anonymous-details.ts'
import { failedOf, failuresOf, figuresOf, type Failures } from './figures.ts'
import { LEAST_KEY, macWith, pseudonymsOf } from './pseudonyms.ts'
import { rank } from './ranking.ts'
import { generalise, profileOf, silentOf, suppressed } from './small-cells.ts'

type Sample = NonNullable<Campaign['sample']>

/**
 * The same tables with pseudonyms (`pseudonymsOf`), sorted by them, and without names, sources, files, places, texts, dates of papers
 * or digests of contents. What is left of digests (answers, evidence, the set of applicable rules, the earlier campaign) is an HMAC
 * under the key, so that nobody joins it with the named tables or tries out contents; digests of rules stay, rules being public.
 *
 * Kind, sector, province and band are shown as far as `method.smallCell` institutions share the combination (`generalise`); staff
 * never. Institutions in a role that few have, or to which a requirement applies that applies to few, show no figures of their own,
 * and some others with them (`silentOf`): a requirement left out of the rows alone would follow from their sums. Everything said of
 * several together is counted anew over the rows that show figures, so that nobody else's follow from it by subtraction: quartiles and
 * extremes, grades, requirements, ranks and groups. Those of fewer than `smallCell` are left out; counts of grades and bins of
 * histograms are null (`suppressed`). Only totals are those of the named campaign. The draw is not shown, only its strata and, of `smallCell` audited institutions or more, its estimate: by a guessed
 * seed its tickets would give names away. So would the marks of an audit, which follows the draw: nothing says who was judged.
 * Of changes since the earlier campaign, those of who is gone are left out, and those of who is new when they are few.
 *
 * Where the schema wants something: pseudonym for a name, '' for a text, 0 for a count.
 *
 * Known limits. Scores are exact to a decimal: whoever published its own can be found by it, and so can whoever published its answers
 * or is known by the rules that do not apply to it. Grades and bins that are not shown can be counted from the rows. Pseudonyms are the same in each campaign under one key, so what two campaigns show
 * of an institution adds up; another key for each parts them. Whoever holds the named tables can match the figures.
 * The campaign's name and its rulebooks are shown as they are.
 *
 * @throws RangeError when the key is shorter than `LEAST_KEY`.
 */
export function anonymize(
  campaign: Campaign,
  details: () => Iterable<CampaignDetail>,
  key: string,
): { campaign: Campaign; details: () => Iterable<CampaignDetail> } {
  if (key.length < LEAST_KEY) throw new RangeError(`The key of the pseudonyms needs ${LEAST_KEY} characters or more`)
  const k = campaign.method.smallCell
  const mac = macWith(key)
  const names = pseudonymsOf(
    campaign.institutions.map(({ id }) => id),
    mac,
    'institution',
  )
  const named = campaign.institutions.map((row): CampaignRow => ({ ...row, id: names.get(row.id) ?? '' }))
  const assessed = named.filter(({ status }) => status === 'assessed')
  const silent = silentOf(assessed, appliedTo(details, names), k)
  const open = new Set(assessed.flatMap(({ id }) => (silent.has(id) ? [] : [id])))
  const known = generalise(
    named.map((row) => ({ ...row, profile: open.has(row.id) ? profileOf(row) : null })),
    k,
  )
  const plain = named
    .map((row): CampaignRow => {
      const { id, status } = row
      const shown = known.get(id) ?? { kind: null, sector: null, province: null, band: null }
      const bare = { id, name: id, ...shown, staff: null, status, source: null, standings: [], anomalies: 0 }
      if (row.rejection) return { ...bare, rejection: { code: row.rejection.code, params: {}, problems: [] } }
      return open.has(id) ? { ...bare, ...plainOf(row), standings: row.standings.map((standing) => standingOf(standing, mac)) } : bare
    })
    .toSorted(by(({ id }) => id))
  const kinds = new Map(plain.map(({ id, kind }) => [id, kind]))
  const ranking = new Map(campaign.rulebooks.map(({ id }) => [id, rank(id, plain)]))
  const failures = failuresOf(detailsOf(details, (id) => open.has(names.get(id) ?? '')))
  const rulebooks = campaign.rulebooks.map((rulebook) => rulebookOf(rulebook, { rows: plain, groups: ranking.get(rulebook.id)?.groups ?? [], failures, k }))
  // A requirement of which no figure is shown would be counted again from its findings, and tell whom it is for.
  const shown = new Set(rulebooks.flatMap(({ id, failed }) => failed.map(({ rule }) => `${id} ${rule}`)))
  const rules = new Set([...shown].map((key) => key.split(' ')[1] ?? ''))
  const anomalies = campaign.anomalies
    .map((anomaly) => [anomaly, anomalyOf(anomaly, { names, open, kinds, rules, rulebooks: new Set(campaign.rulebooks.map(({ id }) => id)) })] as const)
    // What several have in common, said of one alone, would tell of somebody who is not shown.
    .flatMap(([{ institutions }, anomaly]) => (anomaly.institutions.length >= Math.min(2, institutions.length) ? [anomaly] : []))
    .filter(({ institutions }) => institutions.length > 0)
    .toSorted((a, b) => b.weight - a.weight || ANOMALIES.indexOf(a.id) - ANOMALIES.indexOf(b.id) || byText(JSON.stringify(a), JSON.stringify(b)))
  const institutions = plain.map((row): CampaignRow => ({
    ...row,
    standings: row.standings.map((standing) => {
      const place = ranking.get(standing.rulebook)?.places.get(standing)
      const ranks = place?.ranks.filter(({ of }) => of >= k) ?? []
      return { ...standing, ranks, ...(ranks.length > 0 ? {} : { unranked: place?.unranked ?? 'no-peers' }) }
    }),
    anomalies: anomalies.filter((anomaly) => anomaly.institutions.includes(row.id)).length,
  }))
  // Of a stratum in which few are silent, its claims less those of the rows would be theirs.
  const few = [...Map.groupBy(silent, (id) => kinds.get(id)).values()].some((members) => members.length < k)
  return {
    campaign: {
      schemaVersion: campaign.schemaVersion,
      tool: campaign.tool,
      generatedAt: campaign.generatedAt,
      lang: campaign.lang,
      name: campaign.name,
      asOf: campaign.asOf,
      ...(campaign.closes === undefined ? {} : { closes: campaign.closes }),
      anonymous: true,
      totals: campaign.totals,
      strays: [],
      method: campaign.method,
      rulebooks,
      institutions,
      anomalies,
      ...(campaign.sample
        ? { sample: sampleOf(campaign.sample, { kinds: new Set(few ? [] : kinds.values()), audited: assessed.filter(isJudged).length, k }) }
        : {}),
      ...(campaign.previous
        ? { previous: { ...previousOf(campaign.previous, names, institutions, k), digest: mac('campaign', campaign.previous.digest) } }
        : {}),
    },
    details: anonymousDetails(details, { names, open, shown, rules, mac, k }),
  }
}

/** By pseudonym, the requirements that apply to it, each as a number of its own. */
function appliedTo(details: () => Iterable<CampaignDetail>, names: ReadonlyMap<string, string>): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number>()
  const numberOf = (key: string): number => numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1)
  const applied = new Map<string, readonly number[]>()
  for (const { institution, findings } of details())
    applied.set(
      names.get(institution) ?? '',
      findings.filter(({ outcome }) => outcome !== 'not-applicable').map(({ rulebook, rule }) => numberOf(`${rulebook} ${rule}`)),
    )
  return applied
}

function* detailsOf(details: () => Iterable<CampaignDetail>, wanted: (institution: string) => boolean): Iterable<CampaignDetail> {
  for (const detail of details()) if (wanted(detail.institution)) yield detail
}

const isJudged = ({ audit }: CampaignRow): boolean => audit !== undefined && audit.accept + audit.lower + audit.raise + audit.reject > 0

type Figures = Pick<CampaignRow, 'documents' | 'gate'>

const plainOf = ({ documents, gate }: Figures): Figures => ({
  ...(documents ? { documents } : {}),
  ...(gate ? { gate: { passed: gate.passed, errors: gate.errors, warnings: gate.warnings, reasons: [] } } : {}),
})

const standingOf = (standing: Standing, mac: ReturnType<typeof macWith>): Standing => ({
  rulebook: standing.rulebook,
  role: standing.role,
  compliance: standing.compliance,
  declared: standing.declared,
  goodPractice: standing.goodPractice,
  maturity: standing.maturity,
  coverage: standing.coverage,
  counts: standing.counts,
  grade: standing.grade,
  topics: standing.topics,
  applicable: mac('applicable', standing.applicable),
  ranks: [],
})

interface Cast {
  readonly names: ReadonlyMap<string, string>
  /** Pseudonyms of those whose figures are shown. */
  readonly open: ReadonlySet<string>
  readonly kinds: ReadonlyMap<string, CampaignRow['kind']>
  readonly rulebooks: ReadonlySet<string>
  /** Requirements of which something is shown. */
  readonly rules: ReadonlySet<string>
}

/** Figures of the group of peers, which tell of which kind it is. */
const OF_PEERS = new Set(['peers', 'median'])

/** Of its parameters the numbers stay, and the id of a rulebook; texts, lists and places go. */
function anomalyOf({ id, weight, institutions, rules, params }: Anomaly, cast: Cast): Anomaly {
  const shown = institutions.flatMap((institution) => cast.names.get(institution) ?? []).filter((name) => cast.open.has(name))
  const alike = shown.every((name) => cast.kinds.get(name) !== null)
  const plain = ([name, value]: [string, Anomaly['params'][string]]): [string, Anomaly['params'][string]] => {
    if (id === 'shared-document' && name === 'count') return [name, shown.length]
    if (typeof value === 'number') return [name, OF_PEERS.has(name) && !alike ? 0 : value]
    if (typeof value === 'boolean') return [name, value]
    if (Array.isArray(value)) return [name, []]
    return [name, name === 'rulebook' && cast.rulebooks.has(value) ? value : '']
  }
  return {
    id,
    weight,
    institutions: shown.toSorted(byText),
    rules: rules.filter((rule) => cast.rules.has(rule)),
    params: Object.fromEntries(Object.entries(params).map(plain)),
    evidence: [],
  }
}

interface Shown {
  readonly rows: readonly CampaignRow[]
  readonly groups: CampaignRulebook['groups']
  readonly failures: Failures
  readonly k: number
}

function rulebookOf(rulebook: CampaignRulebook, { rows, groups, failures, k }: Shown): CampaignRulebook {
  const { id, version, digest, title, overlay, topics, bands, method, rules } = rulebook
  const standings = rows.flatMap((row) => row.standings.filter((standing) => standing.rulebook === id))
  const figures = figuresOf(standings)
  const { histogram, grades } = figures
  const spread = (of: CampaignRulebook['compliance']) => (of && of.institutions >= k ? of : null)
  const counted = (counts: readonly (number | null)[]) =>
    suppressed(
      counts.map((count) => count ?? 0),
      k,
    )
  // Where nobody's figures are shown, that there are none is not said.
  const silent = standings.length === 0 && rulebook.histogram.compliance.some((count) => count !== 0)
  const bins = (counts: readonly (number | null)[]) => (silent ? counts.map(() => null) : counted(counts))
  const counts = counted(Object.values(grades))
  return {
    id,
    version,
    digest,
    title,
    // What was changed, without what somebody wrote of why.
    ...(overlay ? { overlay: { ...overlay, changes: overlay.changes.map(({ reason: _reason, ...change }) => change) } } : {}),
    topics,
    bands,
    method,
    rules,
    histogram: { compliance: bins(histogram.compliance), declared: bins(histogram.declared) },
    compliance: spread(figures.compliance),
    declared: spread(figures.declared),
    coverage: spread(figures.coverage),
    grades: Object.fromEntries(Object.keys(grades).map((band, at) => [band, counts[at] ?? null])),
    groups: groups.filter(({ members }) => members.length >= k),
    failed: failedOf(rules, failures.get(id)?.values() ?? []).filter(({ applicable }) => applicable >= k),
  }
}

/** Strata and estimate; strata of kinds that are not shown become one. */
function sampleOf(
  { size, strata, estimate }: Sample,
  { kinds, audited, k }: { readonly kinds: ReadonlySet<string | null>; readonly audited: number; readonly k: number },
): Sample {
  const shown = new Map<string, Sample['strata'][number]>()
  for (const { stratum, population, drawn } of strata) {
    const [kind = '', part = ''] = stratum.split('/')
    const name = `${kinds.has(kind) ? kind : 'unknown'}/${part}`
    const sum = shown.get(name)
    shown.set(name, { stratum: name, population: population + (sum?.population ?? 0), drawn: drawn + (sum?.drawn ?? 0) })
  }
  return {
    seed: '',
    size,
    random: [],
    risk: [],
    strata: [...shown.values()].toSorted(by(({ stratum }) => stratum)),
    estimate: estimate && Math.min(estimate.judged, audited) >= k ? estimate : null,
  }
}

/** Notices that are of no institution. */
const OF_RULEBOOKS: ReadonlySet<Previous['notices'][number]['id']> = new Set(['rulebook-version', 'rulebook-new', 'rulebook-gone', 'overlay-other'])

/** Who is new or gone is news. Fewer than `k` new ones show no change, and neither do some others, so that its absence tells nothing. */
function previousOf({ name, asOf, notices, deltas }: Previous, names: Cast['names'], rows: readonly CampaignRow[], k: number): Omit<Previous, 'digest'> {
  const under = new Map<string, Set<string>>()
  for (const { id, standings } of rows) for (const { rulebook } of standings) under.set(rulebook, (under.get(rulebook) ?? new Set()).add(id))
  const kept = [...under].toSorted(by(([rulebook]) => rulebook)).flatMap(([rulebook, ids]) => {
    const own = deltas.flatMap(({ institution, ...delta }) => {
      const id = names.get(institution)
      const { role, of, before, now, change, points, reason } = delta
      const shown = id !== undefined && delta.rulebook === rulebook && ids.has(id) && change !== 'gone'
      return shown ? [{ institution: id, name: id, rulebook, role, of, before, now, change, points, ...(reason === undefined ? {} : { reason }) }] : []
    })
    const few = own.filter(({ change }) => change === 'new').length < k
    const shown = own.filter(({ change }) => !few || change !== 'new').toSorted(by(({ institution }) => institution))
    const told = [...new Set(shown.map(({ institution }) => institution))]
    const without = ids.size - told.length
    const left = new Set(without > 0 && without < k ? told.slice(k - without) : told)
    return shown.filter(({ institution }) => left.has(institution))
  })
  return {
    name,
    asOf,
    notices: notices.filter(({ id }) => OF_RULEBOOKS.has(id)),
    deltas: kept.toSorted(by(({ institution, rulebook, role }) => `${institution} ${rulebook} ${role}`)),
  }
}
