// Every number of every fixture's assessment, recomputed by a second scorer from the terms in the JSON.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgedDigest } from '../../src/util/judged-digest.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { coverage, creditOf, declaredOf, factorOf, grade, indices, weightOf, type Json } from './independent-scorer.ts'

const FIXTURES = join(ROOT, 'fixtures')
const folders = readdirSync(FIXTURES).filter((name) => ['cumple.yaml', 'evidence.yaml'].some((file) => existsSync(join(FIXTURES, name, file))))
const AUDITED = 'ministerio, audited'
const ends = (credit: ReturnType<typeof creditOf>) => (credit === null ? null : { low: Number(credit.low), high: Number(credit.high) })

/** A fixture, also as an auditor leaves it who turns every answer around in his own way. */
async function assessedOf(name: string): Promise<Json> {
  if (name !== AUDITED) return assessFolder(join(FIXTURES, name))
  const plain = await assessFolder(join(FIXTURES, 'ministerio'))
  const findings = plain.results.flatMap((result) => result.findings)
  const verdicts = findings.map(({ rule, answer, terms, digests }, index) => {
    const full = terms.claim === undefined ? terms.base === 10_000 : answer?.value === 'yes'
    const turn = full ? 'verdict: lower, to: partial' : 'verdict: raise, to: yes'
    const verdict = index % 4 === 0 ? 'verdict: accept' : index % 4 === 1 ? 'verdict: reject' : turn
    return `  ${rule}: {${verdict}, condition: c, evidence: "${index % 5 === 0 ? 'f'.repeat(64) : judgedDigest(digests)}"}\n`
  })
  const file = 'schema: cumple/audit@1\nauditor: A\ndate: 2026-11-20\ninstitution: mae\nverdicts:\n'
  const folder = mkdtempSync(join(tmpdir(), 'cumple-audited-'))
  try {
    writeFileSync(join(folder, 'mae.yaml'), `${file}${verdicts.join('')}`)
    return await assessFolder(join(FIXTURES, 'ministerio'), { audit: folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.for([...folders, AUDITED])('%s', async (name) => {
  const { results, observations } = JSON.parse(JSON.stringify(await assessedOf(name)))
  const off = observations.flatMap((item: Json) => (item.id === 'rulebook-unconfirmed' ? [item.params.rulebook] : []))

  test.for(results)('$id: credits, weights and factors', (result: Json) => {
    expect(result.findings.length > 0).toBe(!off.includes(result.id))
    for (const finding of result.findings) {
      const again = {
        rule: finding.rule,
        weight: weightOf(result, finding),
        factor: factorOf(result, finding),
        credit: ends(creditOf(result, finding)),
        declared: ends(declaredOf(result, finding)),
      }
      expect({ rule: finding.rule, weight: finding.weight, factor: finding.terms.factor, credit: finding.credit, declared: finding.declared }).toEqual(again)
    }
  })

  test.for(results)('$id: indices overall and per topic, both ends', (result: Json) => {
    expect(result.scores).toMatchObject(indices(result))
    for (const topic of result.topics) expect({ id: topic.id, ...topic.scores }).toMatchObject({ id: topic.id, ...indices(result, topic.id) })
  })

  test.for(results)('$id: coverage and grade', (result: Json) => {
    expect(result.coverage).toEqual(coverage(result))
    const again = grade(result)
    if (again === null) return expect(result.grade).toBeNull()
    expect(result.grade).toMatchObject(again)
  })
})

test('the municipality comes out as worked out by hand (test/fixtures/by-hand.md)', async () => {
  const { results } = await assessFolder(join(FIXTURES, 'municipio'))
  const { scores, grade: found, coverage: covered } = results.find(({ id }) => id === 'aig-tic')!
  expect(scores).toMatchObject({ compliance: { low: 6.4, high: 75.8 }, declared: { low: 8.6, high: 78 }, goodPractice: { low: 0, high: 95.7 }, weight: 3594 })
  expect(found).toMatchObject({ band: 'incipiente', provisional: true })
  expect(covered).toEqual({ applicable: 78, answeredOrMeasured: 6, fullProof: 1, removedWeight: 12.4 })
})

test('the four fixtures are there', () => expect(folders).toEqual(expect.arrayContaining(['hostil', 'ministerio', 'municipio', 'vacio'])))
