// The action plan: what closes each gap, what that takes and by when, and what the index gains by it.
import { expect, test } from 'vitest'
import { planOf } from '../../src/plan.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { answers, checks, documents, expired, failing, findings, missing, passing, reasons, there } from '../support/cases.ts'
import { AS_OF, documentOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { METHOD, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const remedy: Rule['remedy'] = { action: text('do it'), owner: 'ciso', effort: 'high', within: 'P90D', free: false }
/** Its remedy: 90 days at a high effort. Papers, by the method: 30 days at a low one. */
const OWN = 'high 2027-02-19'
const PAPER = 'low 2026-12-21'
const unreadable = [{ ...okRows(0, 0), error: { code: 'stray-quote' as const, line: 7, detail: '' } }]
const doc = (part: Parameters<typeof documentOf>[2], slot = 'policy') => documentOf(`doc-${slot}`, [slot], part)
const two = { documents: [...documents, slotOf('plan')] }
const planned = (rules: readonly Rule[], parts: EvidenceParts, method = METHOD, topics = rulebookOf([]).topics) =>
  planOf(findings(rulebookOf(rules, { method, topics }), parts), method, AS_OF)

test.for<[gap: string, rule: Partial<Rule>, parts: EvidenceParts, by: string, takes: string]>([
  ['a no', { documents }, { answers: { 'ACT-02': 'no' } }, 'remedy', OWN],
  ['nobody answered', { documents }, {}, 'remedy', OWN],
  ['a yes, and no document asked for', {}, { answers }, 'remedy', OWN],
  ['a yes, and only an optional document is not there', { documents: [slotOf('policy', { required: false })] }, { answers }, 'remedy', OWN],
  ['a yes without its document', { documents }, { answers }, 'papers', PAPER],
  ['a yes, its file missing', { documents }, { answers, documents: missing }, 'papers', PAPER],
  ['a yes, its file empty', { documents }, { answers, documents: [doc({ file: 'empty' })] }, 'papers', PAPER],
  ['a yes, its file altered', { documents }, { answers, documents: [doc({ actualSha256: 'f'.repeat(64) })] }, 'papers', PAPER],
  ['a yes, its file of the wrong kind', { documents }, { answers, documents: [doc({ kind: 'plan' })] }, 'papers', PAPER],
  ['a yes, its document expired', { documents }, { answers, documents: expired }, 'papers', OWN],
  ['a yes, one document missing and one expired', two, { answers, documents: [doc({ valid_until: '2026-11-20' }, 'plan')] }, 'papers', OWN],
  ['a yes, one document there and one missing', two, { answers, documents: there }, 'papers', PAPER],
  ['a yes, its table missing', { documents, checks }, { answers, documents: there }, 'papers', OWN],
  ['a yes, its table good and its document missing', { documents, checks }, { answers, datasets: passing }, 'papers', PAPER],
  ['a yes, and rows that fail', { documents, checks }, { answers, datasets: failing }, 'remedy', OWN],
  ['a yes, its document unreadable', two, { answers, documents: [doc({ file: 'unreadable' })] }, 'papers', OWN],
  ['nobody answered, and a table that cannot be read', { checks }, { datasets: unreadable }, 'papers', OWN],
  ['an answer that is none, beside no document', { documents, checks }, { answers: { 'ACT-02': { value: 'not-applicable' } } }, 'remedy', OWN],
  ['a no, and a table that cannot be read', { checks }, { answers: { 'ACT-02': 'no' }, datasets: unreadable }, 'remedy', OWN],
  ['a yes with a criterion open', { criteria: [{ id: 'a', ...text('a') }] }, { answers }, 'criteria', PAPER],
])('%s', ([, rule, parts, by, takes]) => {
  const [step] = planned([ruleOf('ACT-02', { remedy, ...rule })], parts)
  expect([step!.by, `${step!.effort} ${step!.due}`]).toEqual([by, takes])
})

test('a step gains its part of its own index, and good practice moves no compliance', () => {
  const rules = [
    ruleOf('ACT-02', { severity: 'high', documents }),
    ruleOf('ACT-03'),
    ruleOf('ACT-04', { obligation: 'should' }),
    ruleOf('ACT-05', { obligation: 'good-practice', severity: 'low', documents }),
    ruleOf('ACT-06', { ...reasons, severity: 'critical' }),
  ]
  const said = { 'ACT-02': 'yes', 'ACT-03': 'partial', 'ACT-04': 'no', 'ACT-05': 'yes', 'ACT-06': { value: 'not-applicable', reason: 'no-cloud' } } as const
  expect(planned(rules, { answers: said, documents: there }).map(({ rule, gain, running }) => [rule, gain, running])).toEqual([
    ['ACT-03', 31.9, 100],
    ['ACT-04', 75, 100],
  ])
})

test('what weighs nothing gains nothing, and there is no index to run', () => {
  const topics = rulebookOf([]).topics.map((topic) => ({ ...topic, factor: 0 }))
  expect(planned([ruleOf('ACT-02')], {}, METHOD, topics)).toMatchObject([{ rule: 'ACT-02', gain: 0, running: null }])
})
