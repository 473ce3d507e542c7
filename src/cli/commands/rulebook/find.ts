// Rulebooks named on the command line: a shipped id, a folder, or an overlay file; all shipped ones when none is named.
import { messages } from '../../../i18n/index.ts'
import type { Rulebook } from '../../../model/rulebook.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { allRulebooks, isPath, library } from '../../../rulebook/library.ts'
import { UsageError, type Session } from '../../io.ts'
import { libraryFor } from '../../library.ts'

export async function findRulebooks(names: readonly string[], session: Session, lang: Lang): Promise<Rulebook[]> {
  if (names.length === 0) return allRulebooks(library)
  return Promise.all(
    names.map(async (name) => {
      const found = isPath(name) ? await libraryFor(session.io).byPath(name) : await library.byId(name)
      if (!found) throw new UsageError(messages(lang).cli.usage.noRulebook(name, library.ids().join(', ')))
      return found
    }),
  )
}
