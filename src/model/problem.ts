// A problem found in an input: a code, a place, parameters for its words, and (when known) the nearest right spelling.
import type { Lang } from './vocabulary.ts'

/** A spot in a file; line and col count from 1, 0 means the file as a whole. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly col: number
}

/** Parameters are raw: the words come from `i18n`, so a problem can be told in both languages. */
export interface Problem {
  readonly code: ProblemCode
  readonly place: Place
  readonly params: Readonly<Record<string, string | number>>
  /** The source line, when the text could be read. */
  readonly excerpt?: string
  /** The path inside the document, e.g. `answers.SEG-04.value`. */
  readonly path?: string
}

export const PROBLEM_CODES = [
  'file-missing',
  'file-unreadable',
  'file-too-large',
  'not-a-regular-file',
  'not-a-folder',
  'path-outside',
  'bad-encoding',
  'yaml-syntax',
  'yaml-too-deep',
  'yaml-alias',
  'yaml-tag',
  'yaml-directive',
  'yaml-many-documents',
  'yaml-empty',
  'duplicate-key',
  'forbidden-key',
  'json-syntax',
  'unknown-key',
  'missing-key',
  'one-key',
  'wrapper-key',
  'wrong-type',
  'not-allowed',
  'too-short',
  'too-long',
  'too-small',
  'too-big',
  'bad-format',
  'bad-date',
  'check-not-one',
  'column-type',
  'duplicate-id',
  'duplicate-path',
  'id-not-file',
  'unknown-rule',
  'unknown-criterion',
  'unknown-document',
  'unknown-slot',
  'unknown-dataset',
  'unknown-column',
  'unknown-fact',
  'fact-type',
  'unknown-instrument',
  'unknown-topic',
  'unknown-owner',
  'unknown-kind',
  'unknown-rulebook',
  'unknown-control',
  'no-default-rulebook',
  'rulebook-version',
  'evidence-missing',
  'evidence-both-forms',
  'expression-syntax',
  'expression-name',
  'expression-types',
  'expression-call',
  'expression-forbidden',
  'expression-nested',
  'expression-result',
  'expression-size',
  'expression-word',
  'must-without-proof',
  'empty-pass-without-declaration',
  'zero-weights',
  'bands-order',
  'unknown-band',
  'key-hidden',
  'values-not-enum',
  'reserved-name',
  'same-spelling',
  'rulebook-empty',
  'shares-unknown',
  'date-order',
  'audit-inside',
  'audit-both',
  'verdict-turn',
  'assessment-version',
  'assessment-inconsistent',
  'campaign-version',
  'diff-nothing',
  'diff-version',
  'campaign-not-earlier',
  'role-not-in-rulebook',
  'previous-mismatch',
  'baseline-mismatch',
  'rule-without-example',
  'example-without-rule',
  'unknown-reason',
  'number-unused',
  'when-never',
  'never-used',
  'stray-file',
  'not-an-overlay',
  'overlay-base',
  'overlay-other',
  'overlay-changed',
  'overlay-unknown',
  'overlay-no-threshold',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** Thrown by stages when an input cannot be used at all; carries every problem found, never only the first. */
export class InputError extends Error {
  readonly problems: readonly Problem[]
  /** Where the files of the problems lie in their repository, `''` or ending in `/`; undefined where they may lie anywhere. */
  readonly prefix: string | undefined
  /** The language that the evidence asks for, which holds where none was typed. */
  readonly lang: Lang | undefined
  constructor(problems: readonly Problem[], prefix?: string, lang?: Lang) {
    super(problems.map((p) => `${p.place.file}:${p.place.line}:${p.place.col} ${p.code}`).join('\n'))
    this.name = 'InputError'
    this.problems = problems
    this.prefix = prefix
    this.lang = lang
  }
}
