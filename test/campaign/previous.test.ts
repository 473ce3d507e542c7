// An earlier campaign beside this one: which is taken, and what is told of it.
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Campaign } from '../../src/model/campaign.ts'
import { folderOf } from '../support/folder.ts'
import { contents, runBuilt } from '../support/run.ts'
import { dated, smallCampaign } from '../support/small-campaign.ts'

const cumple = (...args: readonly string[]) => runBuilt(args, { env: { CUMPLE_BROWSER: '/no/browser' } })
const outOf = () => join(folderOf({}), 'out')
const campaignOf = (out: string): Campaign => Campaign.parse(JSON.parse(readFileSync(join(out, 'campaign.json'), 'utf8')))

test.for(['2026-11-21', '2026-11-22'])('one of the same day or of a later one is refused, and nothing is written: %s', (day) => {
  const root = smallCampaign()
  const [later, part, out] = [outOf(), outOf(), outOf()]
  expect(cumple('batch', root, '--out', part, '--shard', '1/1').code).toBe(0)
  dated(root, day)
  expect(cumple('batch', root, '--out', later).code).toBe(0)
  dated(root, '2026-11-21')
  for (const argv of [
    ['batch', root],
    ['merge', part],
  ]) {
    const { code, err } = cumple(...argv, '--out', out, '--previous', later)
    expect(code).toBe(3)
    expect(err).toContain('campaign-not-earlier')
    expect(err).toContain(day)
    expect(existsSync(out)).toBe(false)
  }
})

test('earlier assessments that are damaged, altered or gone are told and not used; one that was never there is not', () => {
  const root = smallCampaign()
  const [before, now] = [outOf(), outOf()]
  dated(root, '2026-10-21')
  cumple('batch', root, '--out', before)
  dated(root, '2026-11-21')
  const at = (id: string) => join(before, 'instituciones', id, 'assessment.json')
  truncateSync(at('alfa'), 1_000)
  writeFileSync(at('beta'), readFileSync(at('beta'), 'utf8').replace('"credit"', ' "credit"'))
  rmSync(at('gama'))
  const { code, err } = cumple('batch', root, '--out', now, '--previous', join(before, 'campaign.json'))
  expect(code).toBe(0)
  expect(err.replaceAll(/\s+/g, ' ')).toContain('las evaluaciones anteriores de 3 instituciones faltan o no son las que se escribieron (alfa, beta, gama)')
  const used = (id: string) => (JSON.parse(readFileSync(join(now, 'instituciones', id, 'assessment.json'), 'utf8')) as { previous?: unknown }).previous
  expect(['alfa', 'beta', 'gama', 'delta'].map((id) => used(id) !== undefined)).toEqual([false, false, false, true])
  expect(campaignOf(now).previous?.asOf).toBe('2026-10-21')
  expect(cumple('batch', root, '--out', outOf(), '--previous', before, '--quiet').err).toBe('')
  expect(Object.keys(contents(before))).toContain('campaign.json')
})

test('the dashboard tells what is not compared and why, who is gone by name, and another kind', () => {
  const root = smallCampaign()
  const [before, now] = [outOf(), outOf()]
  dated(root, '2026-10-21')
  const roster = join(root, 'campaign.yaml')
  cumple('batch', root, '--out', before)
  writeFileSync(
    roster,
    readFileSync(roster, 'utf8')
      .replace(/^ {2}- \{id: eco,.*\n/m, '')
      .replace(/(id: beta, .*)kind: municipality/, '$1kind: communal-board'),
  )
  dated(root, '2026-11-21')
  const evidence = (id: string) => join(root, 'evidencias', id, 'evidence.yaml')
  writeFileSync(
    evidence('beta'),
    readFileSync(evidence('beta'), 'utf8')
      .replace('kind: municipality', 'kind: communal-board')
      .replace('answers:', 'facts: {develops_software: false}\nanswers:'),
  )
  rmSync(join(root, 'evidencias', 'eco'), { recursive: true })
  expect(cumple('batch', root, '--out', now, '--previous', before).code).toBe(0)
  const page = readFileSync(join(now, 'index.html'), 'utf8').split('id="cambios"')[1]!
  expect(page).toContain('La institución beta cambió de tipo')
  expect(page).toMatch(/No comparable\s*<[^>]+>no se le aplican los mismos requisitos/)
  expect(page).toContain('Municipio de eco')
  const csv = readFileSync(join(now, 'csv', 'deltas.csv'), 'utf8')
  expect(csv).toMatch(/^beta,Municipio de beta,aig-tic,entity,.*,not-comparable,,other-rules-apply\r$/m)
  expect(csv).toMatch(/^eco,[^,]*eco,aig-tic,entity,.*,gone,,\r$/m)
})

test('parts and their merge are against the same earlier campaign, or it is said what is lost', () => {
  const root = smallCampaign()
  const [earlier, before, against, plain] = [outOf(), outOf(), outOf(), outOf()]
  dated(root, '2026-09-21')
  cumple('batch', root, '--out', earlier)
  dated(root, '2026-10-21')
  cumple('batch', root, '--out', before)
  dated(root, '2026-11-21')
  cumple('batch', root, '--out', against, '--shard', '1/1', '--previous', before)
  cumple('batch', root, '--out', plain, '--shard', '1/1')
  const merge = (part: string, ...more: readonly string[]) => {
    const out = outOf()
    const { code, err } = cumple('merge', part, '--out', out, ...more)
    return { code, written: existsSync(out), warned: err.includes('sin --previous'), asked: err.includes('añada --previous') }
  }
  expect(merge(against, '--previous', before)).toEqual({ code: 0, written: true, warned: false, asked: false })
  expect(merge(against)).toEqual({ code: 2, written: false, warned: false, asked: true })
  expect(merge(against, '--previous', earlier)).toEqual({ code: 2, written: false, warned: false, asked: true })
  expect(merge(plain, '--previous', before)).toEqual({ code: 0, written: true, warned: true, asked: false })
  expect(merge(plain)).toEqual({ code: 0, written: true, warned: false, asked: false })
})
