// One spelling of a value, so that equal values have equal digests.
import { hash } from 'node:crypto'

/** JSON with keys in code-unit order, no spaces, and keys whose value is undefined left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const source = value as Readonly<Record<string, unknown>>
  const parts: string[] = []
  for (const key of Object.keys(source).toSorted()) if (source[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(source[key])}`)
  return `{${parts.join(',')}}`
}

/** Lower-case hexadecimal SHA-256 of the canonical JSON of a value. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value))

/** Lower-case hexadecimal SHA-256 of bytes or of text in UTF-8. */
export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex')
