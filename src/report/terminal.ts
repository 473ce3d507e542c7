// One screen of 80 columns, or of as few as 50 where the terminal has no more: where the institution stands, why, what to do first, and where the files are.
import { messages } from '../i18n/index.ts'
import { PLAIN, type Paint } from '../util/paint.ts'
import { screenLine } from '../util/terminal-safe.ts'
import { WIDTH, block, columns, fit, pad, wrap } from '../util/text-layout.ts'
import type { Format } from './format.ts'
import { buildView, type Chart, type OverviewLine, type Step, type Summary } from './view.ts'

const BARS = { most: 26, least: 10 }
const LONGEST_LABEL = 34
const NARROWEST = 50
const BRIEF_STEPS = 3

export default {
  extension: 'txt',
  fileName: 'resumen.txt',
  render: (assessment, { lang, level, paper, paint = PLAIN, columns: screen = WIDTH, plain = false, files = [] }) => {
    // A terminal that does not know its columns says 0.
    const width = Math.min(WIDTH, Math.max(NARROWEST, screen || WIDTH))
    const view = buildView(assessment, lang, { level, paper })
    const words = messages(lang).report
    const parts = [
      paint.bold(fit(assessment.institution.name, width)),
      paint.dim(fit(`${view.cover.title} · ${view.foot.date}`, width)),
      ...(view.overview.length === 0
        ? view.summaries.map((summary) => draw(summary, { paint, words, width, plain }))
        : [glance(view.overview, { paint, words, width }), ...view.summaries.map((summary) => brief(summary, { paint, words, width }))]),
      ...(files.length === 0 ? [] : [[paint.bold(words.terminal.files), ...files.map((file) => `  ${screenLine(file)}`)].join('\n')]),
    ]
    return `${[parts.slice(0, 2).join('\n'), ...parts.slice(2)].join('\n\n')}\n`
  },
} satisfies Format

interface Screen {
  readonly paint: Paint
  readonly words: ReturnType<typeof messages>['report']
  readonly width: number
  readonly plain?: boolean
}

function draw(summary: Summary, screen: Screen): string {
  const { paint, words, width } = screen
  const { panel, sentences, chart, steps, stepsTitle, gaps, title } = summary
  const parts: string[] = [[paint.blue(fit(title, width)), paint.dim(block(summary.subtitle, '', width))].join('\n')]
  if (panel) {
    const rows = [
      [panel.label, `${panel.value}  ${panel.note}`],
      ...panel.figures.map(({ label, value, note }) => [label, note === '' ? value : `${value}  ${note}`]),
      ...panel.minor.map(({ label, value }) => [label, value]),
    ] as const
    const left = Math.max(...rows.map(([label = '']) => columns(label))) + 4
    parts.push(
      rows
        .map(([label = '', value = ''], index) => {
          const shown = left + columns(value) <= width ? value : wrap(value, width - left, '').replaceAll('\n', `\n${' '.repeat(left)}`)
          const line = `${pad(`  ${label}`, left)}${shown}`
          return index === 0 ? paint.bold(line) : line
        })
        .join('\n'),
    )
  }
  parts.push(sentences.map((sentence) => block(sentence, '  ', width)).join('\n'))
  if (chart) parts.push(bars(chart, screen))
  if (steps.length > 0) {
    const rest = gaps - steps.length
    parts.push(
      [
        paint.bold(block(stepsTitle, '', width)),
        ...steps.map((step, index) => todo(step, index + 1, screen)),
        ...(steps.some(({ rule }) => rule.includes('◇')) ? [paint.dim(block(words.terminal.diamond, '     ', width))] : []),
        ...(rest > 0 ? [paint.dim(block(words.terminal.more(rest), '     ', width))] : []),
      ].join('\n'),
    )
  }
  return parts.join('\n\n')
}

/** Several rulebooks: a line for each. */
function glance(lines: readonly OverviewLine[], { paint, words, width }: Screen): string {
  const index = Math.max(columns(words.overview.index), ...lines.map(({ value }) => columns(value)))
  const of = Math.max(columns(words.overview.coverage), ...lines.map(({ coverage }) => columns(coverage)))
  const room = width - index - of - 6
  return [
    paint.bold(block(words.overview.intro, '', width)),
    paint.dim(`  ${pad('', room)} ${pad(words.overview.index, index)}  ${words.overview.coverage.padStart(of)}`),
    ...lines.flatMap(({ title, label, value, grade, coverage }) => [
      `  ${paint.bold(pad(fit(title, room), room))} ${pad(value, index)}  ${coverage.padStart(of)}`,
      paint.dim(block([label, grade].filter((part) => part !== '').join(' · '), '    ', width)),
    ]),
  ].join('\n')
}

/** What each of several rulebooks says, and what to do first; the reports have the rest. */
function brief({ title, sentences, steps, gaps }: Summary, screen: Screen): string {
  const { paint, words, width } = screen
  const shown = steps.slice(0, BRIEF_STEPS)
  const rest = gaps - shown.length
  return [
    paint.blue(fit(title, width)),
    ...sentences.slice(0, 2).map((sentence) => block(sentence, '  ', width)),
    ...shown.map((step, index) => todo(step, index + 1, screen)),
    ...(shown.length > 0 && rest > 0 ? [paint.dim(block(words.terminal.more(rest), '     ', width))] : []),
  ].join('\n')
}

/** `█` sustained, `▒` still open, `░` declared without support. */
function bars({ bars: items, title, summary }: Chart, { paint, width, plain = false }: Screen): string {
  if (plain) return block(`${title}. ${summary}.`, '', width)
  const room = width - 4 - Math.max(...items.map(({ text }) => columns(text)))
  const longest = Math.min(LONGEST_LABEL, Math.max(...items.map((bar) => columns(bar.label))))
  const length = Math.max(BARS.least, Math.min(BARS.most, room - longest))
  const label = Math.min(longest, room - length)
  const cells = (percent: number) => Math.round((percent / 100) * length)
  const lines = items.map(({ label: name, low, high, declared, text }) => {
    const [solid, open, claim] = [cells(low), cells(high), Math.max(cells(high), declared === null ? 0 : cells(declared))]
    const bar = `${paint.blue('█'.repeat(solid))}${'▒'.repeat(open - solid)}${paint.dim('░'.repeat(claim - open))}${' '.repeat(length - claim)}`
    return `  ${pad(fit(name, label), label)} ${bar} ${text}`
  })
  return [block(`${title}.`, '', width), ...lines].join('\n')
}

function todo({ action, rule, reason, meta }: Step, place: number, { paint, width }: Screen): string {
  const indent = '     '
  return [
    paint.bold(`  ${wrap(screenLine(`${place}. ${action}`), width - 2, indent)}`),
    block(reason ?? rule, indent, width),
    paint.dim(
      block(
        meta
          .filter(({ value }) => !rule.startsWith(value))
          .map(({ label, value }) => `${label}: ${value}`)
          .join(' · '),
        indent,
        width,
      ),
    ),
  ].join('\n')
}
