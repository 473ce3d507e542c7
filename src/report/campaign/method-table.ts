// What was assessed, by which rules and numbers, and how many there are: everything that is said once of the whole campaign.
import type { Campaign, CampaignRulebook } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { by } from '../../util/compare.ts'
import { tableOf, text, type Cell, type Table } from './table.ts'

export const TABLES_SCHEMA = 'cumple/campaign-tables@1'

type Entry = readonly [key: string, value: Cell | undefined]

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const under = (prefix: string, values: Readonly<Record<string, Cell>>): readonly Entry[] =>
  Object.entries(values).map(([key, value]) => [`${prefix}.${snake(key)}`, value])

/** Keys and values, all texts; the keys of a rulebook or a stratum carry its id. */
export const methodTable = (campaign: Campaign, lang: Lang): Table =>
  tableOf<Entry>(
    'method',
    [text('key', 44, ([key]) => key), text('value', 70, ([, value]) => (value === undefined || value === null ? null : String(value)))],
    () => entriesOf(campaign, lang),
  )

const entriesOf = (campaign: Campaign, lang: Lang): readonly Entry[] => [
  ['schema', TABLES_SCHEMA],
  ['campaign', campaign.name],
  ['as_of', campaign.asOf],
  ['closes', campaign.closes],
  ['generated_at', campaign.generatedAt],
  ['tool', campaign.tool.name],
  ['tool_version', campaign.tool.version],
  ['lang', lang],
  ['anonymous', campaign.anonymous],
  ...under('totals', campaign.totals),
  ['strays', campaign.strays.length],
  ...campaign.strays.map(({ source, id }, at): Entry => [`strays.${at + 1}`, id === null ? source : `${source} (${id})`]),
  ...under('method', campaign.method),
  ...campaign.rulebooks.toSorted(by(({ id }) => id)).flatMap((book) => rulebookEntries(book, lang)),
  ...sampleEntries(campaign.sample),
  ...(campaign.previous ? under('previous', { campaign: campaign.previous.name, asOf: campaign.previous.asOf, digest: campaign.previous.digest }) : []),
]

function rulebookEntries(book: CampaignRulebook, lang: Lang): readonly Entry[] {
  const prefix = `rulebook.${book.id}`
  return [
    ...under(prefix, { title: book.title[lang], version: book.version, digest: book.digest }),
    ...(book.overlay
      ? under(`${prefix}.overlay`, { title: book.overlay.title[lang], base: book.overlay.base.digest, changes: book.overlay.changes.length })
      : []),
    ...(['compliance', 'declared', 'coverage'] as const).flatMap((index) => under(`${prefix}.${index}`, book[index] ?? {})),
    ...Object.entries(book.grades)
      .toSorted(by(([band]) => band))
      .map(([band, institutions]): Entry => [`${prefix}.grade.${band}`, institutions]),
  ]
}

/** How many were drawn: by the strata, since an anonymous copy does not list them. */
export const drawnOf = ({ strata }: NonNullable<Campaign['sample']>): number => strata.reduce((sum, { drawn }) => sum + drawn, 0)

const sampleEntries = (sample: Campaign['sample']): readonly Entry[] =>
  sample === undefined
    ? []
    : [
        ...under('sample', { seed: sample.seed, size: sample.size, drawn: drawnOf(sample), risk: sample.risk.length }),
        ...sample.strata
          .toSorted(by(({ stratum }) => stratum))
          .flatMap(({ stratum, population, drawn }) => under(`sample.stratum.${stratum}`, { population, drawn })),
        ...under('sample.estimate', sample.estimate ?? {}),
      ]
