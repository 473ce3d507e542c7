// The closed lists and small facts that running code needs; schemas, slow to build, stand in the other files of this folder.

export const INSTITUTION_KINDS = [
  'central-government',
  'legislature',
  'judiciary',
  'autonomous-entity',
  'semi-autonomous-entity',
  'public-company',
  'state-majority-company',
  'state-financial-intermediary',
  'municipality',
  'communal-board',
  'other-state-entity',
  'private-entity',
  'national',
] as const

/** Companies, of which it matters how much the State owns. */
export const COMPANIES: ReadonlySet<string> = new Set(['public-company', 'state-majority-company', 'state-financial-intermediary', 'private-entity'])

export const ROLES = [
  'entity',
  'operator',
  'ict-authority',
  'budget-authority',
  'central-authority',
  'contact-point',
  'judicial-authority',
  'service-provider',
  'custodian',
  'national',
] as const

/** How strongly the source asks: deber, recomienda, derivado, por confirmar. Order is the order of the plan. */
export const OBLIGATIONS = ['must', 'should', 'good-practice', 'unconfirmed'] as const

/** From the gravest to the lightest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const

/** From the worst to the best, so that an index compares. */
export const ASSURANCES = ['none', 'declared', 'documented', 'verified', 'audited'] as const

export const OUTCOMES = ['satisfied', 'partial', 'unmet', 'unknown', 'not-applicable', 'error'] as const

export const ANSWER_VALUES = ['yes', 'partial', 'planned', 'no', 'not-applicable'] as const

export const LANGS = ['es', 'en'] as const

export type Outcome = (typeof OUTCOMES)[number]

/** A gap is a finding that asks for something to be done. A new outcome does not compile until this says so. */
export const IS_GAP = {
  satisfied: false,
  partial: true,
  unmet: true,
  unknown: true,
  'not-applicable': false,
  error: true,
} as const satisfies Record<Outcome, boolean>

/** Highest credit of a rule: credits are integers in basis points, 0…10000. */
export const FULL_CREDIT = 10_000

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a calendar day that exists, written YYYY-MM-DD (proleptic Gregorian, years 1900–2199). */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** A day, or a day with an hour (in Panama where no zone is given). Groups: day, hours, minutes, seconds, sign and hours and minutes of the zone. */
export const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))?)?$/

/** True for a moment on a calendar day that exists. */
export const isMoment = (text: string): boolean => isPlainDate(MOMENT.exec(text)?.[1] ?? '')

export const ASSESSMENT_SCHEMA = 'cumple/assessment@1'

/** From the best to the worst: what a document proves about a slot. */
export const DOCUMENT_STATES = [
  'current',
  'not-provided',
  'file-missing',
  'empty',
  'altered',
  'unregistered',
  'expired',
  'too-old',
  'not-yet-issued',
  'incomplete',
  'wrong-kind',
  'wrong-period',
  'reused',
  'unreadable',
] as const

export const CHECK_REASONS = ['dataset-missing', 'dataset-error', 'column-missing', 'empty', 'not-covered', 'invalid', 'fact-missing', 'threw'] as const

/** The parts of a written finding, in the order in which reports print them; `reply` is the institution's. */
export const VERDICT_TEXTS = ['condition', 'criterion', 'cause', 'effect', 'recommendation', 'reply', 'note'] as const

/** Rows listed per check in the assessment; reports show the first ten of them. */
export const MAX_FAILED_ROWS = 1_000

/** What ids, durations and digests look like; in words where somebody wrote one otherwise. */
export const FORMS = {
  duration: /^P[1-9][0-9]{0,3}[YMD]$/,
  /** Hours, calendar days or business days. */
  within: /^[1-9](\d{0,3}(h|d)|\d{0,2}bd)$/,
  digest: /^[0-9a-f]{64}$/,
  rule: /^[A-Z]{2,5}-[0-9]{2,3}$/,
  topic: /^[A-Z]{2,5}$/,
  id: /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/,
  identifier: /^[a-z][a-z0-9_]{0,59}$/,
  version: /^\d+\.\d+\.\d+$/,
} as const
export type FormName = keyof typeof FORMS

/** The years that evidence may be of. */
export const YEAR = /^(199\d|20\d\d|21\d\d)$/

/** The topic of a rule, which its id begins with: `SEG-01` → `SEG`. */
export const topicOf = (rule: string): string => rule.split('-', 1)[0] ?? rule

const NAMES = new Map(Object.entries(FORMS).map(([name, form]) => [String(form), name as FormName]))

/** The name of a form by its expression, as `/…/`. */
export const formNamed = (expression: string): FormName | undefined => NAMES.get(expression)

/** True when rules apply and none of them was answered or measured: nothing is known, so there is no grade, and an index from 0 to 100 says nothing. */
export const isUnanswered = ({ applicable, answeredOrMeasured }: { readonly applicable: number; readonly answeredOrMeasured: number }): boolean =>
  applicable > 0 && answeredOrMeasured === 0
