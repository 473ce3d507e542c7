// The cases of every cause: an institution before and now, and what `diff` and `check` must say of the rule.
import { conclude } from '../../src/assess.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { Dataset } from '../../src/model/evidence.ts'
import type { AppliedOverlay } from '../../src/model/overlay.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { addDays } from '../../src/util/plain-date.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, okRows, type EvidenceParts } from './evidence.ts'
import { METHOD, factOf, ruleOf, rulebookOf, slotOf, text } from './rulebook.ts'

export const NEXT = addDays(AS_OF, 1)
export const LATER = addDays(AS_OF, 365)
export const label = text('label')

export interface World {
  readonly rules?: readonly Rule[]
  readonly parts?: EvidenceParts
  readonly asOf?: string
  readonly period?: number
  readonly book?: Partial<Rulebook>
  readonly version?: string
}
export function assessed({ rules = [PAPER], parts = GOOD, asOf = AS_OF, period = 2026, book = {}, version = '1.0.0' }: World): Assessment {
  const evidence = evidenceOf(parts)
  const rulebook = rulebookOf(rules, { facts: [factOf('cloud'), factOf('deposit', { type: 'date' })], ...book })
  const settings = { asOf, generatedAt: `${asOf}T00:00:00-05:00`, version }
  return conclude({ ...evidence, manifest: { ...evidence.manifest, period } }, [{ rulebook, role: 'entity' }], settings)
}

export const PAPER = ruleOf('ACT-02', { documents: [slotOf('policy')] })
export const POLICY = documentOf('pol', ['policy'])
export const GOOD: EvidenceParts = { answers: { 'ACT-02': 'yes' }, documents: [POLICY] }
export const filed = (part: Parameters<typeof documentOf>[2]): EvidenceParts => ({ ...GOOD, documents: [{ ...POLICY, ...part }] })
const signed = (at: string, parts: EvidenceParts = GOOD): EvidenceParts => ({ ...parts, answers: { 'ACT-02': { value: 'yes', at } } })

const PAPERS = ruleOf('ACT-02', { documents: [slotOf('policy'), slotOf('more')] })
const altered: EvidenceParts = {
  ...GOOD,
  documents: [{ ...POLICY, valid_until: AS_OF }, documentOf('more', ['more'], { actualSha256: 'f'.repeat(64) })],
}

/** A rule with a table and a document, as most have. */
export const BOTH = ruleOf('ACT-02', { documents: [slotOf('policy')], checks: [{ 'one-of': { label, dataset: 't', column: 'v', values: ['ok'] } }] })
export const tabled = (good: number, total: number, sha: string, document: Parameters<typeof documentOf>[2] = {}): EvidenceParts => ({
  ...filed(document),
  datasets: [{ ...okRows(good, total), sha256: sha.repeat(64) }],
})
export const dated = (kind: 'current' | 'yearly' | 'deadline' | 'expression'): Rule =>
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
export const row = (sha = '1'): EvidenceParts => ({ answers: { 'ACT-02': 'yes' }, datasets: [datasetOf('t', [{ d: AS_OF }], { sha256: sha.repeat(64) })] })
const OPTIONAL = ruleOf('ACT-02', { documents: [slotOf('policy'), slotOf('more', { required: false })] })
const TICKED = ruleOf('ACT-02', { documents: [slotOf('policy')], criteria: [{ id: 'a', ...label }] })
const ticked = (a: boolean): EvidenceParts => ({ ...GOOD, answers: { 'ACT-02': { value: 'yes', criteria: { a } } } })
/** Every `k` of the table `t` is to stand in the table `u`. */
const COVERED = ruleOf('ACT-02', { checks: [{ coverage: { label, need: { dataset: 't', by: 'k' }, have: { dataset: 'u', by: 'k' } } }] })
const two = (first: Dataset, second: Dataset, sha: string): EvidenceParts => ({
  answers: { 'ACT-02': 'yes' },
  datasets: [first, { ...second, sha256: sha.repeat(64) }],
})
const covered = (sha: string, k = 'row 1') => two(datasetOf('t', [{ k: 'row 1' }]), datasetOf('u', [{ k }]), sha)
const AGED = ruleOf('ACT-02', {
  checks: [
    { current: { label, dataset: 't', column: 'd', max_age: 'P6M', threshold: 'proposed' } },
    { 'one-of': { label, dataset: 'u', column: 'v', values: ['ok'] } },
  ],
})
const aged = (good: number, sha: string) => two(datasetOf('t', [{ d: AS_OF }]), okRows(good, 2, 'u'), sha)
const NONE = ruleOf('ACT-02', {
  documents: [slotOf('nothing', { required: false })],
  checks: [{ 'one-of': { label, dataset: 't', column: 'v', values: ['ok'], empty: 'pass', none: 'nothing' } }],
})
const declared = (part: Parameters<typeof documentOf>[2]): EvidenceParts => ({ documents: [documentOf('signed', ['nothing'], part)], datasets: [okRows(0, 0)] })
const YEARLY = ruleOf('ACT-02', { documents: [slotOf('policy', { for_period: true })] })
export const CLOUD = ruleOf('ACT-02', { documents: [slotOf('policy')], when: 'facts.cloud' })
export const OTHER = { digest: '1'.repeat(64), version: '1.1.0' }
export const SEG = ruleOf('SEG-01')
export const BINDING: Partial<Rulebook> = { confirmed_by: 'deposit' }
export const deposited = (deposit: string): EvidenceParts => ({ ...GOOD, facts: { deposit } })
export const tailored = (...changes: AppliedOverlay['changes']): Partial<Rulebook> => ({
  digest: '2'.repeat(64),
  overlay: { id: 'propia', title: text('propia'), base: { version: '1.0.0', digest: '0'.repeat(64) }, changes },
})
export const change = (what: AppliedOverlay['changes'][number]['what'], id: string): AppliedOverlay['changes'][number] => ({ what, id, from: '', to: '' })
export const OFF = tailored(change('off', 'SEG-01'))
const ADDED = tailored(change('added', 'SEG-01'))
export const TWO = [PAPER, SEG]
export const MORE: EvidenceParts = { ...GOOD, answers: { 'ACT-02': 'yes', 'SEG-01': 'no' } }

export const CASES: Record<string, readonly [before: World, now: World, told: readonly string[]]> = {
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
  'a table that cannot be read any more': [
    { rules: [BOTH], parts: tabled(2, 2, '1') },
    { rules: [BOTH], parts: { ...GOOD, datasets: [{ ...okRows(0, 0), sha256: '2'.repeat(64), error: { code: 'stray-quote', line: 7, detail: '' } }] } },
    ['worse evidence-changed'],
  ],
  'a document that cannot be read any more': [{}, { parts: filed({ file: 'unreadable' }) }, ['worse evidence-changed']],
  'a document of the period, registered for another': [
    { rules: [YEARLY], parts: filed({ period: 2026 }) },
    { rules: [YEARLY], parts: filed({ period: 2025 }) },
    ['worse evidence-changed'],
  ],
  'a file altered, and another year': [{}, { parts: filed({ actualSha256: 'f'.repeat(64) }), period: 2027 }, ['worse evidence-changed']],
  'a file altered, and one gone that nobody needs': [
    { rules: [OPTIONAL], parts: { ...GOOD, documents: [POLICY, documentOf('more', ['more'])] } },
    { rules: [OPTIONAL], parts: filed({ actualSha256: 'f'.repeat(64) }) },
    ['worse evidence-changed'],
  ],
  'the second table of a check, a day later': [
    { rules: [COVERED], parts: covered('1') },
    { rules: [COVERED], parts: covered('2', 'other'), asOf: NEXT },
    ['worse evidence-changed'],
  ],
  'rows grew old, and another table was mended': [
    { rules: [AGED], parts: aged(1, '1') },
    { rules: [AGED], parts: aged(2, '2'), asOf: LATER },
    ['worse time-passed'],
  ],
  'the declaration that there were none expired': [
    { rules: [NONE], parts: declared({ valid_until: AS_OF }) },
    { rules: [NONE], parts: declared({ valid_until: AS_OF }), asOf: NEXT },
    ['worse evidence-expired'],
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
  'a criterion that is not ticked any more': [{ rules: [TICKED], parts: ticked(true) }, { rules: [TICKED], parts: ticked(false) }, ['worse answer-changed']],
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
  'its rule, beside an overlay of another': [
    {},
    { rules: [{ ...PAPER, documents: [slotOf('policy'), slotOf('more')] }], book: { ...tailored(change('threshold', 'SEG-01')), version: '1.1.0' } },
    ['not-comparable rule-changed'],
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
