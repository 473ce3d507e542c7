// What the gate found, and the small part of an assessment with which later ones are compared.
import * as z from 'zod'
import { CAUSES } from './causes.ts'
import { Location, Param } from './finding.ts'
import { GATE_CONDITIONS } from './gate.ts'
import { INCOMPARABLE } from './incomparable.ts'
import { Slug } from './scalars.ts'

/** One thing the gate says. `worse` and the two floors are not conditions: they always fail. */
export const GateReason = z.strictObject({
  id: z.enum([...GATE_CONDITIONS, 'floor', 'floor-not-calculable', 'nothing-evaluated', 'worse']),
  level: z.enum(['warn', 'error']),
  rulebook: z.string().optional(),
  /** In which capacity: an institution may be assessed in several by one rulebook. */
  role: z.string().optional(),
  rule: z.string().optional(),
  cause: z.enum(CAUSES).optional(),
  params: z.record(z.string(), Param),
  location: Location,
})
export type GateReason = z.infer<typeof GateReason>

export const GateVerdict = z.strictObject({
  passed: z.boolean(),
  /** Errors first, then warnings; each in the order of rulebooks and rules. */
  reasons: z.array(GateReason),
  /** Gaps that a waiver in force covers; they are not among the reasons. */
  waived: z.array(z.string()),
  /** With a baseline: what got better, and what could not be compared and why. */
  better: z.array(z.string()),
  incomparable: z.array(
    z.strictObject({
      id: z.enum(INCOMPARABLE),
      params: z.record(z.string(), Param),
    }),
  ),
})
export type GateVerdict = z.infer<typeof GateVerdict>

/** An overlay that was in force: its base, and each change as `what id to`. */
const AppliedTo = z.strictObject({ id: z.string(), base: z.string(), changes: z.array(z.string()) })

/**
 * A small sorted part of an assessment, to compare later ones with. What is optional only serves to name causes:
 * a baseline of an earlier version of the program has less of it, and its causes are told as well as can be.
 */
export const Baseline = z.strictObject({
  schema: z.literal('cumple/baseline@1'),
  institution: Slug,
  as_of: z.string(),
  /** Version of the program that wrote it. */
  tool: z.string().optional(),
  period: z.int().optional(),
  /** The tables that were there, with their digests. */
  tables: z.record(z.string(), z.string()).optional(),
  rulebooks: z.array(
    z.strictObject({
      id: z.string(),
      role: z.string(),
      version: z.string(),
      digest: z.string(),
      /** Digest of the numbers by which claims and proof are credited. */
      method: z.string().optional(),
      /** It did not bind yet: what it commands was not asked for. */
      pending: z.literal(true).optional(),
      overlay: AppliedTo.optional(),
      rules: z.record(
        z.string(),
        z.strictObject({
          outcome: z.string(),
          credit: z.int().nullable(),
          /** Somebody answered: an answer that is not there any more is told. */
          answered: z.literal(true).optional(),
          /** Conditions of the gate that held, with the document or table that they are about: what is not among them is new. */
          noted: z.array(z.string()).optional(),
          /** What the credit was made of. */
          terms: z.strictObject({ claim: z.int().optional(), measured: z.int().optional(), factor: z.int() }).optional(),
          /** Document slots that were not in order, with their state. */
          slots: z.record(z.string(), z.string()).optional(),
          rule: z.string(),
          answer: z.string(),
          evidence: z.string(),
        }),
      ),
    }),
  ),
})
export type Baseline = z.infer<typeof Baseline>
