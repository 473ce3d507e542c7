// What every part of a campaign's pages needs: the words, names in place of ids, and figures written out.
import { formatDate, formatPercent, formatRange } from '../../i18n/format.ts'
import { messages, type Messages } from '../../i18n/index.ts'
import type { Range } from '../../model/assessment.ts'
import { isUnanswered } from '../../model/basics.ts'
import type { Campaign, CampaignRow, CampaignRulebook, Standing } from '../../model/campaign.ts'
import type { Lang, Localized } from '../../model/vocabulary.ts'
import { percent } from '../../util/rounding.ts'

export interface CampaignContext {
  readonly campaign: Campaign
  readonly lang: Lang
  readonly words: Messages['dashboard']
  /** Words that every output of a campaign shares. */
  readonly shared: Messages['campaign']
  readonly terms: Messages['findings']
  /** Words of what changed, those of `diff`. */
  readonly moved: Messages['diff']
  readonly problems: Messages['problems']
  readonly pick: (localized: Localized) => string
  readonly percent: (value: number | null) => string
  readonly range: (range: Range) => string
  readonly longDate: (date: string) => string
  /** An institution's place in the list, and its row; undefined for one that is not listed. */
  readonly find: (id: string) => { readonly at: number; readonly row: CampaignRow } | undefined
  readonly nameOf: (id: string) => string
  readonly kindName: (kind: string | null) => string
  /** `SEG-01 Política de seguridad`: an id never stands without its title. */
  readonly ruleName: (rulebook: string, rule: string) => string
  readonly rulebookName: (id: string) => string
}

export function contextOf(campaign: Campaign, lang: Lang): CampaignContext {
  const all = messages(lang)
  const { dashboard: words, findings: terms } = all
  const found = new Map(campaign.institutions.map((row, at) => [row.id, { at, row }]))
  const rulebooks = new Map(campaign.rulebooks.map((rulebook) => [rulebook.id, rulebook.title[lang]]))
  const rules = new Map(campaign.rulebooks.flatMap(({ id, rules: list }) => list.map((rule) => [`${id} ${rule.id}`, rule.title[lang]] as const)))
  const kinds = new Map<string, string>(Object.entries(terms.institutionKind))
  return {
    campaign,
    lang,
    words,
    shared: all.campaign,
    terms,
    moved: all.diff,
    problems: all.problems,
    pick: (localized) => localized[lang],
    percent: (value) => (value === null ? words.none : formatPercent(value, lang)),
    range: (range) => formatRange(range, lang, words.none),
    longDate: (date) => formatDate(date, lang),
    find: (id) => found.get(id),
    nameOf: (id) => nameOfRow(found.get(id)?.row, id),
    kindName: (kind) => (kind === null ? words.none : (kinds.get(kind) ?? kind)),
    ruleName: (rulebook, rule) => `${rule} ${rules.get(`${rulebook} ${rule}`) ?? ''}`.trim(),
    rulebookName: (id) => rulebooks.get(id) ?? id,
  }
}

const nameOfRow = (row: CampaignRow | undefined, id: string): string => (row === undefined || row.name.trim() === '' ? id : row.name)

/** An assessed institution with its standing in one rulebook. */
export interface Stand {
  readonly at: number
  readonly row: CampaignRow
  readonly standing: Standing
}

/** Everybody assessed in a rulebook, in the order of the campaign. */
export const standsOf = ({ campaign }: CampaignContext, rulebook: CampaignRulebook): readonly Stand[] =>
  campaign.institutions.flatMap((row, at) => row.standings.filter((standing) => standing.rulebook === rulebook.id).map((standing) => ({ at, row, standing })))

/** Those of whom something was answered or measured: only their indices say anything. */
export const knownStandsOf = (context: CampaignContext, rulebook: CampaignRulebook): readonly Stand[] =>
  standsOf(context, rulebook).filter(({ standing }) => !isUnanswered(standing.coverage))

/** The standings of a group of peers, in its order: an institution may stand in several, in one role each. */
export function membersOf(stands: readonly Stand[], { members, applicable }: CampaignRulebook['groups'][number]): readonly Stand[] {
  const byId = new Map(stands.filter(({ standing }) => standing.applicable === applicable).map((stand) => [stand.row.id, stand]))
  return members.flatMap((id) => byId.get(id) ?? [])
}

/** Percent of the applicable rules answered or measured; null when none applies. */
export const coverageOf = ({ coverage: { applicable, answeredOrMeasured } }: Standing): number | null =>
  applicable === 0 ? null : percent(answeredOrMeasured, applicable)

/** The low ends of what is computable. */
export const lows = (ranges: readonly Range[]): readonly number[] => ranges.flatMap((range) => (range === null ? [] : [range.low]))
