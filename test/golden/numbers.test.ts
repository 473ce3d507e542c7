// The numbers of an assessment are the same wherever they are printed, the PDF included; and the PDF is a proper document.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import type { Assessment, Range } from '../../src/model/assessment.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import { findBrowser } from '../../src/report/browser.ts'
import { installedPackage } from '../../src/report/browser-package.ts'
import { loadFormat, type FormatName, type Level, type Paper, type RenderOptions } from '../../src/report/index.ts'
import { openPrinter } from '../../src/report/pdf.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { FIXTURES, LANGS, fixture, run } from '../support/run.ts'

const canPrint = process.platform === 'linux' && process.arch === 'x64' && installedPackage() !== undefined
const cacheDir = join(ROOT, 'node_modules/.cache/cumple')
const [PDFTOTEXT, PDFINFO] = ['pdftotext', 'pdfinfo'] as const
const hasPoppler = ((): boolean => {
  try {
    execFileSync('which', [PDFTOTEXT, PDFINFO], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

type Name = (typeof FIXTURES)[number]
const assessments = Object.fromEntries(await Promise.all(FIXTURES.map(async (name) => [name, await assessFolder(fixture(name), { lang: 'es' })]))) as Record<Name, Assessment>

/** A printer of its own for each call, as a run of the program has. */
async function withPrinter<T>(use: (print: NonNullable<RenderOptions['print']>) => Promise<T>): Promise<T> {
  const result = await findBrowser({ path: '', platform: 'linux', cacheDir })
  if (!('found' in result)) throw new Error(result.tried.join(', '))
  const printer = await openPrinter({ browser: result.found, fontsDir: join(ROOT, 'templates/fonts'), cacheDir, noSandbox: process.getuid?.() === 0, env: process.env })
  try {
    return await use((html, meta) => printer.print(html, meta))
  } finally {
    await printer.close()
  }
}
const printed = new Map<string, Promise<Uint8Array>>()
async function render(name: Name, format: FormatName, options: Partial<RenderOptions> = {}): Promise<string | Uint8Array> {
  return (await loadFormat(format)).render(assessments[name], { lang: 'es', level: 'full', paper: 'letter', ...options })
}
/** Each PDF is printed once. */
function pdf(name: Name, lang: Lang = 'es', level: Level = 'full', paper: Paper = 'letter'): Promise<Uint8Array> {
  const key = [name, lang, level, paper].join()
  const bytes = printed.get(key) ?? withPrinter(async (print) => (await render(name, 'pdf', { lang, level, paper, print })) as Uint8Array)
  printed.set(key, bytes)
  return bytes
}
const open = async (bytes: Uint8Array) => getDocument({ data: bytes.slice(), verbosity: 0 }).promise

/** One line; no-break spaces are spaces, joiners are nothing, a dash that is drawn apart is not. */
const plain = (text: string) => text.replace(/[\u2060\u200B\u00AD]/g, '').replace(/[\s\u00A0\u202F]+/g, ' ').replace(/ ?– ?/g, '–').trim()
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const unescaped = (text: string) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot));/gi, (_, hex: string, decimal: string, name: string) => NAMED[name] ?? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)))
const htmlText = (html: string) => unescaped(html.replace(/<(style|script|head)>[^]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
const markdownText = (markdown: string) => markdown.replace(/\\([^\w\s])/g, '$1').replace(/[*`]/g, '')
async function pdfjsText(bytes: Uint8Array): Promise<string> {
  const document = await open(bytes)
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)))
  return (await Promise.all(pages.map((page) => page.getTextContent()))).map(({ items }) => items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')).join('\n')
}
function popplerText(bytes: Uint8Array): string {
  const file = join(folderOf({}), 'a.pdf')
  writeFileSync(file, bytes)
  return execFileSync(PDFTOTEXT, ['-raw', file, '-'], { maxBuffer: 64_000_000 }).toString()
}

/** What the other tests read: poppler where it is installed. */
const pdfText = async (bytes: Uint8Array) => plain(hasPoppler ? popplerText(bytes) : await pdfjsText(bytes))

const READERS = {
  terminal: async (name, lang) => (await render(name, 'terminal', { lang })) as string,
  markdown: async (name, lang) => markdownText((await render(name, 'markdown', { lang })) as string),
  html: async (name, lang) => htmlText((await render(name, 'html', { lang })) as string),
  'pdf by pdf.js': async (name, lang) => pdfjsText(await pdf(name, lang)),
  'pdf by poppler': async (name, lang) => popplerText(await pdf(name, lang)),
} satisfies Record<string, (name: Name, lang: Lang) => Promise<string>>

const WORDS = {
  es: { compliance: 'Índice de cumplimiento', declared: 'Declarado', good: 'Buenas prácticas', coverage: 'Cobertura', full: 'Con sustento completo', maturity: 'Madurez media', of: 'de', percent: ' %', none: 'no calculable' },
  en: { compliance: 'Compliance index', declared: 'Declared', good: 'Good practice', coverage: 'Coverage', full: 'With full support', maturity: 'Mean maturity', of: 'of', percent: '%', none: 'not calculable' },
} as const
/** Written here on its own, so that a mistake in the shared formatter shows. */
const rangeIn = (lang: Lang) => (range: Range): string => {
  const one = (value: number) => `${value.toFixed(1)}${WORDS[lang].percent}`
  return range === null ? WORDS[lang].none : range.low === range.high ? one(range.low) : `${one(range.low)}–${one(range.high)}`
}
const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** The figure right behind its label, with nothing but punctuation and bars between. */
const behind = (label: string, value: string) => new RegExp(`${escapeRegExp(label)}[\\s:·█▒░]*${escapeRegExp(value)}(?![\\d.–])`, 'i')

describe.for(FIXTURES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))('%s in %s', ([name, lang]) => {
  const [result] = assessments[name].results
  if (!result) throw new Error(name)
  const words = WORDS[lang]
  const range = rangeIn(lang)
  const { scores, coverage, topics } = result
  const headline: readonly (readonly [label: string, value: string])[] = [
    [words.compliance, range(scores.compliance)],
    [words.declared, range(scores.declared)],
    [words.good, range(scores.goodPractice)],
    [words.coverage, `${coverage.answeredOrMeasured} ${words.of} ${coverage.applicable}`],
    [words.full, `${coverage.fullProof} ${words.of} ${coverage.applicable}`],
    [words.maturity, `${scores.maturity?.toFixed(1)} ${words.of} 5`],
  ]
  const unreadable = (reader: string) => (reader.startsWith('pdf') && !canPrint) || (reader === 'pdf by poppler' && !hasPoppler)
  for (const [reader, read] of Object.entries(READERS)) {
    test.skipIf(unreadable(reader))(`in ${reader}`, async () => {
      const text = plain(await read(name, lang))
      // Of several rulebooks the terminal gives a line each; the reports have the rest.
      if (reader === 'terminal' && assessments[name].results.length > 1) {
        for (const { scores: one, coverage: of } of assessments[name].results)
          expect(text).toContain(`${range(one.compliance ?? one.goodPractice)} ${of.answeredOrMeasured} ${words.of} ${of.applicable}`.replace(/^no/, 'No'))
        return
      }
      for (const [label, value] of headline) expect(text).toMatch(behind(label, value))
      if (coverage.answeredOrMeasured === 0) return
      for (const topic of topics) {
        if (topic.scores.compliance === null) continue
        const value = range(topic.scores.compliance)
        const label = topic.title[lang]
        const either = new RegExp(`${behind(label, value).source}|(?<![\\d.–])${escapeRegExp(value)} · ${escapeRegExp(label)}`)
        expect(text, `${reader}: ${topic.id}`).toMatch(either)
      }
    })
  }
})

describe.skipIf(!canPrint)('the PDF', () => {
  test.for([['letter', [612, 792]], ['a4', [595, 842]]] as const)('on %s', async ([paper, size]) => {
    const document = await open(await pdf('municipio', 'es', 'full', paper))
    for (let number = 1; number <= document.numPages; number++) {
      const { view, rotate } = await document.getPage(number)
      expect([...view.map(Math.round), rotate]).toEqual([0, 0, ...size, 0])
    }
  })
  test('is on Letter unless asked otherwise', async () => {
    expect((await run(['assess', fixture('municipio'), '--format', 'html'])).out).toContain('@page{size:letter}')
  })
  test.for(FIXTURES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))('%s in %s: title, language, tags, the date that was given', async ([name, lang]) => {
    const html = (await render(name, 'html', { lang })) as string
    const document = await open(await pdf(name, lang))
    const { info } = await document.getMetadata()
    expect(info).toMatchObject({ Language: lang, CreationDate: "D:20261121000000-05'00'", ModDate: "D:20261121000000-05'00'" })
    expect('Title' in info && plain(String(info.Title))).toBe(plain(htmlText(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '')))
    expect(await document.getMarkInfo()).toEqual(new Map([['Marked', true], ['UserProperties', false], ['Suspects', false]]))
    const roles = new Set<string>()
    const visit = (node: { role?: string; alt?: string; children?: unknown[] }): void => {
      if (node.role) roles.add(node.role)
      if (node.role === 'Figure') expect(node.alt ?? '', 'a figure says what it shows').toMatch(/\d/)
      for (const child of node.children ?? []) visit(child as typeof node)
    }
    for (let number = 1; number <= document.numPages; number++) visit(await (await document.getPage(number)).getStructTree())
    for (const role of ['H1', 'H2', 'P', 'Table', 'TH', 'TD']) expect([...roles]).toContain(role)
  })
  test.for(FIXTURES.flatMap((name) => LANGS.map((lang) => [name, lang] as const)))('%s in %s: bookmarks equal the headings', async ([name, lang]) => {
    const html = (await render(name, 'html', { lang })) as string
    const document = await open(await pdf(name, lang))
    type Node = { title: string; items: Node[] }
    const flat = (nodes: readonly Node[], depth = 1): string[] => nodes.flatMap((node) => [`${depth} ${plain(node.title)}`, ...flat(node.items, depth + 1)])
    const headings = [...html.matchAll(/<h(\d)[^>]*>([^]*?)<\/h\1>/g)].map(([, depth, text = '']) => `${depth} ${plain(htmlText(text))}`)
    expect(flat(((await document.getOutline()) as Node[] | null) ?? [])).toEqual(headings)
  })
  test.for(FIXTURES)('%s: every gap is in it, accents come out right', async (name) => {
    const text = await pdfText(await pdf(name))
    for (const { rule } of assessments[name].results.flatMap(({ plan }) => plan)) expect(text).toContain(rule)
    expect(text).toMatch(/evaluación/i)
    expect(text).toContain('Índice de cumplimiento')
    if (name === 'ministerio') expect(text).toContain('DiseñoCAD')
    expect(text).not.toMatch(/undefined|NaN|\[object|\uFFFD/)
  })
  test('one printer prints several institutions, each as it would alone', async () => {
    const order = ['vacio', 'municipio', 'vacio'] as const
    const pdfs = await withPrinter(async (print) => {
      const list: Uint8Array[] = []
      for (const name of order) list.push((await render(name, 'pdf', { print })) as Uint8Array)
      return list
    })
    for (const [index, name] of order.entries()) expect(Buffer.compare(pdfs[index]!, await pdf(name)), `${index}: ${name}`).toBe(0)
  })
  test.skipIf(!hasPoppler).for(FIXTURES)('%s: poppler says the same', async (name) => {
    const file = join(folderOf({}), 'a.pdf')
    writeFileSync(file, await pdf(name))
    expect(execFileSync(PDFINFO, [file]).toString()).toMatch(/Title: +Informe de brechas[^]*Tagged: +yes\n[^]*JavaScript: +no\n[^]*Page size: +612 x 792 pts \(letter\)\n/)
    expect(plain(popplerText(await pdf(name)))).toMatch(/Índice de cumplimiento/)
  })
  test.for(FIXTURES)('%s: a shorter version is shorter, with the same numbers', async (name) => {
    const pages: number[] = []
    const range = rangeIn('es')(assessments[name].results[0]!.scores.compliance)
    for (const level of ['executive', 'manager', 'full'] as const) {
      const bytes = await pdf(name, 'es', level)
      pages.push((await open(bytes)).numPages)
      expect(await pdfText(bytes)).toMatch(behind('Índice de cumplimiento', range))
    }
    expect(pages).toEqual(pages.toSorted((a, b) => a - b))
    // Where nothing was answered, the page that decides is all there is to say before the annexes.
    expect(new Set(pages).size).toBe(name === 'vacio' ? 2 : 3)
  })
})
