// A file that the register has already, added again: what is absent is filled in; what differs is replaced only when that is asked for.
import { messages } from '../../../i18n/index.ts'
import type { DocumentEntry } from '../../../model/evidence.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { block } from '../../../util/text-layout.ts'
import { UsageError } from '../../io.ts'
import type { About } from './about.ts'

interface Difference {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** Where what is said now is not what the register says. */
function differences(entry: DocumentEntry, { said }: About): Difference[] {
  const { fulfils: _slots, ...now }: DocumentEntry = entry
  const before: Readonly<Record<string, string | number | undefined>> = now
  return Object.entries(said).flatMap(([field, after]) => {
    const was = before[field]
    return was === undefined || was === after ? [] : [{ field, before: String(was), after: String(after) }]
  })
}

function changeLines(changes: readonly Difference[], lang: Lang): string {
  const { evidence: words, findings: terms } = messages(lang)
  return changes.map(({ field, before, after }) => block(words.becomes(terms.field[field] ?? field, before, after), '  ')).join('\n')
}

/** Refuses to say something else of a document that is registered: its number, date and signer are those of the act itself. */
export function refuseOther(file: string, id: string, entry: DocumentEntry, about: About, wanted: string | undefined, replace: boolean, lang: Lang): void {
  const words = messages(lang).evidence
  if (wanted !== undefined && wanted !== id) throw new UsageError(words.otherId(file, id, wanted))
  const changes = differences(entry, about)
  if (changes.length > 0 && !replace) throw new UsageError(words.differs(file, id, changeLines(changes, lang)))
  const { issued, valid_until: until } = { ...entry, ...about.said }
  if (about.said.issued !== undefined || about.said.valid_until !== undefined) {
    if (issued !== undefined && until !== undefined && until < issued) throw new UsageError(words.dateOrder(issued, until))
  }
}

/** The entry with what is said of it now, and a line that tells what that changed; no entry where nothing did. */
export function extended(
  id: string,
  entry: DocumentEntry,
  about: About,
  sha256: string | undefined,
  lang: Lang,
): { readonly entry?: DocumentEntry; readonly line: string } {
  const { evidence: words } = messages(lang)
  const slots = about.slots.map(({ slot }) => slot).filter((slot) => !entry.fulfils?.includes(slot))
  const digest = entry.sha256 ?? sha256
  const after: DocumentEntry = {
    ...entry,
    ...about.said,
    ...(digest === undefined ? {} : { sha256: digest }),
    ...(slots.length === 0 ? {} : { fulfils: [...(entry.fulfils ?? []), ...slots] }),
  }
  const replaced = differences(entry, about)
  const keys = Object.keys(after) as (keyof DocumentEntry)[]
  const isNew = slots.length > 0 || keys.some((key) => entry[key] === undefined)
  if (!isNew && replaced.length === 0) return { line: block(words.same(id, entry.path), '') }
  const line = block(isNew ? words.extended(id, entry.path) : words.replaced(id, entry.path), '')
  return { entry: after, line: replaced.length === 0 ? line : `${line}\n${changeLines(replaced, lang)}` }
}
