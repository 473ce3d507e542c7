// What an output of `check` is: a pure function from one assessment and its verdict to text.
import type { Assessment, Finding, Location } from '../../model/assessment.ts'
import type { GateVerdict } from '../../model/verdict.ts'
import type { Lang } from '../../model/vocabulary.ts'
import type { Paint } from '../../util/paint.ts'
import type { Note } from './notes.ts'

/** What was judged, where, and for whom it is told. */
export interface CheckSource {
  readonly assessment: Assessment
  readonly verdict: GateVerdict
  readonly lang: Lang
  /** Where a gap stands, relative to the evidence folder. */
  readonly locate: (finding: Finding) => Location
  /** The evidence folder inside the repository, with `/`; empty or absent when it is the repository. */
  readonly prefix?: string | undefined
  /** The commit that was judged. */
  readonly revision?: string | undefined
}

/** The same with what every output points at, made once for all of them. */
export interface CheckInput extends CheckSource {
  readonly notes: readonly Note[]
  readonly paint?: Paint | undefined
}

export interface CheckFormat {
  /** Never translated; null for what goes to the standard output. */
  readonly fileName: string | null
  readonly render: (input: CheckInput) => string
}
