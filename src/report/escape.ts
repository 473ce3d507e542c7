// One escape per destination. Every text of an assessment passes through the one of the format that prints it.
import { screenLine, UNSAFE, visible, visibleLine } from '../util/terminal-safe.ts'

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text or a quoted attribute of HTML and SVG. */
export const escapeHtml = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => HTML[char] ?? char)

/** Text or an attribute of XML 1.0, with no character that it forbids and nothing that the log of a CI takes for an order. */
export const escapeXml = (text: string): string => escapeHtml(text).replaceAll('##', '#&#35;')

/** One line for a log that a CI reads. */
export const logText = screenLine

/** JSON that reads back the same and holds no invisible character, nor an order to a runner, as it stands. */
export const logJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2)
    .replace(UNSAFE, (char) => char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .replaceAll('##', '#\\u0023')}\n`

/** A CSS string with its quotes: everything but letters, digits and spaces as a code point. */
export const cssString = (text: string): string =>
  `"${[...visibleLine(text)].map((char) => (/[A-Za-z0-9 ]/.test(char) ? char : `\\${(char.codePointAt(0) ?? 0).toString(16)} `)).join('')}"`

/** Breaks what GitHub links in plain text, which a backslash does not stop; it takes no room. */
const BREAK = '\u200B'

/** Letters, digits, marks of ours and common punctuation only, none of it first that could open a block. */
const ORDINARY = /^[A-Za-zÀ-ÖØ-öø-ÿ0-9«“¿(●◐○×–—][A-Za-zÀ-ÖØ-öø-ÿ0-9«»“”¿(),;.:·–—%/ ◇-]*$/
const SUSPICIOUS = / {2}| $|:(?! )|\b(?:www\.|GH-)|^\d+[.)]/i

/** What Markdown reads as markup: a character without which it cannot stand, where it does, and what is put there. */
const MARKUP: readonly (readonly [string, RegExp, string])[] = [
  ['', /[\\`*[\]<>|~$]/g, '\\$&'],
  ['&', /&(?=[#A-Za-z])/g, '\\&'],
  ['_', /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_'],
  ['@', /@(?=[\p{L}\p{N}_.-])/gu, `@${BREAK}`],
  ['#', /#(?=[\p{L}\p{N}])/gu, `#${BREAK}`],
  ['.', /\b(www)\./gi, `$1${BREAK}.`],
  [':', /\b([a-z][a-z0-9+.-]*):(?=\/\/)/gi, `$1:${BREAK}`],
  [':', /\b(mailto|xmpp|javascript|data|vbscript):/gi, `$1${BREAK}:`],
  ['-', /\bGH-(?=\d)/gi, `$&${BREAK}`],
  ['', /^([-+=#])/, '\\$1'],
  ['', /^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'],
]

/**
 * Text of CommonMark or GFM, in a sentence or a table cell: always one line, never a link, heading, list, HTML, fence,
 * footnote, mention, issue number or formula.
 */
export function markdownText(text: string): string {
  if (ORDINARY.test(text) && !SUSPICIOUS.test(text)) return text
  // Looking for the character first leaves most patterns, of which some are slow to make, unused.
  return MARKUP.reduce((escaped, [mark, pattern, with_]) => (escaped.includes(mark) ? escaped.replace(pattern, with_) : escaped), visibleLine(text))
}

/** A path, digest or id as code in a sentence or a table cell; a pipe is escaped, since tables are cut before code is read. */
export const markdownCode = (text: string): string => markdownCodeSpan(text).replaceAll('|', '\\|')

/** An expression as code in a sentence, where a backslash before a pipe would be read. */
export function markdownCodeSpan(text: string): string {
  const line = visibleLine(text)
  if (line === '') return ''
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}
