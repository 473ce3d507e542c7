import { expect, test } from 'vitest'
import json from '../../src/report/json.ts'
import terminal from '../../src/report/terminal.ts'
import { hostile, CASES, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`

test('one screen, 80 columns, no colour of its own', () => {
  const lines = terminal.render(sample(), { ...OPTIONS, files: ['out/informe.pdf'] }).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(lines.join('\n')).not.toContain('\u001B')
  expect(lines).toContain('  out/informe.pdf')
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
