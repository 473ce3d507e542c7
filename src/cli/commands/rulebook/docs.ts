// `cumple rulebook docs`: a reference page per rulebook in both languages, and one that lists them.
import { join, resolve } from 'node:path'
import { messages } from '../../../i18n/index.ts'
import { LANGS } from '../../../model/basics.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { indexPage, pageName, rulebookPage } from '../../../report/rulebook-pages.ts'
import type { Session } from '../../io.ts'
import { writeFiles } from '../../outputs.ts'
import { findRulebooks } from './find.ts'

export async function docs(names: readonly string[], out: string, session: Session, lang: Lang): Promise<void> {
  const rulebooks = await findRulebooks(names, session, lang)
  const folder = resolve(session.io.cwd, out)
  const pages = LANGS.flatMap((language) => [
    // The page that lists them is of all that ship.
    ...(names.length === 0 ? [{ path: join(folder, pageName('README', language)), data: indexPage(rulebooks, language) }] : []),
    ...rulebooks.map((book) => ({ path: join(folder, pageName(book.id, language)), data: rulebookPage(book, language) })),
  ])
  writeFiles(pages, { files: new Set(), folders: [] }, lang)
  await session.io.stdout(`${messages(lang).rulebooks.written(pages.length, out)}\n`)
}
