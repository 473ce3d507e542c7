// Reports and dashboards as they are used: what filters leave, where links lead, coming back, the keyboard, folds and printing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import html from '../../src/report/html.ts'
import { assessFolder } from '../support/assess.ts'
import { fullCampaign } from '../support/campaign-full.ts'
import { hasBrowser, openBrowser, see as seePage, type Look, type Seen } from '../support/page.ts'
import { fixture } from '../support/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'cumple-use-'))
const fileOf = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href
const see = (name: string, look?: Look): Promise<Seen> => seePage(browser, fileOf(name), look)
let browser: Browser

beforeAll(async () => {
  if (!hasBrowser) return
  const assessment = await assessFolder(fixture('ministerio'), { lang: 'es' })
  for (const level of ['full', 'manager', 'executive'] as const)
    writeFileSync(join(folder, `${level}.html`), html.render(assessment, { lang: 'es', level, paper: 'letter' }))
  writeFileSync(join(folder, 'dashboard.html'), dashboardHtml(fullCampaign(60, { rulebooks: 3, topics: 6 }), { lang: 'es' }))
  writeFileSync(join(folder, 'other.html'), '<!doctype html><title>other</title>')
  browser = await openBrowser(folder)
})
afterAll(async () => {
  if (hasBrowser) await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

const statusOf = (page: Page): Promise<string> => page.$eval('#filtros [role=status]', (element) => element.textContent ?? '')
const topOf = (ask: Seen['ask'], id: string): Promise<number> => ask(`document.getElementById('${id}').getBoundingClientRect().top`)
/** What the selects say. */
const CHOSEN = `Object.fromEntries([...new FormData(document.querySelector('#filtros'))])`
/** Filterable parts that show neither a requirement nor a word. */
const BARE = `[...document.querySelectorAll('[data-empty]')].filter((part) => part.checkVisibility() && ![...part.querySelectorAll('[data-outcome]')].some((item) => item.checkVisibility()) && (part.matches('.scroll') && part.querySelector('table').checkVisibility() || getComputedStyle(part, '::after').content === 'none')).length`

async function elsewhereAndBack(page: Page): Promise<void> {
  await page.goto(fileOf('other'))
  await page.goBack({ waitUntil: 'load' })
}

describe.skipIf(!hasBrowser)('a report', () => {
  test.for(['full', 'manager', 'executive'] as const)(
    '%s: every choice leaves something, says how many requirements, and leaves nothing bare',
    async (level) => {
      const { page, ask } = await see(level)
      const selects = await ask<{ name: string; values: string[] }[]>('look.selects()')
      expect(selects.length).toBeGreaterThan(0)
      const count = `new Set([...document.querySelectorAll('[data-item]')].filter((item) => item.checkVisibility()).map((item) => item.dataset.item)).size`
      const total = await ask<number>(count)
      for (const { name, values } of selects)
        for (const value of values) {
          await page.select(`select[name=${name}]`, value)
          const left = await ask<number>(count)
          expect([value, left > 0, await statusOf(page)]).toEqual([value, true, `Se muestran ${left} de ${total} requisitos`])
          expect([value, await ask(BARE)]).toEqual([value, 0])
          await page.select(`select[name=${name}]`, '')
        }
    },
  )

  test('whoever comes back finds the choices, and the page as they say', async () => {
    const { page } = await see('full')
    await page.select('select[name=severity]', 'high')
    const before = await statusOf(page)
    await elsewhereAndBack(page)
    expect(await page.evaluate(CHOSEN)).toMatchObject({ severity: 'high' })
    expect(await statusOf(page)).toBe(before)
  })

  test('what is to be done first leads to its gap, also when filters hide that', async () => {
    const { page, ask } = await see('full')
    const links = await ask<string[]>(`[...document.querySelectorAll('.steps a')].map((link) => link.getAttribute('href').slice(1))`)
    expect(links.length).toBeGreaterThan(20)
    for (const hidden of [false, true]) {
      const id = links[hidden ? 1 : 0]!
      const severity = await ask<string>(`document.getElementById('${id}').dataset.severity`)
      if (hidden) await page.select('select[name=severity]', severity === 'medium' ? 'high' : 'medium')
      await ask(`document.querySelector('.steps a[href="#${id}"]').click()`)
      await page.waitForFunction(`Math.abs(document.getElementById('${id}').getBoundingClientRect().top) < 40`)
    }
    expect(await statusOf(page)).toBe('')
  })

  test('rows lead to the gap that they name, and to no other place', async () => {
    const { ask } = await see('full')
    const links = await ask<{ href: string; text: string; there: string }[]>(
      `[...document.querySelectorAll('td a, th a')].map((link) => ({ href: link.getAttribute('href'), text: link.textContent, there: document.querySelector(link.getAttribute('href'))?.textContent ?? '' }))`,
    )
    expect(links.length).toBeGreaterThan(100)
    const rule = (text: string) => /[A-Z]{2,4}-\d{2}/.exec(text)?.[0]
    expect(links.filter(({ text, there }) => rule(text) === undefined || rule(text) !== rule(there))).toEqual([])
  })

  test.for([1280, 390])('%i pixels wide: the keyboard stops at the tables that scroll, and at no others', async (width) => {
    const { page, ask } = await see('full', { width })
    const wrong = `[...document.querySelectorAll('.scroll')].filter((part) => (part.scrollWidth > part.clientWidth) !== (part.tabIndex === 0)).length`
    await page.waitForFunction(`${wrong} === 0`)
    expect((await ask<number>(`document.querySelectorAll('.scroll[tabindex]').length`)) > 20).toBe(width < 1000)
  })

  test('what is folded beside the page with a key or a click unfolds with either', async () => {
    const { page, ask } = await see('full')
    for (const summary of await page.$$('.side summary')) {
      const before = await ask<boolean[]>('look.unfolded()')
      await summary.focus()
      await page.keyboard.press('Enter')
      expect(await ask('look.unfolded()')).not.toEqual(before)
      await summary.click()
      expect(await ask('look.unfolded()')).toEqual(before)
    }
  })
})

describe.skipIf(!hasBrowser)('a dashboard', () => {
  test('whoever comes back finds search and choices, and the page as they say', async () => {
    const { page } = await see('dashboard')
    await page.type('input[name=text]', 'inst')
    await page.select('select[name=book]', '2')
    await page.select('select[name=status]', '0')
    const before = [await statusOf(page), await page.evaluate(CHOSEN)]
    await elsewhereAndBack(page)
    expect([await statusOf(page), await page.evaluate(CHOSEN)]).toEqual(before)
    expect(await page.$eval('section[data-book="2"]', (part) => part.checkVisibility())).toBe(true)
    expect(await page.$eval('section[data-book="0"]', (part) => part.checkVisibility())).toBe(false)
  })

  test('a link to a part of another rulebook chooses that one', async () => {
    const { page, ask } = await see('dashboard')
    await page.goto(`${fileOf('dashboard')}#c1-brechas`, { waitUntil: 'load' })
    await page.reload({ waitUntil: 'load' })
    for (const book of [1, 2]) {
      await page.evaluate(`location.hash = 'c${book}-brechas'`)
      await page.waitForFunction(`document.querySelector('select[name=book]').value === '${book}'`)
      expect(Math.abs(await topOf(ask, `c${book}-brechas`))).toBeLessThan(5)
    }
  })

  test('Enter leads to what was found; a filter says that headings count all', async () => {
    const { page, ask } = await see('dashboard')
    expect(await ask(`document.querySelector('.whole').checkVisibility()`)).toBe(false)
    await page.type('input[name=text]', 'inst-0042')
    expect(await ask(`document.querySelector('.whole').checkVisibility()`)).toBe(true)
    await page.keyboard.press('Enter')
    const row = await ask<{ top: number; text: string }>(
      `(() => { const row = document.querySelector('tr[data-f]:not(.filtered)'); return { top: row.getBoundingClientRect().top, text: row.textContent } })()`,
    )
    expect(row.text).toContain('inst-0042')
    expect(row.top).toBeGreaterThan(0)
    expect(row.top).toBeLessThan(900)
  })

  test('who an alert is about leads to their report', async () => {
    const { ask } = await see('dashboard')
    const heads = `[...document.querySelectorAll('.alerts tbody th')].filter((cell) => !cell.querySelector('.line'))`
    expect(await ask<number>(`${heads}.length`)).toBeGreaterThan(0)
    expect(
      await ask(`${heads}.filter((cell) => !/^instituciones\\//.test(cell.querySelector('a')?.getAttribute('href') ?? '')).map((cell) => cell.textContent)`),
    ).toEqual([])
  })

  test('on paper nothing stays folded', async () => {
    const { ask } = await see('dashboard', { print: true })
    const folds = `[...document.querySelectorAll('details.folded')]`
    expect(await ask<number>(`${folds}.length`)).toBeGreaterThan(0)
    expect(await ask(`${folds}.filter((fold) => !fold.querySelector('tbody tr').checkVisibility({ contentVisibilityAuto: false })).length`)).toBe(0)
    expect(await ask(`${folds}.filter((fold) => fold.getBoundingClientRect().height < 60).length`)).toBe(0)
  })
})
