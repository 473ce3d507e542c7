// `cumple report ASSESSMENT`: render a saved assessment again.
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { EXIT, type Session } from '../io.ts'
import { common, examples, type Finish } from '../command.ts'
import { emit, renderingOptions, type RenderingFlags } from '../render.ts'

export function addReport(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args } = messages(lang).cli
  const command = program.command('report').alias('informe').description(commands.report).argument('<assessment>', args.assessment)
  renderingOptions(common(command, lang), lang)
    .addHelpText(
      'after',
      examples(
        lang,
        'cumple report assessment.json',
        'cumple report assessment.json --lang en --format pdf=report.pdf',
        'cumple report assessment.json --format markdown --level executive',
      ),
    )
    .action(async (file: string, flags: RenderingFlags) => {
      const { readAssessment } = await import('../read-assessment.ts')
      const path = resolve(session.io.cwd, file)
      await emit(readAssessment(path, file), flags, session, { summary: flags.format.length === 0 && flags.out === undefined, inputs: [path] })
      finish(EXIT.ok)
    })
}
