// What was assessed, by which rules and numbers, and how many there are: everything that is said once of the whole campaign.
import type { Campaign, CampaignRulebook } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { messages } from '../../i18n/index.ts'
import type { TablesWords } from '../../i18n/es/tables.ts'
import { by } from '../../util/compare.ts'
import { tableOf, text, type Cell, type Table } from './table.ts'

export const TABLES_SCHEMA = 'cumple/campaign-tables@1'

/** Its key, its value, and what says what it is. */
type Entry = readonly [key: string, value: Cell | undefined, means: Meaning]
type Meaning = keyof TablesWords['method']

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const under = <Key extends string>(prefix: string, values: Readonly<Partial<Record<Key, Cell>>>, means: (key: Key) => Meaning): readonly Entry[] =>
  (Object.entries(values) as [Key, Cell][]).map(([key, value]) => [`${prefix}.${snake(key)}`, value, means(key)])

/** Keys and values, all texts, and what each is; the keys of a rulebook or a stratum carry its id. */
export const methodTable = (campaign: Campaign, lang: Lang): Table => {
  const { method: words } = messages(lang).tables
  return tableOf<Entry>(
    'method',
    [
      text('key', 44, ([key]) => key),
      text('value', 70, ([, value]) => (value === undefined || value === null ? null : String(value))),
      text('words', 90, ([, , means]) => words[means]),
    ],
    () => entriesOf(campaign, lang),
  )
}

const entriesOf = (campaign: Campaign, lang: Lang): readonly Entry[] => [
  ['schema', TABLES_SCHEMA, 'schema'],
  ['campaign', campaign.name, 'campaign'],
  ['as_of', campaign.asOf, 'asOf'],
  ['closes', campaign.closes, 'closes'],
  ['generated_at', campaign.generatedAt, 'generatedAt'],
  ['tool', campaign.tool.name, 'tool'],
  ['tool_version', campaign.tool.version, 'toolVersion'],
  ['lang', lang, 'lang'],
  ['anonymous', campaign.anonymous, 'anonymous'],
  ...under('totals', campaign.totals, (key) => key),
  ['strays', campaign.strays.length, 'strays'],
  ...campaign.strays.map(({ source, id }, at): Entry => [`strays.${at + 1}`, id === null ? source : `${source} (${id})`, 'stray']),
  ...under('method', campaign.method, (key) => key),
  ...campaign.rulebooks.toSorted(by(({ id }) => id)).flatMap((book) => rulebookEntries(book, lang)),
  ...sampleEntries(campaign),
  ...(campaign.previous
    ? under('previous', { campaign: campaign.previous.name, asOf: campaign.previous.asOf, digest: campaign.previous.digest }, () => 'previous')
    : []),
]

function rulebookEntries(book: CampaignRulebook, lang: Lang): readonly Entry[] {
  const prefix = `rulebook.${book.id}`
  const { weights, claim, proof, cap, provisional_above } = book.method
  return [
    ...under(prefix, { title: book.title[lang], version: book.version, digest: book.digest }, (key) => key),
    ...(book.overlay
      ? under(`${prefix}.overlay`, { title: book.overlay.title[lang], base: book.overlay.base.digest, changes: book.overlay.changes.length }, () => 'overlay')
      : []),
    ...under(`${prefix}.weight`, weights, () => 'weight'),
    ...under(`${prefix}.claim`, claim, () => 'claim'),
    ...under(`${prefix}.proof`, proof, (key) => PROOF[key]),
    ...book.bands.map(({ id, from }): Entry => [`${prefix}.band.${id}`, from, 'band']),
    ...under(`${prefix}.cap`, { band: cap.band, below: cap.below, severity: cap.severity }, () => 'cap'),
    [`${prefix}.provisional_above`, provisional_above, 'provisionalAbove'],
    ...(['compliance', 'declared', 'coverage'] as const).flatMap((index) => under(`${prefix}.${index}`, book[index] ?? {}, (key) => SPREAD[key])),
    ...Object.entries(book.grades)
      .toSorted(by(([band]) => band))
      .map(([band, institutions]): Entry => [`${prefix}.grade.${band}`, institutions, 'grade']),
  ]
}

const PROOF = { none: 'proofNone', some: 'proofSome', data: 'proofData', all: 'proofAll' } as const
const SPREAD = {
  institutions: 'spreadInstitutions',
  low: 'spreadLow',
  q1: 'spreadQuarter',
  median: 'spreadMedian',
  q3: 'spreadThreeQuarters',
  high: 'spreadHigh',
  mean: 'spreadMean',
} as const

/** How many were drawn: by the strata, since an anonymous copy does not list them. */
export const drawnOf = ({ strata }: NonNullable<Campaign['sample']>): number => strata.reduce((sum, { drawn }) => sum + drawn, 0)

const sampleEntries = ({ sample, anonymous }: Campaign): readonly Entry[] =>
  sample === undefined
    ? []
    : [
        // An anonymous copy lists nobody; that is not that nobody was chosen.
        ...under(
          'sample',
          { seed: anonymous ? null : sample.seed, size: sample.size, drawn: drawnOf(sample), risk: anonymous ? null : sample.risk.length },
          (key) => SAMPLE[key],
        ),
        ...sample.strata
          .toSorted(by(({ stratum }) => stratum))
          .flatMap(({ stratum, population, drawn }) => under(`sample.stratum.${stratum}`, { population, drawn }, (key) => STRATUM[key])),
        ...under('sample.estimate', sample.estimate ?? {}, (key) => ESTIMATE[key]),
      ]

const SAMPLE = { seed: 'sampleSeed', size: 'sampleSize', drawn: 'sampleDrawn', risk: 'sampleRisk' } as const
const STRATUM = { population: 'stratumPopulation', drawn: 'stratumDrawn' } as const
const ESTIMATE = { judged: 'estimateJudged', upheld: 'estimateUpheld', error: 'estimateError' } as const
