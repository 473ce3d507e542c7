// Rows, prints and results of institutions as literal values: what the parts of a campaign are tried with.
import type { Outcome } from '../../src/campaign/join.ts'
import type { Prints } from '../../src/campaign/prints.ts'
import type { CampaignRow, RosterEntry } from '../../src/model/campaign.ts'
import { madeCampaign } from './campaign.ts'

/** Where everything stands that a test does not place. */
export const AT = { file: 'cumple.yaml', line: 1 }
export const prints = (some: Partial<Prints> = {}): Prints => ({
  answers: { digest: 'd', count: 0, at: AT },
  notes: [],
  documents: [],
  contradictions: [],
  unproven: { claims: 0, rules: [] },
  perfect: [],
  removed: [],
  future: [],
  late: null,
  reused: [],
  overlays: [],
  ...some,
})
const made = madeCampaign(60)
export const { details } = made
export const sample = made.campaign.institutions.find(({ status }) => status === 'assessed')!
/** An assessed municipality with one index. */
export const row = (id: string, low: number, high = low, some: Partial<CampaignRow> = {}): CampaignRow => ({
  ...sample,
  id,
  kind: 'municipality',
  sector: null,
  band: null,
  standings: [
    { ...sample.standings[0]!, compliance: { low, high }, coverage: { applicable: 10, answeredOrMeasured: 10, fullProof: 0, removedWeight: 0 }, ranks: [] },
  ],
  ...some,
})
export const assessed = (id: string, source = id, expected?: string): Outcome => {
  const { status: _status, source: _source, anomalies: _anomalies, band: _band, ...rest } = row(id, 50)
  return { source, ...(expected === undefined ? {} : { expected }), status: 'assessed', row: rest, prints: () => prints() }
}
export const entry = (id: string): RosterEntry => ({ id, name: `Nombre de ${id}`, kind: 'municipality' })
