// `cumple batch SOURCE…`: assess every institution of a campaign. `cumple merge DIR…`: bring the parts of one together.
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { BATCH_FORMATS } from '../../report/index.ts'
import type { BatchFlags, MergeFlags } from '../batch-plan.ts'
import type { Session } from '../io.ts'
import { collect, collectFormats, common, examples, type Finish } from '../command.ts'

export function addBatch(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  const words = messages(lang).batch.options
  common(
    program
      .command('batch')
      .alias('lote')
      .description(commands.batch)
      .argument('<sources...>', args.sources)
      .option('--out <dir>', words.out)
      .addOption(new Option('--format <name>', words.format(BATCH_FORMATS.join(', '))).argParser(collectFormats).default([], ''))
      .option('--as-of <date>', words.asOf)
      .addOption(new Option('--rulebook <id|path>', words.rulebook).argParser(collect).default([], ''))
      .option('--resume', words.resume)
      .option('--shard <i/n>', words.shard)
      .option('--jobs <number>', words.jobs)
      .option('--timeout <seconds>', words.timeout, '120')
      .option('--max-size <megabytes>', words.maxSize, '2000')
      .option('--gate', words.gate)
      .option('--audit <dir>', words.audit)
      .option('--previous <dir>', words.previous)
      .option('--sample <number>', words.sample)
      .option('--seed <text>', words.seed, '1')
      .option('--anonymize <file>', words.anonymize)
      .addOption(new Option('--level <level>', options.level).choices(['executive', 'manager', 'full']).default('full'))
      .addOption(new Option('--paper <size>', options.paper).choices(['letter', 'a4']).default('letter'))
      .option('--publishable', options.publishable)
      .option('--browser <path>', options.browser)
      .option('--no-sandbox', options.noSandbox)
      .option('-q, --quiet', options.quiet),
    lang,
  )
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple batch campaign.yaml --out resultados',
        'cumple batch evidencias --rulebook aig-tic --out resultados --format pdf',
        'cumple batch campaign.yaml --out resultados --resume',
        'cumple batch campaign.yaml --out parte-2 --shard 2/4',
      ),
    )
    .action(async (sources: string[], flags: BatchFlags) => {
      finish(await (await import('../batch.ts')).runBatch(sources, flags, session))
    })
}

export function addMerge(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  const words = messages(lang).batch.options
  common(
    program
      .command('merge')
      .alias('unir')
      .description(commands.merge)
      .argument('<dirs...>', args.parts)
      .option('--out <dir>', words.out)
      .addOption(new Option('--rulebook <path>', words.ownRulebook).argParser(collect).default([], ''))
      .option('--gate', words.gate)
      .option('--previous <dir>', words.previous)
      .option('--sample <number>', words.sample)
      .option('--seed <text>', words.seed, '1')
      .option('--anonymize <file>', words.anonymize)
      .addOption(new Option('--paper <size>', options.paper).choices(['letter', 'a4']).default('letter'))
      .option('--browser <path>', options.browser)
      .option('--no-sandbox', options.noSandbox)
      .option('-q, --quiet', options.quiet),
    lang,
  )
    .addHelpText('after', examples(lang, 'cumple merge parte-1 parte-2 --out resultados'))
    .action(async (dirs: string[], flags: MergeFlags) => {
      finish(await (await import('../merge.ts')).runMerge(dirs, flags, session))
    })
}
