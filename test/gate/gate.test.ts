// The gate: every condition, both sides of every date, waivers, and the ratchet with its causes.
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { printsOf } from '../../src/campaign/prints.ts'
import { baselineOf, compareWith } from '../../src/compare.ts'
import { judge } from '../../src/gate.ts'
import { messages } from '../../src/i18n/index.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { DocumentEntry, Waiver } from '../../src/model/evidence.ts'
import { GATE_CONDITIONS, GATE_DEFAULTS, GatePolicy } from '../../src/model/gate.ts'
import { type GateVerdict } from '../../src/model/verdict.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { addDays } from '../../src/util/plain-date.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const SEG = ruleOf('SEG-01', { severity: 'critical', documents: [slotOf('plan')] })
const ACT = ruleOf('ACT-02', { documents: [slotOf('policy')] })

function assessed(parts: EvidenceParts, rules: readonly Rule[] = [SEG, ACT], asOf = AS_OF, book: Partial<Rulebook> = {}): Assessment {
  return conclude(evidenceOf(parts), [{ rulebook: rulebookOf(rules, book), role: 'entity' }], { asOf, generatedAt: `${asOf}T00:00:00-05:00`, version: '0.0.0' })
}
const policy = (part: object = {}) => GatePolicy.parse(part)
const told = ({ reasons }: GateVerdict) => reasons.map(({ level, id, rule, cause }) => [level, id, rule ?? '', cause ?? ''].join(' ').trim())
const verdictOf = (parts: EvidenceParts, part: object = {}, rules?: readonly Rule[]) => judge({ assessment: assessed(parts, rules), policy: policy(part) })

const PLAN = documentOf('plan', ['plan'])
const POLICY = documentOf('pol', ['policy'])
const GOOD: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-02': 'yes' }, documents: [PLAN, POLICY] }
const OF_THIS_YEAR: EvidenceParts = { ...GOOD, documents: [{ ...PLAN, period: 2026 }, POLICY] }

test('in order it passes, and says nothing', () => {
  const verdict = verdictOf(GOOD)
  expect(verdict).toEqual({ passed: true, reasons: [], waived: [], better: [], incomparable: [] })
})

test('nothing evaluated, no rule that applies, an empty folder: never green', () => {
  expect(told(verdictOf({}))).toContain('error nothing-evaluated')
  expect(verdictOf({}, { conditions: Object.fromEntries(GATE_CONDITIONS.map((condition) => [condition, 'off'])) }).passed).toBe(false)
  expect(verdictOf({}, {}, []).passed).toBe(false)
})

const { documents: _d, ...ANSWERED } = GOOD
const MEASURED = [SEG, ruleOf('ACT-03', { checks: [{ 'one-of': { label: { es: 'ok', en: 'ok' }, dataset: 't', column: 'v', values: ['ok'] } }] })]
const SAID_NO: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-03': 'no' }, documents: [PLAN], datasets: [okRows(3, 3)] }
interface World {
  readonly parts: EvidenceParts
  readonly rules?: readonly Rule[]
  readonly previous?: Assessment
  /** Evidence that the baseline was made of. */
  readonly before?: EvidenceParts
  readonly beforeBook?: Partial<Rulebook>
  readonly rule?: string
}
const WORLDS: Record<(typeof GATE_CONDITIONS)[number], World> = {
  'critical-gap': { parts: { ...GOOD, answers: { 'SEG-01': 'partial', 'ACT-02': 'yes' } }, rule: 'SEG-01' },
  'unmet-must': { parts: { ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': 'no' } }, rule: 'ACT-02' },
  unanswered: { parts: { ...GOOD, answers: { 'SEG-01': 'yes' } }, rule: 'ACT-02' },
  contradiction: {
    parts: { answers: { 'SEG-01': 'yes', 'ACT-03': 'yes' }, documents: [PLAN], datasets: [okRows(1, 2)] },
    rules: MEASURED,
    rule: 'ACT-03',
  },
  'document-expired': { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: addDays(AS_OF, -1) }] }, rule: 'ACT-02' },
  'document-expiring': { parts: { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: addDays(AS_OF, 30) }] }, rule: 'ACT-02' },
  'document-altered': { parts: { ...GOOD, documents: [PLAN, { ...POLICY, actualSha256: 'f'.repeat(64) }] }, rule: 'ACT-02' },
  'dataset-stale': {
    parts: { answers: { 'SEG-01': 'yes', 'ACT-04': 'yes' }, documents: [PLAN], datasets: [datasetOf('t', [{ k: 'r1', v: '2020-01-01' }])] },
    rules: [
      SEG,
      ruleOf('ACT-04', {
        checks: [{ current: { label: { es: 'al día', en: 'current' }, dataset: 't', column: 'v', max_age: 'P12M', threshold: 'proposed' } }],
      }),
    ],
    rule: 'ACT-04',
  },
  'evaluation-error': { parts: { ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': { value: 'not-applicable' } } }, rule: 'ACT-02' },
  'waiver-expired': { parts: { ...ANSWERED, waivers: [waiver(addDays(AS_OF, -1))] }, rule: 'ACT-02' },
  'waiver-too-long': { parts: { ...ANSWERED, waivers: [waiver('2027-11-02', '2026-11-01')] }, rule: 'ACT-02' },
  'evidence-reused': { parts: OF_THIS_YEAR, previous: { ...assessed(GOOD), period: 2025 } },
  'answer-withdrawn': { parts: { ...SAID_NO, answers: { 'SEG-01': 'yes' } }, rules: MEASURED, before: SAID_NO, rule: 'ACT-03' },
  'rulebook-gone': { parts: GOOD, before: GOOD, beforeBook: { id: 'otro' } },
  'file-unread': { parts: GOOD },
  'notes-identical': { parts: { ...GOOD, answers: {} } },
}

function waiver(expires_at: string, approved_at = '2026-02-01'): Waiver {
  return { rule: 'ACT-02', reason: 'r', approved_by: 'p', approved_at, expires_at }
}

describe('each condition, at each level', () => {
  test.for(GATE_CONDITIONS.filter((name) => name !== 'file-unread' && name !== 'notes-identical'))('%s', (condition) => {
    const { parts, rules, previous, before, beforeBook, rule = '' } = WORLDS[condition]
    const assessment = assessed(parts, rules)
    const baseline = before && baselineOf(assessed(before, rules, AS_OF, beforeBook))
    const at = (level?: string) => judge({ assessment, previous, baseline, policy: policy(level === undefined ? {} : { conditions: { [condition]: level } }) })
    const mine = (verdict: GateVerdict) => verdict.reasons.filter(({ id }) => id === condition)
    expect(mine(at()).map(({ level }) => level)).toContain(GATE_DEFAULTS[condition])
    expect(mine(at('off'))).toEqual([])
    expect(mine(at('warn')).every(({ level }) => level === 'warn')).toBe(true)
    const failed = at('error')
    expect(failed.passed).toBe(false)
    expect(mine(failed)[0]).toMatchObject({ level: 'error', ...(rule === '' ? {} : { rule }) })
    expect(mine(failed)[0]!.location.line).toBeGreaterThan(0)
    const others = Object.fromEntries(GATE_CONDITIONS.filter((name) => name !== condition).map((name) => [name, 'off']))
    expect(judge({ assessment, previous, baseline, policy: policy({ conditions: { ...others, [condition]: 'warn' } }) }).passed).toBe(true)
  })
  test('file-unread and notes-identical', () => {
    const assessment = assessed(GOOD)
    const observations: Assessment['observations'] = [
      { id: 'file-unread', params: { path: 'datos/x.csv' }, rules: [], locations: [] },
      { id: 'notes-identical', params: { rules: ['SEG-01', 'ACT-02'] }, rules: ['SEG-01', 'ACT-02'], locations: [] },
    ]
    expect(told(judge({ assessment: { ...assessment, observations }, policy: policy() }))).toEqual(['warn file-unread', 'warn notes-identical SEG-01'])
  })
})

test('all failures are told, not only the first', () => {
  const verdict = verdictOf({ answers: { 'SEG-01': 'no', 'ACT-02': 'no' } }, { conditions: { 'unmet-must': 'error' } })
  expect(told(verdict).filter((line) => line.startsWith('error'))).toEqual(['error unmet-must ACT-02', 'error critical-gap SEG-01', 'error unmet-must SEG-01'])
})

describe('the days', () => {
  const document = (part: Partial<DocumentEntry>) => told(verdictOf({ ...GOOD, documents: [PLAN, { ...POLICY, ...part }] }, { expiring_days: 30 }))
  test('a document holds on its last day and not on the next', () => {
    expect(document({ valid_until: AS_OF })).toEqual(['warn document-expiring ACT-02'])
    expect(document({ valid_until: addDays(AS_OF, -1) })).toContain('error document-expired ACT-02')
  })
  test('it is told from the thirtieth day before', () => {
    expect(document({ valid_until: addDays(AS_OF, 30) })).toEqual(['warn document-expiring ACT-02'])
    expect(document({ valid_until: addDays(AS_OF, 31) })).toEqual([])
  })
  test('a waiver covers its last day and not the next; a day beyond the limit is too long', () => {
    const gap: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-02': 'no' }, documents: [PLAN] }
    const strict = { conditions: { 'unmet-must': 'error' } }
    expect(verdictOf({ ...gap, waivers: [waiver(AS_OF)] }, strict)).toMatchObject({ passed: true, waived: ['ACT-02'], reasons: [] })
    expect(told(verdictOf({ ...gap, waivers: [waiver(addDays(AS_OF, -1))] }, strict))).toEqual(['error unmet-must ACT-02', 'error waiver-expired ACT-02'])
    expect(told(verdictOf({ ...gap, waivers: [waiver('2027-02-01')] }, strict))).toEqual([])
    expect(told(verdictOf({ ...gap, waivers: [waiver('2027-02-02')] }, strict))).toEqual(['error unmet-must ACT-02', 'error waiver-too-long ACT-02'])
  })
})

describe('the ratchet', () => {
  const before = baselineOf(assessed(GOOD))
  const since = (parts: EvidenceParts, rules?: readonly Rule[], asOf?: string, book?: Partial<Rulebook>) =>
    judge({ assessment: assessed(parts, rules, asOf, book), policy: policy(), baseline: before })
  const worse = (verdict: GateVerdict) => told(verdict).filter((line) => line.includes(' worse '))

  test('the same state passes, however bad it was', () => {
    const bad = assessed({ answers: { 'SEG-01': 'no', 'ACT-02': 'no' } })
    const verdict = judge({ assessment: bad, policy: policy({ conditions: { 'unmet-must': 'error' } }), baseline: baselineOf(bad) })
    expect(verdict.passed).toBe(true)
    expect(told(verdict)).toContain('warn critical-gap SEG-01')
  })
  test('what was answered otherwise', () =>
    expect(worse(since({ ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': 'partial' } }))).toEqual(['error worse ACT-02 answer-changed']))
  test('evidence that is gone, that changed, that expired', () => {
    expect(worse(since({ ...GOOD, documents: [PLAN] }))).toEqual(['error worse ACT-02 evidence-gone'])
    expect(worse(since({ ...GOOD, documents: [PLAN, { ...POLICY, actualSha256: 'e'.repeat(64) }] }))).toEqual(['error worse ACT-02 evidence-changed'])
    const dated: EvidenceParts = { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: AS_OF }] }
    const then = baselineOf(assessed(dated))
    const next = judge({ assessment: assessed(dated, undefined, addDays(AS_OF, 1)), policy: policy(), baseline: then })
    expect(worse(next)).toEqual(['error worse ACT-02 evidence-expired'])
  })
  test('a rule that changed, a rule that is new, a rule that only now applies', () => {
    expect(worse(since(GOOD, [SEG, { ...ACT, documents: [slotOf('policy'), slotOf('more')] }]))).toEqual(['error worse ACT-02 rule-changed'])
    expect(worse(since(GOOD, [SEG, ACT, ruleOf('SEG-09')]))).toEqual(['error worse SEG-09 rule-new'])
    const na = ruleOf('ACT-05', { not_applicable: [{ id: 'none', es: 'n', en: 'n' }] })
    const then = baselineOf(assessed({ ...GOOD, answers: { ...GOOD.answers, 'ACT-05': { value: 'not-applicable', reason: 'none' } } }, [SEG, ACT, na]))
    const now = judge({ assessment: assessed({ ...GOOD, answers: { ...GOOD.answers, 'ACT-05': 'no' } }, [SEG, ACT, na]), policy: policy(), baseline: then })
    expect(worse(now)).toEqual(['error worse ACT-05 now-applies'])
  })
  test('better is told, and what cannot be compared never passes silently', () => {
    const low = baselineOf(assessed({ ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': 'no' } }))
    expect(judge({ assessment: assessed(GOOD), policy: policy(), baseline: low })).toMatchObject({ passed: true, better: ['ACT-02'] })
    const { incomparable } = compareWith(
      {
        ...before,
        rulebooks: [
          { ...before.rulebooks[0]!, version: '0.9.0', digest: 'x' },
          { ...before.rulebooks[0]!, id: 'otro' },
        ],
      },
      assessed(GOOD, [SEG]),
    )
    expect(incomparable.map(({ id }) => id)).toEqual(['rulebook-gone', 'rulebook-version', 'rule-gone'])
    expect(compareWith({ ...before, rulebooks: [] }, assessed(GOOD)).incomparable).toEqual([{ id: 'rulebook-new', params: { rulebook: 'mini' } }])
  })
  test('an answer that was withdrawn is told, and is no improvement; where it cost credit, that is the cause', () => {
    const { answers: _a, ...data } = SAID_NO
    const then = baselineOf(assessed(SAID_NO, MEASURED))
    const now = (parts: EvidenceParts) => judge({ assessment: assessed(parts, MEASURED), policy: policy(), baseline: then })
    const silent = now({ ...data, answers: { 'SEG-01': 'yes', 'ACT-03': { note: 'ya no' } } })
    expect(silent).toMatchObject({ passed: true, better: [] })
    expect(silent.reasons).toMatchObject([{ id: 'answer-withdrawn', rule: 'ACT-03', params: { before: 0, now: 10_000 } }])
    expect(now({ ...data, answers: { 'SEG-01': 'yes', 'ACT-03': 'yes' } })).toMatchObject({ better: ['ACT-03'], reasons: [] })
    const { datasets: _d, ...unmeasured } = SAID_NO
    expect(told(now({ ...unmeasured, answers: { 'SEG-01': 'yes' } }))).toEqual(['warn answer-withdrawn ACT-03', 'warn unanswered ACT-03'])
    const yes = baselineOf(assessed({ ...SAID_NO, answers: { 'SEG-01': 'yes', 'ACT-03': 'yes' } }, MEASURED))
    expect(told(judge({ assessment: assessed({ ...unmeasured, answers: { 'SEG-01': 'yes' } }, MEASURED), policy: policy(), baseline: yes }))).toContain(
      'error worse ACT-03 answer-withdrawn',
    )
  })
  test('a waiver covers what got worse too', () => {
    const waived: EvidenceParts = { ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': 'no' }, waivers: [waiver(AS_OF)] }
    expect(since(waived)).toMatchObject({ passed: true, waived: ['ACT-02'] })
  })
})

test('with everything answered of ANSWERED and no documents the place is the answer, else the topic, else the rulebooks line', () => {
  const verdict = judge({ assessment: assessed({ ...ANSWERED, answers: { 'SEG-01': 'no' } }), policy: policy() })
  const at = (rule: string) => verdict.reasons.find((reason) => reason.rule === rule)!.location
  expect(at('SEG-01')).toEqual({ file: 'answers/ALL.yaml', line: 1 })
  expect(at('ACT-02')).toEqual({ file: 'cumple.yaml', line: 1 })
})

describe('what a baseline took note of, and what is new', () => {
  const check = { 'one-of': { label: { es: 'ok', en: 'ok' }, dataset: 't', column: 'v', values: ['ok'] } }
  const DATA = ruleOf('ACT-03', { checks: [check] })
  const contradicted: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-03': 'yes' }, documents: [PLAN], datasets: [okRows(1, 2)] }
  const admitted: EvidenceParts = { ...contradicted, answers: { 'SEG-01': 'yes', 'ACT-03': 'partial' } }
  const judged = (now: EvidenceParts, then: EvidenceParts) =>
    told(judge({ assessment: assessed(now, [SEG, DATA]), policy: policy(), baseline: baselineOf(assessed(then, [SEG, DATA])) }))

  test('a contradiction that stood then is a warning, a new one an error', () => {
    expect(judged(contradicted, contradicted)).toContain('warn contradiction ACT-03')
    expect(judged(contradicted, admitted)).toContain('error contradiction ACT-03')
  })
  test('evidence that broke since is an error, though it costs no credit', () => {
    const unsaid: EvidenceParts = { answers: { 'SEG-01': 'yes' }, documents: [PLAN] }
    const broken: EvidenceParts = { ...unsaid, datasets: [{ ...okRows(1, 2), error: { code: 'unclosed-quote', line: 3, detail: '' } } as never] }
    expect(judged(broken, unsaid)).toContain('error evaluation-error ACT-03')
    expect(judged(broken, broken)).toContain('warn evaluation-error ACT-03')
  })
  test('a rule that no longer applies is said', () => {
    const away: EvidenceParts = { ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-05': { value: 'not-applicable', reason: 'none' } } }
    const rules = [SEG, ruleOf('ACT-05', { not_applicable: [{ id: 'none', es: 'x', en: 'x' }] })]
    const then = baselineOf(assessed({ ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-05': 'no' } }, rules))
    expect(judge({ assessment: assessed(away, rules), policy: policy(), baseline: then }).incomparable).toEqual([
      { id: 'rule-not-applicable', params: { rulebook: then.rulebooks[0]!.id, rules: ['ACT-05'] } },
    ])
  })
})

test('of what was handed in for another year, only what is of a year is told: by the gate and among the anomalies', () => {
  const [now, before] = [assessed(OF_THIS_YEAR), { ...assessed(GOOD), period: 2025 }]
  const { reasons } = judge({ assessment: now, policy: policy(), previous: before })
  expect(reasons.map(({ id, params }) => [id, params])).toEqual([['evidence-reused', { document: PLAN.id, before: PLAN.id, period: 2025 }]])
  expect(printsOf(now, { previous: before, overlays: [] }).reused.map(({ document, period }) => [document, period])).toEqual([[PLAN.id, 2025]])
  expect(judge({ assessment: now, policy: policy(), previous: { ...before, period: now.period } }).reasons).toEqual([])
})

test.for([
  [89, 1],
  [365, 1],
  [88, 0],
] as const)('documents that expire within %i days: %i', ([days, many]) => {
  const dated: EvidenceParts = { ...GOOD, documents: [PLAN, { ...POLICY, valid_until: addDays(AS_OF, days === 365 ? 365 : 89) }] }
  expect(told(verdictOf(dated, { expiring_days: days })).filter((line) => line.includes('document-expiring'))).toHaveLength(many)
})

test('a waiver that was renewed is history, and no failure', () => {
  const waiver = (expires: string): Waiver => ({ rule: 'ACT-02', reason: 'r', approved_by: 'x', approved_at: addDays(AS_OF, -60), expires_at: expires })
  const parts = (...waivers: Waiver[]): EvidenceParts => ({ ...GOOD, answers: { 'SEG-01': 'yes', 'ACT-02': 'no' }, waivers })
  expect(told(verdictOf(parts(waiver(addDays(AS_OF, -1)))))).toContain('error waiver-expired ACT-02')
  expect(told(verdictOf(parts(waiver(addDays(AS_OF, -1)), waiver(addDays(AS_OF, 30)))))).toEqual([])
  expect(told(verdictOf(parts(waiver(addDays(AS_OF, 900)))))).toContain('error waiver-too-long ACT-02')
  expect(told(verdictOf(parts(waiver(addDays(AS_OF, 900)), waiver(addDays(AS_OF, 30)))))).toEqual([])
})

test.for([-1, 900])('a waiver of what is satisfied is not needed, expired, too long or not: %i days', (days) => {
  const waivers = [{ rule: 'ACT-02', reason: 'r', approved_by: 'x', approved_at: addDays(AS_OF, -60), expires_at: addDays(AS_OF, days) }]
  expect(verdictOf({ ...GOOD, waivers })).toMatchObject({ passed: true, reasons: [] })
  const { observations, waivers: states } = assessed({ ...GOOD, waivers })
  expect(states.map(({ state }) => state)).toEqual(['not-needed'])
  expect(observations.flatMap(({ id }) => (id.startsWith('waiver') ? [id] : []))).toEqual(['waiver-not-needed'])
})

describe('a condition is new or it stood, whatever became of the credit', () => {
  const since = (now: EvidenceParts, then: EvidenceParts, rules?: readonly Rule[]) =>
    told(judge({ assessment: assessed(now, rules), policy: policy({ conditions: { unanswered: 'error' } }), baseline: baselineOf(assessed(then, rules)) }))
  const expired = { ...POLICY, valid_until: addDays(AS_OF, -1) }

  test('a no that was taken out is no longer an answer, though its credit stays at nothing', () => {
    const said: EvidenceParts = { answers: { 'SEG-01': 'yes', 'ACT-02': 'no' }, documents: [PLAN] }
    const silent: EvidenceParts = { answers: { 'SEG-01': 'yes' }, documents: [PLAN] }
    expect(since(silent, said)).toEqual(['error unanswered ACT-02', 'warn answer-withdrawn ACT-02'])
    expect(since(silent, silent)).toEqual(['warn unanswered ACT-02'])
  })
  test('a document that expired since, on a rule that it cost nothing', () => {
    const both = [SEG, ruleOf('ACT-02', { documents: [slotOf('policy'), slotOf('more')], proof: 'any' })]
    const more = documentOf('mas', ['more'])
    const then: EvidenceParts = { ...GOOD, documents: [PLAN, POLICY, more] }
    const now: EvidenceParts = { ...GOOD, documents: [PLAN, expired, more] }
    expect(since(now, then, both)).toEqual(['error document-expired ACT-02'])
    expect(since(now, now, both)).toEqual(['warn document-expired ACT-02'])
  })
  test('what stood is a warning on a rule that got worse for another reason', () => {
    const then: EvidenceParts = { ...GOOD, documents: [PLAN, expired] }
    expect(since({ ...then, answers: { 'SEG-01': 'yes', 'ACT-02': 'no' } }, then)).toEqual([
      'error worse ACT-02 answer-changed',
      'warn unmet-must ACT-02',
      'warn document-expired ACT-02',
    ])
  })
  test('another document of the same rule is another condition', () => {
    const other: EvidenceParts = { ...GOOD, documents: [PLAN, { ...documentOf('otra', ['policy']), valid_until: addDays(AS_OF, -1) }] }
    expect(since(other, { ...GOOD, documents: [PLAN, expired] })).toContain('error document-expired ACT-02')
  })
  test('a waiver covers the gap and not the withdrawal', () => {
    const now: EvidenceParts = { answers: { 'SEG-01': 'yes' }, documents: [PLAN, POLICY], waivers: [waiver(AS_OF)] }
    expect(since(now, GOOD)).toEqual(['warn answer-withdrawn ACT-02'])
  })
  test('not applicable is an answer, and so is one with an error', () => {
    const rules = [SEG, ruleOf('ACT-05', { not_applicable: [{ id: 'none', es: 'x', en: 'x' }], checks: MEASURED[1]!.checks })]
    const data = { documents: [PLAN], datasets: [okRows(3, 3)] }
    const away: EvidenceParts = { ...data, answers: { 'SEG-01': 'yes', 'ACT-05': { value: 'not-applicable', reason: 'none' } } }
    const yes: EvidenceParts = { ...data, answers: { 'SEG-01': 'yes', 'ACT-05': 'yes' } }
    expect(since({ ...data, answers: { 'SEG-01': 'yes' } }, away, rules).join()).toContain('answer-withdrawn ACT-05')
    expect(since(away, yes, rules).join()).not.toContain('answer-withdrawn')
    expect(messages('es').gate.reason['answer-withdrawn'].what({ before: -1, now: 10_000 })).toMatch(/antes no contaba y ahora está en 100\.0/)
  })
  test('what nobody answers for is at no figure', () => {
    const rules = [SEG, ruleOf('ACT-05')]
    const before = baselineOf(assessed({ documents: [PLAN], answers: { 'SEG-01': 'yes', 'ACT-05': 'no' } }, rules))
    const now = assessed({ documents: [PLAN], answers: { 'SEG-01': 'yes' } }, rules)
    const { reasons } = judge({ assessment: now, policy: policy(), baseline: before })
    const said = reasons.find(({ id }) => id === 'answer-withdrawn')
    expect(said?.params).toEqual({ before: 0, now: 0, most: 10_000 })
    const what = (lang: 'es' | 'en', id: 'answer-withdrawn' | 'worse', of: number) => messages(lang).gate.reason[id].what({ before: of, now: 0, most: 10_000 })
    expect(what('es', 'answer-withdrawn', 0)).toContain('pasó de 0.0 % a estar sin determinar')
    expect(what('es', 'worse', -1)).toContain('Brecha nueva desde la línea base: está sin determinar.')
    expect(what('en', 'worse', 3_000)).toContain('from 30.0% to not being determined.')
  })
  test('of a rule that changed nobody says that it is better', () => {
    const changed = [SEG, { ...MEASURED[1]!, severity: 'low' as const }]
    const then = baselineOf(assessed(SAID_NO, MEASURED))
    const now = judge({ assessment: assessed({ ...SAID_NO, answers: { 'SEG-01': 'yes' } }, changed), policy: policy(), baseline: then })
    expect(now).toMatchObject({ better: [], reasons: [{ id: 'answer-withdrawn', rule: 'ACT-03' }] })
  })
})
