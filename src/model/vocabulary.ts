// The closed lists of words that rulebooks, evidence and assessments share (DESIGN.md §3).
import * as z from 'zod'

export const INSTITUTION_KINDS = [
  'central-government', 'legislature', 'judiciary', 'autonomous-entity', 'semi-autonomous-entity',
  'public-company', 'state-majority-company', 'state-financial-intermediary', 'municipality',
  'communal-board', 'other-state-entity', 'private-entity', 'national',
] as const
export const InstitutionKind = z.enum(INSTITUTION_KINDS)
export type InstitutionKind = z.infer<typeof InstitutionKind>

export const ROLES = [
  'entity', 'operator', 'ict-authority', 'budget-authority', 'central-authority', 'contact-point',
  'judicial-authority', 'service-provider', 'custodian', 'national',
] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** How strongly the source asks: deber, recomienda, derivado, por confirmar. Order is the order of the plan. */
export const OBLIGATIONS = ['must', 'should', 'good-practice', 'unconfirmed'] as const
export const Obligation = z.enum(OBLIGATIONS)
export type Obligation = z.infer<typeof Obligation>

/** From the gravest to the lightest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/** From the worst to the best, so that an index compares. */
export const ASSURANCES = ['none', 'declared', 'documented', 'verified', 'audited'] as const
export const Assurance = z.enum(ASSURANCES)
export type Assurance = z.infer<typeof Assurance>

export const OUTCOMES = ['satisfied', 'partial', 'unmet', 'unknown', 'not-applicable', 'error'] as const
export const Outcome = z.enum(OUTCOMES)
export type Outcome = z.infer<typeof Outcome>

/** A gap is a finding that asks for something to be done. A new outcome does not compile until this says so. */
export const IS_GAP = {
  satisfied: false, partial: true, unmet: true, unknown: true, 'not-applicable': false, error: true,
} as const satisfies Record<Outcome, boolean>

export const ANSWER_VALUES = ['yes', 'partial', 'planned', 'no', 'not-applicable'] as const
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

export const LANGS = ['es', 'en'] as const
export const Lang = z.enum(LANGS)
export type Lang = z.infer<typeof Lang>

/** A text in both languages; neither may be empty. */
export const Localized = z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) })
export type Localized = z.infer<typeof Localized>
