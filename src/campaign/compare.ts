// What changed between two campaigns, institution by institution, and whether it can be compared at all. Pure.
import { contentNotices } from '../compare/presence.ts'
import { compareRanges, totalsOf } from '../compare/ranges.ts'
import { overlayOf } from '../compare/side.ts'
import { isUnanswered } from '../model/basics.ts'
import type { Campaign, CampaignRow, CampaignRulebook, Standing } from '../model/campaign.ts'
import type { Delta, Previous } from '../model/campaign-previous.ts'
import { CHANGES, DIFF_SCHEMA } from '../model/diff-words.ts'
import type { CampaignDiff, InstitutionDiff, Notice, Status } from '../model/diff.ts'
import { oncePerInstitution } from '../model/institution-changes.ts'
import { by, byText } from '../util/compare.ts'
import { median } from '../util/median.ts'

type Finished = Omit<Campaign, 'previous'>

/** Compares `before` with `now`. What cannot be compared is said, never passed over. */
export function diffCampaigns(before: Finished, now: Finished): CampaignDiff {
  const { rows, neverAssessed } = joined(before, now)
  const silent = new Set([...silentIn(before), ...silentIn(now)])
  return {
    schema: DIFF_SCHEMA,
    of: 'campaigns',
    before: sideOf(before),
    now: sideOf(now),
    notices: noticesOf(before, now),
    totals: totalsOf(oncePerInstitution(rows)),
    neverAssessed,
    rulebooks: pairs(before.rulebooks, now.rulebooks, ({ id }) => id).map(([id, old, current]) => rulebookDiff(id, old, current, rows, silent)),
    institutions: rows.toSorted(inOrder),
  }
}

/** What `batch --previous` notes in the campaign: by institution, rulebook and role. */
export const changesSince = (before: Campaign, now: Finished): Pick<Previous, 'notices' | 'deltas'> => ({
  notices: noticesOf(before, now),
  deltas: joined(before, now).rows.map((row): Delta => ({
    institution: row.institution,
    name: row.name,
    rulebook: row.rulebook,
    role: row.role,
    of: row.of,
    before: row.before,
    now: row.now,
    change: row.change,
    points: row.points,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
  })),
})

const sideOf = ({ name, asOf, totals }: Finished): CampaignDiff['now'] => ({ name, asOf, listed: totals.listed, assessed: totals.assessed })

/** Institutions that a notice names. */
const NAMED = 5

function noticesOf(before: Finished, now: Finished): Notice[] {
  const notices: Notice[] = []
  if (before.asOf > now.asOf) notices.push({ id: 'dates-reversed', params: { before: before.asOf, now: now.asOf } })
  if (before.anonymous !== now.anonymous) notices.push({ id: 'anonymous-one-side', params: { side: before.anonymous ? 'before' : 'now' } })
  for (const [id, old, current] of pairs(before.rulebooks, now.rulebooks, (rulebook) => rulebook.id))
    if (old && current) notices.push(...contentNotices(id, { ...old, overlay: overlayOf(old) }, { ...current, overlay: overlayOf(current) }))
    else if (!old) notices.push({ id: 'rulebook-new', params: { rulebook: id, version: current?.version ?? '' } })
    else if (!current) notices.push({ id: 'rulebook-gone', params: { rulebook: id, version: old.version } })
  const others = pairs(before.institutions, now.institutions, ({ id }) => id).flatMap(([id, old, current]) => (kindBefore(old, current) ? [id] : []))
  if (others.length > 0) notices.push({ id: 'other-kinds', params: { count: others.length, institutions: others.slice(0, NAMED) } })
  return notices
}

/** The earlier kind where it is known to be another. */
const kindBefore = (old: CampaignRow | undefined, current: CampaignRow | undefined): CampaignRow['kind'] =>
  old && current?.kind && old.kind !== current.kind ? old.kind : null

/** Items of both sides by key, sorted by it. */
function pairs<Item>(before: readonly Item[], now: readonly Item[], key: (item: Item) => string): (readonly [string, Item | undefined, Item | undefined])[] {
  const [old, current] = [new Map(before.map((item) => [key(item), item])), new Map(now.map((item) => [key(item), item]))]
  return [...new Set([...old.keys(), ...current.keys()])].toSorted(byText).map((id) => [id, old.get(id), current.get(id)])
}

/** One row per institution and rulebook in which it was ever assessed, by id; the others apart. */
function joined(before: Finished, now: Finished): { readonly rows: InstitutionDiff[]; readonly neverAssessed: CampaignDiff['neverAssessed'] } {
  const [oldDigests, digests] = [digestsOf(before), digestsOf(now)]
  const rows: InstitutionDiff[] = []
  const neverAssessed: CampaignDiff['neverAssessed'] = []
  for (const [institution, old, current] of pairs(before.institutions, now.institutions, ({ id }) => id)) {
    const status = { before: statusOf(old), now: statusOf(current) }
    const name = current?.name ?? old?.name ?? institution
    const kind = current?.kind ?? old?.kind ?? null
    const other = kindBefore(old, current)
    const standings = pairs(old?.standings ?? [], current?.standings ?? [], ({ rulebook, role }) => `${rulebook} ${role}`)
    if (standings.length === 0) neverAssessed.push({ institution, name, status })
    for (const [, was, is] of standings) {
      const shown = is ?? was
      if (!shown) continue
      const { rulebook, role } = shown
      const reason = oldDigests.get(rulebook) === digests.get(rulebook) ? undefined : ('rulebook-version' as const)
      rows.push({ institution, name, kind, ...(other ? { kindBefore: other } : {}), rulebook, role, status, ...moved(was, is, reason) })
    }
  }
  return { rows, neverAssessed }
}

const statusOf = (row: CampaignRow | undefined): Status => row?.status ?? 'not-listed'
const digestsOf = ({ rulebooks }: Finished): ReadonlyMap<string, string> => new Map(rulebooks.map(({ id, digest }) => [id, digest]))

function moved(
  was: Standing | undefined,
  is: Standing | undefined,
  other: 'rulebook-version' | undefined,
): Pick<InstitutionDiff, 'of' | keyof ReturnType<typeof compareRanges>> {
  const of = [was, is].every((standing) => !standing?.compliance) && [was, is].some((standing) => standing?.goodPractice) ? 'goodPractice' : 'compliance'
  const [before, now] = [was?.[of] ?? null, is?.[of] ?? null]
  if (!was || !is) return { of, before, now, change: was ? 'gone' : 'new', points: null }
  return { of, ...compareRanges(before, now, other ?? (was.applicable === is.applicable ? undefined : 'other-rules-apply')) }
}

/** Who answered nothing: as in every median, theirs is none. */
const silentIn = ({ institutions }: Finished): string[] =>
  institutions.flatMap(({ id, standings }) =>
    standings.filter(({ coverage }) => isUnanswered(coverage)).map(({ rulebook, role }) => keyOf({ institution: id, rulebook, role })),
  )
const keyOf = ({ institution, rulebook, role }: Pick<InstitutionDiff, 'institution' | 'rulebook' | 'role'>): string => `${institution} ${rulebook} ${role}`

function rulebookDiff(
  id: string,
  old: CampaignRulebook | undefined,
  current: CampaignRulebook | undefined,
  all: readonly InstitutionDiff[],
  silent: ReadonlySet<string>,
): CampaignDiff['rulebooks'][number] {
  const rows = all.filter(({ rulebook }) => rulebook === id)
  const both = rows.flatMap((row) => {
    const { institution, before, now, points, of } = row
    return points !== null && before && now && of === 'compliance' && !silent.has(keyOf(row)) ? [{ institution, was: before.low, is: now.low }] : []
  })
  const state = (rulebook: CampaignRulebook | undefined) =>
    rulebook ? { version: rulebook.version, digest: rulebook.digest, median: rulebook.compliance?.median ?? null } : null
  return {
    id,
    title: (current ?? old)?.title ?? { es: id, en: id },
    before: state(old),
    now: state(current),
    totals: totalsOf(oncePerInstitution(rows)),
    comparable:
      both.length === 0
        ? null
        : {
            institutions: new Set(both.map(({ institution }) => institution)).size,
            before: median(both.map(({ was }) => was)) ?? 0,
            now: median(both.map(({ is }) => is)) ?? 0,
          },
  }
}

/** By kind of change; the most points first, then by institution. */
function inOrder(a: InstitutionDiff, b: InstitutionDiff): number {
  return (
    CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
    Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0) ||
    Number(b.bestEnd !== undefined) - Number(a.bestEnd !== undefined) ||
    by((row: InstitutionDiff) => `${row.institution} ${row.rulebook} ${row.role}`)(a, b)
  )
}
