// The words of a line → the command that they name, in English or by its Spanish alias.
import type { Command } from 'commander'

/** Neither an option nor the value of `--lang`, which may stand before the command: for `filter` over a whole line. */
export const isWord = (argument: string, at: number, line: readonly string[]): boolean => !argument.startsWith('-') && line[at - 1] !== '--lang'

export const childNamed = (command: Command, word: string): Command | undefined =>
  command.commands.find((child) => child.name() === word || child.aliases().includes(word))

/** The commands that words lead to, each below the one before, and the words that are left. */
export function walk(command: Command, words: readonly string[]): { readonly commands: readonly Command[]; readonly rest: readonly string[] } {
  const [word, ...after] = words
  const child = word === undefined ? undefined : childNamed(command, word)
  if (!child) return { commands: [], rest: words }
  const { commands, rest } = walk(child, after)
  return { commands: [child, ...commands], rest }
}
