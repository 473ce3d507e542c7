// One row per listed institution; its figures by rulebook; its figures by topic.
import type { Campaign, CampaignRow, Rank, Rejection, Standing } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { by, byText } from '../../util/compare.ts'
import { percent } from '../../util/rounding.ts'
import { contextOf, type CampaignContext } from './context.ts'
import { problemSentence, rejectionSentence } from './sentences.ts'
import { boolean, date, integer, joined, number, tableOf, text, type Field, type Table } from './table.ts'

const sorted = (campaign: Campaign): readonly CampaignRow[] => campaign.institutions.toSorted(by(({ id }) => id))

/** One row per listed institution: assessed, rejected and missing. */
export function institutionsTable(campaign: Campaign, lang: Lang): Table {
  const context = contextOf(campaign, lang)
  return tableOf<CampaignRow>(
    'institutions',
    [
      text('institution', 24, ({ id }) => id),
      text('name', 44, ({ name }) => name),
      text('kind', 22, ({ kind }) => kind),
      text('sector', 18, ({ sector }) => sector),
      text('province', 20, ({ province }) => province),
      integer('staff', 12, ({ staff }) => staff),
      text('band', 14, ({ band }) => band),
      text('status', 12, ({ status }) => status),
      text('rejection', 18, ({ rejection }) => rejection?.code),
      text('rejection_place', 24, ({ rejection }) => rejectionPlace(rejection)),
      text('rejection_words', 60, ({ rejection }) => rejection && rejectionWords(rejection, context)),
      text('source', 32, ({ source }) => source),
      text('folder', 24, ({ folder }) => folder),
      integer('period', 10, ({ period }) => period),
      text('digest', 20, ({ digest }) => digest),
      integer('documents_registered', 14, ({ documents }) => documents?.registered),
      integer('documents_present', 14, ({ documents }) => documents?.present),
      integer('anomalies', 11, ({ anomalies }) => anomalies),
      text('auditor', 24, ({ audit }) => audit?.auditor),
      date('audit_date', 13, ({ audit }) => audit?.date),
      integer('audit_accept', 11, ({ audit }) => audit?.accept),
      integer('audit_lower', 11, ({ audit }) => audit?.lower),
      integer('audit_raise', 11, ({ audit }) => audit?.raise),
      integer('audit_reject', 11, ({ audit }) => audit?.reject),
      integer('audit_lapsed', 11, ({ audit }) => audit?.lapsed),
      boolean('gate_passed', 11, ({ gate }) => gate?.passed),
      integer('gate_errors', 11, ({ gate }) => gate?.errors),
      integer('gate_warnings', 11, ({ gate }) => gate?.warnings),
      text('gate_reasons', 44, ({ gate }) => gate?.reasons.join('\n')),
    ],
    () => sorted(campaign),
  )
}

/** Where the first of its problems is. */
function rejectionPlace(rejection: Rejection | undefined): string | null {
  const first = rejection?.problems[0]
  if (!first) return null
  return first.line > 0 ? `${first.file}:${first.line}:${first.col}` : first.file
}

/** Why, and the first of its problems. */
const rejectionWords = (rejection: Rejection, context: CampaignContext): string =>
  [rejectionSentence(rejection, context), ...rejection.problems.slice(0, 1).map((problem) => problemSentence(problem, context))].join(' ')

interface Scored {
  readonly row: CampaignRow
  readonly standing: Standing
}

function* scored(campaign: Campaign): Iterable<Scored> {
  for (const row of sorted(campaign))
    for (const standing of row.standings.toSorted((a, b) => byText(a.rulebook, b.rulebook) || byText(a.role, b.role))) yield { row, standing }
}

/** The places of an institution in one kind of comparison. */
function rankFields(kind: Rank['by']): readonly Field<Scored>[] {
  const rankOf = ({ standing }: Scored) => standing.ranks.find((rank) => rank.by === kind)
  return [
    text(`rank_${kind}_group`, 22, (item: Scored) => rankOf(item)?.group),
    integer(`rank_${kind}_best`, 13, (item: Scored) => rankOf(item)?.best),
    integer(`rank_${kind}_worst`, 13, (item: Scored) => rankOf(item)?.worst),
    integer(`rank_${kind}_of`, 16, (item: Scored) => rankOf(item)?.of),
    number(`rank_${kind}_percentile`, 13, (item: Scored) => rankOf(item)?.percentile),
  ]
}

/** The indices that a whole rulebook and each of its topics have. */
const indexFields = <Item>(figures: (item: Item) => Pick<Standing, 'compliance' | 'declared'>): readonly Field<Item>[] => [
  number('compliance_low', 14, (item: Item) => figures(item).compliance?.low),
  number('compliance_high', 14, (item: Item) => figures(item).compliance?.high),
  number('declared_low', 13, (item: Item) => figures(item).declared?.low),
  number('declared_high', 13, (item: Item) => figures(item).declared?.high),
]

const practiceFields = <Item>(figures: (item: Item) => Pick<Standing, 'goodPractice' | 'maturity'>): readonly Field<Item>[] => [
  number('good_practice_low', 14, (item: Item) => figures(item).goodPractice?.low),
  number('good_practice_high', 14, (item: Item) => figures(item).goodPractice?.high),
  number('maturity', 10, (item: Item) => figures(item).maturity),
]

const countFields = <Item>(counts: (item: Item) => Standing['counts']): readonly Field<Item>[] => [
  integer('satisfied', 10, (item: Item) => counts(item).satisfied),
  integer('partial', 13, (item: Item) => counts(item).partial),
  integer('unmet', 10, (item: Item) => counts(item).unmet),
  integer('unknown', 12, (item: Item) => counts(item).unknown),
  integer('not_applicable', 10, (item: Item) => counts(item)['not-applicable']),
  integer('error', 12, (item: Item) => counts(item).error),
]

/** Institution × rulebook (× role, where one is assessed in two): indices, coverage, grade and places. */
export const scoresTable = (campaign: Campaign): Table =>
  tableOf<Scored>(
    'scores',
    [
      text('institution', 24, ({ row }) => row.id),
      text('name', 44, ({ row }) => row.name),
      text('kind', 22, ({ row }) => row.kind),
      text('rulebook', 22, ({ standing }) => standing.rulebook),
      text('role', 14, ({ standing }) => standing.role),
      ...indexFields<Scored>(({ standing }) => standing),
      number('audited_low', 13, ({ standing }) => standing.audited?.low),
      number('audited_high', 13, ({ standing }) => standing.audited?.high),
      ...practiceFields<Scored>(({ standing }) => standing),
      integer('applicable', 12, ({ standing }) => standing.coverage.applicable),
      integer('answered', 13, ({ standing }) => standing.coverage.answeredOrMeasured),
      integer('full_proof', 13, ({ standing }) => standing.coverage.fullProof),
      number('coverage', 11, ({ standing: { coverage } }) => (coverage.applicable === 0 ? null : percent(coverage.answeredOrMeasured, coverage.applicable))),
      number('removed_weight', 11, ({ standing }) => standing.coverage.removedWeight),
      ...countFields<Scored>(({ standing }) => standing.counts),
      text('grade', 14, ({ standing }) => standing.grade?.band),
      text('grade_uncapped', 14, ({ standing }) => standing.grade?.uncapped),
      text('capped_by', 20, ({ standing }) => joined(standing.grade?.cappedBy)),
      boolean('provisional', 12, ({ standing }) => standing.grade?.provisional),
      text('provisional_because', 20, ({ standing }) => joined(standing.grade?.provisionalBecause)),
      ...rankFields('kind'),
      ...rankFields('sector'),
      ...rankFields('band'),
      text('unranked', 18, ({ standing }) => standing.unranked),
      text('rules_digest', 20, ({ standing }) => standing.applicable),
    ],
    () => scored(campaign),
  )

interface ScoredTopic extends Scored {
  readonly topic: string
  readonly figures: Standing['topics'][string]
}

function* scoredTopics(campaign: Campaign): Iterable<ScoredTopic> {
  for (const item of scored(campaign)) {
    const topics = Object.entries(item.standing.topics).toSorted(by(([topic]) => topic))
    for (const [topic, figures] of topics) yield { ...item, topic, figures }
  }
}

/** Institution × rulebook × topic. */
export function topicsTable(campaign: Campaign, lang: Lang): Table {
  const titles = new Map(campaign.rulebooks.flatMap(({ id, topics }) => topics.map((topic) => [`${id} ${topic.id}`, topic.title[lang]] as const)))
  return tableOf<ScoredTopic>(
    'topics',
    [
      text('institution', 24, ({ row }) => row.id),
      text('rulebook', 22, ({ standing }) => standing.rulebook),
      text('role', 14, ({ standing }) => standing.role),
      text('topic', 9, ({ topic }) => topic),
      text('title', 40, ({ standing, topic }) => titles.get(`${standing.rulebook} ${topic}`)),
      ...indexFields<ScoredTopic>(({ figures }) => figures),
      ...practiceFields<ScoredTopic>(({ figures }) => figures),
      ...countFields<ScoredTopic>(({ figures }) => figures.counts),
    ],
    () => scoredTopics(campaign),
  )
}
