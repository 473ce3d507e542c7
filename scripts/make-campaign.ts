// Writes the campaign of a whole country, made up: campaign.yaml, evidencias/<id>/…, and planted.json, which says what was planted.
// The same arguments give the same bytes. Run: node scripts/make-campaign.ts OUT_DIR [--institutions N] [--times K] [--seed S]
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Rulebook } from '../src/model/rulebook.ts'
import { loadRulebook } from '../src/rulebook/load.ts'
import { STRAY, writeFiles, type Breakage } from './campaign-broken.ts'
import { DECREE, DECREE_TITLE, sha256 } from './campaign-documents.ts'
import { evidenceOf, type Evidence } from './campaign-evidence.ts'
import { planOf, type PlantedAnomaly } from './campaign-planted.ts'
import { COUNTRY, rosterOf, staffBand, type Institution } from './campaign-roster.ts'

const RULEBOOK = 'aig-tic'
const AS_OF = '2026-11-21'
const CLOSES = '2026-10-31'

export interface CampaignOptions {
  readonly institutions?: number | undefined
  readonly times?: number | undefined
  readonly seed?: string | undefined
}

/** What `planted.json` says. */
export interface PlantedFile {
  readonly asOf: string
  readonly closes: string
  readonly seed: string
  readonly listed: number
  readonly healthy: readonly string[]
  readonly broken: readonly { readonly id: string; readonly kind: string; readonly status: string; readonly code?: string; readonly exit: number | null }[]
  readonly strays: readonly string[]
  readonly anomalies: readonly PlantedAnomaly[]
  readonly common: { readonly sha256: string; readonly title: string }
}

export interface MadeCampaign {
  readonly planted: PlantedFile
  readonly files: number
  readonly bytes: number
  readonly rows: number
}

/** Writes the campaign into a folder that is empty or not there. */
export async function makeCampaign(dir: string, { institutions = COUNTRY, times = 1, seed = '1' }: CampaignOptions = {}): Promise<MadeCampaign> {
  mkdirSync(dir, { recursive: true })
  if (readdirSync(dir).length > 0) throw new Error(`${dir}: not empty`)
  const rulebook = await loadRulebook(join(import.meta.dirname, '..', 'rules', RULEBOOK), `rules/${RULEBOOK}`)
  const roster = rosterOf(institutions, times, seed)
  const common = { sha256: sha256(DECREE), title: DECREE_TITLE }
  const [healthy, broken, anomalies]: [string[], PlantedFile['broken'][number][], PlantedAnomaly[]] = [[], [], []]
  let rows = 0
  for (let copy = 1; copy <= times; copy += 1) {
    const part = roster.filter((institution) => institution.copy === copy)
    const plan = planOf(part, seed)
    anomalies.push(...plan.anomalies)
    for (const institution of part) {
      const { id } = institution
      const breakage = plan.broken.get(id)
      if (breakage) {
        const { kind, status, code, exit } = breakage
        broken.push({ id, kind, status, ...(code === undefined ? {} : { code }), exit })
        if (status === 'missing') continue
      } else healthy.push(id)
      rows += writeInstitution(join(dir, 'evidencias', id), evidenceOf(institution, rulebook, plan.planted.get(id) ?? {}, seed), institution, breakage)
    }
  }
  writeStray(dir, roster, rulebook, seed)
  const planted = { asOf: AS_OF, closes: CLOSES, seed, listed: roster.length, healthy, broken, strays: [STRAY], anomalies, common }
  writeFileSync(join(dir, 'campaign.yaml'), campaignYaml(roster, rulebook, common))
  writeFileSync(join(dir, 'planted.json'), `${JSON.stringify(planted, null, 1)}\n`)
  return { planted, rows, ...sizeOf(dir) }
}

/** Writes one institution, broken as `breakage` says; how many rows its tables have. */
export function writeInstitution(folder: string, evidence: Evidence, institution: Institution, breakage?: Breakage): number {
  breakage?.alter?.(evidence, institution)
  writeFiles(folder, evidence.files)
  breakage?.place?.(folder, evidence, institution)
  return evidence.rows
}

/** A folder that nobody listed. */
function writeStray(dir: string, [first]: readonly Institution[], rulebook: Rulebook, seed: string): void {
  if (!first) return
  const stray: Institution = { ...first, id: STRAY, name: 'Oficina ficticia que nadie espera', tier: 'board', size: 0 }
  writeFiles(join(dir, 'evidencias', STRAY), evidenceOf(stray, rulebook, {}, seed).files)
}

function campaignYaml(roster: readonly Institution[], rulebook: Rulebook, common: PlantedFile['common']): string {
  const text = (value: string) => JSON.stringify(value)
  return [
    '# Campaña inventada por scripts/make-campaign.ts: ninguna institución, persona ni documento es real.',
    'schema: cumple/campaign@1',
    'name: Evaluación nacional ficticia 2026',
    `as_of: ${AS_OF}`,
    `closes: ${CLOSES}`,
    `rulebooks: [{id: ${rulebook.id}, version: ${rulebook.version}}]`,
    `common_documents: [{sha256: "${common.sha256}", title: ${text(common.title)}}]`,
    'institutions:',
    ...roster.map((institution) => {
      const { id, name, kind, sector, province } = institution
      return `  - {id: ${id}, name: ${text(name)}, kind: ${kind}, sector: ${text(sector)}, province: ${text(province)}, staff_band: ${text(staffBand(institution))}}`
    }),
    '',
  ].join('\n')
}

/** Regular files and their bytes; a sparse one counts as what it takes. No link is followed. */
function sizeOf(dir: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0]
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) {
      const inner = sizeOf(path)
      files += inner.files
      bytes += inner.bytes
    } else if (entry.isFile()) {
      const { size, blocks } = statSync(path)
      files += 1
      bytes += Math.min(size, Math.max(blocks * 512, size > 100_000_000 ? 0 : size))
    }
  }
  return { files, bytes }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { institutions: { type: 'string' }, times: { type: 'string' }, seed: { type: 'string' } },
  })
  const [dir] = positionals
  const whole = (value: string | undefined) => (value === undefined ? undefined : Number(value))
  const [institutions, times] = [whole(values.institutions), whole(values.times)]
  const bad = [institutions, times].some((number) => number !== undefined && (!Number.isInteger(number) || number < 1))
  if (dir === undefined || bad) {
    console.error('node scripts/make-campaign.ts OUT_DIR [--institutions 15|193|872|N] [--times K] [--seed S]')
    process.exitCode = 2
  } else {
    const started = performance.now()
    const { planted, files, bytes, rows } = await makeCampaign(dir, { institutions, times, seed: values.seed })
    console.log(
      `${planted.listed} institutions (${planted.healthy.length} healthy, ${planted.broken.length} broken), ${(bytes / 1e6).toFixed(1)} MB, ` +
        `${files} files, ${rows} rows, ${planted.anomalies.length} planted anomalies, ${((performance.now() - started) / 1000).toFixed(1)} s`,
    )
  }
}
