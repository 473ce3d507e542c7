// What changed, in words and in order: what the two outputs that people read have in common. Texts are not escaped yet.
import { formatCredit, formatDate, formatRange } from '../../i18n/format.ts'
import { messages, type Messages } from '../../i18n/index.ts'
import { CHANGES } from '../../model/diff-words.ts'
import type { AssessmentDiff, CampaignDiff, Change, Diff, IndexDiff, InstitutionDiff, RuleDiff, RulebookDiff, Totals } from '../../model/diff.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { inSeveralRoles } from '../../model/institution-changes.ts'
import { differenceOneDecimal } from '../../util/rounding.ts'
import { clip } from '../view/context.ts'
import { noticeText } from './notice.ts'

export interface DiffView {
  readonly title: string
  readonly subtitle: string
  readonly notices: readonly string[]
  /** Empty when each rulebook tells its own. */
  readonly totals: string
  readonly books: readonly BookView[]
  readonly last: readonly ListView[]
}
/** One rulebook: its figures on both sides, and what moved. */
export interface BookView {
  readonly title: string
  readonly figures: readonly Figure[]
  readonly notes: readonly string[]
  readonly lists: readonly ListView[]
}
export interface Figure {
  readonly label: string
  readonly before: string
  readonly now: string
  readonly change: string
}
export interface ListView {
  readonly change: Change | 'never'
  readonly title: string
  readonly items: readonly Item[]
}
export interface Item {
  readonly code: string
  readonly name: string
  readonly detail: string
}
interface Told {
  readonly lang: Lang
  readonly words: Messages['diff']
}

/** Longest name of a rule or an institution. */
const LONGEST_NAME = 200

/** Everything to be told, the worst first. */
export function viewOf(diff: Diff, lang: Lang): DiffView {
  const told: Told = { lang, words: messages(lang).diff }
  return diff.of === 'assessments' ? assessments(diff, told) : campaigns(diff, told)
}

const days = (before: string, now: string, { lang, words }: Told): string => words.between(formatDate(before, lang), formatDate(now, lang))

function assessments(diff: AssessmentDiff, told: Told): DiffView {
  return {
    title: clip(diff.institution.name),
    subtitle: days(diff.before.asOf, diff.now.asOf, told),
    notices: diff.notices.map((notice) => noticeText(notice, told.lang)),
    totals: totalsText(diff.totals, 'rules', told),
    books: diff.results.map((result) => rulebook(result, diff.results.filter(({ id }) => id === result.id).length > 1, told)),
    last: [],
  }
}

/** The role is told where one rulebook is assessed in several. */
function rulebook(result: RulebookDiff, withRole: boolean, told: Told): BookView {
  const { lang, words } = told
  const { before, now, rules } = result
  const coverage = (state: RulebookDiff['now']) => (state ? words.of(state.coverage.answeredOrMeasured, state.coverage.applicable) : words.none)
  const grade = (state: RulebookDiff['now']) => (state ? (state.grade?.title[lang] ?? words.noGrade) : words.none)
  const indices = [
    [words.figures.compliance, result.compliance],
    [words.figures.declared, result.declared],
    [words.figures.goodPractice, result.goodPractice],
  ] as const
  return {
    title: `${result.title[lang]} (${result.id} ${versions(before, now)}${withRole ? `, ${messages(lang).findings.role[result.role]}` : ''})`,
    figures: [
      ...indices.filter(([, index]) => index.before !== null || index.now !== null).map(([label, index]) => indexFigure(label, index, told)),
      { label: words.figures.coverage, before: coverage(before), now: coverage(now), change: '' },
      { label: words.figures.grade, before: grade(before), now: grade(now), change: '' },
    ],
    notes: [...new Set(indices.flatMap(([, { reason }]) => (reason === undefined ? [] : [words.notCompared(words.reason[reason])])))],
    // Of a rulebook that is wholly new or gone, so is every rule: one notice says it.
    lists: before && now ? lists(rules, words.list.rules, (rule) => ruleItem(rule, told)) : [],
  }
}

const versions = (before: { readonly version: string } | null, now: { readonly version: string } | null): string =>
  [...new Set([before, now].flatMap((state) => (state ? [state.version] : [])))].join(' → ')

function indexFigure(label: string, { before, now, change, points }: IndexDiff, { lang, words }: Told): Figure {
  return {
    label,
    before: change === 'new' ? words.none : formatRange(before, lang, words.notCalculable),
    now: change === 'gone' ? words.none : formatRange(now, lang, words.notCalculable),
    change: points === null ? '' : points === 0 ? '=' : words.points(points),
  }
}

/** What stayed the same is only counted, unless its best end moved. */
function lists<Row extends { readonly change: Change; readonly bestEnd?: string | undefined }>(
  rows: readonly Row[],
  titles: Readonly<Record<Change, string>>,
  item: (row: Row) => Item,
): readonly ListView[] {
  return CHANGES.flatMap((change) => {
    const found = rows.filter((row) => row.change === change && (change !== 'same' || row.bestEnd !== undefined))
    return found.length === 0 ? [] : [{ change, title: titles[change], items: found.map(item) }]
  })
}

function ruleItem({ rule, title, change, cause, before, now }: RuleDiff, { lang, words }: Told): Item {
  const credit = (state: RuleDiff['now']) => formatCredit(state?.credit ?? null, lang, words.none)
  const sides = change === 'new' ? credit(now) : change === 'gone' ? credit(before) : `${credit(before)} → ${credit(now)}`
  return { code: rule, name: clip(title[lang], LONGEST_NAME), detail: cause === null ? sides : `${sides} · ${words.cause[cause]}` }
}

function campaigns(diff: CampaignDiff, told: Told): DiffView {
  const { words } = told
  const status = ({ before, now }: InstitutionDiff['status']) => words.statuses(words.status[before], words.status[now])
  const never = diff.neverAssessed.map((row): Item => ({ code: row.institution, name: clip(row.name, LONGEST_NAME), detail: status(row.status) }))
  return {
    title: words.campaigns(clip(diff.before.name), clip(diff.now.name)),
    subtitle: days(diff.before.asOf, diff.now.asOf, told),
    notices: diff.notices.map((notice) => noticeText(notice, told.lang)),
    // One institution may stand in several rulebooks: then each tells its own.
    totals: diff.rulebooks.length > 1 ? '' : totalsText(diff.totals, 'institutions', told),
    books: diff.rulebooks.map((book) => campaignBook(book, diff, told)),
    last: never.length === 0 ? [] : [{ change: 'never', title: words.list.never, items: never }],
  }
}

function campaignBook({ id, title, before, now, totals, comparable }: CampaignDiff['rulebooks'][number], diff: CampaignDiff, told: Told): BookView {
  const { lang, words } = told
  const value = (figure: number | null | undefined) =>
    figure === null || figure === undefined ? words.none : formatRange({ low: figure, high: figure }, lang, words.none)
  const figures: Figure[] = [{ label: words.figures.median, before: value(before?.median), now: value(now?.median), change: '' }]
  if (comparable) {
    const points = differenceOneDecimal(comparable.now, comparable.before)
    const change = points === 0 ? '=' : words.points(points)
    figures.push({ label: words.figures.comparableMedian, before: value(comparable.before), now: value(comparable.now), change })
  }
  const rows = diff.institutions.filter(({ rulebook: of }) => of === id)
  const withRole = inSeveralRoles(rows)
  return {
    title: `${title[lang]} (${id} ${versions(before, now)})`,
    figures,
    notes: [
      ...(diff.rulebooks.length > 1 ? [totalsText(totals, 'institutions', told)] : []),
      ...(comparable ? [words.comparable(comparable.institutions)] : []),
    ],
    lists: lists(rows, words.list.institutions, (row) => institutionItem(row, withRole(row), told)),
  }
}

function institutionItem(row: InstitutionDiff, withRole: boolean, { lang, words }: Told): Item {
  const { role, kind, kindBefore, change, before, now, points, reason, status, causes = [] } = row
  const { role: roles, institutionKind: kinds } = messages(lang).findings
  const range = (index: InstitutionDiff['now']) => formatRange(index, lang, words.notCalculable)
  const sides = change === 'new' ? range(now) : change === 'gone' ? range(before) : `${range(before)} → ${range(now)}`
  const why = causes.map(({ cause, count, rules }) => words.causeOf(words.cause[cause], count, rules)).join('; ')
  const parts = [
    ...(withRole ? [roles[role]] : []),
    points === null || points === 0 ? sides : `${sides}, ${words.points(points)}`,
    ...(reason === undefined ? [] : [words.reason[reason]]),
    ...(kind && kindBefore ? [words.kinds(kinds[kindBefore], kinds[kind])] : []),
    ...(status.before === status.now ? [] : [words.statuses(words.status[status.before], words.status[status.now])]),
    ...(why === '' ? [] : [why]),
  ]
  return { code: row.institution, name: clip(row.name, LONGEST_NAME), detail: parts.join(' · ') }
}

function totalsText(totals: Totals, of: 'rules' | 'institutions', { words }: Told): string {
  const parts = CHANGES.filter((change) => totals[change] > 0).map((change) => words.count[of][change](totals[change]))
  return parts.length === 0 ? words.nothing : words.totals[of](parts)
}
