// What an auditor should look at, by class and the gravest first, each with the institutions and the places.
import type { Anomaly } from '../../../model/campaign.ts'
import { ANOMALIES } from '../../../model/campaign-words.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { clip } from '../../view/context.ts'
import { grid, gridBlock, head, number, paragraph, row, section, text } from '../blocks.ts'
import type { CampaignContext } from '../context.ts'
import { mainReport } from '../links.ts'
import { anomalySentence, placesOf } from '../sentences.ts'
import type { CampaignSection, Grid, GridRow } from '../types.ts'

/** Names and files of one anomaly that are listed; the workbook has them all. */
const MAX_NAMES = 8
const MAX_PLACES = 8
const LONGEST_NAME = 90

/** All of them, one section per class. */
export function anomalySections(context: CampaignContext): readonly CampaignSection[] {
  const { anomalies: w, sections, filters } = context.words
  const groups = classesOf(context)
  return [
    section(2, 'alertas', sections.anomalies, [paragraph(introOf(context))]),
    ...groups.map(({ id, title, list }) =>
      section(
        3,
        `alerta-${id}`,
        w.group(title, list.length),
        [paragraph(w.weightOf(weightsOf(list, context)), 'quiet'), { kind: 'grid', grid: anomalyGrid(context, title, list, filters.empty) }],
        { short: w.group(title, list.length), long: true },
      ),
    ),
  ]
}

/** How many of each class, and the first ones, for the summary. */
export function anomalySummary(context: CampaignContext, many: number): CampaignSection {
  const { anomalies: w, sections, columns: c } = context.words
  const groups = classesOf(context)
  const first = groups.flatMap(({ list }) => list).slice(0, many)
  return section(2, 'alertas', sections.anomalies, [
    paragraph(introOf(context)),
    ...(groups.length === 0
      ? []
      : [
          gridBlock(
            w.byId,
            [`${c.what}*`, c.weight, `${c.count}#`],
            groups.map(({ title, list }) => row([head(title), text(weightsOf(list, context)), number(formatNumber(list.length))])),
            { captioned: true },
          ),
          { kind: 'grid' as const, grid: { ...anomalyGrid(context, w.first(first.length), first), captioned: true } },
        ]),
  ])
}

const introOf = ({ campaign, words }: CampaignContext): string =>
  words.anomalies.intro(campaign.anomalies.length, new Set(campaign.anomalies.flatMap(({ institutions }) => institutions)).size)

function classesOf({ campaign, shared }: CampaignContext) {
  const groups = Map.groupBy(campaign.anomalies, ({ id }) => id)
  return ANOMALIES.flatMap((id) => {
    const list = groups.get(id) ?? []
    const weight = Math.max(0, ...list.map((anomaly) => anomaly.weight))
    return list.length === 0 ? [] : [{ id, title: shared.anomalies[id].title, list: list.toSorted((a, b) => b.weight - a.weight), weight }]
  }).toSorted((a, b) => b.weight - a.weight)
}

/** `Alta`; of more than one weight, `Media (317), Baja (118)`. The list has the gravest first. */
function weightsOf(list: readonly Anomaly[], { shared }: CampaignContext): string {
  const weights = [...Map.groupBy(list, ({ weight }) => shared.weight[weight] ?? '')]
  return weights.map(([name, of]) => (weights.length === 1 ? name : `${name} (${formatNumber(of.length)})`)).join(', ')
}

function anomalyGrid(context: CampaignContext, caption: string, list: readonly Anomaly[], empty = ''): Grid {
  const { columns: c } = context.words
  return grid(
    caption,
    [c.institution, `${c.what}*`, c.where],
    list.map((anomaly) => anomalyRow(anomaly, context)),
    { style: 'alerts', empty },
  )
}

function anomalyRow(anomaly: Anomaly, context: CampaignContext): GridRow {
  const { anomalies: w } = context.words
  const { institutions, rules } = anomaly
  const names = institutions.map((id) => clip(context.nameOf(id), LONGEST_NAME))
  const places = placesOf(anomaly, context)
  const [one] = institutions.flatMap((id) => context.find(id) ?? [])
  return row(
    [
      names.length === 1
        ? head(names[0] ?? '', { href: one ? mainReport(one.row, context.campaign.anonymous) : '' })
        : head('', { lines: cut(names, MAX_NAMES, context) }),
      text(anomalySentence(anomaly, context), { sub: rules.length === 0 ? '' : w.rules(cut(rules, 12, context)) }),
      text('', { lines: cut(places, MAX_PLACES, context) }),
    ],
    { at: institutions.flatMap((id) => context.find(id)?.at ?? []).join(' ') },
  )
}

const cut = (list: readonly string[], most: number, { words }: CampaignContext): readonly string[] =>
  list.length <= most ? list : [...list.slice(0, most), words.anomalies.more(list.length - most)]
