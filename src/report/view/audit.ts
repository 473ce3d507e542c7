// The auditor's verdicts: declared, by evidence and audited side by side, how far the auditor agreed, and each verdict with its grounds.
import { formatCredit, formatPercent, formatRange } from '../../i18n/format.ts'
import type { Finding } from '../../model/assessment.ts'
import { VERDICT_TEXTS } from '../../model/basics.ts'
import { list, number, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, clip, clipLong, isAudited, ruleCell, ruleName, tagsOf, type Context } from './context.ts'
import type { Block, Figure, Pair, Section } from './types.ts'

type Audit = NonNullable<Finding['audit']>

/** The figure between what is declared and what was audited; none where nobody audited. */
export function evidencedFigure({ words, result, lang }: Context): readonly Figure[] {
  const { evidenced } = result.scores
  if (evidenced === undefined || !isAudited(result)) return []
  return [{ label: words.audit.evidenced, value: formatRange(evidenced, lang, words.notCalculable), note: words.audit.evidencedNote, wide: true }]
}

/** Reads the three indices beside each other; undefined where nobody audited or nothing can be reckoned. */
export function threeSentence({ words, result, lang }: Context): string | undefined {
  const { compliance, declared, evidenced } = result.scores
  if (!compliance || evidenced === undefined || !isAudited(result)) return undefined
  const range = (value: typeof declared) => formatRange(value, lang, words.notCalculable)
  return words.audit.three(range(declared), range(evidenced), range(compliance), result.auditEffect?.effect ?? null)
}

/** How far the auditor agreed, and how many verdicts no longer stand. */
export function auditSentences({ words, result, lang }: Context): readonly string[] {
  const { auditEffect: effect } = result
  if (!effect) return []
  if (!isAudited(result)) return [words.audit.unjudged]
  const { accept, lower, raise, reject, lapsed } = effect.counts
  const standing = accept + lower + raise + reject
  return [
    effect.agreement === null ? words.audit.noneStands : words.audit.agreement(accept, standing, formatPercent(effect.agreement, lang)),
    ...(lapsed > 0 ? [words.audit.lapsed(lapsed)] : []),
  ]
}

/** The verdict in words: `rebajado a «parcialmente»`. */
export const verdictWords = ({ verdict, to }: Audit, { words, terms }: Context): string =>
  words.audit.verdictOf(terms.verdict[verdict], to === undefined ? '' : terms.answer[to])

/** Every verdict of a rulebook; none where nobody audited it. */
export function auditSections(context: Context): readonly Section[] {
  const { words, result } = context
  const w = words.audit
  const judged = result.findings.flatMap((finding) => (finding.audit ? [{ finding, audit: finding.audit }] : []))
  if (judged.length === 0) return []
  return [
    section(
      3,
      anchor(result, 'dictamen'),
      w.title,
      [
        paragraph(w.intro),
        list([threeSentence(context), ...auditSentences(context)].filter((sentence) => sentence !== undefined)),
        tableBlock(
          w.caption,
          [`${w.rule}*`, w.verdict, `${w.declared}#`, `${w.evidenced}#`, `${w.audited}#`],
          judged.map(({ finding, audit }) => verdictRow(finding, audit, context)),
          false,
        ),
      ],
      { page: true },
    ),
    ...judged.map(({ finding, audit }) =>
      section(4, anchor(result, 'dictamen', finding.rule), ruleName(finding, context), [
        { kind: 'facts', pairs: grounds(finding, audit, context) },
      ] satisfies Block[]),
    ),
  ]
}

/** Why a verdict changes nothing. */
const idleWords = ({ outcome }: Finding, { words }: Context): string => (outcome === 'not-applicable' ? words.audit.idleMark : words.audit.nothingMark)

function verdictRow(finding: Finding, audit: Audit, context: Context) {
  const { words, lang } = context
  const credit = (value: Finding['credit']) => number(formatCredit(value, lang, words.none))
  return row(
    [
      ruleCell(finding, context, words.audit.by(clip(audit.auditor), context.longDate(audit.date))),
      text(verdictWords(audit, context), audit.lapsed ? words.audit.lapsedMark : audit.idle ? idleWords(finding, context) : null),
      credit(finding.declared),
      credit(finding.unaudited === undefined ? finding.credit : finding.unaudited),
      audit.lapsed ? number(words.none) : credit(finding.credit),
    ],
    tagsOf(finding, context),
  )
}

/** Condition, criterion, cause, effect, recommendation and reply, as far as they were given; who, when and whether it stands. */
function grounds(finding: Finding, audit: Audit, context: Context): readonly Pair[] {
  const { words } = context
  const w = words.audit
  const state = audit.lapsed ? w.lapsedMark : audit.idle ? idleWords(finding, context) : audit.evidence === undefined ? w.undigested : w.standing
  return [
    { label: w.verdict, value: verdictWords(audit, context) },
    ...VERDICT_TEXTS.flatMap((part) => {
      const said = audit[part]
      return said === undefined ? [] : [{ label: w.parts[part], value: clipLong(said, context) }]
    }),
    { label: w.auditor, value: clip(audit.auditor) },
    { label: w.date, value: context.longDate(audit.date) },
    { label: w.state, value: state },
  ]
}

/** The same as lines of text, with the digest that the verdict carries. */
export const verdictLines = (finding: Finding, audit: Audit, context: Context): readonly string[] => [
  ...grounds(finding, audit, context).map(({ label, value }) => `${label}: ${value}`),
  ...(audit.evidence === undefined ? [] : [context.words.audit.explain.judged(audit.evidence)]),
]
