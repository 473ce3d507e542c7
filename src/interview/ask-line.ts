// A line of text. What stands in it can be emptied, what is pasted stays in it to its end, and a path is completed by the tab key:
// the line of inquirer takes a proposal that was deleted for the answer, and the first line of what is pasted for all of it.
import { createPrompt, isEnterKey, isTabKey, makeTheme, useEffect, useKeypress, usePrefix, useState, type Theme } from '@inquirer/core'

interface LineQuestion {
  readonly message: string
  /** What stands in the line, and where its cursor is: held by whoever asks, so that the question can be put anew on another screen. */
  readonly held: Held
  readonly complete?: ((text: string) => readonly string[]) | undefined
  readonly validate: (text: string) => string | true
  readonly theme: object
  /** Shown below while nothing else is. */
  readonly keys: string
}

export interface Held {
  line: string
  cursor: number
}

type Given = Parameters<Parameters<typeof useKeypress>[0]>[1]
/** With what inquirer leaves undeclared of Node's line: where the cursor is, and keys pressed in its name. */
type Line = Given & { readonly cursor: number; readonly write: (text: null, key: { readonly name: string }) => void }

const SHOWN = 8

/** What asks a terminal to say where pasted text begins and ends, and to say so no more. */
export const PASTE = { on: '\u001B[?2004h', off: '\u001B[?2004l' } as const
export const SHOW_CURSOR = '\u001B[?25h'

/** What stops the program. It is heard when the program goes on, and what was drawn then is drawn anew by whoever asks. */
export const isStop = ({ ctrl, name }: { readonly ctrl: boolean; readonly name: string }): boolean => ctrl && name === 'z'

export const lineInput = createPrompt<string, LineQuestion>((question, done) => {
  const theme = makeTheme<Theme>(question.theme)
  const [status, setStatus] = useState<'idle' | 'done'>('idle')
  const { held } = question
  const [line, setLine] = useState(held.line)
  const [below, setBelow] = useState('')
  const [, setTurns] = useState(0)
  const [own] = useState({ pasting: false })
  /** Drawn anew even when the text is the same. */
  const draw = () => setTurns((turns) => turns + 1)
  const prefix = usePrefix({ status, theme })
  useEffect((readline) => {
    rewrite(readline as Line, held.line.slice(0, held.cursor), held.line.slice(held.cursor))
    draw()
  }, [])
  useKeypress((key, given) => {
    const readline = given as Line
    if (status === 'done' || isStop(key)) return
    if (key.name === 'paste-start') own.pasting = true
    else if (key.name === 'paste-end') {
      own.pasting = false
      setLine(readline.line)
      setBelow('')
    } else if (own.pasting) {
      // The end of a line within what is pasted ends nothing: the line goes on behind a blank. (Of CR LF the second changes nothing.)
      if (isEnterKey(key) && readline.line === '' && held.line !== '') {
        const before = `${held.line.slice(0, held.cursor).trimEnd()} `
        rewrite(readline, before, held.line.slice(held.cursor))
      } else if (isTabKey(key)) {
        const text = readline.line.replaceAll('\t', ' ')
        rewrite(readline, text.slice(0, readline.cursor), text.slice(readline.cursor))
      }
    } else if (isEnterKey(key)) {
      const wrong = question.validate(line)
      if (wrong === true) {
        setStatus('done')
        done(line)
      } else {
        readline.write(line)
        setBelow(theme.style.error(wrong))
      }
    } else if (isTabKey(key) && question.complete) {
      const found = question.complete(line)
      const common = commonStart(found)
      const next = common.length > line.length ? common : line
      readline.clearLine(0)
      readline.write(next)
      setLine(next)
      // The key itself has moved the cursor.
      draw()
      setBelow(found.length > 1 ? [...found.slice(0, SHOWN), ...(found.length > SHOWN ? ['…'] : [])].map((path) => `  ${path}`).join('\n') : '')
    } else {
      setLine(readline.line)
      setBelow('')
    }
    held.line = readline.line
    held.cursor = readline.cursor
  })
  const message = theme.style.message(question.message, status)
  const shown = status === 'done' ? theme.style.answer(line) : line
  return [`${prefix} ${message} ${shown}`, status === 'done' ? '' : below === '' ? question.keys : below]
})

/** Puts another text in the line, with the cursor between its two parts. */
function rewrite(readline: Line, before: string, after: string): void {
  readline.clearLine(0)
  readline.write(before + after)
  while (readline.cursor > before.length) readline.write(null, { name: 'left' })
}

/** The longest text with which all begin. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}
