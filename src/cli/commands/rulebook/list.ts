// `cumple rulebook list | show`.
import { messages } from '../../../i18n/index.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { explainRule } from '../../../report/explain.ts'
import { wrap } from '../../../report/wrap.ts'
import { library } from '../../../rulebook/library.ts'
import { UsageError, type Session } from '../../io.ts'
import { shipped } from './find.ts'

export async function list(session: Session, lang: Lang): Promise<void> {
  const { columns, legend } = messages(lang).cli.rulebook
  const rows = (await shipped()).map((rulebook) => {
    const count = (obligation: string) => String(rulebook.rules.filter((rule) => rule.obligation === obligation).length)
    const read = rulebook.rules.filter((rule) => rule.basis.some((basis) => basis.read === 'norm')).length
    return [rulebook.id, rulebook.version, String(rulebook.rules.length), ...['must', 'should', 'good-practice', 'unconfirmed'].map(count), String(read)]
  })
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
  const rulebooks = await shipped()
  const rulebook = rulebooks.find((candidate) => candidate.id === id)
  const owner = rulebooks.find((candidate) => candidate.rules.some((rule) => rule.id === id) || candidate.scope.id === id)
  if (!rulebook && !owner) throw new UsageError(words.usage.unknownRulebook(id, library.ids().join(', ')))
  if (owner) return session.io.stdout(explainRule(id, owner, lang))
  if (!rulebook) return
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
