// The cases that docs/method.en.md works out and the sentences around one rule, through the real `evaluate`.
import { expect, test } from 'vitest'
import { messages } from '../../src/i18n/index.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { answers, checks, documents, expired, failing, findings, missing, one, passing, reasons, summary, there } from '../support/cases.ts'
import { AS_OF, datasetOf, documentOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { tablesOfMethod } from '../support/method-page.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

/** The cases of the page, in its order; what each must give is what the page says. */
const PAGE: [rule: Partial<Rule>, parts: EvidenceParts][] = [
  [{ documents }, { answers, documents: there }],
  [{ documents }, { answers, documents: missing }],
  [{ documents }, { answers, documents: expired }],
  [
    { documents, checks },
    { answers, documents: there },
  ],
  [
    { documents, checks },
    { answers, datasets: passing },
  ],
  [
    { documents, checks },
    { answers, documents: there, datasets: failing },
  ],
  [
    { documents, checks },
    { answers, datasets: failing },
  ],
  [
    { documents, checks },
    { answers: { 'ACT-02': 'no' }, documents: there, datasets: passing },
  ],
  [{ documents }, { answers: { 'ACT-02': 'partial' } }],
  [{ documents }, { answers: { 'ACT-02': 'planned' }, documents: there }],
  [{ checks }, { answers: { 'ACT-02': 'planned' }, datasets: passing }],
  [{ checks }, { datasets: passing }],
  [{ documents, checks }, { documents: there }],
]
const CONTRADICTION = { es: ', contradicción', en: ', contradiction' }
for (const lang of ['es', 'en'] as const) {
  const rows = tablesOfMethod(lang)[1]!
  test(`${lang}: every case of the page is tried`, () => expect(rows.length).toBe(PAGE.length))
  test.for(rows.map((row, at) => [row[0]!, row.slice(1), at] as const))(`${lang}: %s`, ([, said, at]) => {
    const { credit, outcome, assurance, maturity, contradiction } = one(...PAGE[at]!)
    const words = messages(lang).findings
    const ends = [credit!.low, credit!.high].map((end) => `${end / 100}`)
    expect(said).toEqual([
      `${[...new Set(ends)].join('–')} %`,
      words.outcome[outcome].toLowerCase() + (contradiction ? CONTRADICTION[lang] : ''),
      words.assurance[assurance].toLowerCase(),
      `L${maturity}`,
    ])
  })
}

type Case = { name: string; rule: Partial<Rule>; parts: EvidenceParts; is: ReturnType<typeof summary> }

const CASES: Case[] = [
  { name: 'document asked, yes, nothing registered', rule: { documents }, parts: { answers }, is: [3_000, 'partial', 'declared', 2, false] },
  { name: 'not answered, data-only rule fails', rule: { checks }, parts: { datasets: failing }, is: [9_700, 'partial', 'verified', 2, false] },
  { name: 'nothing at all', rule: { documents }, parts: {}, is: [[0, 10_000], 'unknown', 'none', 0, false] },
  {
    name: 'partial with a document',
    rule: { documents },
    parts: { answers: { 'ACT-02': 'partial' }, documents: there },
    is: [5_000, 'partial', 'documented', 2, false],
  },
  {
    name: 'one of two documents',
    rule: { documents: [...documents, slotOf('plan')] },
    parts: { answers, documents: there },
    is: [5_000, 'partial', 'documented', 2, false],
  },
  {
    name: 'an optional document is not asked for',
    rule: { documents: [...documents, slotOf('plan', { required: false })] },
    parts: { answers, documents: there },
    is: [10_000, 'satisfied', 'documented', 3, false],
  },
  {
    name: 'a rule without proof items counts as nothing there',
    rule: { obligation: 'should' },
    parts: { answers },
    is: [3_000, 'partial', 'declared', 2, false],
  },
  {
    name: 'proof any: the document suffices',
    rule: { documents, checks, proof: 'any' },
    parts: { answers, documents: there },
    is: [10_000, 'satisfied', 'documented', 3, false],
  },
  {
    name: 'proof any: the data suffice',
    rule: { documents, checks, proof: 'any' },
    parts: { answers, datasets: passing },
    is: [10_000, 'satisfied', 'verified', 4, false],
  },
  { name: 'proof any: nothing there', rule: { documents, checks, proof: 'any' }, parts: { answers }, is: [3_000, 'partial', 'declared', 2, false] },
  {
    name: 'valid on its last day',
    rule: { documents },
    parts: { answers, documents: [documentOf('doc', ['policy'], { valid_until: AS_OF })] },
    is: [10_000, 'satisfied', 'documented', 3, false],
  },
]
test.for(CASES)('$name', ({ rule, parts, is }) => expect(summary(one(rule, parts))).toEqual(is))

test('the lowest of several checks is the measurement, and all of them must run', () => {
  const two: Rule['checks'] = [...checks, { exists: { label: text('u'), dataset: 'u' } }]
  expect(one({ checks: two }, { answers, datasets: [okRows(50, 100), okRows(1, 1, 'u')] }).terms).toMatchObject({ measured: 5_000, proof: 'all' })
  expect(one({ checks: two }, { answers, datasets: passing }).terms).toEqual({ claim: 10_000, base: 10_000, factor: 5_000, proof: 'some', normative: 5_000 })
})

const none: Partial<Rule> = {
  documents: [slotOf('nothing', { required: false, kind: 'statement' })],
  checks: [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], empty: 'pass', none: 'nothing' } }],
}
const statement = documentOf('signed', ['nothing'], { kind: 'statement' })
test.for<{ name: string; parts: EvidenceParts; is: unknown }>([
  { name: 'signed, table without rows', parts: { documents: [statement], datasets: [okRows(0, 0)] }, is: [10_000, 'satisfied'] },
  { name: 'signed, no table', parts: { documents: [statement] }, is: [10_000, 'satisfied'] },
  { name: 'not signed, table without rows', parts: { datasets: [okRows(0, 0)] }, is: [[0, 10_000], 'unknown'] },
  { name: 'signed, and rows that fail', parts: { documents: [statement], datasets: [okRows(0, 2)] }, is: [0, 'unmet'] },
  {
    name: 'the statement expired',
    parts: { documents: [{ ...statement, valid_until: '2026-11-20' }], datasets: [okRows(0, 0)] },
    is: [[0, 10_000], 'unknown'],
  },
])('none occurred: $name', ({ parts, is }) => expect(summary(one(none, parts)).slice(0, 2)).toEqual(is))

const some: NonNullable<Rule['checks']> = [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], empty: 'fail' } }]
test.for<{ name: string; rule: Partial<Rule>; parts: EvidenceParts; is: unknown }>([
  { name: 'nobody answered', rule: { checks: some }, parts: {}, is: ['unmet', 'none'] },
  { name: 'somebody answered', rule: { checks: some }, parts: { answers }, is: ['unmet', 'declared'] },
  { name: 'answered, with the document asked for', rule: { checks: some, documents }, parts: { answers, documents: there }, is: ['unmet', 'documented'] },
  {
    name: 'a signed declaration of another table',
    rule: { ...none, checks: [...some, ...none.checks!] },
    parts: { documents: [statement] },
    is: ['unmet', 'documented'],
  },
])('a table without rows is no document: $name', ({ rule, parts, is }) => {
  const { outcome, assurance } = one(rule, { ...parts, datasets: [okRows(0, 0)] })
  expect([outcome, assurance]).toEqual(is)
})

test.for<{ name: string; rule: Partial<Rule>; answer: object; parts?: EvidenceParts; outcome: string; message: string | undefined }>([
  { name: 'a listed reason', rule: reasons, answer: { reason: 'no-cloud' }, outcome: 'not-applicable', message: undefined },
  { name: 'an unlisted reason', rule: reasons, answer: { reason: 'because' }, outcome: 'error', message: 'answer-reason-unlisted' },
  { name: 'no reason', rule: reasons, answer: {}, outcome: 'error', message: 'answer-reason-missing' },
  { name: 'a rule that admits none', rule: {}, answer: { reason: 'no-cloud' }, outcome: 'error', message: 'answer-na-not-allowed' },
  {
    name: 'against rows',
    rule: { ...reasons, checks },
    answer: { reason: 'no-cloud' },
    parts: { datasets: passing },
    outcome: 'satisfied',
    message: 'answer-na-against-data',
  },
])('not applicable by answer: $name', ({ rule, answer, parts, outcome, message }) => {
  const finding = one(rule, { ...parts, answers: { 'ACT-02': { value: 'not-applicable', ...answer } } })
  expect([finding.outcome, finding.messages.at(0)?.id]).toEqual([outcome, message])
  expect(finding.contradiction).toBe(message === 'answer-na-against-data')
  expect(finding.credit).toEqual(outcome === 'not-applicable' ? null : outcome === 'error' ? { low: 0, high: 10_000 } : { low: 10_000, high: 10_000 })
})

const facts = [factOf('cloud'), factOf('apps')]
test.for<[when: string, given: Record<string, boolean>, is: unknown]>([
  ['institution.kind == "municipality"', {}, ['not-applicable', 'when', undefined]],
  ['facts.cloud', { cloud: false }, ['not-applicable', 'fact', 'cloud']],
  ['facts.cloud', { cloud: true }, ['unknown', undefined, undefined]],
  ['facts.cloud', {}, ['unknown', undefined, undefined]],
  ['facts.cloud || facts.apps', { apps: true }, ['unknown', undefined, undefined]],
  ['facts.cloud && facts.apps', { apps: false }, ['not-applicable', 'fact', 'apps']],
  ['facts.cloud && facts.apps', { cloud: true, apps: false }, ['not-applicable', 'fact', 'apps']],
  ['!facts.cloud && facts.apps', { cloud: false, apps: false }, ['not-applicable', 'fact', 'apps']],
  ['facts.cloud || facts.apps', { cloud: false }, ['unknown', undefined, undefined]],
  ['institution.kind == "municipality" && facts.cloud', { cloud: true }, ['not-applicable', 'when', undefined]],
  ['institution.kind == "municipality" && facts.cloud', {}, ['not-applicable', 'when', undefined]],
])('when %s with %j', ([when, given, is]) => {
  const finding = findings(rulebookOf([ruleOf('ACT-02', { when, documents })], { facts }), { facts: given })[0]!
  expect([finding.outcome, finding.removed?.by, finding.removed?.fact]).toEqual(is)
  const open = (when === 'facts.cloud' && given['cloud'] === undefined) || (when.includes('||') && given['apps'] === undefined)
  expect(finding.messages.some(({ id }) => id === 'when-unknown')).toBe(open)
})

test('a yes with an open criterion is an error in the answer, named', () => {
  const rule = { documents, criteria: ['a', 'b', 'c'].map((id) => ({ id, ...text(id) })) }
  const finding = one(rule, { documents: there, answers: { 'ACT-02': { value: 'yes', criteria: { a: true, b: false } } } })
  expect(summary(finding)).toEqual([[0, 10_000], 'error', 'documented', 0, false])
  expect(finding.messages).toEqual([{ id: 'answer-criteria-open', params: { criteria: ['b', 'c'] } }])
  expect(one(rule, { documents: there, answers: { 'ACT-02': { value: 'yes', criteria: { a: true, b: true, c: true } } } }).outcome).toBe('satisfied')
})

test('a check that throws costs its own finding', () => {
  const throws: Rule['checks'] = [{ expression: { label: text('n'), dataset: 't', each: 'n > 3.0' } }]
  const rules = [ruleOf('ACT-02', { checks: throws }), ruleOf('ACT-03', { checks }), ruleOf('SEG-01', { documents })]
  const all = findings(rulebookOf(rules), { answers: { 'SEG-01': 'yes' }, documents: there, datasets: [datasetOf('t', [{ v: 'ok', n: null }])] })
  expect(all.map(({ outcome }) => outcome)).toEqual(['error', 'satisfied', 'satisfied'])
  expect(all[0]!.messages.map(({ id }) => id)).toContain('check-threw')
})

test('a table or a document that cannot be read makes an error finding', () => {
  const unreadable = [okRows(0, 0)].map((dataset) => ({ ...dataset, error: { code: 'stray-quote' as const, line: 7, detail: '' } }))
  expect(summary(one({ checks }, { answers, datasets: unreadable })).slice(0, 2)).toEqual([[0, 10_000], 'error'])
  expect(summary(one({ documents }, { answers, documents: [documentOf('doc', ['policy'], { file: 'unreadable' })] })).slice(0, 2)).toEqual([
    [0, 10_000],
    'error',
  ])
})

test('a rule that shares another takes its answer, and its own when it has one', () => {
  const rulebook = rulebookOf([ruleOf('ACT-02', { shares: 'SEG-01', documents }), ruleOf('SEG-01', { documents })])
  const shared = findings(rulebook, { answers: { 'SEG-01': 'yes' }, documents: there })
  expect(shared.map(({ outcome }) => outcome)).toEqual(['satisfied', 'satisfied'])
  expect(shared[0]!.messages).toEqual([{ id: 'answer-shared', params: { from: 'SEG-01' } }])
  expect(findings(rulebook, { answers: { 'SEG-01': 'yes', 'ACT-02': 'no' }, documents: there }).map(({ outcome }) => outcome)).toEqual(['unmet', 'satisfied'])
})

test('one digest cannot serve several kinds', () => {
  const first = documentOf('a', ['policy'])
  const second = { ...documentOf('b', ['plan'], { kind: 'plan' }), sha256: first.sha256!, actualSha256: first.sha256! }
  const finding = one({ documents: [slotOf('policy'), slotOf('plan', { kind: 'plan' })] }, { answers, documents: [first, second] })
  expect(finding.slots.map(({ state }) => state)).toEqual(['current', 'reused'])
})

test.for<[issued: string, valid_until: string | undefined, state: string, until: string]>([
  ['2025-11-21', undefined, 'current', '2026-11-21'],
  ['2025-11-20', undefined, 'too-old', '2026-11-20'],
  ['2026-06-01', '2026-11-20', 'expired', '2026-11-20'],
  ['2026-06-01', '2026-12-31', 'current', '2026-12-31'],
  ['2026-06-01', '2028-12-31', 'current', '2027-06-01'],
  [AS_OF, undefined, 'current', '2027-11-21'],
  ['2026-11-22', undefined, 'not-yet-issued', '2027-11-22'],
])('a document of %s that says it holds until %s, where a year is the most, is %s until %s', ([issued, valid_until, state, until]) => {
  const document = documentOf('doc', ['policy'], { issued, ...(valid_until === undefined ? {} : { valid_until }) })
  const finding = one({ documents: [slotOf('policy', { max_age: 'P1Y', threshold: 'normative' })] }, { answers, documents: [document] })
  expect(finding.slots[0]).toMatchObject({ state, until })
})

test('month ends are clamped: a month from 31 January ends on the last of February', () => {
  const finding = one(
    { documents: [slotOf('policy', { max_age: 'P1M', threshold: 'proposed' })] },
    { answers, documents: [documentOf('doc', ['policy'], { issued: '2026-01-31' })] },
  )
  expect(finding.slots[0]).toMatchObject({ state: 'too-old', until: '2026-02-28', threshold: 'proposed' })
})

test.for<[name: string, part: object, state: string]>([
  ['no number', { number: undefined }, 'incomplete'],
  ['no date', { issued: undefined }, 'incomplete'],
  ['no signer', { signed_by: undefined }, 'incomplete'],
  ['all three', {}, 'current'],
])('a kind that needs number, date and signer: %s is %s', ([, part, state]) => {
  const kinds = [{ id: 'policy', title: text('policy'), needs: ['number' as const, 'issued' as const, 'signed_by' as const] }]
  const document = { ...documentOf('doc', ['policy'], { number: '1', signed_by: 'X' }), ...part }
  expect(findings(rulebookOf([ruleOf('ACT-02', { documents })], { document_kinds: kinds }), { answers, documents: [document] })[0]!.slots[0]!.state).toBe(state)
})

test('a document for the period proves that period only', () => {
  const state = (period?: number) =>
    one(
      { documents: [slotOf('policy', { for_period: true })] },
      { answers, documents: [documentOf('doc', ['policy'], period === undefined ? {} : { period })] },
    ).slots[0]!.state
  expect([state(2026), state(2025), state()]).toEqual(['current', 'wrong-period', 'wrong-period'])
})
