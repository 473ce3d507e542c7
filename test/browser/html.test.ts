// The HTML report in a real browser, opened from a file: accessible, silent, filterable, printable, and deaf to what data says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assessment } from '../../src/model/assessment.ts'
import html from '../../src/report/html.ts'
import { visible } from '../../src/util/terminal-safe.ts'
import { assessFolder } from '../support/assess.ts'
import { PAPER, axe, hasBrowser, openBrowser, see as seePage, type Look, type Seen } from '../support/page.ts'
import { FIXTURES, fixture } from '../support/run.ts'

type Name = (typeof FIXTURES)[number]
const assessments = Object.fromEntries(await Promise.all(FIXTURES.map(async (name) => [name, await assessFolder(fixture(name), { lang: 'es' })]))) as Record<
  Name,
  Assessment
>
const folder = mkdtempSync(join(tmpdir(), 'cumple-html-'))
const fileOf = (name: Name) => pathToFileURL(join(folder, `${name}.html`)).href
let browser: Browser

/** A report of a fixture; `ask` calls what in-page.js offers. */
async function see(name: Name, look?: Look): Promise<Seen> {
  const seen = await seePage(browser, fileOf(name), look)
  return { ...seen, ask: (question) => seen.ask(`look.${question}`) }
}

beforeAll(async () => {
  if (!hasBrowser) return
  for (const name of FIXTURES) writeFileSync(join(folder, `${name}.html`), html.render(assessments[name], { lang: 'es', level: 'full', paper: 'letter' }))
  browser = await openBrowser(folder)
})
afterAll(async () => {
  if (hasBrowser) await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!hasBrowser).for(FIXTURES)('%s', (name) => {
  test('asks for nothing, says nothing', async () => {
    const { ask, requests, noise } = await see(name)
    await ask('clickLinks()')
    expect(requests).toEqual([fileOf(name)])
    expect(noise).toEqual([])
  })

  test.for([
    ['light', {}],
    ['dark', { dark: true }],
    ['on a phone', { width: 390 }],
    ['dark, on a phone', { width: 390, dark: true }],
  ] as const)('axe finds nothing moderate or worse: %s', async ([, look]) => {
    const { page } = await see(name, { ...look, bypassCsp: true })
    expect(await axe(page, ['moderate', 'serious', 'critical'])).toEqual([])
  })

  test('a chart is named by what it shows, once, beside its caption', async () => {
    const { ask } = await see(name)
    const charts = await ask<{ says: string; caption: string }[]>('charts()')
    expect(charts.filter(({ says, caption }) => says === '' || says === caption)).toEqual([])
  })

  test('the keys of a legend differ also in colours of the user', async () => {
    const { page, ask } = await see(name)
    await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] })
    for (const keys of await ask<string[][]>('keys()')) expect(new Set(keys).size).toBe(keys.length)
  })

  test('headings form a tree under one h1', async () => {
    const { ask } = await see(name)
    const depths = await ask<number[]>('depths()')
    expect(depths.filter((depth) => depth === 1)).toHaveLength(1)
    expect(depths[0]).toBe(1)
    expect(depths.filter((depth, index) => index > 0 && depth - depths[index - 1]! > 1)).toEqual([])
  })

  test('each filter leaves what it names, two of them what both name, reset leaves everything', async () => {
    const { page, ask } = await see(name)
    const selects = await ask<{ name: string; values: string[] }[]>('selects()')
    const pick = (select: string, value: string) => page.select(`#filtros select[name=${select}]`, value)
    const holds = async (wanted: Record<string, string>) => {
      const words = JSON.stringify(wanted)
      const counts = [await ask<number>('shown()'), await ask<number>(`wrong(${words})`)]
      expect({ wanted, counts }).toEqual({ wanted, counts: [await ask<number>(`expected(${words})`), 0] })
      return counts[0]!
    }
    expect(await ask('hasForm()')).toBe(true)
    expect(selects.length).toBeGreaterThan(0)
    const total = await ask<number>('shown()')
    for (const { name: select, values } of selects) {
      let sum = 0
      for (const value of values) {
        await pick(select, value)
        const shown = await holds({ [select]: value })
        expect(shown, `${select}=${value} is offered, so there is one`).toBeGreaterThan(0)
        expect(await ask('status()')).toMatch(/\d+ .*\d+/)
        sum += shown
      }
      expect(sum, `${select}: everything belongs to one of its values`).toBe(total)
      await pick(select, '')
    }
    const pair = Object.fromEntries(selects.slice(0, 2).map(({ name: select, values }) => [select, values.at(-1)!]))
    for (const [select, value] of Object.entries(pair)) await pick(select, value)
    await holds(pair)
    await page.click('#filtros button[type=reset]')
    await page.waitForFunction(`look.status() === ''`)
    expect(await ask('shown()')).toBe(total)
    for (const [select, value] of Object.entries(pair)) await pick(select, value)
    await page.emulateMediaType('print')
    expect(await ask('shown()'), 'print shows everything').toBe(total)
  })

  test('with scripts off everything is there, and no filter that does nothing', async () => {
    const { ask, noise } = await see(name, { scripts: false })
    expect(await ask('hasForm()')).toBe(false)
    expect(await ask('hidden()')).toBe(0)
    expect(noise).toEqual([])
  })

  test.for([390, 320])('%i pixels wide: nothing to scroll sideways', async (width) => {
    const { ask } = await see(name, { width })
    expect(await ask('wide()')).toEqual({ room: width, page: width, out: [] })
  })

  test.for([
    ['390', { width: 390 }],
    ['800', { width: 800 }],
    ['1280', { width: 1280 }],
    ['1920', { width: 1920 }],
    ['paper', { width: PAPER.width, print: true }],
  ] as const)('no ordinary word is cut: %s', async ([, look]) => {
    const { ask } = await see(name, look)
    expect(await ask('cut()')).toEqual([])
  })

  test('contents and filters stand folded above a narrow page, and unfolded beside a wide one', async () => {
    const { page, ask } = await see(name, { width: 1024 })
    const parts = (await ask<boolean[]>('unfolded()')).length
    expect(parts).toBeGreaterThan(0)
    expect(await ask('unfolded()')).toEqual(Array.from({ length: parts }, () => false))
    await page.setViewport({ width: 1280, height: 900 })
    await page.waitForFunction('look.unfolded().every(Boolean)')
    const plain = await see(name, { width: 1024, scripts: false })
    expect(await plain.ask('unfolded()'), 'nothing would unfold them').toEqual(Array.from({ length: parts }, () => true))
  })

  describe('on paper', () => {
    test('no box leaves the page', async () => {
      const { ask } = await see(name, { width: PAPER.width, print: true })
      expect(await ask(`outside(${PAPER.width})`)).toEqual([])
    })
    test('on the page that decides nothing overlaps, and it is one page', async () => {
      const { ask } = await see(name, { width: PAPER.width, print: true })
      const { overlaps, height, blocks } = await ask<{ overlaps: string[]; height: number; blocks: number }>('decision()')
      expect(blocks).toBeGreaterThan(3)
      expect(overlaps).toEqual([])
      expect(height).toBeLessThanOrEqual(PAPER.height)
    })
  })
})

describe.skipIf(!hasBrowser).for(['ministerio', 'hostil', 'nacional'] as const)('%s as a PDF', (name) => {
  test('no page holds a heading or a few lines alone', { timeout: 60_000 }, async () => {
    const { page } = await see(name)
    const pdf = await getDocument({ data: await page.pdf({ preferCSSPageSize: true }), verbosity: 0 }).promise
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, at) => {
        const { items } = await (await pdf.getPage(at + 1)).getTextContent()
        const said = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [{ text: item.str, top: Math.round(Number(item.transform[5])) }] : []))
        // Beside the mark above and the foot below.
        return { page: at + 1, lines: new Set(said.map(({ top }) => top)).size - 2, text: said.map(({ text }) => text).join(' ') }
      }),
    )
    expect(pages.length).toBeGreaterThan(20)
    expect(pages.slice(1).filter(({ lines }) => lines < 4)).toEqual([])
  })
})

test.skipIf(!hasBrowser)('with an audit the page that decides is still one, and no table before it spills over', async () => {
  const audit = join(folder, 'audit.yaml')
  const verdict = (rule: string, rest: string) => `  ${rule}: {${rest}, note: Se tuvo a la vista.}\n`
  writeFileSync(
    audit,
    `schema: cumple/audit@1\nauditor: Auditoría\ndate: 2026-11-20\ninstitution: mae\nverdicts:\n${[
      verdict('GOB-02', 'verdict: reject'),
      verdict('GOB-04', 'verdict: accept'),
      verdict('ACT-07', 'verdict: raise, to: yes'),
      verdict('INC-03', 'verdict: lower, to: partial'),
      verdict('APP-01', 'verdict: reject'),
      verdict('PDP-01', 'verdict: reject'),
    ].join('')}`,
  )
  for (const lang of ['es', 'en'] as const) {
    const file = join(folder, `audit-${lang}.html`)
    writeFileSync(file, html.render(await assessFolder(fixture('ministerio'), { lang, audit }), { lang, level: 'full', paper: 'letter' }))
    const { ask } = await seePage(browser, pathToFileURL(file).href, { width: PAPER.width, print: true })
    const { overlaps, height } = await ask<{ overlaps: string[]; height: number }>('look.decision()')
    expect(overlaps).toEqual([])
    expect(height).toBeLessThanOrEqual(PAPER.height)
    expect(await ask('look.cut()')).toEqual([])
    expect(await ask("getComputedStyle(document.querySelector('#conjunto')).breakInside")).toBe('avoid')
  }
})

test.skipIf(!hasBrowser)('the measures see what is wrong', async () => {
  const { page, ask } = await see('municipio', { width: PAPER.width, print: true, bypassCsp: true })
  await page.addStyleTag({
    content:
      'td { overflow-wrap: anywhere } td.text { min-width: 0; max-width: 3rem } main { width: 900px } .steps li { margin-top: -30px } .quiet { color: #bbb !important } .panel { height: 80rem }',
  })
  expect(await ask<string[]>('cut()')).not.toEqual([])
  expect(await ask<string[]>(`outside(${PAPER.width})`)).not.toEqual([])
  expect((await ask<{ page: number }>('wide()')).page).toBeGreaterThan(PAPER.width)
  const { overlaps, height } = await ask<{ overlaps: string[]; height: number }>('decision()')
  expect(overlaps).not.toEqual([])
  expect(height).toBeGreaterThan(PAPER.height)
  expect((await axe(page, ['serious'])).join()).toContain('color-contrast ×')
})

describe.skipIf(!hasBrowser)('what data says', () => {
  const { institution, results, documents } = assessments.hostil
  const nothing = { noise: [], requests: [fileOf('hostil')] }

  test('stays text: no element, no handler, no script but ours', async () => {
    const { ask, noise, requests } = await see('hostil')
    const plain = await see('municipio')
    const { tags, ...active } = await ask<{ tags: string[] }>('active()')
    expect(active).toEqual({ scripts: 1, attributes: [], links: [] })
    const ours = new Set([...(await plain.ask<{ tags: string[] }>('active()')).tags, 'pattern', 'defs', 'rect'])
    expect(tags.filter((tag) => !ours.has(tag))).toEqual([])
    expect({ noise, requests }).toEqual(nothing)
  })
  test('is shown as it is', async () => {
    const { ask } = await see('hostil')
    const flat = (text: string) => visible(text).replace(/\s+/g, ' ').trim()
    const text = flat(await ask<string>('text()'))
    const gaps = results.flatMap(({ findings }) => findings.filter(({ outcome }) => ['partial', 'unmet', 'error'].includes(outcome)))
    const said = [
      institution.name,
      institution.sector,
      institution.province,
      ...documents.flatMap(({ title, path, number, signedBy }) => [title, path, number, signedBy]),
      ...gaps.flatMap(({ answer, waiver }) => [answer?.note, waiver?.reason, waiver?.approvedBy]),
    ].flatMap((one) => (one === undefined || one === '' ? [] : [flat(one)]))
    expect(said.length).toBeGreaterThan(20)
    // What is very long may be cut at its end.
    expect(said.filter((one) => !text.includes(one.slice(0, 300)))).toEqual([])
  })
  test('never gets to run, even where the policy is switched off', async () => {
    const { ask, page, noise, requests } = await see('hostil', { bypassCsp: true })
    await page.hover('h1')
    await ask('poke()')
    expect({ noise, requests }).toEqual(nothing)
  })
})
