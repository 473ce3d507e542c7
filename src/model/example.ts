// `<RULE-ID>.test.yaml`: given this evidence, a rule must come out so. What the author of a rule means by it, in cases.
import * as z from 'zod'
import { Identifier, PlainDate, Slug } from './scalars.ts'
import { AnswerValue, Assurance, InstitutionKind, Outcome, Role } from './vocabulary.ts'

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** What differs from a valid document of today: the fields of the register. */
export const ExampleDocument = z.strictObject({
  kind: Slug.optional(),
  number: z.string().optional(),
  issued: PlainDate.optional(),
  signed_by: z.string().optional(),
  valid_until: PlainDate.optional(),
  period: z.int().optional(),
})

export const Example = z.strictObject({
  name: z.string().trim().min(1),
  given: z
    .strictObject({
      kind: InstitutionKind.optional(),
      staff: z.int().min(0).optional(),
      state_capital: z.number().min(0).max(100).optional(),
      role: Role.optional(),
      facts: z.record(Identifier, z.union([z.boolean(), z.int(), z.string()])).default({}),
      /** Without `criteria` a yes ticks all of them. */
      answer: z.strictObject({ value: AnswerValue, criteria: z.record(Slug, z.boolean()).optional(), reason: Slug.optional() }).optional(),
      /** Slots proven by a valid document, or slots with what is different about theirs. */
      documents: z.union([z.array(Slug), z.record(Slug, ExampleDocument)]).default([]),
      /** Rows as a person types them in a spreadsheet. */
      datasets: z.record(Identifier, z.array(z.record(z.string(), Value))).default({}),
    })
    .prefault({}),
  expect: z.strictObject({
    outcome: Outcome,
    /** Basis points, where the credit is one number. */
    credit: z.int().min(0).max(10_000).optional(),
    assurance: Assurance.optional(),
    contradiction: z.boolean().optional(),
    /** The id of a message that the finding must carry. */
    message: z.string().optional(),
  }),
})
export type Example = z.infer<typeof Example>

export const Examples = z.array(Example).min(1)
