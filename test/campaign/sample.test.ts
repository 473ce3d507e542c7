// The sample: drawn by chance without depending on order, sized by stratum, an estimate that covers the truth; and the list by risk.
import { expect, test } from 'vitest'
import { allocate, estimateOf } from '../../src/campaign/allocation.ts'
import { drawSample } from '../../src/campaign/sample.ts'
import type { CampaignDetail, FindingRow } from '../../src/model/campaign.ts'
import { sha256 } from '../../src/util/canonical-json.ts'
import { chance, madeCampaign } from '../support/campaign.ts'

const { campaign, details } = madeCampaign(60, { seed: 7 })
const rows = campaign.institutions
const draw = (size: number, seed = 'azar', more: Partial<Parameters<typeof drawSample>[2]> = {}) => drawSample(rows, details, { size, seed, ...more })
const places = (items: readonly { institution: string; rule: string }[]) => items.map(({ institution, rule }) => `${institution} ${rule}`)
const isClaim = ({ answer, outcome }: FindingRow) => outcome !== 'not-applicable' && (answer === 'yes' || answer === 'partial')
const population = [...details()].flatMap(({ institution, findings }) => findings.filter(isClaim).map((finding) => ({ institution, ...finding })))

test('the same seed draws the same, another seed does not', () => {
  expect(draw(40)).toEqual(draw(40))
  expect(places(draw(40, 'otra').random)).not.toEqual(places(draw(40).random))
})

test('the order of institutions and of findings does not matter', () => {
  const reversed = [...details()].toReversed().map((detail) => ({ ...detail, findings: detail.findings.toReversed() }))
  expect(drawSample(rows.toReversed(), () => reversed, { size: 40, seed: 'azar' })).toEqual(draw(40))
})

test('one institution more changes no ticket: what is drawn of a stratum of the same size stays, but for its own', () => {
  const [extra] = [...details()]
  const more = { ...extra!, institution: 'zz-nueva' }
  const kind = rows.find(({ id }) => id === extra!.institution)!.kind
  const with_ = drawSample([...rows, { ...rows[0]!, id: 'zz-nueva', kind, status: 'assessed' }], () => [...details(), more], { size: 40, seed: 'azar' })
  const before = new Set(places(draw(40).random))
  const lost = places(with_.random).filter((place) => !place.startsWith('zz-nueva') && !before.has(place))
  // Only where the allocation moved by one.
  expect(lost.length).toBeLessThanOrEqual(2)
})

test('strata are the claims by kind and obligation, and sums agree', () => {
  const sample = draw(50)
  expect(sample.strata.reduce((sum, { population: all }) => sum + all, 0)).toBe(population.length)
  expect(sample.strata.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(50)
  expect(sample.random).toHaveLength(50)
  for (const { stratum, population: all, drawn } of sample.strata) {
    expect(sample.random.filter((item) => item.stratum === stratum)).toHaveLength(drawn)
    expect(Math.abs(drawn - (50 * all) / population.length)).toBeLessThan(1.5)
    expect(drawn).toBeGreaterThan(0)
  }
  expect(new Set(places(sample.random)).size).toBe(50)
  const obligations = new Map(population.map(({ rule, obligation }) => [rule, obligation]))
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]))
  for (const { institution, rule, stratum } of sample.random)
    expect(stratum).toBe(`${kinds.get(institution)}/${obligations.get(rule) === 'must' ? 'must' : 'other'}`)
  const claims = new Set(places(population))
  expect(places(sample.random).filter((place) => !claims.has(place))).toEqual([])
})

test('what is no claim is never drawn: unconfirmed, not applicable, answered no, not assessed', () => {
  const changed = (change: Partial<FindingRow>) =>
    [...details()].map((detail) => ({ ...detail, findings: detail.findings.map((finding) => ({ ...finding, ...change })) }))
  const drawn = (list: readonly CampaignDetail[]) => drawSample(rows, () => list, { size: 10, seed: 's' }).random.length
  expect(drawn(changed({ obligation: 'unconfirmed', contradiction: true }))).toBe(0)
  expect(drawn(changed({ outcome: 'not-applicable', answer: 'yes' }))).toBe(0)
  expect(drawn(changed({ answer: 'no' }))).toBe(0)
  expect(drawn(changed({ answer: null, outcome: 'unmet' }))).toBe(0)
  expect(drawn(changed({ answer: null, outcome: 'partial' }))).toBe(10)
  expect(drawn(changed({ answer: null, outcome: 'satisfied' }))).toBe(10)
  expect(
    drawSample(
      rows.map((row) => ({ ...row, status: 'rejected' as const })),
      details,
      { size: 10, seed: 's' },
    ).random,
  ).toEqual([])
})

test('an institution in two roles of a rulebook makes one claim with one answer, and one risk', () => {
  const twice = [...details()].map((detail) => ({ ...detail, findings: [...detail.findings, ...detail.findings] }))
  expect(drawSample(rows, () => twice, { size: 40, seed: 'azar' })).toEqual(draw(40))
})

test('more than there are: all of them, and no error', () => {
  const sample = draw(100_000, 'azar', { verdicts: (_institution, rule) => (rule.endsWith('1') ? 'reject' : 'accept') })
  expect(sample.random).toHaveLength(population.length)
  const held = population.filter(({ rule }) => !rule.endsWith('1')).length
  expect(sample.estimate).toEqual({ judged: population.length, upheld: Math.round((1000 * held) / population.length) / 10, error: 0 })
})

test('none asked, none drawn', () => expect(draw(0)).toMatchObject({ random: [], risk: [], estimate: null }))

test.for<[number, number[], number[]]>([
  [10, [50, 30, 20], [5, 3, 2]],
  [10, [1000, 1, 1], [8, 1, 1]],
  [10, [0, 5, 5], [0, 5, 5]],
  [99, [3, 4], [3, 4]],
  [2, [9, 10, 11], [0, 1, 1]],
  [1, [5, 5], [1, 0]],
  [3, [5, 5], [2, 1]],
  [7, [10, 10, 10], [3, 2, 2]],
  [10, [53, 36, 11], [5, 4, 1]],
  [5, [], []],
])('allocation of %i over %j', ([size, populations, drawn]) => expect(allocate(size, populations)).toEqual(drawn))

test('allocation: always the size, never above the stratum, one each where possible', () => {
  const random = chance(3)
  for (let turn = 0; turn < 2_000; turn += 1) {
    const populations = Array.from({ length: 1 + Math.floor(random() * 12) }, () => Math.floor(random() ** 3 * 300))
    const all = populations.reduce((sum, n) => sum + n, 0)
    const size = Math.floor(random() * 120)
    const drawn = allocate(size, populations)
    expect(drawn.reduce((sum, n) => sum + n, 0)).toBe(Math.min(size, all))
    const filled = populations.filter((n) => n > 0).length
    for (const [at, n] of drawn.entries()) {
      expect(n).toBeLessThanOrEqual(populations[at]!)
      if (size >= filled && populations[at]! > 0) expect(n).toBeGreaterThan(0)
    }
  }
})

test.for([
  // By hand: v = 0.6²·0.9·0.5·0.5/5 + 0.4²·0.9·0.75·0.25/3 = 0.0162 + 0.009, half-width = 1.96·√0.0252.
  {
    strata: [
      { population: 60, judged: 6, upheld: 3 },
      { population: 40, judged: 4, upheld: 3 },
    ],
    upheld: 60,
    error: 31.1,
  },
  { strata: [{ population: 100, judged: 10, upheld: 10 }], upheld: 100, error: 30 },
  { strata: [{ population: 5, judged: 5, upheld: 3 }], upheld: 60, error: 0 },
  { strata: [{ population: 50, judged: 1, upheld: 1 }], upheld: 100, error: 97 },
  {
    strata: [
      { population: 50, judged: 10, upheld: 5 },
      { population: 50, judged: 0, upheld: 0 },
    ],
    upheld: 50,
    error: 29.2,
  },
])('estimate $upheld ± $error', ({ strata, upheld, error }) => {
  expect(estimateOf(strata)).toEqual({ judged: strata.reduce((sum, { judged }) => sum + judged, 0), upheld, error })
})

test('a stratum with one verdict takes the pooled variance', () => {
  const few = estimateOf([
    { population: 90, judged: 9, upheld: 6 },
    { population: 10, judged: 1, upheld: 0 },
  ])!
  const pooled = (0.6 * 0.4 * 10) / 9
  const v = (0.81 * 0.9 * (6 / 9) * (3 / 9)) / 8 + 0.01 * 0.9 * pooled
  expect(few).toEqual({ judged: 10, upheld: 60, error: Math.round(1960 * Math.sqrt(v)) / 10 })
})

test('the estimate is right on average, and its interval covers the truth', () => {
  // Whether a claim holds follows from who makes it: strata differ, as in life.
  const share: Record<string, number> = { 'central-government': 0.9, 'autonomous-entity': 0.75, municipality: 0.55, 'communal-board': 0.4 }
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind!]))
  const holds = (institution: string, rule: string) =>
    Number.parseInt(sha256(`${institution} ${rule}`).slice(0, 8), 16) / 2 ** 32 < share[kinds.get(institution)!]!
  const truth = (100 * population.filter(({ institution, rule }) => holds(institution, rule)).length) / population.length
  const seeds = Array.from({ length: 200 }, (_, at) => `semilla-${at}`)
  const estimates = seeds.map((seed) => draw(60, seed, { verdicts: (institution, rule) => (holds(institution, rule) ? 'accept' : 'lower') }).estimate!)
  const mean = estimates.reduce((sum, { upheld }) => sum + upheld, 0) / seeds.length
  const covered = estimates.filter(({ upheld, error }) => Math.abs(upheld - truth) <= error).length
  // Four standard errors of the mean of 200.
  expect(Math.abs(mean - truth)).toBeLessThan((4 * estimates[0]!.error) / 1.96 / Math.sqrt(200))
  expect(covered).toBeGreaterThanOrEqual(180)
})

test('verdicts only on some of the drawn, and raise counts as upheld', () => {
  const first = draw(30).random[0]!
  expect(
    draw(30, 'azar', { verdicts: (institution, rule) => (institution === first.institution && rule === first.rule ? 'raise' : undefined) }).estimate,
  ).toMatchObject({
    judged: 1,
    upheld: 100,
  })
})

const finding = (rule: string, change: Partial<FindingRow>): FindingRow => ({
  ...population[0]!,
  rule,
  contradiction: false,
  answer: 'no',
  removed: null,
  outcome: 'unmet',
  obligation: 'must',
  ...change,
})
const strip = ({ institution: _institution, ...rest }: FindingRow & { institution?: string }): FindingRow => rest
const risksOf = (size: number, list: Record<string, FindingRow[]>) =>
  drawSample(
    Object.keys(list).map((id) => ({ ...rows[0]!, id, kind: 'municipality', status: 'assessed' })),
    () => Object.entries(list).map(([institution, findings]) => ({ institution, findings: findings.map(strip), evidence: [] })),
    { size, seed: 's' },
  ).risk.map(({ institution, rule, why }) => `${institution} ${rule} ${why.join('+')}`)

test('by risk: contradictions, then no proof by severity and weight, then removed', () => {
  expect(
    risksOf(10, {
      b: [
        finding('AA-01', { outcome: 'not-applicable', removed: 'answer', severity: 'critical' }),
        finding('AA-02', { answer: 'yes', assurance: 'none', severity: 'medium', weight: 5 }),
        finding('AA-03', { contradiction: true, answer: 'yes', assurance: 'declared', severity: 'low' }),
        finding('AA-04', { outcome: 'not-applicable', removed: 'when' }),
        finding('AA-05', { answer: 'yes', assurance: 'documented', severity: 'critical' }),
        finding('AA-06', { answer: 'partial', assurance: 'declared', severity: 'critical' }),
        finding('AA-07', { answer: 'yes', assurance: 'none', outcome: 'not-applicable', severity: 'critical' }),
      ],
      a: [
        finding('AA-01', { outcome: 'not-applicable', removed: 'fact', severity: 'high' }),
        finding('AA-02', { answer: 'yes', assurance: 'declared', severity: 'medium', weight: 9 }),
        finding('AA-03', { answer: 'yes', assurance: 'declared', severity: 'critical' }),
        finding('AA-04', { answer: 'yes', assurance: 'declared', obligation: 'should', severity: 'critical' }),
        finding('AA-05', { contradiction: true, obligation: 'unconfirmed' }),
      ],
    }),
  ).toEqual(['b AA-03 contradiction+no-proof', 'a AA-03 no-proof', 'a AA-02 no-proof', 'b AA-02 no-proof', 'b AA-01 removed', 'a AA-01 removed'])
})

test('by risk: of one rule in two roles the graver reason, whichever comes first', () => {
  const roles = [finding('AA-01', { answer: 'yes', assurance: 'none', severity: 'critical' }), finding('AA-01', { contradiction: true, severity: 'low' })]
  for (const list of [roles, roles.toReversed()]) expect(risksOf(5, { a: list })).toEqual(['a AA-01 contradiction'])
})

test('by risk: three of one institution before its fourth, and never more than asked', () => {
  const many = Array.from({ length: 9 }, (_, at) => finding(`AA-0${at + 1}`, { contradiction: true }))
  const removed = Array.from({ length: 4 }, (_, at) => finding(`AA-0${at + 1}`, { outcome: 'not-applicable', removed: 'answer' }))
  expect(risksOf(9, { a: many.toReversed() })).toEqual(many.map(({ rule }) => `a ${rule} contradiction`))
  expect(risksOf(4, { a: many, b: removed }).map((line) => line[0])).toEqual(['a', 'a', 'a', 'b'])
  const one = [finding('AA-01', { outcome: 'not-applicable', removed: 'answer', severity: 'low' })]
  expect(risksOf(5, { a: many, b: one, c: one }).map((line) => line[0])).toEqual(['a', 'a', 'a', 'b', 'c'])
  expect(risksOf(7, { a: many, b: one, c: one }).filter((line) => line.startsWith('a'))).toHaveLength(5)
})

test('reads the details once and keeps none of their objects: one that is overwritten while reading changes nothing', () => {
  let reads = 0
  const shared: { institution: string; findings: FindingRow[]; evidence: [] } = { institution: '', findings: [], evidence: [] }
  const cells = Array.from({ length: 12 }, () => ({ ...population[0]! }))
  function* reusing(): Iterable<CampaignDetail> {
    reads += 1
    for (const { institution, findings } of details()) {
      shared.institution = institution
      shared.findings = findings.map((from, at) => Object.assign(cells[at]!, from))
      yield shared
      shared.findings.length = 0
    }
  }
  expect(drawSample(rows, reusing, { size: 40, seed: 'azar' })).toEqual(draw(40))
  expect(reads).toBe(1)
})
