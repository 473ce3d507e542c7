// The made-up campaign: the same bytes for the same arguments, healthy where it says so, broken where it says so.
import { createHash } from 'node:crypto'
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAndParse } from '../../scripts/bench-floor-campaign.ts'
import { BREAKAGES, STRAY } from '../../scripts/campaign-broken.ts'
import { evidenceOf } from '../../scripts/campaign-evidence.ts'
import { makeCampaign, writeInstitution, type MadeCampaign } from '../../scripts/make-campaign.ts'
import { mixOf, rosterOf } from '../../scripts/campaign-roster.ts'
import { CampaignFile } from '../../src/model/campaign.ts'
import { InputError } from '../../src/model/problem.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { assessFolder, shipped } from '../support/assess.ts'

const base = mkdtempSync(join(tmpdir(), 'cumple-campaign-'))
const [first, again] = [join(base, 'first'), join(base, 'again')]
let made: MadeCampaign

beforeAll(async () => {
  made = await makeCampaign(first, { institutions: 15 })
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** Names, kinds and bytes of everything below a folder; no link followed. */
function treeHash(folder: string): string {
  const hash = createHash('sha256')
  const walk = (path: string): void => {
    for (const name of readdirSync(path).toSorted()) {
      const here = join(path, name)
      const stat = lstatSync(here)
      hash.update(`${here.slice(folder.length)}\0`)
      if (stat.isDirectory()) walk(here)
      else if (stat.isSymbolicLink()) hash.update(readlinkSync(here))
      else if (stat.isFile()) hash.update(stat.size > 100_000_000 ? String(stat.size) : readFileSync(here))
      else hash.update('special')
    }
  }
  walk(folder)
  return hash.digest('hex')
}

const assessed = (dir: string, id: string) => assessFolder(join(dir, 'evidencias', id), { rulebooks: ['aig-tic'] })

it('gives the same bytes and names again, and others for another seed', async () => {
  await makeCampaign(again, { institutions: 15 })
  expect(treeHash(again)).toBe(treeHash(first))
  rmSync(again, { recursive: true })
  await makeCampaign(again, { institutions: 15, seed: '2' })
  expect(treeHash(again)).not.toBe(treeHash(first))
})

it('writes a campaign file that its schema accepts, with everybody in it', () => {
  const yaml = readYaml(readFileSync(join(first, 'campaign.yaml')), 'campaign.yaml')
  const campaign = CampaignFile.parse(yaml.ok ? yaml.yaml.value : undefined)
  expect(campaign.institutions).toHaveLength(15)
  expect(campaign.institutions.map(({ id }) => id).toSorted()).toEqual([...made.planted.healthy, ...made.planted.broken.map(({ id }) => id)].toSorted())
})

it('has healthy institutions that assess without a problem or an error', async () => {
  for (const id of made.planted.healthy) {
    const { results } = await assessed(first, id)
    expect(results[0]?.findings.filter(({ outcome }) => outcome === 'error').map(({ rule }) => `${id} ${rule}`)).toEqual([])
  }
})

it('counts in planted.json what is in the files', async () => {
  const written = JSON.parse(readFileSync(join(first, 'planted.json'), 'utf8')) as MadeCampaign['planted']
  expect(written).toEqual(made.planted)
  expect(written.listed).toBe(written.healthy.length + written.broken.length)
  const folders = readdirSync(join(first, 'evidencias'))
  const copies = written.broken.filter(({ kind }) => kind === 'duplicate-id').map(({ id }) => `${id}-copia`)
  const present = written.broken.filter(({ status }) => status !== 'missing').map(({ id }) => id)
  expect(folders.toSorted()).toEqual([...written.healthy, ...present, ...copies, ...written.strays].toSorted())

  const of = (id: string) => written.anomalies.filter((anomaly) => anomaly.id === id).flatMap(({ institutions }) => institutions)
  const all = await Promise.all(written.healthy.map((id) => assessed(first, id)))
  const where = (holds: (assessment: (typeof all)[number]) => boolean) => all.filter(holds).map(({ institution }) => institution.id)
  expect(where(({ documents }) => documents.some(({ issued = '' }) => issued > written.asOf))).toEqual(of('document-after-as-of'))
  expect(where(({ results }) => results[0]?.findings.some(({ answer }) => (answer?.at ?? '').slice(0, 10) > written.closes) ?? false)).toEqual(
    of('after-closing'),
  )
  expect(where(({ results }) => results[0]?.scores.declared?.low === 100)).toEqual(expect.arrayContaining(of('full-score-no-evidence')))
  expect(where(({ results }) => results[0]?.findings.some(({ contradiction }) => contradiction) ?? false)).toEqual(expect.arrayContaining(of('contradiction')))
  const digests = new Map<string, string[]>()
  for (const { institution, documents } of all)
    for (const { sha256 } of documents)
      if (sha256 !== undefined && sha256 !== written.common.sha256) digests.set(sha256, [...(digests.get(sha256) ?? []), institution.id])
  expect([...digests.values()].filter((ids) => ids.length > 1).map((ids) => ids.toSorted())).toEqual([of('shared-document')])
})

it.each(BREAKAGES)('breaks as it says: $kind', async (breakage) => {
  const town = rosterOf(193, 1, '1').find(({ tier, single }) => tier === 'municipality' && single === (breakage.kind.length % 2 === 0))!
  const folder = join(base, breakage.kind, 'evidencias', town.id)
  mkdirSync(join(folder, '..'), { recursive: true })
  cpSync(join(first, 'evidencias', STRAY), join(folder, '..', STRAY), { recursive: true })
  if (breakage.status === 'missing') return expect(breakage.exit).toBeNull()
  writeInstitution(folder, evidenceOf(town, await shipped('aig-tic'), {}, '1'), town, breakage)
  const assessment = assessFolder(folder, { rulebooks: ['aig-tic'] })
  if (breakage.exit === 3) return expect(assessment).rejects.toThrow(InputError)
  return expect(assessment).resolves.toBeDefined()
})

it('reads for the floor what the program reads', () => {
  const folder = join(first, 'evidencias', made.planted.healthy[0] ?? '')
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(readAndParse(folder).bytes).toBe(bytes.reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0))
})

it('has the sizes that the country has, and repeats a mix under other ids', () => {
  expect([15, 193, 872].map(mixOf)).toEqual([
    { states: 15, municipalities: 0, boards: 0 },
    { states: 111, municipalities: 82, boards: 0 },
    { states: 111, municipalities: 82, boards: 679 },
  ])
  const twice = rosterOf(60, 2, '1')
  expect(new Set(twice.map(({ id }) => id)).size).toBe(120)
  const mix = (copy: number) => twice.filter((institution) => institution.copy === copy).map(({ kind, quality, size, tier }) => ({ kind, quality, size, tier }))
  expect(mix(2)).toEqual(mix(1))
})
