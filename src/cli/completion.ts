// A half-typed line → what may come next. The scripts in completions/ ask for it with `cumple complete -- WORDS`.
import type { Argument, Command, Option } from 'commander'
import { childNamed } from './words.ts'

export interface Suggestion {
  readonly value: string
  /** One line; empty when the value says it all. */
  readonly about: string
}

/** Suggestions, and whether the shell's own names of files or folders belong among them. */
export interface Completion {
  readonly suggestions: readonly Suggestion[]
  readonly files: 'files' | 'folders' | 'none'
  /** Several may stand in one word, divided by commas. */
  readonly lists?: boolean
}

/** What can stand for a value: its name as in the help (`dir`, `rule`, `name[=path]`), the option that takes it, if any, and its command. */
export type ValuesOf = (name: string, option: string | undefined, command: string) => Promise<Completion>

interface Line {
  readonly command: Command
  /** Arguments before the one that is typed. */
  readonly arguments: number
  /** The option whose value is typed. */
  readonly option: Option | undefined
  readonly used: ReadonlySet<Option>
}

/** `words` stand after the program's name; the last is the one being typed, empty when nothing of it is there yet. */
export async function completionOf(program: Command, words: readonly string[], valuesOf: ValuesOf): Promise<Completion> {
  const typed = (words.at(-1) ?? '').trim()
  const line = read(program, words.slice(0, -1))
  const joined = /^(--[a-z-]+)=(.*)$/s.exec(typed)
  const option = line.option ?? (joined ? optionNamed(line.command, joined[1] ?? '') : undefined)
  if (option) {
    const value = joined ? (joined[2] ?? '') : typed === '=' ? '' : typed
    const known = option.argChoices ? ofChoices(option.argChoices) : await valuesOf(nameOf(option), option.long, line.command.name())
    return beginningWith(value, known.lists ? afterComma(value, known) : known)
  }
  if (typed.startsWith('-')) return beginningWith(typed, { suggestions: optionsOf(line), files: 'none' })
  const commands = line.arguments === 0 ? commandsOf(line.command, typed) : []
  const argument = argumentAt(line)
  const known = argument?.argChoices ? ofChoices(argument.argChoices) : argument ? await valuesOf(argument.name(), undefined, line.command.name()) : NOTHING
  return beginningWith(typed, { ...known, suggestions: [...commands, ...known.suggestions] })
}

export const NOTHING: Completion = { suggestions: [], files: 'none' }
export const ofChoices = (choices: readonly string[]): Completion => ({ suggestions: choices.map((value) => ({ value, about: '' })), files: 'none' })

/** The answer as the scripts read it: the kind of file names, then a value and what it is, divided by a tab, on each line. */
export const completionText = ({ files, suggestions }: Completion): string =>
  [files, ...suggestions.map(({ value, about }) => `${value}\t${about}`)].map((text) => `${text}\n`).join('')

function read(program: Command, words: readonly string[]): Line {
  let command = program
  let taken = 0
  let option: Option | undefined
  const used = new Set<Option>()
  for (const word of words) {
    // Bash divides `--option=value` into three words.
    if (option && word === '=') continue
    if (option) option = undefined
    else if (word.startsWith('-')) {
      const found = optionNamed(command, word.split('=', 1)[0] ?? '')
      if (found) used.add(found)
      if (found && takesValue(found) && !word.includes('=')) option = found
    } else {
      const child = taken === 0 ? childNamed(command, word) : undefined
      if (child) command = child
      else taken += 1
    }
  }
  return { command, arguments: taken, option, used }
}

const takesValue = (option: Option): boolean => option.required || option.optional
/** `--out <dir>` → `dir`. */
const nameOf = ({ flags }: Option): string => /[<[](.+)[>\]]$/.exec(flags)?.[1] ?? ''

function optionNamed(command: Command, name: string): Option | undefined {
  for (let at: Command | null = command; at; at = at.parent) {
    const found = at.options.find(({ long, short }) => long === name || short === name)
    if (found) return found
  }
  return undefined
}

function argumentAt({ command, arguments: taken }: Line): Argument | undefined {
  const { registeredArguments: known } = command
  const last = known.at(-1)
  return known[taken] ?? (last?.variadic === true ? last : undefined)
}

/** Options that are not there yet, and those that may be there again. */
const optionsOf = ({ command, used }: Line): Suggestion[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => !used.has(option) || Array.isArray(option.defaultValue))
    .map((option) => ({ value: option.long ?? option.short ?? '', about: firstSentence(option.description) }))

/** By the name in English; by its alias when that is what the typed letters begin. */
const commandsOf = (command: Command, typed: string): Suggestion[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((child) => ({
      value: [child.name(), ...child.aliases()].find((name) => name.startsWith(typed)) ?? child.name(),
      about: firstSentence(child.description()),
    }))

const beginningWith = (typed: string, { suggestions, files }: Completion): Completion => ({
  suggestions: suggestions.filter(({ value }) => value.startsWith(typed)),
  files,
})

/** What is not in the list yet, behind what is. */
function afterComma(value: string, known: Completion): Completion {
  const before = value.slice(0, value.lastIndexOf(',') + 1)
  const there = new Set(before.split(','))
  return {
    ...known,
    suggestions: known.suggestions.filter((one) => !there.has(one.value)).map((one) => ({ ...one, value: before + one.value })),
  }
}

const firstSentence = (text: string): string => (/^[^.;:]+/.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ').trim()
