// Why a credit moved: each cause, told alike by `diff` and, where a rule got worse, by `check` with a baseline.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/assess.ts'
import { baselineOf, compareWith, diffAssessments } from '../../src/compare.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { CAUSES, type Cause } from '../../src/model/causes.ts'
import { Baseline } from '../../src/model/verdict.ts'
import type { AppliedOverlay } from '../../src/model/overlay.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { addDays } from '../../src/util/plain-date.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, okRows, type EvidenceParts } from '../support/evidence.ts'
import { METHOD, factOf, ruleOf, rulebookOf, slotOf, text } from '../support/rulebook.ts'

const NEXT = addDays(AS_OF, 1)
const LATER = addDays(AS_OF, 365)
const label = text('label')

interface World {
  readonly rules?: readonly Rule[]
  readonly parts?: EvidenceParts
  readonly asOf?: string
  readonly period?: number
  readonly book?: Partial<Rulebook>
  readonly version?: string
}
function assessed({ rules = [PAPER], parts = GOOD, asOf = AS_OF, period = 2026, book = {}, version = '1.0.0' }: World): Assessment {
  const evidence = evidenceOf(parts)
  const rulebook = rulebookOf(rules, { facts: [factOf('cloud'), factOf('deposit', { type: 'date' })], ...book })
  const settings = { asOf, generatedAt: `${asOf}T00:00:00-05:00`, version }
  return conclude({ ...evidence, manifest: { ...evidence.manifest, period } }, [{ rulebook, role: 'entity' }], settings)
}

const PAPER = ruleOf('ACT-02', { documents: [slotOf('policy')] })
const POLICY = documentOf('pol', ['policy'])
const GOOD: EvidenceParts = { answers: { 'ACT-02': 'yes' }, documents: [POLICY] }
const filed = (part: Parameters<typeof documentOf>[2]): EvidenceParts => ({ ...GOOD, documents: [{ ...POLICY, ...part }] })
const signed = (at: string, parts: EvidenceParts = GOOD): EvidenceParts => ({ ...parts, answers: { 'ACT-02': { value: 'yes', at } } })

const PAPERS = ruleOf('ACT-02', { documents: [slotOf('policy'), slotOf('more')] })
const altered: EvidenceParts = {
  ...GOOD,
  documents: [{ ...POLICY, valid_until: AS_OF }, documentOf('more', ['more'], { actualSha256: 'f'.repeat(64) })],
}

/** A rule with a table and a document, as most have. */
const BOTH = ruleOf('ACT-02', { documents: [slotOf('policy')], checks: [{ 'one-of': { label, dataset: 't', column: 'v', values: ['ok'] } }] })
const tabled = (good: number, total: number, sha: string, document: Parameters<typeof documentOf>[2] = {}): EvidenceParts => ({
  ...filed(document),
  datasets: [{ ...okRows(good, total), sha256: sha.repeat(64) }],
})
const dated = (kind: 'current' | 'yearly' | 'deadline' | 'expression'): Rule =>
  ruleOf('ACT-02', {
    checks: [
      {
        current: { current: { label, dataset: 't', column: 'd', max_age: 'P6M', threshold: 'proposed' } },
        yearly: { yearly: { label, dataset: 't', column: 'd' } },
        deadline: { deadline: { label, dataset: 't', from: 'd', to: 'v', within: '30d', threshold: 'proposed' } },
        expression: { expression: { label, dataset: 't', each: 'addDays(d, 30) >= as_of' } },
      }[kind],
    ],
  })
const row = (sha = '1'): EvidenceParts => ({ answers: { 'ACT-02': 'yes' }, datasets: [datasetOf('t', [{ d: AS_OF }], { sha256: sha.repeat(64) })] })
const YEARLY = ruleOf('ACT-02', { documents: [slotOf('policy', { for_period: true })] })
const CLOUD = ruleOf('ACT-02', { documents: [slotOf('policy')], when: 'facts.cloud' })
const OTHER = { digest: '1'.repeat(64), version: '1.1.0' }
const SEG = ruleOf('SEG-01')
const BINDING: Partial<Rulebook> = { confirmed_by: 'deposit' }
const deposited = (deposit: string): EvidenceParts => ({ ...GOOD, facts: { deposit } })
const tailored = (...changes: AppliedOverlay['changes']): Partial<Rulebook> => ({
  digest: '2'.repeat(64),
  overlay: { id: 'propia', title: text('propia'), base: { version: '1.0.0', digest: '0'.repeat(64) }, changes },
})
const change = (what: AppliedOverlay['changes'][number]['what'], id: string): AppliedOverlay['changes'][number] => ({ what, id, from: '', to: '' })
const OFF = tailored(change('off', 'SEG-01'))
const ADDED = tailored(change('added', 'SEG-01'))
const TWO = [PAPER, SEG]
const MORE: EvidenceParts = { ...GOOD, answers: { 'ACT-02': 'yes', 'SEG-01': 'no' } }

const CASES: Record<string, readonly [before: World, now: World, told: readonly string[]]> = {
  // The day, before anybody is blamed.
  'a document expired': [{ parts: filed({ valid_until: AS_OF }) }, { parts: filed({ valid_until: AS_OF }), asOf: NEXT }, ['worse evidence-expired']],
  'and another year is assessed': [
    { parts: filed({ valid_until: AS_OF }) },
    { parts: filed({ valid_until: AS_OF }), asOf: LATER, period: 2027 },
    ['worse evidence-expired'],
  ],
  'and the institution changed its kind': [
    { parts: filed({ valid_until: AS_OF }) },
    { parts: { ...filed({ valid_until: AS_OF }), institution: { kind: 'municipality' } }, asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'and the answer was signed again': [
    { parts: signed('2026-10-01', filed({ valid_until: AS_OF })) },
    { parts: signed('2027-10-01', filed({ valid_until: AS_OF })), asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'and the table grew': [
    { rules: [BOTH], parts: tabled(2, 2, '1', { valid_until: AS_OF }) },
    { rules: [BOTH], parts: tabled(3, 3, '2', { valid_until: AS_OF }), asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'and another document was altered all along': [
    { rules: [PAPERS], parts: altered },
    { rules: [PAPERS], parts: altered, asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'a document was issued meanwhile': [
    { parts: { ...filed({ issued: LATER }), institution: { kind: 'municipality' } }, period: 2025 },
    { parts: filed({ issued: LATER }), asOf: LATER, period: 2026 },
    ['improved time-passed'],
  ],
  'a renewal was issued, and was in the register': [
    { parts: { ...GOOD, documents: [{ ...POLICY, valid_until: addDays(AS_OF, -1) }, documentOf('renewed', ['policy'], { issued: NEXT })] } },
    { parts: { ...GOOD, documents: [{ ...POLICY, valid_until: addDays(AS_OF, -1) }, documentOf('renewed', ['policy'], { issued: NEXT })] }, asOf: NEXT },
    ['improved time-passed'],
  ],
  'rows grew old': [{ rules: [dated('current')], parts: row() }, { rules: [dated('current')], parts: row(), asOf: LATER, period: 2027 }, ['worse time-passed']],
  'time ran out': [
    { rules: [dated('deadline')], parts: row() },
    { rules: [dated('deadline')], parts: row(), asOf: LATER, period: 2027 },
    ['worse time-passed'],
  ],
  'an expression reads the day': [
    { rules: [dated('expression')], parts: row() },
    { rules: [dated('expression')], parts: row(), asOf: LATER, period: 2027 },
    ['worse time-passed'],
  ],
  'the renewal of a document is not why rows grew old': [
    { rules: [{ ...dated('current'), documents: [slotOf('policy')] }], parts: { ...row(), documents: [POLICY] } },
    { rules: [{ ...dated('current'), documents: [slotOf('policy')] }], parts: { ...row(), documents: [documentOf('new', ['policy'])] }, asOf: LATER },
    ['worse time-passed'],
  ],
  // The period.
  'nothing of the new year': [
    { rules: [dated('yearly')], parts: row() },
    { rules: [dated('yearly')], parts: row(), asOf: LATER, period: 2027 },
    ['worse period-changed'],
  ],
  'a document of the year before': [
    { rules: [YEARLY], parts: filed({ period: 2026 }) },
    { rules: [YEARLY], parts: filed({ period: 2026 }), period: 2027 },
    ['worse period-changed'],
  ],
  // What was handed in.
  'a document went': [{}, { parts: { ...GOOD, documents: [] } }, ['worse evidence-gone']],
  'a document arrived': [{ parts: { ...GOOD, documents: [] } }, {}, ['improved evidence-added']],
  'a table went': [{ rules: [BOTH], parts: tabled(2, 2, '1') }, { rules: [BOTH] }, ['worse evidence-gone']],
  'a table arrived': [{ rules: [BOTH] }, { rules: [BOTH], parts: tabled(2, 2, '1') }, ['improved evidence-added']],
  'a file altered': [{}, { parts: filed({ actualSha256: 'f'.repeat(64) }) }, ['worse evidence-changed']],
  'another digest registered': [{}, { parts: filed({ sha256: 'f'.repeat(64) }) }, ['worse evidence-changed']],
  'and a day passed': [{}, { parts: filed({ sha256: 'f'.repeat(64) }), asOf: NEXT }, ['worse evidence-changed']],
  'the new digest accepted': [{ parts: filed({ sha256: 'f'.repeat(64) }) }, {}, ['improved evidence-changed']],
  'the file serves another kind, a day later': [
    {},
    { parts: { ...GOOD, documents: [{ ...documentOf('a', []), kind: 'plan', sha256: POLICY.sha256!, actualSha256: POLICY.sha256! }, POLICY] }, asOf: NEXT },
    ['worse evidence-changed'],
  ],
  'another last day registered': [
    { parts: filed({ valid_until: LATER }) },
    { parts: filed({ valid_until: addDays(AS_OF, -1) }), asOf: NEXT },
    ['worse evidence-changed'],
  ],
  'rows failed, of what never had its document': [
    { rules: [BOTH], parts: { ...tabled(10, 10, '1'), documents: [] } },
    { rules: [BOTH], parts: { ...tabled(9, 10, '2'), documents: [] } },
    ['worse evidence-changed'],
  ],
  // What was said.
  'another answer, and a document expired': [
    { parts: filed({ valid_until: AS_OF }) },
    { parts: { ...filed({ valid_until: AS_OF }), answers: { 'ACT-02': 'partial' } }, asOf: NEXT },
    ['worse answer-changed'],
  ],
  'a better answer does not excuse a document': [
    { parts: { ...filed({ valid_until: AS_OF }), answers: { 'ACT-02': 'partial' } } },
    { parts: filed({ valid_until: AS_OF }), asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'a worse answer above what was measured all along': [
    { rules: [BOTH], parts: tabled(1, 2, '1', { valid_until: AS_OF }) },
    { rules: [BOTH], parts: { ...tabled(1, 2, '1', { valid_until: AS_OF }), answers: { 'ACT-02': 'partial' } }, asOf: NEXT },
    ['worse evidence-expired'],
  ],
  'no answer any more': [{}, { parts: { ...GOOD, answers: {} } }, ['worse answer-withdrawn']],
  // Who.
  'a fact taken out': [{ rules: [CLOUD], parts: { ...GOOD, facts: { cloud: true } } }, { rules: [CLOUD], parts: GOOD, asOf: NEXT }, ['worse profile-changed']],
  // The rulebook.
  'other numbers': [
    { parts: { ...GOOD, documents: [] } },
    { parts: { ...GOOD, documents: [] }, book: { ...OTHER, method: { ...METHOD, proof: { ...METHOD.proof, none: 2_000 } } } },
    ['not-comparable method-changed'],
  ],
  'its rule': [{}, { rules: [{ ...PAPER, documents: [slotOf('policy'), slotOf('more')] }], book: OTHER }, ['not-comparable rule-changed']],
  'its rule, by an overlay': [
    {},
    { rules: [{ ...PAPER, documents: [slotOf('policy'), slotOf('more')] }], book: tailored(change('threshold', 'ACT-02')) },
    ['not-comparable overlay-changed'],
  ],
  'its holidays': [
    {
      rules: [dated('deadline')].map((rule) => ({ ...rule, checks: [{ deadline: { label, dataset: 't', from: 'd', to: 'v', within: '1bd' } }] })),
      parts: row(),
      asOf: '2026-11-24',
      book: { extra_holidays: ['2026-11-23'] },
    },
    {
      rules: [dated('deadline')].map((rule) => ({ ...rule, checks: [{ deadline: { label, dataset: 't', from: 'd', to: 'v', within: '1bd' } }] })),
      parts: row(),
      asOf: '2026-11-24',
      book: OTHER,
    },
    ['worse rulebook-changed'],
  ],
  // Whether it is asked for.
  'a new rule': [{ parts: MORE }, { rules: TWO, parts: MORE, book: OTHER }, ['new rule-new']],
  'a rule less': [{ rules: TWO, parts: MORE }, { parts: MORE, book: OTHER }, ['gone rule-gone']],
  'it came into force': [
    { parts: deposited(NEXT), book: BINDING },
    { parts: { ...deposited(NEXT), documents: [] }, book: BINDING, asOf: NEXT },
    ['new in-force'],
  ],
  'it came into force with another version': [
    { parts: deposited(NEXT), book: BINDING },
    { parts: { ...deposited(NEXT), documents: [] }, book: { ...BINDING, ...OTHER }, asOf: NEXT },
    ['new in-force'],
  ],
  'it is not known to be in force any more': [{ parts: deposited(AS_OF), book: BINDING }, { parts: GOOD, book: BINDING }, ['gone not-in-force']],
  'an overlay switched it off': [{ rules: TWO, parts: MORE }, { parts: MORE, book: OFF }, ['gone overlay-off']],
  'an overlay does not switch it off any more': [{ parts: MORE, book: OFF }, { rules: TWO, parts: MORE }, ['new overlay-off-ended']],
  'an overlay added it': [{ parts: MORE }, { rules: TWO, parts: MORE, book: ADDED }, ['new overlay-added']],
  'an overlay does not add it any more': [{ rules: TWO, parts: MORE, book: ADDED }, { parts: MORE }, ['gone overlay-added-ended']],
  'it did not apply': [
    { rules: [CLOUD], parts: { ...GOOD, facts: { cloud: false } } },
    { rules: [CLOUD], parts: { ...GOOD, documents: [], facts: { cloud: true } } },
    ['new now-applies'],
  ],
  'it applies no longer': [
    { rules: [CLOUD], parts: { ...GOOD, facts: { cloud: true } } },
    { rules: [CLOUD], parts: { ...GOOD, facts: { cloud: false } } },
    ['gone no-longer-applies'],
  ],
}

const told = (before: Assessment, now: Assessment) =>
  diffAssessments(before, now)
    .results.flatMap(({ rules }) => rules)
    .filter(({ cause }) => cause !== null)
    .map((rule) => `${rule.change} ${rule.cause}`)
const causesOf = (baseline: Baseline, now: Assessment): Cause[] => compareWith(baseline, now).worse.map(({ cause }) => cause)

/** Read back, as a baseline is. */
const written = (before: Assessment): Baseline => Baseline.parse(JSON.parse(JSON.stringify(baselineOf(before))))

/** What the program wrote before it noted what causes need. */
function older(baseline: Baseline): Baseline {
  const { tool: _tool, period: _period, tables: _tables, ...rest } = baseline
  return Baseline.parse({
    ...rest,
    rulebooks: rest.rulebooks.map(({ method: _method, pending: _pending, overlay: _overlay, rules, ...book }) => ({
      ...book,
      rules: Object.fromEntries(Object.entries(rules).map(([rule, { terms: _terms, slots: _slots, ...line }]) => [rule, line])),
    })),
  })
}

describe.each(Object.entries(CASES))('%s', (_name, [before, now, expected]) => {
  const [then, current] = [assessed(before), assessed(now)]
  test('between two assessments', () => expect(told(then, current)).toEqual(expected))
  test('since a baseline', () => {
    const [which, cause] = expected[0]!.split(' ')
    const { worse, incomparable } = compareWith(written(then), current)
    if (which === 'gone') expect(worse.length + incomparable.length).toBeGreaterThan(0)
    else expect(worse.map((item) => item.cause)).toEqual(which === 'improved' ? [] : [cause])
  })
})

test('a last day that was moved in the register is not one that came', () => {
  const [before, now] = [assessed({ parts: filed({ valid_until: LATER }) }), assessed({ parts: filed({ valid_until: AS_OF }), asOf: NEXT })]
  expect(told(before, now)).toEqual(['worse evidence-changed'])
})

test('every cause but those of an auditor and of the program has a case', () => {
  const elsewhere: readonly Cause[] = ['audit-changed', 'recalculated', 'unexplained']
  const named = new Set(Object.values(CASES).flatMap(([, , expected]) => expected.map((line) => line.split(' ')[1])))
  expect(CAUSES.filter((cause) => !named.has(cause)).toSorted()).toEqual(elsewhere.toSorted())
})

describe('with nothing else to blame', () => {
  const [then, now] = [assessed({}), assessed({})]
  /** As another program might compute it. */
  const lower = (assessment: Assessment): Assessment => ({
    ...assessment,
    results: assessment.results.map((result) => ({
      ...result,
      findings: result.findings.map((finding) => ({ ...finding, credit: { low: 1, high: 1 }, terms: { ...finding.terms, factor: 1 } })),
    })),
  })
  const upgraded = lower(assessed({ version: '2.0.0' }))
  test('another version of the program, and only then', () => {
    expect(told(then, upgraded)).toEqual(['worse recalculated'])
    expect(causesOf(written(then), upgraded)).toEqual(['recalculated'])
  })
  test('else it is not known', () => {
    expect(told(then, lower(now))).toEqual(['worse unexplained'])
    expect(causesOf(written(then), lower(now))).toEqual(['unexplained'])
    expect(causesOf(older(written(then)), upgraded)).toEqual(['unexplained'])
  })
})

describe('what left a baseline, and why the content is another', () => {
  const incomparable = (before: World, now: World) => compareWith(written(assessed(before)), assessed(now)).incomparable
  test('an overlay is named, on either side', () => {
    const params = { rulebook: 'mini', before: '', now: 'propia' }
    expect(incomparable({ rules: TWO, parts: MORE }, { parts: MORE, book: OFF })).toEqual([
      { id: 'overlay-other', params },
      { id: 'rule-off', params: { rulebook: 'mini', rules: ['SEG-01'], overlay: 'propia' } },
    ])
    expect(diffAssessments(assessed({ rules: TWO, parts: MORE }), assessed({ parts: MORE, book: OFF }))).toMatchObject({
      notices: [{ id: 'overlay-other', params }],
      results: [{ compliance: { change: 'not-comparable', reason: 'overlay-other' } }],
    })
    expect(incomparable({ parts: MORE, book: OFF }, { rules: TWO, parts: MORE })).toEqual([
      { id: 'overlay-other', params: { rulebook: 'mini', before: 'propia', now: '' } },
    ])
  })
  test('so is another version beneath it', () => {
    const { overlay } = OFF
    const book: Partial<Rulebook> = { ...OFF, version: '1.1.0', overlay: { ...overlay!, base: { version: '1.1.0', digest: '3'.repeat(64) } } }
    expect(incomparable({ rules: TWO, parts: MORE }, { parts: MORE, book }).map(({ id }) => id)).toEqual(['rulebook-version', 'overlay-other', 'rule-off'])
  })
  test('what is not in force any more', () =>
    expect(incomparable({ parts: deposited(AS_OF), book: BINDING }, { parts: GOOD, book: BINDING })).toEqual([
      { id: 'rule-not-in-force', params: { rulebook: 'mini', rules: ['ACT-02'] } },
    ]))
  test('what was not asked for then is not missed', () =>
    expect(
      incomparable({ rules: [CLOUD, SEG], parts: { ...MORE, facts: { cloud: false } } }, { rules: [SEG], parts: MORE, book: OTHER }).map(({ id }) => id),
    ).toEqual(['rulebook-version']))
})

const THREE = { ...BOTH, checks: [...BOTH.checks, { 'one-of': { label, dataset: 'u', column: 'v', values: ['ok'] } }] }
const world = fc.record({
  answer: fc.constantFrom('yes', 'partial', 'no', undefined),
  at: fc.constantFrom('2026-01-01', '2027-01-01'),
  until: fc.option(fc.integer({ min: -2, max: 3 })),
  file: fc.constantFrom('there', 'none', 'altered'),
  good: fc.integer({ min: 0, max: 2 }),
  sha: fc.constantFrom('1', '2'),
  table: fc.boolean(),
  second: fc.option(fc.integer({ min: 0, max: 2 })),
  period: fc.constantFrom(2026, 2027),
  asOf: fc.integer({ min: 0, max: 2 }),
})
type Drawn = typeof world extends fc.Arbitrary<infer Value> ? Value : never
const made = ({ answer, at, until, file, good, sha, table, second, period, asOf }: Drawn): Assessment =>
  assessed({
    rules: [THREE],
    period,
    asOf: addDays(AS_OF, asOf),
    parts: {
      answers: answer === undefined ? {} : { 'ACT-02': { value: answer, at } },
      documents:
        file === 'none'
          ? []
          : [{ ...POLICY, ...(until === null ? {} : { valid_until: addDays(AS_OF, until) }), ...(file === 'altered' ? { actualSha256: 'f'.repeat(64) } : {}) }],
      datasets: [
        ...(table ? [{ ...okRows(good, 2), sha256: `${sha}${good}`.repeat(32) }] : []),
        ...(second === null ? [] : [{ ...okRows(second, 2, 'u'), sha256: `${sha}${second}`.repeat(32) }]),
      ],
    },
  })

test('on one day nothing expired and no time passed, whatever the baseline noted; who signed again is never the cause', () =>
  fc.assert(
    fc.property(world, world, fc.boolean(), (a, b, old) => {
      const [before, now] = [made(a), made({ ...b, asOf: a.asOf })]
      const baseline = old ? older(written(before)) : written(before)
      const causes = [...causesOf(baseline, now), ...told(before, now).map((line) => line.split(' ')[1])]
      expect(causes.filter((cause) => cause === 'time-passed' || cause === 'evidence-expired')).toEqual([])
      const again = made({ ...b, answer: a.answer })
      for (const cause of [...causesOf(written(before), again), ...told(before, again).map((line) => line.split(' ')[1])])
        expect(cause).not.toBe('answer-changed')
    }),
    { numRuns: 300 },
  ))

test('a baseline tells the cause that two assessments tell', () =>
  fc.assert(
    fc.property(world, world, (a, b) => {
      const [before, now] = [made(a), made(b)]
      const worse = told(before, now).filter((line) => line.startsWith('worse '))
      expect(causesOf(written(before), now).map((cause) => `worse ${cause}`)).toEqual(worse)
      expect(told(before, now).filter((line) => line.endsWith('unexplained'))).toEqual([])
    }),
    { numRuns: 300 },
  ))
