// `cumple questionnaire …`: the form for those who answer without a terminal, and its way back.
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { WIDTH, wrap } from '../../util/text-layout.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'
import type { ExportFlags } from './questionnaire/export.ts'
import type { ImportFlags } from './questionnaire/import.ts'

export function addQuestionnaire(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { options, args } = messages(lang).cli
  const words = messages(lang).questionnaire.cli
  const group = program.command('questionnaire').alias('cuestionario').description(words.group)
  common(group.command('export').alias('exportar').description(words.export), lang)
    .argument('[evidence]', args.evidence, '.')
    .addOption(new Option('--format <name>', words.format).choices(['xlsx', 'csv', 'md', 'markdown']))
    .option('--out <path>', words.out)
    .addOption(new Option('--by <group>', words.by).choices(['topic', 'owner']).default('topic'))
    .option('--split', words.split)
    .option('--overwrite', words.overwrite)
    .addOption(new Option('--rule <id>', words.rule).argParser(collect).default([], ''))
    .option('--pending', words.pending)
    .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
    .option('--as-of <date>', options.asOf)
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple questionnaire export ministerio --out cuestionario.xlsx',
        'cumple questionnaire export ministerio --by owner --split --out dependencias',
        'cumple questionnaire export ministerio --pending --format md > pendientes.md',
      ),
    )
    .action(async (evidence: string, flags: ExportFlags) => {
      await (await import('./questionnaire/export.ts')).exportForm(evidence, flags, session)
      finish(EXIT.ok)
    })
  common(group.command('import').alias('importar').description(words.import), lang)
    .argument('<file...>', words.files)
    .option('--into <dir>', words.into, '.')
    .option('--dry-run', words.dryRun)
    .option('--by <name>', words.byName)
    .addOption(new Option('--prefer <side>', words.prefer).choices(['file', 'current']))
    .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
    .addOption(new Option('--format <name>', words.reportFormat).choices(['text', 'json']).default('text'))
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', `\n${wrap(words.exit, WIDTH, '')}`)
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple questionnaire import cuestionario.xlsx --into ministerio --dry-run',
        'cumple questionnaire import dependencias/*.xlsx --into ministerio',
      ),
    )
    .action(async (files: string[], flags: ImportFlags) => {
      finish(await (await import('./questionnaire/import.ts')).importForms(files, flags, session))
    })
}
