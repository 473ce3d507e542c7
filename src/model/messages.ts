// The closed lists of message and observation ids that findings may carry, with the parameters of each.
// `i18n` words every one of them in both languages; a new id does not compile until it is worded.

export interface FindingMessages {
  'answer-none': Record<string, never>
  'answer-criteria-open': { criteria: string[] }
  'answer-reason-missing': Record<string, never>
  'answer-reason-unlisted': { reason: string }
  'answer-na-not-allowed': Record<string, never>
  'answer-na-against-data': { dataset: string; rows: number }
  'answer-target-past': { target: string }
  'answer-shared': { from: string }
  contradiction: Record<string, never>
  'when-unknown': { fact: string }
  'fact-against-data': { readonly fact: string; readonly dataset: string; readonly rows: number }
  'audit-verdict': { verdict: string }
  'check-threw': { kind: string; error: string }
}

export interface ObservationMessages {
  'waiver-expired': { rule: string; expired: string }
  'waiver-too-long': { rule: string; limit: string }
  'waiver-not-needed': { rule: string }
  /** `meant`: the table that the name of the file is near to. */
  'file-unread': { path: string; meant?: string }
  'dataset-windows-1252': { path: string }
  'dataset-utf-16': { path: string }
  'dataset-unknown-headers': { path: string; headers: string[] }
  /** Cells of one column that could not be read for the same reason, with some of them; rows as a whole have no column. */
  'dataset-row-problems': {
    path: string
    column: string
    problem: string
    count: number
    lines: string[]
    examples: string[]
    /** The type of the column, and the values of a list. */
    type: string
    values: string[]
  }
  'dataset-unread': { path: string; error: string; line: number; detail: string }
  'notes-identical': { rules: string[] }
  'audit-inside': { path: string }
  'audit-other-institution': { path: string; institution: string }
  'audit-lapsed': { rules: string[] }
  'audit-idle': { rules: string[] }
  'audit-undigested': { rules: string[] }
  'audit-not-assessed': { rules: string[] }
  'fact-contradicted': { fact: string; dataset: string; rows: number }
  'fact-missing': { fact: string }
  'scope-outside': { rulebook: string }
  'document-unused': { document: string }
  'document-altered': { document: string; registered: string; found: string }
  'document-same-file': { document: string; other: string }
  'expiring-soon': { document: string; until: string; days: number }
  /** The day of assessment is of a later year than the period. */
  'period-past': { period: number; year: number }
  'nothing-answered': { rulebook: string }
  'answers-not-assessed': { rules: string[] }
  'rulebook-not-yet': { rulebook: string; until: string }
  'rulebook-unconfirmed': { rulebook: string; fact: string }
}

type Of<Table> = { [Id in keyof Table]: { id: Id; params: Table[Id] } }[keyof Table]
export type FindingMessage = Of<FindingMessages>
export type ObservationMessage = Of<ObservationMessages>
