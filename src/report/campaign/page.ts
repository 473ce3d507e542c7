// A campaign's sections as one HTML file: no network, no inline handlers, scripts and styles allowed by their hash only.
import { createHash } from 'node:crypto'
import { barChart } from '../charts.ts'
import { renderTemplate, typeset } from '../template.ts'
import type { CampaignBlock, CampaignSection } from './types.ts'

interface Page {
  /** What else the template of that name shows. */
  readonly [name: string]: unknown
  readonly css: string
  /** Empty where there is none. */
  readonly script: string
  readonly sections: readonly CampaignSection[]
}

/** Renders a page of a campaign with a template of that name. */
export const renderPage = (template: string, view: Page): string =>
  renderTemplate(template, { ...view, sections: view.sections.map(drawable), csp: policy(view.css, view.script) })

/** The same policy as the institution's report, without pictures. */
const policy = (css: string, script: string): string =>
  `default-src 'none'; style-src ${hash(css)}${script === '' ? '' : `; script-src ${hash(script)}`}; base-uri 'none'; form-action 'none'`
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** A section whose charts are drawn and whose ids are unique. */
const drawable = (section: CampaignSection) => ({ ...section, blocks: section.blocks.map((block, index) => drawBlock(block, `${section.anchor}-${index}`)) })

const drawBlock = (block: CampaignBlock, id: string): object =>
  block.kind === 'chart' ? { kind: 'chart', ...block.chart, svg: typeset(barChart(block.chart, id)) } : block
