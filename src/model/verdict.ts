// What the gate found, and the small part of an assessment with which later ones are compared.
import * as z from 'zod'
import { Location, Param } from './finding.ts'
import { GATE_CONDITIONS } from './gate.ts'
import { Slug } from './scalars.ts'

/** Why something got worse since the baseline. */
export const CAUSES = [
  'answer-withdrawn',
  'answer-changed',
  'evidence-expired',
  'evidence-gone',
  'evidence-changed',
  'rule-changed',
  'rule-new',
  'now-applies',
  'time-passed',
] as const
export const Cause = z.enum(CAUSES)
export type Cause = z.infer<typeof Cause>

/** One thing the gate says. `worse` and the two floors are not conditions: they always fail. */
export const GateReason = z.strictObject({
  id: z.enum([...GATE_CONDITIONS, 'floor', 'floor-not-calculable', 'nothing-evaluated', 'worse']),
  level: z.enum(['warn', 'error']),
  rulebook: z.string().optional(),
  /** In which capacity: an institution may be assessed in several by one rulebook. */
  role: z.string().optional(),
  rule: z.string().optional(),
  cause: Cause.optional(),
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
      id: z.enum(['rulebook-gone', 'rulebook-new', 'rulebook-version', 'rule-gone', 'rule-not-applicable']),
      params: z.record(z.string(), Param),
    }),
  ),
})
export type GateVerdict = z.infer<typeof GateVerdict>

/** A small sorted part of an assessment, to compare later ones with (DESIGN.md §4.3). */
export const Baseline = z.strictObject({
  schema: z.literal('cumple/baseline@1'),
  institution: Slug,
  as_of: z.string(),
  rulebooks: z.array(
    z.strictObject({
      id: z.string(),
      role: z.string(),
      version: z.string(),
      digest: z.string(),
      rules: z.record(
        z.string(),
        z.strictObject({
          outcome: z.string(),
          credit: z.int().nullable(),
          /** Somebody answered: an answer that is not there any more is told. */
          answered: z.literal(true).optional(),
          /** Conditions of the gate that held, with the document or table that they are about: what is not among them is new. */
          noted: z.array(z.string()).optional(),
          rule: z.string(),
          answer: z.string(),
          evidence: z.string(),
        }),
      ),
    }),
  ),
})
export type Baseline = z.infer<typeof Baseline>
