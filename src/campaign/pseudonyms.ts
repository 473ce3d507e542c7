// Names that only who holds the key can give: stable, short, readable. Pure.
import { createHmac } from 'node:crypto'
import { byText } from '../util/compare.ts'

/** Shortest key that is worth calling a secret: rosters are public, so a key that can be guessed gives every name away. */
export const LEAST_KEY = 16

/** Crockford's base32: no I, L, O or U, so that nobody misreads a pseudonym or reads a word in it. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 10

/** HMAC-SHA256 (RFC 2104) under the key, in hexadecimal; `use` keeps digests of different things apart. */
export const macWith =
  (key: string) =>
  (use: string, text: string): string =>
    createHmac('sha256', key).update(`${use}\0${text}`).digest('hex')

type Mac = ReturnType<typeof macWith>

/** The first `letters` × 5 bits of a hexadecimal digest; at most ten letters. */
function lettersOf(hex: string, letters: number): string {
  let rest = BigInt(`0x${hex.slice(0, 16)}`) >> BigInt(64 - 5 * letters)
  let text = ''
  for (let at = 0; at < letters; at += 1) {
    text = `${ALPHABET[Number(rest & 31n)] ?? ''}${text}`
    rest >>= 5n
  }
  return text
}

/**
 * A pseudonym for each id: prefix and ten letters, 50 bits of HMAC-SHA256(key, use + id). The same key gives the same pseudonyms in
 * every run and every campaign. Two ids with the same letters (among 20,000, once in some five million campaigns) are told apart in
 * the order of the ids: the later one counts on, HMAC(id + 1), until its letters are free; only there a pseudonym depends on who else
 * is listed.
 */
export function pseudonymsOf(ids: Iterable<string>, mac: Mac, use: string, letters = LETTERS): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const initial = use.slice(0, 1).toUpperCase()
  for (const id of [...new Set(ids)].toSorted(byText)) {
    let turn = 0
    let name: string
    do {
      name = `${initial}-${lettersOf(mac(use, turn === 0 ? id : `${id}\0${turn}`), letters)}`
      turn += 1
    } while (taken.has(name))
    taken.add(name)
    names.set(id, name)
  }
  return names
}
