// `cumple rulebook datasets`: the tables that checks read, and CSV files ready to fill in.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messages } from '../../../i18n/index.ts'
import type { DatasetDef } from '../../../model/rulebook.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { mergeDefinitions } from '../../../evidence/collect.ts'
import { csv } from '../../../report/csv.ts'
import { wrap } from '../../../util/text-layout.ts'
import { by } from '../../../util/compare.ts'
import type { Session } from '../../io.ts'
import { writeFiles } from '../../outputs.ts'
import { findRulebooks } from './find.ts'

export async function datasets(names: readonly string[], templates: string | undefined, session: Session, lang: Lang): Promise<void> {
  const rulebooks = await findRulebooks(names, session, lang)
  const defs = mergeDefinitions(rulebooks.flatMap((book) => book.datasets)).toSorted(by((def) => def.id))
  if (templates === undefined) return session.io.stdout([...defs.map((def) => listed(def, lang)), `${messages(lang).rulebooks.pages.star}\n`].join('\n'))
  const folder = resolve(session.io.cwd, templates)
  const kept = defs.filter((def) => existsSync(join(folder, `${def.id}.csv`)))
  const files = defs
    .filter((def) => !kept.includes(def))
    .map((def) => ({
      path: join(folder, `${def.id}.csv`),
      data: csv(
        def.columns.map(({ name }) => name),
        [],
      ),
    }))
  writeFiles(files, { files: new Set(), folders: [] }, lang)
  const w = messages(lang).rulebooks
  await session.io.stdout(
    `${w.templates(files.length, templates)}\n${kept.length === 0 ? '' : `${wrap(w.templatesKept(kept.map(({ id }) => `${id}.csv`).join(', ')), 80, '  ')}\n`}`,
  )
}

function listed(def: DatasetDef, lang: Lang): string {
  const w = messages(lang).rulebooks.pages
  const columns = def.columns.map(({ name, type, required, meaning, values }) => {
    const list = values ? `: ${values.map(({ value }) => value).join(', ')}` : ''
    return `  ${name}${required ? '*' : ''} (${w.types[type]}) ${meaning[lang]}${list}`
  })
  return `datos/${def.id}.csv  ${def.title[lang]}\n${columns.map((line) => wrap(line, 80, '      ')).join('\n')}\n`
}
