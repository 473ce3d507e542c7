// Assessment → the worded, ordered report that every human format draws. Numbers come from the assessment; nothing is scored here.
import { formatDate } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment, RulebookResult } from '../model/assessment.ts'
import { OUTCOMES, SEVERITIES } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'
import { alignmentSections } from './view/alignment.ts'
import { annexSections, signaturesSection } from './view/annexes.ts'
import { attentionSections } from './view/attention.ts'
import { auditSections } from './view/audit.ts'
import { tagsIn } from './view/blocks.ts'
import { clip, contextOf, isBlank } from './view/context.ts'
import { coverView, noticeSection } from './view/cover.ts'
import { decisionSection, summaryOf } from './view/decision.ts'
import { gapSections } from './view/gaps.ts'
import { methodSection, provenanceSection } from './view/method.ts'
import { overviewOf, overviewSections } from './view/overview.ts'
import { planSections } from './view/plan.ts'
import { ruleSections } from './view/rules.ts'
import { topicSections } from './view/topics.ts'
import type { ReportView, Section, ViewOptions } from './view/types.ts'

export type * from './view/types.ts'

/** Longest institution name in a page foot. */
const LONGEST_FOOT = 70

export function buildView(assessment: Assessment, lang: Lang, options: ViewOptions): ReportView {
  const { report: words, findings: terms } = messages(lang)
  const { institution, asOf, results } = assessment
  const contexts = results.map((result) => contextOf(assessment, result, lang, options))
  const sections = [
    noticeSection(assessment, lang, options),
    ...overviewSections(contexts),
    ...results.flatMap((result) => resultSections(assessment, result, lang, options)),
    ...(options.level === 'full' ? annexSections(assessment, lang, options) : []),
    signaturesSection(assessment, lang),
  ]
  const shown = sections.flatMap(tagsIn)
  return {
    lang,
    level: options.level,
    paper: options.paper,
    title: `${words.title} · ${institution.name}`,
    foot: { institution: clip(institution.name, LONGEST_FOOT), date: formatDate(asOf, lang) },
    cover: coverView(assessment, lang, options),
    summaries: contexts.map(summaryOf),
    overview: overviewOf(contexts),
    sections,
    filters: {
      topics: results
        .flatMap(({ topics }) => topics)
        .filter(({ id }, at, all) => shown.some(({ topic }) => topic === id) && all.findIndex((other) => other.id === id) === at)
        .map((topic) => ({ label: topic.title[lang], value: topic.id })),
      outcomes: OUTCOMES.filter((value) => shown.some(({ outcome }) => outcome === value)).map((value) => ({ label: terms.outcome[value], value })),
      severities: SEVERITIES.filter((value) => shown.some(({ severity }) => severity === value)).map((value) => ({ label: terms.severity[value], value })),
    },
  }
}

/** One rulebook's part of the report, cut by the level. */
function resultSections(assessment: Assessment, result: RulebookResult, lang: Lang, options: ViewOptions): readonly Section[] {
  const context = contextOf(assessment, result, lang, options)
  const decision = decisionSection(context)
  const outside = result.coverage.applicable === 0
  // Where nothing was answered, the page that decides says what to begin with; the rest would only repeat every rule.
  const blank = isBlank(result)
  if (options.level === 'executive') return [decision, ...(blank ? [] : planSections(context))]
  const detail =
    outside || blank
      ? [...auditSections(context), ...attentionSections(context)]
      : [...topicSections(context), ...auditSections(context), ...gapSections(context), ...attentionSections(context), ...planSections(context)]
  if (options.level === 'manager') return [decision, ...detail]
  return [
    decision,
    ...detail,
    ...(outside || blank ? [] : alignmentSections(context)),
    ...ruleSections(context),
    methodSection(context),
    provenanceSection(context),
  ]
}
