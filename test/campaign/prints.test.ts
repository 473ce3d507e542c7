// What one institution leaves for the campaign: what stands out by itself, and its answers, notes and papers as digests.
import { describe, expect, test } from 'vitest'
import { printsOf } from '../../src/campaign/prints.ts'
import { conclude } from '../../src/assess.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { CAMPAIGN_METHOD } from '../../src/model/campaign-words.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { checks, failing, passing } from '../support/cases.ts'
import { AS_OF, documentOf, evidenceOf, type EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const documents = [slotOf('policy')]
const RULES = [ruleOf('ACT-02', { documents }), ruleOf('ACT-03', { checks }), ruleOf('SEG-01')]
const assessed = (parts: EvidenceParts, rules: readonly Rule[] = RULES): Assessment =>
  conclude(evidenceOf(parts), [{ rulebook: rulebookOf(rules, { facts: [factOf('cloud')] }), role: 'entity' }], {
    asOf: AS_OF,
    generatedAt: `${AS_OF}T00:00:00-05:00`,
    version: '0.0.0',
  })
const of = (parts: EvidenceParts, rules?: readonly Rule[], more: Partial<Parameters<typeof printsOf>[1]> = {}) =>
  printsOf(assessed(parts, rules), { overlays: [], ...more })
const rulesOf = (list: readonly { rule: string }[]) => list.map(({ rule }) => rule)
const ALL_YES = { 'ACT-02': 'yes', 'ACT-03': 'yes', 'SEG-01': 'yes' } as const

test('nothing handed in leaves nothing', () =>
  expect(of({})).toMatchObject({
    notes: [],
    documents: [],
    contradictions: [],
    unproven: { claims: 0, rules: [] },
    perfect: [],
    future: [],
    late: null,
    reused: [],
  }))

test('the digest of the answers is of what was answered, not of who did, when, or with what note', () => {
  const digest = (answers: EvidenceParts['answers']) => of({ answers: answers ?? {} }).answers
  const plain = digest({ 'ACT-02': 'yes', 'SEG-01': 'no' })
  expect(plain.count).toBe(2)
  expect(digest({ 'SEG-01': { value: 'no', note: 'n', by: 'Ana', at: AS_OF }, 'ACT-02': 'yes' }).digest).toBe(plain.digest)
  expect(digest({ 'ACT-02': 'yes', 'SEG-01': 'no', 'ACT-03': { note: 'only a comment' } })).toMatchObject({ count: 2, digest: plain.digest })
  for (const other of [
    { 'ACT-02': 'yes', 'SEG-01': 'partial' },
    { 'ACT-02': 'yes' },
    { 'ACT-02': { value: 'yes', criteria: { a: true } }, 'SEG-01': 'no' },
  ] as const)
    expect(digest(other).digest).not.toBe(plain.digest)
})

test('an answer that several rules share is one answer', () => {
  const rules = [ruleOf('ACT-02'), ruleOf('SEG-01', { shares: 'ACT-02' })]
  expect(of({ answers: { 'ACT-02': 'yes' } }, rules).answers.count).toBe(1)
  expect(of({ answers: { 'ACT-02': 'yes', 'SEG-01': 'no' } }, rules).answers.count).toBe(2)
})

describe('notes', () => {
  const notes = (note: string) => of({ answers: { 'SEG-01': { value: 'yes', note } } }).notes
  const long = 'x'.repeat(CAMPAIGN_METHOD.noteLength)
  test('say something from a length on', () => expect([notes(long).length, notes(long.slice(1)).length]).toEqual([1, 0]))
  test('are the same whatever the case and the blanks', () => {
    const [plain] = notes(`${long} Y`)
    expect(notes(` ${long.toUpperCase()} \n\n y `)[0]?.digest).toBe(plain?.digest)
    expect(notes(`${long} z`)[0]?.digest).not.toBe(plain?.digest)
    expect(plain).toMatchObject({ rule: 'SEG-01', excerpt: `${long} Y` })
  })
  test('are cut for whoever reads them, never inside a character', () => {
    expect(notes('x'.repeat(160))[0]?.excerpt).toBe('x'.repeat(160))
    expect(notes('x'.repeat(161))[0]?.excerpt).toBe(`${'x'.repeat(159)}…`)
    expect(notes(`${'x'.repeat(158)}😀😀`)[0]?.excerpt).toBe(`${'x'.repeat(158)}…`)
  })
})

test('papers that are there, with what they are for; those of after the day of the assessment stand out', () => {
  const { sha256: _sha256, actualSha256: _actual, ...gone } = documentOf('gone', ['policy'], { file: 'missing' })
  const papers = [documentOf('today', ['policy'], { issued: AS_OF }), documentOf('tomorrow', ['policy'], { issued: '2026-11-22' }), gone]
  const { documents: handed, future } = of({ answers: { 'ACT-02': 'yes' }, documents: papers })
  expect(handed.map(({ title, rules }) => [title, rules])).toEqual([
    ['today', ['ACT-02']],
    ['tomorrow', []],
  ])
  expect(future.map(({ document, issued }) => [document, issued])).toEqual([['tomorrow', '2026-11-22']])
})

test('data against the answer', () => {
  expect(rulesOf(of({ answers: ALL_YES, datasets: failing }).contradictions)).toEqual(['ACT-03'])
  expect(of({ answers: ALL_YES, datasets: passing }).contradictions).toEqual([])
})

test('of what asks for proof, how much is affirmed, and how much of that by the word alone', () => {
  const unproven = (parts: EvidenceParts, rules?: readonly Rule[]) => {
    const found = of(parts, rules).unproven
    return [found.claims, ...rulesOf(found.rules)]
  }
  expect(unproven({ answers: ALL_YES })).toEqual([2, 'ACT-02', 'ACT-03'])
  expect(unproven({ answers: ALL_YES, datasets: passing })).toEqual([2, 'ACT-02'])
  expect(unproven({ answers: ALL_YES, documents: [documentOf('doc', ['policy'])], datasets: passing })).toEqual([2])
  expect(unproven({ answers: { ...ALL_YES, 'ACT-02': 'partial' } })).toEqual([1, 'ACT-03'])
  const optional = { ...slotOf('more'), required: false }
  expect(unproven({ answers: { 'ACT-02': 'yes' } }, [ruleOf('ACT-02', { documents: [optional] })])).toEqual([0])
  expect(unproven({ answers: { 'ACT-02': 'yes' } }, [ruleOf('ACT-02', { documents: [optional, slotOf('policy')] })])).toEqual([1, 'ACT-02'])
  expect(unproven({ answers: { 'ACT-02': 'yes' } }, [ruleOf('ACT-02', { documents, when: 'false' }), ruleOf('SEG-01')])).toEqual([0])
})

test('everything declared and nothing proven', () => {
  const perfect = (parts: EvidenceParts) => of(parts).perfect.map(({ rulebook, declared }) => [rulebook, declared])
  expect(perfect({ answers: ALL_YES })).toEqual([['mini', 100]])
  expect(perfect({ answers: { ...ALL_YES, 'SEG-01': 'partial' } })).toEqual([])
  expect(perfect({ answers: ALL_YES, documents: [documentOf('doc', ['policy'])] })).toEqual([])
  expect(perfect({ answers: ALL_YES, datasets: passing })).toEqual([])
})

test('what left the sum by an answer or by a fact that is not proven, not what the rulebook leaves out', () => {
  const away = (id: string) => ruleOf(id, { when: 'facts.cloud', documents })
  const na = ruleOf('SEG-01', { not_applicable: [{ id: 'none', ...text('none') }] })
  const answers = { 'SEG-01': { value: 'not-applicable', reason: 'none' } } as const
  const removed = (parts: EvidenceParts, rules: readonly Rule[]) =>
    of(parts, rules).removed.map(({ rulebook, share, rules: gone }) => [rulebook, share, ...gone])
  expect(removed({ answers, facts: { cloud: false } }, [away('ACT-02'), ruleOf('ACT-04'), na])).toEqual([['mini', 66.7, 'ACT-02', 'SEG-01']])
  expect(removed({ facts: { cloud: true } }, [away('ACT-02'), ruleOf('ACT-04'), ruleOf('ACT-05', { when: 'false' })])).toEqual([['mini', 0]])
})

test.for([
  ['2026-10-31', 0, undefined],
  ['2026-11-01', 1, '2026-11-01'],
  // The same moment is the last of the day in Panama, or the first of the next.
  ['2026-11-01T04:59:00Z', 0, undefined],
  ['2026-11-01T05:00:00Z', 1, '2026-11-01'],
  [undefined, 0, undefined],
] as const)('an answer of %s, after the close of 31 October: %i', ([day, count, last]) => {
  const answers = { 'SEG-01': { value: 'yes', ...(day === undefined ? {} : { at: day }) }, 'ACT-02': { value: 'yes', at: '2026-10-01' } } as const
  const { late } = of({ answers }, RULES, { closes: '2026-10-31' })
  expect([late?.count ?? 0, late?.last, late?.rules]).toEqual([count, last, count === 0 ? undefined : ['SEG-01']])
  expect(of({ answers }).late).toBeNull()
})

test('of several late answers the last day, and all their requirements', () => {
  const answers = { 'SEG-01': { value: 'yes', at: '2026-11-03' }, 'ACT-03': { value: 'no', at: '2026-11-05' } } as const
  expect(of({ answers }, RULES, { closes: '2026-10-31' }).late).toMatchObject({ count: 2, last: '2026-11-05', rules: ['ACT-03', 'SEG-01'] })
})

test('overlays that the campaign does not use', () =>
  expect(of({}, RULES, { overlays: [{ rulebook: 'mini', overlay: 'propia.yaml' }] }).overlays).toEqual([
    { rulebook: 'mini', overlay: 'propia.yaml', at: { file: 'cumple.yaml', line: 1 } },
  ]))
