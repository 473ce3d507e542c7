// What makes a build fail, as `gate:` in cumple.yaml writes it, and what the gate found.
import * as z from 'zod'
import { Location, Param } from './finding.ts'
import { Slug } from './scalars.ts'

/** Every condition that can be switched off, made a warning or an error, with the level it has when nobody says. */
export const GATE_DEFAULTS = {
  'critical-gap': 'error',
  contradiction: 'error',
  'document-altered': 'error',
  'document-expired': 'error',
  'evaluation-error': 'error',
  'waiver-expired': 'error',
  'waiver-too-long': 'error',
  'unmet-must': 'warn',
  unanswered: 'warn',
  'document-expiring': 'warn',
  'dataset-stale': 'warn',
  'evidence-reused': 'warn',
  'file-unread': 'warn',
  'notes-identical': 'warn',
} as const satisfies Record<string, GateLevel>

export type GateLevel = 'off' | 'warn' | 'error'
export type GateCondition = keyof typeof GATE_DEFAULTS
export const GATE_CONDITIONS = Object.keys(GATE_DEFAULTS) as GateCondition[]

const Level = z.enum(['off', 'warn', 'error'])

/** The least that an index may be: of the whole, of a rulebook, or of a topic in it. */
export const GateFloor = z.strictObject({
  index: z
    .enum(['compliance', 'declared', 'good-practice', 'coverage'])
    .describe('compliance = con sustento, declared = solo lo declarado, good-practice = buenas prácticas, coverage = respondido o medido'),
  at_least: z.number().min(0).max(100).describe('Mínimo, en porcentaje'),
  rulebook: Slug.describe('Catálogo; todos si no se indica').optional(),
  topic: z
    .string()
    .regex(/^[A-Z]{2,5}$/)
    .describe('Tema del catálogo')
    .optional(),
})
export type GateFloor = z.infer<typeof GateFloor>

export const GatePolicy = z.strictObject({
  conditions: z.partialRecord(z.enum(GATE_CONDITIONS), Level).default({}).describe('off = no se mira, warn = aviso, error = falla'),
  floors: z.array(GateFloor).default([]).describe('Índices mínimos'),
  expiring_days: z.int().min(0).max(3650).default(30).describe('Con cuántos días de anticipación avisa de un documento por vencer'),
  baseline: z.string().min(1).max(1_000).describe('Línea base: con ella solo falla lo que empeoró').optional(),
})
export type GatePolicy = z.infer<typeof GatePolicy>

/** Why something got worse since the baseline. */
export const CAUSES = [
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
    z.strictObject({ id: z.enum(['rulebook-gone', 'rulebook-new', 'rulebook-version', 'rule-gone']), params: z.record(z.string(), Param) }),
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
        z.strictObject({ outcome: z.string(), credit: z.int().nullable(), rule: z.string(), answer: z.string(), evidence: z.string() }),
      ),
    }),
  ),
})
export type Baseline = z.infer<typeof Baseline>
