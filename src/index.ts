// The library: what the commands do, as functions over values. Its types are written by scripts/declarations.ts.
import * as z from 'zod'
import { assess as assessAt, checkPrevious } from './assess.ts'
import { baselineOf as recordOf, diffAssessments as differences } from './compare.ts'
import { judge as judgeBy } from './gate.ts'
import type { Assessment } from './model/assessment.ts'
import type { AssessmentDiff } from './model/diff.ts'
import { isMoment, isPlainDate } from './model/basics.ts'
import { GatePolicy } from './model/gate.ts'
import { InputError, type Problem } from './model/problem.ts'
import type { Baseline, GateVerdict } from './model/verdict.ts'
import { Lang } from './model/vocabulary.ts'
import { loadFormat } from './report/index.ts'
import { problemText } from './report/problem-text.ts'
import { library, packageVersion } from './rulebook/library.ts'
import { PLAIN } from './util/paint.ts'

export { InputError, PROBLEM_CODES, type Place, type Problem, type ProblemCode } from './model/problem.ts'
export type { Assessment, AssessmentDiff, Baseline, GatePolicy, GateVerdict, Lang }
export type RulebookResult = Assessment['results'][number]
export type Finding = RulebookResult['findings'][number]
export type PlanStep = RulebookResult['plan'][number]

export interface AssessOptions {
  /** Day of judgement, `YYYY-MM-DD`. */
  readonly asOf: string
  /** Moment that the result carries, with its zone; midnight of `asOf` in Panama unless given. */
  readonly generatedAt?: string
  /** Spanish, or what the evidence says. */
  readonly lang?: Lang
  /** Ids, folders or overlay files, in place of those the evidence names. */
  readonly rulebooks?: readonly string[]
  /** An earlier assessment of the same institution. */
  readonly previous?: Assessment
  /** An auditor's file outside the evidence folder, or a folder that holds `<institution>.yaml`. */
  readonly audit?: string
}

/**
 * Assesses the evidence in a folder or a file. Throws InputError with every problem of an input that cannot be used at all, and
 * RangeError for an option that is none, such as a day that does not exist.
 */
export async function assess(path: string, options: AssessOptions): Promise<Assessment> {
  const { asOf, generatedAt = `${asOf}T00:00:00-05:00`, lang } = options
  if (!isPlainDate(asOf)) throw new RangeError(`asOf: ${asOf}; a day that exists, YYYY-MM-DD`)
  if (!isMoment(generatedAt)) throw new RangeError(`generatedAt: ${generatedAt}; a moment, YYYY-MM-DDThh:mm:ss-05:00`)
  if (lang !== undefined) refuseStranger('lang', lang, Lang.options)
  return assessAt({ ...options, generatedAt, path, version: packageVersion(), library })
}

/** Throws RangeError for what a program without types may give. */
function refuseStranger(option: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new RangeError(`${option}: ${given}; one of ${known.join(', ')}`)
}

export interface JudgeOptions {
  /** What is missing has its default; without it, what `cumple.yaml` says of the gate. */
  readonly policy?: Partial<GatePolicy>
  /** Of the same institution, by `baselineOf`. The file that the gate of `cumple.yaml` names is not read: what it holds is given here. */
  readonly baseline?: Baseline
  /** An earlier assessment of the same institution, to see evidence of an earlier period used again. */
  readonly previous?: Assessment
}

/**
 * Judges an assessment by a gate: whether it passes, and every reason. Throws InputError for a baseline or an earlier assessment of another
 * institution, and RangeError for a policy that is none.
 */
export function judge(assessment: Assessment, { policy, baseline, previous }: JudgeOptions = {}): GateVerdict {
  const problems = [...otherBaseline(assessment, baseline), ...checkPrevious({ previous, asOf: assessment.asOf }, assessment.institution.id)]
  if (problems.length > 0) throw new InputError(problems)
  const asked = GatePolicy.safeParse(policy ?? assessment.gate ?? {})
  if (!asked.success) throw new RangeError(`policy: ${z.prettifyError(asked.error)}`)
  return judgeBy({ assessment, policy: asked.data, baseline, previous })
}

/** What another institution achieved says nothing of this one. */
function otherBaseline({ institution }: Assessment, baseline: Baseline | undefined): Problem[] {
  if (!baseline || baseline.institution === institution.id) return []
  return [{ code: 'baseline-mismatch', place: { file: 'baseline', line: 0, col: 0 }, params: { found: baseline.institution, institution: institution.id } }]
}

/** What later assessments of the institution are held against. */
export const baselineOf: (assessment: Assessment) => Baseline = recordOf

/**
 * What changed between two assessments of one institution, rule by rule, and why. What cannot be compared is said. Throws InputError for
 * assessments of two institutions.
 */
export function diffAssessments(before: Assessment, now: Assessment): AssessmentDiff {
  const { institution, asOf } = before
  if (institution.id !== now.institution.id)
    throw new InputError([{ code: 'previous-mismatch', place: { file: 'before', line: 0, col: 0 }, params: { institution: institution.id, asOf } }])
  return differences(before, now)
}

const TEXT_FORMATS: readonly TextFormat[] = ['json', 'markdown', 'html', 'findings-csv', 'plan-csv', 'terminal']

/** The formats that are text; a PDF is printed from the HTML. */
export type TextFormat = 'json' | 'markdown' | 'html' | 'findings-csv' | 'plan-csv' | 'terminal'

export interface RenderOptions {
  /** That of the assessment unless given. */
  readonly lang?: Lang
  /** How much is told; `full` unless given. */
  readonly level?: 'executive' | 'manager' | 'full'
  /** `letter` unless given. */
  readonly paper?: 'letter' | 'a4'
  /** For a copy that leaves the institution: values of sensitive columns are hidden. */
  readonly publishable?: boolean
}

/** The report of an assessment, byte for byte as the command writes it. Throws RangeError for a format or a language that is none. */
export async function render(assessment: Assessment, format: TextFormat, options: RenderOptions = {}): Promise<string> {
  const { lang = assessment.lang, level = 'full', paper = 'letter', publishable = false } = options
  refuseStranger('format', format, TEXT_FORMATS)
  refuseStranger('lang', lang, Lang.options)
  const settled = { lang, level, paper, publishable, paint: PLAIN }
  return (await (await loadFormat(format)).render(assessment, settled)).toString()
}

/** What an InputError carries, as a person reads it: place, what is wrong, the line, what to do next. */
export const tell = (problems: readonly Problem[], lang: Lang = 'es'): string => problemText(problems, lang, PLAIN)
