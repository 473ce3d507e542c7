// What changed between two assessments, or between two campaigns, and why (`cumple diff`). Ids and numbers only: words are added when it is told.
import * as z from 'zod'
import { Coverage, Grade, Param, Range } from './assessment.ts'
import { CAUSES } from './causes.ts'
import { CHANGES, DIFF_NOTICES, DIFF_SCHEMA, INDEX_REASONS } from './diff-words.ts'
import { PlainDate, Sha256 } from './scalars.ts'
import { Assurance, InstitutionKind, Localized, Obligation, Outcome, Role, Severity } from './vocabulary.ts'

export const Change = z.enum(CHANGES)
export type Change = z.infer<typeof Change>
const Cause = z.enum(CAUSES)

/** How many there are of each kind. */
const Totals = z.strictObject({ improved: z.int(), worse: z.int(), same: z.int(), new: z.int(), gone: z.int(), 'not-comparable': z.int() })
export type Totals = z.infer<typeof Totals>

/** What is to be known before reading the rest: dates the wrong way round, another rulebook version, causes that could not be read. */
export const Notice = z.strictObject({ id: z.enum(DIFF_NOTICES), params: z.record(z.string(), Param) })
export type Notice = z.infer<typeof Notice>

/** An index on both sides. Worst ends are compared; `bestEnd` says that only the other end moved, and where to. */
const IndexDiff = z.strictObject({
  before: Range,
  now: Range,
  change: Change,
  /** Of the worst end, one decimal; null unless both are comparable. */
  points: z.number().nullable(),
  bestEnd: z.enum(['higher', 'lower']).optional(),
  /** Why it is not comparable. */
  reason: z.enum(INDEX_REASONS).optional(),
})
export type IndexDiff = z.infer<typeof IndexDiff>

const RuleState = z.strictObject({
  outcome: Outcome,
  /** Basis points at the worst and the best end; null when the rule does not apply. */
  credit: z.strictObject({ low: z.int(), high: z.int() }).nullable(),
  assurance: Assurance,
})
export type RuleState = z.infer<typeof RuleState>

export const RuleDiff = z.strictObject({
  rule: z.string(),
  topic: z.string(),
  title: Localized,
  obligation: Obligation,
  severity: Severity,
  weight: z.int(),
  change: Change,
  /** Null when nothing moved. */
  cause: Cause.nullable(),
  bestEnd: z.enum(['higher', 'lower']).optional(),
  /** Null where the rulebook does not have the rule. */
  before: RuleState.nullable(),
  now: RuleState.nullable(),
})
export type RuleDiff = z.infer<typeof RuleDiff>

const RulebookState = z.strictObject({ version: z.string(), digest: Sha256, coverage: Coverage, grade: Grade })

export const RulebookDiff = z.strictObject({
  id: z.string(),
  role: Role,
  title: Localized,
  /** Null where it was not assessed by this rulebook. */
  before: RulebookState.nullable(),
  now: RulebookState.nullable(),
  compliance: IndexDiff,
  declared: IndexDiff,
  goodPractice: IndexDiff,
  totals: Totals,
  /** In the order in which they are told: by kind of change, the worst loss first. */
  rules: z.array(RuleDiff),
})
export type RulebookDiff = z.infer<typeof RulebookDiff>

const AssessmentSide = z.strictObject({ asOf: PlainDate, period: z.int(), tool: z.string() })

export const AssessmentDiff = z.strictObject({
  schema: z.literal(DIFF_SCHEMA),
  of: z.literal('assessments'),
  institution: z.strictObject({ id: z.string(), name: z.string() }),
  before: AssessmentSide,
  now: AssessmentSide,
  notices: z.array(Notice),
  totals: Totals,
  results: z.array(RulebookDiff),
})
export type AssessmentDiff = z.infer<typeof AssessmentDiff>

const Status = z.enum(['assessed', 'rejected', 'missing', 'not-listed'])
export type Status = z.infer<typeof Status>

/** Rules of an institution that moved by one cause; `rules` are the first of `count`. */
const CauseCount = z.strictObject({ change: Change, cause: Cause, count: z.int(), rules: z.array(z.string()) })
export type CauseCount = z.infer<typeof CauseCount>

export const InstitutionDiff = z.strictObject({
  institution: z.string(),
  name: z.string(),
  kind: InstitutionKind.nullable(),
  /** Where it was another one before. */
  kindBefore: InstitutionKind.optional(),
  rulebook: z.string(),
  role: Role,
  status: z.strictObject({ before: Status, now: Status }),
  /** The index compared: good practice where the rulebook has no `must`. */
  of: z.enum(['compliance', 'goodPractice']),
  ...IndexDiff.shape,
  /** Where both campaigns keep its assessment: what moved it, the most frequent first. */
  causes: z.array(CauseCount).optional(),
})
export type InstitutionDiff = z.infer<typeof InstitutionDiff>

const CampaignState = z.strictObject({ version: z.string(), digest: Sha256, median: z.number().nullable() })

export const CampaignDiff = z.strictObject({
  schema: z.literal(DIFF_SCHEMA),
  of: z.literal('campaigns'),
  before: z.strictObject({ name: z.string(), asOf: PlainDate, listed: z.int(), assessed: z.int() }),
  now: z.strictObject({ name: z.string(), asOf: PlainDate, listed: z.int(), assessed: z.int() }),
  notices: z.array(Notice),
  totals: Totals,
  /** Listed in one campaign or both, and assessed in neither: there is nothing to compare. */
  neverAssessed: z.array(z.strictObject({ institution: z.string(), name: z.string(), status: z.strictObject({ before: Status, now: Status }) })),
  rulebooks: z.array(
    z.strictObject({
      id: z.string(),
      title: Localized,
      before: CampaignState.nullable(),
      now: CampaignState.nullable(),
      totals: Totals,
      /** Medians of only those that are comparable: who left or came in does not move them. Null when none is. */
      comparable: z.strictObject({ institutions: z.int(), before: z.number(), now: z.number() }).nullable(),
    }),
  ),
  /** In the order in which they are told: by kind of change, the most points lost first. */
  institutions: z.array(InstitutionDiff),
})
export type CampaignDiff = z.infer<typeof CampaignDiff>

/** What `cumple diff` writes as JSON. */
export const Diff = z.discriminatedUnion('of', [AssessmentDiff, CampaignDiff])
export type Diff = z.infer<typeof Diff>
