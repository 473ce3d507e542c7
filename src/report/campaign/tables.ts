// The tables of a campaign, defined once; CSV, workbook and database are made from them. Described in docs/campaign-tables.md.
import type { Campaign, CampaignDetail } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { anomaliesTable } from './anomalies-table.ts'
import { evidenceTable, findingsTable, verdictsTable } from './detail-tables.ts'
import { institutionsTable, scoresTable, topicsTable } from './institution-tables.ts'
import { methodTable } from './method-table.ts'
import { deltasTable, requirementsTable, sampleTable } from './summary-tables.ts'
import type { Table } from './table.ts'

export type { Cell, Column, Table } from './table.ts'

/**
 * The tables in the order of the workbook's sheets, with sorted rows; `sample`, `verdicts` and `deltas` only when the campaign has them.
 * `details` must give each institution once, sorted by id: they are never held together in memory.
 */
export const tablesOf = (campaign: Campaign, details: () => Iterable<CampaignDetail>, lang: Lang): readonly Table[] => [
  institutionsTable(campaign, lang),
  scoresTable(campaign),
  topicsTable(campaign, lang),
  findingsTable(campaign, details, lang),
  evidenceTable(details),
  anomaliesTable(campaign, lang),
  requirementsTable(campaign, lang),
  ...(campaign.sample ? [sampleTable(campaign.sample)] : []),
  ...(campaign.institutions.some(({ audit }) => audit) && !campaign.anonymous ? [verdictsTable(campaign, details, lang)] : []),
  ...(campaign.previous ? [deltasTable(campaign.previous)] : []),
  methodTable(campaign, lang),
]
