// Which document proves what a rule asks for: cited or by the register, the best of several, one file under several names.
import { expect, test } from 'vitest'
import { expiringSoon } from '../../src/expiring.ts'
import type { DocumentRecord } from '../../src/model/evidence.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import { assessed, one } from '../support/cases.ts'
import { AS_OF, documentOf } from '../support/evidence.ts'
import { ruleOf, rulebookOf, slotOf } from '../support/rulebook.ts'

const slots = (documents: Rule['documents'], records: readonly DocumentRecord[], cited?: string[]) =>
  one({ documents }, { answers: { 'ACT-02': { value: 'yes', ...(cited ? { documents: cited } : {}) } }, documents: records }).slots.map(
    ({ document, state }) => `${document ?? '—'} ${state}`,
  )
const loose = (id: string, part: Partial<DocumentRecord> = {}): DocumentRecord => {
  const { fulfils: _fulfils, ...rest } = documentOf(id, [], part)
  return rest
}
const TWO = [slotOf('first'), slotOf('plan', { kind: 'plan' })]

test('a document that names no slot counts where the answer cites it, for the slot of its kind', () => {
  expect(slots(TWO, [loose('a', { kind: 'plan' })], ['a'])).toEqual(['— not-provided', 'a current'])
  expect(slots(TWO, [loose('a', { kind: 'plan' })])).toEqual(['— not-provided', '— not-provided'])
  expect(slots(TWO, [loose('a', { kind: 'plan' }), loose('b')], ['b'])).toEqual(['b current', '— not-provided'])
})
test('one of no kind that is asked for stands in the first, as of the wrong kind', () =>
  expect(slots(TWO, [loose('a', { kind: 'statement' })], ['a'])).toEqual(['a wrong-kind', '— not-provided']))
test('one that names its slot counts for no other, though the answer cites it', () =>
  expect(slots(TWO, [documentOf('a', ['plan'])], ['a'])).toEqual(['— not-provided', 'a wrong-kind']))

test.for<[what: string, parts: readonly Partial<DocumentRecord>[], best: string]>([
  ['the one that counts', [{ valid_until: '2026-11-20' }, {}], 'd1 current'],
  ['of two that count, the one that never ends', [{ valid_until: '2027-01-01' }, {}], 'd1 current'],
  ['of two that count, the one that lasts longer', [{ valid_until: '2027-01-01' }, { valid_until: '2027-02-01' }], 'd1 current'],
  ['of two that last as long, the first by its id', [{ valid_until: '2027-01-01' }, { valid_until: '2027-01-01' }], 'd0 current'],
])('of several documents speaks %s', ([, parts, best]) => {
  const records = parts.map((part, index) => documentOf(`d${index}`, ['policy'], part))
  expect(slots([slotOf('policy')], records)).toEqual([best])
  expect(slots([slotOf('policy')], records.toReversed())).toEqual([best])
})

const same = (first: Partial<DocumentRecord>, second: Partial<DocumentRecord>) => {
  const { sha256, actualSha256 } = documentOf('a', [])
  const [a, b] = [documentOf('a', ['policy'], first), documentOf('b', ['plan'], { sha256: sha256!, actualSha256: actualSha256!, ...second })]
  return slots([slotOf('policy'), slotOf('plan', { kind: ['plan', 'policy'] })], [a, b])
}
test('one file serves one kind, and as many documents of that kind as name it', () => {
  expect(same({}, { kind: 'plan' })).toEqual(['a current', 'b reused'])
  expect(same({}, {})).toEqual(['a current', 'b current'])
})
test('a file that is not what was registered keeps no other from serving', () => {
  const altered = documentOf('other', []).sha256!
  expect(same({ sha256: altered }, { kind: 'plan' })).toEqual(['a altered', 'b current'])
  expect(same({ file: 'missing' }, { kind: 'plan' })).toEqual(['a file-missing', 'b current'])
})

test('an undated document where an age is asked for lacks its date, once', () => {
  const { issued: _issued, ...undated } = documentOf('doc', ['policy'])
  const lacking = (needs: ('issued' | 'number')[]) => {
    const kinds = [{ id: 'policy', title: { es: 'p', en: 'p' }, needs }]
    const rule = ruleOf('ACT-02', { documents: [slotOf('policy', { max_age: 'P1Y' })] })
    return assessed(rulebookOf([rule], { document_kinds: kinds }), { answers: { 'ACT-02': 'yes' }, documents: [undated] }).results[0]!.findings[0]!.slots[0]!
      .detail
  }
  expect([lacking([]), lacking(['issued']), lacking(['number'])]).toEqual([['issued'], ['issued'], ['number', 'issued']])
})

test.for<[part: Partial<DocumentRecord>, state: string, detail: string[]]>([
  [{ kind: 'plan' }, 'wrong-kind', ['plan']],
  [{ period: 2025 }, 'wrong-period', ['2025']],
  [{}, 'wrong-period', []],
])('what is wrong with a document of %j is %s, %j', ([part, state, detail]) => {
  const { slots: found } = one({ documents: [slotOf('policy', { for_period: true })] }, { documents: [documentOf('doc', ['policy'], part)] })
  expect(found[0]).toMatchObject({ state, detail })
})

test('the threshold is told where the age ends the use, and not where its own last day does', () => {
  const told = (valid_until: string) =>
    one(
      { documents: [slotOf('policy', { max_age: 'P6M', threshold: 'proposed' })] },
      { documents: [documentOf('doc', ['policy'], { valid_until })] },
    ).slots.map(({ until, threshold }) => [until, threshold])[0]
  expect([told('2026-11-30'), told('2026-12-01'), told('2026-12-02')]).toEqual([
    ['2026-11-30', undefined],
    ['2026-12-01', undefined],
    ['2026-12-01', 'proposed'],
  ])
})

test('a document that several rules use ends with the first use, and all of them are told', () => {
  const aged = (id: string, max_age: string) => ruleOf(id, { documents: [slotOf('policy', { max_age })] })
  const soon = (...ages: string[]) =>
    expiringSoon(
      assessed(rulebookOf(ages.map((age, index) => aged(`ACT-0${index + 2}`, age))), { documents: [documentOf('pol', ['policy'])] }).results,
      AS_OF,
      60,
    )
  const first = { document: 'pol', until: '2026-12-01', days: 10 }
  expect(soon('P6M', 'P7M')).toEqual([{ ...first, rules: ['ACT-02', 'ACT-03'] }])
  expect(soon('P7M', 'P6M')).toEqual([{ ...first, rules: ['ACT-02', 'ACT-03'] }])
  expect(soon('P6M', 'P9M')).toEqual([{ ...first, rules: ['ACT-02'] }])
})
