// What stands on the screen above a question: what was said since the last answer is to stay in sight there.
import { forScreen } from '../util/text-layout.ts'

export const height = (text: string): number => text.split('\n').length

export function above(output: NodeJS.WriteStream) {
  let since: readonly string[] = []
  const shown = (text: string) => forScreen(text, output.columns)
  const rows = () => since.reduce((sum, text) => sum + height(shown(text)), 0)
  return {
    say: (text: string): void => {
      since = [...since, text]
      output.write(`${shown(text)}\n`)
    },
    answered: (): void => {
      since = []
    },
    /** Rows that a text takes, with what was said since the last answer. */
    with: (text: string): number => (since.at(-1) === text ? 0 : rows()) + height(shown(text)),
    /** Rows of what was said since the last answer. */
    rows,
  }
}
