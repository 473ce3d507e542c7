// What the pages of a campaign are not, by which numbers they were made, and their head.
import { messages } from '../../../i18n/index.ts'
import type { Pair } from '../../view/types.ts'
import { list, paragraph, section } from '../blocks.ts'
import type { CampaignContext } from '../context.ts'
import type { CampaignSection } from '../types.ts'
import { totalsOf } from './institutions.ts'

export interface Head {
  readonly title: string
  readonly campaign: string
  readonly totals: string
  readonly facts: readonly Pair[]
  readonly rulebooks: readonly string[]
  readonly rulebooksLabel: string
}

export function headOf(context: CampaignContext, title: string): Head {
  const { facts: w } = context.words
  const { cover } = messages(context.lang).report
  const { campaign } = context
  return {
    title,
    campaign: campaign.name,
    totals: context.shared.totals(...totalsOf(context)),
    facts: [
      { label: w.asOf, value: context.longDate(campaign.asOf) },
      ...(campaign.closes === undefined ? [] : [{ label: w.closes, value: context.longDate(campaign.closes) }]),
      { label: w.tool, value: `${campaign.tool.name} ${campaign.tool.version}` },
    ],
    rulebooks: campaign.rulebooks.map(({ title, version, overlay }) => cover.rulebook(context.pick(title), version, overlay?.title[context.lang] ?? '')),
    rulebooksLabel: w.rulebooks,
  }
}

/** `page`: the dashboard draws every range; the summary shows medians and ends. */
export function noticeSection({ words: { notice: w }, campaign }: CampaignContext, page: 'dashboard' | 'summary'): CampaignSection {
  return section(2, 'aviso', w.title, [list([w.aid[page], w.words, w.figures[page], ...(campaign.anonymous ? [w.anonymous] : [])])])
}

export const methodSection = ({ words, campaign }: CampaignContext): CampaignSection =>
  section(2, 'metodo', words.sections.method, [
    paragraph(words.method.proposal),
    list([...words.method.items(campaign.method), ...(campaign.anonymous ? [words.method.anonymous(campaign.method.smallCell)] : [])]),
  ])
