// Bytes of any form → what was filled in. What a file is shows in its bytes, not in its name.
import { FormRefused, type FilledForm } from './filled.ts'
import { readCsvForm } from './read-csv.ts'
import { readMarkdownForm } from './read-markdown.ts'
import { readXlsxForm } from './read-xlsx.ts'

/** Largest file that is opened. */
export const MAX_FORM_BYTES = 20_000_000

/** Reads a form; `file` is the name to show. Throws FormRefused for what is none. */
export function readForm(bytes: Uint8Array, file: string): FilledForm {
  if (bytes.length === 0) throw new FormRefused('empty')
  if (bytes.length > MAX_FORM_BYTES) throw new FormRefused('too-large', String(bytes.length))
  if (startsWith(bytes, [0x50, 0x4b])) return readXlsxForm(bytes, file)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new FormRefused('old-excel')
  if (startsWith(bytes, [0x4d, 0x5a]) || startsWith(bytes, [0x7f, 0x45, 0x4c, 0x46])) throw new FormRefused('program')
  const text = Buffer.from(bytes.subarray(0, 4_000)).toString('utf8')
  if (text.includes('\0')) throw new FormRefused('not-a-form')
  // A note in a table may hold any line of a Markdown form, but not stand above the table's own mark.
  const table = /^\s*"?cumple\/questionnaire@/.test(text)
  return !table && /^<!-- cumple\/questionnaire@/m.test(text) ? readMarkdownForm(bytes, file) : readCsvForm(bytes, file)
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte)
