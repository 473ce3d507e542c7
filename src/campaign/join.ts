// Results and the list of who is expected → one row per listed institution: listed = assessed + rejected + missing. Pure.
import type { Campaign, CampaignRow, Rejection, RosterEntry } from '../model/campaign.ts'
import { by } from '../util/compare.ts'
import type { Printed } from './shared.ts'
import type { Prints } from './prints.ts'
import type { AssessedRow } from './settings.ts'

/** What became of one source. */
export type Outcome = { readonly source: string; readonly expected?: string | undefined } & (
  | { readonly status: 'assessed'; readonly row: AssessedRow; readonly prints: () => Prints }
  | { readonly status: 'rejected'; readonly id?: string | undefined; readonly name?: string | undefined; readonly rejection: Rejection }
)

interface Joined {
  readonly rows: CampaignRow[]
  readonly strays: Campaign['strays']
  readonly printed: Printed[]
}

const idOf = (outcome: Outcome): string | undefined => outcome.expected ?? (outcome.status === 'assessed' ? outcome.row.id : outcome.id)

/** Without a roster everyone who was found is listed; a source that does not even say whose it is goes by its own name. */
export function joinRoster(roster: readonly RosterEntry[], outcomes: readonly Outcome[]): Joined {
  const listed = new Map(roster.map((entry) => [entry.id, entry]))
  const open = roster.length === 0
  const found = new Map<string, Outcome[]>()
  const strays: Campaign['strays'] = []
  for (const outcome of outcomes.toSorted(by(({ source }) => source))) {
    const id = idOf(outcome) ?? (open ? outcome.source : undefined)
    if (id === undefined || (!open && !listed.has(id))) strays.push({ source: outcome.source, id: id ?? null })
    else found.set(id, [...(found.get(id) ?? []), outcome])
  }
  const printed: Printed[] = []
  const rows = [...(open ? found.keys() : listed.keys())].toSorted().map((id): CampaignRow => {
    const entry = listed.get(id)
    const claims = found.get(id) ?? []
    // Whoever says to be somebody else does not push that one out.
    const matched = claims.filter(({ expected }) => expected === id)
    const here = matched.length > 0 ? matched : claims
    if (matched.length > 0) for (const { source, expected } of claims) if (expected !== id) strays.push({ source, id })
    const [first] = here
    if (!first) return { ...blank(id, entry), status: 'missing', source: null }
    const sources = here.map(({ source }) => source)
    if (here.length > 1)
      return {
        ...blank(id, entry, first),
        status: 'rejected',
        source: sources.join(' · '),
        rejection: { code: 'duplicate', params: { sources }, problems: [] },
      }
    if (first.status === 'rejected') return { ...blank(id, entry, first), status: 'rejected', source: first.source, rejection: first.rejection }
    if (entry && first.row.kind !== null && first.row.kind !== entry.kind)
      return {
        ...blank(id, entry, first),
        status: 'rejected',
        source: first.source,
        rejection: { code: 'kind-mismatch', params: { expected: entry.kind, found: first.row.kind }, problems: [] },
      }
    const row: CampaignRow = { ...first.row, ...known(entry, first.row), id, status: 'assessed', source: first.source, anomalies: 0 }
    printed.push({ row, prints: first.prints })
    return row
  })
  return { rows, strays: strays.toSorted(by(({ source }) => source)), printed }
}

/** What the roster says of an institution stands above what it says of itself. */
function known(entry: RosterEntry | undefined, said: Pick<AssessedRow, 'name' | 'kind' | 'sector' | 'province' | 'staff'>) {
  return {
    name: entry?.name ?? said.name,
    kind: entry?.kind ?? said.kind,
    sector: entry?.sector ?? said.sector,
    province: entry?.province ?? said.province,
    band: entry?.staff_band ?? bandOf(said.staff),
  }
}

const blank = (id: string, entry: RosterEntry | undefined, outcome?: Outcome): Omit<CampaignRow, 'status' | 'source'> => ({
  id,
  ...known(
    entry,
    outcome?.status === 'assessed'
      ? outcome.row
      : { name: (outcome?.status === 'rejected' ? outcome.name : undefined) ?? id, kind: null, sector: null, province: null, staff: null },
  ),
  staff: outcome?.status === 'assessed' ? outcome.row.staff : null,
  standings: [],
  anomalies: 0,
})

const BANDS = [
  [50, '1–49'],
  [250, '50–249'],
  [1_000, '250–999'],
] as const

/** Size band of a number of staff, where the roster gives none. */
const bandOf = (staff: number | null): string | null => (staff === null ? null : (BANDS.find(([below]) => staff < below)?.[1] ?? '1,000+'))
