// The closed lists of a campaign that running code needs; its schemas, slow to build, stand in campaign.ts.

export const CAMPAIGN_SCHEMA = 'cumple/campaign-result@1'

/** Why an institution is rejected. `input`: its files; `crashed` and `timeout`: assessing it ended the worker twice, or took too long. */
export const REJECTIONS = [
  'input',
  'duplicate',
  'id-mismatch',
  'kind-mismatch',
  'rulebook-version',
  'crashed',
  'timeout',
  'too-large',
  'output',
  'pdf',
  'audit',
] as const

/** Among the counts of grades, those of whom nothing was answered or measured. */
export const UNDETERMINED = 'undetermined'

/** Why an assessed institution is listed apart of the ranking. */
export const UNRANKED = ['coverage', 'no-index', 'no-peers'] as const

/** In the order in which those of one concern are listed: the most common of the middling ones last, for it would bury the others. */
export const ANOMALIES = [
  'contradiction',
  'full-score-no-evidence',
  'shared-document',
  'identical-answers',
  'identical-notes',
  'not-applicable-above-peers',
  'document-after-as-of',
  'earlier-period',
  'yes-without-proof',
  'after-closing',
  'overlay-not-used',
] as const

/** The numbers that ranking and anomalies use; this tool's proposal. */
export const CAMPAIGN_METHOD = {
  /** Percent of the applicable rules answered or measured below which an institution is not ranked. */
  rankCoverage: 80,
  /** Answers that two sets must have to be called identical. */
  identicalAnswers: 10,
  /** Letters that a note must have before its repetition says anything. */
  noteLength: 40,
  /** Institutions of a kind that there must be to speak of peers. */
  peers: 5,
  /** Points above the median of the peers from which not-applicable stands out. */
  aboveMedian: 20,
  /** Percent of the affirmative answers resting on words alone above which that is of middling concern, and not of little. */
  mostlyWords: 50,
  /** Fewest institutions behind a published figure of the anonymous tables. */
  smallCell: 5,
} as const
