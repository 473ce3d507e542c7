// An assessment as the campaign keeps it: the row of an institution, and the findings and documents of its tables.
import { expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { detailOf, rowOf } from '../../src/campaign/record.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import type { GateReason, GateVerdict } from '../../src/model/verdict.ts'
import { reasons } from '../support/cases.ts'
import { AS_OF, documentOf, evidenceOf, type EvidenceParts } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const documents = [slotOf('policy')]
const BOOKS = [
  rulebookOf([ruleOf('ACT-02', { documents }), ruleOf('ACT-03', reasons), ruleOf('ACT-04', { when: 'false' }), ruleOf('SEG-01')]),
  rulebookOf([ruleOf('ACT-07')], { id: 'otro' }),
]
const PARTS: EvidenceParts = {
  institution: { sector: 'salud', staff: 60 },
  answers: { 'ACT-02': 'yes', 'ACT-03': { value: 'not-applicable', reason: 'no-cloud' }, 'SEG-01': 'partial', 'ACT-07': 'yes' },
  documents: [documentOf('pol', ['policy'], { valid_until: '2027-01-31' }), documentOf('gone', ['policy'], { file: 'missing' }), documentOf('more', [])],
  waivers: [{ rule: 'SEG-01', reason: 'r', approved_by: 'x', approved_at: '2026-10-01', expires_at: '2026-12-31' }],
}
const assessed = (audit?: AuditFile['verdicts'], parts = PARTS, books = BOOKS): Assessment =>
  conclude(
    evidenceOf(parts),
    books.map((rulebook) => ({ rulebook, role: 'entity' as const })),
    { asOf: AS_OF, generatedAt: `${AS_OF}T00:00:00-05:00`, version: '0.0.0', audit: audit && '/elsewhere/inst.yaml' },
    audit && { schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts: audit, sha256: 'a'.repeat(64) },
  )
const plain = assessed()

test('what an institution says of itself, and how many of its papers are there', () => {
  const { standings: _standings, ...row } = rowOf(plain, plain, undefined)
  expect(row).toEqual({
    id: 'inst',
    name: 'Institución',
    kind: 'central-government',
    sector: 'salud',
    province: null,
    staff: 60,
    period: 2026,
    documents: { registered: 3, present: 2 },
  })
})

const verdict = (list: readonly Partial<GateReason>[]): GateVerdict => ({
  passed: false,
  waived: [],
  better: [],
  incomparable: [],
  reasons: list.map((reason) => ({ id: 'critical-gap', level: 'error', params: {}, location: { file: 'cumple.yaml', line: 1 }, ...reason })),
})
test('the gate: errors and warnings counted, what failed named once, a floor as it is typed', () => {
  const floor = { id: 'floor' as const, rulebook: 'mini' }
  const gate = verdict([
    { rule: 'SEG-01' },
    { rule: 'SEG-01', rulebook: 'otro' },
    { ...floor, params: { index: 'compliance', at_least: 75 } },
    { ...floor, params: { index: 'declared', at_least: 90.5, topic: 'SEG' } },
    { id: 'nothing-evaluated' },
    { rule: 'ACT-02', level: 'warn' },
  ])
  expect(rowOf(plain, plain, gate).gate).toEqual({
    passed: false,
    errors: 5,
    warnings: 1,
    reasons: ['critical-gap SEG-01', 'floor compliance:mini=75', 'floor declared:mini/SEG=90.5', 'nothing-evaluated'],
  })
  const many = rowOf(plain, plain, verdict(Array.from({ length: 25 }, (_, at) => ({ rule: `SEG-${at + 10}` })))).gate
  expect([many?.errors, many?.reasons.length]).toEqual([25, 20])
})

test('the verdicts of all rulebooks are counted together; only what was judged has an audited index', () => {
  const audited = assessed({ 'ACT-02': { verdict: 'reject', note: 'n' }, 'SEG-01': { verdict: 'raise', to: 'yes', note: 'n' } })
  const { audit, standings } = rowOf(plain, audited, undefined)
  expect(audit).toEqual({ auditor: 'AIG', date: AS_OF, accept: 0, lower: 0, raise: 1, reject: 1, lapsed: 0 })
  expect(standings.map((standing) => standing.audited)).toEqual([audited.results[0]!.scores.compliance, undefined])
  expect(standings.map(({ compliance }) => compliance)).toEqual(plain.results.map(({ scores }) => scores.compliance))
  expect(standings[0]!.audited).not.toEqual(standings[0]!.compliance)
  expect(Object.keys(standings[0]!.topics)).toEqual(['ACT', 'SEG'])
  const both = rowOf(plain, assessed({ 'ACT-02': { verdict: 'accept', note: 'n' }, 'ACT-07': { verdict: 'accept', note: 'n' } }), undefined)
  expect([both.audit?.accept, both.standings.every((standing) => standing.audited !== undefined)]).toEqual([2, true])
})

test('peers are those to which the same rules apply with the same weight in the same role', () => {
  const of = (assessment: Assessment) => rowOf(assessment, assessment, undefined).standings[0]!.applicable
  expect(of(assessed(undefined, { answers: { 'ACT-03': { value: 'not-applicable', reason: 'no-cloud' } } }))).toBe(of(plain))
  expect(of(assessed(undefined, { answers: {} }))).not.toBe(of(plain))
  const weighted = BOOKS.map((book) => ({ ...book, rules: book.rules.map((rule) => ({ ...rule, severity: 'high' as const })) }))
  expect(of(assessed(undefined, PARTS, weighted))).not.toBe(of(plain))
  const more = BOOKS.map((book) => ({ ...book, rules: [...book.rules, ruleOf('SEG-02')] }))
  expect(of(assessed(undefined, PARTS, more))).not.toBe(of(plain))
  const other = { ...plain, results: plain.results.map((result) => ({ ...result, role: 'operator' as const })) }
  expect(of(other)).not.toBe(of(plain))
})

test('a finding as the tables list it: the answer, how it left the sum, its waiver, and a verdict only while it counts', () => {
  const audited = assessed({
    'ACT-02': { verdict: 'reject', note: 'n' },
    'ACT-04': { verdict: 'accept', note: 'n' },
    'SEG-01': { verdict: 'accept', note: 'n', evidence: 'f'.repeat(64) },
  })
  const { institution, findings } = detailOf(plain, audited)
  expect(institution).toBe('inst')
  expect(
    findings.map(({ rulebook, rule, answer, removed, waivedUntil, verdict: said, audit }) => [
      rulebook,
      rule,
      answer,
      removed,
      waivedUntil,
      said,
      audit?.credit,
    ]),
  ).toEqual([
    ['mini', 'ACT-02', 'yes', null, null, 'reject', { low: 0, high: 0 }],
    ['mini', 'ACT-03', 'not-applicable', 'answer', null, null, undefined],
    ['mini', 'ACT-04', null, 'when', null, null, null],
    ['mini', 'SEG-01', 'partial', null, '2026-12-31', null, plain.results[0]!.findings[3]!.credit],
    ['otro', 'ACT-07', 'yes', null, null, null, undefined],
  ])
  expect(findings[0]!.location).toEqual({ file: 'answers/ALL.yaml', line: 1 })
  // The credit is that of evidence alone.
  expect(findings[0]!.credit).toEqual({ low: 10_000, high: 10_000 })
})

test('a document as the tables list it', () => {
  const digest = documentOf('pol', []).actualSha256
  expect(
    detailOf(plain, plain).evidence.map(({ document, issued, validUntil, file, sha256, rules }) => [document, issued, validUntil, file, sha256, rules]),
  ).toEqual([
    ['gone', '2026-06-01', null, 'missing', expect.anything(), expect.any(Array)],
    ['more', '2026-06-01', null, 'present', documentOf('more', []).actualSha256, []],
    ['pol', '2026-06-01', '2027-01-31', 'present', digest, ['ACT-02']],
  ])
})
