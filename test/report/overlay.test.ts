// What a report says of an overlay: the threshold and the severity that it changed are its own, and those who sign are told of it.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { RulebookResult } from '../../src/model/assessment.ts'
import { explainFinding, explainRule } from '../../src/report/explain.ts'
import markdown from '../../src/report/markdown.ts'
import { loadOverlay } from '../../src/rulebook/overlay.ts'
import { RULEBOOK_IDS, assessFolder, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { fixture } from '../support/run.ts'
import { AUDIT, FINDINGS, finding, resultOf, sample } from './sample.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const both = (es: string) => ({ es, en: `${es} (en)` })

/** The overlay, and the ministry assessed with it; the folder is gone when the test ends. */
async function tailored() {
  const overlay = {
    schema: 'cumple/overlay@1',
    id: 'propia',
    title: both('Exigencias propias'),
    base: { id: 'aig-tic', version: (await shipped('aig-tic')).version },
    severities: [{ rule: 'ACT-02', was: 'high', severity: 'critical', reason: both('Los equipos guardan expedientes.') }],
    thresholds: [{ rule: 'ACT-02', check: 0, was: 0.98, at_least: 0.975, reason: both('Hay equipos en traslado.') }],
  }
  const path = join(folderOf({ 'propia.yaml': stringify(overlay) }), 'propia.yaml')
  return { path, assessment: await assessFolder(fixture('ministerio'), { rulebooks: [path] }) }
}
const threshold = 'se pide 97.5 % (umbral de la adaptación «Exigencias propias»: Hay equipos en traslado)'
const severity = 'La adaptación «Exigencias propias» cambió la severidad de alta a crítica: Los equipos guardan expedientes.'
/** On one line, as it was before it was wrapped. */
const flat = (text: string) => text.replace(/\s+/g, ' ')

test.for(['full', 'manager', 'executive'] as const)('%s', async (level) => {
  const { assessment } = await tailored()
  const drawn = markdown.render(assessment, { ...OPTIONS, level })
  expect(drawn).toContain('con 2 cambios; el capítulo «Método» de la versión completa los enumera.')
  expect(drawn).toMatch(/Nivel: \*\*[^*]+\*\* \([^)]*catálogo adaptado\)/)
  expect(drawn).toMatch(/Firman el informe.*», con la adaptación «Exigencias propias», índice de cumplimiento \d/)
  if (level === 'executive') return
  expect(drawn).toContain(threshold)
  expect(drawn).toContain(severity)
})

test('explain tells whose the threshold and the severity are', async () => {
  const { path, assessment } = await tailored()
  const [result] = assessment.results as [RulebookResult]
  const act = result.findings.find(({ rule }) => rule === 'ACT-02')!
  const told = flat(explainFinding(act, result, assessment))
  expect(told).toContain(threshold)
  expect(told).toContain(severity)
  const rulebook = await loadOverlay(path, 'propia.yaml', shipped, RULEBOOK_IDS)
  const rule = flat(explainRule('ACT-02', rulebook, 'es'))
  expect(rule).toContain('umbral de la adaptación «Exigencias propias»')
  expect(rule).toContain(severity)
  expect(flat(explainRule('ACT-03', rulebook, 'es'))).not.toContain('Exigencias propias')
})

const signed = (of: RulebookResult) => /Firman.*/.exec(markdown.render(sample({ results: [of] }), OPTIONS))?.[0]

test('those who sign are told which index, without a word that would need an article', () =>
  expect(signed(resultOf(FINDINGS))).toMatch(
    /^Firman el informe de brechas: «Ministerio de Desarrollo Social»\. Fecha de corte: 20 de noviembre de 2026\. Catálogo: «Normas generales para la gestión de las TIC en el Estado», índice de cumplimiento \d/,
  ))
test('where nothing is mandatory it is the index of good practice', () =>
  expect(signed(resultOf([finding('SEG-02', 'Oficial', { obligation: 'should' })]))).toContain('», índice de buenas prácticas 100.0 %.'))
test('and that it includes the verdicts of an auditor', () => {
  const judged = resultOf([finding('SEG-02', 'Oficial', { audit: { ...AUDIT, verdict: 'accept' } })])
  const counts = { accept: 1, lower: 0, raise: 0, reject: 0, lapsed: 0 }
  expect(signed({ ...judged, auditEffect: { counts, agreement: 100, effect: 0 } })).toContain('índice de cumplimiento 100.0 % (con el dictamen de auditoría).')
})
