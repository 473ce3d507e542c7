// An auditor's verdicts in the sum: what each does, when it lapses, and the three figures side by side.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditFile, AuditVerdict } from '../../src/model/audit.ts'
import { digestOf } from '../../src/util/canonical-json.ts'
import { judgedDigest } from '../../src/util/judged-digest.ts'
import { answers, assessed, checks, documents, failing, one, passing, reasons, summary, there } from '../support/cases.ts'
import { AS_OF, documentOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf } from '../support/rulebook.ts'
import { assessWorld, rangesOf, world } from '../support/worlds.ts'

const auditOf = (verdicts: AuditFile['verdicts']): AuditFile => ({ schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts })
const audit = (verdict: Omit<AuditVerdict, 'note'>) => auditOf({ 'ACT-02': { note: 'seen', ...verdict } })
const said = (value: 'no' | 'planned' | 'partial' | 'yes') => ({ answers: { 'ACT-02': value } })

test.for<[to: 'yes' | 'partial' | 'planned', parts: EvidenceParts, is: unknown]>([
  ['partial', said('no'), [5_000, 'partial', 'audited', 1, false]],
  ['planned', said('no'), [0, 'unmet', 'audited', 1, false]],
  ['yes', said('partial'), [10_000, 'satisfied', 'audited', 4, false]],
  ['partial', {}, [5_000, 'partial', 'audited', 1, false]],
  ['yes', { datasets: failing }, [10_000, 'satisfied', 'audited', 4, false]],
  ['yes', { ...said('partial'), datasets: failing }, [10_000, 'satisfied', 'audited', 4, false]],
])('raised to %s: %j', ([to, parts, is]) => {
  const rule = parts.datasets ? { checks } : { documents }
  expect(summary(one(rule, parts, { audit: audit({ verdict: 'raise', to }) }))).toEqual(is)
})

test('what was measured is never taken away by a raise', () =>
  expect(one({ checks }, { datasets: failing }, { audit: audit({ verdict: 'raise', to: 'partial' }) }).credit).toEqual({ low: 9_700, high: 9_700 }))

describe('a verdict that carries the digest of what was judged', () => {
  const rule = { documents, checks }
  const judged: EvidenceParts = { answers, documents: there, datasets: passing }
  const { digests } = one(rule, judged)
  const verdict = audit({ verdict: 'reject', evidence: judgedDigest(digests) })
  const plain = (parts: EvidenceParts) => one(rule, parts)

  test('is over both digests and nothing else', () => {
    expect(judgedDigest(digests)).toBe(digestOf({ answer: digests.answer, evidence: digests.evidence }))
    expect(judgedDigest(one({ ...rule, severity: 'critical' }, judged).digests)).toBe(judgedDigest(digests))
  })
  test('stands while nothing changes', () => {
    const finding = one(rule, judged, { audit: verdict })
    expect(summary(finding)).toEqual([0, 'unmet', 'audited', 0, false])
    expect(finding.audit).toEqual({ verdict: 'reject', note: 'seen', auditor: 'AIG', date: AS_OF, evidence: judgedDigest(digests) })
    expect(finding.unaudited).toEqual(plain(judged).credit)
  })
  test('stands when time alone makes another document speak, whose renewal is registered in advance', () => {
    const old = documentOf('old', ['policy'], { valid_until: '2026-12-31' })
    const renewed = documentOf('renewed', ['policy'], { issued: '2026-12-15' })
    const both = { ...judged, documents: [old, renewed] }
    const accept = audit({ verdict: 'accept', evidence: judgedDigest(one(rule, both).digests) })
    const on = (asOf: string, documents = both.documents) => one(rule, { ...both, documents }, { audit: accept, asOf })
    expect(one(rule, both).slots[0]?.document).toBe('old')
    for (const asOf of ['2026-12-14', '2026-12-15', '2027-01-01']) expect(on(asOf).audit?.lapsed).toBeUndefined()
    expect(on('2027-01-01').slots[0]?.document).toBe('renewed')
    expect(on('2026-12-14', [old]).audit?.lapsed).toBe(true)
    expect(on('2026-12-14', [old, { ...renewed, actualSha256: 'a'.repeat(64) }]).audit?.lapsed).toBe(true)
  })
  test.for<[name: string, parts: EvidenceParts]>([
    ['another answer', { ...judged, answers: { 'ACT-02': 'partial' } }],
    ['another note', { ...judged, answers: { 'ACT-02': { value: 'yes', note: 'new' } } }],
    ['no answer', { ...judged, answers: {} }],
    ['another document', { ...judged, documents: [documentOf('doc', ['policy'], { sha256: 'a'.repeat(64), actualSha256: 'a'.repeat(64) })] }],
    ['no document', { ...judged, documents: [] }],
    ['another table', { ...judged, datasets: [{ ...okRows(99, 100), sha256: '2'.repeat(64) }] }],
  ])('lapses over %s: the finding is as evidence makes it', ([, parts]) => {
    const { audit: note, ...finding } = one(rule, parts, { audit: verdict })
    expect(finding).toEqual(plain(parts))
    expect(note?.lapsed).toBe(true)
  })
})

test('a verdict may name its own auditor and date', () =>
  expect(
    one({ documents }, { answers }, { audit: audit({ verdict: 'accept', auditor: 'Other', date: '2026-11-01', condition: 'c', reply: 'r' }) }).audit,
  ).toEqual({
    verdict: 'accept',
    note: 'seen',
    condition: 'c',
    reply: 'r',
    auditor: 'Other',
    date: '2026-11-01',
  }))

test('a verdict puts back what an answer took out, never what the scope or a condition did', () => {
  const na = { answers: { 'ACT-02': { value: 'not-applicable', reason: 'no-cloud' } } } as const
  const back = one({ ...reasons, documents }, na, { audit: audit({ verdict: 'lower', to: 'partial' }) })
  expect([back.credit, back.unaudited, back.declared]).toEqual([{ low: 5_000, high: 5_000 }, null, null])
  const out = one({ ...reasons, documents, when: 'false' }, na, { audit: audit({ verdict: 'reject' }) })
  expect([out.credit, out.outcome]).toEqual([null, 'not-applicable'])
})

test('a verdict over what a fact took out changes nothing, is told, and counts in no agreement; one over what an answer took out does', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud', documents }), ruleOf('ACT-03', { ...reasons, documents })], {
    facts: [factOf('cloud')],
  })
  const parts: EvidenceParts = { facts: { cloud: false }, answers: { 'ACT-03': { value: 'not-applicable', reason: 'no-cloud' } } }
  const judge = (verdict: 'accept' | 'reject') => {
    const { results, observations } = assessed(rulebook, parts, undefined, auditOf({ 'ACT-02': { verdict, note: 'n' }, 'ACT-03': { verdict, note: 'n' } }))
    const [result] = results
    const [first, second] = result!.findings
    return { effect: result!.auditEffect, first, second, told: observations.find(({ id }) => id === 'audit-idle')?.rules }
  }
  const plain = assessed(rulebook, parts).results[0]!.findings[0]!
  for (const [verdict, agreement] of [
    ['accept', 100],
    ['reject', 0],
  ] as const) {
    const { effect, first, second, told } = judge(verdict)
    expect(effect).toMatchObject({ counts: { accept: verdict === 'accept' ? 1 : 0, reject: verdict === 'reject' ? 1 : 0 }, agreement })
    const { audit: mark, ...rest } = first!
    expect(rest).toEqual(plain)
    expect([mark?.idle, second!.audit?.idle, told]).toEqual([true, undefined, ['ACT-02']])
  }
})

test('accepting what nobody answered and nothing measured changes nothing, is told, and counts in no agreement', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { documents }), ruleOf('ACT-03', { documents })])
  const parts: EvidenceParts = { answers: { 'ACT-03': { value: 'yes' } } }
  const file = auditOf({ 'ACT-02': { verdict: 'accept', note: 'n' }, 'ACT-03': { verdict: 'reject', note: 'n' } })
  const { results, observations } = assessed(rulebook, parts, undefined, file)
  const { audit: mark, ...rest } = results[0]!.findings[0]!
  expect(rest).toEqual(assessed(rulebook, parts).results[0]!.findings[0]!)
  expect([mark?.verdict, mark?.idle]).toEqual(['accept', true])
  expect(results[0]!.auditEffect).toMatchObject({ counts: { accept: 0, reject: 1 }, agreement: 0 })
  expect(observations.find(({ id }) => id === 'audit-idle')?.rules).toEqual(['ACT-02'])
  // What was rejected is worth nothing, answered or not.
  const rejected = assessed(rulebook, parts, undefined, auditOf({ 'ACT-02': { verdict: 'reject', note: 'n' } })).results[0]!
  expect([rejected.findings[0]!.audit?.idle, rejected.auditEffect?.agreement]).toEqual([undefined, 0])
})

test('what is declared does not depend on the auditor', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud', documents })], { facts: [factOf('cloud')] })
  const [before, after] = [undefined, audit({ verdict: 'accept' })].map((file) => assessed(rulebook, { answers }, undefined, file).results[0]!.scores)
  expect(after!.declared).toEqual(before!.declared)
})

describe('three figures side by side', () => {
  const rulebook = rulebookOf(['ACT-02', 'ACT-03', 'ACT-04', 'SEG-01', 'SEG-02'].map((id) => ruleOf(id, { documents })))
  const parts: EvidenceParts = { answers: { 'ACT-02': 'yes', 'ACT-03': 'yes', 'ACT-04': 'no', 'SEG-01': 'yes', 'SEG-02': 'partial' } }
  const note = 'n'
  const file = auditOf({
    'ACT-02': { verdict: 'accept', note },
    'ACT-03': { verdict: 'reject', note },
    'ACT-04': { verdict: 'raise', to: 'partial', note },
    'SEG-01': { verdict: 'lower', to: 'partial', note },
    'SEG-02': { verdict: 'accept', note, evidence: 'f'.repeat(64) },
  })
  const [without, result] = [assessed(rulebook, parts), assessed(rulebook, parts, undefined, file)]
  const [before, after] = [without.results[0]!, result.results[0]!]

  test('declared and by evidence are those of the assessment without verdicts', () => {
    expect(after.scores).toMatchObject({ declared: before.scores.declared, evidenced: before.scores.compliance })
    for (const [index, topic] of after.topics.entries())
      expect(topic.scores).toMatchObject({ declared: before.topics[index]!.scores.declared, evidenced: before.topics[index]!.scores.compliance })
  })
  test('worked by hand', () => {
    // Declared 1, 1, 0, 1, ½; by evidence 0.3 of each; audited 1, 0, ½, 0.3 (lowered to ½, which is not less) and (lapsed) 0.15.
    expect(after.scores).toMatchObject({ declared: { low: 70, high: 70 }, evidenced: { low: 21, high: 21 }, compliance: { low: 39, high: 39 } })
    expect(after.auditEffect).toEqual({ counts: { accept: 1, lower: 1, raise: 1, reject: 1, lapsed: 1 }, agreement: 25, effect: 18 })
  })
  test('without an audit nothing of it is there', () => {
    expect(JSON.stringify(without)).not.toMatch(/"(evidenced|unaudited|auditEffect|audit)"/)
    expect(assessed(rulebook, parts, undefined, { ...file, institution: 'other' }).results).toEqual(without.results)
  })
  test('with a file that judges nothing, the figures are the same and no rate is made up', () => {
    const empty = assessed(rulebook, parts, undefined, auditOf({})).results[0]!
    expect(empty.auditEffect).toEqual({ counts: { accept: 0, lower: 0, raise: 0, reject: 0, lapsed: 0 }, agreement: null, effect: 0 })
    expect(empty.scores.evidenced).toEqual(empty.scores.compliance)
  })
  test('what lapsed, what nothing ties to its evidence, and what was not assessed are said', () => {
    const off = rulebookOf([ruleOf('ACT-02', { documents }), ruleOf('SEG-02', { documents, obligation: 'unconfirmed' })])
    const told = (of: typeof result) => of.observations.filter(({ id }) => id.startsWith('audit-')).map(({ id, rules }) => [id, ...rules])
    expect(told(result)).toEqual([
      ['audit-lapsed', 'SEG-02'],
      ['audit-undigested', 'ACT-02', 'ACT-03', 'ACT-04', 'SEG-01'],
    ])
    expect(told(assessed(off, parts, undefined, auditOf({ 'SEG-02': { verdict: 'accept', note } })))).toEqual([['audit-not-assessed', 'SEG-02']])
  })
})

const WORDS = ['accept', 'lower', 'raise', 'reject'] as const
const judgedWorld = world.chain((w) =>
  fc.record({ w: fc.constant(w), words: fc.dictionary(fc.constantFrom(...w.rules.map(({ id }) => id)), fc.constantFrom(...WORDS)) }),
)
const verdictsOf = (words: Readonly<Record<string, (typeof WORDS)[number]>>, extra: Partial<AuditVerdict> = {}) =>
  auditOf(
    Object.fromEntries(
      Object.entries(words).map(([rule, verdict]) => [
        rule,
        { verdict, note: 'n', ...(verdict === 'raise' ? { to: 'yes' } : verdict === 'lower' ? { to: 'no' } : {}), ...extra },
      ]),
    ),
  )

test('whatever was judged: the index by evidence is the one without verdicts, a lapsed file changes no finding', () =>
  fc.assert(
    fc.property(judgedWorld, ({ w, words }) => {
      const plain = assessWorld(w).results[0]!
      const audited = assessWorld(w, undefined, { audit: verdictsOf(words) }).results[0]!
      expect(audited.scores.evidenced).toEqual(plain.scores.compliance)
      expect(audited.scores.declared).toEqual(plain.scores.declared)
      const lapsed = assessWorld(w, undefined, { audit: verdictsOf(words, { evidence: '0'.repeat(64) }) }).results[0]!
      expect(lapsed.findings.map((finding) => ({ ...finding, audit: undefined }))).toEqual(plain.findings)
      expect(lapsed.auditEffect).toMatchObject({ agreement: null, effect: plain.scores.compliance ? 0 : null })
    }),
    { numRuns: 200 },
  ))

test('an auditor who accepts or raises never lowers an index, one who rejects or lowers to no never lifts one', () =>
  fc.assert(
    fc.property(judgedWorld, ({ w, words }) => {
      const plain = new Map(rangesOf(assessWorld(w).results[0]!))
      for (const upholds of [true, false]) {
        const chosen = Object.fromEntries(Object.entries(words).filter(([, word]) => (word === 'accept' || word === 'raise') === upholds))
        for (const [name, now] of rangesOf(assessWorld(w, undefined, { audit: verdictsOf(chosen) }).results[0]!)) {
          const then = plain.get(name)
          if (now && then && upholds) expect(now.low).toBeGreaterThanOrEqual(then.low)
          if (now && then && !upholds) expect(now.high).toBeLessThanOrEqual(then.high)
        }
      }
    }),
    { numRuns: 200 },
  ))

test.for(['partial', 'planned', 'no'] as const)('lowered to %s, no credit is above the one that stood', (to) =>
  fc.assert(
    fc.property(world, (w) => {
      const all = Object.fromEntries(w.rules.map(({ id }) => [id, 'lower'] as const))
      for (const { credit, unaudited } of assessWorld(w, undefined, { audit: verdictsOf(all, { to }) }).results[0]!.findings)
        if (unaudited) expect(credit!.high).toBeLessThanOrEqual(unaudited.high)
    }),
    { numRuns: 200 },
  ),
)
