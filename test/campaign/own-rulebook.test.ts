// A campaign under a rulebook of one's own, or under one that ships adapted by an overlay.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Assessment } from '../../src/model/assessment.ts'
import { Campaign } from '../../src/model/campaign.ts'
import { folderOf, MINI } from '../support/folder.ts'
import { runBuilt } from '../support/run.ts'
import { filesOf } from '../support/rulebook-files.ts'
import { CAMPAIGN, municipality } from '../support/small-campaign.ts'

const ENV = { CUMPLE_BROWSER: '/no/browser' }
const batch = (...args: readonly string[]) => runBuilt(['batch', ...args], { env: ENV })
const outOf = () => join(folderOf({}), 'out')
const campaignOf = (out: string): Campaign => Campaign.parse(JSON.parse(readFileSync(join(out, 'campaign.json'), 'utf8')))
const assessmentOf = (out: string, id: string): Assessment =>
  Assessment.parse(JSON.parse(readFileSync(join(out, 'instituciones', id, 'assessment.json'), 'utf8')))
const read = (out: string, name: string): string => readFileSync(join(out, name), 'utf8')

const OVERLAY = `schema: cumple/overlay@1
id: salud
title: {es: Sector salud, en: Health sector}
base: {id: aig-tic, version: 1.0.0}
off: [{rule: GOB-02, reason: {es: No es del sector, en: Not of the sector}}]
`
const own = Object.fromEntries(Object.entries(filesOf(MINI)).map(([name, text]) => [`reglas/${name}`, text]))
const place = (rulebooks: string) => CAMPAIGN(['alfa', 'beta']).replace('[{id: aig-tic}]', rulebooks)
const answers = '  ACT-01: {value: yes}\n'
const campaign = (rulebooks: string, more: Record<string, string> = {}) =>
  folderOf({
    'campaign.yaml': place(rulebooks),
    'alfa/evidence.yaml': municipality('alfa', { extra: 'rulebooks: [{id: mini}]\n', answers }),
    'beta/evidence.yaml': municipality('beta', { extra: 'rulebooks: [{id: mini}]\n', answers: '  ACT-01: {value: no}\n' }),
    ...own,
    ...more,
  })

test('its figures are those of a self-assessment, and its folder is nobody’s evidence', () => {
  const [root, out] = [campaign('[{id: mini, path: reglas, version: ^1.0.0}]'), outOf()]
  const { code, out: said } = batch(root, '--out', out)
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('2 listadas = 2 evaluadas + 0 rechazadas + 0 sin entregar') as string })
  expect(said).not.toContain('reglas')
  for (const id of ['alfa', 'beta']) {
    const saved = join(folderOf({}), 'a.json')
    runBuilt(['assess', join(root, id), '--rulebook', join(root, 'reglas'), '--as-of', '2026-11-21', '--format', `json=${saved}`])
    const alone = Assessment.parse(JSON.parse(readFileSync(saved, 'utf8')))
    expect(assessmentOf(out, id).results).toEqual(alone.results)
  }
  expect(campaignOf(out).rulebooks.map(({ id, digest }) => [id, digest])).toEqual([['mini', assessmentOf(out, 'alfa').results[0]!.digest]])
})

test('a path that is typed does the same', () => {
  const [root, out] = [campaign('[{id: mini, path: reglas}]'), outOf()]
  expect(batch(join(root, 'alfa'), join(root, 'beta'), '--rulebook', join(root, 'reglas'), '--as-of', '2026-11-21', '--out', out).code).toBe(0)
  expect(campaignOf(out).rulebooks.map(({ id }) => id)).toEqual(['mini'])
})

test('an overlay is in force for everybody, and told with every change', () => {
  const named = 'rulebooks: [{id: aig-tic}]\n'
  const root = folderOf({
    'campaign.yaml': place('[{id: aig-tic, path: salud.yaml}]'),
    'salud.yaml': OVERLAY,
    // An answer to what the overlay switched off is an answer still.
    'evidencias/alfa/evidence.yaml': municipality('alfa', { extra: named, answers: '  GOB-02: {value: no}\n' }),
    'evidencias/beta/evidence.yaml': municipality('beta', { extra: named, answers: '  GOB-03: {value: no}\n' }),
  })
  const out = outOf()
  const { code, out: said } = batch(root, '--out', out, '--anonymize', join(folderOf({}), 'secreto'))
  expect(code).toBe(0)
  for (const id of ['alfa', 'beta']) {
    const [result] = assessmentOf(out, id).results
    expect(result!.overlay?.id).toBe('salud')
    expect(result!.findings.map(({ rule }) => rule)).not.toContain('GOB-02')
  }
  expect(said).toContain('Adaptación en vigor: Sector salud')
  for (const folder of ['', 'anonimo/']) {
    const page = read(out, `${folder}index.html`)
    expect(page).toContain('con la adaptación «Sector salud»')
    expect(page).toContain('hecha sobre la versión 1.0.0. Sus resultados no se comparan con los del catálogo sin adaptar.')
    expect(page.includes('No es del sector')).toBe(folder === '')
    expect(read(out, `${folder}csv/method.csv`)).toMatch(/^rulebook\.aig-tic\.overlay\.title,Sector salud,/m)
    expect(read(out, `${folder}csv/method.csv`)).toMatch(/^rulebook\.aig-tic\.overlay\.changes,1,/m)
  }
  expect(campaignOf(out).rulebooks[0]!.overlay?.changes).toHaveLength(1)
})

test('parts are merged with the rulebook that they were assessed with, and with no other', () => {
  const root = campaign('[{id: mini, path: reglas}]')
  const [whole, merged] = [outOf(), outOf()]
  batch(root, '--out', whole)
  const parts = [1, 2].map((index) => {
    const out = outOf()
    batch(root, '--out', out, '--shard', `${index}/2`)
    return out
  })
  const merge = (...more: readonly string[]) => runBuilt(['merge', ...parts, '--out', merged, ...more], { env: ENV })
  const refused = merge()
  expect(refused.code).toBe(2)
  expect(refused.err).toContain(
    'catálogo que no viene con el programa, o con otra versión suya: mini. Indique su carpeta, o el archivo de su adaptación, con --rulebook RUTA.',
  )
  const other = folderOf(filesOf({ ...MINI, version: '1.0.1' }))
  expect(merge('--rulebook', other).err).toContain('con otra versión suya: mini')
  expect(merge('--rulebook', join(root, 'reglas')).code).toBe(0)
  for (const name of ['campaign.json', 'index.html', 'consolidado.xlsx', 'campaign.sqlite'])
    expect(readFileSync(join(merged, name)).equals(readFileSync(join(whole, name)))).toBe(true)
})

test('going on after a change of the rulebook does everything again', () => {
  const [root, out] = [campaign('[{id: mini, path: reglas}]'), outOf()]
  batch(root, '--out', out)
  expect(batch(root, '--out', out, '--resume').out).toContain('2 instituciones')
  const file = join(root, 'reglas', 'rulebook.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('1.0.0', '1.0.1'))
  const { code } = batch(root, '--out', out, '--resume')
  expect(code).toBe(0)
  expect(assessmentOf(out, 'alfa').results[0]!.version).toBe('1.0.1')
  expect(readdirSync(join(out, 'instituciones'))).toEqual(['alfa', 'beta'])
})

test.for([
  ['no such folder', '[{id: mini, path: nada}]', {}, /campaign\.yaml:5:\d+ {2}file-missing/],
  ['another id', '[{id: otro, path: reglas}]', {}, /campaign\.yaml:5:\d+ {2}overlay-other/],
  ['another version', '[{id: mini, path: reglas, version: ^2.0.0}]', {}, /campaign\.yaml:5:\d+ {2}rulebook-version/],
  ['a rulebook with errors', '[{id: mini, path: reglas}]', { 'reglas/ACT/ACT-01.yaml': 'id: ACT-01\n' }, /reglas\/ACT\/ACT-01\.yaml:1:1/],
  [
    'an overlay that changes nothing that is there',
    '[{id: aig-tic, path: salud.yaml}]',
    { 'salud.yaml': OVERLAY.replace('GOB-02', 'GOB-99') },
    /salud\.yaml:5:\d+ {2}overlay-unknown/,
  ],
] as const)('refused before anything is written: %s', ([, rulebooks, more, told]) => {
  const out = outOf()
  const { code, err } = batch(campaign(rulebooks, more), '--out', out)
  expect(code).toBe(3)
  expect(err).toMatch(told)
  expect(() => readdirSync(out)).toThrow('ENOENT')
})

describe('an overlay of which only the words change', () => {
  const named = 'rulebooks: [{id: aig-tic}]\n'
  const made = (reason: string) =>
    folderOf({
      'campaign.yaml': place('[{id: aig-tic, path: salud.yaml}]'),
      'salud.yaml': OVERLAY.replace('No es del sector', reason),
      'evidencias/alfa/evidence.yaml': municipality('alfa', { extra: named }),
      'evidencias/beta/evidence.yaml': municipality('beta', { extra: named }),
    })
  test('everything is done again', () => {
    const [root, out] = [made('Una razón'), outOf()]
    batch(root, '--out', out)
    writeFileSync(join(root, 'salud.yaml'), OVERLAY.replace('No es del sector', 'Otra razón'))
    expect(batch(root, '--out', out, '--resume').code).toBe(0)
    for (const id of ['alfa', 'beta']) expect(assessmentOf(out, id).results[0]!.overlay?.changes[0]?.reason?.es).toBe('Otra razón')
  })
  test('parts of both are not one campaign', () => {
    const parts = ['Una razón', 'Otra razón'].map((reason, index) => {
      const out = outOf()
      batch(made(reason), '--out', out, '--shard', `${index + 1}/2`)
      return out
    })
    const { code, err } = runBuilt(['merge', ...parts, '--out', outOf(), '--rulebook', join(made('Una razón'), 'salud.yaml')], { env: ENV })
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('es de otro ciclo') as string })
  })
})

test('a rulebook that is typed and lies among the evidence is nobody’s', () => {
  const root = campaign('[{id: mini, path: reglas}]')
  rmSync(join(root, 'campaign.yaml'))
  const { out: said } = batch(root, '--rulebook', join(root, 'reglas'), '--as-of', '2026-11-21', '--out', outOf())
  expect(said).toContain('2 listadas = 2 evaluadas + 0 rechazadas')
})

test('the anonymous copy tells that a rulebook was adapted since', () => {
  const root = campaign('[{id: aig-tic}]', { 'salud.yaml': OVERLAY })
  const [before, now] = [outOf(), outOf()]
  const file = join(root, 'campaign.yaml')
  const text = readFileSync(file, 'utf8').replaceAll('rulebooks: [{id: mini}]', 'rulebooks: [{id: aig-tic}]')
  writeFileSync(file, text.replace('2026-11-21', '2026-11-20'))
  for (const id of ['alfa', 'beta']) writeFileSync(join(root, id, 'evidence.yaml'), municipality(id))
  batch(root, '--out', before)
  writeFileSync(file, text.replace('{id: aig-tic}', '{id: aig-tic, path: salud.yaml}'))
  batch(root, '--out', now, '--previous', before, '--anonymize', join(folderOf({}), 'secreto'))
  for (const folder of [now, join(now, 'anonimo')]) expect(campaignOf(folder).previous?.notices.map(({ id }) => id)).toContain('overlay-other')
})

test('an earlier assessment that its campaign did not write is not used', () => {
  const root = campaign('[{id: mini, path: reglas}]')
  const file = join(root, 'campaign.yaml')
  const [before, planted, now] = [outOf(), outOf(), outOf()]
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('2026-11-21', '2026-11-20'))
  batch(root, '--out', before, '--format', 'html')
  batch(root, '--out', planted)
  for (const id of ['alfa', 'beta'])
    writeFileSync(join(before, 'instituciones', id, 'assessment.json'), readFileSync(join(planted, 'instituciones', id, 'assessment.json')))
  writeFileSync(file, text)
  const { err } = batch(root, '--out', now, '--previous', before)
  expect(err.replaceAll(/\s+/g, ' ')).toContain('las evaluaciones anteriores de 2 instituciones faltan o no son las que se escribieron (alfa, beta)')
  expect(assessmentOf(now, 'alfa').previous).toBeUndefined()
})
