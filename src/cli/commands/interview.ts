// `cumple interview [DIR]`: the self-assessment as a conversation; `--answers FILE` says a file of answers in its place.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import type { Paint } from '../../util/paint.ts'
import { shellWord } from '../../util/shell-word.ts'
import { forScreen } from '../../util/text-layout.ts'
import { askerOn, leftWith } from '../asker.ts'
import { EXIT, OutputError, UsageError, type Keyboard, type Session } from '../io.ts'
import { painter } from '../paint.ts'
import { common, examples, type Finish } from '../command.ts'
import { sameFlags } from '../same-flags.ts'
import { settleAsOf, settleGeneratedAt, settleNow } from '../settings.ts'

interface Flags {
  readonly quick?: boolean
  readonly rule?: string
  readonly by?: string
  readonly answers?: string
  readonly force?: boolean
  readonly plain?: boolean
  readonly asOf?: string
}

export function addInterview(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  common(
    program
      .command('interview')
      .alias('entrevista')
      .description(commands.interview)
      .argument('[dir]', args.interviewDir, '.')
      .option('--quick', options.quick)
      .option('--rule <id>', options.onlyRule)
      .option('--by <name>', options.by)
      .option('--answers <file>', options.answers)
      .option('--plain', options.plain)
      .option('--force', options.force)
      .option('--as-of <date>', options.asOf),
    lang,
  )
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple interview',
        'cumple interview ministerio --quick',
        'cumple interview --rule SEG-04',
        'cumple interview ministerio --answers evidence.yaml',
        'cumple interview ministerio --answers SEG.yaml',
      ),
    )
    .action(async (dir: string, flags: Flags) => {
      finish(await run(dir, flags, session))
    })
}

async function run(dir: string, flags: Flags, session: Session): Promise<number> {
  const { io } = session
  const keyboard = io.keyboard?.()
  const lang = session.lang ?? 'es'
  const terminal = keyboard?.input.isTTY === true && keyboard.output.isTTY && !io.env['CI'] ? keyboard : undefined
  if (flags.answers === undefined && !terminal) throw new UsageError(messages(lang).interview.usage.notTerminal)
  const [{ inWords, ownerOf, settleBy, workspaceAt }, { InterviewSession }, { library }] = await Promise.all([
    import('../writing.ts'),
    import('../../interview/session.ts'),
    import('../../rulebook/library.ts'),
  ])
  const by = settleBy(flags.by, lang)
  const asOf = settleAsOf(flags.asOf, io, lang)
  const generatedAt = settleGeneratedAt(asOf, io, lang)
  const path = resolve(io.cwd, dir)
  const owner = ownerOf(by, io, lang)
  const open = () => workspaceAt(path, owner, lang, flags.force ?? false)
  const talks = terminal !== undefined && flags.answers === undefined
  const workspace = talks ? await (await import('../mend.ts')).openOrMend(open, { path, owner }, terminal, session, flags.plain === true) : open()
  if (typeof workspace === 'number') return workspace
  try {
    const spoken = session.lang ?? workspace.opened()?.manifest.lang ?? 'es'
    const world = new InterviewSession({ workspace, library, asOf, generatedAt, version: io.version, lang: spoken, by, now: () => settleNow(io, lang) })
    if (flags.answers !== undefined) {
      const words = messages(spoken).interview.replay
      const { NobodysAnswers, OtherInstitution, replay } = await import('../../interview/replay.ts')
      try {
        const done = await replay(world, resolve(io.cwd, flags.answers), library)
        const left = (['profile', 'documents', 'tables'] as const).flatMap((what) =>
          done.kept[what].length > 0 ? words.kept(what, done.kept[what].join(', ')) : [],
        )
        const newer = done.newer.length > 0 ? [words.newer(done.newer.join(', '))] : []
        const waivers = done.waivers > 0 ? [words.waivers(done.waivers)] : []
        await io.stderr([words.done(done.answers, done.documents), ...newer, ...left, ...waivers, ''].join('\n'))
        return newer.length + left.length > 0 ? EXIT.invalid : EXIT.ok
      } catch (error) {
        if (error instanceof OtherInstitution) throw new UsageError(words.other(error.there, error.here))
        if (error instanceof NobodysAnswers) throw new UsageError(words.nobodys)
        throw inWords(error, spoken)
      }
    }
    return terminal ? await converse(world, terminal, dir, flags, session) : EXIT.usage
  } finally {
    workspace.close()
  }
}

type World = InstanceType<(typeof import('../../interview/session.ts'))['InterviewSession']>

/** The conversation under signal handlers: whatever ends it, the terminal is restored and the code says how it ended. */
async function converse(world: World, terminal: Keyboard, dir: string, flags: Flags, session: Session): Promise<number> {
  const { io } = session
  const { lang } = world.settings
  const [{ interview, NoSuchQuestion }, { Leave }] = await Promise.all([import('../../interview/interview.ts'), import('../../interview/ask.ts')])
  const words = messages(lang).interview
  const { ask, release } = await askerOn(terminal, session, lang, flags.plain === true)
  const paint = await painter(session.color)
  const folder = dir === '.' ? '' : shellWord(dir)
  const given = sameFlags({ 'as-of': flags.asOf, lang: session.lang })
  const again = `${folder}${sameFlags({ by: flags.by, plain: flags.plain })}${given}`.trimStart()
  const { home, found, summary, report } = wiring(world, session, paint, ask.plain)
  try {
    const only = flags.rule !== undefined ? ({ kind: 'rule', rule: flags.rule } as const) : ({ kind: flags.quick === true ? 'critical' : 'all' } as const)
    await interview({ ask, session: world, lang, words, terms: messages(lang).findings, paint, cwd: io.cwd, home, folder, flags: given, found }, only, {
      summary,
      report,
    })
    await farewell(world, io, words, again)
    return world.unsaved.length > 0 ? EXIT.usage : EXIT.ok
  } catch (error) {
    if (error instanceof NoSuchQuestion) throw new UsageError(error.message)
    if (!(error instanceof Leave)) throw error
    await farewell(world, io, words, again, (path) => `${[folder, '--answers', shellWord(path)].join(' ').trimStart()}${given}`)
    return leftWith(error.reason)
  } finally {
    release()
  }
}

/** What is said last: that everything is saved, or what is not. Who was cut off could not say where else: `answersAt` is then how to bring it in. */
async function farewell(
  world: World,
  io: Session['io'],
  words: ReturnType<typeof messages>['interview'],
  again: string,
  answersAt?: (path: string) => string,
): Promise<void> {
  const screen = (text: string) => forScreen(text, io.keyboard?.().output.columns)
  try {
    world.retry()
  } catch {
    const path = answersAt && rescueTo(world)
    if (world.unsaved.length > 0) await io.stderr(`${words.trouble.unsaved(world.unsaved.length)}\n`)
    if (path !== undefined) await io.stderr(`${screen(words.trouble.rescued(path))}\n  ${words.end.goOn(answersAt?.(path) ?? '')}\n`)
    return
  }
  const progress =
    world.manifest === undefined
      ? undefined
      : await world.view().then(
          ({ plan }) => plan.progress,
          () => undefined,
        )
  const said = progress ? words.end.left(progress.answered, progress.applicable) : words.end.leftDraft
  // The command has a line of its own, which nothing breaks: it is there to be copied.
  await io.stderr(`${screen(said)}\n  ${words.end.goOn(again)}\n`)
}

/** What could not be saved, in a new folder that only its owner sees: who was cut off could not say where. Undefined when that fails too. */
function rescueTo(world: World): string | undefined {
  try {
    const path = join(mkdtempSync(join(tmpdir(), 'cumple-')), 'pendientes.yaml')
    world.rescue(path)
    return path
  } catch {
    return undefined
  }
}

/** What the conversation needs of reports: sentences about evidence, the summary, the files. */
function wiring(world: World, session: Session, paint: Paint, plain: boolean) {
  const { io } = session
  const { lang, asOf, generatedAt, version, library } = world.settings
  const options = { lang, level: 'full', paper: 'letter' } as const
  return {
    home: io.env['HOME'] ?? io.env['USERPROFILE'],
    // Brought in with the first question: the plan needs none of it.
    found: (async (finding, assessment) => {
      const [{ contextOf }, { checkSentence, slotSentence }] = await Promise.all([
        import('../../report/view/context.ts'),
        import('../../report/view/sentences.ts'),
      ])
      const result = assessment.results.find(({ findings }) => findings.includes(finding))
      if (!result) return { slots: [], checks: [] }
      const context = contextOf(assessment, result, lang, options)
      return { slots: finding.slots.map((slot) => slotSentence(slot, context)), checks: finding.checks.map((check) => checkSentence(check, finding, context)) }
    }) satisfies import('../../interview/talk.ts').Talk['found'],
    summary: async ({ assessment }: { readonly assessment: import('../../model/assessment.ts').Assessment }) =>
      String(await (await import('../outputs.ts')).renderOne('terminal', assessment, { ...options, paint, plain, columns: io.columns })),
    report: async ({ ask, words }: import('../../interview/talk.ts').Talk) => {
      const [{ assess }, { emit }] = await Promise.all([import('../../assess.ts'), import('../render.ts')])
      const folder = await ask.text({ message: words.end.where, initial: relative(io.cwd, join(world.root, 'informes')) || 'informes' })
      const out = resolve(io.cwd, folder === '' ? 'informes' : folder)
      const flags = { format: [], out, level: 'full', paper: 'letter', sandbox: true, quiet: true } as const
      try {
        const assessment = await assess({ path: world.root, asOf, generatedAt, version, lang, library })
        await emit(assessment, flags, session, { summary: false, root: world.root })
        ask.say(`${messages(lang).cli.notices.written} ${out}`)
      } catch (error) {
        if (!(error instanceof OutputError)) throw error
        ask.say(paint.red(error.message))
      }
    },
  }
}
