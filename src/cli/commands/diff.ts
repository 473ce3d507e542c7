// `cumple diff A B`: what changed between two assessments, or between two campaigns, and why.
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import type { Diff } from '../../model/diff.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { DIFF_FORMATS, type DiffFormatName } from '../../report/diff/index.ts'
import { EXIT, UsageError, type Session } from '../io.ts'
import { collectFormats, common, examples, type Finish } from '../command.ts'

interface DiffFlags {
  readonly format: readonly string[]
  readonly out?: string
  readonly exitCode?: boolean
  readonly quiet?: boolean
}

/** What `--out` writes when no format is named. */
const USUAL: readonly DiffFormatName[] = ['json', 'markdown', 'csv']

export function addDiff(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { cli, diff } = messages(lang)
  common(
    program
      .command('diff')
      .alias('comparar')
      .description(diff.help.command)
      .argument('<a>', diff.help.before)
      .argument('<b>', diff.help.now)
      .addOption(new Option('--format <name[=path]>', cli.options.format(Object.keys(DIFF_FORMATS).join(', '))).argParser(collectFormats).default([], ''))
      .option('--out <dir>', cli.options.out)
      .option('--exit-code', diff.help.exitCode)
      .option('-q, --quiet', cli.options.quiet),
    lang,
  )
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple diff 2025/assessment.json 2026/assessment.json',
        'cumple diff 2025 2026 --format markdown=diff.md',
        'cumple diff 2025 2026 --exit-code',
      ),
    )
    .action(async (a: string, b: string, flags: DiffFlags) => {
      finish(await run(a, b, flags, session))
    })
}

async function run(a: string, b: string, flags: DiffFlags, session: Session): Promise<number> {
  const { io } = session
  const [{ loadDiffFormat }, { protectedFiles, writeFiles }, { settleTargets }, { painter }] = await Promise.all([
    import('../../report/diff/index.ts'),
    import('../outputs.ts'),
    import('../targets.ts'),
    import('../paint.ts'),
  ])
  const targets = await settleTargets(flags, DIFF_FORMATS, USUAL, io.cwd, session.lang ?? 'es')
  const { diff, lang, inputs } = await compared(a, b, session)
  const render = async (name: DiffFormatName, toFile: boolean): Promise<string> =>
    (await loadDiffFormat(name)).render(diff, { lang, paint: await painter(session.color && !toFile) })
  const files: { path: string; data: string }[] = []
  const texts: string[] = []
  for (const { name, path } of targets)
    if (path === undefined) texts.push(await render(name, false))
    else files.push({ path, data: await render(name, true) })
  if (texts.length === 0 && flags.quiet !== true) texts.push(await render('terminal', false))
  writeFiles(files, protectedFiles(inputs), lang)
  for (const text of texts) await io.stdout(text)
  return flags.exitCode === true && diff.totals.worse > 0 ? EXIT.failed : EXIT.ok
}

/** Reads both and compares them. Throws InputError (3) for a file that is neither, UsageError (2) for two that have nothing to do with each other. */
async function compared(a: string, b: string, session: Session): Promise<{ readonly diff: Diff; readonly lang: Lang; readonly inputs: readonly string[] }> {
  const { cwd } = session.io
  const { readComparable } = await import('../read-comparable.ts')
  const [before, now] = [readComparable(resolve(cwd, a), a), readComparable(resolve(cwd, b), b)]
  const value = 'assessment' in now ? now.assessment : now.campaign
  const lang = session.lang ?? value.lang
  const { usage } = messages(lang).diff
  const inputs = [before.path, now.path]
  if ('assessment' in before && 'assessment' in now) {
    const { institution } = before.assessment
    if (institution.id !== now.assessment.institution.id) throw new UsageError(usage.otherInstitution(institution.id, now.assessment.institution.id))
    const { diffAssessments } = await import('../../compare.ts')
    return { diff: diffAssessments(before.assessment, now.assessment), lang, inputs }
  }
  if ('assessment' in before || 'assessment' in now) throw new UsageError(usage.otherThing(a, b))
  const [{ diffCampaigns }, { withCauses }] = await Promise.all([import('../../campaign/compare.ts'), import('../diff-causes.ts')])
  return { diff: withCauses(diffCampaigns(before.campaign, now.campaign), before, now), lang, inputs }
}
