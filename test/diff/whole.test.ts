// What a comparison says as a whole: notices, indices that cannot be subtracted, the order of the rules, and several rulebooks side by side.
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { baselineOf, compareWith, diffAssessments } from '../../src/compare.ts'
import { compareRanges } from '../../src/compare/ranges.ts'
import type { Assessment, Range } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import type { IndexDiff } from '../../src/model/diff.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { AS_OF, documentOf, evidenceOf, type EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const assessed = (books: readonly Rulebook[], parts: EvidenceParts, asOf = AS_OF, audit?: AuditFile & { sha256: string }): Assessment =>
  conclude(
    evidenceOf(parts),
    books.map((rulebook) => ({ rulebook, role: 'entity' as const })),
    { asOf, generatedAt: asOf, version: '0', audit: audit && '/elsewhere/inst.yaml' },
    audit,
  )
const paper = (id: string, part: Partial<Rule> = {}) => ruleOf(id, { documents: [slotOf('policy')], ...part })
const POLICY = documentOf('pol', ['policy'])

const ends = (low: number, high = low): Range => ({ low, high })
test.for<[before: Range, now: Range, is: Omit<IndexDiff, 'before' | 'now'>]>([
  [null, null, { change: 'same', points: null }],
  [null, ends(50), { change: 'not-comparable', points: null, reason: 'not-calculable' }],
  [ends(50), null, { change: 'not-comparable', points: null, reason: 'not-calculable' }],
  [ends(50), ends(50), { change: 'same', points: 0 }],
  [ends(50), ends(50.1), { change: 'improved', points: 0.1 }],
  [ends(50), ends(49.9), { change: 'worse', points: -0.1 }],
  [ends(50, 60), ends(50, 70), { change: 'same', points: 0, bestEnd: 'higher' }],
  [ends(50, 60), ends(50, 55), { change: 'same', points: 0, bestEnd: 'lower' }],
  [ends(50, 60), ends(51, 55), { change: 'improved', points: 1 }],
])('an index of %j and then of %j', ([before, now, is]) => expect(compareRanges(before, now)).toEqual({ before, now, ...is }))

test('of other rules it is not subtracted, and where there is none on either side nothing is said', () => {
  expect(compareRanges(ends(50), ends(60), 'other-rules-apply')).toMatchObject({ change: 'not-comparable', points: null, reason: 'other-rules-apply' })
  expect(compareRanges(null, null, 'other-rules-apply')).toEqual({ before: null, now: null, change: 'same', points: null })
})

test('what makes the two sides of another kind is told with both', () => {
  const audit = { schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts: {}, sha256: 'a'.repeat(64) } as const
  const [one, other] = [rulebookOf([paper('ACT-02')]), rulebookOf([paper('ACT-02')], { id: 'otro', version: '3.0.0' })]
  const plain = assessed([one], {}, '2026-11-22')
  const audited = assessed([other], { institution: { kind: 'municipality' } }, AS_OF, audit)
  expect(diffAssessments(plain, audited).notices).toEqual([
    { id: 'dates-reversed', params: { before: '2026-11-22', now: AS_OF } },
    { id: 'other-kind', params: { before: 'central-government', now: 'municipality' } },
    { id: 'audit-one-side', params: { side: 'now' } },
    { id: 'rulebook-new', params: { rulebook: 'otro', version: '3.0.0' } },
    { id: 'rulebook-gone', params: { rulebook: 'mini', version: '1.0.0' } },
  ])
  expect(diffAssessments(audited, plain).notices).toContainEqual({ id: 'audit-one-side', params: { side: 'before' } })
  expect(diffAssessments(audited, audited).notices).toEqual([])
  expect(compareWith(baselineOf(plain), audited).incomparable).toContainEqual({ id: 'rulebook-gone', params: { rulebook: 'mini', version: '1.0.0' } })
})

test('each side says its day, its period and the program that made it', () => {
  const { before, now } = diffAssessments(assessed([rulebookOf([])], {}), assessed([rulebookOf([])], {}, '2026-11-22'))
  expect([before, now]).toEqual([
    { asOf: AS_OF, period: 2026, tool: '0' },
    { asOf: '2026-11-22', period: 2026, tool: '0' },
  ])
})

test('first what got worse, by what it moves, then the gravest, then by id; of what stayed first what moved at its best end', () => {
  const light = { severity: 'low' as const }
  // The factor of SEG makes a low rule there weigh as much as a medium one.
  const topics = rulebookOf([]).topics.map((topic) => ({ ...topic, factor: topic.id === 'SEG' ? 3 : 1 }))
  const ids = ['ACT-02', 'ACT-03', 'ACT-04', 'ACT-05', 'ACT-06', 'ACT-07', 'ACT-08']
  const rules = [...ids.map((id) => paper(id)), paper('ACT-09', { severity: 'critical' }), paper('SEG-02', light), paper('SEG-03', light)]
  const book = rulebookOf(rules, { topics })
  const all = Object.fromEntries(rules.map(({ id }) => [id, 'yes' as const]))
  const then = { ...all, 'ACT-06': 'no', 'ACT-07': 'no', 'ACT-08': 'no' } as const
  const { 'ACT-08': _silent, ...rest } = then
  const now = { ...rest, 'ACT-03': 'no', 'ACT-04': 'partial', 'ACT-05': 'no', 'ACT-09': 'partial', 'SEG-02': 'no', 'ACT-07': 'yes' } as const
  const [before, after] = [then, now].map((answers) => assessed([book], { answers, documents: [POLICY] }))
  expect(diffAssessments(before!, after!).results[0]!.rules.map(({ rule, change }) => `${rule} ${change}`)).toEqual([
    'ACT-09 worse',
    'ACT-03 worse',
    'ACT-05 worse',
    'SEG-02 worse',
    'ACT-04 worse',
    'ACT-07 improved',
    'ACT-08 same',
    'ACT-02 same',
    'ACT-06 same',
    'SEG-03 same',
  ])
})

describe('two rulebooks with rules of one name', () => {
  const [mini, otro] = [rulebookOf([paper('ACT-02')]), rulebookOf([paper('ACT-02', { documents: [slotOf('other')] })], { id: 'otro' })]
  const before = assessed([mini, otro], { answers: { 'ACT-02': 'yes' }, documents: [POLICY, documentOf('o', ['other'])] })
  test('each rule is compared with that of its own rulebook', () => {
    const now = assessed([otro, mini], { answers: { 'ACT-02': 'yes' }, documents: [POLICY] })
    const { worse } = compareWith(baselineOf(before), now)
    expect(worse.map(({ result, cause }) => [result.id, cause])).toEqual([['otro', 'evidence-gone']])
    expect(diffAssessments(before, now).results.map(({ id, totals }) => [id, totals.worse])).toEqual([
      ['otro', 1],
      ['mini', 0],
    ])
  })
})

test('an answer that was taken out with the rule is no withdrawal, and a rule that changed is not better', () => {
  const book = rulebookOf([paper('ACT-02', { when: 'facts.cloud' }), paper('ACT-03')], { facts: [factOf('cloud')] })
  const before = baselineOf(assessed([book], { facts: { cloud: true }, answers: { 'ACT-02': 'no', 'ACT-03': 'yes' } }))
  const changed = { ...book, rules: book.rules.map((rule) => (rule.id === 'ACT-03' ? { ...rule, severity: 'low' as const } : rule)) }
  const now = (rulebook: Rulebook) => compareWith(before, assessed([rulebook], { facts: { cloud: false }, answers: { 'ACT-03': 'yes' }, documents: [POLICY] }))
  const [same, other] = [now(book), now(changed)].map(({ worse, better, withdrawn }) =>
    [worse, better, withdrawn].map((list) => list.map(({ finding }) => finding.rule)),
  )
  expect(same).toEqual([[], ['ACT-03'], []])
  expect(other).toEqual([[], [], []])
})

test('an index of as many rules, but others, is not subtracted; nor is one in which they weigh otherwise', () => {
  const rules = [paper('ACT-02', { when: 'facts.cloud' }), paper('ACT-03', { when: '!facts.cloud' }), paper('ACT-04', { duty: 'd' })]
  const book = rulebookOf(rules, { facts: [factOf('cloud')] })
  const of = (rulebook: Rulebook, cloud: boolean) => assessed([rulebook], { facts: { cloud }, answers: { 'ACT-04': 'yes' }, documents: [POLICY] })
  const reason = (now: Assessment) => diffAssessments(of(book, true), now).results[0]!.compliance.reason
  expect([reason(of(book, true)), reason(of(book, false))]).toEqual([undefined, 'other-rules-apply'])
  expect(reason(of({ ...book, topics: book.topics.map((topic) => ({ ...topic, factor: 2 })) }, true))).toBe('other-rules-apply')
})

test('a baseline keeps of a rule only what a later comparison asks for', () => {
  const rules = [paper('ACT-02'), paper('ACT-03', { documents: [slotOf('policy'), slotOf('more')] }), paper('ACT-04', { when: 'false' })]
  const { rules: lines } = baselineOf(assessed([rulebookOf(rules)], { answers: { 'ACT-02': 'yes', 'ACT-03': 'yes' }, documents: [POLICY] })).rulebooks[0]!
  const digests = { rule: expect.any(String) as string, answer: expect.any(String) as string, evidence: expect.any(String) as string }
  expect(JSON.parse(JSON.stringify(lines))).toEqual({
    'ACT-02': { outcome: 'satisfied', credit: 10_000, answered: true, terms: { claim: 10_000, factor: 10_000 }, ...digests },
    'ACT-03': { outcome: 'partial', credit: 5_000, answered: true, terms: { claim: 10_000, factor: 5_000 }, slots: { more: 'not-provided' }, ...digests },
    'ACT-04': { outcome: 'not-applicable', credit: null, ...digests },
  })
})
