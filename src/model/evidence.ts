// What an institution hands in: facts, answers, documents, datasets, waivers.
import * as z from 'zod'
import type { Location } from './finding.ts'
import { GatePolicy } from './gate.ts'
import { Identifier, Moment, PlainDate, RuleId, Sha256, Slug } from './scalars.ts'
import { AnswerValue, InstitutionKind, Lang, Role } from './vocabulary.ts'

const Short = z.string().trim().min(1).max(300)
const Long = z.string().max(20_000)

export const Institution = z.strictObject({
  id: Slug.describe('Id corto de la institución: letras, números y guiones'),
  name: Short.describe('Nombre oficial de la institución'),
  kind: InstitutionKind.describe('Tipo de institución; de él depende qué catálogos se aplican'),
  sector: Short.describe('Sector').optional(),
  province: Short.describe('Provincia o comarca').optional(),
  staff: z.int().min(0).max(10_000_000).describe('Número de funcionarios').optional(),
  /** Percent of the capital that the State holds; matters for companies only. */
  state_capital: z.number().min(0).max(100).describe('Porcentaje del capital que posee el Estado; solo importa en sociedades').optional(),
})
export type Institution = z.infer<typeof Institution>

export const Answer = z
  .strictObject({
    /** Absent while somebody only commented, or said who will bring the papers. */
    value: AnswerValue.describe('yes = sí, partial = parcialmente, planned = planificado, no = no, not-applicable = no aplica (con reason)').optional(),
    criteria: z.record(Slug, z.boolean()).describe('Criterios que se cumplen (id: true); para responder yes deben ser todos').optional(),
    reason: Short.describe('Id de la razón admitida para not-applicable').optional(),
    note: Long.describe('Nota libre').optional(),
    documents: z.array(Slug).describe('Ids de documents.yaml que respaldan la respuesta').optional(),
    responsible: Short.describe('Quién responde por el requisito').optional(),
    target: PlainDate.describe('Fecha prevista de cumplimiento, AAAA-MM-DD').optional(),
    review: z.boolean().describe('Marcado para revisar').optional(),
    by: Short.describe('Quién respondió').optional(),
    at: Moment.describe('Cuándo se respondió: AAAA-MM-DD, o con hora, AAAA-MM-DDThh:mm:ss-05:00').optional(),
  })
  .refine(({ by: _by, at: _at, ...said }) => Object.keys(said).length > 0, { path: ['value'], params: { code: 'missing-key' } })
export type Answer = z.infer<typeof Answer>

export const DocumentEntry = z.strictObject({
  kind: Slug.describe('Clase de documento, de las que define el catálogo (resolution, policy, minutes…)'),
  title: Short.describe('Título del documento'),
  number: Short.describe('Número, entre comillas: "014-2026"').optional(),
  issued: PlainDate.describe('Fecha de emisión, AAAA-MM-DD').optional(),
  signed_by: Short.describe('Quién lo firma').optional(),
  valid_until: PlainDate.describe('Último día de vigencia, AAAA-MM-DD').optional(),
  path: z.string().min(1).max(1_000).describe('Ruta del archivo, relativa a la carpeta de evidencia'),
  sha256: Sha256.describe('Huella SHA-256 del archivo, entre comillas').optional(),
  period: z.int().min(1990).max(2199).describe('Año al que corresponde').optional(),
  fulfils: z.array(Slug).describe('Lo que prueba: los nombres «slot» que piden los requisitos').optional(),
})
export type DocumentEntry = z.infer<typeof DocumentEntry>

export const Waiver = z.strictObject({
  rule: RuleId.describe('Requisito exceptuado'),
  reason: Short.describe('Razón de la excepción'),
  approved_by: Short.describe('Quién la aprobó'),
  approved_at: PlainDate.describe('Fecha de aprobación, AAAA-MM-DD'),
  expires_at: PlainDate.describe('Último día en que vale, AAAA-MM-DD (hora de Panamá)'),
})
export type Waiver = z.infer<typeof Waiver>

export const DatasetSource = z.strictObject({
  path: z.string().min(1).max(1_000).describe('Ruta del CSV; si no se indica, datos/<tabla>.csv').optional(),
  /** Column of the dataset → header in the file, where no alias fits. */
  columns: z.record(Identifier, z.string().min(1)).describe('Columna de la tabla: encabezado que tiene en el archivo').optional(),
})

export const Answers = z.record(RuleId, Answer)
export const Documents = z.record(Slug, DocumentEntry)
export const Waivers = z.array(Waiver)

const FactValue = z.union([z.boolean(), z.int(), z.string().max(2_000)])

/** `cumple.yaml`, and (with the sections that the folder form spreads over files) `evidence.yaml`. */
export const Manifest = z.strictObject({
  schema: z.literal('cumple/evidence@1'),
  lang: Lang.describe('Idioma del informe: es o en').optional(),
  institution: Institution.describe('La institución evaluada'),
  period: z.int().min(1990).max(2199).describe('Año evaluado'),
  confidentiality: z.enum(['public', 'internal', 'confidential']).default('internal').describe('Marca de confidencialidad del informe'),
  rulebooks: z
    .array(
      z.strictObject({
        id: Slug.describe('Id del catálogo'),
        version: z.string().min(1).max(50).describe('Versión admitida, por ejemplo ^1.0.0').optional(),
        role: Role.describe('Calidad en que se evalúa; entity si no se indica').optional(),
        overlay: z.string().min(1).max(1_000).describe('Archivo de adaptación del catálogo, en la carpeta de evidencia').optional(),
      }),
    )
    .min(1)
    .describe('Catálogos con que se evalúa; si no se indican, los que corresponden al tipo de institución')
    .optional(),
  facts: z.record(Identifier, FactValue).default({}).describe('Hechos que declara la institución y de los que depende qué requisitos aplican'),
  signatories: z
    .array(z.strictObject({ role: z.enum(['prepared', 'reviewed', 'approved']), name: Short, post: Short }))
    .default([])
    .describe('Quién prepara, revisa y aprueba el informe'),
  gate: GatePolicy.describe('Condiciones en que «cumple verificar» falla').optional(),
  datasets: z.record(Identifier, DatasetSource).default({}).describe('Dónde están las tablas, si no están en datos/<tabla>.csv'),
  answers: Answers.default({}).describe('Respuestas por requisito (en la forma de carpeta van en answers/)'),
  documents: Documents.default({}).describe('Registro de documentos (en la forma de carpeta va en documents.yaml)'),
  waivers: Waivers.default([]).describe('Excepciones justificadas (en la forma de carpeta van en waivers.yaml)'),
})
export type Manifest = z.infer<typeof Manifest>

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
  /** `date-order`: a date like 1/2/2026 in a column that does not settle which part is the month. */
  readonly code: 'bad-cell' | 'date-order' | 'not-in-list' | 'ragged-row' | 'cell-too-long'
  /** The text found, unless the column is personal or sensitive. */
  readonly value?: string
}

/** Why a table cannot be read; line 0 is the file as a whole. */
export interface DatasetError {
  readonly code:
    | 'unreadable'
    | 'too-large'
    | 'not-a-file'
    | 'not-text'
    | 'no-header'
    | 'duplicate-header'
    | 'unclosed-quote'
    | 'stray-quote'
    | 'field-too-long'
    | 'too-many-rows'
    | 'too-many-columns'
  readonly line: number
  /** `no-header`: columns that were looked for; `duplicate-header`: the column; `unreadable`: what the system says. */
  readonly detail: string
}

/** A dataset as read. With `error` there are no rows and every rule that needs it is an `error` finding. */
export interface Dataset {
  readonly id: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252'
  readonly delimiter: string
  /** Columns of the definition that the file has. */
  readonly columns: readonly string[]
  /** Headers of the file that no column claims. */
  readonly unknownHeaders: readonly string[]
  readonly rows: readonly Row[]
  readonly problems: readonly RowProblem[]
  readonly error?: DatasetError
}

/** A registered document and what was found at its path. */
export interface DocumentRecord extends DocumentEntry {
  readonly id: string
  /** Its entry in the register. */
  readonly at: Location
  readonly file: 'present' | 'missing' | 'empty' | 'unreadable'
  readonly actualSha256?: string
  readonly bytes?: number
}

export interface AnswerRecord extends Answer {
  readonly file: string
  readonly line: number
  readonly col?: number
}

/** The answer without its place. */
export function answerAlone({ file: _file, line: _line, col: _col, ...answer }: AnswerRecord): Answer {
  return answer
}

/** An answer that another one replaced at the moment `until`. */
export type EarlierAnswer = Pick<Answer, 'value' | 'note' | 'by' | 'at'> & { readonly until: string }

export interface WaiverRecord extends Waiver {
  readonly file: string
  readonly line: number
}

export interface InputFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** Places in the manifest, and the answer file of each topic. */
export interface Where {
  readonly rulebooks: Location
  readonly gate: Location
  readonly answers: Readonly<Record<string, string>>
}

/** Everything an institution handed in, whichever door it came through. */
export interface Evidence {
  readonly manifest: Omit<Manifest, 'answers' | 'documents' | 'waivers' | 'datasets'>
  readonly answers: Readonly<Record<string, AnswerRecord>>
  /** Earlier answers by rule, the oldest first. */
  readonly history?: Readonly<Record<string, readonly EarlierAnswer[]>>
  readonly documents: Readonly<Record<string, DocumentRecord>>
  readonly datasets: Readonly<Record<string, Dataset>>
  readonly waivers: readonly WaiverRecord[]
  readonly inputs: readonly InputFile[]
  readonly where: Where
  /** Files in the folder that nothing read. */
  readonly unread: readonly string[]
  /** An audit file found inside the evidence root, which is not used. */
  readonly auditInside: readonly string[]
}
