// The report as Markdown that reads well as plain text. Every text of the view is escaped here, whoever wrote it.
import type { Outcome } from '../model/vocabulary.ts'
import { messages } from '../i18n/index.ts'
import { markdownCode, markdownText as esc } from './escape.ts'
import type { Format } from './format.ts'
import {
  buildView,
  type Block,
  type Cell,
  type Chart,
  type CoverView,
  type GapView,
  type Pair,
  type Panel,
  type Section,
  type Step,
  type Table,
} from './view.ts'

/** Marks that stay apart in black and white; the word always follows. */
export const MARKS = { satisfied: '●', partial: '◐', unmet: '×', unknown: '○', 'not-applicable': '–', error: '!' } as const satisfies Record<Outcome, string>

export default {
  extension: 'md',
  fileName: 'informe.md',
  render: (assessment, { lang, level, paper, publishable }) => {
    const view = buildView(assessment, lang, { level, paper, publishable: publishable === true, maskSensitive: true })
    const parts = [cover(view.cover, messages(lang).report.cover.confidentiality), ...view.sections.map(section)]
    return `${parts.join('\n\n')}\n`
  },
} satisfies Format

function cover(view: CoverView, confidentiality: string): string {
  return [
    `# ${esc(view.title)}: ${esc(view.institution)}`,
    pairs([...view.facts, { label: confidentiality, value: view.confidentiality }]),
    `${esc(view.rulebooksLabel)}:\n\n${view.rulebooks.map((item) => `- ${esc(item)}`).join('\n')}`,
    ...(view.publishable === null ? [] : [`**${esc(view.publishable)}**`]),
    `${esc(view.digestLabel)}: ${markdownCode(view.digest)}\n${esc(view.digestNote)}`,
  ].join('\n\n')
}

const section = (view: Section): string =>
  [`${'#'.repeat(view.depth)} ${esc(view.title)}`, ...view.blocks.map((block) => draw(block, view.depth))].filter((part) => part !== '').join('\n\n')

function draw(block: Block, depth: number): string {
  switch (block.kind) {
    case 'paragraph':
      return block.tone === 'strong' || block.tone === 'lead' ? `**${esc(block.text)}**` : esc(block.text)
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${esc(item)}`).join('\n')
    case 'facts':
      return pairs(block.pairs)
    case 'table':
      return table(block.table)
    case 'chart':
      return chart(block.chart)
    case 'panel':
      return panel(block.panel)
    case 'steps':
      return block.steps.map(step).join('\n')
    case 'gap':
      return gap(block.gap, depth + 1)
    case 'signatures':
      return tableOf(
        ['', block.labels.name, block.labels.post, block.labels.date, block.labels.signature],
        block.signatures.map(({ label, name, post }) => [esc(label), esc(name), esc(post), '', '']),
      )
  }
}

const pairs = (items: readonly Pair[]): string => items.map(({ label, value }) => `- ${esc(label)}: ${esc(value)}`).join('\n')

function table({ caption, captioned, columns, rows }: Table): string {
  const body = tableOf(
    columns.map(({ text }) => text),
    rows.map(({ cells }) => cells.map(cell)),
    columns.map(({ number }) => number),
  )
  return captioned ? `${esc(caption.replace(/\.$/, ''))}:\n\n${body}` : body
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[], numbers: readonly boolean[] = []): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head.map(esc)), line(head.map((_, index) => (numbers[index] ? '--:' : '---'))), ...rows.map(line)].join('\n')
}

function cell({ text, sub, kind, outcome }: Cell): string {
  const main = kind === 'code' ? markdownCode(text) : outcome ? `${esc(MARKS[outcome])} ${esc(text)}` : esc(text)
  return sub === null ? main : `${main} (${esc(sub)})`
}

/** Bars of block characters with their numbers; a compact one repeats the paragraph above it, so it is left out. */
function chart({ title, summary, bars, compact }: Chart): string {
  if (compact) return ''
  const width = 20
  const filled = (percent: number) => Math.round((percent / 100) * width)
  return [
    `${esc(title)}.`,
    '',
    ...bars.map(
      ({ label, low, high, text }) =>
        `- ${'█'.repeat(filled(low))}${'▒'.repeat(filled(high) - filled(low))}${'░'.repeat(width - filled(high))} ${esc(text)} · ${esc(label)}`,
    ),
    '',
    esc(summary),
  ].join('\n')
}

function panel({ label, value, note, figures, minor }: Panel): string {
  return [
    `**${esc(label)}: ${esc(value)}**, ${esc(note)}`,
    '',
    ...figures.map((figure) => `- ${esc(figure.label)}: **${esc(figure.value)}**${figure.note === '' ? '' : ` (${esc(figure.note)})`}`),
    ...minor.map((item) => `- ${esc(item.label)}: ${esc(item.value)}`),
  ].join('\n')
}

function step({ action, rule, reason, meta, waived }: Step, index: number): string {
  const details = meta.map(({ label, value }) => `${esc(label)}: ${esc(value)}`).join(' · ')
  return [`${index + 1}. **${esc(action)}**${waived === null ? '' : ` (${esc(waived)})`}`, `   ${esc(reason ?? rule)}`, `   ${details}`].join('  \n')
}

function gap(view: GapView, depth: number): string {
  const items = (lines: readonly string[]) => lines.map((line) => `- ${esc(line)}`).join('\n')
  return [
    `${'#'.repeat(depth)} ${esc(view.heading)}`,
    `${esc(MARKS[view.outcome])} **${esc(view.outcomeWord)}** · ${view.tagsLine.map(esc).join(' · ')}${view.waived === null ? '' : ` · **${esc(view.waived)}**`}`,
    `**${esc(view.labels.requirement)}.** ${esc(view.requirement)}`,
    items(view.basis),
    `**${esc(view.labels.why)}.** ${esc(view.why)}`,
    `**${esc(view.labels.found)}**`,
    items(view.found),
    ...view.rows.map(table),
    `**${esc(view.labels.remedy)}.** ${esc(view.action)}`,
    pairs(view.remedy),
  ].join('\n\n')
}
