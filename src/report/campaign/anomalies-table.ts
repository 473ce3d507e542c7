// One row per anomaly and institution, with the first place to look at.
import type { Anomaly, Campaign } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { by } from '../../util/compare.ts'
import { contextOf } from './context.ts'
import { anomalySentence } from './sentences.ts'
import { integer, joined, tableOf, text, type Table } from './table.ts'

interface Named {
  readonly number: number
  readonly anomaly: Anomaly
  readonly institution: string
  readonly place: Anomaly['evidence'][number] | undefined
}

function* named(campaign: Campaign): Iterable<Named> {
  for (const [at, anomaly] of campaign.anomalies.entries())
    for (const institution of anomaly.institutions.toSorted(by((id) => id)))
      yield { number: at + 1, anomaly, institution, place: anomaly.evidence.find((place) => place.institution === institution) }
}

/** In the campaign's order, the gravest first; one number for all rows of one anomaly. */
export function anomaliesTable(campaign: Campaign, lang: Lang): Table {
  const context = contextOf(campaign, lang)
  return tableOf<Named>(
    'anomalies',
    [
      integer('number', 7, ({ number }) => number),
      text('anomaly', 26, ({ anomaly }) => anomaly.id),
      integer('concern', 12, ({ anomaly }) => anomaly.weight),
      text('institution', 24, ({ institution }) => institution),
      integer('involved', 13, ({ anomaly }) => anomaly.institutions.length),
      text('rules', 26, ({ anomaly }) => joined(anomaly.rules)),
      text('words', 70, ({ anomaly }) => anomalySentence(anomaly, context)),
      text('file', 26, ({ place }) => place?.file),
      integer('line', 8, ({ place }) => place?.line),
    ],
    () => named(campaign),
  )
}
