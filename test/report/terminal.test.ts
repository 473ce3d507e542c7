import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import json from '../../src/report/json.ts'
import terminal from '../../src/report/terminal.ts'
import { assessFolder, ROOT } from '../support/assess.ts'
import { hostile, CASES, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`

test('one screen, 80 columns, no colour of its own', () => {
  const lines = terminal.render(sample(), { ...OPTIONS, files: ['out/informe.pdf'] }).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(lines.join('\n')).not.toContain('\u001B')
  expect(lines).toContain('  out/informe.pdf')
})

describe('a screen of few columns', async () => {
  const ministerio = await assessFolder(join(ROOT, 'fixtures', 'ministerio'))
  const one = { ...ministerio, results: ministerio.results.slice(0, 1) }
  test.for([
    ['several rulebooks', ministerio],
    ['one', one],
    ['a made-up one', sample()],
  ] as const)('%s', ([, assessment]) => {
    const at = (columns?: number) => terminal.render(assessment, { ...OPTIONS, columns })
    for (const columns of [50, 60, 72])
      expect(
        Math.max(
          ...at(columns)
            .split('\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(columns)
    for (const columns of [undefined, 0, 80, 200]) expect(at(columns)).toBe(terminal.render(assessment, OPTIONS))
    expect(at(20)).toBe(at(50))
    const words = (text: string) =>
      text
        .replace(/[█▒░\s]+/g, ' ')
        .split(' ')
        .filter((word) => word.length > 3 && !word.includes('…'))
    // Nothing but cut titles is lost, and no word is broken.
    const narrow = new Set(words(at(60)))
    const lines = at()
      .split('\n')
      .filter((line) => !/^  \S.*\d of \d|^  \S.*\d de \d/.test(line))
    expect(words(lines.slice(2).join('\n')).filter((word) => !narrow.has(word))).toEqual([])
  })
})

test('colour is handed in and takes nothing away', () => {
  const paint = { bold: mark('b'), dim: mark('d'), blue: mark('u'), green: mark('g'), yellow: mark('y'), red: mark('r') }
  const painted = terminal.render(sample(), { ...OPTIONS, paint })
  expect(painted.replace(/<\/?[bdugyr]>/g, '')).toBe(terminal.render(sample(), OPTIONS))
})

test.for(CASES)('nothing unsafe reaches the terminal: %s', ([, text]) =>
  expect(terminal.render(hostile(text), { ...OPTIONS, files: [text] })).not.toMatch(
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/,
  ),
)

test('the JSON is the assessment, with sorted keys and a final newline', () => {
  const text = json.render(sample(), OPTIONS)
  expect(JSON.parse(text)).toEqual(sample())
  expect(text.endsWith('}\n')).toBe(true)
  expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(sample()).toSorted())
})
