// The words of a language, gathered. Every language has the keys of Spanish, or it does not compile.
import type { Lang } from '../model/vocabulary.ts'
import { cli as enCli } from './en/cli.ts'
import { explain as enExplain } from './en/explain.ts'
import { findings as enFindings } from './en/findings.ts'
import { interview as enInterview } from './en/interview.ts'
import { problems as enProblems } from './en/problems.ts'
import { questionnaire as enQuestionnaire } from './en/questionnaire.ts'
import { report as enReport } from './en/report.ts'
import { rulebooks as enRulebooks } from './en/rulebooks.ts'
import { cli as esCli } from './es/cli.ts'
import { explain as esExplain } from './es/explain.ts'
import { findings as esFindings } from './es/findings.ts'
import { interview as esInterview } from './es/interview.ts'
import { problems as esProblems } from './es/problems.ts'
import { questionnaire as esQuestionnaire } from './es/questionnaire.ts'
import { report as esReport } from './es/report.ts'
import { rulebooks as esRulebooks } from './es/rulebooks.ts'

const es = {
  report: esReport,
  findings: esFindings,
  problems: esProblems,
  cli: esCli,
  explain: esExplain,
  interview: esInterview,
  rulebooks: esRulebooks,
  questionnaire: esQuestionnaire,
}
const en: typeof es = {
  report: enReport,
  findings: enFindings,
  problems: enProblems,
  cli: enCli,
  explain: enExplain,
  interview: enInterview,
  rulebooks: enRulebooks,
  questionnaire: enQuestionnaire,
}

export type Messages = typeof es

/** All the words of one language. */
export const messages = (lang: Lang): Messages => (lang === 'es' ? es : en)
