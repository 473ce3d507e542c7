// The examples of the shipped rulebooks, and the runner itself on rules made to be wrong.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { runExamples } from '../../src/examples.ts'
import { Examples } from '../../src/model/example.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { loadExamples, readExamples, type PlacedExample } from '../../src/rulebook/examples.ts'
import { ROOT, RULEBOOK_IDS, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

describe.for(RULEBOOK_IDS)('%s', (id) => {
  test('every example comes out as its author says, and every rule has what it needs', async () => {
    const report = runExamples(await shipped(id), loadExamples(join(ROOT, 'rules', id), `rules/${id}`, await shipped(id)))
    expect(report.failures.map(({ example, what, detail }) => `${example.file}:${example.line} ${what} ${detail.join(' ')}`)).toEqual([])
    expect(report.coverage).toMatchObject({ noSatisfied: [], noGap: [], noPartial: [], noNotApplicable: [] })
    expect(report.coverage.branches.seen).toBe(report.coverage.branches.of)
  })
})

const placed = (rule: string, examples: unknown): PlacedExample[] =>
  Examples.parse(examples).map((example, index) => ({ ...example, rule, file: `ACT/${rule}.test.yaml`, line: index + 1 }))
const told = (rule: Partial<Rule>, examples: unknown) =>
  runExamples(rulebookOf([ruleOf('ACT-02', rule)], { facts: [factOf('cloud')] }), placed('ACT-02', examples)).failures.map(({ what, detail }) => [
    what,
    ...detail,
  ])

const documents = [slotOf('policy')]
const checks: Rule['checks'] = [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'] } }]
const yes = { answer: { value: 'yes' } }

test('what is as expected says nothing', () =>
  expect(
    told({ documents, checks }, [
      {
        name: 'a',
        given: { ...yes, documents: ['policy'], datasets: { t: [{ v: 'ok' }] } },
        expect: { outcome: 'satisfied', credit: 10_000, assurance: 'verified' },
      },
      { name: 'b', given: { ...yes, datasets: { t: [{ v: 'bad' }] } }, expect: { outcome: 'unmet', contradiction: true, message: 'contradiction' } },
      {
        name: 'c',
        given: { ...yes, documents: { policy: { valid_until: '2026-01-01' } }, datasets: { t: [{ v: 'ok' }] } },
        expect: { outcome: 'partial', credit: 8000 },
      },
      { name: 'd', expect: { outcome: 'unknown' } },
    ]),
  ).toEqual([]))

test('a credit that is not known is told as the range that it is', () =>
  expect(told({ documents }, [{ name: 'a', expect: { outcome: 'unknown', credit: 10_000 } }])).toEqual([['differs', 'credit', '10000', '0–10000']]))

test('every difference is told', () =>
  expect(
    told({ documents }, [{ name: 'a', given: yes, expect: { outcome: 'satisfied', credit: 1, assurance: 'audited', contradiction: true, message: 'x' } }]),
  ).toEqual([
    ['differs', 'outcome', 'satisfied', 'partial'],
    ['differs', 'credit', '1', '3000'],
    ['differs', 'assurance', 'audited', 'declared'],
    ['differs', 'contradiction', 'true', 'false'],
    ['differs', 'message', 'x', ''],
  ]))

test('a role in which the rule is not assessed is told', () =>
  expect(told({ documents }, [{ name: 'a', given: { role: 'operator' }, expect: { outcome: 'unknown' } }])).toEqual([['out-of-role', 'operator']]))

test.for<[given: object, codes: readonly string[]]>([
  [{ documents: ['policy'], facts: { cloud: true, people: 3, since: '2026-01-31' }, datasets: { t: [{ v: 'ok' }] } }, []],
  [{ answer: { value: 'not-applicable', reason: 'no-assets', criteria: { custody: true } } }, []],
  [{ documents: ['polcy', 'policy'] }, ['unknown-slot documents.0']],
  [{ documents: { policy: { kind: 'nowhere' }, plan: {} } }, ['unknown-kind documents.policy.kind', 'unknown-slot documents.plan']],
  [{ datasets: { z: [] } }, ['unknown-dataset datasets.z']],
  [{ datasets: { t: [{ v: 'ok' }, { w: 'ok' }] } }, ['unknown-column datasets.t.1.w']],
  [{ facts: { clod: true } }, ['unknown-fact facts.clod']],
  [{ facts: { cloud: 'si', people: true, since: '2026-02-30' } }, ['fact-type facts.cloud', 'fact-type facts.people', 'bad-date facts.since']],
  [
    { answer: { value: 'not-applicable', reason: 'because', criteria: { custdy: true } } },
    ['unknown-reason answer.reason', 'unknown-criterion answer.criteria.custdy'],
  ],
])('what an example names and is not there: %j', ([given, codes]) => {
  const rule = ruleOf('ACT-02', { documents, criteria: [{ id: 'custody', ...text('c') }], not_applicable: [{ id: 'no-assets', ...text('n') }] })
  const facts = [factOf('cloud'), factOf('people', { type: 'integer' }), factOf('since', { type: 'date' })]
  const root = folderOf({ 'ACT/ACT-02.test.yaml': stringify([{ name: 'a', given, expect: { outcome: 'unknown' } }]) })
  const { problems } = readExamples(root, 'r', rulebookOf([rule], { facts }))
  expect(problems.map(({ code, path }) => `${code} ${path?.replace('0.given.', '') ?? ''}`)).toEqual(codes)
})

test('examples of a rule that is not there', () => {
  const root = folderOf({ 'ACT/ACT-09.test.yaml': stringify([{ name: 'a', expect: { outcome: 'unknown' } }]) })
  expect(readExamples(root, 'r', rulebookOf([ruleOf('ACT-02', { documents })])).problems).toMatchObject([
    { code: 'example-without-rule', place: { file: 'r/ACT/ACT-09.test.yaml', line: 1, col: 1 }, params: { id: 'ACT-09', did: 'ACT-02' } },
  ])
})

test('a rule that is satisfied without a proof of its own is no rule', () => {
  const lax: Rule['checks'] = [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], empty: 'pass', none: 'none' } }]
  const slots = [slotOf('policy'), slotOf('none', { kind: 'statement', required: false })]
  const given = { ...yes, documents: ['policy', 'none'], datasets: { t: [{ v: 'ok' }] } }
  expect(told({ documents: slots, checks: lax }, [{ name: 'a', given, expect: { outcome: 'satisfied' } }])).toEqual([['cannot-fail', 't']])
  expect(told({ documents: slots, checks: lax }, [{ name: 'a', given: { ...given, documents: ['policy'] }, expect: { outcome: 'satisfied' } }])).toEqual([])
})

test('where any proof suffices, only their loss together must be felt', () => {
  const given = { ...yes, documents: ['policy'], datasets: { t: [{ v: 'ok' }] } }
  expect(told({ documents, checks, proof: 'any' }, [{ name: 'a', given, expect: { outcome: 'satisfied' } }])).toEqual([])
})

test('coverage says what no example shows', () => {
  const book = rulebookOf([ruleOf('ACT-02', { documents, when: 'facts.cloud' }), ruleOf('ACT-03', { checks })], { facts: [factOf('cloud')] })
  const { coverage } = runExamples(
    book,
    placed('ACT-02', [{ name: 'a', given: { ...yes, documents: ['policy'], facts: { cloud: true } }, expect: { outcome: 'satisfied' } }]),
  )
  expect(coverage).toMatchObject({ noSatisfied: ['ACT-03'], noGap: ['ACT-02', 'ACT-03'], noNotApplicable: ['ACT-02'], branches: { seen: 1, of: 2 } })
  expect(coverage.kinds.used).toEqual([])
})
