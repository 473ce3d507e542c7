// Bytes spelled piece by piece are those of the plain way, whatever is frozen.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logJson } from '../../src/report/escape.ts'
import { sorted } from '../../src/report/json.ts'
import { deepFreeze, prettyBytes } from '../../src/util/json-bytes.ts'

// Keys that look like whole numbers have an order of their own in every object; no file of ours has such.
const { VALUE } = fc.letrec<{ VALUE: unknown }>((tie) => ({
  VALUE: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('VALUE'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-zé"_-]{1,4}$/), tie('VALUE'), { maxKeys: 5 }),
  ),
}))
/** Control, direction and invisible characters escaped, as what a CI reads has them. */
const plain = (value: unknown): string => logJson(sorted(value)).trimEnd().replaceAll('#\\u0023', '##')

test('any value, frozen or not, at any depth, once and again', () => {
  fc.assert(
    fc.property(VALUE, fc.boolean(), (value, outer) => {
      const shared = deepFreeze(structuredClone(value))
      const mixed = { b: shared, a: [shared, { z: value, y: shared }], c: undefined }
      const given = outer ? deepFreeze(mixed) : mixed
      for (let round = 0; round < 2; round += 1) expect(prettyBytes(given).toString('utf8')).toBe(plain(mixed))
    }),
  )
})

test('texts that JSON writes otherwise, and long ones', () => {
  const value = { 'k"\n': ['\u0000\u001F"\\/', 'ñ€\u2028\u2029', '\uD800', 'x'.repeat(500), '😀', ''] }
  expect(prettyBytes(value).toString('utf8')).toBe(plain(value))
  const shown = prettyBytes({ '\u202E': 'a\u0085\u009B\u202E\u{E0041}b' }).toString()
  expect(shown).toBe('{\n  "\\u202e": "a\\u0085\\u009b\\u202e\\udb40\\udc41b"\n}')
  expect(JSON.parse(shown)).toEqual({ '\u202E': 'a\u0085\u009B\u202E\u{E0041}b' })
  expect(prettyBytes([]).toString()).toBe('[]')
  expect(prettyBytes({}).toString()).toBe('{}')
  expect(prettyBytes(null).toString()).toBe('null')
})
