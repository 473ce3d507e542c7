// An answer that only comments or assigns is none; what an answer took back stays in sight.
import { expect, test } from 'vitest'
import type { Assessment } from '../../src/model/assessment.ts'
import { explainFinding } from '../../src/report/explain.ts'
import { loadFormat } from '../../src/report/index.ts'
import { canonicalJson } from '../../src/util/canonical-json.ts'
import { assessFolder } from '../support/assess.ts'
import { MANIFEST, ORDERLY, folderOf, library, refusal, type Files } from '../support/folder.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const assess = (files: Files, from = library) => assessFolder(folderOf(files), { library: from })
const explained = (rule: string, assessment: Assessment) =>
  explainFinding(
    assessment.results[0]!.findings.find((finding) => finding.rule === rule)!,
    assessment.results[0]!,
    assessment,
  )
const NOTED = 'ACT-02: {note: Está en firma, responsible: Legal, target: 2027-01-15, review: true}\nACT-03: {note: Ver la tabla}\n'

test('a comment without a value leaves the rule unknown and uncounted; the data still decide', async () => {
  const { results } = await assess({ ...ORDERLY, 'answers/ACT.yaml': NOTED })
  const [noted, measured] = results[0]!.findings
  expect(noted).toMatchObject({ outcome: 'unknown', assurance: 'none', maturity: 0, credit: { low: 0, high: 10_000 } })
  expect(noted!.answer).toEqual({ criteria: [], from: 'ACT-02', note: 'Está en firma', responsible: 'Legal', target: '2027-01-15', review: true })
  expect(noted!.messages.map(({ id }) => id)).toContain('answer-none')
  expect(measured).toMatchObject({ outcome: 'satisfied', assurance: 'verified', answer: { note: 'Ver la tabla' } })
  expect(results[0]!.coverage).toMatchObject({ applicable: 3, answeredOrMeasured: 2 })
})

test('it is told in the reports, and an answer that says nothing at all is refused', async () => {
  const assessment = await assess({ ...ORDERLY, 'answers/ACT.yaml': NOTED })
  expect(explained('ACT-02', assessment)).toContain('sin respuesta')
  expect((await refusal(assess({ ...ORDERLY, 'answers/ACT.yaml': 'ACT-02: {by: Alguien}\n' }))).map(({ code, place }) => `${code} ${place.line}`)).toEqual([
    'missing-key 1',
  ])
})

test('a comment on a rule that shares its answer does not hide the shared answer', async () => {
  const mini = rulebookOf([
    ruleOf('SEG-01', { documents: [slotOf('plan', { kind: 'plan' })] }),
    ruleOf('SEG-02', { shares: 'SEG-01', documents: [slotOf('plan', { kind: 'plan' })] }),
  ])
  const from = { ...library, byId: async (id: string) => (id === 'mini' ? mini : undefined), byPath: async () => mini }
  const { results } = await assess({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': 'SEG-01: {value: no}\nSEG-02: {note: Aparte}\n' }, from)
  expect(results[0]!.findings.map(({ outcome, answer }) => [outcome, answer?.from])).toEqual([
    ['unmet', 'SEG-01'],
    ['unmet', 'SEG-01'],
  ])
})

test('earlier answers are shown by the report and by explain, and no digest counts them', async () => {
  const HISTORY =
    '{"rule":"SEG-01","until":"2026-10-05T09:00:00-05:00","value":"yes","note":"Se <creyó> vigente","by":"Persona Ejemplo 1","at":"2026-09-01T09:00:00-05:00"}\n'
  const [plain, kept] = [await assess(ORDERLY), await assess({ ...ORDERLY, 'answers/history.jsonl': HISTORY })]
  const finding = kept.results[0]!.findings.find(({ rule }) => rule === 'SEG-01')!
  expect(finding.earlier).toEqual([
    { value: 'yes', note: 'Se <creyó> vigente', by: 'Persona Ejemplo 1', at: '2026-09-01T09:00:00-05:00', until: '2026-10-05T09:00:00-05:00' },
  ])
  const { earlier: _earlier, ...rest } = finding
  expect(canonicalJson(rest)).toBe(canonicalJson(plain.results[0]!.findings.find(({ rule }) => rule === 'SEG-01')))
  expect(kept.inputs).toEqual(plain.inputs)
  expect(explained('SEG-01', kept)).toContain('Antes: sí, de Persona Ejemplo 1, hasta el 5 de octubre de 2026')
  const render = async (publishable: boolean) =>
    String(await (await loadFormat('markdown')).render(kept, { lang: 'es', level: 'full', paper: 'letter', publishable }))
  expect(await render(false)).toMatch(/Respuestas que cambiaron[\s\S]*Persona Ejemplo 1/)
  expect(await render(true)).toContain('Respuestas que cambiaron')
  expect(await render(true)).not.toContain('Persona Ejemplo 1 ')
})
