// Tables written by an independent writer come back whole, each row on its line; whatever bytes come, readers answer and never throw (T105).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDataset } from '../../src/evidence/dataset.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { validate } from '../../src/util/zod-problems.ts'
import { Manifest } from '../../src/model/evidence.ts'
import { TABLE } from '../support/rulebook.ts'

const cell = fc
  .string({ unit: fc.constantFrom('a', 'ñ', ',', ';', '\t', '|', '"', '\n', ' ', '=', '😀'), minLength: 1, maxLength: 12 })
  .filter((value) => value.trim() !== '')
const table = fc.record({
  rows: fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  last: fc.boolean(),
  blanks: fc.boolean(),
})

test('a table comes back as it was written', () =>
  fc.assert(
    fc.property(table, ({ rows, delimiter, newline, mark, last, blanks }) => {
      const quote = (value: string) => (/[",;\t|\n\r ]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
      const lines = [['k', 'v', 'secret'], ...rows].map((row) => row.map(quote).join(delimiter))
      const between = blanks ? newline + newline : newline
      const source = (mark ? '\uFEFF' : '') + lines.join(between) + (last ? newline : '')
      const read = readDataset(TABLE, 't.csv', new TextEncoder().encode(source))
      expect([read.error, read.problems]).toEqual([undefined, []])
      expect(read.rows.map(({ cells }) => [cells['k'], cells['v'], cells['secret']])).toEqual(rows.map((row) => row.map((value) => value.trim())))
      let line = 1
      const starts = lines.map((written) => {
        const start = line
        line += written.split('\n').length - 1 + (blanks ? 2 : 1)
        return start
      })
      expect(read.rows.map((row) => row.line)).toEqual(starts.slice(1))
    }),
    { numRuns: 1_000 },
  ))

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .string({ unit: fc.constantFrom('k', ',', ';', '"', '\n', '\r', ' ', 'v', '\0', 'ñ', '\uFEFF'), maxLength: 60 })
    .map((text) => new TextEncoder().encode(text)),
)
test('any bytes are a table or an error', () =>
  fc.assert(
    fc.property(bytes, (source) => {
      const read = readDataset(TABLE, 't.csv', source)
      expect(read.bytes).toBe(source.length)
      if (read.error) expect(read.rows).toEqual([])
    }),
    { numRuns: 3_000 },
  ))

const yamlish = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc
    .array(
      fc.constantFrom(
        'a: ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '&x ',
        '*x',
        '!!set ',
        '? ',
        ': ',
        '#',
        '|',
        '>',
        '\t',
        '%',
        '---\n',
        '<<: ',
        'institution: ',
        'facts: ',
        '1',
        '~',
        '__proto__: ',
      ),
      { maxLength: 30 },
    )
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)
test('any bytes are YAML or problems that each have a place', () =>
  fc.assert(
    fc.property(yamlish, (source) => {
      const read = readYaml(source, 'f.yaml')
      const result = read.ok ? validate(Manifest, read.yaml) : read
      expect(result.ok).toBe(false)
      const problems = result.ok ? [] : result.problems
      expect(problems.length).toBeGreaterThan(0)
      for (const { place } of problems) expect([place.file, place.line >= 0, place.col >= 0]).toEqual(['f.yaml', true, true])
    }),
    { numRuns: 3_000 },
  ))
