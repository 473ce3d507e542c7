// What the interview needs of whoever answers: a terminal, plain lines, or a test. The lists and the lines of the terminal one are the
// only users of inquirer.
import type { Paint } from '../util/paint.ts'
import { visible } from '../util/terminal-safe.ts'
import { WIDTH, fit, wrap } from '../util/text-layout.ts'
import { PASTE, SHOW_CURSOR, lineInput, type Held } from './ask-line.ts'
import { listInput, type ListItem, type Place } from './ask-list.ts'
import { above, height } from './ask-screen.ts'

export interface Choice<Value> {
  readonly value: Value
  readonly name: string
  /** What stays on the screen once chosen; the name when absent. */
  readonly short?: string
  /** Shown while the choice is under the cursor. */
  readonly description?: string
}

export interface SelectQuestion<Value> {
  readonly message: string
  /** A text between choices is a heading; `-` an empty one. */
  readonly choices: readonly (Choice<Value> | string)[]
  readonly initial?: Value | undefined
}

export interface TickQuestion {
  readonly message: string
  readonly choices: readonly Choice<string>[]
  readonly ticked: readonly string[]
}

export interface TextQuestion {
  readonly message: string
  readonly initial?: string | undefined
  /** The most characters that it may have; 300 when absent, as the evidence has it. */
  readonly limit?: number
  /** What is wrong with the text, in words; undefined when nothing is. */
  readonly check?: (text: string) => string | undefined
  /** A path: the texts that it may go on as. */
  readonly complete?: (text: string) => readonly string[]
}

/** Whoever answers. Each question rejects with Leave when the person goes or is gone. */
export interface Ask {
  /** Everything is read line by line, perhaps aloud: lines and bars drawn with characters would only be in the way. */
  readonly plain: boolean
  /** Shows text, its lines broken where the screen ends. */
  readonly say: (text: string) => void
  /** Whether a text stays in sight above the answers of a question, below what was said since the last answer. */
  readonly fits: (text: string) => boolean
  /** Columns that a choice has for its text. */
  readonly room: () => number
  readonly select: <Value>(question: SelectQuestion<Value>) => Promise<Value>
  readonly tick: (question: TickQuestion) => Promise<string[]>
  readonly text: (question: TextQuestion) => Promise<string>
}

export type LeaveReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'end'

/** The person leaves: by a key, a signal, or because the input ended. Everything answered is already saved. */
export class Leave extends Error {
  readonly reason: LeaveReason
  constructor(reason: LeaveReason) {
    super(reason)
    this.reason = reason
  }
}

/** Words that prompts show by themselves. */
export interface AskWords {
  readonly selectKeys: string
  readonly tickKeys: string
  readonly pathKeys: string
  readonly none: string
  /** Said when a list has more choices than it shows, by the sides on which they are. */
  readonly more: { readonly above: string; readonly below: string; readonly both: string }
  /** Plain lines only. */
  readonly lineKeys: string
  readonly emptyBack: string
  readonly number: string
  readonly numbers: string
  readonly emptyIt: string
  readonly tooLong: (limit: number) => string
  readonly notThere: (text: string) => string
}

export interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** Aborted, with a LeaveReason, by signals and by the end of the input. */
  readonly leaving: AbortSignal
  readonly paint: Paint
  readonly words: AskWords
}

const MARGIN = 8
/** Fewer columns than these behind a question are no place for an answer. */
const LEAST_BEHIND = 20
const LONGEST_PAGE = 24
/** The answers of a question and nothing else. */
const LEAST_PAGE = 5
/** As short as a list becomes for what was just said to stay in sight. */
const SHORTEST_PAGE = 3
const CLEAR_BELOW = '\u001B[J'
const CLEAR = `\u001B[H${CLEAR_BELOW}`

interface Context {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
}

/** Questions that are drawn, and can be drawn again. */
export interface Drawn extends Ask {
  /** Puts the open question anew, as it stands: on a screen of another size, or below what was shown while the program was stopped. */
  readonly again: (why: 'resized' | 'stopped') => void
  /** Leaves the terminal as others expect it, while the program is stopped. */
  readonly rest: () => void
}

/** Questions with cursor keys and colours. */
export function askOnTerminal({ input, output, leaving, paint, words }: Terminal): Drawn {
  const theme = {
    prefix: { idle: paint.blue('?'), done: paint.green('✓') },
    style: {
      message: (text: string) => paint.bold(text),
      answer: (text: string) => paint.blue(text),
      error: (text: string) => paint.red(`  ${wrap(text, width() - 3, '  ')}`),
      highlight: (text: string) => paint.blue(text),
      help: (text: string) => paint.dim(text),
    },
  }
  /** Columns for text before what inquirer itself puts around it: it breaks words where it has to wrap. */
  const width = () => Math.min(WIDTH, output.columns || WIDTH)
  const room = () => Math.max(20, width() - MARGIN)
  const asMessage = (text: string) => wrap(visible(text), room(), '  ')
  const asKeys = (text: string) => wrap(text, width() - 1, '')
  const rows = () => output.rows || LONGEST_PAGE
  const leastQuestion = () => LEAST_PAGE + 3 + height(asKeys(words.selectKeys))
  const screen = above(output)
  const answered = (message: string, answer: string) =>
    screen.answered(`${theme.prefix.done} ${theme.style.message(visible(message))} ${theme.style.answer(visible(answer))}`)
  let open: AbortController | undefined
  let resized = false
  /** The answer to a question, which is put again as often as what it was drawn on becomes another. */
  const asked = async <Value>(put: (context: Context) => Promise<Value>): Promise<Value> => {
    for (;;) {
      leaveIf(leaving)
      open = new AbortController()
      try {
        return await put({ input, output, signal: AbortSignal.any([leaving, open.signal]) })
      } catch (error) {
        leaveIf(leaving)
        if (error instanceof Error && error.name === 'ExitPromptError') throw new Leave('SIGINT')
        if (!open.signal.aborted) throw error
        if (resized) output.write(CLEAR)
        resized = false
        screen.again(rows() - leastQuestion())
      } finally {
        open = undefined
      }
    }
  }
  /** A long choice on lines of its own, each under the first; once chosen, as much of it as fits behind the question, or below it. */
  const laidOut = (choice: Choice<unknown>, indent: string, message: string): ListItem => {
    const name = visible(choice.name)
    const last = asMessage(message).split('\n').at(-1) ?? ''
    const said = choice.short ?? choice.name
    const behind = room() + MARGIN - last.length - 4
    return {
      name: name.length <= room() + 6 - indent.length ? name : wrap(name, room(), indent),
      short: behind < Math.min(said.length, LEAST_BEHIND) ? `\n  ${fit(said, room())}` : fit(said, behind),
      ...(choice.description === undefined ? {} : { description: wrap(visible(choice.description), room(), '') }),
    }
  }
  const headingOf = (text: string): ListItem => {
    const name = text === '-' ? '' : visible(text)
    return { name: ` ${name.length <= room() + 4 ? name : wrap(name, room(), '   ')}` }
  }
  /** Puts a list until something is chosen: where the person is then in `place`. */
  const list = async (message: string, place: Place, items: () => readonly ListItem[], keys: string): Promise<void> => {
    const ticked = () => (place.ticked?.size === 0 ? words.none : `${place.ticked?.size}/${items().length}`)
    await asked((context) => {
      const set = items()
      const taken = height(asMessage(message)) + 1 + Math.max(...set.map(({ description }) => (description === undefined ? 0 : height(description))))
      const free = rows() - screen.rows() - taken - height(asKeys(keys))
      // Where the screen is too low even so, what was said first gives way.
      const lines = free < SHORTEST_PAGE ? LEAST_PAGE : Math.min(LONGEST_PAGE, free)
      const tick = { on: paint.green('[x]'), off: '[ ]', said: ticked }
      return listInput({ message: asMessage(message), items: set, place, lines, more: words.more, keys: asKeys(keys), tick, theme }, context)
    })
    answered(message, place.ticked ? ticked() : (items()[place.active]?.short ?? '').trim())
  }
  return {
    plain: false,
    say: screen.say,
    fits: (text) => screen.with(text) + leastQuestion() <= rows(),
    room: () => width() - 4,
    select: async ({ message, choices, initial }) => {
      const real = choices.map((choice) => (typeof choice === 'string' ? undefined : choice))
      const proposed = initial === undefined ? -1 : real.findIndex((choice) => choice?.value === initial)
      const place = { active: proposed < 0 ? real.findIndex((choice) => choice !== undefined) : proposed }
      const items = () => choices.map((choice) => (typeof choice === 'string' ? headingOf(choice) : laidOut(choice, '  ', message)))
      await list(message, place, items, words.selectKeys)
      const chosen = real[place.active]
      if (!chosen) throw new Error(`nothing to choose: ${message}`)
      return chosen.value
    },
    tick: async ({ message, choices, ticked }) => {
      const place = { active: 0, ticked: new Set(choices.flatMap(({ value }, index) => (ticked.includes(value) ? [index] : []))) }
      await list(message, place, () => choices.map((choice) => laidOut(choice, '      ', message)), words.tickKeys)
      return choices.filter((_, index) => place.ticked.has(index)).map(({ value }) => value)
    },
    text: async ({ message, initial, check, complete, limit }) => {
      const validate = (text: string) => wrongWith(text.trim(), { check, limit }, words) ?? true
      const proposed = inLine(initial)
      const held: Held = { line: proposed, cursor: proposed.length }
      try {
        const text = await asked((context) => {
          output.write(PASTE.on)
          return lineInput({ message: asMessage(message), held, complete, validate, theme, keys: complete ? paint.dim(asKeys(words.pathKeys)) : '' }, context)
        })
        answered(message, text)
        return initial !== undefined && text.trim() === proposed.trim() ? initial : text.trim()
      } finally {
        output.write(PASTE.off)
      }
    },
    again: (why) => {
      if (!open) return
      resized ||= why === 'resized'
      open.abort()
    },
    rest: () => void output.write(`${PASTE.off}${SHOW_CURSOR}\n${CLEAR_BELOW}`),
  }
}

/** What a line has always to be, besides what the question asks of it. */
export function wrongWith(
  text: string,
  { check, limit = 300 }: { readonly check?: TextQuestion['check'] | undefined; readonly limit?: number | undefined },
  words: AskWords,
): string | undefined {
  return text.length > limit ? words.tooLong(limit) : check?.(text)
}

/** A text as it is proposed in a line, its own lines one after the other; whoever leaves it so leaves the text as it is. */
const inLine = (text = ''): string => [text, text.replaceAll(/\s+/g, ' ').trim()].find(typeable) ?? ''

/** Whether a text can be put into a line as if it had been typed: a line break would end it, other controls would move the cursor. */
export const typeable = (text: string): boolean => visible(text) === text && !text.includes('\n')

/** Throws Leave when the person is known to be gone. */
export function leaveIf(leaving: AbortSignal): void {
  if (leaving.aborted) throw new Leave(leaving.reason as LeaveReason)
}
