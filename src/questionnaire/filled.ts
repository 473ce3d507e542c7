// A form as it came back: what stands in its cells and where, before anything is made of it.
import type { Field } from './fields.ts'
import type { Mark } from './mark.ts'

/** Where something stands: a cell of a sheet, or a line (with the column, in a CSV). */
export interface Spot {
  readonly file: string
  readonly sheet?: string
  readonly cell?: string
  readonly line?: number
  readonly column?: string
}

export interface FilledCell {
  readonly text: string
  readonly spot: Spot
  /** The cell holds a formula or an error of the spreadsheet in place of a text, or the form says it twice, each time otherwise. */
  readonly odd?: 'formula' | 'error' | 'twice'
  /** A number where a day is expected is a day counted by the spreadsheet. */
  readonly serial?: number
}

export interface FilledQuestion {
  readonly rule: string
  /** The stamp of the answer at export; undefined when the form has lost it. */
  readonly base: string | undefined
  readonly spot: Spot
  readonly fields: Readonly<Partial<Record<Field, FilledCell>>>
  readonly criteria: readonly { readonly id: string; readonly cell: FilledCell }[]
}

export interface FilledForm {
  readonly file: string
  readonly format: 'xlsx' | 'csv' | 'md'
  readonly mark: Mark
  readonly questions: readonly FilledQuestion[]
  /** Something to know about the file as a whole that does not stop the import. */
  readonly notices: readonly 'not-utf8'[]
  /** Cells that belong to no question. */
  readonly strays: readonly FilledCell[]
}

/** Why a file cannot be taken in at all. */
export type Refusal =
  | 'empty'
  | 'not-a-form'
  | 'ods'
  | 'old-excel'
  | 'program'
  | 'other-zip'
  | 'broken-zip'
  | 'broken-xml'
  | 'too-large'
  | 'too-many-rows'
  | 'malformed-csv'
  | 'doctype'
  | 'bad-encoding'

/** Thrown by readers; `detail` is raw (a line, a part of the package). */
export class FormRefused extends Error {
  readonly reason: Refusal
  readonly detail: string
  constructor(reason: Refusal, detail = '') {
    super(`${reason} ${detail}`)
    this.name = 'FormRefused'
    this.reason = reason
    this.detail = detail
  }
}
