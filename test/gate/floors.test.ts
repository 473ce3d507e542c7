// Floors: of which rulebook and topic an index may not be below what, and what the reason says where it is.
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { judge } from '../../src/gate.ts'
import { GatePolicy, type GateFloor } from '../../src/model/gate.ts'
import { checks, passing, reasons as naReasons } from '../support/cases.ts'
import { AS_OF, documentOf, evidenceOf } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const [policy] = [slotOf('policy')]
/** In ACT one rule answered, one measured, one neither, one that does not apply; in SEG one that is neither; beside them another rulebook. */
const BOOK = rulebookOf([
  ruleOf('ACT-02', { documents: [policy] }),
  ruleOf('ACT-03', { checks }),
  ruleOf('ACT-04'),
  ruleOf('ACT-05', naReasons),
  ruleOf('SEG-01', { severity: 'low' }),
  ruleOf('SEG-02', { obligation: 'good-practice', documents: [slotOf('other')] }),
])
const OTHER = rulebookOf([ruleOf('ACT-07', { documents: [policy] })], { id: 'otro', topics: BOOK.topics.slice(0, 1) })
const AWAY = rulebookOf([ruleOf('ACT-08', { when: 'false' })], { id: 'fuera' })
const assessment = conclude(
  evidenceOf({
    answers: { 'ACT-02': 'yes', 'ACT-05': { value: 'not-applicable', reason: 'no-cloud' }, 'SEG-02': 'partial', 'ACT-07': 'yes' },
    documents: [documentOf('pol', ['policy', 'other'])],
    datasets: passing,
  }),
  [BOOK, OTHER, AWAY].map((rulebook) => ({ rulebook, role: 'entity' as const })),
  { asOf: AS_OF, generatedAt: AS_OF, version: '0' },
)
const told = (floor: GateFloor) =>
  judge({ assessment, policy: GatePolicy.parse({ floors: [floor], conditions: { unanswered: 'off' } }) }).reasons.map(({ id, rulebook, params }) => [
    id,
    rulebook,
    params['value'],
  ])
const floorOf = (index: GateFloor['index'], part: Partial<GateFloor> = {}): GateFloor => ({ index, at_least: 100, rulebook: 'mini', ...part })

test.for<[floor: GateFloor, value: number]>([
  [floorOf('compliance'), 60],
  [floorOf('compliance', { topic: 'SEG' }), 0],
  [floorOf('compliance', { topic: 'ACT' }), 66.7],
  [floorOf('declared'), 30],
  [floorOf('good-practice'), 50],
  [floorOf('good-practice', { topic: 'SEG' }), 50],
  // Answered or measured, of those that apply, of every obligation.
  [floorOf('coverage'), 60],
  [floorOf('coverage', { topic: 'ACT' }), 66.7],
  [floorOf('coverage', { topic: 'SEG' }), 50],
])('%j stands at %d: a tenth more fails', ([floor, value]) => {
  expect(told({ ...floor, at_least: value + 0.1 })).toEqual([['floor', 'mini', value]])
  expect(told({ ...floor, at_least: value })).toEqual([])
})

describe('where there is nothing to calculate it fails, and says of what', () => {
  test.for<[floor: GateFloor, rulebook: string | undefined]>([
    [{ index: 'coverage', at_least: 0, rulebook: 'fuera' }, 'fuera'],
    [{ index: 'compliance', at_least: 0, rulebook: 'fuera' }, 'fuera'],
    [{ index: 'good-practice', at_least: 0, rulebook: 'otro' }, 'otro'],
    [{ index: 'good-practice', at_least: 0, rulebook: 'mini', topic: 'ACT' }, 'mini'],
    [{ index: 'compliance', at_least: 0, rulebook: 'otro', topic: 'SEG' }, 'otro'],
    [{ index: 'compliance', at_least: 0, rulebook: 'nadie' }, 'nadie'],
    [{ index: 'compliance', at_least: 0, topic: 'XXX' }, undefined],
  ])('%j', ([floor, rulebook]) => expect(told(floor)).toEqual([['floor-not-calculable', rulebook, undefined]]))
})

test('without a rulebook it holds for each that has the topic', () => {
  expect(told({ index: 'compliance', at_least: 100, topic: 'SEG' })).toEqual([['floor', 'mini', 0]])
  expect(told({ index: 'coverage', at_least: 70 })).toEqual([
    ['floor', 'mini', 60],
    ['floor-not-calculable', 'fuera', undefined],
  ])
})

test('the reason says what was asked for and blames the gate in cumple.yaml', () => {
  const of = (floor: GateFloor) => judge({ assessment, policy: GatePolicy.parse({ floors: [floor] }) }).reasons[0]
  const location = { file: 'cumple.yaml', line: 1 }
  const said = { id: 'floor', level: 'error', rulebook: 'mini', role: 'entity', location }
  expect(of(floorOf('compliance'))).toStrictEqual({ ...said, params: { index: 'compliance', at_least: 100, value: 60 } })
  expect(of(floorOf('coverage', { topic: 'SEG' }))).toStrictEqual({ ...said, params: { index: 'coverage', at_least: 100, topic: 'SEG', value: 50 } })
})
