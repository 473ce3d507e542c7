// The floor of `check`, for a bundle that is loaded as the program's own is: the same files read, hashed and parsed with the same
// parsers, and nothing else done.
import { collectEvidence } from '../src/evidence/collect.ts'
import { openEvidence } from '../src/evidence/open.ts'
import { library } from '../src/rulebook/library.ts'

/** Milliseconds to read a folder of evidence. The tables that there may be are known beforehand, and not timed. */
export async function readAll(folder: string): Promise<number> {
  const shipped = (await Promise.all(library.ids().map((id) => library.byId(id)))).filter((rulebook) => rulebook !== undefined)
  const started = process.hrtime.bigint()
  const opened = openEvidence(folder)
  const named = new Set(opened.manifest.rulebooks?.map(({ id }) => id))
  collectEvidence(
    opened,
    shipped.filter(({ id }) => named.has(id)).flatMap(({ datasets }) => datasets),
  )
  return Number(process.hrtime.bigint() - started) / 1e6
}
