// The national summary of a campaign: a short document for print, a pure function of the Campaign.
import type { Campaign } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { cssString } from '../escape.ts'
import { CAMPAIGN_CSS, CSS } from '../templates.generated.ts'
import { clip } from '../view/context.ts'
import type { Paper } from '../view/types.ts'
import { section } from './blocks.ts'
import { contextOf } from './context.ts'
import { renderPage } from './page.ts'
import type { CampaignSection } from './types.ts'
import { anomalySummary } from './view/anomalies.ts'
import { auditSections, changeSections, sampleSections } from './view/audit.ts'
import { failedSection } from './view/failed.ts'
import { apartSummary } from './view/institutions.ts'
import { headOf, methodSection, noticeSection } from './view/notice.ts'
import { overviewSections } from './view/overview.ts'
import { extremeBlocks } from './view/ranking.ts'

/** Rows per list, so that the whole stays a few pages; with several rulebooks each has the shortest part. */
const ROWS = { failed: 8, failedOfSeveral: 5, extremes: 36, anomalies: 5, audit: 5, sample: 0, changes: 5 }
const LONGEST_FOOT = 70

/** The HTML that is printed as the national summary. The same campaign gives the same bytes. */
export function summaryHtml(campaign: Campaign, { lang, paper }: { lang: Lang; paper: Paper }): string {
  const context = contextOf(campaign, lang)
  const { words } = context
  const several = campaign.rulebooks.length > 1
  const sections: readonly CampaignSection[] = [
    ...campaign.rulebooks.flatMap((rulebook, index) => {
      const book = String(index)
      return [
        ...overviewSections(context, rulebook, book),
        failedSection(context, rulebook, book, several ? ROWS.failedOfSeveral : ROWS.failed, false),
        ...(several ? [] : [section(3, `c${book}-extremos`, words.sections.ranking, extremeBlocks(context, rulebook, ROWS.extremes))]),
      ]
    }),
    anomalySummary(context, ROWS.anomalies),
    ...auditSections(context, ROWS.audit),
    ...sampleSections(context, ROWS.sample).filter(({ depth }) => depth === 2),
    ...changeSections(context, ROWS.changes),
    apartSummary(context),
    noticeSection(context, 'summary'),
    methodSection(context),
  ]
  return renderPage('campaign-summary', {
    lang,
    title: words.page.summaryOf(campaign.name),
    words,
    head: headOf(context, words.summaryTitle),
    sections: sections.map(printed),
    css: `${CSS}\n${CAMPAIGN_CSS}\n${pageCss(paper, `${clip(campaign.name, LONGEST_FOOT)} · ${context.longDate(campaign.asOf)}`)}`,
    script: '',
  })
}

/** Paper has no folds. */
const printed = (part: CampaignSection): CampaignSection => ({ ...part, long: false, blocks: part.blocks.filter(({ kind }) => kind !== 'folded') })

/** Data stands in the foot only as an escaped CSS string. */
const pageCss = (paper: Paper, foot: string): string => `@page{size:${paper}}\n@page{@bottom-left{content:${cssString(foot)}}}`
