// Makes the bytes of a Chromium PDF repeatable: its dates and its structure node ids are rewritten in place, at the same length.

/**
 * Returns a copy of `pdf` with CreationDate and ModDate set to `generatedAt` and node ids counted from 1.
 * Offsets stay right because nothing changes its length.
 */
export function normalisePdf(pdf: Uint8Array, generatedAt: string): Uint8Array {
  const bytes = Buffer.from(pdf)
  const text = bytes.toString('latin1')
  const date = pdfDate(generatedAt)
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) \((D:\d{14}[+-]\d\d'\d\d')\)/g)) {
    bytes.write(date, match.index + match[0].indexOf('(') + 1, 'latin1')
  }
  const ids = nodeIds(text)
  for (const match of text.matchAll(/\(node(\d+)\)/g)) {
    const id = ids.get(match[1] ?? '')
    if (id !== undefined) bytes.write(id, match.index + '(node'.length, 'latin1')
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** `2026-11-21`, `2026-11-21T10:00:00Z` or with an offset → `D:20261121100000+00'00'`; a time without an offset is UTC. */
export function pdfDate(iso: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(iso)
  if (parts === null) throw new TypeError(`not an ISO date: ${iso}`)
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone = 'Z'] = parts
  const offset = zone === 'Z' ? '+00:00' : zone
  return `D:${year}${month}${day}${hour}${minute}${second}${offset.slice(0, 3)}'${offset.slice(4)}'`
}

/**
 * Ids are DOM node numbers, which grow while a page is reused. Their rank is the same in every run and keeps the order that
 * the names tree needs. Only numbers that stand behind `/ID` count, so a text that looks like one does not shift the others.
 */
function nodeIds(text: string): Map<string, string> {
  const found = new Set(Array.from(text.matchAll(/\/ID \(node(\d+)\)/g), (match) => match[1] ?? ''))
  const sorted = [...found].toSorted((a, b) => Number(a) - Number(b))
  return new Map(sorted.map((id, index) => [id, String(index + 1).padStart(id.length, '0')]))
}
