// What the gate says of one rule: for which rules each condition holds, of which document or table, at which place, and what a baseline notes.
import { expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { baselineOf } from '../../src/compare.ts'
import { judge } from '../../src/gate.ts'
import type { DocumentRecord } from '../../src/model/evidence.ts'
import { GatePolicy } from '../../src/model/gate.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { reasons as naReasons } from '../support/cases.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const assessed = (rule: Partial<Rule>, parts: EvidenceParts) =>
  conclude(evidenceOf(parts), [{ rulebook: rulebookOf([ruleOf('ACT-02', rule)]), role: 'entity' }], { asOf: AS_OF, generatedAt: AS_OF, version: '0' })
const reasonsOf = (rule: Partial<Rule>, parts: EvidenceParts, before?: EvidenceParts) =>
  judge({ assessment: assessed(rule, parts), policy: GatePolicy.parse({}), baseline: before && baselineOf(assessed(rule, before)) }).reasons
const told = (rule: Partial<Rule>, parts: EvidenceParts) =>
  reasonsOf(rule, parts)
    .map(({ id }) => id)
    .filter((id) => id !== 'nothing-evaluated')

const document = (part: Partial<DocumentRecord>, id = 'pol', slot = 'policy') => documentOf(id, [slot], part)
const EXPIRED = { valid_until: '2026-11-20' }
const ALTERED = { actualSha256: 'f'.repeat(64) }
const yes = { 'ACT-02': 'yes' } as const
const no = { 'ACT-02': 'no' } as const
const away = { 'ACT-02': { value: 'not-applicable', reason: 'no-cloud' } } as const
const check = (kind: string, options: object) => ({ [kind]: { label: text(kind), dataset: 't', column: 'v', ...options } })
const current = check('current', { max_age: 'P12M', threshold: 'proposed' })
const days = (...list: string[]) =>
  datasetOf(
    't',
    list.map((v) => ({ v })),
  )

test.for<[what: string, rule: Partial<Rule>, parts: EvidenceParts, ids: string[]]>([
  ['a critical gap that is commanded', { severity: 'critical' }, { answers: no }, ['critical-gap', 'unmet-must']],
  ['a critical gap of good practice', { severity: 'critical', obligation: 'good-practice' }, { answers: no }, []],
  ['a recommendation that is unmet', { obligation: 'should' }, { answers: no }, []],
  ['a document past its date', { documents: [slotOf('policy')] }, { answers: yes, documents: [document(EXPIRED)] }, ['document-expired']],
  ['one older than the rule takes', { documents: [slotOf('policy', { max_age: 'P1M' })] }, { answers: yes, documents: [document({})] }, ['document-expired']],
  ['one past its date that nobody needs', { documents: [slotOf('policy', { required: false })] }, { answers: yes, documents: [document(EXPIRED)] }, []],
  ['a rule that does not apply', { ...naReasons, documents: [slotOf('policy')] }, { answers: away, documents: [document(ALTERED)] }, []],
  ['rows that are old', { checks: [current] }, { answers: no, datasets: [days('2020-01-01')] }, ['unmet-must', 'dataset-stale']],
  ['rows that are of these days', { checks: [current] }, { answers: no, datasets: [days('2026-11-01')] }, ['unmet-must']],
  ['rows that are wrong, but not old', { checks: [check('one-of', { values: ['ok'] })] }, { answers: no, datasets: [okRows(0, 1)] }, ['unmet-must']],
])('of %s', ([, rule, parts, ids]) => expect(told(rule, parts)).toEqual(ids))

test('each document is blamed at its own line of the register, by its id and its last day', () => {
  const at = (line: number) => ({ at: { file: 'documents.yaml', line } })
  const rule = { documents: [slotOf('policy'), slotOf('plan'), slotOf('more')] }
  const documents = [document({ ...at(3) }), document({ ...at(5), ...ALTERED }, 'retocado', 'plan'), document({ ...at(9), ...EXPIRED }, 'vencido', 'more')]
  expect(reasonsOf(rule, { answers: yes, documents }).map(({ id, params, location }) => [id, params, location.line])).toEqual([
    ['document-expired', { document: 'vencido', until: '2026-11-20' }, 9],
    ['document-altered', { document: 'retocado' }, 5],
  ])
})

test('a table whose rows are old is blamed by its id, at the head of its file', () =>
  expect(reasonsOf({ checks: [current] }, { answers: yes, datasets: [days('2026-11-01', '2020-01-01')] })).toContainEqual(
    expect.objectContaining({ id: 'dataset-stale', params: { dataset: 't' }, location: { file: 'datos/t.csv', line: 1 } }),
  ))

test('a baseline takes no note of a document that is not what was registered: it fails as long as it stands', () => {
  const rule = { documents: [slotOf('policy')] }
  const altered: EvidenceParts = { answers: yes, documents: [document(ALTERED)] }
  expect(reasonsOf(rule, altered, altered)).toMatchObject([{ id: 'document-altered', level: 'error' }])
})

test('a baseline notes each condition with what it is about, sorted and once, as earlier versions wrote it', () => {
  const rule: Partial<Rule> = { severity: 'critical', documents: [slotOf('policy'), slotOf('more')], checks: [current, current] }
  const parts: EvidenceParts = {
    answers: no,
    documents: [document({ ...EXPIRED, fulfils: ['policy', 'more'] })],
    datasets: [days('2020-01-01')],
  }
  expect(baselineOf(assessed(rule, parts)).rulebooks[0]!.rules['ACT-02']!.noted).toEqual([
    'critical-gap',
    'dataset-stale t',
    'document-expired pol',
    'unmet-must',
  ])
})
