// What must hold of every score, whatever the rulebook and the evidence (docs/method.en.md, "What always holds").
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RulebookResult } from '../../src/model/assessment.ts'
import { IS_GAP } from '../../src/model/basics.ts'
import { divideRounded, meanOneDecimal, percent } from '../../src/util/rounding.ts'
import { rulebookOf } from '../support/rulebook.ts'
import { CLAIMS, assessWorld, bookOf, partsOf, rangesOf, world, type World } from '../support/worlds.ts'

const always = (holds: (world: World) => void) =>
  fc.assert(
    fc.property(world, (w) => {
      holds(w)
    }),
    { numRuns: 300 },
  )
const resultOf = (of: World): RulebookResult => assessWorld(of).results[0]!

/** The indices of `after` that are lower than those of `before`, at either end, or that came or went. */
function lowered(before: World, after: World): string[] {
  const later = new Map(rangesOf(resultOf(after)))
  return rangesOf(resultOf(before))
    .filter(([name, range]) => {
      const now = later.get(name) ?? null
      return (now === null) !== (range === null) || (range && now && (now.low < range.low || now.high < range.high))
    })
    .map(([name]) => name)
}

test('every index lies between 0 and 100, low at most high', () =>
  always((w) => {
    const wrong = rangesOf(resultOf(w)).filter(([, range]) => range && !(range.low >= 0 && range.low <= range.high && range.high <= 100))
    expect(wrong).toEqual([])
  }))

test('proof never lifts a claim: compliance is at most declared', () =>
  always((w) => {
    const answered = { ...w, answers: { ...Object.fromEntries(w.rules.map(({ id }) => [id, 'partial' as const])), ...w.answers } }
    const [all, some] = [resultOf(answered).scores, resultOf(w).scores]
    if (all.compliance && all.declared) expect(all.compliance.low).toBeLessThanOrEqual(all.declared.low)
    if (some.compliance && some.declared) expect(some.compliance.high).toBeLessThanOrEqual(some.declared.high)
    expect(all.compliance === null).toBe(all.declared === null)
  }))

test('a document that becomes valid never lowers an index', () =>
  always((w) => {
    for (const slot of Object.keys(w.documents)) expect(lowered(w, { ...w, documents: { ...w.documents, [slot]: 'current' } })).toEqual([])
  }))

test('a failing row that passes never lowers an index', () =>
  always((w) => {
    const better = Object.entries(w.tables).flatMap(([id, rows]) =>
      (rows ?? []).flatMap((ok, at) => (ok ? [] : [{ ...w, tables: { ...w.tables, [id]: rows!.with(at, true) } }])),
    )
    for (const after of better) expect(lowered(w, after)).toEqual([])
  }))

test('a higher claim never lowers an index', () =>
  always((w) => {
    for (const [rule, claim] of Object.entries(w.answers)) {
      for (const higher of CLAIMS.slice(CLAIMS.indexOf(claim) + 1)) expect(lowered(w, { ...w, answers: { ...w.answers, [rule]: higher } })).toEqual([])
    }
  }))

const reversed = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).toReversed())
test('the order of rules, answers, documents and tables changes nothing', () =>
  fc.assert(
    fc.property(world, fc.nat(), (w, turn) => {
      const book = bookOf(w.rules)
      const turned = [...book.rules.slice(turn % book.rules.length), ...book.rules.slice(0, turn % book.rules.length)].toReversed()
      const parts = partsOf({ ...w, answers: reversed(w.answers), documents: reversed(w.documents), tables: reversed(w.tables) })
      const [one, other] = [resultOf(w), assessWorld(w, [{ ...book, rules: turned }], { parts }).results[0]!]
      const plain = ({ findings, grade, ...rest }: RulebookResult) => ({
        ...rest,
        grade: grade && { ...grade, cappedBy: grade.cappedBy.toSorted() },
        findings: findings.map(({ locations: _locations, ...finding }) => finding).toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
      })
      expect(plain(other)).toEqual(plain(one))
    }),
  ))

test('a second rulebook and the language change nothing', () =>
  always((w) => {
    const other = rulebookOf([], { id: 'other', rules: w.rules.map((rule) => ({ ...rule, id: `${rule.id}9`, severity: 'low' })), facts: bookOf([]).facts })
    expect(assessWorld(w, [other, bookOf(w.rules)], { lang: 'en' }).results[1]).toEqual(resultOf(w))
  }))

test('where nothing applies nothing is calculable', () =>
  always((w) => {
    const result = resultOf({ ...w, rules: w.rules.map((rule) => ({ ...rule, when: 'false' })) })
    expect(rangesOf(result).map(([, range]) => range)).toEqual(rangesOf(result).map(() => null))
    expect([result.grade, result.plan, result.scores.maturity]).toEqual([null, [], null])
  }))

test('the plan holds every gap once, must first, and its running index climbs to all musts closed', () =>
  always((w) => {
    const { plan, findings, scores } = resultOf(w)
    expect(plan.map(({ rule }) => rule).toSorted()).toEqual(
      findings
        .filter(({ outcome }) => IS_GAP[outcome])
        .map(({ rule }) => rule)
        .toSorted(),
    )
    const musts = plan.filter(({ obligation }) => obligation === 'must')
    expect(plan.slice(0, musts.length)).toEqual(musts)
    if (scores.compliance === null) return expect(plan.filter(({ running }) => running !== null)).toEqual([])
    const running = [scores.compliance.low, ...plan.map((step) => step.running!)]
    for (const [index, value] of running.entries()) expect(value).toBeGreaterThanOrEqual(running[index - 1] ?? 0)
    if (plan.length > 0) expect(running.at(-1)).toBe(100)
    // Each printed number is off by at most 0.05.
    for (const [index, { gain }] of musts.entries()) expect(Math.abs(running[index + 1]! - running[index]! - gain)).toBeLessThanOrEqual(0.15 + 1e-9)
    for (const step of plan.slice(musts.length)) expect(step.running).toBe(100)
  }))

test('the plan goes by points per effort, then severity, then id', () =>
  always((w) => {
    const { plan, findings, method } = resultOf(w)
    const key = (rule: string) => {
      const finding = findings.find((candidate) => candidate.rule === rule)!
      return {
        must: finding.obligation === 'must',
        value: (finding.weight * (10_000 - finding.credit!.low)) / method.effort[plan.find((step) => step.rule === rule)!.effort],
        severity: Object.keys(method.weights).indexOf(finding.severity),
        rule,
      }
    }
    for (const [index, step] of plan.entries()) {
      const [a, b] = [key(plan[index - 1]?.rule ?? step.rule), key(step.rule)]
      if (a.must !== b.must) continue
      expect(a.value).toBeGreaterThanOrEqual(b.value - 1e-6)
      if (Math.abs(a.value - b.value) < 1e-6) expect(a.severity < b.severity || (a.severity === b.severity && a.rule <= b.rule)).toBe(true)
    }
  }))

/** Half away from zero in exact arithmetic. */
const exact = (part: bigint, whole: bigint): number => {
  const [quotient, rest] = [part / whole, part % whole]
  return Number(rest * 2n >= whole ? quotient + 1n : quotient)
}
const counts = fc.tuple(fc.nat(10 ** 12), fc.integer({ min: 1, max: 10 ** 12 }))
test('rounding is half away from zero', () =>
  fc.assert(
    fc.property(counts, ([part, whole]) => {
      expect(divideRounded(part, whole)).toBe(exact(BigInt(part), BigInt(whole)))
      expect(percent(part, whole)).toBe(exact(BigInt(part) * 1_000n, BigInt(whole)) / 10)
    }),
    { numRuns: 5_000, examples: [[[1, 2]], [[1, 2_000]], [[3, 2_000]], [[2_999, 20_000]], [[1, 3]], [[2, 3]]] },
  ))

test.for<[part: number, whole: number, is: number]>([
  [1, 3, 33.3],
  [2, 3, 66.7],
  [1, 2_000, 0.1],
  [1, 2_001, 0],
  [8_995, 10_000, 90],
  [0, 5, 0],
  [5, 5, 100],
])('%i of %i is %d percent', ([part, whole, is]) => expect(percent(part, whole)).toBe(is))
test('a mean of levels has one decimal', () => expect([meanOneDecimal(7, 3), meanOneDecimal(5, 4), meanOneDecimal(1, 20)]).toEqual([2.3, 1.3, 0.1]))
