// One finding: a rule met with evidence, every term of its credit, and what was found.
import * as z from 'zod'
import { VerdictWord } from './audit.ts'
import { CHECK_REASONS, DOCUMENT_STATES } from './basics.ts'
import { Basis } from './rulebook.ts'
import { PlainDate, Sha256 } from './scalars.ts'
import { AnswerValue, Assurance, Effort, Localized, Obligation, Outcome, Severity, Threshold } from './vocabulary.ts'

/** Credit in basis points, an integer 0…10000. */
const Credit = z.int().min(0).max(10_000)

export const Item = z.strictObject({ id: z.string(), es: z.string(), en: z.string() })
/** Relative to the evidence folder; line 0 is the file as a whole. */
export const Location = z.strictObject({ file: z.string(), line: z.int().min(0), col: z.int().min(1).optional() })
export type Location = z.infer<typeof Location>
export const Param = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
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
  verdict: VerdictWord.optional(),
  /** The credit with shortfalls against merely proposed thresholds forgiven; only the grade cap looks at it. */
  normative: Credit,
})
export type Terms = z.infer<typeof Terms>

/** An auditor's verdict as a finding carries it, with the institution's reply. */
export const FindingAudit = z.strictObject({
  verdict: VerdictWord,
  to: AnswerValue.optional(),
  condition: z.string().optional(),
  criterion: z.string().optional(),
  cause: z.string().optional(),
  effect: z.string().optional(),
  recommendation: z.string().optional(),
  reply: z.string().optional(),
  note: z.string().optional(),
  auditor: z.string(),
  date: PlainDate,
  /** Digest of the answer and evidence that were judged. */
  evidence: Sha256.optional(),
  /** True when the answer or the evidence is no longer the one judged: the finding stands as evidence makes it. */
  lapsed: z.boolean().optional(),
  /** True when the rule does not apply, by the rulebook's scope or a declared fact, or there is no valid answer or measurement that could be accepted: the verdict changes nothing. */
  idle: z.boolean().optional(),
})
export type FindingAudit = z.infer<typeof FindingAudit>

export const RuleText = z.strictObject({
  title: Localized,
  gap: Localized,
  requirement: Localized,
  why: Localized,
  question: Localized,
  criteria: z.array(Item),
  not_applicable: z.array(Item),
  basis: z.array(Basis),
  maps: z.strictObject({ iso27001: z.array(z.string()), csf2: z.array(z.string()) }),
  when: z.string().optional(),
  duty: z.string().optional(),
  proof: z.enum(['all', 'any']),
  remedy: z.strictObject({
    action: Localized,
    owner: z.string(),
    effort: Effort,
    within: z.string(),
    due: PlainDate,
    free: z.boolean(),
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
  /** What evidence alone gives, where an auditor's verdict replaced it; null when without the verdict the rule would not apply. */
  unaudited: z.strictObject({ low: Credit, high: Credit }).nullable().optional(),
  /** The credit of the answer alone, same shape; no verdict changes it. */
  declared: z.strictObject({ low: Credit, high: Credit }).nullable(),
  terms: Terms,
  assurance: Assurance,
  maturity: z.int().min(0).max(5).nullable(),
  contradiction: z.boolean(),
  /** Not applicable: by which door. */
  removed: z
    .strictObject({ by: z.enum(['scope', 'when', 'fact', 'answer']), fact: z.string().optional(), proven: z.boolean(), reason: Localized.optional() })
    .optional(),
  waiver: z.strictObject({ reason: z.string(), approvedBy: z.string(), approvedAt: PlainDate, expiresAt: PlainDate }).optional(),
  answer: z
    .strictObject({
      /** Absent: only a comment, or who will bring it. */
      value: AnswerValue.optional(),
      criteria: z.array(z.string()),
      reason: z.string().optional(),
      note: z.string().optional(),
      responsible: z.string().optional(),
      target: PlainDate.optional(),
      review: z.boolean(),
      by: z.string().optional(),
      at: z.string().optional(),
      from: z.string(),
    })
    .optional(),
  /** What was answered before, the oldest first; no digest counts it. */
  earlier: z
    .array(
      z.strictObject({ value: AnswerValue.optional(), note: z.string().optional(), by: z.string().optional(), at: z.string().optional(), until: z.string() }),
    )
    .optional(),
  slots: z.array(SlotResult),
  checks: z.array(CheckResult),
  messages: z.array(Message),
  audit: FindingAudit.optional(),
  locations: z.array(Location),
  digests: z.strictObject({ rule: Sha256, answer: Sha256, evidence: Sha256 }),
})
export type Finding = z.infer<typeof Finding>
