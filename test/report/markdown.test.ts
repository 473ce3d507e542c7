import { describe, expect, test } from 'vitest'
import markdown from '../../src/report/markdown.ts'
import { failing, finding, hostile, CASES, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const PLAIN = markdown.render(hostile('simple'), OPTIONS)
const shape = (text: string) => ({
  lines: text.split('\n').length,
  headings: text.split('\n').flatMap((line) => /^(#+) /.exec(line)?.[1] ?? []),
  cells: text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replace(/\\\\|\\\|/g, '').split('|').length),
})

test.for(CASES)('data never makes a line, a heading or a cell: %s', ([, text]) => expect(shape(markdown.render(hostile(text), OPTIONS))).toEqual(shape(PLAIN)))

test('headings form a tree', () => {
  const depths = shape(PLAIN).headings.map((marks) => marks.length)
  expect(depths[0]).toBe(1)
  expect(depths.filter((depth) => depth === 1)).toHaveLength(1)
  for (const [index, depth] of depths.entries()) expect(depth - (depths[index - 1] ?? 0)).toBeLessThanOrEqual(1)
})

describe('sensitive values', () => {
  const assessment = sample({}, [
    finding('SEG-01', 'Equipos', {
      outcome: 'partial',
      checks: [failing(1, { failed: { count: 1, rows: [{ line: 2, key: 'EQ-1', columns: ['ip'], value: '10.0.0.7', sensitive: true }] } })],
    }),
  ])
  test('are always hidden in Markdown', () => {
    expect(markdown.render(assessment, OPTIONS)).toContain('•••')
    expect(markdown.render(assessment, OPTIONS)).not.toContain('10.0.0.7')
  })
})
