// What a campaign keeps of an earlier one: how each institution moved since, and what is to be known before reading it.
import * as z from 'zod'
import { Range } from './assessment.ts'
import { CHANGES, INDEX_REASONS } from './diff-words.ts'
import { Notice } from './diff.ts'
import { PlainDate, Sha256 } from './scalars.ts'
import { Role } from './vocabulary.ts'

/** A change against an earlier campaign, in one role under one rulebook. */
const Delta = z.strictObject({
  institution: z.string(),
  /** Whoever is gone is listed nowhere else. */
  name: z.string(),
  rulebook: z.string(),
  role: Role,
  /** Which index: good practice where the rulebook has no duty. */
  of: z.enum(['compliance', 'goodPractice']),
  before: Range,
  now: Range,
  change: z.enum(CHANGES),
  points: z.number().nullable(),
  /** Why it is not comparable. */
  reason: z.enum(INDEX_REASONS).optional(),
})
export type Delta = z.infer<typeof Delta>

export const Previous = z.strictObject({ name: z.string(), asOf: PlainDate, digest: Sha256, notices: z.array(Notice), deltas: z.array(Delta) })
export type Previous = z.infer<typeof Previous>
