// What an output of `diff` is: a pure function from what changed to text.
import type { Diff } from '../../model/diff.ts'
import type { Lang } from '../../model/vocabulary.ts'
import type { Paint } from '../../util/paint.ts'

export interface DiffOptions {
  readonly lang: Lang
  readonly paint?: Paint | undefined
}

export interface DiffFormat {
  /** Never translated; null for what goes to the standard output. */
  readonly fileName: string | null
  readonly render: (diff: Diff, options: DiffOptions) => string
}
