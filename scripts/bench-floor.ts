// The floor of `check`, timed from within: the same files read, hashed and parsed with the same parsers, and nothing else done.
import { collectEvidence } from '../src/evidence/collect.ts'
import { openEvidence } from '../src/evidence/open.ts'
import { library } from '../src/rulebook/library.ts'

const shipped = (await Promise.all(library.ids().map((id) => library.byId(id)))).filter((rulebook) => rulebook !== undefined)
const started = process.hrtime.bigint()
const opened = openEvidence(process.argv[2] ?? '.')
const named = new Set(opened.manifest.rulebooks?.map(({ id }) => id))
collectEvidence(
  opened,
  shipped.filter(({ id }) => named.has(id)).flatMap(({ datasets }) => datasets),
)
console.log(Number(process.hrtime.bigint() - started) / 1e6)
