// The closed lists of words that rulebooks, evidence and assessments share.
import * as z from 'zod'
import { ANSWER_VALUES, ASSURANCES, INSTITUTION_KINDS, LANGS, OBLIGATIONS, OUTCOMES, ROLES, SEVERITIES } from './basics.ts'

export const InstitutionKind = z.enum(INSTITUTION_KINDS)
export type InstitutionKind = z.infer<typeof InstitutionKind>

export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const Obligation = z.enum(OBLIGATIONS)
export type Obligation = z.infer<typeof Obligation>

export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

export const Assurance = z.enum(ASSURANCES)
export type Assurance = z.infer<typeof Assurance>

export const Outcome = z.enum(OUTCOMES)
export type Outcome = z.infer<typeof Outcome>

export const AnswerValue = z.enum(ANSWER_VALUES)
export type AnswerValue = z.infer<typeof AnswerValue>

/** How the text behind a rule was read: in the norm itself, in a source that describes it, or inferred by us. */
export const Reading = z.enum(['norm', 'secondary', 'inferred'])
export type Reading = z.infer<typeof Reading>

/** Whether a number comes from the norm or is this tool's proposal. */
export const Threshold = z.enum(['normative', 'proposed'])
export type Threshold = z.infer<typeof Threshold>

export const Effort = z.enum(['low', 'medium', 'high'])
export type Effort = z.infer<typeof Effort>

export const Lang = z.enum(LANGS)
export type Lang = z.infer<typeof Lang>

/** A text in both languages; neither may be empty. */
export const Localized = z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) })
export type Localized = z.infer<typeof Localized>
