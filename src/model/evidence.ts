// What an institution hands in: facts, answers, documents, datasets, waivers (DESIGN.md §4.2).
import * as z from 'zod'
import { Identifier, PlainDate, RuleId, Sha256, Slug } from './scalars.ts'
import { AnswerValue, InstitutionKind, Lang, Role } from './vocabulary.ts'

const Short = z.string().trim().min(1).max(300)
const Long = z.string().max(20_000)

export const Institution = z.strictObject({
  id: Slug,
  name: Short,
  kind: InstitutionKind,
  sector: Short.optional(),
  province: Short.optional(),
  staff: z.int().min(0).max(10_000_000).optional(),
  /** Percent of the capital that the State holds; matters for companies only. */
  state_capital: z.number().min(0).max(100).optional(),
})
export type Institution = z.infer<typeof Institution>

export const Answer = z.strictObject({
  value: AnswerValue,
  criteria: z.record(Slug, z.boolean()).optional(),
  reason: Short.optional(),
  note: Long.optional(),
  documents: z.array(Slug).optional(),
  responsible: Short.optional(),
  target: PlainDate.optional(),
  review: z.boolean().optional(),
  by: Short.optional(),
  at: z.string().max(40).optional(),
})
export type Answer = z.infer<typeof Answer>

export const DocumentEntry = z.strictObject({
  kind: Slug,
  title: Short,
  number: Short.optional(),
  issued: PlainDate.optional(),
  signed_by: Short.optional(),
  valid_until: PlainDate.optional(),
  path: z.string().min(1).max(1_000),
  sha256: Sha256.optional(),
  period: z.int().min(1990).max(2199).optional(),
  fulfils: z.array(Slug).optional(),
})
export type DocumentEntry = z.infer<typeof DocumentEntry>

export const Waiver = z.strictObject({
  rule: RuleId,
  reason: Short,
  approved_by: Short,
  approved_at: PlainDate,
  expires_at: PlainDate,
})
export type Waiver = z.infer<typeof Waiver>

export const DatasetSource = z.strictObject({
  path: z.string().min(1).max(1_000).optional(),
  /** Column of the dataset → header in the file, where no alias fits. */
  columns: z.record(Identifier, z.string().min(1)).optional(),
})

export const Answers = z.record(RuleId, Answer)
export const Documents = z.record(Slug, DocumentEntry)
export const Waivers = z.array(Waiver)

const FactValue = z.union([z.boolean(), z.int(), z.string().max(2_000)])

/** `cumple.yaml`, and (with the sections that the folder form spreads over files) `evidence.yaml`. */
export const Manifest = z.strictObject({
  schema: z.literal('cumple/evidence@1'),
  lang: Lang.optional(),
  institution: Institution,
  period: z.int().min(1990).max(2199),
  confidentiality: z.enum(['public', 'internal', 'confidential']).default('internal'),
  rulebooks: z.array(z.strictObject({ id: Slug, version: z.string().min(1).max(50).optional(), role: Role.optional() })).min(1),
  facts: z.record(Identifier, FactValue).default({}),
  signatories: z.array(z.strictObject({ role: z.enum(['prepared', 'reviewed', 'approved']), name: Short, post: Short })).default([]),
  datasets: z.record(Identifier, DatasetSource).default({}),
  answers: Answers.default({}),
  documents: Documents.default({}),
  waivers: Waivers.default([]),
})
export type Manifest = z.infer<typeof Manifest>

/** An auditor's verdicts, read only from a file outside the evidence root. */
export const AuditFile = z.strictObject({
  schema: z.literal('cumple/audit@1'),
  auditor: Short,
  date: PlainDate,
  institution: Slug,
  verdicts: z.record(RuleId, z.strictObject({
    verdict: z.enum(['accept', 'lower', 'reject']),
    /** For `lower`: the answer that the auditor finds true. */
    to: z.enum(['partial', 'planned', 'no']).optional(),
    note: Long.min(1),
  })),
})
export type AuditFile = z.infer<typeof AuditFile>

export type Cell = string | number | boolean | null

/** One record of a dataset; `line` is where it starts in the file. Blank cells are null. */
export interface Row {
  readonly line: number
  readonly cells: Readonly<Record<string, Cell>>
  /** Columns whose text could not be read as their type (also null in `cells`). */
  readonly invalid: readonly string[]
}

export interface RowProblem {
  readonly line: number
  readonly column: string
  readonly code: 'bad-cell' | 'not-in-list' | 'ragged-row' | 'cell-too-long'
  /** The text found, unless the column is personal or sensitive. */
  readonly value?: string
}

/** A dataset as read. With `error` there are no rows and every rule that needs it is an `error` finding. */
export interface Dataset {
  readonly id: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly delimiter: string
  /** Columns of the definition that the file has. */
  readonly columns: readonly string[]
  /** Headers of the file that no column claims. */
  readonly unknownHeaders: readonly string[]
  readonly rows: readonly Row[]
  readonly problems: readonly RowProblem[]
  readonly error?: { readonly code: 'unreadable' | 'too-large' | 'malformed' | 'duplicate-header' | 'too-many-rows' | 'not-a-file'; readonly line: number; readonly detail: string }
}

/** A registered document and what was found at its path. */
export interface DocumentRecord extends DocumentEntry {
  readonly id: string
  readonly line: number
  readonly file: 'present' | 'missing' | 'empty' | 'unreadable'
  readonly actualSha256?: string
  readonly bytes?: number
}

export interface AnswerRecord extends Answer {
  readonly file: string
  readonly line: number
}

export interface WaiverRecord extends Waiver {
  readonly file: string
  readonly line: number
}

export interface InputFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** Everything an institution handed in, whichever door it came through. */
export interface Evidence {
  readonly manifest: Omit<Manifest, 'answers' | 'documents' | 'waivers' | 'datasets'>
  readonly answers: Readonly<Record<string, AnswerRecord>>
  readonly documents: Readonly<Record<string, DocumentRecord>>
  readonly datasets: Readonly<Record<string, Dataset>>
  readonly waivers: readonly WaiverRecord[]
  readonly inputs: readonly InputFile[]
  /** Files in the folder that nothing read. */
  readonly unread: readonly string[]
  /** An audit file found inside the evidence root, which is not used. */
  readonly auditInside: readonly string[]
}
