// The published schemas by name: making them is slow, and help only lists them.
export const SCHEMA_NAMES = [
  'answers',
  'assessment',
  'audit',
  'campaign',
  'campaign-result',
  'dataset',
  'diff',
  'documents',
  'evidence',
  'examples',
  'overlay',
  'rule',
  'rulebook',
  'waivers',
] as const
export type SchemaName = (typeof SCHEMA_NAMES)[number]
