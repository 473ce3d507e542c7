// Every listed institution, which search and filters look at; those rejected or missing with the reason; what nobody expected.
import type { CampaignRow } from '../../../model/campaign.ts'
import { REJECTIONS } from '../../../model/campaign-words.ts'
import { INSTITUTION_KINDS } from '../../../model/basics.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { byText } from '../../../util/compare.ts'
import { clip } from '../../view/context.ts'
import { gridBlock, head, links, number, paragraph, row, section, text } from '../blocks.ts'
import type { CampaignContext } from '../context.ts'
import { mainReport, reportLinks } from '../links.ts'
import { problemSentence, rejectionSentence } from '../sentences.ts'
import type { CampaignBlock, CampaignSection, GridCell } from '../types.ts'

/** Problems of one institution that are shown. */
const MAX_PROBLEMS = 4
const STATUSES = ['assessed', 'rejected', 'missing'] as const

/** What one filter can choose; `value` is a place in the list, so that no data becomes an attribute to compare. */
export interface Facet {
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}
interface Facets {
  readonly filters: readonly Facet[]
  /** `2,0,,1,0`: an institution's value in each filter. */
  readonly of: (row: CampaignRow) => string
}

/** The first number of a band of sizes, so that bands stand in the order of their sizes. */
const leastOf = (band: string): number => Number((/\d[\d,.]*/.exec(band)?.[0] ?? '').replaceAll(/[,.]/g, ''))

/** The filters that have something to choose from, and each institution's values in all of them. */
export function facetsOf(context: CampaignContext): Facets {
  const { filters: w } = context.words
  const { institutions } = context.campaign
  const distinct = (value: (row: CampaignRow) => string | null) => [...new Set(institutions.map(value))].filter((item) => item !== null).toSorted(byText)
  const same = (item: string) => item
  const all = [
    {
      name: 'kind',
      label: w.kind,
      of: (item: CampaignRow) => item.kind as string | null,
      values: INSTITUTION_KINDS.filter((kind) => institutions.some((item) => item.kind === kind)) as readonly string[],
      word: context.kindName as (item: string) => string,
    },
    ...(['sector', 'province', 'band'] as const).map((name) => ({
      name,
      label: w[name],
      of: (item: CampaignRow) => item[name],
      values: distinct((item) => item[name]).toSorted((a, b) => (name === 'band' ? leastOf(a) - leastOf(b) : 0)) as readonly string[],
      word: same,
    })),
    {
      name: 'status',
      label: w.status,
      of: (item: CampaignRow) => item.status as string | null,
      values: STATUSES.filter((status) => institutions.some((item) => item.status === status)) as readonly string[],
      word: (item: string) => new Map<string, string>(Object.entries(context.shared.status)).get(item) ?? item,
    },
  ].map((facet) => ({ ...facet, places: new Map(facet.values.map((value, at) => [value, String(at)])) }))
  return {
    filters: all.map(({ name, label, values, word }) => ({ name, label, options: values.map((value, at) => ({ value: String(at), label: word(value) })) })),
    of: (item) => all.map(({ of, places }) => places.get(of(item) ?? '') ?? '').join(','),
  }
}

export function institutionsSection(context: CampaignContext, facets: Facets): CampaignSection {
  const { columns: c, list: w, sections, none } = context.words
  const { campaign } = context
  const some = (value: (item: CampaignRow) => boolean) => campaign.institutions.some(value)
  const linked = some((item) => reportLinks(item, campaign.anonymous).length > 0)
  const optional = (['sector', 'province', 'band'] as const).filter((name) => some((item) => item[name] !== null))
  return section(
    2,
    'instituciones',
    sections.institutions,
    [
      paragraph(w.intro),
      gridBlock(
        sections.institutions,
        [`${c.institution}*`, c.kind, ...optional.map((name) => c[name]), c.status, `${c.anomalies}#`, ...(linked ? [c.reports] : [])],
        campaign.institutions.map((item, at) => {
          const name = context.nameOf(item.id)
          return row(
            [
              head(name, { sub: name === item.id ? '' : item.id, href: mainReport(item, campaign.anonymous) }),
              text(context.kindName(item.kind)),
              ...optional.map((key) => text(item[key] ?? none)),
              text(context.shared.status[item.status]),
              number(formatNumber(item.anomalies)),
              ...(linked ? [links(reportLinks(item, campaign.anonymous))] : []),
            ],
            { id: `i${at}`, at: String(at), facets: facets.of(item) },
          )
        }),
        { style: 'listed', empty: context.words.filters.empty },
      ),
    ],
    { long: true },
  )
}

/** Rejected with the reason, missing, and strays. */
export function apartSections(context: CampaignContext): readonly CampaignSection[] {
  const { columns: c, list: w, sections, none } = context.words
  const { campaign } = context
  const found = campaign.institutions.map((item, at) => ({ item, at }))
  const rejected = found.filter(({ item }) => item.status === 'rejected')
  const missing = found.filter(({ item }) => item.status === 'missing')
  const block = <Item>(items: readonly Item[], make: (shown: readonly Item[]) => CampaignBlock): readonly CampaignBlock[] =>
    items.length === 0 ? [] : [make(items)]
  const empty = { empty: context.words.filters.empty }
  return [
    section(2, 'aparte', sections.apart, [paragraph(context.shared.totals(...totalsOf(context)), 'strong')]),
    section(3, 'rechazadas', sections.rejected, [
      paragraph(rejected.length === 0 ? w.noRejected : w.rejectedIntro),
      ...(rejected.length > 5 ? [reasons(context, 0)] : []),
      ...block(rejected, (shown) =>
        gridBlock(
          sections.rejected,
          [c.institution, `${c.why}*`, c.source],
          shown.map(({ item, at }) => row([head(context.nameOf(item.id)), reasonCell(context, item), text(clip(item.source ?? none))], { at: String(at) })),
          empty,
        ),
      ),
    ]),
    section(3, 'sin-entregar', sections.missing, [
      paragraph(missing.length === 0 ? w.noMissing : w.missingIntro),
      ...block(missing, (shown) =>
        gridBlock(
          sections.missing,
          [`${c.institution}*`, c.kind, c.province],
          shown.map(({ item, at }) => row([head(context.nameOf(item.id)), text(context.kindName(item.kind)), text(item.province ?? none)], { at: String(at) })),
          empty,
        ),
      ),
    ]),
    ...(campaign.strays.length === 0
      ? []
      : [
          section(3, 'ajenas', sections.strays, [
            paragraph(w.straysIntro),
            ...block(campaign.strays, (shown) =>
              gridBlock(
                sections.strays,
                [`${c.source}*`, c.id],
                shown.map(({ source, id }) => row([head(clip(source)), text(id ?? none)])),
              ),
            ),
          ]),
        ]),
  ]
}

export const totalsOf = ({ campaign: { totals } }: CampaignContext) => [totals.listed, totals.assessed, totals.rejected, totals.missing] as const

function reasonCell(context: CampaignContext, { rejection }: CampaignRow): GridCell {
  if (!rejection) return text('')
  const { problems } = rejection
  const more = problems.length > MAX_PROBLEMS ? [context.words.list.problemsMore(problems.length - MAX_PROBLEMS)] : []
  return text(rejectionSentence(rejection, context), {
    lines: [...problems.slice(0, MAX_PROBLEMS).map((problem) => problemSentence(problem, context)), ...more],
  })
}

/** How many were rejected for each reason, with the first `names`. */
function reasons(context: CampaignContext, names: number): CampaignBlock {
  const { list: w, columns: c } = context.words
  const groups = Map.groupBy(context.campaign.institutions, ({ rejection }) => rejection?.code)
  return gridBlock(
    w.byReason,
    [c.why, `${c.count}#`, ...(names > 0 ? [`${c.institution}*`] : [])],
    REJECTIONS.flatMap((code) => {
      const group = groups.get(code) ?? []
      if (group.length === 0) return []
      return [
        row([head(context.shared.rejections[code].title), number(formatNumber(group.length)), ...(names > 0 ? [text(namesOf(context, group, names))] : [])]),
      ]
    }),
    { captioned: true, style: names > 0 ? '' : 'narrow' },
  )
}

/** The first names in one line, and how many more there are. */
function namesOf(context: CampaignContext, group: readonly CampaignRow[], many: number): string {
  const names = group.slice(0, many).map(({ id }) => clip(context.nameOf(id), 80))
  return [names.join(', '), ...(group.length > many ? [context.words.anomalies.more(group.length - many)] : [])].join(' ')
}

/** The same in short: reasons with a few names, and who is missing. */
export function apartSummary(context: CampaignContext): CampaignSection {
  const { list: w, sections } = context.words
  const { institutions, strays } = context.campaign
  const missing = institutions.filter(({ status }) => status === 'missing')
  return section(2, 'aparte', sections.apart, [
    paragraph(context.shared.totals(...totalsOf(context)), 'strong'),
    ...(institutions.some(({ status }) => status === 'rejected') ? [reasons(context, 3)] : [paragraph(w.noRejected)]),
    paragraph(missing.length === 0 ? w.noMissing : `${sections.missing}: ${namesOf(context, missing, 40)}.`),
    ...(strays.length === 0 ? [] : [paragraph(`${sections.strays}: ${formatNumber(strays.length)}.`)]),
  ])
}
