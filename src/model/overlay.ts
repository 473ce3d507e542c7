// Tailoring a rulebook without editing it: a file that names its base and version and says, with reasons, what is different.
import * as z from 'zod'
import { FORMS } from './basics.ts'
import { Rule } from './rulebook.ts'
import { RuleId, Sha256, Slug } from './scalars.ts'
import { Localized, Severity } from './vocabulary.ts'

const Change = { reason: Localized }

/** An overlay file. `was` repeats the base's value, so that a change of the base is noticed. */
export const Overlay = z.strictObject({
  schema: z.literal('cumple/overlay@1'),
  id: Slug,
  title: Localized,
  base: z.strictObject({ id: Slug, version: z.string().regex(FORMS.version) }),
  off: z.array(z.strictObject({ rule: RuleId, ...Change })).default([]),
  severities: z.array(z.strictObject({ rule: RuleId, was: Severity, severity: Severity, ...Change })).default([]),
  topics: z.array(z.strictObject({ topic: z.string(), was: z.int().min(0), factor: z.int().min(0).max(1_000), ...Change })).default([]),
  thresholds: z.array(z.strictObject({ rule: RuleId, check: z.int().min(0), was: z.number(), at_least: z.number().gt(0).max(1), ...Change })).default([]),
  /** Rules of the institution's own, checked like any other. */
  rules: z.array(Rule).default([]),
})
export type Overlay = z.infer<typeof Overlay>

/** What an overlay did, as the assessment carries and the report lists it. */
export const AppliedOverlay = z.strictObject({
  id: z.string(),
  title: Localized,
  base: z.strictObject({ version: z.string(), digest: Sha256 }),
  changes: z.array(
    z.strictObject({
      what: z.enum(['off', 'severity', 'topic', 'threshold', 'added']),
      id: z.string(),
      from: z.string(),
      to: z.string(),
      reason: Localized.optional(),
    }),
  ),
})
export type AppliedOverlay = z.infer<typeof AppliedOverlay>
