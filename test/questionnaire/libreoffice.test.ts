// A workbook that another program opened and saved: nothing is lost, and drop-downs and protection are still there.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { mergeForms } from '../../src/questionnaire/merge.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import { AS_OF } from '../support/evidence.ts'
import { folderOf } from '../support/folder.ts'
import { fixture } from '../support/run.ts'
import { bytesOf, editXlsx, filledWith, fixtureForm, merged, miniForm } from './forms.ts'

const soffice = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version'], { env: { ...process.env, HOME: '/nonexistent' } }).status === 0)

/** Opened and saved by LibreOffice, in a home of its own. */
function saved(bytes: Uint8Array, format = 'xlsx'): Uint8Array {
  const folder = folderOf({ 'c.xlsx': bytes, 'home/x': '' })
  const out = join(folder, 'out')
  const { stdout, stderr } = spawnSync(
    soffice!,
    ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', format, '--outdir', out, 'c.xlsx'],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 100_000,
      env: { PATH: process.env['PATH'], HOME: join(folder, 'home') },
    },
  )
  try {
    return readFileSync(join(out, `c.${format}`))
  } catch {
    throw new Error(stdout + stderr)
  }
}

describe.skipIf(soffice === undefined)('LibreOffice', () => {
  test.for(['ministerio', 'hostil'] as const)('%s comes back untouched', { timeout: 120_000 }, async (name) => {
    const { form, answers, rules, documents } = await fixtureForm(fixture(name))
    const asked = form.groups.flatMap(({ questions }) => questions.map(({ rule }) => rule.id)).toSorted()
    const merge = mergeForms([readForm(saved(bytesOf(form, 'xlsx')), 'c.xlsx')], { rules, answers, documents, today: AS_OF })
    expect(merge).toMatchObject({ unchanged: asked, rejected: [], conflicts: [], changed: [], added: [] })
  })

  test('answers of every kind, drop-downs, protection, hidden key (what is seen of a sheet a headless LibreOffice does not save)', () => {
    const said = {
      'ACT-01': {
        value: 'yes',
        criteria: { a: true, b: true },
        note: "=1+1\n'línea\n\t_x0041_ <b>&amp; אבג \u202Ex",
        documents: ['politica'],
        review: true,
        at: '2026-01-31',
      },
      'ACT-02': { value: 'not-applicable', reason: 'sin-activos', target: '2026-12-31', by: '+507 6000-0000' },
      'SEG-01': { value: 'planned', note: '00123', responsible: "'=x" },
    } as const
    const form = filledWith(miniForm(), said as never)
    const bytes = saved(bytesOf(form, 'xlsx'))
    const merge = merged([readForm(bytes, 'c.xlsx')], {})
    expect(merge.rejected).toEqual([])
    expect(Object.fromEntries(merge.added.map(({ rule, after }) => [rule, after]))).toEqual({
      'ACT-01': said['ACT-01'],
      'ACT-02': { ...said['ACT-02'], at: AS_OF },
      'SEG-01': { ...said['SEG-01'], at: AS_OF },
    })
    const parts = unzipSync(bytes)
    const sheet = strFromU8(parts['xl/worksheets/sheet2.xml']!)
    expect(sheet).toMatch(/<sheetProtection[^>]*sheet="true"/)
    expect([...sheet.matchAll(/<dataValidation [^>]*type="list"/g)].length).toBeGreaterThanOrEqual(4)
    expect(sheet).toMatch(/<col [^>]*hidden="(true|1)"/)
    expect(strFromU8(parts['xl/styles.xml']!)).toMatch(/<protection[^>]*locked="(false|0)"/)
    expect(strFromU8(parts['xl/workbook.xml']!)).toMatch(/name="Listas"[^>]*state="hidden"/)
  }, 120_000)

  test('a day that the program counts', () => {
    const bytes = saved(editXlsx(bytesOf(miniForm(), 'xlsx'), { 'SEG!C4': { text: 'no' }, 'SEG!H4': { number: 46_387 } }))
    expect(merged([readForm(bytes, 'c.xlsx')], {}).added).toMatchObject([{ after: { target: '2026-12-31' } }])
  }, 120_000)

  test('saved as an OpenDocument sheet it is refused with what to do', () => {
    expect(() => readForm(saved(bytesOf(miniForm(), 'xlsx'), 'ods'), 'c.ods')).toThrow('ods')
  }, 120_000)

  test('a CSV opened and saved comes back', () => {
    const there = { 'SEG-01': { value: 'no', note: '=1+1, «ñ»\n\'segunda\n"tercera"' } } as const
    const folder = folderOf({ 'home/x': '' })
    writeFileSync(join(folder, 'c.csv'), bytesOf(miniForm(there), 'csv'))
    const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false'
    spawnSync(
      soffice!,
      [
        '--headless',
        `-env:UserInstallation=file://${folder}/profile`,
        '--infilter=Text - txt - csv (StarCalc):44,34,76,1',
        '--convert-to',
        filter,
        '--outdir',
        'out',
        'c.csv',
      ],
      {
        cwd: folder,
        timeout: 100_000,
        env: { PATH: process.env['PATH'], HOME: join(folder, 'home') },
      },
    )
    expect(merged([readForm(readFileSync(join(folder, 'out/c.csv')), 'c.csv')], there)).toMatchObject({
      unchanged: ['ACT-01', 'ACT-02', 'SEG-01'],
      rejected: [],
    })
  }, 120_000)
})
