// The report as one HTML file: no network, no inline handlers, scripts and styles allowed by their hash only.
import { createHash } from 'node:crypto'
import { messages } from '../i18n/index.ts'
import { barChart } from './charts.ts'
import { cssString } from './escape.ts'
import type { Format } from './format.ts'
import { renderTemplate, typeset } from './template.ts'
import { CSS, SCRIPT } from './templates.generated.ts'
import { buildView, type Block, type ReportView, type Row, type Section, type Table } from './view.ts'
import { anchorsIn } from './view/blocks.ts'

export default {
  extension: 'html',
  fileName: 'informe.html',
  render: (assessment, { lang, level, paper, publishable }): string => {
    const view = buildView(assessment, lang, { level, paper, publishable: publishable === true })
    const css = `${CSS}\n${pageCss(view)}`
    const words = messages(lang).report
    const page: Page = { told: new Set(view.sections.flatMap(anchorsIn)), empty: words.filters.empty }
    return renderTemplate('report', {
      lang,
      title: view.title,
      words,
      cover: view.cover,
      contents: view.sections.filter((section) => section.depth < 4),
      filters: filtersOf(view, words.filters),
      sections: view.sections.map((section) => drawable(section, page)),
      css,
      script: SCRIPT,
      csp: policy(css, SCRIPT),
    })
  },
} satisfies Format

/** Paper, and the foot of each page but the first; data stands there only as an escaped CSS string. */
function pageCss({ paper, foot, cover }: ReportView): string {
  return [
    `@page{size:${paper}}`,
    `@page{@top-right{content:${cssString(cover.confidentiality)}}@bottom-left{content:${cssString(`${foot.institution} · ${foot.date}`)}}}`,
    '@page:first{@top-right{content:none}@bottom-left{content:none}@bottom-right{content:none}}',
  ].join('\n')
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = (css: string, script: string): string =>
  `default-src 'none'; style-src ${hash(css)}; script-src ${hash(script)}; img-src data:; base-uri 'none'; form-action 'none'`

type Words = ReturnType<typeof messages>['report']['filters']

/** The selects that have something to choose; none at all when nothing does. */
function filtersOf({ filters: { topics, outcomes, severities } }: ReportView, words: Words) {
  return [
    { name: 'topic', label: words.topic, options: topics },
    { name: 'outcome', label: words.outcome, options: outcomes },
    { name: 'severity', label: words.severity, options: severities },
  ].filter(({ options }) => options.length > 1)
}

/** What the parts of a page know of the whole: the requirements that it tells in full, by anchor, and what a part says that filters leave empty. */
interface Page {
  readonly told: ReadonlySet<string>
  readonly empty: string
}

/** A section whose charts are drawn and whose ids are unique. */
const drawable = (section: Section, page: Page) => ({
  ...section,
  empty: section.blocks.some((block) => block.kind === 'gap') ? page.empty : null,
  decision: section.blocks.some((block) => block.kind === 'panel'),
  blocks: section.blocks.map((block, index) => drawBlock(block, `${section.anchor}-${index}`, page)),
})

function drawBlock(block: Block, id: string, page: Page): object {
  if (block.kind === 'chart') return { kind: 'chart', ...block.chart, svg: typeset(barChart(block.chart, id)) }
  if (block.kind === 'table') return { kind: 'table', table: drawTable(block.table, page) }
  if (block.kind === 'steps')
    return {
      ...block,
      brief: block.steps.every((step) => step.reason === null),
      steps: block.steps.map((step) => ({ ...step, href: linkTo(step.anchor, page) })),
    }
  if (block.kind !== 'gap') return block
  const { gap } = block
  return {
    kind: 'gap',
    gap: { ...gap, mark: { outcome: gap.outcome, text: gap.outcomeWord }, rows: gap.rows.map((table) => ({ table: drawTable(table, page) })) },
  }
}

const drawTable = (table: Table, page: Page) => ({
  ...table,
  rows: table.rows.map((row) => ({ ...row, cells: linked(row, page) })),
  empty: table.rows.some(({ tags }) => tags) ? page.empty : null,
  // A name and a number: such tables stand side by side.
  small: table.columns.length === 2 && table.columns[1]?.number === true && table.rows.length < 8,
})

/** The cells of a row, of which the one that names a requirement leads to where the page tells it in full. */
function linked({ cells, tags, anchor }: Row, page: Page): readonly object[] {
  const href = anchor === null && tags ? linkTo(tags.item, page) : null
  return cells.map((cell) => ({ ...cell, textHref: cell.names === 'text' ? href : null, subHref: cell.names === 'sub' ? href : null }))
}

const linkTo = (anchor: string, { told }: Page): string | null => (told.has(anchor) ? `#${anchor}` : null)
