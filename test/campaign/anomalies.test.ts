// What stands out in one institution, or only beside the others.
import { describe, expect, test } from 'vitest'
import { anomaliesOf } from '../../src/campaign/anomalies.ts'
import type { Prints } from '../../src/campaign/prints.ts'
import type { Printed } from '../../src/campaign/shared.ts'
import type { Anomaly, CampaignRow } from '../../src/model/campaign.ts'
import { AT, prints, row } from '../support/campaign-rows.ts'

const line = (n: number) => ({ file: 'answers/SEG.yaml', line: n })
const at = (rule: string, n: number) => ({ rule, at: line(n) })
const told = (weight: number, params: Anomaly['params'], lines: readonly number[], rules: string[] = []): Omit<Anomaly, 'id' | 'institutions'> => ({
  weight,
  rules,
  params,
  evidence: lines.map((n) => ({ institution: 'a', ...line(n) })),
})

describe('anomalies', () => {
  const printed = (id: string, some: Partial<Prints>, of: Partial<CampaignRow> = {}): Printed => ({ row: row(id, 50, 50, of), prints: () => prints(some) })
  const answers = (digest: string, count: number) => ({ answers: { digest, count, at: AT } })
  test.for<[id: Anomaly['id'], some: Partial<Prints>, said: Omit<Anomaly, 'id' | 'institutions'>]>([
    ['contradiction', { contradictions: [at('SEG-02', 7), at('ACT-01', 4), at('SEG-02', 9)] }, told(3, { count: 3 }, [7, 4, 9], ['ACT-01', 'SEG-02'])],
    ['full-score-no-evidence', { perfect: [{ rulebook: 'aig-tic', declared: 100, at: line(1) }] }, told(3, { rulebook: 'aig-tic', declared: 100 }, [1])],
    ['document-after-as-of', { future: [{ document: 'd', issued: '2027-01-01', at: line(3) }] }, told(3, { document: 'd', issued: '2027-01-01' }, [3])],
    ['earlier-period', { reused: [{ document: 'd', period: 2025, at: line(3) }] }, told(2, { document: 'd', period: 2025 }, [3])],
    ['yes-without-proof', { unproven: { claims: 4, rules: [at('SEG-02', 7), at('SEG-01', 4)] } }, told(1, { count: 2, of: 4 }, [7, 4], ['SEG-01', 'SEG-02'])],
    ['yes-without-proof', { unproven: { claims: 3, rules: [at('SEG-02', 7), at('SEG-01', 4)] } }, told(2, { count: 2, of: 3 }, [7, 4], ['SEG-01', 'SEG-02'])],
    [
      'after-closing',
      { late: { count: 2, last: '2026-11-05', rules: ['SEG-02', 'SEG-01'], at: line(8) } },
      told(1, { count: 2, last: '2026-11-05' }, [8], ['SEG-01', 'SEG-02']),
    ],
    [
      'overlay-not-used',
      { overlays: [{ rulebook: 'aig-tic', overlay: 'propia.yaml', at: line(1) }] },
      told(1, { rulebook: 'aig-tic', overlay: 'propia.yaml' }, [1]),
    ],
  ])('%s is told with its figures and its places: %j', ([id, some, said]) =>
    expect(anomaliesOf([printed('a', some)], new Set())).toEqual([{ id, institutions: ['a'], ...said }]),
  )
  test('of many places twenty are listed and all are counted', () => {
    const contradictions = Array.from({ length: 25 }, (_, index) => at(`SEG-${index + 10}`, index + 1))
    const [found] = anomaliesOf([printed('a', { contradictions })], new Set())
    expect([found?.params, found?.rules.length, found?.evidence.length, found?.evidence.at(-1)?.line]).toEqual([{ count: 25 }, 25, 20, 20])
  })
  test('identical answers need enough of them', () => {
    const found = anomaliesOf(
      [printed('a', answers('x', 10)), printed('b', answers('x', 10)), printed('c', answers('y', 9)), printed('d', answers('y', 9))],
      new Set(),
    )
    expect(found.map(({ id, institutions, params }) => ({ id, institutions, params }))).toEqual([
      { id: 'identical-answers', institutions: ['a', 'b'], params: { answers: 10 } },
    ])
    expect(found[0]?.evidence).toEqual(['a', 'b'].map((institution) => ({ institution, ...AT })))
    expect(anomaliesOf([printed('a', answers('x', 10)), printed('b', answers('y', 10))], new Set())).toEqual([])
  })
  test('a document of several institutions is told with each title and each requirement once, and where it is registered', () => {
    const handed = (title: string, rules: string[], of: number) => ({ documents: [{ sha256: 'aa', title, rules, at: line(of) }] })
    const all = [printed('c', handed('Uno', ['SEG-01'], 3)), printed('a', handed('Dos', ['ACT-01', 'SEG-01'], 5)), printed('b', handed('Uno', ['SEG-01'], 9))]
    expect(anomaliesOf(all, new Set())).toEqual([
      {
        id: 'shared-document',
        weight: 2,
        institutions: ['a', 'b', 'c'],
        rules: ['ACT-01', 'SEG-01'],
        params: { sha256: 'aa', titles: ['Dos', 'Uno'], count: 3 },
        evidence: [
          { institution: 'a', ...line(5) },
          { institution: 'b', ...line(9) },
          { institution: 'c', ...line(3) },
        ],
      },
    ])
  })
  test('one document in several institutions, unless it is common', () => {
    const documents = { documents: [{ sha256: 'aa', title: 'Uno', rules: ['SEG-01'], at: AT }] }
    const both = [printed('a', documents), printed('b', documents)]
    expect(anomaliesOf(both, new Set()).map(({ id, evidence }) => [id, evidence.map(({ institution }) => institution)])).toEqual([
      ['shared-document', ['a', 'b']],
    ])
    expect(anomaliesOf(both, new Set(['aa']))).toEqual([])
    expect(anomaliesOf([printed('a', { documents: [...documents.documents, ...documents.documents] })], new Set())).toEqual([])
  })
  test('notes that the same institutions share are one anomaly', () => {
    const notes = ['n1', 'n2'].map((digest, index) => ({ digest, excerpt: digest, rule: `SEG-0${index + 1}`, at: AT }))
    const [only, ...rest] = anomaliesOf([printed('a', { notes }), printed('b', { notes })], new Set())
    expect(rest).toEqual([])
    expect(only).toMatchObject({ id: 'identical-notes', institutions: ['a', 'b'], params: { notes: 2, excerpt: 'n1' }, rules: ['SEG-01', 'SEG-02'] })
    expect(only?.evidence.map(({ institution }) => institution)).toEqual(['a', 'b', 'a', 'b'])
  })
  test('not applicable stands out against five peers of the kind, not against four', () => {
    const removed = (share: number) => ({ removed: [{ rulebook: 'aig-tic', share, rules: ['SEG-01'], at: AT }] })
    const peers = ['a', 'b', 'c'].map((id) => printed(id, removed(5)))
    const far = printed('far', removed(25.1))
    expect(anomaliesOf([...peers, far], new Set())).toEqual([])
    const five = anomaliesOf([...peers, printed('d', removed(5)), far], new Set())
    expect(five.map(({ institutions, params }) => [institutions, params])).toEqual([[['far'], { rulebook: 'aig-tic', share: 25.1, median: 5, peers: 5 }]])
    expect(five[0]).toMatchObject({ rules: ['SEG-01'], evidence: [{ institution: 'far', ...AT }] })
    expect(anomaliesOf([...peers, printed('d', removed(5)), printed('near', removed(25))], new Set())).toEqual([])
    expect(anomaliesOf([...peers, printed('d', removed(5)), printed('far', removed(90), { kind: 'communal-board' })], new Set())).toEqual([])
  })
  test('words alone are of more concern where they are most of what is affirmed, and what is about more requirements comes first', () => {
    const unproven = (count: number) => ({
      unproven: { claims: 10, rules: Array.from({ length: count }, (_, index) => ({ rule: `SEG-0${index}`, at: AT })) },
    })
    const found = anomaliesOf([printed('a', unproven(3)), printed('b', unproven(5)), printed('c', unproven(6)), printed('d', unproven(8))], new Set())
    expect(found.map(({ institutions, weight, params }) => [institutions[0], weight, params['count']])).toEqual([
      ['d', 2, 8],
      ['c', 2, 6],
      ['b', 1, 5],
      ['a', 1, 3],
    ])
  })
  test('the gravest first, and no order of institutions changes anything', () => {
    const all = [
      printed('b', { late: { count: 1, last: '2026-11-05', rules: ['SEG-01'], at: AT } }),
      printed('a', { contradictions: [{ rule: 'ACT-02', at: AT }], future: [{ document: 'd', issued: '2027-01-01', at: AT }] }),
    ]
    const found = anomaliesOf(all, new Set())
    expect(found.map(({ id }) => id)).toEqual(['contradiction', 'document-after-as-of', 'after-closing'])
    expect(anomaliesOf(all.toReversed(), new Set())).toEqual(found)
  })
  test('of those as grave, in the order of their list, then of the institutions', () => {
    const future = { future: [{ document: 'd', issued: '2027-01-01', at: AT }] }
    const perfect = { perfect: [{ rulebook: 'aig-tic', declared: 100, at: AT }] }
    const found = anomaliesOf([printed('c', future), printed('a', future), printed('b', perfect)], new Set())
    expect(found.map(({ id, institutions }) => `${id} ${institutions.join(' ')}`)).toEqual([
      'full-score-no-evidence b',
      'document-after-as-of a',
      'document-after-as-of c',
    ])
  })
})
