import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import html from '../../src/report/html.ts'
import { failing, finding, hostile, CASES, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const page = html.render(sample(), OPTIONS)
const between = (text: string, open: string, close: string) => text.slice(text.indexOf(open) + open.length, text.indexOf(close, text.indexOf(open)))
/** Start tags with the names of their attributes; what data says is in neither. Where a long word may be cut, a `wbr` of ours, says nothing. */
const tags = (text: string) =>
  text
    .replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>|<wbr>/g, '')
    .match(/<[a-z][^>]*>/g)
    ?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? []

test('every row of a table begins with the heading of the row', () => {
  const rows = [...page.matchAll(/<tr[^>]*>\s*(<\w+[^>]*>)/g)].map((match) => match[1]!)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter((cell) => !/^<th scope="(?:row|col)"/.test(cell))).toEqual([])
})

test('nothing points out of the file', () => {
  expect(page).not.toMatch(/(?:src|href|action|data|poster|srcset)="(?!#)/)
  expect(page).not.toMatch(/https?:|url\((?!#)|@import/)
})

test('the policy comes first, and its hashes are those of what follows', () => {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  expect(page).toMatch(/<head>\s*<meta http-equiv="Content-Security-Policy"/)
  expect(page).toContain(`style-src ${hash(between(page, '<style>', '</style>'))};`)
  expect(page).toContain(`script-src ${hash(between(page, '<script>', '</script>'))};`)
  expect(page).toContain("default-src 'none'")
  expect(page).not.toContain('unsafe-inline')
  expect(page).not.toMatch(/ (?:style|on\w+)="/)
})

test('language, title, one h1, headings that form a tree, ids once each', () => {
  expect(page).toContain('<html lang="es">')
  expect(page).toContain('<title>Informe de brechas · Ministerio de Desarrollo Social</title>')
  const depths = [...page.matchAll(/<h(\d)[ >]/g)].map((match) => Number(match[1]))
  expect(depths.filter((depth) => depth === 1)).toHaveLength(1)
  for (const [index, depth] of depths.entries()) expect(depth - (depths[index - 1] ?? 0)).toBeLessThanOrEqual(1)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
})

test.for(CASES)('data never makes an element or an attribute: %s', ([, text]) =>
  expect(tags(html.render(hostile(text), OPTIONS))).toEqual(tags(html.render(hostile('simple'), OPTIONS))),
)

describe('paper and copies', () => {
  test.for(['letter', 'a4'] as const)('%s', (paper) => expect(html.render(sample(), { ...OPTIONS, paper })).toContain(`@page{size:${paper}}`))
  const leak = sample({}, [
    finding('SEG-01', 'Equipos', {
      outcome: 'partial',
      checks: [failing(1, { failed: { count: 1, rows: [{ line: 2, key: 'EQ-1', columns: ['ip'], value: '10.0.0.7', sensitive: true }] } })],
    }),
  ])
  test('the institution sees its own values; a copy for publication does not hold them', () => {
    expect(html.render(leak, OPTIONS)).toContain('10.0.0.7')
    const copy = html.render(leak, { ...OPTIONS, publishable: true })
    expect(copy).not.toContain('10.0.0.7')
    expect(copy).toContain('Ejemplar para publicar')
  })
  test.for(['internal', 'confidential'] as const)('a copy for publication of a report marked %s carries no other mark', (confidentiality) => {
    const marked = { ...leak, confidentiality }
    expect(html.render(marked, OPTIONS)).toMatch(/Uso interno|Confidencial</)
    const copy = html.render(marked, { ...OPTIONS, publishable: true })
    expect(copy).not.toMatch(/Uso interno|Confidencial[<"]/)
    expect(copy).toContain('@top-right{content:"Ejemplar para publicar"}')
    expect(copy).toContain('<p class="confidentiality">Ejemplar para publicar</p>')
  })
})

test('the same bytes twice', () => expect(html.render(sample(), OPTIONS)).toBe(page))
