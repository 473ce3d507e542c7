// `cumple rulebook list | show | lint`.
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import type { Rulebook } from '../../model/rulebook.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { explainRule } from '../../report/explain.ts'
import { wrap } from '../../report/wrap.ts'
import { library } from '../../rulebook/library.ts'
import { EXIT, UsageError, type Session } from '../io.ts'
import { common, examples, type Finish } from '../program.ts'

export function addRulebook(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args } = messages(lang).cli
  const group = program.command('rulebook').alias('reglas').description(commands.rulebook)
  const done =
    (run: (...values: string[]) => Promise<void>) =>
    async (...values: string[]) => {
      await run(...values)
      finish(EXIT.ok)
    }
  common(group.command('list').alias('listar').description(commands['rulebook list']), lang)
    .addHelpText('after', examples(lang, 'cumple rulebook list'))
    .action(done(() => list(session, lang)))
  common(group.command('show').alias('mostrar').description(commands['rulebook show']).argument('<id>', args.rulebookId), lang)
    .addHelpText('after', examples(lang, 'cumple rulebook show aig-tic', 'cumple rulebook show SEG-04'))
    .action(done((id = '') => show(id, session, lang)))
  common(group.command('lint').alias('revisar').description(commands['rulebook lint']).argument('<dir>', args.rulebookDir), lang)
    .addHelpText('after', examples(lang, 'cumple rulebook lint rules/aig-tic'))
    .action(
      done(async (dir = '') => {
        const { loadRulebook } = await import('../../rulebook/load.ts')
        const rulebook = await loadRulebook(resolve(session.io.cwd, dir), dir)
        await session.io.stdout(`${messages(lang).cli.rulebook.ok(dir, rulebook.rules.length, rulebook.datasets.length)}\n`)
      }),
    )
}

/** All shipped rulebooks, in the order of their ids. */
export async function shipped(): Promise<Rulebook[]> {
  const loaded = await Promise.all(library.ids().map((id) => library.byId(id)))
  return loaded.filter((rulebook) => rulebook !== undefined)
}

async function list(session: Session, lang: Lang): Promise<void> {
  const { columns } = messages(lang).cli.rulebook
  const rows = (await shipped()).map((rulebook) => {
    const count = (obligation: string) => String(rulebook.rules.filter((rule) => rule.obligation === obligation).length)
    const read = rulebook.rules.filter((rule) => rule.basis.some((basis) => basis.read === 'norm')).length
    return [rulebook.id, rulebook.version, String(rulebook.rules.length), count('must'), count('should'), count('good-practice'), String(read)]
  })
  await session.io.stdout(table([[columns.id, columns.version, columns.rules, columns.must, columns.should, columns.good, columns.read], ...rows]))
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

async function show(id: string, session: Session, lang: Lang): Promise<void> {
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
