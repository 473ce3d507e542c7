// What stands out in one institution, or only beside the others.
import { describe, expect, test } from 'vitest'
import { anomaliesOf } from '../../src/campaign/anomalies.ts'
import type { Prints } from '../../src/campaign/prints.ts'
import type { Printed } from '../../src/campaign/shared.ts'
import type { CampaignRow } from '../../src/model/campaign.ts'
import { AT, prints, row } from '../support/campaign-rows.ts'

describe('anomalies', () => {
  const printed = (id: string, some: Partial<Prints>, of: Partial<CampaignRow> = {}): Printed => ({ row: row(id, 50, 50, of), prints: () => prints(some) })
  const answers = (digest: string, count: number) => ({ answers: { digest, count, at: AT } })
  test('identical answers need enough of them', () => {
    const found = anomaliesOf(
      [printed('a', answers('x', 10)), printed('b', answers('x', 10)), printed('c', answers('y', 9)), printed('d', answers('y', 9))],
      new Set(),
    )
    expect(found.map(({ id, institutions, params }) => ({ id, institutions, params }))).toEqual([
      { id: 'identical-answers', institutions: ['a', 'b'], params: { answers: 10 } },
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
  })
  test('not applicable stands out against five peers of the kind, not against four', () => {
    const removed = (share: number) => ({ removed: [{ rulebook: 'aig-tic', share, rules: ['SEG-01'], at: AT }] })
    const peers = ['a', 'b', 'c'].map((id) => printed(id, removed(5)))
    const far = printed('far', removed(25.1))
    expect(anomaliesOf([...peers, far], new Set())).toEqual([])
    const five = anomaliesOf([...peers, printed('d', removed(5)), far], new Set())
    expect(five.map(({ institutions, params }) => [institutions, params])).toEqual([[['far'], { rulebook: 'aig-tic', share: 25.1, median: 5, peers: 5 }]])
    expect(anomaliesOf([...peers, printed('d', removed(5)), printed('near', removed(25))], new Set())).toEqual([])
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
})
