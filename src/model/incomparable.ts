// The closed list of what keeps a baseline and an assessment from being compared; running code needs it without the schemas.

/** What a baseline and an assessment cannot be compared in: of the whole first, then the rules that left. */
export const INCOMPARABLE = [
  'rulebook-gone',
  'rulebook-new',
  'rulebook-version',
  'overlay-other',
  'rule-gone',
  'rule-off',
  'rule-not-in-force',
  'rule-not-applicable',
] as const
