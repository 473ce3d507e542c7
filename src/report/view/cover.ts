// The cover and the notice: who, when, against what, and what this report is not.
import { formatNumber } from '../../i18n/format.ts'
import type { Assessment } from '../../model/assessment.ts'
import { ASSURANCES } from '../../model/basics.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { digestOf } from '../../util/canonical-json.ts'
import { list, section } from './blocks.ts'
import { clip, contextOf, isIndirect, type Context } from './context.ts'
import { messages } from '../../i18n/index.ts'
import type { CoverView, Pair, Section, ViewOptions } from './types.ts'
import { formatDate } from '../../i18n/format.ts'

export function coverView(assessment: Assessment, lang: Lang, options: ViewOptions): CoverView {
  const { report: words, findings: terms } = messages(lang)
  const { institution, previous, audit } = assessment
  const cover = words.cover
  const optional = (label: string, value: string | undefined): Pair[] => (value === undefined ? [] : [{ label, value }])
  return {
    title: words.title,
    institution: institution.name,
    facts: [
      { label: cover.kind, value: terms.institutionKind[institution.kind] },
      ...optional(cover.sector, institution.sector),
      ...optional(cover.province, institution.province),
      ...optional(cover.staff, institution.staff === undefined ? undefined : formatNumber(institution.staff)),
      { label: cover.period, value: String(assessment.period) },
      { label: cover.asOf, value: formatDate(assessment.asOf, lang) },
      ...optional(cover.previous, previous && cover.previousOf(formatDate(previous.asOf, lang), previous.digest)),
      ...optional(words.audit.title, audit && words.audit.cover(clip(audit.auditor), formatDate(audit.date, lang), audit.sha256)),
      { label: cover.level, value: words.level[options.level] },
      { label: cover.tool, value: `${assessment.tool.name} ${assessment.tool.version}` },
    ],
    rulebooks: assessment.results.map((result) => cover.rulebook(result.title[lang], result.version, result.overlay?.title[lang] ?? '')),
    rulebooksLabel: cover.rulebooks,
    // A copy for publication is marked as one, on every page, in place of the mark of the original.
    confidentiality: options.publishable ? cover.publishableMark : terms.confidentiality[assessment.confidentiality],
    publishable: options.publishable ? cover.publishable : null,
    digest: digestOfAssessment(assessment),
    digestLabel: cover.digest,
    digestNote: cover.digestNote,
  }
}

const digests = new WeakMap<Assessment, string>()

/** The digest that the cover prints; reckoned once, however many formats are drawn. */
export function digestOfAssessment(assessment: Assessment): string {
  const digest = digests.get(assessment) ?? digestOf(assessment)
  digests.set(assessment, digest)
  return digest
}

export function noticeSection(assessment: Assessment, lang: Lang, options: ViewOptions): Section {
  const { notice } = messages(lang).report
  const shown = assessment.results.flatMap((result) => result.findings)
  const indirect = shown.filter(isIndirect).length
  return section(
    2,
    'aviso',
    notice.title,
    [
      list([
        notice.aid,
        notice.words,
        ...assessment.results.map((result) => supportSentence(contextOf(assessment, result, lang, options))),
        notice.diamond(indirect, shown.length),
        notice.method,
      ]),
    ],
    { page: true },
  )
}

/** What was declared and what was verified, as counts. */
function supportSentence({ words, result, pick }: Context): string {
  const applicable = result.findings.filter((finding) => finding.outcome !== 'not-applicable')
  if (applicable.length === 0) return words.notice.noneApplicable(pick(result.title))
  const parts = ASSURANCES.toReversed().flatMap((level) => {
    const n = applicable.filter((finding) => finding.assurance === level).length
    return n === 0 ? [] : [words.notice.supportPart[level](n)]
  })
  return words.notice.support(pick(result.title), applicable.length, parts)
}
