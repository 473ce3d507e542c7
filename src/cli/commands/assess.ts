// `cumple assess [EVIDENCE]`: assess one institution, write the reports, show the summary.
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'
import { emit, renderingOptions, type RenderingFlags } from '../render.ts'
import { settleAsOf, settleGeneratedAt } from '../settings.ts'

interface Flags extends RenderingFlags {
  readonly asOf?: string
  readonly rulebook: readonly string[]
  readonly previous?: string
  readonly audit?: string
}

export function addAssess(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  const command = program
    .command('assess')
    .alias('evaluar')
    .description(commands.assess)
    .argument('[evidence]', args.evidence, '.')
    .option('--as-of <date>', options.asOf)
    .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
    .option('--previous <file>', options.previous)
    .option('--audit <path>', options.audit)
  renderingOptions(common(command, lang), lang)
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple assess',
        'cumple assess ministerio --out informes',
        'cumple assess ministerio --format json > assessment.json',
        'cumple assess evidence.yaml --format pdf=informe.pdf --as-of 2026-06-30',
      ),
    )
    .action(async (evidence: string, flags: Flags) => {
      await run(evidence, flags, session)
      finish(EXIT.ok)
    })
}

async function run(evidence: string, flags: Flags, session: Session): Promise<void> {
  const { io } = session
  const lang = session.lang ?? 'es'
  const [{ assess }, { libraryFor }, { auditFileFor }] = await Promise.all([
    import('../../assess.ts'),
    import('../library.ts'),
    import('../../evidence/audit.ts'),
  ])
  const asOf = settleAsOf(flags.asOf, io, lang)
  const { readAssessment } = flags.previous === undefined ? { readAssessment: undefined } : await import('../read-assessment.ts')
  const path = resolve(io.cwd, evidence)
  const audit = flags.audit === undefined ? undefined : resolve(io.cwd, flags.audit)
  const assessment = await assess({
    path,
    asOf,
    generatedAt: settleGeneratedAt(asOf, io, lang),
    version: io.version,
    lang: session.lang,
    rulebooks: flags.rulebook,
    library: libraryFor(io),
    previous: readAssessment && flags.previous !== undefined ? readAssessment(resolve(io.cwd, flags.previous), flags.previous) : undefined,
    audit,
  })
  await emit(assessment, flags, session, {
    summary: true,
    root: path,
    inputs: [
      ...(audit === undefined ? [] : [auditFileFor(audit, assessment.institution.id)]),
      ...(flags.previous === undefined ? [] : [resolve(io.cwd, flags.previous)]),
    ],
  })
}
