// A made-up campaign with everything that anonymous tables have to hide.
import { drawSample } from '../../src/campaign/sample.ts'
import { INSTITUTION_KINDS } from '../../src/model/basics.ts'
import type { Campaign, CampaignDetail, CampaignRow } from '../../src/model/campaign.ts'
import { sha256 } from '../../src/util/canonical-json.ts'
import { chance, madeCampaign, type MadeCampaign } from './campaign.ts'

/** Names, texts, places and dates all over it, and kinds as uneven as in life. */
export function secretive(size: number, seed = 1): MadeCampaign {
  const { campaign, details } = madeCampaign(size, { seed, name: (text) => `${text} de «Fulano» & <b>Cía.</b>` })
  const random = chance(seed + 1_000)
  const institutions = campaign.institutions.map((row, at): CampaignRow => {
    const uneven = random() < 0.2 ? { kind: INSTITUTION_KINDS[Math.floor(random() * INSTITUTION_KINDS.length)]! } : {}
    const odd = random() < 0.05 ? { province: null, sector: null } : {}
    if (row.status === 'rejected') row.rejection!.params = { path: `/home/auditor/${row.id}` }
    return {
      ...row,
      ...uneven,
      ...odd,
      ...(row.status === 'assessed' && at % 3 === 0
        ? { audit: { auditor: 'Licenciada Mengana', date: '2026-08-19', accept: 3, lower: 1, raise: 0, reject: 0, lapsed: 0 } }
        : {}),
      ...(row.status === 'assessed' ? { gate: { passed: false, errors: 1, warnings: 0, reasons: [`grade of ${row.id}`] } } : {}),
    }
  })
  const [first, second] = institutions.filter(({ status }) => status === 'assessed')
  const deltas = institutions
    .filter(({ status }) => status === 'assessed')
    .map((row, at) => ({
      institution: row.id,
      name: row.name,
      rulebook: 'aig-tic',
      role: 'entity' as const,
      of: 'compliance' as const,
      before: at < 2 ? null : { low: 10, high: 20 },
      now: row.standings[0]!.compliance,
      change: at < 2 ? ('new' as const) : ('improved' as const),
      points: at < 2 ? null : 3.5,
    }))
  const named: Campaign = {
    ...campaign,
    name: 'Ciclo nacional 2026',
    institutions,
    strays: [{ source: 'evidencias/nadie-la-espera', id: 'nadie-la-espera' }],
    anomalies: [
      ...campaign.anomalies,
      {
        id: 'identical-notes',
        weight: 2,
        institutions: [first!.id, second!.id],
        rules: ['SEG-01'],
        params: { notes: 2, excerpt: 'El señor alcalde firmó en el despacho' },
        evidence: [{ institution: first!.id, file: 'answers/SEG.yaml', line: 2 }],
      },
      {
        id: 'document-after-as-of',
        weight: 3,
        institutions: [second!.id],
        rules: [],
        params: { document: 'acta-de-chepigana', issued: '2027-02-03' },
        evidence: [{ institution: second!.id, file: 'documents.yaml', line: 9 }],
      },
      {
        id: 'not-applicable-above-peers',
        weight: 2,
        institutions: [first!.id],
        rules: [],
        params: { rulebook: 'aig-tic', share: 50.5, median: 3.2, peers: 13 },
        evidence: [],
      },
    ],
    sample: drawSample(institutions, details, {
      size: 60,
      seed: 'semilla-del-sorteo',
      verdicts: (_institution, rule) => (rule.endsWith('2') ? 'accept' : 'lower'),
    }),
    previous: {
      name: 'Ciclo nacional 2025',
      asOf: '2025-11-21',
      digest: sha256('ciclo anterior'),
      notices: [
        { id: 'rulebook-version', params: { rulebook: 'aig-tic', before: '0.9.0', now: '1.0.0' } },
        { id: 'other-kinds', params: { count: 1, institutions: [first!.id] } },
      ],
      deltas: [
        ...deltas,
        // One that is still there in another role, and one that is not.
        {
          institution: first!.id,
          name: first!.name,
          rulebook: 'aig-tic',
          role: 'operator',
          of: 'compliance',
          before: { low: 5, high: 6 },
          now: null,
          change: 'gone',
          points: null,
        },
        {
          institution: 'inst-que-ya-no-existe',
          name: 'Institución de «Fulano» que ya no existe',
          rulebook: 'aig-tic',
          role: 'entity',
          of: 'compliance',
          before: { low: 1, high: 2 },
          now: null,
          change: 'gone',
          points: null,
        },
      ],
    },
  }
  const rich = [...details()].map((detail): CampaignDetail => ({
    ...detail,
    findings: detail.findings.map((finding, at) => ({
      ...finding,
      verdict: at === 0 ? 'accept' : at === 1 ? 'raise' : null,
      waivedUntil: at === 2 ? '2026-12-24' : null,
    })),
    evidence: detail.evidence.map((document) => ({ ...document, kind: document.document === 'doc-2' ? `acta-${detail.institution}` : document.kind })),
  }))
  return { campaign: named, details: () => rich }
}
