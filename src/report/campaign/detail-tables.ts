// The long tables: every finding and every registered document, read institution by institution.
import type { Campaign, CampaignDetail, EvidenceRow, FindingRow } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { by, byText } from '../../util/compare.ts'
import { boolean, date, integer, joined, tableOf, text, type Field, type Table } from './table.ts'

/** Details one by one. Their order decides the bytes of what is written, so one out of order is a fault of the caller. */
function* inOrder(details: Iterable<CampaignDetail>): Iterable<CampaignDetail> {
  let last: string | undefined
  for (const detail of details) {
    if (last !== undefined && byText(last, detail.institution) >= 0) throw new Error(`details out of order: ${detail.institution} after ${last}`)
    last = detail.institution
    yield detail
  }
}

interface Found {
  readonly institution: string
  readonly number: number
  readonly finding: FindingRow
}

function* found(details: Iterable<CampaignDetail>): Iterable<Found> {
  for (const { institution, findings } of inOrder(details)) {
    const sorted = findings.toSorted((a, b) => byText(a.rulebook, b.rulebook) || byText(a.role, b.role) || byText(a.rule, b.rule))
    for (const [at, finding] of sorted.entries()) yield { institution, number: at + 1, finding }
  }
}

/** Which finding a row is of. */
function whichFinding({ rulebooks }: Campaign, lang: Lang): readonly Field<Found>[] {
  const titles = new Map(rulebooks.flatMap(({ id, rules }) => rules.map((rule) => [`${id} ${rule.id}`, rule.title[lang]] as const)))
  return [
    text('institution', 24, ({ institution }) => institution),
    integer('number', 7, ({ number }) => number),
    text('rulebook', 22, ({ finding }) => finding.rulebook),
    text('role', 16, ({ finding }) => finding.role),
    text('topic', 9, ({ finding }) => finding.topic),
    text('rule', 12, ({ finding }) => finding.rule),
    text('title', 40, ({ finding }) => titles.get(`${finding.rulebook} ${finding.rule}`)),
  ]
}

/** Every finding; credits are basis points, 0…10000, as in assessment.json. */
export const findingsTable = (campaign: Campaign, details: () => Iterable<CampaignDetail>, lang: Lang): Table =>
  tableOf<Found>(
    'findings',
    [
      ...whichFinding(campaign, lang),
      text('obligation', 15, ({ finding }) => finding.obligation),
      text('severity', 11, ({ finding }) => finding.severity),
      integer('weight', 9, ({ finding }) => finding.weight),
      text('outcome', 15, ({ finding }) => finding.outcome),
      text('assurance', 13, ({ finding }) => finding.assurance),
      integer('level', 10, ({ finding }) => finding.maturity),
      integer('credit_low', 14, ({ finding }) => finding.credit?.low),
      integer('credit_high', 14, ({ finding }) => finding.credit?.high),
      integer('declared_credit_low', 17, ({ finding }) => finding.declared?.low),
      integer('declared_credit_high', 17, ({ finding }) => finding.declared?.high),
      boolean('contradiction', 14, ({ finding }) => finding.contradiction),
      text('answer', 15, ({ finding }) => finding.answer),
      text('removed_by', 12, ({ finding }) => finding.removed),
      date('waived_until', 13, ({ finding }) => finding.waivedUntil),
      text('verdict', 12, ({ finding }) => finding.verdict),
      text('file', 26, ({ finding }) => finding.location?.file),
      integer('line', 8, ({ finding }) => finding.location?.line),
      text('answer_digest', 20, ({ finding }) => finding.digests.answer),
      text('evidence_digest', 20, ({ finding }) => finding.digests.evidence),
    ],
    () => found(details()),
  )

type Judged = Found & { readonly audit: NonNullable<FindingRow['audit']> }

function* judged(details: Iterable<CampaignDetail>): Iterable<Judged> {
  for (const item of found(details)) if (item.finding.audit) yield { ...item, audit: item.finding.audit }
}

/** Every verdict of an auditor in full, also those that do not stand. */
export const verdictsTable = (campaign: Campaign, details: () => Iterable<CampaignDetail>, lang: Lang): Table =>
  tableOf<Judged>(
    'verdicts',
    [
      ...whichFinding(campaign, lang),
      text('given', 12, ({ audit }) => audit.verdict),
      text('given_to', 14, ({ audit }) => audit.to),
      text('standing', 12, ({ audit }) => (audit.lapsed ? 'lapsed' : audit.idle ? 'idle' : 'stands')),
      text('auditor', 28, ({ audit }) => audit.auditor),
      date('audit_date', 13, ({ audit }) => audit.date),
      integer('credit_low', 14, ({ finding }) => finding.credit?.low),
      integer('credit_high', 14, ({ finding }) => finding.credit?.high),
      integer('audited_credit_low', 17, ({ audit }) => audit.credit?.low),
      integer('audited_credit_high', 17, ({ audit }) => audit.credit?.high),
      text('condition', 50, ({ audit }) => audit.condition),
      text('criterion', 50, ({ audit }) => audit.criterion),
      text('cause', 40, ({ audit }) => audit.cause),
      text('effect', 40, ({ audit }) => audit.effect),
      text('recommendation', 50, ({ audit }) => audit.recommendation),
      text('reply', 40, ({ audit }) => audit.reply),
      text('note', 40, ({ audit }) => audit.note),
      text('judged_evidence', 20, ({ audit }) => audit.evidence),
    ],
    () => judged(details()),
  )

interface Registered {
  readonly institution: string
  readonly evidence: EvidenceRow
}

function* registered(details: Iterable<CampaignDetail>): Iterable<Registered> {
  for (const { institution, evidence } of inOrder(details))
    for (const row of evidence.toSorted(by(({ document }) => document))) yield { institution, evidence: row }
}

/** Every registered document. */
export const evidenceTable = (details: () => Iterable<CampaignDetail>): Table =>
  tableOf<Registered>(
    'evidence',
    [
      text('institution', 24, ({ institution }) => institution),
      text('document', 24, ({ evidence }) => evidence.document),
      text('document_kind', 18, ({ evidence }) => evidence.kind),
      text('title', 44, ({ evidence }) => evidence.title),
      date('issued', 13, ({ evidence }) => evidence.issued),
      date('valid_until', 13, ({ evidence }) => evidence.validUntil),
      text('path', 40, ({ evidence }) => evidence.path),
      text('state', 13, ({ evidence }) => evidence.file),
      text('sha256', 20, ({ evidence }) => evidence.sha256),
      text('rules', 26, ({ evidence }) => joined(evidence.rules)),
      text('file', 26, ({ evidence }) => evidence.location?.file),
      integer('line', 8, ({ evidence }) => evidence.location?.line),
    ],
    () => registered(details()),
  )
