// What a finding says beside its figures: whose answer it is, what took it out of the sum, what is contradicted, past or broken.
import { expect, test } from 'vitest'
import type { Finding } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { answers, assessed, checks, documents, failing, findings, one, passing, there } from '../support/cases.ts'
import { AS_OF, datasetOf, documentOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const audit = (verdict: AuditFile['verdicts'][string]): { audit: AuditFile } => ({
  audit: { schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts: { 'ACT-02': verdict } },
})
const reasons: Partial<Rule> = {
  not_applicable: [
    { id: 'no-cloud', ...text('no cloud') },
    { id: 'no-staff', ...text('no staff') },
  ],
}
const away = (reason?: string): EvidenceParts => ({ answers: { 'ACT-02': { value: 'not-applicable', ...(reason === undefined ? {} : { reason }) } } })
const target = (value: 'partial' | 'yes', day: string): EvidenceParts => ({ answers: { 'ACT-02': { value, target: day } } })
const throws: Rule['checks'] = [{ expression: { label: text('n'), dataset: 't', each: 'n > 3.0' } }]

test.for<[what: string, rule: Partial<Rule>, parts: EvidenceParts, messages: Finding['messages']]>([
  ['nobody answered, nothing measured', { documents }, {}, [{ id: 'answer-none', params: {} }]],
  ['nobody answered, the data measured', { checks }, { datasets: passing }, []],
  ['a yes', { documents }, { answers }, []],
  ['a yes that the data deny', { checks }, { answers, datasets: failing }, [{ id: 'contradiction', params: {} }]],
  ['a partial that the data deny', { checks }, { answers: { 'ACT-02': 'partial' }, datasets: failing }, []],
  ['a yes that the data uphold', { checks }, { answers, datasets: passing }, []],
  ['a listed reason, the second', reasons, away('no-staff'), []],
  ['an unlisted reason', reasons, away('because'), [{ id: 'answer-reason-unlisted', params: { reason: 'because' } }]],
  [
    'not applicable, against rows that are good',
    { ...reasons, checks },
    { ...away('no-cloud'), datasets: [okRows(1, 3)] },
    [{ id: 'answer-na-against-data', params: { dataset: 't', rows: 3 } }],
  ],
  ['not applicable, beside rows of which none is good', { ...reasons, checks }, { ...away('no-cloud'), datasets: [okRows(0, 3)] }, []],
  ['a target that has passed', {}, target('partial', '2026-11-20'), [{ id: 'answer-target-past', params: { target: '2026-11-20' } }]],
  ['a target of the day itself', {}, target('partial', AS_OF), []],
  ['a target that has passed of what is met', {}, target('yes', '2026-11-20'), []],
  [
    'a check that throws beside one that fails',
    { checks: [...throws, ...checks] },
    { answers: { 'ACT-02': 'no' }, datasets: [datasetOf('t', [{ v: 'bad', n: null }])] },
    [{ id: 'check-threw', params: { kind: 'expression', error: expect.stringContaining('no such overload') as string } }],
  ],
])('%s', ([, rule, parts, messages]) => expect(one(rule, parts).messages).toEqual(messages))

test('a verdict is told with its word', () => {
  const { messages, terms } = one({ documents }, { answers }, audit({ verdict: 'reject', note: 'n' }))
  expect([messages, terms.verdict]).toEqual([[{ id: 'audit-verdict', params: { verdict: 'reject' } }], 'reject'])
})

test('an auditor who accepts that a rule does not apply leaves it out', () =>
  expect(one(reasons, away('no-cloud'), audit({ verdict: 'accept', note: 'n' }))).toMatchObject({ outcome: 'not-applicable', credit: null }))

test('a yes with an open criterion declares nothing', () => {
  const { declared, terms } = one({ criteria: [{ id: 'a', ...text('a') }] }, { answers })
  expect([declared, terms.claim]).toEqual([{ low: 0, high: 10_000 }, undefined])
})

test('what took a rule out of the sum is told: the reason as it is listed, or the fact; only a reason is declared', () => {
  const of = ({ removed, assurance }: Finding) => [removed, assurance]
  expect(of(one(reasons, away('no-staff')))).toEqual([{ by: 'answer', proven: false, reason: text('no staff') }, 'declared'])
  const byFact = findings(rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud' })], { facts: [factOf('cloud')] }), { facts: { cloud: false }, answers })
  expect(of(byFact[0]!)).toEqual([{ by: 'fact', fact: 'cloud', proven: false }, 'none'])
})

test('each fact is proven by its own document', () => {
  const statement = (slot: string) => slotOf(slot, { kind: 'statement' })
  const rules = [
    ruleOf('ACT-02', { when: 'facts.cloud' }),
    ruleOf('ACT-03', { when: 'facts.apps' }),
    ruleOf('SEG-01', { documents: [statement('other'), statement('no-apps'), statement('no-cloud')] }),
  ]
  const facts = [factOf('cloud', { proof: 'no-cloud' }), factOf('apps', { proof: 'no-apps' })]
  const signed = [documentOf('s', ['no-apps'], { kind: 'statement' })]
  const all = findings(rulebookOf(rules, { facts }), { facts: { cloud: false, apps: false }, documents: signed })
  expect(all.slice(0, 2).map(({ removed }) => [removed?.fact, removed?.proven])).toEqual([
    ['cloud', false],
    ['apps', true],
  ])
})

test('a fact that rows deny is told with the table and how many there are', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { when: 'facts.cloud' })], { facts: [factOf('cloud', { contradicted_by: 't' })] })
  expect(findings(rulebook, { facts: { cloud: false }, datasets: [okRows(0, 4)] })[0]!.messages).toContainEqual({
    id: 'fact-against-data',
    params: { fact: 'cloud', dataset: 't', rows: 4 },
  })
})

const SHARING = rulebookOf([ruleOf('ACT-02', { shares: 'SEG-01', documents }), ruleOf('SEG-01', { documents })])
test.for<[what: string, said: EvidenceParts['answers'], from: string | undefined, ids: string[]]>([
  ['nobody answered either', {}, undefined, ['answer-none']],
  ['the other alone', { 'SEG-01': 'yes' }, 'SEG-01', ['answer-shared']],
  ['a note of its own, and the other', { 'ACT-02': { note: 'n' }, 'SEG-01': 'yes' }, 'SEG-01', ['answer-shared']],
  ['a note of its own, and none of the other', { 'ACT-02': { note: 'n' } }, 'ACT-02', ['answer-none']],
  ['a note under the other alone', { 'SEG-01': { note: 'n' } }, 'SEG-01', ['answer-none']],
  ['notes under both', { 'ACT-02': { note: 'n' }, 'SEG-01': { note: 'm' } }, 'ACT-02', ['answer-none']],
])('a rule that shares its answer, %s', ([, said, from, ids]) => {
  const finding = findings(SHARING, { answers: said ?? {} })[0]!
  expect([finding.answer?.from, finding.messages.map(({ id }) => id)]).toEqual([from, ids])
})

test('a signed declaration that there were none is that of its own slot', () => {
  const none: Partial<Rule> = {
    documents: [...documents, slotOf('nothing', { required: false, kind: 'statement' })],
    checks: [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], empty: 'pass', none: 'nothing' } }],
  }
  const signed = documentOf('signed', ['nothing'], { kind: 'statement' })
  const measured = (...papers: EvidenceParts['documents'] & object) => one(none, { documents: papers }).terms.measured
  expect([measured(there[0]!), measured(signed), measured(there[0]!, signed)]).toEqual([undefined, 10_000, 10_000])
})

test('the level before is that of the same rule, by the same rulebook', () => {
  const book = (part: Partial<Rulebook> = {}) => rulebookOf([ruleOf('ACT-02', { checks }), ruleOf('ACT-03', { documents })], part)
  const level = (before: Rulebook, parts: EvidenceParts = { datasets: passing }) =>
    findings(book(), { datasets: passing }, { previous: assessed(before, parts) })
  expect(level(book()).map(({ maturity }) => maturity)).toEqual([5, 0])
  expect(level(book({ id: 'otro' }))[0]!.maturity).toBe(4)
  const swapped = rulebookOf([ruleOf('ACT-01', { checks }), ruleOf('ACT-02', { checks: [] })])
  expect(level(swapped)[0]!.maturity).toBe(4)
})
