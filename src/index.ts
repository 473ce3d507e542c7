// The library: what the commands do, as functions over values. Its types are written by scripts/declarations.ts.
import { assess as assessAt } from './assess.ts'
import { baselineOf as recordOf, diffAssessments as differences } from './compare.ts'
import { judge as judgeBy } from './gate.ts'
import type { Assessment } from './model/assessment.ts'
import type { AssessmentDiff } from './model/diff.ts'
import { isPlainDate } from './model/basics.ts'
import { GatePolicy } from './model/gate.ts'
import type { Problem } from './model/problem.ts'
import type { Baseline, GateVerdict } from './model/verdict.ts'
import type { Lang } from './model/vocabulary.ts'
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
 * RangeError for a day that does not exist.
 */
export async function assess(path: string, options: AssessOptions): Promise<Assessment> {
  if (!isPlainDate(options.asOf)) throw new RangeError(`asOf: ${options.asOf}`)
  return assessAt({ generatedAt: `${options.asOf}T00:00:00-05:00`, ...options, path, version: packageVersion(), library })
}

export interface JudgeOptions {
  /** What is missing has its default; without it, what `cumple.yaml` says of the gate. */
  readonly policy?: Partial<GatePolicy>
  /** Of the same institution, by `baselineOf`. */
  readonly baseline?: Baseline
  /** An earlier assessment, to see evidence of an earlier period used again. */
  readonly previous?: Assessment
}

/** Judges an assessment by a gate: whether it passes, and every reason. */
export const judge = (assessment: Assessment, { policy, ...rest }: JudgeOptions = {}): GateVerdict =>
  judgeBy({ assessment, policy: policy ? GatePolicy.parse(policy) : (assessment.gate ?? GatePolicy.parse({})), ...rest })

/** What later assessments of the institution are held against. */
export const baselineOf: (assessment: Assessment) => Baseline = recordOf

/** What changed between two assessments of one institution, rule by rule, and why. What cannot be compared is said. */
export const diffAssessments: (before: Assessment, now: Assessment) => AssessmentDiff = differences

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

/** The report of an assessment, byte for byte as the command writes it. */
export async function render(assessment: Assessment, format: TextFormat, options: RenderOptions = {}): Promise<string> {
  const settled = { lang: assessment.lang, level: 'full', paper: 'letter', paint: PLAIN, ...options } as const
  return (await (await loadFormat(format)).render(assessment, settled)).toString()
}

/** What an InputError carries, as a person reads it: place, what is wrong, the line, what to do next. */
export const tell = (problems: readonly Problem[], lang: Lang = 'es'): string => problemText(problems, lang, PLAIN)
