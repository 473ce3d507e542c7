// `cumple evidence …`: documents registered, their digests reviewed, what is missing told with its place.
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { WIDTH, wrap } from '../../util/text-layout.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'
import type { AddFlags } from './evidence/add.ts'
import type { RefreshFlags } from './evidence/refresh.ts'
import type { StatusFlags } from './evidence/status.ts'

export function addEvidence(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { options, args } = messages(lang).cli
  const words = messages(lang).evidence.cli
  const many = (flags: string, text: string) => new Option(flags, text).argParser(collect).default([], '')
  const group = program.command('evidence').alias('evidencia').description(words.group)
  common(group.command('add').alias('agregar').description(words.add), lang)
    .argument('<file...>', words.files)
    .option('--into <dir>', words.into, '.')
    .option('--kind <kind>', words.kind)
    .addOption(many('--slot <name>', words.slot))
    .option('--title <text>', words.title)
    .option('--number <text>', words.number)
    .option('--issued <date>', words.issued)
    .option('--signed-by <name>', words.signedBy)
    .option('--valid-until <date>', words.validUntil)
    .option('--period <year>', words.period)
    .option('--id <id>', words.id)
    .option('--replace', words.replace)
    .addOption(many('--rulebook <id|path>', options.rulebook))
    .option('--as-of <date>', options.asOf)
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple evidence add acta.pdf --slot acta-inventario --issued 2026-03-02',
        'cumple evidence add ~/res-14.pdf --into mides --kind resolution',
      ),
    )
    .action(async (files: string[], flags: AddFlags) => {
      await (await import('./evidence/add.ts')).add(files, flags, session)
      finish(EXIT.ok)
    })
  common(group.command('refresh').alias('actualizar').description(words.refresh), lang)
    .argument('[dir]', args.evidence, '.')
    .addOption(many('--accept <id>', words.accept))
    .option('--all', words.all)
    .addHelpText('after', `\n${wrap(words.refreshExit, WIDTH, '')}`)
    .addHelpText('after', examples(lang, 'cumple evidence refresh mides', 'cumple evidence refresh mides --accept poa-2026'))
    .action(async (dir: string, flags: RefreshFlags) => {
      finish(await (await import('./evidence/refresh.ts')).refresh(dir, flags, session))
    })
  common(group.command('status').alias('estado').description(words.status), lang)
    .argument('[dir]', args.evidence, '.')
    .addOption(new Option('--format <name>', words.format).choices(['text', 'json']).default('text'))
    .addOption(many('--rulebook <id|path>', options.rulebook))
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', examples(lang, 'cumple evidence status', 'cumple evidence status mides --as-of 2026-12-31'))
    .action(async (dir: string, flags: StatusFlags) => {
      await (await import('./evidence/status.ts')).status(dir, flags, session)
      finish(EXIT.ok)
    })
}
