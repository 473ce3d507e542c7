// Two assessments of one institution: what each change is called, and why it happened.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { baselineOf, compareWith, diffAssessments } from '../../src/compare.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { AnswerValue } from '../../src/model/vocabulary.ts'
import { AssessmentDiff, type RuleDiff } from '../../src/model/diff.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { addDays } from '../../src/util/plain-date.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { METHOD, factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const LATER = addDays(AS_OF, 365)
const SEG = ruleOf('SEG-01', { severity: 'critical', documents: [slotOf('plan')] })
const ACT = ruleOf('ACT-02', { documents: [slotOf('policy')] })
const CHECKED = ruleOf('ACT-03', { checks: [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'] } }] })
const RULES = [SEG, ACT]

interface World {
  readonly parts?: EvidenceParts
  readonly rules?: readonly Rule[]
  readonly asOf?: string
  readonly book?: Partial<Rulebook>
}
const assessed = ({ parts = GOOD, rules = RULES, asOf = AS_OF, book = {} }: World = {}): Assessment =>
  conclude(evidenceOf(parts), [{ rulebook: rulebookOf(rules, book), role: 'entity' }], { asOf, generatedAt: `${asOf}T00:00:00-05:00`, version: '0.0.0' })

const PLAN = documentOf('plan', ['plan'])
const POLICY = documentOf('pol', ['policy'])
const GOOD: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-02': 'yes' }, documents: [PLAN, POLICY] }
const answers = (seg: AnswerValue, act: AnswerValue): EvidenceParts => ({ ...GOOD, answers: { 'SEG-01': seg, 'ACT-02': act } })
const other = { digest: '1'.repeat(64), version: '1.1.0' }

/** `ACT-02 worse evidence-expired`, without what stayed as it was. */
const told = (rules: readonly RuleDiff[]) =>
  rules.filter(({ cause }) => cause !== null).map(({ rule, change, cause, bestEnd = '' }) => `${rule} ${change} ${cause} ${bestEnd}`.trim())
const between = (before: World, now: World) => told(diffAssessments(assessed(before), assessed(now)).results.flatMap(({ rules }) => rules))

const PAIRS: Record<string, readonly [before: World, now: World, changes: readonly string[]]> = {
  identical: [{}, {}, []],
  'only the day': [{}, { asOf: LATER }, []],
  'a document arrives': [{ parts: { ...GOOD, documents: [PLAN] } }, {}, ['ACT-02 improved evidence-added']],
  'a document goes': [{}, { parts: { ...GOOD, documents: [PLAN] } }, ['ACT-02 worse evidence-gone']],
  'a document expires': [
    { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: AS_OF }] } },
    { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: AS_OF }] }, asOf: addDays(AS_OF, 1) },
    ['ACT-02 worse evidence-expired'],
  ],
  'the register says another last day': [
    { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: LATER }] } },
    { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: addDays(AS_OF, -1) }] } },
    ['ACT-02 worse evidence-changed'],
  ],
  'a better answer': [{ parts: answers('yes', 'no') }, {}, ['ACT-02 improved answer-changed']],
  'a worse answer, and an expired document': [
    {},
    { parts: { ...answers('partial', 'yes'), documents: [{ ...PLAN, valid_until: AS_OF }, POLICY] }, asOf: LATER },
    ['SEG-01 worse answer-changed'],
  ],
  'an answer taken back moves only the best end': [
    { parts: answers('yes', 'no') },
    { parts: { ...GOOD, answers: { 'SEG-01': 'yes' } } },
    ['ACT-02 same answer-withdrawn higher'],
  ],
  'an unknown answered no': [{ parts: { ...GOOD, answers: { 'SEG-01': 'yes' } } }, { parts: answers('yes', 'no') }, ['ACT-02 same answer-changed lower']],
  'rows that pass': [
    { rules: [CHECKED], parts: { answers: { 'ACT-03': 'yes' }, datasets: [okRows(1, 2)] } },
    { rules: [CHECKED], parts: { answers: { 'ACT-03': 'yes' }, datasets: [{ ...okRows(2, 2), sha256: '2'.repeat(64) }] } },
    ['ACT-03 improved evidence-changed'],
  ],
  'rows that grew old': [
    ...(([AS_OF, LATER] as const).map((asOf): World => ({
      asOf,
      rules: [ruleOf('ACT-04', { checks: [{ current: { label: text('current'), dataset: 't', column: 'd', max_age: 'P6M', threshold: 'proposed' } }] })],
      parts: { answers: { 'ACT-04': 'yes' }, datasets: [datasetOf('t', [{ d: AS_OF }])] },
    })) as [World, World]),
    ['ACT-04 worse time-passed'],
  ],
  'the rule itself changed': [{}, { rules: [SEG, { ...ACT, title: text('other') }], book: other }, ['ACT-02 not-comparable rule-changed']],
  'another rulebook, the same rules, another answer': [{}, { parts: answers('yes', 'no'), book: other }, ['ACT-02 worse answer-changed']],
  'a new rule': [{ rules: [SEG] }, { book: other }, ['ACT-02 new rule-new']],
  'a rule less': [{}, { rules: [SEG], book: other }, ['ACT-02 gone rule-gone']],
  'another method': [
    { parts: { ...GOOD, documents: [PLAN] } },
    { parts: { ...GOOD, documents: [PLAN] }, book: { ...other, method: { ...METHOD, proof: { ...METHOD.proof, none: 2_000 } } } },
    ['ACT-02 not-comparable method-changed'],
  ],
}

test.for(Object.entries(PAIRS))('%s', ([, [before, now, changes]]) => expect(between(before, now)).toEqual(changes))

describe('rules that begin or cease to apply', () => {
  const rules = [SEG, { ...ACT, when: 'facts.cloud' }]
  const world = (cloud: boolean): World => ({ rules, parts: { ...GOOD, facts: { cloud } }, book: { facts: [factOf('cloud')] } })
  test('by a fact', () => {
    expect(between(world(false), world(true))).toEqual(['ACT-02 new now-applies'])
    expect(between(world(true), world(false))).toEqual(['ACT-02 gone no-longer-applies'])
    expect(between(world(false), world(false))).toEqual([])
  })
  test('their index is of other rules', () => {
    const [result] = diffAssessments(assessed(world(false)), assessed(world(true))).results
    expect(result!.compliance).toMatchObject({ change: 'not-comparable', reason: 'other-rules-apply', points: null })
  })
  test('a rule that applies on neither side is the same, whether or not it is there', () =>
    expect(between({ ...world(false), rules: [SEG] }, world(false))).toEqual([]))
})

describe('what an auditor did', () => {
  const audited = (verdict: 'accept' | 'reject', lapsed: boolean, world: World = {}): Assessment => {
    const assessment = assessed(world)
    const audit = { verdict, note: '', auditor: 'Contraloría', date: AS_OF, ...(lapsed ? { lapsed } : {}) }
    const results = assessment.results.map((result) => ({
      ...result,
      findings: result.findings.map((finding) =>
        finding.rule === 'ACT-02' ? { ...finding, audit, ...(verdict === 'reject' && !lapsed ? { credit: { low: 0, high: 0 } } : {}) } : finding,
      ),
    }))
    return { ...assessment, results }
  }
  test('a verdict is the cause; one that lapsed is not', () => {
    const rules = (a: Assessment, b: Assessment) => told(diffAssessments(a, b).results[0]!.rules)
    expect(rules(assessed(), audited('reject', false))).toEqual(['ACT-02 worse audit-changed'])
    expect(rules(audited('reject', false), audited('accept', false))).toEqual(['ACT-02 improved audit-changed'])
    expect(rules(assessed(), audited('reject', true))).toEqual([])
    expect(rules(assessed(), audited('reject', true, { parts: { ...GOOD, documents: [PLAN] } }))).toEqual(['ACT-02 worse evidence-gone'])
  })
})

describe('the whole', () => {
  test('indices at their worst end', () => {
    const [result] = diffAssessments(assessed({ parts: answers('yes', 'partial') }), assessed()).results
    expect(result).toMatchObject({
      compliance: { before: { low: 86.4 }, now: { low: 100 }, change: 'improved', points: 13.6 },
      totals: { improved: 1, same: 1 },
    })
  })
  test('another content of the rulebook is said, and its index not subtracted', () => {
    const diff = diffAssessments(assessed(), assessed({ rules: [SEG, ACT, CHECKED], book: other }))
    expect(diff.notices).toEqual([{ id: 'rulebook-version', params: { rulebook: 'mini', before: '1.0.0', now: '1.1.0' } }])
    expect(diff.results[0]!.compliance).toMatchObject({ change: 'not-comparable', reason: 'rulebook-version', points: null })
  })
  test('a rulebook on one side only', () => {
    const both = assessed()
    const none = { ...both, results: [] }
    expect(diffAssessments(none, both)).toMatchObject({
      notices: [{ id: 'rulebook-new' }],
      results: [{ before: null, compliance: { change: 'new' }, totals: { new: 2 } }],
    })
    expect(diffAssessments(both, none)).toMatchObject({
      notices: [{ id: 'rulebook-gone' }],
      results: [{ now: null, compliance: { change: 'gone' }, totals: { gone: 2 } }],
    })
  })
  test('dates the wrong way round, another kind', () => {
    const { notices } = diffAssessments(assessed({ asOf: LATER }), assessed({ parts: { ...GOOD, institution: { kind: 'municipality' } } }))
    expect(notices.map(({ id }) => id)).toEqual(['dates-reversed', 'other-kind'])
  })
  test('the heaviest loss first', () => {
    const [result] = diffAssessments(assessed(), assessed({ parts: answers('no', 'no') })).results
    expect(result!.rules.map(({ rule }) => rule)).toEqual(['SEG-01', 'ACT-02'])
  })
})

const world = fc.record({
  seg: fc.constantFrom<AnswerValue | undefined>('yes', 'partial', 'planned', 'no', undefined),
  act: fc.constantFrom<AnswerValue | undefined>('yes', 'partial', 'planned', 'no', undefined),
  plan: fc.boolean(),
  until: fc.option(fc.integer({ min: -2, max: 2 })),
  asOf: fc.integer({ min: 0, max: 2 }),
  third: fc.boolean(),
})
const made = (drawn: typeof world extends fc.Arbitrary<infer Value> ? Value : never): Assessment =>
  assessed({
    asOf: addDays(AS_OF, drawn.asOf),
    rules: drawn.third ? [...RULES, CHECKED] : RULES,
    book: drawn.third ? other : {},
    parts: {
      answers: Object.fromEntries(
        Object.entries({ 'SEG-01': drawn.seg, 'ACT-02': drawn.act }).filter(([, said]) => said !== undefined),
      ) as EvidenceParts['answers'] & object,
      documents: [...(drawn.plan ? [PLAN] : []), drawn.until === null ? POLICY : { ...POLICY, valid_until: addDays(AS_OF, drawn.until) }],
    },
  })

test('seen from the other side, better is worse and new is gone; the baseline says the same', () =>
  fc.assert(
    fc.property(world, world, (a, b) => {
      const [before, now] = [made(a), made(b)]
      const [there, back] = [diffAssessments(before, now), diffAssessments(now, before)]
      AssessmentDiff.parse(there)
      const of = (diff: AssessmentDiff, change: RuleDiff['change']) =>
        diff.results.flatMap(({ rules }) => rules.filter((rule) => rule.change === change).map(({ rule }) => rule)).toSorted()
      for (const [one, another] of [
        ['improved', 'worse'],
        ['new', 'gone'],
        ['same', 'same'],
        ['not-comparable', 'not-comparable'],
      ] as const)
        expect(of(there, one)).toEqual(of(back, another))
      const { worse, better } = compareWith(baselineOf(before), now)
      expect(of(there, 'improved')).toEqual(better.map(({ finding }) => finding.rule).toSorted())
      const fresh = new Set(of(there, 'new'))
      expect(of(there, 'worse')).toEqual(
        worse
          .map(({ finding }) => finding.rule)
          .filter((rule) => !fresh.has(rule))
          .toSorted(),
      )
      expect(Object.values(there.totals).reduce((sum, n) => sum + n, 0)).toBe(there.results.reduce((sum, { rules }) => sum + rules.length, 0))
    }),
    { numRuns: 150 },
  ))
