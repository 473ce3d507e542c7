// Reasons that are of no single rule: what each says, once, and the line of the repository that it blames.
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { baselineOf } from '../../src/compare.ts'
import { judge } from '../../src/gate.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { DocumentRecord } from '../../src/model/evidence.ts'
import { GatePolicy } from '../../src/model/gate.ts'
import { AS_OF, documentOf, evidenceOf, type EvidenceParts } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const BOOK = rulebookOf([ruleOf('ACT-02', { documents: [slotOf('policy')] }), ruleOf('SEG-01')])
const OTHER = rulebookOf([ruleOf('ACT-07', { documents: [slotOf('other')] })], { id: 'otro' })
const assessed = (parts: EvidenceParts, books = [BOOK]): Assessment =>
  conclude(
    evidenceOf(parts),
    books.map((rulebook) => ({ rulebook, role: 'entity' as const })),
    { asOf: AS_OF, generatedAt: AS_OF, version: '0' },
  )
const judged = (assessment: Assessment, part: object = {}, before?: Assessment) =>
  judge({ assessment, policy: GatePolicy.parse(part), baseline: before && baselineOf(before) })

const yes = { 'ACT-02': 'yes', 'SEG-01': 'yes' } as const
const at = (line: number, id: string, slots: readonly string[], part: Partial<DocumentRecord> = {}) =>
  documentOf(id, slots, { ...part, at: { file: 'documents.yaml', line } })
const POLICY = at(3, 'pol', ['policy'])

test('a document that was altered and serves no rule is told once, at its line of the register', () => {
  const documents = [POLICY, at(7, 'suelto', ['nada'], { actualSha256: 'f'.repeat(64) }), at(9, 'otro', ['nada'])]
  expect(judged(assessed({ answers: yes, documents })).reasons).toMatchObject([
    { id: 'document-altered', level: 'error', params: { document: 'suelto' }, location: { file: 'documents.yaml', line: 7 } },
  ])
})

test('one that a rule looks at is told by the rule alone', () => {
  const documents = [at(3, 'pol', ['policy'], { actualSha256: 'f'.repeat(64) })]
  expect(judged(assessed({ answers: yes, documents })).reasons).toMatchObject([{ id: 'document-altered', rule: 'ACT-02', location: { line: 3 } }])
})

test('a document that will expire is told with its last day, the days until then and its line of the register', () => {
  const documents = [at(2, 'a', ['nada']), at(5, 'pol', ['policy'], { valid_until: '2026-12-01' })]
  expect(judged(assessed({ answers: yes, documents })).reasons).toEqual([
    {
      id: 'document-expiring',
      level: 'warn',
      rule: 'ACT-02',
      params: { document: 'pol', until: '2026-12-01', days: 10 },
      location: { file: 'documents.yaml', line: 5 },
    },
  ])
})

test('a waiver is blamed at its own line, a file that nobody reads by its name', () => {
  const waiver = { rule: 'ACT-02', reason: 'r', approved_by: 'p', approved_at: '2026-02-01' }
  const waivers = [
    { ...waiver, rule: 'SEG-01', expires_at: '2026-12-01' },
    { ...waiver, expires_at: '2026-11-01' },
  ]
  const assessment = assessed({ answers: { 'ACT-02': 'partial', 'SEG-01': 'yes' }, documents: [POLICY], waivers })
  const observations: Assessment['observations'] = [
    { id: 'file-unread', params: { path: 'datos/x.csv' }, rules: [], locations: [] },
    ...assessment.observations,
  ]
  expect(judged({ ...assessment, observations }).reasons.map(({ id, location }) => [id, location])).toEqual([
    ['waiver-expired', { file: 'waivers.yaml', line: 2 }],
    ['file-unread', { file: 'datos/x.csv', line: 1 }],
  ])
})

test('what was handed in for another year is told at its line of the register; of files that are not there nothing is', () => {
  const { actualSha256: _found, ...absent } = at(4, 'ido', ['policy'], { file: 'missing', period: 2026 })
  const assessment = assessed({ answers: yes, documents: [absent, { ...at(6, 'pol', ['policy']), period: 2026 }] })
  const { reasons } = judge({ assessment, policy: GatePolicy.parse({}), previous: { ...assessment, period: 2025 } })
  expect(reasons.map(({ id, params, location }) => [id, params['document'], location])).toEqual([
    ['evidence-reused', 'pol', { file: 'documents.yaml', line: 6 }],
  ])
})

test('of two rulebooks one that was answered is enough; of neither, both are named', () => {
  const ids = (assessment: Assessment) => judged(assessment).reasons.map(({ id }) => id)
  expect(ids(assessed({ answers: yes, documents: [POLICY] }, [BOOK, OTHER]))).not.toContain('nothing-evaluated')
  expect(judged(assessed({}, [BOOK, OTHER])).reasons[0]).toMatchObject({ id: 'nothing-evaluated', params: { rulebooks: ['mini', 'otro'] } })
})

test('only the gaps that a waiver covers are listed as covered', () => {
  const waivers = [{ rule: 'ACT-02', reason: 'r', approved_by: 'p', approved_at: '2026-02-01', expires_at: '2026-12-01' }]
  expect(judged(assessed({ answers: { 'ACT-02': 'no', 'SEG-01': 'no' }, waivers })).waived).toEqual(['ACT-02'])
})

describe('since a baseline', () => {
  const good = assessed({ answers: yes, documents: [POLICY] })
  const worse = (parts: EvidenceParts) => judged(assessed(parts), {}, good).reasons.filter(({ id }) => id === 'worse')

  test('what got worse is told with both figures, and with its best end where it is not known', () => {
    expect(worse({ answers: { ...yes, 'ACT-02': 'partial' }, documents: [POLICY] })).toMatchObject([{ rule: 'ACT-02', params: { before: 10_000, now: 5_000 } }])
    expect(worse({ answers: { ...yes, 'ACT-02': 'partial' }, documents: [POLICY] })[0]!.params).not.toHaveProperty('most')
    expect(worse({ answers: { 'SEG-01': 'yes' }, documents: [POLICY] })).toMatchObject([{ rule: 'ACT-02', params: { before: 10_000, now: 0, most: 10_000 } }])
  })
  test('what was not asked for then stood at no figure', () => {
    const { reasons } = judged(assessed({ answers: { ...yes, 'ACT-07': 'no' }, documents: [POLICY] }, [BOOK, OTHER]), {}, good)
    expect(reasons.find(({ id }) => id === 'worse')).toMatchObject({ rule: 'ACT-07', params: { before: -1, now: 0 } })
  })
  test('an answer that was withdrawn and cost credit is told once', () =>
    expect(judged(assessed({ answers: { 'SEG-01': 'yes' }, documents: [POLICY] }), {}, good).reasons.map(({ id, rule }) => [id, rule])).toEqual([
      ['worse', 'ACT-02'],
      ['unanswered', 'ACT-02'],
    ]))
  test('what it noted and the policy does not look at is not told', () => {
    const open = assessed({ answers: { 'SEG-01': 'yes' } })
    expect(judged(open, { conditions: { unanswered: 'off' } }, open).reasons).toEqual([])
  })
  test('a rulebook that is gone is a reason, or else cannot be compared; another version of one is no reason', () => {
    const before = assessed({ answers: yes, documents: [POLICY] }, [BOOK, OTHER])
    const now = assessed({ answers: yes, documents: [POLICY] }, [{ ...BOOK, version: '1.1.0', digest: '1'.repeat(64) }])
    const told = (part: object) => {
      const { reasons, incomparable } = judged(now, part, before)
      return [reasons, incomparable].map((list) => list.map(({ id, params }) => [id, params['rulebook']]))
    }
    expect(told({})).toEqual([[['rulebook-gone', 'otro']], [['rulebook-version', 'mini']]])
    expect(told({ conditions: { 'rulebook-gone': 'off' } })).toEqual([
      [],
      [
        ['rulebook-gone', 'otro'],
        ['rulebook-version', 'mini'],
      ],
    ])
  })
})
