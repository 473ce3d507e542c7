// An auditor's verdicts over what an institution declared: one file per institution, outside its evidence.
import * as z from 'zod'
import { PlainDate, RuleId, Sha256, Slug } from './scalars.ts'

const Short = z.string().trim().min(1).max(300)
const Text = z.string().trim().min(1).max(20_000)

/** What an auditor may say of a finding. */
export const VerdictWord = z.enum(['accept', 'lower', 'raise', 'reject'])
export type VerdictWord = z.infer<typeof VerdictWord>

/** Answers to which each verdict may move a finding. */
const MAY_GO: Readonly<Record<'lower' | 'raise', readonly string[]>> = { lower: ['partial', 'planned', 'no'], raise: ['yes', 'partial', 'planned'] }
const refusal = (verdict: 'lower' | 'raise') => ({ path: ['to'], params: { code: 'not-allowed', allowed: MAY_GO[verdict].join(', ') } })

export const AuditVerdict = z
  .strictObject({
    verdict: VerdictWord.describe('accept = se acepta, lower = se rebaja (con to), raise = se eleva (con to), reject = se rechaza'),
    to: z.enum(['yes', 'partial', 'planned', 'no']).describe('Para lower y raise: la respuesta que el auditor da por cierta').optional(),
    condition: Text.describe('Condición: lo que se encontró').optional(),
    criterion: Text.describe('Criterio: lo que debía ser, y según qué norma').optional(),
    cause: Text.describe('Causa: por qué ocurrió').optional(),
    effect: Text.describe('Efecto: qué consecuencia tiene o puede tener').optional(),
    recommendation: Text.describe('Recomendación del auditor').optional(),
    reply: Text.describe('Descargo de la institución').optional(),
    note: Text.describe('Nota del auditor; basta ella o la condición').optional(),
    auditor: Short.describe('Quién emite este dictamen, si no es el auditor del archivo').optional(),
    date: PlainDate.describe('Fecha de este dictamen, si no es la del archivo, AAAA-MM-DD').optional(),
    /** `judgedDigest` of the finding when it was judged: the verdict lapses when the answer or the evidence changes. */
    evidence: Sha256.describe(
      'Huella SHA-256 de lo juzgado, la que muestra «cumple explicar»: si la respuesta o la evidencia cambian, el dictamen caduca',
    ).optional(),
  })
  .refine(({ note, condition }) => note !== undefined || condition !== undefined, { path: ['note'], params: { code: 'missing-key' } })
  .refine(({ verdict, to }) => (verdict !== 'lower' && verdict !== 'raise') || to !== undefined, { path: ['to'], params: { code: 'missing-key' } })
  .refine(({ verdict, to }) => verdict !== 'lower' || to === undefined || MAY_GO.lower.includes(to), refusal('lower'))
  .refine(({ verdict, to }) => verdict !== 'raise' || to === undefined || MAY_GO.raise.includes(to), refusal('raise'))
export type AuditVerdict = z.infer<typeof AuditVerdict>

/** An auditor's verdicts over one institution, read only from a file outside the evidence root. */
export const AuditFile = z.strictObject({
  schema: z.literal('cumple/audit@1'),
  auditor: Short.describe('Quién emite los dictámenes'),
  date: PlainDate.describe('Fecha de los dictámenes, AAAA-MM-DD'),
  institution: Slug.describe('Id de la institución auditada, el de su cumple.yaml'),
  verdicts: z.record(RuleId, AuditVerdict).describe('Requisito: dictamen'),
})
export type AuditFile = z.infer<typeof AuditFile>
