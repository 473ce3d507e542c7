// `cumple completion SHELL`: the script that lets a shell complete commands, options and ids; and `complete`, which that script asks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { packageRoot } from '../../rulebook/library.ts'
import { EXIT, type Session } from '../io.ts'
import { common, examples, type Finish } from '../command.ts'

const SCRIPTS = { bash: 'cumple.bash', zsh: 'cumple.zsh', fish: 'cumple.fish', powershell: 'cumple.ps1' } as const

export function addCompletion(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args } = messages(lang).cli
  common(program.command('completion').alias('completar').description(commands.completion), lang)
    .addArgument(new Argument('<shell>', args.shell).choices(Object.keys(SCRIPTS)))
    .addHelpText('after', examples(lang, 'source <(cumple completion bash)', 'source <(cumple completion zsh)', 'cumple completion fish | source', POWERSHELL))
    .action(async (shell: keyof typeof SCRIPTS) => {
      const script = readFileSync(join(packageRoot(), 'completions', SCRIPTS[shell]), 'utf8')
      // What each value is, beside it, is told in the language that was asked for here.
      await session.io.stdout(session.lang === undefined ? script : script.replace('cumple complete ', `cumple complete --lang ${session.lang} `))
      finish(EXIT.ok)
    })
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      const { completionOf, completionText } = await import('../completion.ts')
      const { valuesFor } = await import('../completion-values.ts')
      const answer = await completionOf(program, words, (name, of, command) => valuesFor(name, of, command, lang))
      await session.io.stdout(completionText(answer))
      finish(EXIT.ok)
    })
}

const POWERSHELL = 'cumple completion powershell | Out-String | Invoke-Expression'
