// The evidence and the rulebooks that a questionnaire is about, refused like everywhere else when an id means nothing.
import { resolve } from 'node:path'
import { unknownNames } from '../../../assess.ts'
import { openEvidence, type OpenedEvidence } from '../../../evidence/open.ts'
import { InputError } from '../../../model/problem.ts'
import { library } from '../../../rulebook/library.ts'
import { selectRulebooks, type RulebookLibrary, type Selected } from '../../../rulebook/select.ts'
import type { Session } from '../../io.ts'

export interface Loaded {
  readonly opened: OpenedEvidence
  readonly selected: readonly Selected[]
}

/** Opens `path`, or goes on from what is open. */
export async function load(path: string | OpenedEvidence, given: readonly string[], { io }: Session): Promise<Loaded> {
  const opened = typeof path === 'string' ? openEvidence(path) : path
  const books: RulebookLibrary = { ...library, byPath: (name, shown) => library.byPath(resolve(io.cwd, name), shown ?? name) }
  const selected = await selectRulebooks(opened.manifest, given, books, opened.places.manifest, opened.places.excerpt, opened.overlays)
  const problems = await unknownNames(
    opened,
    selected.map(({ rulebook }) => rulebook),
    books,
  )
  if (problems.length > 0) throw new InputError(problems)
  return { opened, selected }
}
