// What commands share: the options that all have, how a flag gathers its values, examples at the end of the help.
import { Option, type Command } from 'commander'
import { messages } from '../i18n/index.ts'
import { LANGS } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'
import { walk } from './words.ts'

/** Told the exit code when a command has run. */
export type Finish = (code: number) => void

/** Options that every command has. */
export function common(command: Command, lang: Lang): Command {
  const { options } = messages(lang).cli
  return command
    .addOption(new Option('--lang <lang>', options.lang).choices([...LANGS]))
    .option('--no-color', options.noColor)
    .addOption(new Option('--debug', options.debug).hideHelp())
}

export const collect = (value: string, before: readonly string[]): string[] => [...before, value]

/** `json,html`, or one at a time; `html=informe.html` too. A path keeps its commas, but for one that begins another `name=path`. */
export const collectFormats = (value: string, before: readonly string[]): string[] => [
  ...before,
  ...value.split(/,(?=[a-z]+=)/).flatMap((part) => (part.includes('=') ? [part] : part.split(','))),
]

/** An example with the Spanish names of its commands, which are their aliases. */
function inSpanish(line: string, program: Command): string {
  const [name = '', ...words] = line.split(' ')
  const { commands, rest } = walk(program, words)
  return [name, ...commands.map((command) => command.alias() ?? command.name()), ...rest].join(' ')
}

/** Examples at the end of a command's help. */
export const examples =
  (lang: Lang, ...lines: readonly string[]) =>
  ({ command }: { command: Command }): string => {
    let program = command
    while (program.parent) program = program.parent
    return `\n${messages(lang).cli.titles['examples']}\n${lines.map((line) => `  ${lang === 'es' ? inSpanish(line, program) : line}`).join('\n')}`
  }
