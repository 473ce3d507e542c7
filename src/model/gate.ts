// What makes a build fail, as `gate:` in cumple.yaml writes it.
import * as z from 'zod'
import { FORMS } from './basics.ts'
import { Slug } from './scalars.ts'

/** Every condition that can be switched off, made a warning or an error, with the level it has when nobody says. */
export const GATE_DEFAULTS = {
  'critical-gap': 'error',
  contradiction: 'error',
  'document-altered': 'error',
  'document-expired': 'error',
  'evaluation-error': 'error',
  'rulebook-gone': 'error',
  'waiver-expired': 'error',
  'waiver-too-long': 'error',
  'answer-withdrawn': 'warn',
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
  topic: z.string().regex(FORMS.topic).describe('Tema del catálogo').optional(),
})
export type GateFloor = z.infer<typeof GateFloor>

export const GatePolicy = z.strictObject({
  conditions: z.partialRecord(z.enum(GATE_CONDITIONS), Level).default({}).describe('off = no se mira, warn = aviso, error = falla'),
  floors: z.array(GateFloor).default([]).describe('Índices mínimos'),
  expiring_days: z.int().min(0).max(3650).default(30).describe('Con cuántos días de anticipación avisa de un documento por vencer'),
  baseline: z
    .string()
    .min(1)
    .max(1_000)
    .describe('Línea base: con ella solo falla lo que empeoró, además de los mínimos, los documentos alterados y las excepciones vencidas')
    .optional(),
})
export type GatePolicy = z.infer<typeof GatePolicy>
