// What stands on the screen above a question. What was said since the last answer is to stay in sight there, and all of it can be said
// again when the screen becomes another.
import { forScreen } from '../util/text-layout.ts'

export const height = (text: string): number => text.split('\n').length

/** Texts are remembered unbroken: the screen may have other columns when they are said again. */
const REMEMBERED = 40

export function above(output: NodeJS.WriteStream) {
  let since: readonly string[] = []
  let before: readonly string[] = []
  const shown = (text: string) => forScreen(text, output.columns)
  const say = (text: string) => void output.write(`${shown(text)}\n`)
  const rows = () => since.reduce((sum, text) => sum + height(shown(text)), 0)
  return {
    say: (text: string): void => {
      since = [...since, text]
      say(text)
    },
    /** A question was answered, and stands there with its answer. */
    answered: (text: string): void => {
      before = [...before, ...since, text].slice(-REMEMBERED)
      since = []
    },
    /** Rows that a text takes, with what was said since the last answer. */
    with: (text: string): number => (since.at(-1) === text ? 0 : rows()) + height(shown(text)),
    /** Rows of what was said since the last answer. */
    rows,
    /** Says it again, and of what was there before it what fits in so many rows. */
    again: (room: number): void => {
      const free = Math.max(0, room - rows())
      const lines = before.flatMap((text) => shown(text).split('\n'))
      for (const line of lines.slice(lines.length - Math.min(free, lines.length))) output.write(`${line}\n`)
      since.forEach(say)
    },
  }
}
