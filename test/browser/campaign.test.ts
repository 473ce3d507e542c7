// A campaign's dashboard in a real browser, opened from a file: accessible, silent, searchable, quick, and deaf to what data says.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import { summaryHtml } from '../../src/report/campaign/summary.ts'
import { visible } from '../../src/util/terminal-safe.ts'
import { fullCampaign } from '../support/campaign-full.ts'
import { PAPER, axe, hasBrowser, openBrowser, see as seePage, type Look } from '../support/page.ts'

const HOSTILE = `<img src=x onerror=alert(1)> "'><script>alert(2)</script> {{constructor}} \u202Eabc`

const campaigns = {
  small: fullCampaign(15, { topics: 12 }),
  several: fullCampaign(60, { rulebooks: 3, topics: 6 }),
  hostile: fullCampaign(40, { name: (text) => `${text} ${HOSTILE}` }),
  national: fullCampaign(872, { rulebooks: 3, topics: 12 }),
}
type Name = keyof typeof campaigns | 'summary'
const folder = mkdtempSync(join(tmpdir(), 'cumple-campaign-'))
const fileOf = (name: Name) => pathToFileURL(join(folder, `${name}.html`)).href
let browser: Browser

const see = (name: Name, look?: Look) => seePage(browser, fileOf(name), look)

/** The listed institutions that a person sees, by their place. */
const SHOWN = `[...document.querySelectorAll('tr[data-f]')].filter((row) => !row.classList.contains('filtered') && getComputedStyle(row).display !== 'none').map((row) => Number(row.dataset.i))`
const statusOf = (page: Page): Promise<string> => page.$eval('#filtros [role=status]', (element) => element.textContent ?? '')

beforeAll(async () => {
  if (!hasBrowser) return
  for (const [name, campaign] of Object.entries(campaigns)) writeFileSync(join(folder, `${name}.html`), dashboardHtml(campaign, { lang: 'es' }))
  writeFileSync(join(folder, 'summary.html'), summaryHtml(campaigns.several, { lang: 'es', paper: 'letter' }))
  browser = await openBrowser(folder)
})
afterAll(async () => {
  if (hasBrowser) await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!hasBrowser).for(['small', 'several', 'hostile', 'summary'] as const)('%s', (name) => {
  test.for([
    ['light', {}],
    ['dark', { dark: true }],
    ['on a phone', { width: 390 }],
    ['dark, on a phone', { width: 390, dark: true }],
  ] as const)('axe finds nothing moderate or worse: %s', async ([, look]) => {
    const { page } = await see(name, { ...look, bypassCsp: true })
    // What is out of sight is laid out too, so that it is looked at.
    await page.addStyleTag({ content: '.long{content-visibility:visible!important}' })
    await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`)
    expect(await axe(page, ['moderate', 'serious', 'critical'])).toEqual([])
  })

  test('asks for nothing, says nothing; headings form a tree', async () => {
    const { ask, requests, noise } = await see(name)
    await ask('look.clickLinks()')
    const depths = await ask<number[]>('look.depths()')
    expect(depths.filter((depth) => depth === 1)).toHaveLength(1)
    expect(depths.filter((depth, index) => index > 0 && depth - depths[index - 1]! > 1)).toEqual([])
    expect({ requests, noise }).toEqual({ requests: [fileOf(name)], noise: [] })
  })

  test.for([390, 320])('%i pixels wide: only tables scroll sideways', async (width) => {
    const { ask } = await see(name, { width })
    expect(await ask('look.wide()')).toEqual({ room: width, page: width, out: [] })
  })
})

test.skipIf(!hasBrowser)('contents and filters fold with the width of the window', async () => {
  const { page, ask } = await see('several', { width: 390 })
  expect(await ask('look.unfolded()')).toEqual([false, false])
  for (const [width, unfolded] of [
    [1024, [true, false]],
    [1280, [true, true]],
    [390, [false, false]],
  ] as const) {
    await page.setViewport({ width, height: 900 })
    await page.waitForFunction(`JSON.stringify(look.unfolded()) === '${JSON.stringify(unfolded)}'`)
  }
})

describe.skipIf(!hasBrowser)('search and filters', () => {
  const { institutions } = campaigns.several
  const placesOf = (fits: (row: (typeof institutions)[number]) => boolean) => institutions.flatMap((row, at) => (fits(row) ? [at] : []))
  const total = institutions.length

  test('each filter leaves what it names, in every table, and the count says so', async () => {
    const { page, ask } = await see('several')
    for (const name of ['kind', 'sector', 'province', 'band', 'status'] as const) {
      const options = await page.$$eval(`select[name=${name}] option`, (list) => list.map((option) => option.value).filter((value) => value !== ''))
      expect(options.length).toBeGreaterThan(1)
      const seen: number[] = []
      for (const value of options) {
        await page.select(`select[name=${name}]`, value)
        const shown = await ask<number[]>(SHOWN)
        const values = new Set(shown.map((at) => institutions[at]![name]))
        expect(values.size).toBe(1)
        expect(shown).toEqual(placesOf((row) => values.has(row[name])))
        expect(await statusOf(page)).toBe(`Se muestran ${shown.length} de ${total} instituciones`)
        const elsewhere = await ask<number[]>(
          `[...document.querySelectorAll('tr[data-i]:not([data-f])')].filter((row) => !row.classList.contains('filtered')).flatMap((row) => row.dataset.i.includes(' ') ? [] : [Number(row.dataset.i)])`,
        )
        expect(elsewhere.filter((at) => !shown.includes(at))).toEqual([])
        seen.push(...shown)
      }
      expect(seen.toSorted((a, b) => a - b)).toEqual(institutions.map((_, at) => at))
      await page.select(`select[name=${name}]`, '')
    }
  })

  test('a link of the contents leads to its heading, though what lies between is laid out only when it is seen', async () => {
    const { page, ask } = await see('national')
    const landings = []
    for (const id of ['alertas', 'instituciones']) {
      await ask(`scrollTo({ top: 0, behavior: 'instant' })`)
      await ask(`document.querySelector('nav a[href="#${id}"]').click()`)
      // At rest: nothing moved for a third of a second.
      await page.waitForFunction(`look.at === scrollY ? performance.now() - look.since > 333 : (look.at = scrollY, look.since = performance.now(), false)`)
      landings.push(await ask<number>(`Math.abs(document.getElementById('${id}').getBoundingClientRect().top)`))
    }
    expect(Math.max(...landings)).toBeLessThan(5)
  })

  test('search takes names and ids, without accents or case, and joins with filters; reset shows all', async () => {
    const { page, ask } = await see('several')
    const search = async (text: string) => {
      await page.evaluate(`document.querySelector('input[name=text]').value = ''`)
      await page.type('input[name=text]', text)
      return ask<number[]>(SHOWN)
    }
    expect(await search('INSTITUCION 7')).toEqual(placesOf(({ id, name }) => /7/.test(name + id)))
    expect(await search('inst-0012')).toEqual([11])
    expect(await search('12 institución')).toEqual(placesOf(({ id, name }) => /12/.test(name + id)))
    await page.select('select[name=status]', '0')
    expect(await search('nobody has this name')).toEqual([])
    expect(await statusOf(page)).toBe(`Se muestran 0 de ${total} instituciones`)
    expect(await ask<string>(`getComputedStyle(document.querySelector('#instituciones .scroll'), '::after').content`)).toContain('Ninguna institución')
    await page.click('#filtros button[type=reset]')
    await page.waitForFunction(`document.querySelector('#filtros [role=status]').textContent.includes('${total} de ${total}')`)
    expect(await ask<number[]>(SHOWN)).toHaveLength(total)
  })

  test('one rulebook at a time, until all are asked for; print shows everything', async () => {
    const { page, ask } = await see('several')
    const books = `[...new Set([...document.querySelectorAll('section[data-book]')].filter((part) => part.checkVisibility()).map((part) => part.dataset.book))]`
    expect(await ask(books)).toEqual(['0'])
    await page.select('select[name=book]', '2')
    expect(await ask(books)).toEqual(['2'])
    await page.type('input[name=text]', 'inst-0001')
    await page.emulateMediaType('print')
    expect(await ask(books)).toEqual(['0', '1', '2'])
    expect(await ask<number[]>(SHOWN.replace(`!row.classList.contains('filtered') && `, ''))).toHaveLength(total)
    await page.emulateMediaType('screen')
    await page.select('select[name=book]', '')
    expect(await ask(books)).toEqual(['0', '1', '2'])
  })

  test('with scripts off everything is there, and no control that does nothing', async () => {
    const { ask, noise } = await see('several', { scripts: false })
    expect(await ask(`document.querySelector('#filtros').checkVisibility()`)).toBe(false)
    expect(await ask<number[]>(SHOWN)).toHaveLength(total)
    expect(await ask(`[...document.querySelectorAll('main section')].filter((part) => !part.checkVisibility()).length`)).toBe(0)
    expect(noise).toEqual([])
  })
})

describe.skipIf(!hasBrowser)('what data says', () => {
  const nothing = { noise: [], requests: [fileOf('hostile')] }
  test('stays text, and is shown as it is', async () => {
    const { ask, noise, requests } = await see('hostile')
    const plain = await see('small')
    const { tags, links, ...active } = await ask<{ tags: string[]; links: string[] }>('look.active()')
    expect(active).toEqual({ scripts: 1, attributes: [] })
    expect(links.filter((link) => !/^instituciones\/[\w.%-]+\/[\w.%-]+$/.test(link))).toEqual([])
    const ours = new Set([...(await plain.ask<{ tags: string[] }>('look.active()')).tags, 'details', 'summary'])
    expect(tags.filter((tag) => !ours.has(tag))).toEqual([])
    const names = await ask<string[]>(`[...document.querySelectorAll('tr[data-f] th')].map((cell) => cell.childNodes[0].textContent)`)
    expect(names).toEqual(campaigns.hostile.institutions.map(({ name }) => visible(name)))
    expect({ noise, requests }).toEqual(nothing)
  })
  test('never gets to run, even where the policy is switched off', async () => {
    const { ask, page, noise, requests } = await see('hostile', { bypassCsp: true })
    await page.type('input[name=text]', '<img')
    expect(await ask<number[]>(SHOWN)).toHaveLength(campaigns.hostile.institutions.length)
    await ask('look.poke()')
    expect({ noise, requests }).toEqual(nothing)
  })
})

test.skipIf(!hasBrowser)('on paper no box of the summary leaves the page', async () => {
  const { ask } = await see('summary', { width: PAPER.width, print: true })
  expect(await ask(`look.outside(${PAPER.width})`)).toEqual([])
})

test.skipIf(!hasBrowser)('872 institutions, 12 topics, 3 rulebooks: size and time', async () => {
  const { page, ask } = await see('national')
  const times = await ask<{ load: number }>(`(() => { const [t] = performance.getEntriesByType('navigation'); return { load: Math.round(t.loadEventEnd) } })()`)
  const started = performance.now()
  await page.type('input[name=text]', 'inst-0870')
  const typed = Math.round((performance.now() - started) / 9)
  expect(await ask<number[]>(SHOWN)).toEqual([869])
  const bytes = readFileSync(join(folder, 'national.html')).length
  console.log(
    `dashboard of 872 × 12 × 3: ${(bytes / 1e6).toFixed(2)} MB, ${await ask<number>('document.all.length')} nodes, loads in ${times.load} ms, ${typed} ms per letter`,
  )
  expect(bytes).toBeLessThan(6_000_000)
})
