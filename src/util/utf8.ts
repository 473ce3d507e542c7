// Bytes → text, when they are UTF-8. Node's own TextDecoder says the same, but brings ICU with it and is slow to begin.
import { isUtf8 } from 'node:buffer'

/** The text of UTF-8 bytes without a byte order mark; undefined when they are anything else. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
