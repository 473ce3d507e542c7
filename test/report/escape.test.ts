import { describe, expect, test } from 'vitest'
import { cssString, escapeHtml, markdownCode, markdownText } from '../../src/report/escape.ts'
import { screenLine, terminalSafe, visible, visibleLine } from '../../src/util/terminal-safe.ts'
import { CASES } from './sample.ts'

const INVISIBLE = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200C-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/u

describe('terminal', () => {
  test.for([
    ['a\u202Eb', 'a\\u{202e}b'],
    ['a\u001B[31m', 'a\\u{1b}[31m'],
    ['\u009B31m', '\\u{9b}31m'],
    ['\uD800', '\\u{d800}'],
    ['\u200B\uFEFF', '\\u{200b}\\u{feff}'],
    ['a\u0000\u007F', 'a\\u{0}\\u{7f}'],
    ['dos\nlíneas', 'dos\nlíneas'],
    ['🇵🇦 ñandú', '🇵🇦 ñandú'],
  ] as const)('%j', ([text, shown]) => expect(visible(text)).toBe(shown))
  test('line breaks of other systems become ours', () => expect(terminalSafe('a\r\nb\rc')).toBe('a\nb\nc'))
  test('one line', () => expect(visibleLine('  a\r\n\tb  c ')).toBe('a b c'))
  test.for([
    ['::error file=a::b', ': :error file=a: :b'],
    [':::', ': : :'],
    ['##[error]a', '# #[error]a'],
    ['##vso[task.setvariable]a', '# #vso[task.setvariable]a'],
    ['## Título', '## Título'],
    ['a: b', 'a: b'],
  ] as const)('no order to a runner is left of %j', ([text, shown]) => expect(screenLine(text)).toBe(shown))
  test.for(CASES)('nothing unsafe is left of %s', ([, text]) => expect(terminalSafe(text)).not.toMatch(INVISIBLE))
})

describe('HTML', () => {
  test('every character that could end text or an attribute', () =>
    expect(escapeHtml(`<a href="x" b='y'>&`)).toBe('&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;'))
  test.for(CASES)('%s', ([, text]) => {
    expect(escapeHtml(text)).not.toMatch(/[<>"']/)
    expect(escapeHtml(text)).not.toMatch(INVISIBLE)
  })
})

test.for(CASES)('a CSS string holds letters, digits and code points only: %s', ([, text]) =>
  expect(cssString(text)).toMatch(/^"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"$/),
)

describe('Markdown', () => {
  test.for([
    ['[x](javascript:alert(1))', '\\[x\\](javascript\u200B:alert(1))'],
    ['<b>', '\\<b\\>'],
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['http://evil.example', 'http:\u200B//evil.example'],
    ['www.evil.example', 'www\u200B.evil.example'],
    ['a@evil.example', 'a@\u200Bevil.example'],
    ['#12', '\\#\u200B12'],
    ['&copy; R&D', '\\&copy; R\\&D'],
    ['a | b', 'a \\| b'],
    ['snake_case_name', 'snake_case_name'],
    ['_i_', '\\_i\\_'],
    ['a\n# b', 'a # b'],
    ['51.2 %–63.0 %', '51.2 %–63.0 %'],
  ] as const)('%j', ([text, escaped]) => expect(markdownText(text)).toBe(escaped))

  test.for(CASES)('one line, nothing active: %s', ([, text]) => {
    const escaped = markdownText(text)
    expect(escaped).not.toMatch(/[\r\n]/)
    expect(escaped.replace(/\\\\/g, '')).not.toMatch(/(?<!\\)[`*[\]<>|~$]/)
    expect(escaped).not.toMatch(/:\/\/|www\.|@[A-Za-z0-9]|#\d/i)
    expect(escaped).not.toMatch(/^(?:[-+=#>]|\d+[.)](?:\s|$))/)
    expect(escaped.replaceAll('\u200B', '')).not.toMatch(INVISIBLE)
  })

  test.for([
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    ['', ''],
  ] as const)('code %j', ([text, code]) => expect(markdownCode(text)).toBe(code))
})
