// The command line as commander sees it: every command, in the user's language, with its Spanish alias.
import { Argument, Command, CommanderError, Option, type HelpConfiguration } from 'commander'
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
import type { Session } from './io.ts'

export type Finish = (code: number) => void

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

/** Options that every command has. */
export function common(command: Command, lang: Lang): Command {
  const { options } = messages(lang).cli
  return command
    .addOption(new Option('--lang <lang>', options.lang).choices([...LANGS]))
    .option('--no-color', options.noColor)
    .addOption(new Option('--debug', options.debug).hideHelp())
}

export const collect = (value: string, before: readonly string[]): string[] => [...before, value]

/** `json,html`, or one at a time. A path may have commas of its own, so a format with one stands alone. */
export function collectFormats(value: string, before: readonly string[]): string[] {
  const at = value.indexOf('=')
  const names = (at < 0 ? value : value.slice(0, at)).split(',')
  // A path is that of the last name, and may hold commas itself.
  return [...before, ...(at < 0 ? names : [...names.slice(0, -1), `${names.at(-1)}${value.slice(at)}`])]
}

/** An example with the Spanish names of its commands, which are their aliases. */
function inSpanish(line: string, program: Command): string {
  const words = line.split(' ')
  let command: Command | undefined = program
  return words
    .map((word, index) => {
      command = index === 0 ? program : command?.commands.find((child) => child.name() === word)
      return index === 0 ? word : (command?.alias() ?? word)
    })
    .join(' ')
}

/** Examples at the end of a command's help. */
export const examples =
  (lang: Lang, ...lines: readonly string[]) =>
  ({ command }: { command: Command }): string => {
    let program = command
    while (program.parent) program = program.parent
    return `\n${messages(lang).cli.titles['examples']}\n${lines.map((line) => `  ${lang === 'es' ? inSpanish(line, program) : line}`).join('\n')}`
  }

/** Commander's own errors, in the user's language, with the help of `command` as the next step; empty when the help it showed says enough. */
export function usageMessage(error: CommanderError, lang: Lang, command: string): string {
  const { usage } = messages(lang).cli
  const help = usage.seeHelp(command)
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const did = /Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownCommand':
      return `${usage.unknownCommand(quoted, did)} ${help}`
    case 'commander.unknownOption':
      return `${usage.unknownOption(quoted, did)} ${help}`
    case 'commander.missingArgument':
      return `${usage.missingArgument(messages(lang).cli.names[quoted] ?? quoted)} ${help}`
    case 'commander.missingMandatoryOptionValue':
      return `${usage.missingOption(flag(quoted))} ${help}`
    case 'commander.optionMissingArgument':
      return usage.missingValue(flag(quoted))
    case 'commander.excessArguments':
      return `${usage.excessArguments()} ${help}`
    case 'commander.invalidArgument': {
      const [, word, argument = ''] = /value '([^']*)' is invalid for argument '([^']*)'/.exec(error.message) ?? []
      const value = word ?? /argument '([^']*)' is invalid/.exec(error.message)?.[1] ?? quoted
      return usage.badChoice(
        value,
        word === undefined ? flag(quoted) : `<${messages(lang).cli.names[argument] ?? argument}>`,
        /choices are (.*?)\.?$/i.exec(error.message)?.[1] ?? '',
      )
    }
    case 'commander.help':
      return ''
    default:
      return error.message
  }
}

/** The command that was typed, as far as it is one: `cumple rulebook show`. */
export function commandTyped(argv: readonly string[], program: Command): string {
  let command = program
  const typed = ['cumple']
  for (const [at, word] of argv.entries()) {
    if (word.startsWith('-') || argv[at - 1] === '--lang') continue
    const child = command.commands.find((candidate) => candidate.name() === word || candidate.aliases().includes(word))
    if (!child) break
    typed.push(word)
    command = child
  }
  return typed.join(' ')
}

const flag = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags
