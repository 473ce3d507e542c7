// The examples of the shipped rulebooks, and the runner itself on rules made to be wrong.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runExamples } from '../../src/examples.ts'
import { Examples } from '../../src/model/example.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { loadExamples, type PlacedExample } from '../../src/rulebook/examples.ts'
import { ROOT, RULEBOOK_IDS, shipped } from '../support/assess.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

describe.for(RULEBOOK_IDS)('%s', (id) => {
  test('every example comes out as its author says, and every rule has what it needs', async () => {
    const report = runExamples(await shipped(id), loadExamples(join(ROOT, 'rules', id), `rules/${id}`))
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

test('names that mean nothing are told', () => {
  expect(told({ documents }, [{ name: 'a', given: { documents: ['plan'], datasets: { z: [] }, facts: { x: true } }, expect: { outcome: 'unknown' } }])).toEqual(
    [
      ['unknown-slot', 'plan', 'ACT-02'],
      ['unknown-table', 'z', 'ACT-02'],
      ['unknown-column', 'x', 'ACT-02'],
    ],
  )
  expect(told({ checks }, [{ name: 'a', given: { datasets: { t: [{ w: 'ok' }] } }, expect: { outcome: 'unknown' } }])).toEqual([
    ['unknown-column', 't.w', 'ACT-02'],
  ])
  expect(runExamples(rulebookOf([]), placed('ACT-09', [{ name: 'a', expect: { outcome: 'unknown' } }])).failures[0]).toMatchObject({ what: 'unknown-rule' })
  expect(told({ documents }, [{ name: 'a', given: { role: 'operator' }, expect: { outcome: 'unknown' } }])).toEqual([['out-of-role', 'operator']])
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
