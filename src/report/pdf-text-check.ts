// Chromium prints blank pages without a word when it finds no font; this looks whether a PDF really holds text.
import { inflateSync } from 'node:zlib'

/** True when the PDF embeds a font and at least one of its content streams shows text with it. */
export function pdfHasText(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  return bytes.includes('/Type /Font\n') && bytes.includes('/FontFile') && someStreamShowsText(bytes)
}

/** Streams are inflated one by one until the first that draws text, which is nearly always the first page. */
function someStreamShowsText(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(STREAM); at !== -1; at = bytes.indexOf(STREAM, at + 1)) {
    const start = at + STREAM.length
    const end = bytes.indexOf('endstream', start)
    if (end === -1) return false
    if (/\bT[jJ]\b/.test(inflated(bytes.subarray(start, end)))) return true
  }
  return false
}

const STREAM = '>> stream\n'
/** A stream that is larger, or is not deflated at all, counts as showing nothing. */
const LOOK_AT = 64 * 1024 * 1024

function inflated(data: Buffer): string {
  try {
    return inflateSync(data, { maxOutputLength: LOOK_AT }).toString('latin1')
  } catch {
    return ''
  }
}
