// Fair ranking: only institutions of the same kind, to which the same rules apply, and that answered enough. Pure.
import type { CampaignRow, CampaignRulebook, Rank, Standing } from '../model/campaign.ts'
import { CAMPAIGN_METHOD } from '../model/campaign-words.ts'
import { by, byText } from '../util/compare.ts'
import { percent } from '../util/rounding.ts'

interface Member {
  readonly row: CampaignRow
  readonly standing: Standing
  readonly low: number
  readonly high: number
}

/** An institution's places, or why it has none. */
export type Place = Pick<Standing, 'ranks' | 'unranked'>

/**
 * Ranks every institution, in each of its roles, within each of its groups, and gives the groups and the places by standing.
 * Indices are ranges, so a place is a range too: `best` counts only those that are surely ahead, `worst` all that may be.
 */
export function rank(
  rulebook: string,
  rows: readonly CampaignRow[],
): { readonly groups: CampaignRulebook['groups']; readonly places: ReadonlyMap<Standing, Place> } {
  const places = new Map<Standing, Place>()
  const apart = (standing: Standing, unranked: Place['unranked']) => places.set(standing, { ranks: [], unranked })
  const groups = new Map<string, Member[]>()
  const stands = rows.flatMap((row) => row.standings.filter((standing) => standing.rulebook === rulebook).map((standing) => ({ row, standing })))
  for (const { row, standing } of stands) {
    const { coverage, compliance } = standing
    const covered = coverage.applicable === 0 ? 0 : (100 * coverage.answeredOrMeasured) / coverage.applicable
    if (compliance === null) apart(standing, 'no-index')
    else if (covered < CAMPAIGN_METHOD.rankCoverage) apart(standing, 'coverage')
    else {
      const id = `${row.kind ?? ''}/${standing.applicable.slice(0, 8)}`
      groups.set(id, [...(groups.get(id) ?? []), { row, standing, low: compliance.low, high: compliance.high }])
    }
  }
  const ranked = [...groups].toSorted(by(([id]) => id)).flatMap(([id, members]) => {
    const [first] = members
    const kind = first?.row.kind
    if (!first || !kind || members.length < 2) {
      for (const { standing } of members) apart(standing, 'no-peers')
      return []
    }
    place(members, 'kind', id, places)
    for (const [what, of] of [
      ['sector', (row: CampaignRow) => row.sector],
      ['band', (row: CampaignRow) => row.band],
    ] as const)
      for (const [value, part] of grouped(members, ({ row }) => of(row))) place(part, what, `${id}/${value}`, places)
    const ordered = members.toSorted((a, b) => b.low - a.low || b.high - a.high || byText(a.row.id, b.row.id))
    return [{ id, kind, applicable: first.standing.applicable, members: ordered.map(({ row }) => row.id) }]
  })
  return { groups: ranked, places }
}

function grouped(members: readonly Member[], of: (member: Member) => string | null): [string, Member[]][] {
  const parts = new Map<string, Member[]>()
  for (const member of members) {
    const value = of(member)
    if (value !== null) parts.set(value, [...(parts.get(value) ?? []), member])
  }
  return [...parts].toSorted(by(([value]) => value))
}

function place(members: readonly Member[], what: Rank['by'], group: string, places: Map<Standing, Place>): void {
  if (members.length < 2) return
  const lows = members.map(({ low }) => low).toSorted((a, b) => a - b)
  const highs = members.map(({ high }) => high).toSorted((a, b) => a - b)
  for (const { standing, low, high } of members) {
    const here: Rank = {
      by: what,
      group,
      best: 1 + members.length - countUpTo(lows, high),
      worst: members.length - countBelow(highs, low),
      of: members.length,
      percentile: percent(countBelow(lows, low), members.length - 1),
    }
    places.set(standing, { ranks: [...(places.get(standing)?.ranks ?? []), here] })
  }
}

/** How many of the sorted values are at most `value`, and how many are below it. */
const countUpTo = (sorted: readonly number[], value: number): number => bound(sorted, (item) => item <= value)
const countBelow = (sorted: readonly number[], value: number): number => bound(sorted, (item) => item < value)

function bound(sorted: readonly number[], before: (item: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(sorted[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}
