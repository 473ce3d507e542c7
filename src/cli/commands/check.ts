// `cumple check [DIR]`: assess, judge against the gate, tell it in the formats that the CI at hand shows.
import { join, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { CHECK_FORMATS, type CheckFormatName } from '../../report/check/index.ts'
import { InputError } from '../../model/problem.ts'
import { evidenceRoot } from '../../evidence/folders.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, collectFormats, common, examples, type Finish } from '../command.ts'

export interface CheckFlags {
  readonly asOf?: string
  readonly rulebook: readonly string[]
  readonly previous?: string
  readonly baseline?: string
  readonly gate: readonly string[]
  readonly floor: readonly string[]
  readonly format: readonly string[]
  readonly out?: string
  readonly summary?: boolean
  readonly rev?: string
  readonly cache: boolean
  readonly quiet?: boolean
}

/** What `--out` writes when no format is named: all but what only a terminal or the log of a job shows. */
const USUAL: readonly CheckFormatName[] = (Object.keys(CHECK_FORMATS) as CheckFormatName[]).filter((name) => name !== 'terminal' && name !== 'github')

export function addCheck(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  common(
    program
      .command('check')
      .alias('verificar')
      .description(commands.check)
      .argument('[evidence]', args.evidence, '.')
      .option('--as-of <date>', options.asOf)
      .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
      .option('--baseline <file>', options.baseline)
      .option('--previous <file>', options.previousPeriod)
      .addOption(new Option('--gate <condition=level>', options.gate).argParser(collect).default([], ''))
      .addOption(new Option('--floor <index=percent>', options.floor).argParser(collect).default([], ''))
      .addOption(new Option('--format <name[=path]>', options.format(Object.keys(CHECK_FORMATS).join(', '))).argParser(collectFormats).default([], ''))
      .option('--out <dir>', options.out)
      .option('--summary', options.stepSummary)
      .option('--rev <commit>', options.rev)
      .option('--no-cache', options.noCache)
      .option('-q, --quiet', options.quiet),
    lang,
  )
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple check',
        'cumple check ministerio --baseline baseline.json',
        'cumple check --format sarif=check.sarif --format junit=junit.xml',
        'cumple check --gate unanswered=error --floor compliance=75',
        'cumple check --rev HEAD~1',
      ),
    )
    .action(async (evidence: string, flags: CheckFlags) => {
      finish(await run(evidence, flags, session))
    })
}

/** Evidence that is refused has no report; where annotations were asked for, its problems are told as such, on their lines. */
async function annotate({ problems, prefix = '', lang: asked }: InputError, { io, lang = asked }: Session): Promise<void> {
  const { problemAnnotations } = await import('../../report/check/github.ts')
  // What was typed otherwise, or stands for a commit (`HEAD:ev/`), is no file of the evidence.
  const fromRoot = (file: string) => (/^(?:\.|[^\\/]*:|\/)/.test(file) ? file : `${prefix}${file}`)
  const placed = problems.map((problem) => ({ ...problem, place: { ...problem.place, file: fromRoot(problem.place.file) } }))
  await io.stdout(problemAnnotations(placed, lang ?? 'es'))
}

async function run(evidence: string, flags: CheckFlags, session: Session): Promise<number> {
  const { io } = session
  const [{ judgeAt }, { appendTo, protectedEvidence, writeFiles }, { settleTargets }, { loadCheckFormat }, { checkInput }, { locationOf }, { painter }] =
    await Promise.all([
      import('../judge.ts'),
      import('../outputs.ts'),
      import('../targets.ts'),
      import('../../report/check/index.ts'),
      import('../../report/check/notes.ts'),
      import('../../where.ts'),
      import('../paint.ts'),
    ])
  const targets = await settleTargets(flags, CHECK_FORMATS, USUAL, io.cwd, session.lang ?? 'es')
  const annotated = targets.some(({ name, path }) => name === 'github' && path === undefined)
  const { assessment, verdict, prefix, revision } = await judgeAt(evidence, flags, session).catch(async (error: unknown) => {
    if (annotated && error instanceof InputError) await annotate(error, session)
    throw error
  })
  const lang = session.lang ?? assessment.lang
  const input = checkInput({ assessment, verdict, lang, prefix, revision, locate: (finding) => locationOf(finding, assessment) })
  const render = async (name: CheckFormatName, toFile: boolean): Promise<string> =>
    (await loadCheckFormat(name)).render({ ...input, paint: await painter(session.color && !toFile) })
  const files: { path: string; data: string }[] = []
  const texts: string[] = []
  for (const { name, path } of targets) {
    const text = await render(name, path !== undefined)
    if (path === undefined) texts.push(text)
    else files.push({ path, data: text })
  }
  const root = evidenceRoot(resolve(io.cwd, evidence))
  const compared = [flags.baseline, flags.previous].flatMap((path) => (path === undefined ? [] : resolve(io.cwd, path)))
  const named = assessment.gate?.baseline === undefined ? [] : [join(root, assessment.gate.baseline)]
  const read = [...assessment.inputs.map(({ path }) => join(root, path)), ...compared, ...named]
  const kept = protectedEvidence(root, read)
  writeFiles(files, kept, lang)
  for (const text of texts) await io.stdout(text)
  if (texts.length === 0 && flags.quiet !== true) await io.stdout(await render('terminal', false))
  const summary = io.env['GITHUB_STEP_SUMMARY']
  // Last, so that a summary that cannot be written costs only itself.
  if (flags.summary && summary) appendTo(summary, await render('markdown', true), kept, lang)
  return verdict.passed ? EXIT.ok : EXIT.failed
}
