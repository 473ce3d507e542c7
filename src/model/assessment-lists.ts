// The lists and bounds of the assessment that running code needs; its schemas, slow to build, are loaded only to validate.

export const ASSESSMENT_SCHEMA = 'cumple/assessment@1'

/** From the best to the worst: what a document proves about a slot. */
export const DOCUMENT_STATES = [
  'current', 'not-provided', 'file-missing', 'empty', 'altered', 'unregistered', 'expired', 'too-old', 'not-yet-issued',
  'incomplete', 'wrong-kind', 'wrong-period', 'reused', 'unreadable',
] as const

export const CHECK_REASONS = ['dataset-missing', 'dataset-error', 'column-missing', 'empty', 'blank', 'fact-missing', 'threw'] as const

/** Rows listed per check in the assessment; reports show the first ten of them. */
export const MAX_FAILED_ROWS = 1_000
