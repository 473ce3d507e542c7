// The command line as commander sees it: every command, in the user's language, with its Spanish alias.
import { Argument, Command, Option, type HelpConfiguration } from 'commander'
import { messages } from '../i18n/index.ts'
import { LANGS } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'
import { addAssess } from './commands/assess.ts'
import { addBaseline } from './commands/baseline.ts'
import { addBatch, addMerge } from './commands/batch.ts'
import { addCheck } from './commands/check.ts'
import { addCompletion } from './commands/completion.ts'
import { addDiff } from './commands/diff.ts'
import { addDoctor } from './commands/doctor.ts'
import { addEvidence } from './commands/evidence.ts'
import { addExplain } from './commands/explain.ts'
import { addInit } from './commands/init.ts'
import { addInterview } from './commands/interview.ts'
import { addQuestionnaire } from './commands/questionnaire.ts'
import { addReport } from './commands/report.ts'
import { addRulebook } from './commands/rulebook.ts'
import { addSchema } from './commands/schema.ts'
import type { Finish } from './command.ts'
import type { Session } from './io.ts'

export interface Program {
  readonly program: Command
  /** Writes the help that was asked for to stdout. */
  readonly flush: () => Promise<void>
  /** Help shown because something was missing; for stderr. */
  readonly unasked: () => string
}

/** Builds the program. Help is kept until it is asked for, so that it is written whole before the process ends. */
export function buildProgram(session: Session, finish: Finish): Program {
  const lang = session.lang ?? 'es'
  const words = messages(lang).cli
  const asked: string[] = []
  const unasked: string[] = []
  const program = new Command('cumple')
    .description(words.program)
    .version(session.io.version, '-V, --version', words.options.version)
    .helpOption('-h, --help', words.options.help)
    .helpCommand(`help [${words.names['command'] ?? 'command'}]`, words.options.helpCommand)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => asked.push(text),
      writeErr: (text) => unasked.push(text),
      outputError: () => undefined,
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .configureHelp(helpIn(lang))
    .addHelpText('after', `\n${words.titles['exit']}\n${words.exitCodes.map((line) => `  ${line}`).join('\n')}`)
  for (const add of [
    addInit,
    addInterview,
    addEvidence,
    addAssess,
    addCheck,
    addBaseline,
    addBatch,
    addMerge,
    addDiff,
    addReport,
    addExplain,
    addQuestionnaire,
    addRulebook,
    addSchema,
    addCompletion,
    addDoctor,
  ])
    add(program, session, finish)
  const localise = (command: Command): void => {
    command.helpOption('-h, --help', words.options.help).usage(usageOf(command, lang))
    if (command !== program && command.commands.length > 0) command.helpCommand(false)
    for (const child of command.commands) localise(child)
  }
  localise(program)
  // Accepted before the command too; their values are read before parsing.
  program.addOption(new Option('--lang <lang>', words.options.lang).choices([...LANGS]))
  for (const flags of ['--no-color', '--debug']) program.addOption(new Option(flags).hideHelp())
  return {
    program,
    flush: async () => {
      for (const text of asked.splice(0)) await session.io.stdout(text)
    },
    unasked: () => unasked.join(''),
  }
}

/** Commander's help writes some words of its own; here they are in the user's language, within 80 columns. */
function helpIn(lang: Lang): HelpConfiguration {
  const words = messages(lang).cli
  const detail = (item: Option | Argument) => {
    const allowed = item.argChoices === undefined ? [] : [`${words.help.choices}: ${item.argChoices.join(', ')}`]
    const value: unknown = item.defaultValue
    const byDefault = typeof value === 'string' && value !== '' && value !== '.' ? [`${words.help.byDefault}: ${value}`] : []
    const notes = [...allowed, ...byDefault, ...('mandatory' in item && item.mandatory ? [words.help.required] : [])]
    return notes.length === 0 ? item.description : `${item.description} (${notes.join('; ')})`
  }
  return {
    styleTitle: (title) => words.titles[title.replace(':', '').toLowerCase()] ?? title,
    optionDescription: detail,
    argumentDescription: detail,
    optionTerm: (option) => option.flags.replace(/<([^>]+)>/, (_, name: string) => `<${words.names[name] ?? name}>`),
    argumentTerm: (argument) => words.names[argument.name()] ?? argument.name(),
    subcommandTerm: (command) => [command.name(), ...command.aliases()].join(', '),
  }
}

function usageOf(command: Command, lang: Lang): string {
  const { names, help } = messages(lang).cli
  const values = command.registeredArguments.map((argument) => {
    const name = names[argument.name()] ?? argument.name()
    const shown = argument.variadic ? `${name}...` : name
    return argument.required ? `<${shown}>` : `[${shown}]`
  })
  return [...(command.commands.length > 0 ? [`<${names['command'] ?? 'command'}>`] : []), `[${help.options}]`, ...values].join(' ')
}
