// A line for a path, with completion by the tab key: inquirer has none.
import { createPrompt, isEnterKey, isTabKey, makeTheme, useKeypress, usePrefix, useState, type Theme } from '@inquirer/core'

interface PathQuestion {
  readonly message: string
  readonly complete: (text: string) => readonly string[]
  readonly validate: (text: string) => string | true
  readonly theme: object
  readonly keys: string
}

const SHOWN = 8

export const pathInput = createPrompt<string, PathQuestion>((question, done) => {
  const theme = makeTheme<Theme>(question.theme)
  const [status, setStatus] = useState<'idle' | 'done'>('idle')
  const [line, setLine] = useState('')
  const [below, setBelow] = useState('')
  const [, setTabs] = useState(0)
  const [tabs] = useState({ count: 0 })
  const prefix = usePrefix({ status, theme })
  useKeypress((key, readline) => {
    if (isEnterKey(key)) {
      const wrong = question.validate(line)
      if (wrong === true) {
        setStatus('done')
        done(line)
      } else {
        readline.write(line)
        setBelow(theme.style.error(wrong))
      }
    } else if (isTabKey(key)) {
      const found = question.complete(line)
      const common = commonStart(found)
      const next = common.length > line.length ? common : line
      readline.clearLine(0)
      readline.write(next)
      setLine(next)
      // Drawn anew even when nothing was added: the key itself has moved the cursor.
      tabs.count += 1
      setTabs(tabs.count)
      setBelow(found.length > 1 ? [...found.slice(0, SHOWN), ...(found.length > SHOWN ? ['…'] : [])].map((path) => `  ${path}`).join('\n') : '')
    } else {
      setLine(readline.line)
      setBelow('')
    }
  })
  const message = theme.style.message(question.message, status)
  const shown = status === 'done' ? theme.style.answer(line) : line
  return [`${prefix} ${message} ${shown}`, status === 'done' ? '' : below === '' ? question.keys : below]
})

/** The longest text with which all begin. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}
