// The evidence and the rulebooks that a questionnaire is about, refused like everywhere else when an id means nothing.
import { unknownNames } from '../../../assess.ts'
import { openEvidence, type OpenedEvidence } from '../../../evidence/open.ts'
import { InputError } from '../../../model/problem.ts'
import { toldIn } from '../../../model/told-in.ts'
import { selectRulebooks, type Selected } from '../../../rulebook/select.ts'
import type { Session } from '../../io.ts'
import { libraryFor } from '../../library.ts'

export interface Loaded {
  readonly opened: OpenedEvidence
  readonly selected: readonly Selected[]
}

/** Opens `path`, or goes on from what is open. */
export async function load(path: string | OpenedEvidence, given: readonly string[], session: Session): Promise<Loaded> {
  const opened = typeof path === 'string' ? openEvidence(path) : path
  return loadOpened(opened, given, session).catch((error: unknown) => {
    throw toldIn(error, opened.manifest.lang)
  })
}

async function loadOpened(opened: OpenedEvidence, given: readonly string[], { io }: Session): Promise<Loaded> {
  const books = libraryFor(io)
  const selected = await selectRulebooks(opened, books, given)
  const problems = await unknownNames(
    opened,
    selected.map(({ rulebook }) => rulebook),
    books,
  )
  if (problems.length > 0) throw new InputError(problems)
  return { opened, selected }
}
