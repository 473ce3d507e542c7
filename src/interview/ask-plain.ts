// The same questions as plain lines, for a terminal that cannot move its cursor (TERM=dumb), and for screen readers.
import { createInterface } from 'node:readline'
import { fold } from '../util/fold.ts'
import { visible } from '../util/terminal-safe.ts'
import { WIDTH, forScreen } from '../util/text-layout.ts'
import { Leave, leaveIf, wrongWith, type Ask, type Choice, type Terminal } from './ask.ts'

/** Questions by numbers and lines: nothing is drawn twice. */
export function askInLines({ input, output, leaving, words }: Terminal): Ask & { readonly close: () => void } {
  const readline = createInterface({ input, terminal: false })
  const lines: string[] = []
  let ended = false
  let wake: (() => void) | undefined
  readline.on('line', (line) => {
    lines.push(line)
    wake?.()
  })
  readline.on('close', () => {
    ended = true
    wake?.()
  })
  leaving.addEventListener('abort', () => wake?.())
  /** The last line stays open where something is typed behind it. */
  const write = (text: string) => void output.write(`${forScreen(text, output.columns).trimEnd()}${/\s*$/.exec(text)?.[0] ?? ''}`)
  const line = async (): Promise<string> => {
    for (;;) {
      // What is said on leaving does not stand behind the question that was open.
      if (leaving.aborted || (ended && lines.length === 0)) output.write('\n')
      leaveIf(leaving)
      const next = lines.shift()
      if (next !== undefined) return next.trim()
      if (ended) throw new Leave('end')
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  // Said once: behind every question it would only be in the way.
  write(`${words.lineKeys}\n\n`)
  const listed = (choices: readonly (Choice<unknown> | string)[], ticked: readonly unknown[] = []) => {
    let number = 0
    for (const choice of choices) {
      if (typeof choice === 'string') {
        if (choice !== '-') write(`${' '.repeat(NUMBER)}${visible(choice)}\n`)
        continue
      }
      number += 1
      write(
        `  ${String(number).padStart(2)}) ${ticked.includes(choice.value) ? '[x] ' : ''}${visible(choice.name)}${choice.description === undefined ? '' : `: ${visible(choice.description)}`}\n`,
      )
    }
  }
  return {
    close: () => readline.close(),
    plain: true,
    say: (text) => write(`${text}\n`),
    fits: () => true,
    room: () => Math.min(WIDTH, output.columns || WIDTH) - NUMBER,
    select: async ({ message, choices, initial }) => {
      const real = choices.filter((choice) => typeof choice !== 'string')
      const first = real.findIndex((choice) => choice.value === initial)
      write(`${visible(message)}\n`)
      listed(choices)
      for (;;) {
        write(`${words.number}${first < 0 ? '' : ` [${first + 1}]`}: `)
        const typed = await line()
        const chosen = typed === '' && first >= 0 ? real[first] : pick(real, typed)
        if (chosen) return chosen.value
        if (typed !== '') write(`${words.notThere(typed)}\n`)
      }
    },
    tick: async ({ message, choices, ticked }) => {
      write(`${visible(message)}\n`)
      listed(choices, ticked)
      for (;;) {
        write(`${words.numbers}: `)
        const typed = (await line()).split(/[\s,]+/).filter((word) => word !== '')
        if (typed.length === 0) return [...ticked]
        if (typed.length === 1 && typed[0] === '0') return []
        const chosen = typed.map((word) => pick(choices, word))
        const wrong = typed.find((_, index) => !chosen[index])
        if (wrong === undefined) return chosen.flatMap((choice) => choice?.value ?? [])
        write(`${words.notThere(wrong)}\n`)
      }
    },
    text: async ({ message, initial = '', check, limit, complete }) => {
      for (;;) {
        // Where a path is asked for, none leads back.
        const back = complete ? ` (${words.emptyBack})` : ''
        write(`${visible(message)}${back}${initial === '' ? '' : ` [${visible(initial)}; ${words.emptyIt}]`}: `)
        const typed = await line()
        const text = typed === '' ? initial : typed === '-' && initial !== '' ? '' : typed
        const wrong = wrongWith(text, { check, limit }, words)
        if (wrong === undefined) return text
        write(`  ${wrong}\n`)
      }
    },
  }
}

/** Columns of what stands before a choice: `  12) `. */
const NUMBER = 6

/** By its number, or by how its name begins, however it is accented. */
function pick<Value>(choices: readonly Choice<Value>[], typed: string): Choice<Value> | undefined {
  if (/^\d+$/.test(typed)) return choices[Number(typed) - 1]
  const begin = fold(typed)
  return begin === '' ? undefined : choices.find(({ name }) => fold(name).startsWith(begin))
}
