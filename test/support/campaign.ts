// A made-up campaign of any size, always the same for the same arguments: institutions of several kinds, some rejected or missing.
import { createHash } from 'node:crypto'
import type { Range } from '../../src/model/assessment.ts'
import type { Campaign, CampaignDetail, CampaignRow, FindingRow, Standing } from '../../src/model/campaign.ts'
import { CAMPAIGN_METHOD, CAMPAIGN_SCHEMA } from '../../src/model/campaign-words.ts'
import { METHOD } from './rulebook.ts'

const { weights, claim, proof, cap, provisional_above } = METHOD
const numbers = { weights, claim, proof, cap, provisional_above }
const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const KINDS = ['central-government', 'autonomous-entity', 'municipality', 'communal-board'] as const
const PROVINCES = ['Panamá', 'Colón', 'Chiriquí', 'Veraguas', 'Darién']
const SECTORS = ['salud', 'educación', 'finanzas', 'gobierno local']
const BANDS = ['1–49', '50–249', '250–999', '1,000 o más']
const TOPICS = [
  { id: 'GOB', title: { es: 'Gobierno digital y planificación', en: 'Digital government and planning' } },
  { id: 'SEG', title: { es: 'Seguridad de la información', en: 'Information security' } },
  { id: 'ACT', title: { es: 'Inventario de activos', en: 'Asset inventory' } },
]
const RULES = TOPICS.flatMap(({ id }) =>
  [1, 2, 3, 4].map((n) => ({
    id: `${id}-0${n}`,
    topic: id,
    title: { es: `Requisito ${n} de ${id}`, en: `Requirement ${n} of ${id}` },
    obligation: n === 4 ? ('good-practice' as const) : ('must' as const),
    severity: n === 1 ? ('critical' as const) : ('medium' as const),
  })),
)

/** Numbers between 0 and 1 that follow from the seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const round = (n: number) => Math.round(n * 10) / 10
const range = (low: number, width: number): Range => ({ low: round(low), high: round(Math.min(100, low + width)) })

export interface MadeCampaign {
  readonly campaign: Campaign
  readonly details: () => Iterable<CampaignDetail>
}

/** `name` decorates every name and free text, to try hostile ones. */
export function madeCampaign(size: number, { name = (text: string) => text, seed = 1 }: { name?: (text: string) => string; seed?: number } = {}): MadeCampaign {
  const random = chance(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const rows: CampaignRow[] = []
  const details: CampaignDetail[] = []
  for (let index = 0; index < size; index += 1) {
    const id = `inst-${String(index + 1).padStart(4, '0')}`
    const kind = pick(KINDS)
    const base = {
      id,
      name: name(`Institución ${index + 1}`),
      kind,
      sector: pick(SECTORS),
      province: pick(PROVINCES),
      band: pick(BANDS),
      staff: Math.floor(random() * 2_000),
      source: `evidencias/${id}`,
      standings: [],
      anomalies: 0,
    }
    const fate = random()
    if (fate < 0.04) rows.push({ ...base, status: 'missing', source: null, staff: null })
    else if (fate < 0.09)
      rows.push({
        ...base,
        status: 'rejected',
        rejection: {
          code: 'input',
          params: { count: 1 },
          problems: [{ code: 'unknown-key', file: 'cumple.yaml', line: 3, col: 1, params: { key: 'intitution', known: 'institution', did: 'institution' } }],
        },
      })
    else {
      const findings = RULES.map((rule): FindingRow => {
        const outcome = pick(['satisfied', 'satisfied', 'partial', 'unmet', 'unknown', 'not-applicable'] as const)
        const credit = { satisfied: 10_000, partial: 5_000, unmet: 0, unknown: 0, 'not-applicable': 0 }[outcome]
        const applies = outcome !== 'not-applicable'
        return {
          rulebook: 'aig-tic',
          role: 'entity',
          rule: rule.id,
          topic: rule.topic,
          obligation: rule.obligation,
          severity: rule.severity,
          weight: 100,
          outcome,
          assurance: pick(['none', 'declared', 'documented', 'verified']),
          maturity: applies ? Math.floor(random() * 5) : null,
          credit: applies ? { low: credit, high: outcome === 'unknown' ? 10_000 : credit } : null,
          declared: applies ? { low: credit, high: 10_000 } : null,
          contradiction: random() < 0.05,
          answer: outcome === 'unknown' ? null : pick(['yes', 'partial', 'no']),
          removed: applies ? null : 'when',
          waivedUntil: null,
          verdict: null,
          location: { file: `answers/${rule.topic}.yaml`, line: 4, col: 1 },
          digests: { rule: digest(rule.id), answer: digest(`${id} ${rule.id} ${outcome}`), evidence: digest(`${id} ${rule.id}`) },
        }
      })
      details.push({
        institution: id,
        findings,
        evidence: [1, 2].map((n) => ({
          document: `doc-${n}`,
          kind: 'resolution',
          title: name(`Resolución ${n}`),
          issued: '2025-03-01',
          validUntil: n === 1 ? null : '2027-03-01',
          path: `documentos/resolucion-${n}.pdf`,
          file: n === 1 ? ('present' as const) : ('missing' as const),
          sha256: n === 1 ? digest(`${id} ${n}`) : null,
          rules: ['SEG-01'],
          location: { file: 'documents.yaml', line: n * 5, col: 1 },
        })),
      })
      const counts = { satisfied: 0, partial: 0, unmet: 0, unknown: 0, 'not-applicable': 0, error: 0 }
      for (const finding of findings) counts[finding.outcome] += 1
      const applicable = findings.length - counts['not-applicable']
      const standing: Standing = {
        rulebook: 'aig-tic',
        role: 'entity',
        compliance: range(random() * 90, random() * 10),
        declared: range(30 + random() * 65, random() * 10),
        goodPractice: range(random() * 90, 5),
        maturity: round(random() * 5),
        coverage: {
          applicable,
          answeredOrMeasured: Math.max(0, applicable - counts.unknown),
          fullProof: counts.satisfied,
          removedWeight: round(random() * 15),
        },
        counts,
        grade: {
          band: 'parcial',
          title: { es: 'Parcial', en: 'Partial' },
          uncapped: 'parcial',
          cappedBy: [],
          provisional: counts.unknown > 0,
          provisionalBecause: counts.unknown > 0 ? ['unknown'] : [],
          of: 'compliance',
        },
        topics: Object.fromEntries(
          TOPICS.map((topic) => [
            topic.id,
            { compliance: range(random() * 95, 5), declared: range(random() * 95, 5), goodPractice: null, maturity: round(random() * 5), counts },
          ]),
        ),
        applicable: digest('all'),
        ranks: [],
      }
      rows.push({
        ...base,
        status: 'assessed',
        folder: id,
        files: [{ name: 'assessment.json', bytes: 1_000 + index, sha256: digest(`file ${id}`) }],
        period: 2026,
        digest: digest(id),
        standings: [standing],
        documents: { registered: 2, present: 1 },
      })
    }
  }
  const assessed = rows.filter(({ status }) => status === 'assessed')
  const groups = KINDS.flatMap((kind) => {
    const members = assessed
      .filter((row) => row.kind === kind)
      .toSorted((a, b) => b.standings[0]!.compliance!.low - a.standings[0]!.compliance!.low || (a.id < b.id ? -1 : 1))
    if (members.length < 2) return []
    members.forEach((row, at) =>
      row.standings[0]!.ranks.push({
        by: 'kind',
        group: kind,
        best: Math.max(1, at),
        worst: Math.min(members.length, at + 2),
        of: members.length,
        percentile: round(((members.length - at - 1) / (members.length - 1)) * 100),
      }),
    )
    return [{ id: kind, kind, applicable: digest('all'), members: members.map(({ id }) => id) }]
  })
  const histogramOf = (figure: (row: CampaignRow) => number | undefined) => {
    const bins = Array.from({ length: 11 }, () => 0)
    for (const row of assessed) {
      const value = figure(row)
      bins[value === undefined ? 10 : Math.min(9, Math.floor(value / 10))]! += 1
    }
    return bins
  }
  const spread = { institutions: assessed.length, low: 1, q1: 20, median: 44.4, q3: 66, high: 99, mean: 45.1 }
  const anomalies: Campaign['anomalies'] = assessed.slice(0, 6).map((row, at) => {
    row.anomalies += 1
    return at % 2 === 0
      ? {
          id: 'contradiction',
          weight: 3,
          institutions: [row.id],
          rules: ['ACT-02'],
          params: { count: 1 },
          evidence: [{ institution: row.id, file: 'datos/hardware.csv', line: 7 }],
        }
      : {
          id: 'yes-without-proof',
          weight: 2,
          institutions: [row.id],
          rules: ['SEG-01', 'SEG-02'],
          params: { count: 2, of: 9 },
          evidence: [{ institution: row.id, file: 'answers/SEG.yaml', line: 4, col: 1 }],
        }
  })
  if (assessed.length > 7) {
    const [a, b] = [assessed[6]!, assessed[7]!]
    anomalies.push({
      id: 'shared-document',
      weight: 2,
      institutions: [a.id, b.id],
      rules: ['SEG-01'],
      params: { sha256: digest('doc'), titles: [name('Política de seguridad')], count: 2 },
      evidence: [a, b].map(({ id }) => ({ institution: id, file: 'documents.yaml', line: 5, col: 1 })),
    })
    a.anomalies += 1
    b.anomalies += 1
  }
  const count = (status: CampaignRow['status']) => rows.filter((row) => row.status === status).length
  const campaign: Campaign = {
    schemaVersion: CAMPAIGN_SCHEMA,
    tool: { name: 'cumple', version: '0.1.0' },
    generatedAt: '2026-11-21T00:00:00-05:00',
    lang: 'es',
    name: name('Ciclo nacional 2026'),
    asOf: '2026-11-21',
    closes: '2026-10-31',
    anonymous: false,
    totals: { listed: size, assessed: count('assessed'), rejected: count('rejected'), missing: count('missing') },
    strays: [],
    method: CAMPAIGN_METHOD,
    rulebooks: [
      {
        id: 'aig-tic',
        version: '1.0.0',
        digest: digest('aig-tic'),
        title: { es: 'Normas TIC', en: 'ICT guidelines' },
        topics: TOPICS,
        method: numbers,
        bands: [
          { id: 'alto', title: { es: 'Alto', en: 'High' }, from: 90 },
          { id: 'parcial', title: { es: 'Parcial', en: 'Partial' }, from: 55 },
          { id: 'incipiente', title: { es: 'Incipiente', en: 'Incipient' }, from: 0 },
        ],
        rules: RULES,
        histogram: { compliance: histogramOf((row) => row.standings[0]?.compliance?.low), declared: histogramOf((row) => row.standings[0]?.declared?.low) },
        compliance: spread,
        declared: spread,
        coverage: spread,
        grades: { parcial: assessed.length },
        groups,
        failed: RULES.map((rule, at) => ({
          rule: rule.id,
          applicable: assessed.length,
          satisfied: at,
          partial: 1,
          unmet: assessed.length - at - 1,
          unknown: 0,
          error: 0,
          share: round((100 * (assessed.length - at)) / Math.max(1, assessed.length)),
        })),
      },
    ],
    institutions: rows,
    anomalies,
  }
  return { campaign, details: () => details }
}
