// One screen of 80 columns: where the institution stands, why, what to do first, and where the files are.
import { messages } from '../i18n/index.ts'
import { PLAIN, type Paint } from '../util/paint.ts'
import { screenLine } from '../util/terminal-safe.ts'
import { WIDTH, block, columns, fit, pad, wrap } from '../util/text-layout.ts'
import type { Format } from './format.ts'
import { buildView, type Chart, type OverviewLine, type Step, type Summary } from './view.ts'

const BARS = 26
const BRIEF_STEPS = 3

export default {
  extension: 'txt',
  fileName: 'resumen.txt',
  render: (assessment, { lang, level, paper, paint = PLAIN, files = [] }) => {
    const view = buildView(assessment, lang, { level, paper })
    const words = messages(lang).report
    const parts = [
      paint.bold(fit(assessment.institution.name, WIDTH)),
      paint.dim(fit(`${view.cover.title} · ${view.foot.date}`, WIDTH)),
      ...(view.overview.length === 0
        ? view.summaries.map((summary) => draw(summary, paint, words))
        : [glance(view.overview, paint, words), ...view.summaries.map((summary) => brief(summary, paint, words))]),
      ...(files.length === 0 ? [] : [[paint.bold(words.terminal.files), ...files.map((file) => `  ${screenLine(file)}`)].join('\n')]),
    ]
    return `${[parts.slice(0, 2).join('\n'), ...parts.slice(2)].join('\n\n')}\n`
  },
} satisfies Format

type Words = ReturnType<typeof messages>['report']

function draw(summary: Summary, paint: Paint, words: Words): string {
  const { panel, sentences, chart, steps, stepsTitle, gaps, title } = summary
  const parts: string[] = [[paint.blue(fit(title, WIDTH)), paint.dim(block(summary.subtitle, ''))].join('\n')]
  if (panel) {
    const rows = [
      [panel.label, `${panel.value}  ${panel.note}`],
      ...panel.figures.map(({ label, value, note }) => [label, note === '' ? value : `${value}  ${note}`]),
      ...panel.minor.map(({ label, value }) => [label, value]),
    ] as const
    const width = Math.max(...rows.map(([label = '']) => columns(label)))
    parts.push(
      rows
        .map(([label = '', value = ''], index) => {
          const line = `  ${pad(label, width)}  ${value}`
          return index === 0 ? paint.bold(line) : line
        })
        .join('\n'),
    )
  }
  parts.push(sentences.map((sentence) => block(sentence, '  ')).join('\n'))
  if (chart) parts.push(bars(chart, paint))
  if (steps.length > 0) {
    const rest = gaps - steps.length
    parts.push(
      [
        paint.bold(stepsTitle),
        ...steps.map((step, index) => todo(step, index + 1, paint)),
        ...(steps.some(({ rule }) => rule.includes('◇')) ? [paint.dim(block(words.terminal.diamond, '     '))] : []),
        ...(rest > 0 ? [paint.dim(`     ${words.terminal.more(rest)}`)] : []),
      ].join('\n'),
    )
  }
  return parts.join('\n\n')
}

/** Several rulebooks: a line for each. */
function glance(lines: readonly OverviewLine[], paint: Paint, words: Words): string {
  const width = Math.max(...lines.map(({ value }) => columns(value)))
  const of = Math.max(...lines.map(({ coverage }) => columns(coverage)))
  const room = WIDTH - width - of - 6
  return [
    paint.bold(block(words.overview.intro, '')),
    ...lines.flatMap(({ title, label, value, grade, coverage }) => [
      `  ${paint.bold(pad(fit(title, room), room))} ${pad(value, width)}  ${coverage.padStart(of)}`,
      paint.dim(block([label, grade].filter((part) => part !== '').join(' · '), '    ')),
    ]),
  ].join('\n')
}

/** What each of several rulebooks says, and what to do first; the reports have the rest. */
function brief({ title, sentences, steps, gaps }: Summary, paint: Paint, words: Words): string {
  const shown = steps.slice(0, BRIEF_STEPS)
  const rest = gaps - shown.length
  return [
    paint.blue(fit(title, WIDTH)),
    ...sentences.slice(0, 2).map((sentence) => block(sentence, '  ')),
    ...shown.map((step, index) => todo(step, index + 1, paint)),
    ...(shown.length > 0 && rest > 0 ? [paint.dim(`     ${words.terminal.more(rest)}`)] : []),
  ].join('\n')
}

/** `█` sustained, `▒` still open, `░` declared without support. */
function bars({ bars: items, title }: Chart, paint: Paint): string {
  const label = Math.min(34, Math.max(...items.map((bar) => columns(bar.label))))
  const cells = (percent: number) => Math.round((percent / 100) * BARS)
  const lines = items.map(({ label: name, low, high, declared, text }) => {
    const [solid, open, claim] = [cells(low), cells(high), Math.max(cells(high), declared === null ? 0 : cells(declared))]
    const bar = `${paint.blue('█'.repeat(solid))}${'▒'.repeat(open - solid)}${paint.dim('░'.repeat(claim - open))}${' '.repeat(BARS - claim)}`
    return `  ${pad(fit(name, label), label)} ${bar} ${text}`
  })
  return [block(`${title}.`, ''), ...lines].join('\n')
}

function todo({ action, rule, reason, meta }: Step, place: number, paint: Paint): string {
  const indent = '     '
  return [
    paint.bold(`  ${wrap(screenLine(`${place}. ${action}`), WIDTH - 2, indent)}`),
    block(reason ?? rule, indent),
    paint.dim(
      block(
        meta
          .filter(({ value }) => !rule.startsWith(value))
          .map(({ label, value }) => `${label}: ${value}`)
          .join(' · '),
        indent,
      ),
    ),
  ].join('\n')
}
