// An assessment → the documents there are, with their days, and the pieces that are missing, with their places. Pure.
import type { Assessment, DocumentState, Finding, SlotResult } from '../../../model/assessment.ts'
import { missingTables } from '../../../model/missing-tables.ts'
import { DOCUMENT_STATES } from '../../../model/basics.ts'
import type { Localized } from '../../../model/vocabulary.ts'
import { by, byText } from '../../../util/compare.ts'
import { daysBetween } from '../../../util/plain-date.ts'

export interface DocumentRow {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly path: string
  /** The worst over what it is to prove; `unused` where nothing asks for it and the file is in order. */
  readonly state: DocumentState | 'unused'
  readonly issued?: string
  readonly ageDays?: number
  /** Last day on which it proves all that it is to prove. */
  readonly until?: string
  readonly daysLeft?: number
  readonly rules: readonly string[]
}

export interface MissingPiece {
  readonly what: 'document' | 'table'
  /** Where the file belongs, relative to the evidence folder. */
  readonly path: string
  /** The slot or the table. */
  readonly id: string
  readonly title: Localized
  /** Kinds of document that serve. */
  readonly kinds?: readonly string[]
  readonly rules: readonly string[]
}

/** A table that is there and cannot be read. */
export interface UnreadTable {
  readonly path: string
  readonly id: string
  readonly title: Localized
  readonly error: NonNullable<Assessment['datasets'][number]['error']>
  readonly rules: readonly string[]
}

export interface Status {
  readonly schema: 'cumple/evidence-status@1'
  readonly asOf: string
  readonly institution: string
  readonly documents: readonly DocumentRow[]
  readonly missing: readonly MissingPiece[]
  readonly unreadable: readonly UnreadTable[]
}

/** Documents by id, missing pieces and broken tables by path. `pathOf` is where the manifest says that a table is. */
export function statusOf(assessment: Assessment, pathOf: (table: string) => string | undefined): Status {
  const findings = assessment.results.flatMap((result) =>
    result.findings.filter(({ outcome, obligation }) => outcome !== 'not-applicable' && obligation !== 'unconfirmed'),
  )
  const titles = new Map(assessment.results.flatMap(({ datasets }) => datasets.map(({ id, title }) => [id, title] as const)))
  const pieces = findings
    .filter(({ terms }) => terms.proof !== 'all')
    .flatMap((finding) => [...missingSlots(finding), ...tablesMissing(finding, titles, pathOf)])
  const grouped = Map.groupBy(pieces, ({ what, path }) => `${what} ${path}`)
  const missing = [...grouped.values()].flatMap((same): MissingPiece[] =>
    same[0] ? [{ ...same[0], ...kindsOf(same), rules: [...new Set(same.flatMap(({ rules }) => rules))].toSorted() }] : [],
  )
  return {
    schema: 'cumple/evidence-status@1',
    asOf: assessment.asOf,
    institution: assessment.institution.id,
    documents: assessment.documents.map((document) => rowOf(document, findings, assessment.asOf)).toSorted(by(({ id }) => id)),
    missing: missing.toSorted((a, b) => byText(a.path, b.path) || byText(a.id, b.id)),
    unreadable: assessment.datasets
      .flatMap(({ id, path, error }): UnreadTable[] => (error ? [{ path, id, title: titleOf(titles, id), error, rules: stoppedBy(path, findings) }] : []))
      .toSorted(by(({ path }) => path)),
  }
}

/** Every kind that one of the rules takes. */
const kindsOf = (same: readonly MissingPiece[]): Pick<MissingPiece, 'kinds'> => {
  const kinds = [...new Set(same.flatMap((piece) => piece.kinds ?? []))]
  return kinds.length === 0 ? {} : { kinds }
}

const titleOf = (titles: ReadonlyMap<string, Localized>, id: string): Localized => titles.get(id) ?? { es: id, en: id }

/** Rules with a check that could not run because of the file. */
const stoppedBy = (path: string, findings: readonly Finding[]): string[] =>
  findings
    .filter(({ checks }) => checks.some(({ reason, detail }) => reason === 'dataset-error' && detail?.[0] === path))
    .map(({ rule }) => rule)
    .toSorted()

function rowOf(document: Assessment['documents'][number], findings: readonly Finding[], asOf: string): DocumentRow {
  const { id, kind, title, path, issued, validUntil, rules } = document
  const uses = findings.flatMap(({ slots }) => slots.filter((slot) => slot.document === id))
  const until = [...uses.flatMap((use) => use.until ?? []), ...(validUntil === undefined ? [] : [validUntil])].toSorted(byText)[0]
  return {
    id,
    kind,
    title,
    path,
    state: worst(uses) ?? ofFile(document),
    ...(issued === undefined ? {} : { issued, ageDays: daysBetween(issued, asOf) }),
    ...(until === undefined ? {} : { until, daysLeft: daysBetween(asOf, until) }),
    rules,
  }
}

const worst = (uses: readonly SlotResult[]): DocumentState | undefined =>
  uses.map(({ state }) => state).toSorted((a, b) => DOCUMENT_STATES.indexOf(b) - DOCUMENT_STATES.indexOf(a))[0]

function ofFile({ file, sha256, registered }: Assessment['documents'][number]): DocumentRow['state'] {
  if (file !== 'present') return file === 'missing' ? 'file-missing' : file
  if (registered === undefined) return 'unregistered'
  return registered === sha256 ? 'unused' : 'altered'
}

function missingSlots({ rule, slots }: Finding): MissingPiece[] {
  return slots.flatMap(({ slot, title, kinds, required, state, path }): MissingPiece[] =>
    required && (state === 'not-provided' || state === 'file-missing')
      ? [{ what: 'document', path: path ?? `documentos/${slot}.pdf`, id: slot, title, kinds, rules: [rule] }]
      : [],
  )
}

function tablesMissing({ rule, checks }: Finding, titles: ReadonlyMap<string, Localized>, pathOf: (table: string) => string | undefined): MissingPiece[] {
  const absent = checks.flatMap((check) => (check.state === 'unknown' ? missingTables(check) : []))
  return [...new Set(absent)].map((id) => ({
    what: 'table',
    path: pathOf(id) ?? `datos/${id}.csv`,
    id,
    title: titleOf(titles, id),
    rules: [rule],
  }))
}
