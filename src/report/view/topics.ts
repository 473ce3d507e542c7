// Results by topic: the chart of the page that decides, and a paragraph, a bar and a table for each topic.
import { formatCredit, formatPercent, formatRange } from '../../i18n/format.ts'
import type { Finding, RulebookResult, ScoreSet } from '../../model/assessment.ts'
import { IS_GAP, OUTCOMES } from '../../model/basics.ts'
import { byText } from '../../util/compare.ts'
import { number, outcomeCell, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, gapsInOrder, isAudited, ruleCell, ruleName, tagsOf, type Context } from './context.ts'
import type { Bar, Block, Chart, Section } from './types.ts'

type TopicResult = RulebookResult['topics'][number]

/** Horizontal bars by topic, the highest first; null when no topic has an index. */
export function topicsChart(context: Context): Chart | null {
  const { result } = context
  const bars = result.topics.flatMap((topic) => barOf(topic, context) ?? []).toSorted((a, b) => b.low - a.low || b.high - a.high || byText(a.label, b.label))
  if (bars.length === 0) return null
  return { title: titleOf(bars, context), summary: `${bars.map((bar) => bar.summary).join('; ')}.`, bars, compact: false, legend: legendOf(bars, context) }
}

type TopicBar = Bar & { readonly summary: string; readonly musts: number }

/** The finding: the lowest and the highest topic where no other may reach them, else between which ends all of them lie. */
function titleOf(bars: readonly TopicBar[], { words: { decision: w }, lang }: Context): string {
  const [only, ...more] = bars
  if (only && more.length === 0) return w.chartOne(only.label, only.text)
  const [low, high] = [Math.min(...bars.map((bar) => bar.low)), Math.max(...bars.map((bar) => bar.high))]
  if (low === high) return w.chartEven(formatPercent(low, lang))
  // A topic with a single obligation is no ground for saying where the institution is strong or weak.
  const solid = bars.filter((bar) => bar.musts > 1)
  const among = solid.length > 1 && solid.length < bars.length
  const ranked = solid.length > 1 ? solid : bars
  const alone = (beyond: (bar: TopicBar, other: TopicBar) => boolean) => ranked.find((bar) => ranked.every((other) => other === bar || beyond(bar, other)))
  const lowest = alone((bar, other) => bar.high < other.low)
  const highest = alone((bar, other) => bar.low > other.high)
  if (lowest && highest) return w.chartSpread(among, lowest.label, lowest.text, highest.label, highest.text)
  if (lowest) return w.chartLowest(among, lowest.label, lowest.text)
  if (highest) return w.chartHighest(among, highest.label, highest.text)
  return w.chartBetween(formatPercent(low, lang), formatPercent(high, lang))
}

function barOf(topic: TopicResult, { words, lang, pick, result }: Context): TopicBar | null {
  const { compliance, declared, evidenced } = topic.scores
  if (compliance === null) return null
  const range = (score: typeof declared) => formatRange(score, lang, words.notCalculable)
  const label = pick(topic.title)
  const value = formatRange(compliance, lang, '')
  return {
    label,
    low: compliance.low,
    high: compliance.high,
    declared: declared?.high ?? null,
    text: value,
    musts: result.findings.filter((finding) => finding.topic === topic.id && finding.obligation === 'must' && finding.credit !== null).length,
    summary:
      evidenced === undefined || !isAudited(result)
        ? words.decision.chartSummary(label, value, range(declared))
        : words.audit.chart(label, value, range(evidenced), range(declared)),
  }
}

const legendOf = (bars: readonly Bar[], { words, result }: Context): Chart['legend'] => ({
  sustained: isAudited(result) ? words.audit.legend : words.decision.legendSustained,
  range: bars.some((bar) => bar.low !== bar.high) ? words.decision.legendRange : null,
  declared: words.decision.legendDeclared,
})

export function topicSections(context: Context): readonly Section[] {
  const { words, result, pick } = context
  return [
    section(3, anchor(result, 'temas'), words.topics.title, [], { page: true }),
    ...result.topics.map((topic) => section(4, anchor(result, 'tema', topic.id), pick(topic.title), topicBlocks(topic, context))),
  ]
}

function topicBlocks(topic: TopicResult, context: Context): readonly Block[] {
  const { words, pick } = context
  const findings = context.result.findings.filter((finding) => finding.topic === topic.id)
  const bar = barOf(topic, context)
  return [
    paragraph(topicSentences(topic, context)),
    ...(bar
      ? [{ kind: 'chart' as const, chart: { title: bar.summary, summary: bar.summary, bars: [{ ...bar, label: '' }], compact: true, legend: null } }]
      : []),
    ...(findings.length === 0
      ? []
      : [
          tableBlock(
            words.topics.caption(pick(topic.title)),
            [`${words.topics.rule}*`, words.topics.outcome, words.topics.assurance, `${words.topics.credit}#`],
            findings.map((finding) => findingRow(finding, context)),
            false,
          ),
        ]),
  ]
}

function findingRow(finding: Finding, context: Context) {
  const { words, terms, lang } = context
  return row(
    [
      ruleCell(finding, context, `${terms.obligation[finding.obligation]} · ${terms.severity[finding.severity].toLowerCase()}`),
      outcomeCell(finding.outcome, terms.outcome[finding.outcome], finding.waiver ? words.waived : null),
      text(finding.outcome === 'not-applicable' ? words.none : terms.assurance[finding.assurance]),
      number(formatCredit(finding.credit, lang, words.none)),
    ],
    tagsOf(finding, context),
  )
}

function topicSentences(topic: TopicResult, context: Context): string {
  const { words, terms, lang, result } = context
  const { counts, compliance, declared, evidenced, goodPractice, maturity } = topic.scores
  const range = (score: typeof declared) => formatRange(score, lang, words.notCalculable)
  const applicable = applicableOf(topic.scores)
  if (applicable === 0) return words.topics.noneApplicable
  const parts = OUTCOMES.flatMap((outcome) => (outcome === 'not-applicable' || counts[outcome] === 0 ? [] : [terms.outcomeCount[outcome](counts[outcome])]))
  const heaviest = gapsInOrder(result)
    .filter((finding) => finding.topic === topic.id && IS_GAP[finding.outcome])
    .toSorted((a, b) => lost(b) - lost(a))[0]
  return [
    words.topics.counts(applicable, parts),
    compliance === null
      ? words.topics.noMust
      : evidenced === undefined || !isAudited(result)
        ? words.topics.index(range(compliance), range(declared))
        : `${words.audit.chart(words.audit.topicIndex, range(compliance), range(evidenced), range(declared))}.`,
    ...(goodPractice === null ? [] : [words.topics.goodPractice(formatRange(goodPractice, lang, ''))]),
    ...(maturity === null ? [] : [words.topics.maturity(words.decision.maturityOf(maturity))]),
    ...(heaviest ? [words.topics.heaviest(ruleName(heaviest, context))] : []),
  ].join(' ')
}

const applicableOf = ({ counts }: ScoreSet): number => OUTCOMES.reduce((sum, outcome) => sum + (outcome === 'not-applicable' ? 0 : counts[outcome]), 0)
/** What a gap takes from the index; only used to choose which one to name. */
const lost = (finding: Finding): number => (finding.obligation === 'must' ? 1 : 0) * finding.weight * (10_000 - (finding.credit?.low ?? 10_000))
