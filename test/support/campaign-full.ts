// A made-up campaign with everything a page can show: every anomaly and rejection, places, audit, sample, changes, several rulebooks.
import type { Campaign, CampaignRow, Rejection, Standing } from '../../src/model/campaign.ts'
import { ANOMALIES, REJECTIONS, UNRANKED } from '../../src/model/campaign-words.ts'
import { chance, madeCampaign } from './campaign.ts'

const SHA = 'a'.repeat(64)
export const ANOMALY_PARAMS: Record<(typeof ANOMALIES)[number], Campaign['anomalies'][number]['params']> = {
  contradiction: { count: 2 },
  'full-score-no-evidence': { rulebook: 'aig-tic', declared: 100 },
  'yes-without-proof': { count: 3, of: 9 },
  'shared-document': { sha256: SHA, titles: ['Política de seguridad'], count: 2 },
  'identical-answers': { answers: 42 },
  'identical-notes': { notes: 3, excerpt: 'Se encuentra en proceso de implementación por la unidad' },
  'not-applicable-above-peers': { rulebook: 'aig-tic', share: 44.1, median: 8.3, peers: 60 },
  'document-after-as-of': { document: 'SEG-01', issued: '2026-12-01' },
  'earlier-period': { document: 'SEG-02', period: 2025 },
  'after-closing': { count: 4, last: '2026-11-03' },
  'overlay-not-used': { rulebook: 'aig-tic', overlay: 'propia' },
}
export const REJECTION_PARAMS: Record<Rejection['code'], Rejection['params']> = {
  input: { count: 2 },
  duplicate: { sources: ['evidencias/a', 'evidencias/b'] },
  'id-mismatch': { expected: 'inst-1', found: 'inst-2' },
  'kind-mismatch': { expected: 'municipality', found: 'communal-board' },
  'rulebook-version': { rulebook: 'aig-tic', wanted: '1.0.0', found: '0.9.0' },
  crashed: { reason: 'SIGKILL' },
  timeout: { seconds: 120 },
  'too-large': { megabytes: 500 },
  output: { reason: 'ENOSPC' },
  pdf: { reason: 'print-timeout' },
  audit: { count: 1 },
}

interface Options {
  readonly name?: (text: string) => string
  readonly rulebooks?: number
  readonly topics?: number
}

/** `rulebooks` copies of one, each with `topics` topics. */
export function fullCampaign(size: number, { name = (text) => text, rulebooks = 1, topics = 3 }: Options = {}): Campaign {
  const { campaign } = madeCampaign(size, { name })
  const random = chance(7)
  const between = (low: number, high: number) => Math.round((low + random() * (high - low)) * 10) / 10
  const extra = Array.from({ length: Math.max(0, topics - 3) }, (_, at) => ({ id: `T${at + 1}`, title: { es: `Tema ${at + 1}`, en: `Topic ${at + 1}` } }))
  const book = campaign.rulebooks[0]!
  const books = Array.from({ length: rulebooks }, (_, at) => ({
    ...book,
    id: at === 0 ? book.id : `${book.id}-${at}`,
    title: at === 0 ? book.title : { es: `${book.title.es} ${at + 1}`, en: `${book.title.en} ${at + 1}` },
    topics: [...book.topics, ...extra],
    histogram: { ...book.histogram },
    declared: book.declared && { ...book.declared, median: 63.2 },
  }))
  const standingOf = (standing: Standing, row: CampaignRow, at: number, rulebook: string): Standing => {
    const first = standing.ranks[0]
    const unranked = at % 9 === 4
    return {
      ...standing,
      rulebook,
      topics: {
        ...standing.topics,
        ...Object.fromEntries(
          extra.map(({ id }) => [id, { ...standing.topics['SEG']!, compliance: at % 11 === 0 ? null : { low: between(0, 90), high: between(90, 100) } }]),
        ),
      },
      ranks:
        unranked || !first
          ? []
          : [first, { ...first, by: 'sector', group: `${first.group}/${row.sector}` }, { ...first, by: 'band', group: `${first.group}/${row.band}` }],
      ...(unranked ? { unranked: UNRANKED[at % UNRANKED.length]! } : {}),
      ...(at % 5 === 0
        ? {
            audited: standing.compliance && { low: Math.round(standing.compliance.low * 8) / 10, high: standing.compliance.high },
            verdicts: { accept: 7, lower: 2, raise: 0, reject: 1, lapsed: at % 10 === 0 ? 1 : 0 },
          }
        : {}),
    }
  }
  let rejected = 0
  const institutions = campaign.institutions.map((row, at): CampaignRow => {
    if (row.status === 'rejected') {
      const code = REJECTIONS[rejected++ % REJECTIONS.length]!
      return { ...row, rejection: { code, params: REJECTION_PARAMS[code], problems: code === 'input' ? row.rejection!.problems : [] } }
    }
    if (row.status !== 'assessed') return row
    return {
      ...row,
      files: ['assessment.json', 'informe.html', 'informe.pdf'].map((file) => ({ name: file, bytes: 1_000, sha256: SHA })),
      standings: books.map(({ id }) => standingOf(row.standings[0]!, row, at, id)),
      ...(at % 5 === 0
        ? { audit: { auditor: name('A. Auditora'), date: '2026-11-10', accept: 7, lower: 2, raise: 0, reject: 1, lapsed: at % 10 === 0 ? 1 : 0 } }
        : {}),
    }
  })
  const assessed = institutions.filter(({ status }) => status === 'assessed')
  const ids = assessed.map(({ id }) => id)
  const grouped = new Set(assessed.filter(({ standings }) => standings[0]!.unranked === undefined).map(({ id }) => id))
  const anomalies = [...campaign.anomalies]
  for (const [at, id] of ANOMALIES.entries()) {
    const named = ['shared-document', 'identical-answers', 'identical-notes'].includes(id) ? ids.slice(at, at + 12) : ids.slice(at, at + 1)
    anomalies.push({
      id,
      weight: (at % 3) + 1,
      institutions: named,
      rules: ['SEG-01', 'GOB-02'],
      params: ANOMALY_PARAMS[id],
      evidence: named.flatMap((institution) => [4, 9].map((line) => ({ institution, file: 'answers/SEG.yaml', line }))),
    })
  }
  const item = (institution: string, why: string[]) => ({ institution, rulebook: book.id, rule: 'SEG-01', stratum: 'municipality/must', why })
  return {
    ...campaign,
    rulebooks: books.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group, members: group.members.filter((id) => grouped.has(id)) })) })),
    institutions,
    anomalies: anomalies.toSorted((a, b) => b.weight - a.weight),
    strays: [{ source: name('evidencias/ajena'), id: 'ajena' }],
    sample: {
      seed: name('2026'),
      size: 20,
      random: ids.slice(0, 20).map((id) => item(id, [])),
      risk: ids.slice(0, 20).map((id) => item(id, ['contradiction', 'no-proof'])),
      strata: [{ stratum: 'municipality/must', population: 1_200, drawn: 20 }],
      estimate: { judged: 18, upheld: 77.8, error: 9.4 },
    },
    previous: {
      name: name('Ciclo nacional 2025'),
      asOf: '2025-11-21',
      digest: SHA,
      notices: [{ id: 'rulebook-new' as const, params: { rulebook: name('soc'), version: '1.0.0' } }],
      deltas: ids.map((institution, at) => {
        const change = (['improved', 'worse', 'same', 'new', 'gone', 'not-comparable'] as const)[at % 6]!
        return {
          institution,
          name: name(institution),
          rulebook: book.id,
          role: 'entity' as const,
          of: at % 7 === 3 ? ('goodPractice' as const) : ('compliance' as const),
          before: { low: 40, high: 50 },
          now: { low: 44.5, high: 50 },
          change,
          points: change === 'improved' ? 4.5 : null,
          ...(change === 'not-comparable' ? { reason: 'other-rules-apply' as const } : {}),
        }
      }),
    },
  }
}
