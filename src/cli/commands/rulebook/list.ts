// `cumple rulebook list | show`.
import { messages } from '../../../i18n/index.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { explainRule } from '../../../report/explain.ts'
import { tally } from '../../../report/rulebook-pages.ts'
import { wrap } from '../../../util/text-layout.ts'
import { allRulebooks, library } from '../../../rulebook/library.ts'
import { UsageError, type Session } from '../../io.ts'

export async function list(session: Session, lang: Lang): Promise<void> {
  const { columns, legend } = messages(lang).cli.rulebook
  const rows = (await allRulebooks(library)).map((rulebook) => [rulebook.id, rulebook.version, ...tally(rulebook).map(String)])
  const head = [columns.id, columns.version, columns.rules, columns.must, columns.should, columns.good, columns.unconfirmed, columns.read]
  await session.io.stdout(`${table([head, ...rows])}\n${wrap(legend, 80, '')}\n`)
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
  return rows.map((row) => `${line(row).join('  ').trimEnd()}\n`).join('')
}

export async function show(id: string, session: Session, lang: Lang): Promise<void> {
  const words = messages(lang).cli
  const rulebook = await library.byId(id)
  const owner = rulebook ?? library.byRule(id)
  if (!owner) throw new UsageError(words.usage.unknownRulebook(id, library.ids().join(', ')))
  if (!rulebook) return session.io.stdout(explainRule(id, owner, lang))
  const { obligation: obligations } = messages(lang).findings
  const lines = [
    `${rulebook.id} ${rulebook.version}`,
    rulebook.title[lang],
    '',
    wrap(rulebook.summary[lang], 80, ''),
    '',
    `${words.rulebook.instruments}:`,
    ...rulebook.instruments.map((instrument) => `  ${wrap(`${instrument.cite[lang]}. ${instrument.reading[lang]}`, 78, '    ')}`),
    '',
    ...rulebook.topics.flatMap((topic) => [
      `${topic.id}  ${topic.title[lang]}`,
      ...rulebook.rules
        .filter((rule) => rule.id.startsWith(`${topic.id}-`))
        .map((rule) => `  ${rule.id.padEnd(7)} ${wrap(`${rule.title[lang]} (${obligations[rule.obligation].toLowerCase()})`, 70, '          ')}`),
      '',
    ]),
  ]
  await session.io.stdout(`${lines.join('\n').trimEnd()}\n`)
}
