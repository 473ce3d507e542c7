// Mistakes in calling the program, in the user's language: commander tells them in English only.
import { CommanderError, type Command } from 'commander'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { childNamed, isWord, walk } from './words.ts'

/**
 * The line as commander is to read it: `help rulebook lint` is `rulebook lint --help`. Throws for a word that is no command, over which
 * commander would show the general help.
 */
export function settleLine(line: readonly string[], program: Command): string[] {
  const [first, ...words] = line.filter(isWord)
  if (first !== 'help') {
    if (first !== undefined && !childNamed(program, first)) throw unknownCommand(first, program)
    return [...line]
  }
  const { commands, rest } = walk(program, words)
  if (rest[0] !== undefined) throw unknownCommand(rest[0], commands.at(-1) ?? program)
  return [...words, ...line.filter((...argument) => !isWord(...argument)), '--help']
}

function unknownCommand(word: string, command: Command): CommanderError {
  const did = nearest(
    word,
    command.commands.flatMap((child) => [child.name(), ...child.aliases()]),
  )
  return new CommanderError(1, 'commander.unknownCommand', `error: unknown command '${word}'${did === undefined ? '' : ` (Did you mean ${did}?)`}`)
}

/** The command that was typed, as far as it is one: `cumple rulebook show`. */
export function commandTyped(line: readonly string[], program: Command): string {
  const words = line.filter(isWord)
  return ['cumple', ...words.slice(0, walk(program, words).commands.length)].join(' ')
}

/** Commander's own error in the user's language, with the help of `command` as the next step; empty when the help it showed says enough. */
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

const flag = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags
