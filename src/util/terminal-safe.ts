// Makes text from outside harmless for a terminal: no control, direction or invisible character is ever sent.
// What `util.stripVTControlCharacters` leaves (CR, bidi controls) is caught too; nothing is dropped, it is shown.

/**
 * C0 except the line feed, DEL, C1, and what reorders or hides text: U+061C, U+200B–F, U+2028–E, U+2060–9, U+FEFF,
 * the tag characters, lone surrogates and the two non-characters.
 */
// eslint-disable-next-line no-control-regex -- these are the characters that must never get through
export const UNSAFE =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\uFFFE\uFFFF]|[\u{E0000}-\u{E007F}]|\p{Surrogate}/gu

/** What nearly every text is made of; testing for it is much faster than looking for what is unsafe. */
const PLAIN = /^[\n\u0020-\u007E\u00A0-\u00AC\u00AE-\u024F]*$/

/** Every unsafe character as a visible escape, `\u{202e}`; line feeds stay. */
export const visible = (text: string): string => (PLAIN.test(text) ? text : text.replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`))

/** One line: line breaks and runs of blanks become one space, the rest as in `visible`. */
export const visibleLine = (text: string): string =>
  visible(text.replace(/[\t\r\n]+/g, ' '))
    .replace(/ {2,}/g, ' ')
    .trim()

/** For text that goes to a terminal: one untrusted string, which may keep its own line feeds. */
export const terminalSafe = (text: string): string => visible(text.replace(/\r\n?/g, '\n'))

/** No part of the text is an order to the runner of a CI, which reads what a program says: `::error`, `##[error]`, `##vso[…]`. */
export const noOrders = (text: string): string => (/::|##/.test(text) ? text.replace(/:(?=:)/g, ': ').replace(/#(?=#\w*\[)/g, '# ') : text)

/** One untrusted text as a line of a screen, which may be the log of a CI. */
export const screenLine = (text: string): string => noOrders(visibleLine(text))
