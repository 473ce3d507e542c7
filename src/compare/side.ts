// One side of a comparison: what is known of a rulebook's assessment and of a rule's credit, from a whole assessment or from the few
// lines that a baseline keeps of it. What is not known is undefined. Pure.
import { notesOf } from '../conditions.ts'
import type { Assessment, CheckResult, Finding, RulebookResult, SlotResult } from '../model/assessment.ts'
import type { AppliedOverlay } from '../model/overlay.ts'
import type { Baseline } from '../model/verdict.ts'
import { digestOf } from '../util/canonical-json.ts'

type BookLine = Baseline['rulebooks'][number]
export type Line = BookLine['rules'][string]
export type Terms = NonNullable<Line['terms']>

/** What tells results apart: an institution may be assessed by one rulebook in several roles. */
export const keyOf = ({ id, role }: { readonly id: string; readonly role: string }): string => `${id} ${role}`

/** A rulebook as it was assessed, with what all its rules share. */
export interface Book {
  readonly asOf: string
  readonly tool: string | undefined
  readonly period: number | undefined
  /** Digests of the tables that were there, by id. */
  readonly tables: Readonly<Record<string, string>> | undefined
  /** The days between which each document of the register says that it serves, by id. */
  readonly documents: ReadonlyMap<string, string> | undefined
  readonly digest: string
  readonly version: string
  readonly method: string | undefined
  readonly pending: boolean | undefined
  readonly overlay: BookLine['overlay']
}

/** A rule's credit and what it was made of. */
export interface Side {
  readonly book: Book
  readonly rule: string
  /** At the worst end. */
  readonly credit: number | null
  readonly digests: Finding['digests']
  readonly outcome: string
  readonly answered: boolean
  /** The auditor's, in force. */
  readonly verdict: string
  readonly terms: Terms | undefined
  /** A baseline has those that were not in order. */
  readonly slots: readonly Pick<SlotResult, 'slot' | 'state'>[] | undefined
  readonly checks: readonly CheckResult[] | undefined
}

/** A side of which the whole finding is known. */
export interface FoundSide extends Side {
  readonly terms: Terms
  readonly slots: readonly SlotResult[]
  readonly checks: readonly CheckResult[]
}

/** Whether somebody answered, «not applicable» included; a note alone is no answer. */
const isAnswered = ({ answer }: Finding): boolean => answer?.value !== undefined

const PENDING = new Set(['rulebook-unconfirmed', 'rulebook-not-yet'])

export const bookOf = (assessment: Assessment, result: RulebookResult): Book => ({
  asOf: assessment.asOf,
  tool: assessment.tool.version,
  period: assessment.period,
  tables: tablesOf(assessment),
  documents: new Map(assessment.documents.map((document) => [document.id, servesOf(document)])),
  digest: result.digest,
  version: result.version,
  method: methodOf(result),
  pending: assessment.observations.some(({ id, params }) => PENDING.has(id) && params['rulebook'] === result.id),
  overlay: overlayOf(result),
})

/** The days of a document as the register has them, whatever a rule makes of them. */
const servesOf = ({ kind, issued = '', validUntil = '' }: Assessment['documents'][number]): string => [kind, issued, validUntil].join(' ')

const tablesOf = ({ datasets }: Assessment): Record<string, string> => Object.fromEntries(datasets.map(({ id, sha256 }) => [id, sha256]))

const methodOf = ({ method: { claim, proof } }: RulebookResult): string => digestOf({ claim, proof })

/** What an overlay did, without its reasons. */
export const overlayOf = ({ overlay }: { readonly overlay?: AppliedOverlay | undefined }): BookLine['overlay'] =>
  overlay && { id: overlay.id, base: overlay.base.digest, changes: overlay.changes.map(({ what, id, to }) => [what, id, to].join(' ').trim()).toSorted() }

export const foundSide = (book: Book, finding: Finding): FoundSide => ({
  book,
  rule: finding.rule,
  credit: finding.credit?.low ?? null,
  digests: finding.digests,
  outcome: finding.outcome,
  answered: isAnswered(finding),
  verdict: verdictOf(finding),
  terms: finding.terms,
  slots: finding.slots,
  checks: finding.checks,
})

/** The verdict in force; one that lapsed, or is over what does not apply, counts for nothing. */
const verdictOf = ({ audit }: Finding): string => (audit === undefined || audit.lapsed || audit.idle ? '' : `${audit.verdict} ${audit.to ?? ''}`)

export const bookOfLine = (baseline: Baseline, { digest, version, method, pending, overlay }: BookLine): Book => ({
  asOf: baseline.as_of,
  tool: baseline.tool,
  period: baseline.period,
  tables: baseline.tables,
  documents: undefined,
  digest,
  version,
  method,
  pending: pending ?? (baseline.tool === undefined ? undefined : false),
  overlay,
})

/** No auditor has a part in a baseline. */
export const sideOfLine = (book: Book, rule: string, line: Line): Side => ({
  book,
  rule,
  credit: line.credit,
  digests: { rule: line.rule, answer: line.answer, evidence: line.evidence },
  outcome: line.outcome,
  answered: line.answered === true,
  verdict: '',
  terms: line.terms,
  slots: line.terms && Object.entries(line.slots ?? {}).map(([slot, state]) => ({ slot, state: state as SlotResult['state'] })),
  checks: undefined,
})

/** The part of an assessment that later ones are compared with. */
export const baselineOf = (assessment: Assessment): Baseline => ({
  schema: 'cumple/baseline@1',
  institution: assessment.institution.id,
  as_of: assessment.asOf,
  tool: assessment.tool.version,
  period: assessment.period,
  tables: tablesOf(assessment),
  rulebooks: assessment.results.map((result) => {
    const { digest, version, method, pending, overlay } = bookOf(assessment, result)
    return {
      id: result.id,
      role: result.role,
      version,
      digest,
      ...(method === undefined ? {} : { method }),
      ...(pending === true ? { pending } : {}),
      ...(overlay ? { overlay } : {}),
      rules: Object.fromEntries(result.findings.map((finding) => [finding.rule, lineOf(assessment, result, finding)])),
    }
  }),
})

function lineOf(assessment: Assessment, result: RulebookResult, finding: Finding): Line {
  const { outcome, credit, digests, terms, slots } = finding
  const noted = notesOf(result, finding, assessment)
  const lacking = slots.filter(({ state }) => state !== 'current').map(({ slot, state }) => [slot, state] as const)
  return {
    outcome,
    credit: credit?.low ?? null,
    ...(isAnswered(finding) ? { answered: true as const } : {}),
    ...(noted.length === 0 ? {} : { noted }),
    ...(credit === null ? {} : { terms: termsOf(terms) }),
    ...(credit === null || lacking.length === 0 ? {} : { slots: Object.fromEntries(lacking) }),
    rule: digests.rule,
    answer: digests.answer,
    evidence: digests.evidence,
  }
}

const termsOf = ({ claim, measured, factor }: Finding['terms']): Terms => ({
  ...(claim === undefined ? {} : { claim }),
  ...(measured === undefined ? {} : { measured }),
  factor,
})
