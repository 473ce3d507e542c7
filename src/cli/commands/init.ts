// `cumple init [DIR]`: a working evidence repository for an institution, asked or told by flags.
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { CI_SYSTEMS } from '../../init/ci.ts'
import { INSTITUTION_KINDS } from '../../model/basics.ts'
import type { Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'
import type { InitFlags } from './init/run.ts'

export function addInit(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const words = messages(lang).init.cli
  common(
    program
      .command('init')
      .alias('iniciar')
      .description(words.init)
      .argument('[dir]', words.dir, '.')
      .addOption(new Option('--kind <kind>', words.kind).choices([...INSTITUTION_KINDS]))
      .option('--name <name>', words.name)
      .option('--id <id>', words.id)
      .option('--staff <number>', words.staff)
      .option('--period <year>', words.period)
      .addOption(repeatable(new Option('--ci <system>', words.ci).choices([...CI_SYSTEMS])))
      .addOption(new Option('--rulebook <id>', words.rulebook).argParser(collect).default([], '')),
    lang,
  )
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple init',
        'cumple init muni --kind municipality --name "Municipio de Ejemplo"',
        'cumple init muni --kind municipality --name Muni --ci github',
      ),
    )
    .action(async (dir: string, flags: InitFlags) => {
      finish(await (await import('./init/run.ts')).init(dir, flags, session))
    })
}

/** An option with choices that may be given several times. */
function repeatable(option: Option): Option {
  const { parseArg } = option
  return option.argParser((value: string, before: readonly string[]) => [...before, String(parseArg?.(value, undefined))]).default([], '')
}
