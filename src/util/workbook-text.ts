// Text as the XML of a workbook holds it.

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (char) => MARKUP[char] ?? char)

/** What most cells hold: nothing to escape or to leave out. Looking for that is much faster than looking for what is. */
const PLAIN = /^[ !#-%'-;=?-^`-~\u00A0-\u024F]*$/

/** A text of a cell: what XML cannot hold is left out, and what looks like an escape of workbooks is itself escaped. */
export const toWorkbook = (text: string): string =>
  PLAIN.test(text) ? text : escapeXml(text.replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
