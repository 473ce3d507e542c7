// What a spreadsheet program would take for a formula when it opens a CSV (OWASP, CSV injection).

/** After leading blanks, a mark or invisible characters: what spreadsheets read as the start of a formula. */
const FORMULA = /^[\s\uFEFF\u00AD\u061C\u180E\u200B-\u200F\u2060-\u2069]*[=+\-@\t\r\n＝＋－＠]|^[\t\r\n]/u

export const looksLikeFormula = (text: string): boolean => FORMULA.test(text)
