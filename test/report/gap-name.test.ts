// What a report says of a gap: a fact only where something shows it, else what is lacking; and the action that follows from it.
import { describe, expect, test } from 'vitest'
import { gapName } from '../../src/report/gap-name.ts'
import findingsCsv from '../../src/report/findings-csv.ts'
import { FORMATS, loadFormat, type FormatName } from '../../src/report/index.ts'
import { actionOf } from '../../src/report/view/actions.ts'
import { contextOf } from '../../src/report/view/context.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { AuditVerdict } from '../../src/model/audit.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { assessFolder, shipped } from '../support/assess.ts'
import { assessed, checks, documents, expired, failing, passing, reasons, there } from '../support/cases.ts'
import { AS_OF, okRows, type EvidenceParts } from '../support/evidence.ts'
import { fixture } from '../support/run.ts'
import { ruleOf, rulebookOf } from '../support/rulebook.ts'

const OPTIONS = { lang: 'es', level: 'full', paper: 'letter' } as const
const yes = { 'ACT-02': 'yes' } as const
const audit = (verdict: AuditVerdict) =>
  ({ schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts: { 'ACT-02': verdict } }) as const

/** Name, action and cost of the one gap. */
function told(rule: Partial<Rule>, parts: EvidenceParts, verdict?: AuditVerdict) {
  const assessment = assessed(rulebookOf([ruleOf('ACT-02', rule)]), parts, undefined, verdict && audit(verdict))
  const [result] = assessment.results
  const [finding] = result!.findings
  const [step] = result!.plan
  return [gapName(finding!, 'es'), step?.by, step?.effort, actionOf(finding!, contextOf(assessment, result!, 'es', OPTIONS))]
}

const both = { documents, checks }
const paper = 'Aportar y registrar: policy.'
const table = 'Aportar la tabla «t» (datos/t.csv).'
const remedy = ['remedy', 'medium', 'do it']

describe('one rule', () => {
  test.for<[name: string, rule: Partial<Rule>, parts: EvidenceParts, is: unknown]>([
    ['no', both, { answers: { 'ACT-02': 'no' } }, ['gap ACT-02', ...remedy]],
    ['planned', both, { answers: { 'ACT-02': 'planned' } }, ['gap ACT-02', ...remedy]],
    ['partial', both, { answers: { 'ACT-02': 'partial' } }, ['gap ACT-02', ...remedy]],
    ['a failing check', both, { answers: yes, datasets: failing }, ['gap ACT-02', ...remedy]],
    ['yes and nothing else', both, { answers: yes }, ['Falta probar: ACT-02', 'papers', 'medium', `${paper} ${table}`]],
    ['yes and the table', both, { answers: yes, datasets: passing }, ['Falta probar: ACT-02', 'papers', 'low', paper]],
    ['yes and the document', both, { answers: yes, documents: there }, ['Falta probar: ACT-02', 'papers', 'medium', table]],
    [
      'yes and an expired document',
      { documents },
      { answers: yes, documents: expired },
      ['Falta probar: ACT-02', 'papers', 'medium', 'Renovar el documento vencido: policy.'],
    ],
    [
      'yes and a table that says nothing',
      { checks },
      { answers: yes, datasets: [okRows(0, 0)] },
      ['Falta probar: ACT-02', 'papers', 'medium', expect.stringMatching(/^Llenar la tabla «t» \(datos\/t\.csv\)/)],
    ],
    ['data that pass, nobody answered', both, { datasets: passing }, ['Falta probar: ACT-02', 'papers', 'low', paper]],
    [
      'yes with open criteria',
      { ...both, criteria: [{ id: 'a', es: 'a', en: 'a' }] },
      { answers: yes },
      ['Falta confirmar: ACT-02', 'criteria', 'low', expect.stringMatching(/^Confirmar/)],
    ],
    ['nothing at all', both, {}, ['Falta responder: ACT-02', 'remedy', 'medium', 'Responder y, si no se cumple, do it']],
    [
      'not applicable for no reason',
      { ...both, ...reasons },
      { answers: { 'ACT-02': 'not-applicable' } },
      ['No se pudo evaluar: ACT-02', 'remedy', 'medium', 'Corregir la respuesta; si el requisito aplica y no se cumple, do it'],
    ],
  ])('%s', ([, rule, parts, is]) => expect(told(rule, parts)).toEqual(is))

  test.for<[verdict: AuditVerdict, is: unknown]>([
    [{ verdict: 'lower', to: 'partial', note: 'x' }, ['gap ACT-02', ...remedy]],
    [{ verdict: 'reject', note: 'x' }, ['gap ACT-02', ...remedy]],
    [{ verdict: 'reject', note: 'x', evidence: 'a'.repeat(64) }, ['Falta probar: ACT-02', 'papers', 'low', paper]],
  ])('yes, and the auditor says %j', ([verdict, is]) => expect(told({ documents }, { answers: yes }, verdict)).toEqual(is))
})

describe('every answer yes, no documents and no tables', async () => {
  const ids = ['aig-tic', 'datos-personales', 'gestion-documental'] as const
  const books = await Promise.all(ids.map(shipped))
  test.for(books)('$id accuses nobody', async (rulebook) => {
    const rules = rulebook.rules.filter(({ roles, obligation }) => roles.includes('entity') && obligation !== 'unconfirmed')
    const answers = Object.fromEntries(
      rules.map((rule) => [rule.id, { value: 'yes' as const, criteria: Object.fromEntries(rule.criteria.map(({ id }) => [id, true])) }]),
    )
    const assessment = assessed(rulebook, { answers, facts: Object.fromEntries(rulebook.facts.map(({ id }) => [id, true])) })
    const gaps = assessment.results[0]!.plan.map(({ rule }) => rules.find(({ id }) => id === rule)!)
    expect(gaps.length).toBeGreaterThan(2)
    for (const format of (Object.keys(FORMATS) as FormatName[]).filter((name) => name !== 'pdf' && name !== 'json')) {
      const drawn = await drawIn(format, assessment)
      const accused = gaps.filter(({ gap, remedy: { action } }) => drawn.includes(gap.es) || drawn.includes(action.es.replace(/\.$/, '')))
      expect({ format, accused: accused.map(({ id }) => id) }).toEqual({ format, accused: [] })
    }
  })
})

test('an assessment without answers points at no breach', async () => {
  const assessment = await assessFolder(fixture('vacio'))
  const drawn = await drawIn('markdown', assessment)
  expect(drawn).toContain('no señala incumplimientos')
  for (const { text } of assessment.results.flatMap(({ findings }) => findings)) expect(drawn).not.toContain(text.gap.es)
})

test('the findings as CSV give no gap, action or date to what is satisfied', () => {
  const assessment = assessed(rulebookOf([ruleOf('ACT-02', { documents })]), { answers: yes, documents: there })
  const text = findingsCsv.render(assessment, OPTIONS)
  expect(text).toContain(',satisfied,')
  expect(text).not.toMatch(/gap ACT-02|do it|medium,2026/)
})

async function drawIn(format: FormatName, assessment: Assessment): Promise<string> {
  const { render } = await loadFormat(format)
  return String(render(assessment, OPTIONS))
}
