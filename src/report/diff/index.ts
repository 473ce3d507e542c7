// The list of outputs of `diff`. Adding one is a file and a line here; each loads when it is first asked for.
import type { DiffFormat } from './format.ts'

export const DIFF_FORMATS = {
  terminal: () => import('./terminal.ts'),
  markdown: () => import('./markdown.ts'),
  json: () => import('./json.ts'),
  csv: () => import('./csv.ts'),
} satisfies Record<string, () => Promise<{ default: DiffFormat }>>

export type DiffFormatName = keyof typeof DIFF_FORMATS

/** Loads one output. */
export const loadDiffFormat = async (name: DiffFormatName): Promise<DiffFormat> => (await DIFF_FORMATS[name]()).default
