// Why the credit of a rule is another one than before: one closed list for `check`, with a baseline, and for `diff`.

/**
 * In the order in which they are looked for: of several that moved a credit the first is told. Whether the rule is asked for at all;
 * the rule and how it is scored; the auditor's verdict, which replaces what follows; what was said; what was handed in; who and for which
 * period; the calendar; and last what is left when none of those moved. Only what moved a term of the credit (claim, measurement, proof,
 * or whether it can be told) is its cause: an answer signed again or a table that grew is none.
 */
export const CAUSES = [
  // It is asked for now and was not.
  'overlay-added',
  'overlay-off-ended',
  'in-force',
  'rule-new',
  'now-applies',
  // It was asked for and is not any more.
  'overlay-off',
  'overlay-added-ended',
  'not-in-force',
  'rule-gone',
  'no-longer-applies',
  'overlay-changed',
  'rule-changed',
  'method-changed',
  'audit-changed',
  'answer-withdrawn',
  'answer-changed',
  'evidence-gone',
  'evidence-added',
  'evidence-changed',
  'profile-changed',
  'period-changed',
  'evidence-expired',
  'time-passed',
  'rulebook-changed',
  'recalculated',
  'unexplained',
] as const
export type Cause = (typeof CAUSES)[number]
