// The list of formats. Adding one is a file and a line here; each loads when it is first asked for.
import type { Format } from './format.ts'

export type { Format, RenderOptions } from './format.ts'
export type { Level, Paper } from './view/types.ts'

export const FORMATS = {
  json: () => import('./json.ts'),
  markdown: () => import('./markdown.ts'),
  html: () => import('./html.ts'),
  pdf: () => import('./pdf-format.ts'),
  'findings-csv': () => import('./findings-csv.ts'),
  'plan-csv': () => import('./plan-csv.ts'),
  terminal: () => import('./terminal.ts'),
} satisfies Record<string, () => Promise<{ default: Format }>>

export type FormatName = keyof typeof FORMATS

/** Those that a campaign writes for each institution. */
export const BATCH_FORMATS = (Object.keys(FORMATS) as FormatName[]).filter((name) => name !== 'terminal')

/** Loads one format. */
export const loadFormat = async (name: FormatName): Promise<Format> => (await FORMATS[name]()).default
