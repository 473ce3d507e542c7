// A rulebook: one legal instrument or coherent set, its rules, and every number of its method.
import * as z from 'zod'
import { FORMS } from './basics.ts'
import type { AppliedOverlay } from './overlay.ts'
import { Duration, Identifier, PlainDate, RuleId, Slug } from './scalars.ts'
import { Effort, InstitutionKind, Localized, Obligation, Reading, Role, Severity, Threshold } from './vocabulary.ts'

const LocalizedItem = z.strictObject({ id: Slug, es: z.string().trim().min(1), en: z.string().trim().min(1) })

/** Where a rule comes from. `at` is a locator that the source itself gives; absent when the source gives none. */
export const Basis = z.strictObject({
  instrument: Slug,
  at: z.string().min(1).optional(),
  read: Reading,
  note: Localized.optional(),
  in_force_from: PlainDate.optional(),
  in_force_to: PlainDate.optional(),
})
export type Basis = z.infer<typeof Basis>

/** A document that a rule asks for. `max_age` counts from `issued`; its threshold says who set the number. */
export const DocumentSlot = z.strictObject({
  slot: Slug,
  title: Localized,
  kind: z.union([Slug, z.array(Slug).min(1)]),
  required: z.boolean().default(true),
  max_age: Duration.optional(),
  threshold: Threshold.optional(),
  /** The document must be registered for the period that is assessed. */
  for_period: z.boolean().default(false),
})
export type DocumentSlot = z.infer<typeof DocumentSlot>

/** One check as the rule file writes it: a single key, the kind, over its options. The kind's own schema types them. */
export const CheckUse = z.record(z.string(), z.unknown())
export type CheckUse = z.infer<typeof CheckUse>

/** One requirement, as `rules/<rulebook>/<TOPIC>/<RULE-ID>.yaml` holds it. */
export const Rule = z.strictObject({
  id: RuleId,
  title: Localized,
  gap: Localized,
  requirement: Localized,
  why: Localized,
  obligation: Obligation,
  severity: Severity,
  /** Rules with the same duty come from one sentence of the norm and share one weight. */
  duty: z.string().min(1).optional(),
  basis: z.array(Basis).min(1),
  maps: z.strictObject({ iso27001: z.array(z.string()).default([]), csf2: z.array(z.string()).default([]) }),
  roles: z.array(Role).min(1),
  when: z.string().min(1).optional(),
  not_applicable: z.array(LocalizedItem).optional(),
  question: Localized,
  criteria: z.array(LocalizedItem).default([]),
  documents: z.array(DocumentSlot).default([]),
  checks: z.array(CheckUse).default([]),
  proof: z.enum(['all', 'any']).default('all'),
  shares: RuleId.optional(),
  remedy: z.strictObject({
    action: Localized,
    owner: Slug,
    effort: Effort,
    within: Duration,
    /** True when the step needs people's time but no budget. */
    free: z.boolean().default(false),
  }),
})
export type Rule = z.infer<typeof Rule>

export const COLUMN_TYPES = ['text', 'integer', 'number', 'date', 'datetime', 'boolean', 'enum'] as const

/** A column of a dataset. `personal` is masked in every output, `sensitive` in what leaves the institution. */
export const Column = z.strictObject({
  name: Identifier,
  type: z.enum(COLUMN_TYPES),
  required: z.boolean().default(false),
  personal: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  meaning: Localized,
  aliases: z.array(z.string().min(1)).default([]),
  /** For `enum`: the allowed values; other spellings that mean the same may follow each. */
  values: z.array(z.strictObject({ value: z.string().min(1), aliases: z.array(z.string().min(1)).default([]) })).optional(),
})
export type Column = z.infer<typeof Column>

/** A CSV table that a machine can check: `datos/<id>.csv`. */
export const DatasetDef = z.strictObject({
  id: Identifier,
  title: Localized,
  meaning: Localized,
  /** The column that names a row in a report; never a personal or sensitive one. */
  key: Identifier,
  columns: z.array(Column).min(1),
})
export type DatasetDef = z.infer<typeof DatasetDef>

const Points = z.int().min(0).max(10_000)
const Weight = z.int().min(0).max(1_000)

export const Instrument = z.strictObject({
  id: Slug,
  title: Localized,
  /** How the instrument is cited in a sentence. */
  cite: Localized,
  read: Reading,
  reading: Localized,
})
export type Instrument = z.infer<typeof Instrument>

export const Topic = z.strictObject({ id: z.string().regex(FORMS.topic), title: Localized, factor: Weight, why: Localized })
export type Topic = z.infer<typeof Topic>

/** A declared fact about the institution that decides which rules apply. */
export const FactDef = z.strictObject({
  id: Identifier,
  type: z.enum(['boolean', 'integer', 'text', 'date']),
  question: Localized,
  why: Localized,
  /** A document slot that proves the fact; without one, what it removes counts as unproven. */
  proof: Slug.optional(),
  /** Rows in this dataset contradict the fact when it is false. */
  contradicted_by: Identifier.optional(),
})
export type FactDef = z.infer<typeof FactDef>

export const Method = z.strictObject({
  weights: z.strictObject({ critical: Weight, high: Weight, medium: Weight, low: Weight }),
  weights_why: Localized,
  claim: z.strictObject({ yes: Points, partial: Points, planned: Points, no: Points }),
  proof: z.strictObject({ none: Points, some: Points, data: Points, all: Points }),
  /** From the highest floor down; percent with at most one decimal. The last floor is 0. */
  bands: z.array(z.strictObject({ id: Slug, title: Localized, floor: z.number().min(0).max(100) })).min(1),
  cap: z.strictObject({ band: Slug, below: Points, severity: Severity }),
  /** Share of weight (percent) removed by unproven not-applicable above which the grade is provisional. */
  provisional_above: z.number().min(0).max(100),
  effort: z.strictObject({ low: z.int().min(1), medium: z.int().min(1), high: z.int().min(1) }),
  /** What it takes when only papers have to be put in order: filed, registered, completed. */
  papers: z.strictObject({ effort: Effort, within: Duration }),
  expiring_days: z.int().min(1),
  waiver_max: Duration,
})
export type Method = z.infer<typeof Method>

/** `rulebook.yaml`. */
export const RulebookHead = z.strictObject({
  schema: z.literal('cumple/rulebook@1'),
  id: Slug,
  version: z.string().regex(FORMS.version),
  title: Localized,
  summary: Localized,
  authority: Localized,
  roles: z.array(Role).min(1),
  instruments: z.array(Instrument).min(1),
  /** Who the rulebook is for; a requirement about scope decides applicability and is not scored. */
  scope: z.strictObject({
    id: RuleId,
    title: Localized,
    requirement: Localized,
    basis: z.array(Basis).min(1),
    when: z.string().min(1),
    /** Kinds that the source does not name and that may be assessed by their own choice. */
    by_choice: z.array(InstitutionKind).default([]),
  }),
  facts: z.array(FactDef).default([]),
  topics: z.array(Topic).min(1),
  owners: z.array(LocalizedItem).min(1),
  document_kinds: z
    .array(
      z.strictObject({
        id: Slug,
        title: Localized,
        needs: z.array(z.enum(['number', 'issued', 'signed_by'])).default([]),
      }),
    )
    .min(1),
  /** Business days: what the calendar of public holidays does not know. Proposed, as the calendar is. */
  extra_holidays: z.array(PlainDate).default([]),
  /** The fact (a date) without which the instrument is not known to be in force: until then `must` and `should` count as unconfirmed. */
  confirmed_by: Identifier.optional(),
  /** How long after that date it enters into force. */
  confirmed_after: Duration.optional(),
  /** Who is assessed by it when the evidence names no rulebook. */
  defaults: z.array(z.strictObject({ role: Role.default('entity'), kinds: z.array(InstitutionKind).min(1) })).default([]),
  method: Method,
})
export type RulebookHead = z.infer<typeof RulebookHead>

/** The loaded rulebook: head, datasets and rules, each list sorted by id; check options are complete; `digest` is of its canonical JSON. */
export interface Rulebook extends RulebookHead {
  readonly datasets: readonly DatasetDef[]
  readonly rules: readonly Rule[]
  readonly digest: string
  /** Digest of the canonical JSON of each rule, by id. */
  readonly ruleDigests: Readonly<Record<string, string>>
  /** What an overlay changed. */
  readonly overlay?: AppliedOverlay
}
