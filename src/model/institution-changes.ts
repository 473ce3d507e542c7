// Institutions among what changed: one that stands in several roles has a row for each, and counts once. Pure.
import { CHANGES } from './diff-words.ts'

interface Row {
  readonly institution: string
  readonly rulebook: string
  readonly role: string
  readonly change: (typeof CHANGES)[number]
}

/** Each institution once, by the row of it that is told first: it got worse if it did in any role. */
export function oncePerInstitution<Of extends Row>(rows: readonly Of[]): Of[] {
  const first = new Map<string, Of>()
  for (const row of rows) {
    const known = first.get(row.institution)
    if (!known || CHANGES.indexOf(row.change) < CHANGES.indexOf(known.change)) first.set(row.institution, row)
  }
  return [...first.values()]
}

/** Tells which rows need their role beside the name: those whose institution stands in several roles of a rulebook. */
export function inSeveralRoles(rows: readonly Row[]): (row: Row) => boolean {
  const key = ({ institution, rulebook }: Row) => `${institution} ${rulebook}`
  const rolesOf = Map.groupBy(rows, key)
  return (row) => (rolesOf.get(key(row))?.length ?? 0) > 1
}
