// The one finished value: everything that a report, a gate or a comparison reads (DESIGN.md §4.3).
// It holds no prose of its own: rule texts come from the rulebook in both languages, the rest are ids with raw parameters.
import * as z from 'zod'
import { ASSESSMENT_SCHEMA, CHECK_REASONS, DOCUMENT_STATES } from './basics.ts'
import { Basis, Instrument, Method } from './rulebook.ts'
import { Institution } from './evidence.ts'
import { PlainDate, Sha256 } from './scalars.ts'
import { AnswerValue, Assurance, Effort, Lang, Localized, Obligation, Outcome, Role, Severity, Threshold } from './vocabulary.ts'


/** Credit in basis points, an integer 0…10000. */
const Credit = z.int().min(0).max(10_000)
/** Percent with one decimal, 0…100. */
const Percent = z.number().min(0).max(100)
/** From the worst end (unknown counts 0) to the best (unknown counts 1); null when nothing applies. */
export const Range = z.strictObject({ low: Percent, high: Percent }).nullable()
export type Range = z.infer<typeof Range>

const Item = z.strictObject({ id: z.string(), es: z.string(), en: z.string() })
const Location = z.strictObject({ file: z.string(), line: z.int().min(0) })
const Param = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
export const Message = z.strictObject({ id: z.string(), params: z.record(z.string(), Param) })
export type Message = z.infer<typeof Message>

/** Whether a document proves a slot, and if not, why. `unregistered`: no digest was written down for it. */
export const DocumentState = z.enum(DOCUMENT_STATES)
export type DocumentState = z.infer<typeof DocumentState>

export const SlotResult = z.strictObject({
  slot: z.string(),
  title: Localized,
  kinds: z.array(z.string()),
  required: z.boolean(),
  state: DocumentState,
  /** The register's id, when one was named for the slot. */
  document: z.string().optional(),
  path: z.string().optional(),
  issued: PlainDate.optional(),
  /** Last day on which it proves the slot. */
  until: PlainDate.optional(),
  /** `incomplete`: the fields that are missing. `unregistered`: the digest found. */
  detail: z.array(z.string()).optional(),
  /** Who set the age limit, when an age limit decided. */
  threshold: Threshold.optional(),
})
export type SlotResult = z.infer<typeof SlotResult>

/** A row that failed: where it is, its key, and the cells to blame. Personal values are never here. */
export const FailedRow = z.strictObject({
  line: z.int().min(0),
  key: z.string(),
  columns: z.array(z.string()),
  value: z.string().optional(),
  sensitive: z.boolean().optional(),
})
export type FailedRow = z.infer<typeof FailedRow>

export const CheckResult = z.strictObject({
  kind: z.string(),
  label: Localized,
  dataset: z.string(),
  file: z.string().optional(),
  state: z.enum(['passed', 'failed', 'unknown', 'error']),
  /** Why it could not run, or (passed, `empty`) that a signed declaration stands for the rows. */
  reason: z.enum(CHECK_REASONS).optional(),
  detail: z.array(z.string()).optional(),
  /** Counted units: cells, rows, groups or values, as the kind says. */
  good: z.int().min(0).optional(),
  total: z.int().min(0).optional(),
  ratio: Credit.optional(),
  floor: Credit.optional(),
  threshold: Threshold.optional(),
  failed: z.strictObject({ count: z.int().min(0), rows: z.array(FailedRow) }).optional(),
})
export type CheckResult = z.infer<typeof CheckResult>


export const Terms = z.strictObject({
  claim: Credit.optional(),
  measured: Credit.optional(),
  base: Credit.optional(),
  factor: Credit,
  /** Which proof factor of the method. */
  proof: z.enum(['none', 'some', 'data', 'all']),
  /** A verdict that replaced base × factor. */
  verdict: z.enum(['accept', 'lower', 'reject']).optional(),
  /** The credit with shortfalls against merely proposed thresholds forgiven; only the grade cap looks at it. */
  normative: Credit,
})
export type Terms = z.infer<typeof Terms>

export const RuleText = z.strictObject({
  title: Localized, gap: Localized, requirement: Localized, why: Localized, question: Localized,
  criteria: z.array(Item), not_applicable: z.array(Item), basis: z.array(Basis),
  maps: z.strictObject({ iso27001: z.array(z.string()), csf2: z.array(z.string()) }),
  when: z.string().optional(), duty: z.string().optional(), proof: z.enum(['all', 'any']),
  remedy: z.strictObject({
    action: Localized, owner: z.string(), effort: Effort, within: z.string(), due: PlainDate, free: z.boolean(),
  }),
})

export const Finding = z.strictObject({
  rule: z.string(),
  topic: z.string(),
  obligation: Obligation,
  severity: Severity,
  /** Integer weight in the index: severity × topic, shared among the rules of one duty (`Method`). */
  weight: z.int().min(0),
  text: RuleText,
  outcome: Outcome,
  /** The credit at the worst and the best end; equal unless the outcome is unknown or error. Null when not applicable. */
  credit: z.strictObject({ low: Credit, high: Credit }).nullable(),
  /** The credit of the answer alone, same shape. */
  declared: z.strictObject({ low: Credit, high: Credit }).nullable(),
  terms: Terms,
  assurance: Assurance,
  maturity: z.int().min(0).max(5).nullable(),
  contradiction: z.boolean(),
  /** Not applicable: by which door. */
  removed: z.strictObject({ by: z.enum(['scope', 'when', 'fact', 'answer']), fact: z.string().optional(), proven: z.boolean(), reason: Localized.optional() }).optional(),
  waiver: z.strictObject({ reason: z.string(), approvedBy: z.string(), approvedAt: PlainDate, expiresAt: PlainDate }).optional(),
  answer: z.strictObject({
    value: AnswerValue, criteria: z.array(z.string()), reason: z.string().optional(), note: z.string().optional(),
    responsible: z.string().optional(), target: PlainDate.optional(), review: z.boolean(), by: z.string().optional(), at: z.string().optional(),
    from: z.string(),
  }).optional(),
  slots: z.array(SlotResult),
  checks: z.array(CheckResult),
  messages: z.array(Message),
  audit: z.strictObject({ verdict: z.enum(['accept', 'lower', 'reject']), to: AnswerValue.optional(), note: z.string(), auditor: z.string(), date: PlainDate }).optional(),
  locations: z.array(Location),
  digests: z.strictObject({ rule: Sha256, answer: Sha256, evidence: Sha256 }),
})
export type Finding = z.infer<typeof Finding>

export const OutcomeCounts = z.strictObject({
  satisfied: z.int(), partial: z.int(), unmet: z.int(), unknown: z.int(), 'not-applicable': z.int(), error: z.int(),
})
export type OutcomeCounts = z.infer<typeof OutcomeCounts>

export const ScoreSet = z.strictObject({
  compliance: Range,
  declared: Range,
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

export const Grade = z.strictObject({
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
}).nullable()
export type Grade = z.infer<typeof Grade>

export const PlanStep = z.strictObject({
  rule: z.string(),
  obligation: Obligation,
  severity: Severity,
  effort: Effort,
  owner: z.string(),
  due: PlainDate,
  /** Points of the index (compliance for must, good practice otherwise) gained at the worst end by closing the gap. */
  gain: Percent,
  /** Compliance at the worst end after this step and all before it; null when nothing must. */
  running: Percent.nullable(),
})
export type PlanStep = z.infer<typeof PlanStep>

export const RulebookResult = z.strictObject({
  id: z.string(), version: z.string(), digest: Sha256, role: Role,
  title: Localized, summary: Localized, authority: Localized,
  scope: z.strictObject({ id: z.string(), title: Localized, requirement: Localized, basis: z.array(Basis), holds: z.enum(['yes', 'no', 'unknown']) }),
  instruments: z.array(Instrument),
  topics: z.array(z.strictObject({ id: z.string(), title: Localized, factor: z.int(), why: Localized, scores: ScoreSet })),
  owners: z.array(Item),
  documentKinds: z.array(z.strictObject({ id: z.string(), title: Localized })),
  datasets: z.array(z.strictObject({ id: z.string(), title: Localized })),
  facts: z.array(z.strictObject({ id: z.string(), question: Localized, value: z.union([z.boolean(), z.number(), z.string()]).nullable() })),
  /** Every number of the method, and the common multiple by which duty-shared weights were made whole. */
  method: Method,
  weightScale: z.int().min(1),
  scores: ScoreSet,
  coverage: Coverage,
  grade: Grade,
  findings: z.array(Finding),
  plan: z.array(PlanStep),
})
export type RulebookResult = z.infer<typeof RulebookResult>

export const Observation = z.strictObject({ id: z.string(), params: z.record(z.string(), Param), rules: z.array(z.string()), locations: z.array(Location) })
export type Observation = z.infer<typeof Observation>

export const Assessment = z.strictObject({
  schemaVersion: z.literal(ASSESSMENT_SCHEMA),
  tool: z.strictObject({ name: z.literal('cumple'), version: z.string() }),
  /** `SOURCE_DATE_EPOCH`, else the as-of date at 00:00−05:00. */
  generatedAt: z.string(),
  asOf: PlainDate,
  lang: Lang,
  institution: Institution,
  period: z.int(),
  confidentiality: z.enum(['public', 'internal', 'confidential']),
  signatories: z.array(z.strictObject({ role: z.enum(['prepared', 'reviewed', 'approved']), name: z.string(), post: z.string() })),
  inputs: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: Sha256 })),
  previous: z.strictObject({ asOf: PlainDate, digest: Sha256 }).optional(),
  documents: z.array(z.strictObject({
    id: z.string(), kind: z.string(), title: z.string(), number: z.string().optional(), issued: PlainDate.optional(),
    signedBy: z.string().optional(), validUntil: PlainDate.optional(), path: z.string(), sha256: z.string().optional(),
    file: z.enum(['present', 'missing', 'empty', 'unreadable']), rules: z.array(z.string()),
  })),
  datasets: z.array(z.strictObject({
    id: z.string(), path: z.string(), sha256: Sha256, rows: z.int(), encoding: z.string(), delimiter: z.string(),
    unknownHeaders: z.array(z.string()),
    problems: z.strictObject({ count: z.int(), rows: z.array(z.strictObject({ line: z.int(), column: z.string(), code: z.string(), value: z.string().optional() })) }),
    error: z.string().optional(),
  })),
  waivers: z.array(z.strictObject({ rule: z.string(), reason: z.string(), approvedBy: z.string(), approvedAt: PlainDate, expiresAt: PlainDate, state: z.enum(['in-force', 'not-yet', 'expired', 'too-long', 'not-needed']) })),
  results: z.array(RulebookResult),
  observations: z.array(Observation),
})
export type Assessment = z.infer<typeof Assessment>
