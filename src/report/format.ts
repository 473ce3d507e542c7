// What an output format is: a file name and a pure function from the assessment to text or bytes.
import type { Assessment } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { Paint } from '../util/paint.ts'
import type { Level, Paper } from './view/types.ts'

export interface RenderOptions {
  readonly lang: Lang
  readonly level: Level
  readonly paper: Paper
  readonly publishable?: boolean
  /** Terminal only: colours, columns of the screen where they are known, and the files that were written. */
  readonly paint?: Paint
  readonly columns?: number | undefined
  /** Terminal only: without bars, for whoever has it read aloud. */
  readonly plain?: boolean
  readonly files?: readonly string[]
  /** PDF only: the printer that turns HTML into bytes. */
  readonly print?: (html: string, meta: { generatedAt: string }) => Promise<Uint8Array>
}

export interface Format {
  readonly extension: string
  /** Never translated. */
  readonly fileName: string
  readonly binary?: boolean
  readonly render: (assessment: Assessment, options: RenderOptions) => string | Promise<Uint8Array>
}
