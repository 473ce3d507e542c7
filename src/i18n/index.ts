// The words of a language, gathered. Every language has the keys of Spanish, or it does not compile.
import type { Lang } from '../model/vocabulary.ts'
import { cli as enCli } from './en/cli.ts'
import { evidence as enEvidence } from './en/evidence.ts'
import { explain as enExplain } from './en/explain.ts'
import { findings as enFindings } from './en/findings.ts'
import { gate as enGate } from './en/gate.ts'
import { init as enInit } from './en/init.ts'
import { interview as enInterview } from './en/interview.ts'
import { problems as enProblems } from './en/problems.ts'
import { questionnaire as enQuestionnaire } from './en/questionnaire.ts'
import { report as enReport } from './en/report.ts'
import { rulebooks as enRulebooks } from './en/rulebooks.ts'
import { cli as esCli } from './es/cli.ts'
import { evidence as esEvidence } from './es/evidence.ts'
import { explain as esExplain } from './es/explain.ts'
import { findings as esFindings } from './es/findings.ts'
import { gate as esGate } from './es/gate.ts'
import { init as esInit } from './es/init.ts'
import { interview as esInterview } from './es/interview.ts'
import { problems as esProblems } from './es/problems.ts'
import { questionnaire as esQuestionnaire } from './es/questionnaire.ts'
import { report as esReport } from './es/report.ts'
import { rulebooks as esRulebooks } from './es/rulebooks.ts'
import { batch as enBatch } from './en/batch.ts'
import { campaign as enCampaign } from './en/campaign.ts'
import { dashboard as enDashboard } from './en/dashboard.ts'
import { diff as enDiff } from './en/diff.ts'
import { tables as enTables } from './en/tables.ts'
import { batch as esBatch } from './es/batch.ts'
import { campaign as esCampaign } from './es/campaign.ts'
import { dashboard as esDashboard } from './es/dashboard.ts'
import { diff as esDiff } from './es/diff.ts'
import { tables as esTables } from './es/tables.ts'

const es = {
  report: esReport,
  findings: esFindings,
  problems: esProblems,
  cli: esCli,
  explain: esExplain,
  evidence: esEvidence,
  init: esInit,
  gate: esGate,
  interview: esInterview,
  rulebooks: esRulebooks,
  questionnaire: esQuestionnaire,
  batch: esBatch,
  campaign: esCampaign,
  dashboard: esDashboard,
  diff: esDiff,
  tables: esTables,
}
const en: typeof es = {
  report: enReport,
  findings: enFindings,
  problems: enProblems,
  cli: enCli,
  explain: enExplain,
  evidence: enEvidence,
  init: enInit,
  gate: enGate,
  interview: enInterview,
  rulebooks: enRulebooks,
  questionnaire: enQuestionnaire,
  batch: enBatch,
  campaign: enCampaign,
  dashboard: enDashboard,
  diff: enDiff,
  tables: enTables,
}

export type Messages = typeof es

/** All the words of one language. */
export const messages = (lang: Lang): Messages => (lang === 'es' ? es : en)
