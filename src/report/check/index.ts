// The list of outputs of `check`. Adding one is a file and a line here; each loads when it is first asked for.
import type { CheckFormat } from './format.ts'

export type { CheckFormat, CheckInput, CheckSource } from './format.ts'

export const CHECK_FORMATS = {
  terminal: () => import('./terminal.ts'),
  github: () => import('./github.ts'),
  sarif: () => import('./sarif.ts'),
  junit: () => import('./junit.ts'),
  gitlab: () => import('./gitlab.ts'),
  markdown: () => import('./markdown.ts'),
  json: () => import('./json.ts'),
  badge: () => import('./badge.ts'),
} satisfies Record<string, () => Promise<{ default: CheckFormat }>>

export type CheckFormatName = keyof typeof CHECK_FORMATS

/** Loads one output. */
export const loadCheckFormat = async (name: CheckFormatName): Promise<CheckFormat> => (await CHECK_FORMATS[name]()).default
