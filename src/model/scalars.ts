// The small typed strings that files carry: ids, plain dates, durations, digests.
import * as z from 'zod'
import { FORMS, isMoment, isPlainDate } from './basics.ts'

z.config({ jitless: true })

/** A day as text, YYYY-MM-DD; never a `Date`. */
export const PlainDate = z
  .string()
  .refine(isPlainDate, { params: { code: 'bad-date' } })
  .meta({ format: 'date' })
export type PlainDate = string

/** A day, or a day with an hour and maybe a zone: when something was said. */
export const Moment = z
  .string()
  .max(40)
  .refine(isMoment, { params: { code: 'bad-date' } })

/** An ISO 8601 duration in whole years, months or days: P1Y, P12M, P90D. */
export const Duration = z.string().regex(FORMS.duration)

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z.string().regex(FORMS.digest)

/** A rule's id: topic, dash, number. Always starts with a letter, so YAML never reads it as a number. */
export const RuleId = z.string().regex(FORMS.rule)

/** Ids that people write in files: letters, digits, dash, underscore, dot; starts with a letter. */
export const Slug = z.string().regex(FORMS.id)

/** Column and fact names: usable as identifiers in expressions. */
export const Identifier = z.string().regex(FORMS.identifier)
