// The auditor's dashboard of a campaign: one offline HTML file, a pure function of the Campaign.
import type { Campaign } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { CAMPAIGN_CSS, CAMPAIGN_SCRIPT, CSS } from '../templates.generated.ts'
import { contextOf } from './context.ts'
import { renderPage } from './page.ts'
import { anomalySections } from './view/anomalies.ts'
import { auditSections, changeSections, sampleSections } from './view/audit.ts'
import { failedSection } from './view/failed.ts'
import { apartSections, facetsOf, institutionsSection } from './view/institutions.ts'
import { headOf, methodSection, noticeSection } from './view/notice.ts'
import { overviewSections } from './view/overview.ts'
import { heatSection, rankingSections } from './view/ranking.ts'

/** Requirements shown before the rest is folded. */
const MOST_FAILED = 20

/** `index.html` of a campaign. The same campaign gives the same bytes. */
export function dashboardHtml(campaign: Campaign, { lang }: { lang: Lang }): string {
  const context = contextOf(campaign, lang)
  const { words } = context
  const facets = facetsOf(context)
  const sections = [
    noticeSection(context, 'dashboard'),
    ...campaign.rulebooks.flatMap((rulebook, index) => {
      const book = String(index)
      return [
        ...overviewSections(context, rulebook, book),
        failedSection(context, rulebook, book, MOST_FAILED, true),
        ...rankingSections(context, rulebook, book),
        ...heatSection(context, rulebook, book),
      ]
    }),
    ...anomalySections(context),
    ...auditSections(context),
    ...sampleSections(context),
    ...changeSections(context),
    institutionsSection(context, facets),
    ...apartSections(context),
    methodSection(context),
  ]
  const css = `${CSS}\n${CAMPAIGN_CSS}`
  return renderPage('campaign', {
    lang,
    title: `${words.title} · ${campaign.name}`,
    words,
    head: headOf(context, words.title),
    contents: sections.filter(({ depth }) => depth < 4),
    books: campaign.rulebooks.length < 2 ? [] : campaign.rulebooks.map((rulebook, index) => ({ value: String(index), label: context.pick(rulebook.title) })),
    filters: facets.filters,
    sections,
    css,
    script: CAMPAIGN_SCRIPT,
  })
}
