// What the whole campaign says of each requirement, what an auditor should judge, and what changed.
import type { Campaign, CampaignRulebook } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { by, byText } from '../../util/compare.ts'
import { integer, joined, number, tableOf, text, type Table } from './table.ts'

interface Required {
  readonly book: CampaignRulebook
  readonly number: number
  readonly rule: string
  readonly failed: Omit<CampaignRulebook['failed'][number], 'rule'> | typeof NOBODY | undefined
  readonly known: CampaignRulebook['rules'][number] | undefined
}

/** Of a requirement that was evaluated and applies to no institution; in an anonymous copy those that apply to few are not told from it. */
const NOBODY = { applicable: 0, satisfied: 0, partial: 0, unmet: 0, unknown: 0, error: 0, share: null }

function* required(campaign: Campaign): Iterable<Required> {
  for (const book of campaign.rulebooks.toSorted(by(({ id }) => id))) {
    const rules = new Map(book.rules.map((rule) => [rule.id, rule]))
    const listed = new Set(book.failed.map(({ rule }) => rule))
    for (const [at, failed] of book.failed.entries()) yield { book, number: at + 1, rule: failed.rule, failed, known: rules.get(failed.rule) }
    const rest = [...rules.keys()].filter((rule) => !listed.has(rule)).toSorted(byText)
    for (const [at, rule] of rest.entries())
      yield { book, number: book.failed.length + at + 1, rule, failed: campaign.anonymous ? undefined : NOBODY, known: rules.get(rule) }
  }
}

/** Every requirement of every rulebook, the most failed first. */
export const requirementsTable = (campaign: Campaign, lang: Lang): Table =>
  tableOf<Required>(
    'requirements',
    [
      text('rulebook', 22, ({ book }) => book.id),
      integer('number', 7, ({ number }) => number),
      text('topic', 9, ({ known }) => known?.topic),
      text('rule', 12, ({ rule }) => rule),
      text('title', 50, ({ known }) => known?.title[lang]),
      text('obligation', 15, ({ known }) => known?.obligation),
      text('severity', 11, ({ known }) => known?.severity),
      integer('applicable', 11, ({ failed }) => failed?.applicable),
      integer('satisfied', 10, ({ failed }) => failed?.satisfied),
      integer('partial', 13, ({ failed }) => failed?.partial),
      integer('unmet', 10, ({ failed }) => failed?.unmet),
      integer('unknown', 12, ({ failed }) => failed?.unknown),
      integer('error', 12, ({ failed }) => failed?.error),
      number('share', 15, ({ failed }) => failed?.share),
    ],
    () => required(campaign),
  )

type Sample = NonNullable<Campaign['sample']>
interface Drawn {
  readonly draw: 'random' | 'risk'
  readonly number: number
  readonly item: Sample['random'][number]
}

function* drawn({ random, risk }: Sample): Iterable<Drawn> {
  for (const [at, item] of random.entries()) yield { draw: 'random', number: at + 1, item }
  for (const [at, item] of risk.entries()) yield { draw: 'risk', number: at + 1, item }
}

/** Both lists, each in its own order: whoever judges only the first drawn ones still holds a random sample. */
export const sampleTable = (sample: Sample): Table =>
  tableOf<Drawn>(
    'sample',
    [
      text('draw', 10, ({ draw }) => draw),
      integer('number', 7, ({ number }) => number),
      text('institution', 24, ({ item }) => item.institution),
      text('rulebook', 22, ({ item }) => item.rulebook),
      text('rule', 12, ({ item }) => item.rule),
      text('stratum', 30, ({ item }) => item.stratum),
      text('why', 36, ({ item }) => joined(item.why)),
    ],
    () => drawn(sample),
  )

type Previous = NonNullable<Campaign['previous']>

/** Changes against the earlier campaign, of compliance or, where a rulebook has no duty, of good practice. */
export const deltasTable = ({ deltas }: Previous): Table =>
  tableOf<Previous['deltas'][number]>(
    'deltas',
    [
      text('institution', 24, ({ institution }) => institution),
      text('name', 44, ({ name }) => name),
      text('rulebook', 22, ({ rulebook }) => rulebook),
      text('role', 16, ({ role }) => role),
      text('compared', 16, ({ of }) => (of === 'goodPractice' ? 'good_practice' : of)),
      number('before_low', 12, ({ before }) => before?.low),
      number('before_high', 12, ({ before }) => before?.high),
      number('now_low', 12, ({ now }) => now?.low),
      number('now_high', 12, ({ now }) => now?.high),
      text('change', 16, ({ change }) => change),
      number('points', 13, ({ points }) => points),
      text('reason', 20, ({ reason }) => reason),
    ],
    () => deltas.toSorted(by(({ institution, rulebook, role }) => `${institution} ${rulebook} ${role}`)),
  )
