// The closed lists of a comparison that running code needs; its schemas, slow to build, stand in diff.ts.

export const DIFF_SCHEMA = 'cumple/diff@1'

/** In the order in which they are told. */
export const CHANGES = ['worse', 'improved', 'new', 'gone', 'not-comparable', 'same'] as const

/** Why two indices are not of the same thing. */
export const INDEX_REASONS = ['rulebook-version', 'overlay-other', 'other-rules-apply', 'not-calculable'] as const

export const DIFF_NOTICES = [
  'dates-reversed',
  'rulebook-version',
  'overlay-other',
  'rulebook-new',
  'rulebook-gone',
  'other-kind',
  'other-kinds',
  'audit-one-side',
  'anonymous-one-side',
  'causes-unread',
  'causes-bounded',
] as const
