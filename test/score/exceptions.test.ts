// Waivers, an auditor's verdicts and the previous assessment: what stands beside the answer and the data.
import { expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import { answers, assessed, checks, documents, failing, findings, one, passing, reasons, summary, there } from '../support/cases.ts'
import { AS_OF, evidenceOf, type EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf } from '../support/rulebook.ts'

const facts = [factOf('cloud')]
const waiver = (approved_at: string, expires_at: string) => ({ rule: 'ACT-02', reason: 'r', approved_by: 'p', approved_at, expires_at })
test.for<[approved: string, expires: string, state: string, observed: string | undefined]>([
  ['2026-01-01', '2026-12-01', 'in-force', undefined],
  ['2026-01-01', AS_OF, 'in-force', undefined],
  [AS_OF, '2026-12-01', 'in-force', undefined],
  ['2026-01-01', '2026-11-20', 'expired', 'waiver-expired'],
  ['2026-01-31', '2027-01-31', 'in-force', undefined],
  ['2026-01-31', '2027-02-01', 'too-long', 'waiver-too-long'],
])('a waiver from %s to %s is %s', ([approved, expires, state, observed]) => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { documents, severity: 'critical' })])
  const waived = assessed(rulebook, { answers, waivers: [waiver(approved, expires)] })
  const plain = assessed(rulebook, { answers })
  expect(waived.waivers.map((item) => item.state)).toEqual([state])
  expect(waived.results[0]!.findings[0]!.waiver !== undefined).toBe(state === 'in-force')
  expect(waived.observations.filter(({ id }) => id.startsWith('waiver')).map(({ id }) => id)).toEqual(observed === undefined ? [] : [observed])
  expect([waived.results[0]!.scores, waived.results[0]!.grade]).toEqual([plain.results[0]!.scores, plain.results[0]!.grade])
})

test('a waiver approved tomorrow is not in force, and nobody says that there is no gap', () => {
  const { waivers, results, observations } = assessed(rulebookOf([ruleOf('ACT-02', { documents })]), { answers, waivers: [waiver('2026-11-22', '2027-01-01')] })
  expect([waivers[0]!.state, results[0]!.findings[0]!.waiver]).toEqual(['not-yet', undefined])
  expect(observations.map(({ id }) => id)).not.toContain('waiver-not-needed')
})

test('who granted a waiver, why and until when is told with the waiver and with the gap that it covers', () => {
  const { waivers, results } = assessed(rulebookOf([ruleOf('ACT-02', { documents })]), { answers, waivers: [waiver('2026-01-01', '2026-12-01')] })
  const grant = { reason: 'r', approvedBy: 'p', approvedAt: '2026-01-01', expiresAt: '2026-12-01' }
  expect(waivers).toEqual([{ rule: 'ACT-02', ...grant, state: 'in-force' }])
  expect(results[0]!.findings[0]!.waiver).toEqual(grant)
})

test('a waiver over a rule without a gap is not needed', () => {
  const result = assessed(rulebookOf([ruleOf('ACT-02', { documents })]), { answers, documents: there, waivers: [waiver('2026-01-01', '2026-12-01')] })
  expect(result.waivers[0]!.state).toBe('not-needed')
})

test('of a waiver over a rule that was not assessed here nothing is said', () => {
  const { waivers, observations } = assessed(rulebookOf([ruleOf('ACT-03', { documents })]), { answers, waivers: [waiver('2026-01-01', '2026-12-01')] })
  expect(waivers[0]!.state).toBe('not-assessed')
  expect(observations.map(({ id }) => id).filter((id) => id.startsWith('waiver'))).toEqual([])
})

const audit = (verdict: AuditFile['verdicts'][string]): AuditFile => ({
  schema: 'cumple/audit@1',
  auditor: 'AIG',
  date: AS_OF,
  institution: 'inst',
  verdicts: { 'ACT-02': verdict },
})
test.for<[verdict: AuditFile['verdicts'][string], is: unknown]>([
  [{ verdict: 'accept', note: 'seen' }, [10_000, 'satisfied', 'audited']],
  [{ verdict: 'lower', to: 'partial', note: 'half' }, [3_000, 'partial', 'audited']],
  [{ verdict: 'lower', to: 'no', note: 'none' }, [0, 'unmet', 'audited']],
  [{ verdict: 'lower', note: 'none' }, [0, 'unmet', 'audited']],
  [{ verdict: 'reject', note: 'no' }, [0, 'unmet', 'audited']],
])('an auditor says %j of a yes without proof', ([verdict, is]) => {
  expect(summary(one({ documents }, { answers }, { audit: audit(verdict) })).slice(0, 3)).toEqual(is)
})

test('an auditor replaces what data measured, and an accepted yes is L4', () => {
  expect(summary(one({ checks }, { answers, datasets: failing }, { audit: audit({ verdict: 'reject', note: 'forged' }) })).slice(0, 3)).toEqual([
    0,
    'unmet',
    'audited',
  ])
  expect(one({ documents }, { answers }, { audit: audit({ verdict: 'accept', note: 'seen' }) }).maturity).toBe(4)
})

// docs/method.en.md 5: audit > data > answer, so an auditor can put a rule back into the denominator.
test('an auditor who rejects a not-applicable makes the rule count', () => {
  const said = { answers: { 'ACT-02': { value: 'not-applicable', reason: 'no-cloud' } } } as const
  expect(summary(one({ ...reasons, documents }, said, { audit: audit({ verdict: 'reject', note: 'they have it' }) })).slice(0, 3)).toEqual([
    0,
    'unmet',
    'audited',
  ])
})

// A missing fact, says the method: "applicable and unknown".
test('a rule whose applicability cannot be known is unknown even when it is answered', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud', documents })], { facts })
  expect(summary(findings(rulebook, { answers, documents: there })[0]!).slice(0, 2)).toEqual([[0, 10_000], 'unknown'])
})

test('an auditor settles what could not be assessed', () => {
  const broken = [{ ...failing[0]!, rows: [], error: { code: 'stray-quote' as const, line: 7, detail: 'x' } }]
  expect(summary(one({ checks }, { datasets: broken }, { audit: audit({ verdict: 'reject', note: 'seen' }) })).slice(0, 3)).toEqual([0, 'unmet', 'audited'])
  expect(summary(one({ checks }, { answers, datasets: broken }, { audit: audit({ verdict: 'accept', note: 'seen' }) })).slice(0, 3)).toEqual([
    10_000,
    'satisfied',
    'audited',
  ])
})

test('an audit of another institution changes nothing and is observed', () => {
  const evidence = evidenceOf({ answers })
  const settings = { asOf: AS_OF, generatedAt: AS_OF, version: '0', audit: '/elsewhere/audit.yaml' }
  const rulebook = rulebookOf([ruleOf('ACT-02', { documents })])
  const other = conclude(evidence, [{ rulebook, role: 'entity' }], settings, { ...audit({ verdict: 'reject', note: 'no' }), institution: 'other' })
  expect(other.results[0]!.findings[0]!.assurance).toBe('declared')
  expect(other.observations.map(({ id }) => id)).toContain('audit-other-institution')
})

test('verified in this and the previous assessment is L5; once only is L4', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { checks })])
  const first = assessed(rulebook, { datasets: passing })
  const level = (parts: EvidenceParts, previous: Assessment) => assessed(rulebook, parts, previous).results[0]!.findings[0]!.maturity
  expect([first.results[0]!.findings[0]!.maturity, level({ datasets: passing }, first)]).toEqual([4, 5])
  expect(level({ datasets: passing }, assessed(rulebook, { answers }))).toBe(4)
  expect(level({ datasets: failing }, first)).toBe(2)
})

test.for<[what: string, verdict: AuditFile['verdicts'][string], parts: EvidenceParts, first: number, again: number]>([
  ['a yes that is accepted', { verdict: 'accept', note: 'n' }, { answers }, 4, 5],
  ['good data without an answer, accepted', { verdict: 'accept', note: 'n' }, { datasets: passing }, 4, 5],
  ['data that fail without an answer, accepted', { verdict: 'accept', note: 'n' }, { datasets: failing }, 2, 2],
  ['a partial raised to yes', { verdict: 'raise', to: 'yes', note: 'n' }, { answers: { 'ACT-02': 'partial' } }, 4, 5],
  ['a yes lowered to planned', { verdict: 'lower', to: 'planned', note: 'n' }, { answers }, 1, 1],
  ['a yes that is rejected', { verdict: 'reject', note: 'n' }, { answers }, 0, 0],
])('%s', ([, verdict, parts, first, again]) => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { checks })])
  const before = assessed(rulebook, parts, undefined, audit(verdict))
  const level = ({ results }: Assessment) => results[0]!.findings[0]!.maturity
  expect([level(before), level(assessed(rulebook, parts, before, audit(verdict)))]).toEqual([first, again])
})

test('a level that documents gave before does not count as verified before', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { documents, checks })])
  const before = assessed(rulebook, { answers, documents: there })
  const level = (parts: EvidenceParts) => assessed(rulebook, parts, before).results[0]!.findings[0]!.maturity
  expect([before.results[0]!.findings[0]!.maturity, level({ answers, documents: there, datasets: passing })]).toEqual([3, 4])
})

/** One critical rule of little weight whose credit is `credit`, beside a heavy one that is satisfied. */
