// The one finished value: everything that a report, a gate or a comparison reads.
// It holds no prose of its own: rule texts come from the rulebook in both languages, the rest are ids with raw parameters.
import * as z from 'zod'
import { ASSESSMENT_SCHEMA } from './basics.ts'
import { Institution } from './evidence.ts'
import { Finding, Item, Location, Param } from './finding.ts'
import { GatePolicy } from './gate.ts'
import { AppliedOverlay } from './overlay.ts'
import { Basis, Instrument, Method } from './rulebook.ts'
import { PlainDate, Sha256 } from './scalars.ts'
import { Effort, Lang, Localized, Obligation, Role, Severity } from './vocabulary.ts'

export * from './finding.ts'

/** Percent with one decimal, 0…100. */
const Percent = z.number().min(0).max(100)
/** From the worst end (unknown counts 0) to the best (unknown counts 1); null when nothing applies. */
export const Range = z.strictObject({ low: Percent, high: Percent }).nullable()
export type Range = z.infer<typeof Range>

export const OutcomeCounts = z.strictObject({
  satisfied: z.int(),
  partial: z.int(),
  unmet: z.int(),
  unknown: z.int(),
  'not-applicable': z.int(),
  error: z.int(),
})
export type OutcomeCounts = z.infer<typeof OutcomeCounts>

export const ScoreSet = z.strictObject({
  compliance: Range,
  declared: Range,
  /** Compliance by evidence alone, without the auditor's verdicts; only where an audit file was used. */
  evidenced: Range.optional(),
  goodPractice: Range,
  /** Mean level of the applicable rules, one decimal; null when none applies. */
  maturity: z.number().min(0).max(5).nullable(),
  /** Sum of weights of the applicable `must` rules. */
  weight: z.int().min(0),
  counts: OutcomeCounts,
})
export type ScoreSet = z.infer<typeof ScoreSet>

export const Coverage = z.strictObject({
  applicable: z.int().min(0),
  answeredOrMeasured: z.int().min(0),
  fullProof: z.int().min(0),
  /** Percent of the weight removed by answers of not-applicable and by facts that nothing proves. */
  removedWeight: Percent,
})
export type Coverage = z.infer<typeof Coverage>

export const Grade = z
  .strictObject({
    band: z.string(),
    title: Localized,
    /** The band without the cap. */
    uncapped: z.string(),
    /** Rules that hold the grade at the cap. */
    cappedBy: z.array(z.string()),
    provisional: z.boolean(),
    provisionalBecause: z.array(z.enum(['unknown', 'removed-weight'])),
    /** What the headline index is; good practice where the rulebook has no `must`. */
    of: z.enum(['compliance', 'goodPractice']),
  })
  .nullable()
export type Grade = z.infer<typeof Grade>

export const PlanStep = z.strictObject({
  rule: z.string(),
  obligation: Obligation,
  severity: Severity,
  /** What closes the gap: the rule's remedy, bringing the papers and tables that prove, or confirming the criteria of a yes. */
  by: z.enum(['remedy', 'papers', 'criteria']),
  effort: Effort,
  owner: z.string(),
  due: PlainDate,
  /** Points of the index (compliance for must, good practice otherwise) gained at the worst end by closing the gap. */
  gain: Percent,
  /** Compliance at the worst end after this step and all before it; null when nothing must. */
  running: Percent.nullable(),
})
export type PlanStep = z.infer<typeof PlanStep>

/** What an auditor's verdicts did to one rulebook's result. */
export const AuditEffect = z.strictObject({
  /** Verdicts that stand; `lapsed` are those over an answer or evidence that changed since, counted nowhere else. Those without effect are in none. */
  counts: z.strictObject({
    accept: z.int().min(0),
    lower: z.int().min(0),
    raise: z.int().min(0),
    reject: z.int().min(0),
    lapsed: z.int().min(0),
  }),
  /** Accepted, in percent of the verdicts that stand; null when none stands. */
  agreement: Percent.nullable(),
  /** Points of compliance at the worst end with the verdicts, less without them; null when not computable. */
  effect: z.number().min(-100).max(100).nullable(),
})
export type AuditEffect = z.infer<typeof AuditEffect>

export const RulebookResult = z.strictObject({
  id: z.string(),
  version: z.string(),
  digest: Sha256,
  role: Role,
  title: Localized,
  summary: Localized,
  authority: Localized,
  scope: z.strictObject({
    id: z.string(),
    title: Localized,
    requirement: Localized,
    basis: z.array(Basis),
    holds: z.enum(['yes', 'no', 'unknown']),
    /** The source does not name this kind of institution; it is assessed by its own choice. */
    byChoice: z.boolean(),
  }),
  instruments: z.array(Instrument),
  topics: z.array(z.strictObject({ id: z.string(), title: Localized, factor: z.int(), why: Localized, scores: ScoreSet })),
  owners: z.array(Item),
  documentKinds: z.array(z.strictObject({ id: z.string(), title: Localized })),
  datasets: z.array(z.strictObject({ id: z.string(), title: Localized })),
  facts: z.array(z.strictObject({ id: z.string(), question: Localized, value: z.union([z.boolean(), z.number(), z.string()]).nullable() })),
  /** Every number of the method, and the common multiple by which duty-shared weights were made whole. */
  method: Method,
  /** What was tailored, when an overlay was in force. */
  overlay: AppliedOverlay.optional(),
  weightScale: z.int().min(1),
  scores: ScoreSet,
  coverage: Coverage,
  grade: Grade,
  /** Only where an audit file was used. */
  auditEffect: AuditEffect.optional(),
  findings: z.array(Finding),
  /** Rules of the rulebook that were answered and are not assessed: not confirmed, or of another role. */
  notAssessed: z.array(z.strictObject({ id: z.string(), title: Localized })).optional(),
  plan: z.array(PlanStep),
})
export type RulebookResult = z.infer<typeof RulebookResult>

export const Observation = z.strictObject({ id: z.string(), params: z.record(z.string(), Param), rules: z.array(z.string()), locations: z.array(Location) })
export type Observation = z.infer<typeof Observation>

export const Assessment = z.strictObject({
  schemaVersion: z.literal(ASSESSMENT_SCHEMA),
  tool: z.strictObject({ name: z.literal('cumple'), version: z.string() }),
  /** `SOURCE_DATE_EPOCH`, else the as-of date at 00:00−05:00. */
  generatedAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}-05:00$/),
  asOf: PlainDate,
  lang: Lang,
  institution: Institution,
  period: z.int(),
  confidentiality: z.enum(['public', 'internal', 'confidential']),
  signatories: z.array(z.strictObject({ role: z.enum(['prepared', 'reviewed', 'approved']), name: z.string(), post: z.string() })),
  /** Where what has no place of its own is shown: the rulebooks and the gate in the manifest, the answer file of each topic. */
  locations: z.strictObject({ rulebooks: Location, gate: Location, answers: z.record(z.string(), z.string()) }),
  inputs: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: Sha256 })),
  previous: z.strictObject({ asOf: PlainDate, digest: Sha256 }).optional(),
  /** The auditor's file that was used. */
  audit: z.strictObject({ auditor: z.string(), date: PlainDate, sha256: Sha256 }).optional(),
  documents: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      number: z.string().optional(),
      issued: PlainDate.optional(),
      signedBy: z.string().optional(),
      validUntil: PlainDate.optional(),
      /** That it is registered for; absent where it is of none. */
      period: z.int().optional(),
      path: z.string(),
      /** Of the file as it is; `registered` is what the register says. */
      sha256: z.string().optional(),
      registered: z.string().optional(),
      file: z.enum(['present', 'missing', 'empty', 'unreadable']),
      /** Its entry in the register. */
      locations: z.array(Location),
      rules: z.array(z.string()),
    }),
  ),
  datasets: z.array(
    z.strictObject({
      id: z.string(),
      path: z.string(),
      sha256: Sha256,
      rows: z.int(),
      encoding: z.string(),
      delimiter: z.string(),
      unknownHeaders: z.array(z.string()),
      problems: z.strictObject({
        count: z.int(),
        rows: z.array(z.strictObject({ line: z.int(), column: z.string(), code: z.string(), value: z.string().optional() })),
      }),
      error: z.strictObject({ code: z.string(), line: z.int().min(0), detail: z.string() }).optional(),
    }),
  ),
  waivers: z.array(
    z.strictObject({
      rule: z.string(),
      reason: z.string(),
      approvedBy: z.string(),
      approvedAt: PlainDate,
      expiresAt: PlainDate,
      state: z.enum(['in-force', 'not-yet', 'expired', 'too-long', 'not-needed', 'not-assessed']),
    }),
  ),
  /** What `cumple.yaml` says of the gate. */
  gate: GatePolicy.optional(),
  results: z.array(RulebookResult),
  observations: z.array(Observation),
})
export type Assessment = z.infer<typeof Assessment>
