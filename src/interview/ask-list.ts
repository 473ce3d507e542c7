// A list to choose from, or to tick. Where the person is in it is held by whoever asks, so that the question can be put anew on another
// screen, and it says on which side there is more of it: the lists of inquirer can do neither.
import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isNumberKey,
  isSpaceKey,
  isUpKey,
  makeTheme,
  useEffect,
  useKeypress,
  usePrefix,
  useState,
  type Theme,
} from '@inquirer/core'
import figures from '@inquirer/figures'
import { fold } from '../util/fold.ts'
import { isStop } from './ask-line.ts'

export interface ListItem {
  /** Broken into lines already. */
  readonly name: string
  /** What stays on the screen once chosen; a heading has none and is passed over. */
  readonly short?: string
  readonly description?: string
}

/** Where the person is in a list, by places in it. */
export interface Place {
  active: number
  /** Only where there is something to tick. */
  readonly ticked?: Set<number>
}

interface ListQuestion {
  readonly message: string
  readonly items: readonly ListItem[]
  readonly place: Place
  /** Lines of it that are shown at once. */
  readonly lines: number
  /** Said below the list, by the sides on which there is more of it. */
  readonly more: { readonly above: string; readonly below: string; readonly both: string }
  readonly keys: string
  readonly tick: { readonly on: string; readonly off: string; readonly said: () => string }
  readonly theme: object
}

/** After so long, a letter begins another word. */
const PAUSE = 700
const HIDE_CURSOR = '\u001B[?25l'

/** Over when something is chosen; what, and what was ticked, is in the place that was handed in. */
export const listInput = createPrompt<void, ListQuestion>(({ items, place, ...question }, done) => {
  const theme = makeTheme<Theme>(question.theme)
  const [status, setStatus] = useState<'idle' | 'done'>('idle')
  const [, setTurns] = useState(0)
  const [typing] = useState<{ until?: ReturnType<typeof setTimeout> }>({})
  const prefix = usePrefix({ status, theme })
  const real = items.flatMap(({ short }, index) => (short === undefined ? [] : [index]))
  useKeypress((key, readline) => {
    if (status === 'done' || isStop(key)) return
    clearTimeout(typing.until)
    const { ticked } = place
    const typed = readline.line
    const forget = () => readline.clearLine(0)
    if (isEnterKey(key)) {
      setStatus('done')
      done()
    } else if (isUpKey(key) || isDownKey(key)) {
      forget()
      place.active = (isUpKey(key) ? real.findLast((index) => index < place.active) : real.find((index) => index > place.active)) ?? place.active
    } else if (ticked) {
      forget()
      const numbered = isNumberKey(key) ? real[Number(key.name) - 1] : undefined
      if (numbered !== undefined) place.active = numbered
      if (numbered !== undefined || isSpaceKey(key)) toggle(ticked, place.active)
      else if (key.name === 'a' && !key.ctrl) {
        const all = real.every((index) => ticked.has(index))
        for (const index of real) if (ticked.has(index) === all) toggle(ticked, index)
      }
    } else if (isBackspaceKey(key)) forget()
    else if (typed !== '') {
      const found = /^\d+$/.test(typed) ? real[Number(typed) - 1] : real.find((index) => fold(items[index]?.name ?? '').startsWith(fold(typed)))
      place.active = found ?? place.active
      typing.until = setTimeout(forget, PAUSE)
    }
    setTurns((turns) => turns + 1)
  })
  useEffect(() => () => clearTimeout(typing.until), [])
  const first = `${prefix} ${theme.style.message(question.message, status)}`
  if (status === 'done') return `${first} ${theme.style.answer(place.ticked ? question.tick.said() : (items[place.active]?.short ?? ''))}`
  const drawn = items.map(({ name, short }, index) => {
    const box = place.ticked && short !== undefined ? `${place.ticked.has(index) ? question.tick.on : question.tick.off} ` : ''
    const lines = `${index === place.active ? figures.pointer : ' '}${place.ticked ? '' : ' '}${box}${name}`.split('\n')
    return index === place.active ? lines.map(theme.style.highlight) : short === undefined ? lines.map(theme.style.help) : lines
  })
  const { from, to, all } = windowOf(
    drawn.map(({ length }) => length),
    place.active,
    question.lines,
  )
  const { above, below, both } = question.more
  const more = from > 0 && to < all ? both : from > 0 ? above : to < all ? below : ''
  const description = items[place.active]?.description
  const shown = [first, ...drawn.flat().slice(from, to), more === '' ? ' ' : theme.style.help(`  ${more}`)]
  return [...shown, ...(description === undefined ? [] : [theme.style.help(description)]), `${theme.style.help(question.keys)}${HIDE_CURSOR}`].join('\n')
})

function toggle(ticked: Set<number>, index: number): void {
  if (!ticked.delete(index)) ticked.add(index)
}

/** The lines of a list that are shown, from the one to before the other, of all: what is active in the middle, as far as the ends allow. */
export function windowOf(heights: readonly number[], active: number, size: number): { readonly from: number; readonly to: number; readonly all: number } {
  const sum = (some: readonly number[]) => some.reduce((total, height) => total + height, 0)
  const all = sum(heights)
  const at = sum(heights.slice(0, active))
  const whole = at + Math.min(size, heights[active] ?? 1) - size
  const from = Math.max(0, Math.min(Math.max(at - Math.floor(size / 2), whole), all - size))
  return { from, to: Math.min(all, from + size), all }
}
