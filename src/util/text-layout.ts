// Text set for a terminal of 80 columns: wrapped, padded, cut; widths count what the screen shows.
import { screenLine } from './terminal-safe.ts'

export const WIDTH = 80

/** Breaks at spaces (never between a number and its %); longer words are cut. Lines after the first begin with `indent`. `width` counts from the first line's own start. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(/(\d) %/g, '$1\u00A0%').split(/[^\S\u00A0]+/)) {
    for (let rest = word; rest !== '';) {
      const room = width - (lines.length === 0 ? 0 : indent.length)
      const joined = line === '' ? rest : `${line} ${rest}`
      if (uncoloured(joined).length <= room) {
        line = joined
        rest = ''
      } else if (line === '') {
        lines.push(rest.slice(0, room))
        rest = rest.slice(room)
      } else {
        lines.push(line)
        line = ''
      }
    }
  }
  if (line !== '') lines.push(line)
  return lines.join(`\n${indent}`).replaceAll('\u00A0%', ' %')
}

/** A paragraph whose every line begins with `indent`. */
export const block = (text: string, indent: string, width = WIDTH): string =>
  wrap(screenLine(text), width - indent.length, '')
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n')

/** Columns that a text takes; combining marks take none, wide characters two. */
export function columns(text: string): number {
  let sum = 0
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    sum += /\p{Mark}/u.test(char) ? 0 : WIDE.some(([from, to]) => point >= from && point <= to) ? 2 : 1
  }
  return sum
}
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

export const pad = (text: string, width: number): string => `${text}${' '.repeat(Math.max(0, width - columns(text)))}`

/** One line of at most `width` columns. */
export function fit(text: string, width: number): string {
  const line = screenLine(text)
  if (columns(line) <= width) return line
  let kept = ''
  for (const char of line) {
    if (columns(kept) + columns(char) > width - 1) break
    kept += char
  }
  return `${kept}…`
}

/**
 * Text for a screen of so many columns, 80 at most: each line broken at spaces, and what does not fit set below where its text begins
 * (after an indent, a bullet, a number, or a label with a gap behind it). A command to copy stays whole.
 */
export function forScreen(text: string, screen: number | undefined): string {
  const width = Math.min(WIDTH, screen || WIDTH)
  return text
    .split('\n')
    .map((line) => {
      const bare = uncoloured(line)
      if (columns(bare) <= width || COMMAND.test(bare)) return line
      if (/^\W*─{10}/.test(bare)) return line.replace(/─+/, '─'.repeat(Math.max(1, width - 2)))
      const [full = ''] = LEAD.exec(line) ?? []
      const lead = columns(uncoloured(full)) * 2 > width ? '' : full
      const indent = columns(uncoloured(lead))
      return `${lead}${wrap(line.slice(lead.length), width - indent, '').replaceAll('\n', `\n${' '.repeat(indent)}`)}`
    })
    .join('\n')
}
/** On a line of its own, to be copied. */
const COMMAND = /^ {2}cumple \S/
// eslint-disable-next-line no-control-regex -- the colours of a terminal
const SGR = /\u001B\[[\d;]*m/g
const CODES = String.raw`(?:\u001B\[[\d;]*m)*`
const LEAD = new RegExp(`^${CODES}\\s*${CODES}(?:[·✓✗]${CODES} |\\d+\\) (?:\\[x\\] )?|\\S(?:.{0,40}?\\S)?\\s{2,})?`)
const uncoloured = (text: string): string => text.replace(SGR, '')
