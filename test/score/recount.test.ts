// Figures of a saved assessment are those of its findings: every one that this version writes is accepted, a retouched figure is refused.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXIT } from '../../src/cli/io.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { miscounted } from '../../src/recount.ts'
import { RULEBOOK_IDS, ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT, FIXTURES, copyOf, fixture, run } from '../support/run.ts'

const golden = (name: string): Assessment => JSON.parse(readFileSync(join(ROOT, 'test/golden', name, 'assessment.json'), 'utf8')) as Assessment

/** What the program writes, read back as JSON. */
async function written(argv: readonly string[]): Promise<Assessment> {
  const { code, out } = await run(['assess', ...argv, '--format', 'json'])
  expect(code).toBe(EXIT.ok)
  return JSON.parse(out) as Assessment
}

test.for(FIXTURES)('%s as it is written, whole and for the public, by all rulebooks', async (name) => {
  expect(miscounted(golden(name))).toBeUndefined()
  expect(miscounted(await written([fixture(name), ...AT, '--publishable']))).toBeUndefined()
  expect(miscounted(await written([fixture(name), ...AT, ...RULEBOOK_IDS.flatMap((id) => ['--rulebook', id])]))).toBeUndefined()
})

test('by a rulebook that was tailored', async () => {
  const overlay = `schema: cumple/overlay@1
id: propio
title: {es: Propio, en: Own}
base: {id: aig-tic, version: 1.0.0}
off: [{rule: SEG-06, reason: {es: No hay con quién separar, en: Nobody to separate it from}}]
`
  const path = join(folderOf({ 'propio.yaml': overlay }), 'propio.yaml')
  const assessment = await written([fixture('ministerio'), ...AT, '--rulebook', path])
  expect(assessment.results[0]?.overlay).toBeDefined()
  expect(miscounted(assessment)).toBeUndefined()
})

test('with an audit, with the assessment before, and read back by the commands', async () => {
  const ministry = fixture('ministerio')
  const folder = folderOf({
    'audit.yaml': `schema: cumple/audit@1
institution: ${golden('ministerio').institution.id}
auditor: Auditora Ejemplo
date: 2026-11-20
verdicts:
  ACT-03: {verdict: reject, condition: c}
  GOB-02: {verdict: accept, note: n}
  ACT-02: {verdict: lower, to: planned, condition: c}
`,
  })
  const audit = ['--audit', join(folder, 'audit.yaml')]
  const [before, now] = [join(folder, 'before.json'), join(folder, 'now.json')]
  expect(await run(['assess', ministry, '--as-of', '2025-11-21', '--quiet', '--format', `json=${before}`])).toMatchObject({ code: EXIT.ok })
  expect(await run(['assess', ministry, ...AT, ...audit, '--previous', before, '--quiet', '--format', `json=${now}`])).toMatchObject({ code: EXIT.ok })
  expect((JSON.parse(readFileSync(now, 'utf8')) as Assessment).results[0]?.auditEffect).toBeDefined()
  for (const saved of [before, now]) expect(await run(['report', saved, '--format', 'markdown'])).toMatchObject({ code: EXIT.ok, err: '' })
})

test.for<[name: string, at: string, spoil: (result: Assessment['results'][number]) => void]>([
  ['an index', 'scores.compliance.low', ({ scores }) => void (scores.compliance = { low: 99.9, high: 99.9 })],
  ['an outcome', 'scores.counts.satisfied', ({ findings }) => void (findings.find(({ rule }) => rule === 'INC-01')!.outcome = 'satisfied')],
  ['a topic', 'topics.GOB.maturity', ({ topics }) => void (topics.find(({ id }) => id === 'GOB')!.scores.maturity = 5)],
  ['the coverage', 'coverage.fullProof', ({ coverage }) => void (coverage.fullProof += 1)],
  ['the grade', 'grade.band', ({ grade }) => void (grade!.band = 'alto')],
  ['no grade', 'grade', (result) => void (result.grade = null)],
])('%s that was changed is refused, by report and as the assessment before', async ([, at, spoil]) => {
  const assessment = golden('ministerio')
  spoil(assessment.results[0]!)
  assessment.asOf = '2025-11-21'
  const path = join(folderOf({}), 'a.json')
  writeFileSync(path, JSON.stringify(assessment))
  for (const argv of [
    ['report', path],
    ['assess', copyOf(fixture('ministerio')), ...AT, '--previous', path],
  ]) {
    const { code, err } = await run(argv)
    expect(code).toBe(EXIT.invalid)
    expect(err).toContain('assessment-inconsistent')
    expect(err.replaceAll(/\s+/g, ' ')).toContain(`en aig-tic, ${at} es`)
  }
})
