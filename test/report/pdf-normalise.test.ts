import { expect, test } from 'vitest'
import { normalisePdf, pdfDate } from '../../src/report/pdf-normalise.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const text = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')

test.for([
  ['2026-11-21', "D:20261121000000+00'00'"],
  ['2026-11-21T10:20:30Z', "D:20261121102030+00'00'"],
  ['2026-11-21T10:20:30.123Z', "D:20261121102030+00'00'"],
  ['2026-11-21T10:20', "D:20261121102000+00'00'"],
  ['2026-11-21T00:00:00-05:00', "D:20261121000000-05'00'"],
])('%s is written as %s', ([iso, pdf]) => expect(pdfDate(iso ?? '')).toBe(pdf))

test.for(['', '21/11/2026', '2026-11-21T10:20:30Z) /JS (x', '2026-11-21 10:20'])('%j is no date', (iso) => {
  expect(() => pdfDate(iso)).toThrow(TypeError)
})

test('dates and node ids change in place, binary bytes stay', () => {
  const before =
    "/CreationDate (D:20200101000000+00'00')\n/ModDate (D:20200101000001+00'00')\n/ID (node00001775)\n/ID (node00000064)\n/Headers [(node00000064)]\n/Names [(node00000064) 1 0 R (node00001775) 2 0 R]\xff\x00\x80"
  const after = normalisePdf(bytes(before), '2026-11-21')
  expect(text(after)).toBe(
    "/CreationDate (D:20261121000000+00'00')\n/ModDate (D:20261121000000+00'00')\n/ID (node00000002)\n/ID (node00000001)\n/Headers [(node00000001)]\n/Names [(node00000001) 1 0 R (node00000002) 2 0 R]\xff\x00\x80",
  )
})

test('a text that only looks like an id is left alone, and the argument is not changed', () => {
  const before = bytes('/Alt (node00000007)\n/ID (node00000009)')
  expect(text(normalisePdf(before, '2026-11-21'))).toBe('/Alt (node00000007)\n/ID (node00000001)')
  expect(text(before)).toBe('/Alt (node00000007)\n/ID (node00000009)')
})
