// The public API: assess an institution, render the result.
export { assess, type AssessSettings, type RulebookLibrary } from './assess.ts'
export type { Assessment, Finding, PlanStep, RulebookResult } from './model/assessment.ts'
export type { Evidence } from './model/evidence.ts'
export { InputError, type Problem } from './model/problem.ts'
export type { Rule, Rulebook } from './model/rulebook.ts'
export { FORMATS, loadFormat, type Format, type FormatName, type RenderOptions } from './report/index.ts'
export { library } from './rulebook/library.ts'
export { loadRulebook } from './rulebook/load.ts'
