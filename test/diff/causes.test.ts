// Why a credit moved: each cause, told alike by `diff` and, where a rule got worse, by `check` with a baseline.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baselineOf, compareWith, diffAssessments } from '../../src/compare.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { CAUSES, type Cause } from '../../src/model/causes.ts'
import { Baseline } from '../../src/model/verdict.ts'
import type { Rulebook } from '../../src/model/rulebook.ts'
import { addDays } from '../../src/util/plain-date.ts'
import {
  BINDING,
  BOTH,
  CASES,
  CLOUD,
  GOOD,
  LATER,
  MORE,
  NEXT,
  OFF,
  OTHER,
  POLICY,
  SEG,
  TWO,
  assessed,
  deposited,
  filed,
  label,
  type World,
} from '../support/cause-cases.ts'
import { AS_OF, okRows } from '../support/evidence.ts'

const told = (before: Assessment, now: Assessment) =>
  diffAssessments(before, now)
    .results.flatMap(({ rules }) => rules)
    .filter(({ cause }) => cause !== null)
    .map((rule) => `${rule.change} ${rule.cause}`)
const causesOf = (baseline: Baseline, now: Assessment): Cause[] => compareWith(baseline, now).worse.map(({ cause }) => cause)

/** Read back, as a baseline is. */
const written = (before: Assessment): Baseline => Baseline.parse(JSON.parse(JSON.stringify(baselineOf(before))))

/** What the program wrote before it noted what causes need. */
function older(baseline: Baseline): Baseline {
  const { tool: _tool, period: _period, tables: _tables, ...rest } = baseline
  return Baseline.parse({
    ...rest,
    rulebooks: rest.rulebooks.map(({ method: _method, pending: _pending, overlay: _overlay, rules, ...book }) => ({
      ...book,
      rules: Object.fromEntries(Object.entries(rules).map(([rule, { terms: _terms, slots: _slots, ...line }]) => [rule, line])),
    })),
  })
}

/** What an older baseline cannot tell: which slots were in order, the numbers of the method, the period, what an overlay did. */
const LESS: Readonly<Record<string, readonly Cause[]>> = {
  'and another document was altered all along': ['evidence-changed'],
  'the renewal of a document is not why rows grew old': ['evidence-changed'],
  'nothing of the new year': ['time-passed'],
  'another last day registered': ['time-passed'],
  'a document of the period, registered for another': ['period-changed'],
  'rows grew old, and another table was mended': ['evidence-changed'],
  'rows failed, of what never had its document': ['evidence-gone'],
  'a worse answer above what was measured all along': ['answer-changed'],
  'other numbers': ['rulebook-changed'],
  'it came into force with another version': ['rule-new'],
  'an overlay does not switch it off any more': ['rule-new'],
}

describe.each(Object.entries(CASES))('%s', (name, [before, now, expected]) => {
  const [then, current] = [assessed(before), assessed(now)]
  test('between two assessments', () => expect(told(then, current)).toEqual(expected))
  test('since a baseline', () => {
    const [which, cause] = expected[0]!.split(' ')
    const { worse, incomparable } = compareWith(written(then), current)
    if (which === 'gone') expect(worse.length + incomparable.length).toBeGreaterThan(0)
    else expect(worse.map((item) => item.cause)).toEqual(which === 'improved' ? [] : [cause])
  })
  test('since an older baseline', () => {
    const [which, cause] = expected[0]!.split(' ')
    expect(causesOf(older(written(then)), current)).toEqual(LESS[name] ?? (which === 'gone' || which === 'improved' ? [] : [cause]))
  })
})

test('a last day that was moved in the register is not one that came', () => {
  const [before, now] = [assessed({ parts: filed({ valid_until: LATER }) }), assessed({ parts: filed({ valid_until: AS_OF }), asOf: NEXT })]
  expect(told(before, now)).toEqual(['worse evidence-changed'])
})

test('every cause but those of an auditor and of the program has a case', () => {
  const elsewhere: readonly Cause[] = ['audit-changed', 'recalculated', 'unexplained']
  const named = new Set(Object.values(CASES).flatMap(([, , expected]) => expected.map((line) => line.split(' ')[1])))
  expect(CAUSES.filter((cause) => !named.has(cause)).toSorted()).toEqual(elsewhere.toSorted())
})

describe('with nothing else to blame', () => {
  const [then, now] = [assessed({}), assessed({})]
  /** As another program might compute it. */
  const lower = (assessment: Assessment): Assessment => ({
    ...assessment,
    results: assessment.results.map((result) => ({
      ...result,
      findings: result.findings.map((finding) => ({ ...finding, credit: { low: 1, high: 1 }, terms: { ...finding.terms, factor: 1 } })),
    })),
  })
  const upgraded = lower(assessed({ version: '2.0.0' }))
  test('another version of the program, and only then', () => {
    expect(told(then, upgraded)).toEqual(['worse recalculated'])
    expect(causesOf(written(then), upgraded)).toEqual(['recalculated'])
  })
  test('else it is not known', () => {
    expect(told(then, lower(now))).toEqual(['worse unexplained'])
    expect(causesOf(written(then), lower(now))).toEqual(['unexplained'])
    expect(causesOf(older(written(then)), upgraded)).toEqual(['unexplained'])
  })
})

describe('what left a baseline, and why the content is another', () => {
  const incomparable = (before: World, now: World) => compareWith(written(assessed(before)), assessed(now)).incomparable
  test('an overlay is named, on either side', () => {
    const params = { rulebook: 'mini', before: '', now: 'propia' }
    expect(incomparable({ rules: TWO, parts: MORE }, { parts: MORE, book: OFF })).toEqual([
      { id: 'overlay-other', params },
      { id: 'rule-off', params: { rulebook: 'mini', rules: ['SEG-01'], overlay: 'propia' } },
    ])
    expect(diffAssessments(assessed({ rules: TWO, parts: MORE }), assessed({ parts: MORE, book: OFF }))).toMatchObject({
      notices: [{ id: 'overlay-other', params }],
      results: [{ compliance: { change: 'not-comparable', reason: 'overlay-other' } }],
    })
    expect(incomparable({ parts: MORE, book: OFF }, { rules: TWO, parts: MORE })).toEqual([
      { id: 'overlay-other', params: { rulebook: 'mini', before: 'propia', now: '' } },
    ])
  })
  test('so is another version beneath it', () => {
    const { overlay } = OFF
    const book: Partial<Rulebook> = { ...OFF, version: '1.1.0', overlay: { ...overlay!, base: { version: '1.1.0', digest: '3'.repeat(64) } } }
    expect(incomparable({ rules: TWO, parts: MORE }, { parts: MORE, book }).map(({ id }) => id)).toEqual(['rulebook-version', 'overlay-other', 'rule-off'])
  })
  test('what is not in force any more', () =>
    expect(incomparable({ parts: deposited(AS_OF), book: BINDING }, { parts: GOOD, book: BINDING })).toEqual([
      { id: 'rule-not-in-force', params: { rulebook: 'mini', rules: ['ACT-02'] } },
    ]))
  test('what was not asked for then is not missed', () =>
    expect(
      incomparable({ rules: [CLOUD, SEG], parts: { ...MORE, facts: { cloud: false } } }, { rules: [SEG], parts: MORE, book: OTHER }).map(({ id }) => id),
    ).toEqual(['rulebook-version']))
})

const THREE = { ...BOTH, checks: [...BOTH.checks, { 'one-of': { label, dataset: 'u', column: 'v', values: ['ok'] } }] }
const world = fc.record({
  answer: fc.constantFrom('yes', 'partial', 'no', undefined),
  at: fc.constantFrom('2026-01-01', '2027-01-01'),
  until: fc.option(fc.integer({ min: -2, max: 3 })),
  file: fc.constantFrom('there', 'none', 'altered'),
  good: fc.integer({ min: 0, max: 2 }),
  sha: fc.constantFrom('1', '2'),
  table: fc.boolean(),
  second: fc.option(fc.integer({ min: 0, max: 2 })),
  period: fc.constantFrom(2026, 2027),
  asOf: fc.integer({ min: 0, max: 2 }),
})
type Drawn = typeof world extends fc.Arbitrary<infer Value> ? Value : never
const made = ({ answer, at, until, file, good, sha, table, second, period, asOf }: Drawn): Assessment =>
  assessed({
    rules: [THREE],
    period,
    asOf: addDays(AS_OF, asOf),
    parts: {
      answers: answer === undefined ? {} : { 'ACT-02': { value: answer, at } },
      documents:
        file === 'none'
          ? []
          : [{ ...POLICY, ...(until === null ? {} : { valid_until: addDays(AS_OF, until) }), ...(file === 'altered' ? { actualSha256: 'f'.repeat(64) } : {}) }],
      datasets: [
        ...(table ? [{ ...okRows(good, 2), sha256: `${sha}${good}`.repeat(32) }] : []),
        ...(second === null ? [] : [{ ...okRows(second, 2, 'u'), sha256: `${sha}${second}`.repeat(32) }]),
      ],
    },
  })

test('on one day nothing expired and no time passed, whatever the baseline noted; who signed again is never the cause', () =>
  fc.assert(
    fc.property(world, world, fc.boolean(), (a, b, old) => {
      const [before, now] = [made(a), made({ ...b, asOf: a.asOf })]
      const baseline = old ? older(written(before)) : written(before)
      const causes = [...causesOf(baseline, now), ...told(before, now).map((line) => line.split(' ')[1])]
      expect(causes.filter((cause) => cause === 'time-passed' || cause === 'evidence-expired')).toEqual([])
      const again = made({ ...b, answer: a.answer })
      for (const cause of [...causesOf(written(before), again), ...told(before, again).map((line) => line.split(' ')[1])])
        expect(cause).not.toBe('answer-changed')
    }),
    { numRuns: 300 },
  ))

test('a baseline tells the cause that two assessments tell', () =>
  fc.assert(
    fc.property(world, world, (a, b) => {
      const [before, now] = [made(a), made(b)]
      const worse = told(before, now).filter((line) => line.startsWith('worse '))
      expect(causesOf(written(before), now).map((cause) => `worse ${cause}`)).toEqual(worse)
      expect(told(before, now).filter((line) => line.endsWith('unexplained'))).toEqual([])
    }),
    { numRuns: 300 },
  ))
