// Statistical disclosure control: nobody stands in a group of fewer than k. Pure.
import type { CampaignRow } from '../model/campaign.ts'
import { byText } from '../util/compare.ts'

/** What anybody knows of an institution, from what is given up last to what is given up first. */
const KEPT = ['kind', 'band', 'sector', 'province'] as const
export type Known = Pick<CampaignRow, (typeof KEPT)[number]>

/** An institution as the control sees it. `profile`: under which rulebooks and roles its figures are shown; null when none are. */
export interface Subject extends Known {
  readonly id: string
  readonly profile: string | null
}

/**
 * What may be shown of each, so that every combination shown is shared by k institutions or more (k-anonymity: Samarati and Sweeney,
 * 1998), and by none or at least k of each profile: whoever knows who failed to answer learns nothing from a row with figures.
 *
 * Attributes are dropped in a fixed order, province → sector → band → kind. From the other end: all are parted by kind; parts that are
 * too small, and those whose kind is unknown, are pooled and show nothing; a pool that is itself too small takes in the smallest other
 * part, until it is not; each part that remains is parted by the next attribute. So a kind is shown for all its institutions or for
 * none, and every part holds k by construction. It depends on nothing but these attributes and who has figures. With fewer than k in
 * all nothing is shown of anybody.
 */
export function generalise(subjects: readonly Subject[], k: number): ReadonlyMap<string, Known> {
  const shown = new Map<string, Known>()
  const show = (part: readonly Subject[], depth: number) => {
    const keep = (subject: Subject, at: number) => (at < depth ? subject : undefined)
    for (const subject of part)
      shown.set(subject.id, {
        kind: keep(subject, 0)?.kind ?? null,
        band: keep(subject, 1)?.band ?? null,
        sector: keep(subject, 2)?.sector ?? null,
        province: keep(subject, 3)?.province ?? null,
      })
  }
  const split = (node: readonly Subject[], depth: number): void => {
    const attribute = KEPT[depth]
    if (attribute === undefined) return show(node, depth)
    const parts = [...Map.groupBy(node, (subject) => subject[attribute])]
    const whole = parts
      .filter(([value, part]) => value !== null && isLarge(part, k))
      .toSorted(([a, one], [b, other]) => one.length - other.length || byText(a ?? '', b ?? ''))
    const pool = parts.filter(([value, part]) => value === null || !isLarge(part, k)).flatMap(([, part]) => part)
    while (pool.length > 0 && !isLarge(pool, k)) {
      const next = whole.shift()
      if (!next) break
      pool.push(...next[1])
    }
    show(pool, depth)
    for (const [, part] of whole) split(part, depth + 1)
  }
  split(subjects, 0)
  return shown
}

const isLarge = (part: readonly Subject[], k: number): boolean =>
  part.length >= k && [...Map.groupBy(part, ({ profile }) => profile)].every(([profile, members]) => profile === null || members.length >= k)

/** An institution with figures: under which rulebooks, in which roles. */
export interface Assessed {
  readonly id: string
  readonly standings: readonly { readonly rulebook: string; readonly role: string }[]
}

export const profileOf = ({ standings }: Pick<Assessed, 'standings'>): string =>
  standings
    .map(({ rulebook, role }) => `${rulebook}:${role}`)
    .toSorted(byText)
    .join(' ')

/**
 * Whose own figures cannot be shown at all: those assessed under a set of rulebooks and roles that fewer than k share (there is one
 * ICT authority; its rules name it), and those that are `known` by something else that few share. Others are withheld with them (complementary suppression) until, per rulebook, none or at least k are: from the commonest
 * profile, in the order of the ids, which are pseudonyms.
 */
export function withheld(all: readonly Assessed[], k: number, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const hidden = new Set(known)
  const rulebooks = [...new Set(all.flatMap(({ standings }) => standings.map(({ rulebook }) => rulebook)))].toSorted(byText)
  const under = (rulebook: string) => (one: Assessed) => one.standings.some((standing) => standing.rulebook === rulebook)
  for (;;) {
    const shown = all.filter(({ id }) => !hidden.has(id)).toSorted((a, b) => byText(a.id, b.id))
    const classes = [...Map.groupBy(shown, profileOf).values()].toSorted((a, b) => b.length - a.length)
    const rare = classes.filter((members) => members.length < k).flat()
    const exposed = rulebooks.find((rulebook) => {
      const count = all.filter(under(rulebook)).filter(({ id }) => hidden.has(id)).length
      return count > 0 && count < k && shown.some(under(rulebook))
    })
    const more = rare.length > 0 ? rare : exposed === undefined ? [] : (classes.find((members) => members.some(under(exposed)))?.slice(0, 1) ?? [])
    if (more.length === 0) return hidden
    for (const { id } of more) hidden.add(id)
  }
}

/**
 * Whose own figures are not shown: `withheld`, and those to which a requirement applies that applies to fewer than k of the rest, until
 * each one applies to none of those shown or to at least k. `applied`: the requirements that apply to each.
 */
export function silentOf(all: readonly Assessed[], applied: ReadonlyMap<string, readonly number[]>, k: number): ReadonlySet<string> {
  const known = new Set<string>()
  let silent: ReadonlySet<string> = new Set()
  for (let turn = 0; ; turn += 1) {
    const shown = all.filter(({ id }) => !silent.has(id))
    const counts = new Map<number, number>()
    for (const { id } of shown) for (const rule of applied.get(id) ?? []) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    const few = shown.filter(({ id }) => (applied.get(id) ?? []).some((rule) => (counts.get(rule) ?? 0) < k))
    if (few.length === 0 && turn > 0) return silent
    for (const { id } of few) known.add(id)
    silent = withheld(all, k, known)
  }
}

/**
 * Counts with the small ones, below k, taken out (null). Since the total is known, one alone would follow from the others: with them go
 * the smallest of the rest, until at least two are out and they hold at least k together (complementary cell suppression), or all are.
 */
export function suppressed(counts: readonly number[], k: number): (number | null)[] {
  const places = [...counts.keys()].filter((at) => (counts[at] ?? 0) > 0).toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0) || a - b)
  const out = new Set(places.filter((at) => (counts[at] ?? 0) < k))
  if (out.size === 0) return [...counts]
  // One alone, being small, never is.
  const isEnough = () => [...out].reduce((sum, place) => sum + (counts[place] ?? 0), 0) >= k
  for (const at of places) {
    if (isEnough()) break
    out.add(at)
  }
  const all = !isEnough()
  return counts.map((count, at) => (all || out.has(at) ? null : count))
}
