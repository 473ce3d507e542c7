// Bands, cap, coverage and weights: from findings to the grade.
import { expect, test } from 'vitest'
import type { Rule } from '../../src/model/rulebook.ts'
import { answers, assessed, checks, documents, findings, passing, reasons, there } from '../support/cases.ts'
import { documentOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { METHOD, factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const capped = (threshold: 'normative' | 'proposed', good: number, part: Partial<Rule> = {}) => {
  const check = { 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], threshold } }
  const rules = [ruleOf('ACT-02', { severity: 'critical', checks: [check], ...part }), ruleOf('SEG-01', { documents })]
  const method = { ...METHOD, weights: { critical: 1, high: 5, medium: 99, low: 1 } }
  return assessed(rulebookOf(rules, { method }), { answers: { 'SEG-01': 'yes' }, documents: there, datasets: [okRows(good, 100)] }).results[0]!
}
test.for<[threshold: 'normative' | 'proposed', good: number, part: Partial<Rule>, band: string, by: string[]]>([
  ['normative', 89, {}, 'parcial', ['ACT-02']],
  ['normative', 90, {}, 'alto', []],
  ['proposed', 10, {}, 'alto', []],
  ['normative', 10, { severity: 'medium' }, 'bajo', []],
  ['normative', 10, { obligation: 'should' }, 'alto', []],
])('cap: a %s threshold met by %i percent, %j: %s', ([threshold, good, part, band, by]) => {
  if (part.severity === 'medium') return expect(capped(threshold, good, part).grade).toMatchObject({ uncapped: 'parcial', band: 'parcial', cappedBy: [] })
  return expect(capped(threshold, good, part).grade).toMatchObject({ uncapped: 'alto', band, cappedBy: by })
})

test('an age limit that is merely proposed lowers the credit and never caps; a normative one caps', () => {
  const grade = (threshold: 'normative' | 'proposed') => {
    const rules = [
      ruleOf('ACT-02', { severity: 'critical', documents: [slotOf('policy', { max_age: 'P1M', threshold })] }),
      ruleOf('SEG-01', { documents: [slotOf('plan')] }),
    ]
    const method = { ...METHOD, weights: { critical: 1, high: 5, medium: 99, low: 1 } }
    const parts = { answers: { 'ACT-02': 'yes', 'SEG-01': 'yes' }, documents: [documentOf('old', ['policy']), documentOf('plan', ['plan'])] } as const
    return assessed(rulebookOf(rules, { method }), parts).results[0]!
  }
  expect(grade('proposed').findings[0]!.credit).toEqual({ low: 3_000, high: 3_000 })
  expect([grade('proposed').grade?.band, grade('normative').grade?.band]).toEqual(['alto', 'parcial'])
})

test('a grade that is at the cap already is not said to be capped', () => {
  const check = { 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'] } }
  const result = assessed(rulebookOf([ruleOf('ACT-02', { severity: 'critical', checks: [check] })]), { datasets: [okRows(6, 10)] }).results[0]!
  expect(result.grade).toMatchObject({ uncapped: 'parcial', band: 'parcial', cappedBy: [] })
})

test('the cap only lowers', () => {
  const result = assessed(rulebookOf([ruleOf('ACT-02', { severity: 'critical', documents })]), { answers }).results[0]!
  expect(result.grade).toMatchObject({ uncapped: 'bajo', band: 'bajo', cappedBy: [] })
})

test('an unknown critical rule caps, and the grade is provisional', () => {
  const rules = [ruleOf('ACT-02', { severity: 'critical', documents: [slotOf('plan')] }), ruleOf('SEG-01', { documents })]
  const method = { ...METHOD, weights: { critical: 1, high: 5, medium: 99, low: 1 } }
  const result = assessed(rulebookOf(rules, { method }), { answers: { 'SEG-01': 'yes' }, documents: there }).results[0]!
  expect(result.grade).toMatchObject({ uncapped: 'alto', band: 'parcial', cappedBy: ['ACT-02'], provisional: true, provisionalBecause: ['unknown'] })
  expect(result.scores.compliance).toEqual({ low: 99, high: 100 })
})

test('a critical rule that does not apply caps nothing', () => {
  const rules = [ruleOf('ACT-02', { severity: 'critical', when: 'false' }), ruleOf('SEG-01', { documents })]
  expect(assessed(rulebookOf(rules), { answers: { 'SEG-01': 'yes' }, documents: there }).results[0]!.grade).toMatchObject({ band: 'alto', cappedBy: [] })
})

test('what could not be evaluated makes the grade provisional', () => {
  const said = { 'ACT-02': { value: 'not-applicable' }, 'SEG-01': 'yes' } as const
  const result = assessed(rulebookOf([ruleOf('ACT-02'), ruleOf('SEG-01', { documents })]), { answers: said, documents: there }).results[0]!
  expect(result.grade).toMatchObject({ provisional: true, provisionalBecause: ['unknown'] })
})

test.for<[good: number, band: string]>([
  [9_000, 'alto'],
  [8_995, 'alto'],
  [8_994, 'sustancial'],
  [7_500, 'sustancial'],
  [7_494, 'parcial'],
  [5_500, 'parcial'],
  [5_494, 'bajo'],
  [3_000, 'bajo'],
  [2_994, 'incipiente'],
  [0, 'incipiente'],
])('a credit of %i basis points is %s', ([good, band]) => {
  const rule = ruleOf('ACT-02', { checks: [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'] } }] })
  const result = assessed(rulebookOf([rule]), { datasets: [okRows(good, 10_000)] }).results[0]!
  expect([result.findings[0]!.credit?.low, result.grade?.band]).toEqual([good, band])
})

test('where nothing applies every index and the grade are null, never 0 or 100', () => {
  const result = assessed(rulebookOf([ruleOf('ACT-02', { when: 'false', documents }), ruleOf('SEG-01', { when: 'false', obligation: 'should' })]), {})
    .results[0]!
  expect(result.scores).toMatchObject({ compliance: null, declared: null, goodPractice: null, maturity: null, weight: 0 })
  expect([result.grade, result.plan, result.coverage.applicable]).toEqual([null, [], 0])
})

test('outside the scope no rule applies', () => {
  const result = assessed(rulebookOf([ruleOf('ACT-02', { documents })]), { institution: { kind: 'private-entity' }, answers }).results[0]!
  expect([result.findings[0]!.removed?.by, result.grade, result.coverage.removedWeight]).toEqual(['scope', null, 0])
})

test('a rulebook without must headlines good practice', () => {
  const result = assessed(rulebookOf([ruleOf('ACT-02', { obligation: 'good-practice', documents })]), { answers, documents: there }).results[0]!
  expect(result.scores).toMatchObject({ compliance: null, goodPractice: { low: 100, high: 100 } })
  expect(result.grade).toMatchObject({ band: 'alto', of: 'goodPractice' })
})

test('unconfirmed rules and rules of other roles are off', () => {
  const rules = [ruleOf('ACT-02', { obligation: 'unconfirmed' }), ruleOf('ACT-03', { roles: ['operator'] }), ruleOf('ACT-04')]
  expect(findings(rulebookOf(rules), {}).map(({ rule }) => rule)).toEqual(['ACT-04'])
})

test.for<[removed: number, share: number, provisional: boolean]>([
  [20, 20, false],
  [21, 21, true],
])('%i percent of the weight removed by answers', ([removed, share, provisional]) => {
  const weights = { critical: 100 - removed, high: removed, medium: 1, low: 1 }
  const rules = [ruleOf('ACT-02', { severity: 'high', ...reasons }), ruleOf('SEG-01', { severity: 'critical', documents })]
  const said = { 'ACT-02': { value: 'not-applicable', reason: 'no-cloud' }, 'SEG-01': 'yes' } as const
  const result = assessed(rulebookOf(rules, { method: { ...METHOD, weights } }), { answers: said, documents: there }).results[0]!
  expect([result.coverage.removedWeight, result.grade?.provisional]).toEqual([share, provisional])
  expect(result.grade?.provisionalBecause).toEqual(provisional ? ['removed-weight'] : [])
})

test('a fact counts as removing weight unless a current document proves it', () => {
  const rulebook = rulebookOf(
    [ruleOf('ACT-02', { when: 'facts.cloud', documents }), ruleOf('SEG-01', { documents: [slotOf('no-cloud', { kind: 'statement' })] })],
    { facts: [factOf('cloud', { proof: 'no-cloud' })] },
  )
  const share = (parts: EvidenceParts) => assessed(rulebook, { facts: { cloud: false }, ...parts }).results[0]!.coverage.removedWeight
  expect(share({})).toBe(50)
  expect(share({ documents: [documentOf('s', ['no-cloud'], { kind: 'statement' })] })).toBe(0)
  expect(share({ documents: [documentOf('s', ['no-cloud'], { kind: 'statement', valid_until: '2026-11-20' })] })).toBe(50)
})

test('coverage counts answered or measured, and full proof, over applicable', () => {
  const rules = [
    ruleOf('ACT-02', { documents }),
    ruleOf('ACT-03', { checks }),
    ruleOf('ACT-04', { documents: [slotOf('plan'), slotOf('policy')] }),
    ruleOf('SEG-01', { documents: [slotOf('x')] }),
    ruleOf('SEG-02', { when: 'false' }),
  ]
  const result = assessed(rulebookOf(rules), { answers: { 'ACT-02': 'yes', 'ACT-04': 'no' }, documents: there, datasets: passing }).results[0]!
  expect(result.coverage).toMatchObject({ applicable: 4, answeredOrMeasured: 3, fullProof: 2 })
})

test('a fact denied by rows is a contradiction: the rule applies, and it is observed', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud' })], { facts: [factOf('cloud', { contradicted_by: 't' })] })
  const result = (cloud: boolean, datasets = passing) => {
    const { results, observations } = assessed(rulebook, { facts: { cloud }, datasets })
    const { outcome, contradiction } = results[0]!.findings[0]!
    return [outcome, contradiction, observations.some(({ id }) => id === 'fact-contradicted')]
  }
  expect(result(false)).toEqual(['unknown', true, true])
  expect(result(false, [okRows(0, 0)])).toEqual(['not-applicable', false, false])
  expect(result(true)).toEqual(['unknown', false, false])
})

test('a contradicted fact brings back no rule that another fact removes', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud && facts.apps' })], { facts: [factOf('cloud', { contradicted_by: 't' }), factOf('apps')] })
  const outcome = (apps: boolean) => assessed(rulebook, { facts: { cloud: false, apps }, datasets: passing }).results[0]!.findings[0]!.outcome
  expect([outcome(true), outcome(false)]).toEqual(['unknown', 'not-applicable'])
})

test('rules of one duty share one weight', () => {
  const rules = [
    ruleOf('ACT-02', { duty: 'd' }),
    ruleOf('ACT-03', { duty: 'd' }),
    ruleOf('ACT-04', { duty: 'd' }),
    ruleOf('SEG-01'),
    ruleOf('SEG-02', { duty: 'e' }),
    ruleOf('SEG-03', { duty: 'e' }),
  ]
  const result = assessed(rulebookOf(rules), {}).results[0]!
  expect(result.weightScale).toBe(6)
  expect(result.findings.map(({ weight }) => weight)).toEqual([6, 6, 6, 18, 9, 9])
})

test('weight is severity times topic', () => {
  const topics = rulebookOf([]).topics.map((topic) => ({ ...topic, factor: topic.id === 'SEG' ? 4 : 3 }))
  expect(
    findings(rulebookOf([ruleOf('ACT-02', { severity: 'critical' }), ruleOf('SEG-01', { severity: 'low' })], { topics }), {}).map(({ weight }) => weight),
  ).toEqual([24, 4])
})
