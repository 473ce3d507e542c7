// What reaches a terminal: colours only where they are wanted, 80 columns, nothing from outside that acts.
import { describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { folderOf } from '../support/folder.ts'
import { AT, FIXTURES, LANGS, SGR, UNSAFE, fixture, run, widest } from '../support/run.ts'

const calls = (name: (typeof FIXTURES)[number]) => [['assess', fixture(name), ...AT], ['doctor'], ['assess', folderOf({ 'evidence.yaml': 'a: 1\n' })]]
const COLOURED: readonly (readonly [name: string, world: Partial<Io>, flags: readonly string[], coloured: boolean])[] = [
  ['a terminal', { isTerminal: true }, [], true],
  ['a pipe', { isTerminal: false }, [], false],
  ['NO_COLOR', { isTerminal: true, env: { NO_COLOR: '1' } }, [], false],
  ['NO_COLOR set to nothing means nothing', { isTerminal: true, env: { NO_COLOR: '' } }, [], true],
  ['--no-color', { isTerminal: true }, ['--no-color'], false],
  ['a terminal that cannot', { isTerminal: true, env: { TERM: 'dumb' } }, [], false],
  ['FORCE_COLOR does not colour a pipe', { isTerminal: false, env: { FORCE_COLOR: '1' } }, [], false],
]

describe('colours', () => {
  test.for(COLOURED)('%s', async ([, world, flags, coloured]) => {
    for (const argv of calls('municipio')) {
      const plain = await run([...argv, ...flags], { ...world, isTerminal: false })
      const seen = await run([...argv, ...flags], world)
      const text = seen.out + seen.err
      expect(text.includes('\u001B')).toBe(coloured)
      expect(text.replace(SGR, ''), 'colour takes nothing away').toBe(plain.out + plain.err)
    }
  })
})

describe('the summary', () => {
  test.for(FIXTURES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))('%s in %s: 80 columns and nothing that acts', async ([name, lang]) => {
    for (const isTerminal of [false, true]) {
      const { code, out, err } = await run(['assess', fixture(name), ...AT, '--lang', lang], { isTerminal })
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out.replace(SGR, '')).not.toMatch(UNSAFE)
      expect(widest(out.replace(SGR, ''))).toBeLessThanOrEqual(80)
      expect(out).not.toMatch(/undefined|NaN|\[object/)
    }
  })
  test('a hostile name of a file it wrote', async () => {
    const cwd = folderOf({})
    const { out, err } = await run(['assess', fixture('municipio'), ...AT, '--format', 'json=a\u001B[31m\u202E\nb\u009B.json'], { cwd })
    expect(out + err).not.toMatch(UNSAFE)
    expect(out).toContain('\\u{1b}[31m\\u{202e} b\\u{9b}.json')
  })
})

describe('a mistake in the command', () => {
  const calls = [
    ['interview', '/no', '--lang', 'es'],
    ['assess', fixture('municipio'), '--as-of', 'ayer'],
    ['rulebook', 'show', '--no-such-option'],
  ]
  test.for(calls)('on a terminal no word is broken, in a log it stays one line: %j', async (argv) => {
    const log = await run(argv, { isTerminal: true, errIsTerminal: false })
    expect(log.err).toMatch(/^cumple: [^\n]+\n$/)
    for (const columns of [undefined, 60]) {
      const seen = await run(argv, { isTerminal: true, columns })
      expect(seen.code).toBe(log.code)
      expect(widest(seen.err.trimEnd())).toBeLessThanOrEqual(columns ?? 80)
      const words = log.err.split(/\s+/).filter((word) => word.length < 60)
      for (const word of words) expect(seen.err.split(/\s+/)).toContain(word)
    }
  })
})
