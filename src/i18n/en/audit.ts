// Words of an auditor's verdicts, in English.
import { formatList, formatNumber } from '../format.ts'
import { says } from '../says.ts'
import type { audit as es } from '../es/audit.ts'

const points = (n: number) => `${n < 0 ? '−' : '+'}${formatNumber(Math.abs(n), 1)} ${Math.abs(n) === 1 ? 'point' : 'points'}`

export const audit: typeof es = {
  title: "Auditor's verdicts",
  cover: (auditor, date, digest) => `${auditor}, ${date}; digest of the file ${digest}`,
  headline: "with the auditor's verdicts",
  evidenced: 'By evidence',
  evidencedNote: 'without the verdicts',
  legend: "with the auditor's verdicts",
  chart: (topic, audited, evidenced, declared) => `${topic}: ${audited} with the verdicts, ${evidenced} by evidence, ${declared} declared`,
  topicIndex: 'Compliance index of the topic',
  three: (declared, evidenced, audited, effect) =>
    `The institution declares ${declared}; current evidence sustains ${evidenced}; with the auditor's verdicts, ${audited}${
      effect === null ? '' : effect === 0 ? ' (the index does not change)' : ` (${points(effect)})`
    }.`,
  agreement: (accepted, standing, percent) =>
    `The audit accepted ${formatNumber(accepted)} of ${formatNumber(standing)} judged ${standing === 1 ? 'result' : 'results'} (${percent} agreement).`,
  unjudged: 'The audit gave no verdict over the results of this rulebook.',
  noneStands: 'No verdict stands.',
  lapsed: (n) =>
    n === 1
      ? 'One verdict lapsed, because the answer or the evidence changed since.'
      : `${formatNumber(n)} verdicts lapsed, because the answer or the evidence changed since.`,
  intro:
    "Each judged result, with what the institution declared, what its evidence sustains and what the audit found. The institution's own files are not touched.",
  caption: 'Declared, by evidence and audited',
  rule: 'Requirement',
  verdict: 'Verdict',
  declared: 'Declared',
  audited: 'Audited',
  verdictOf: (word, to) => (to === '' ? word : `${word} to “${to}”`),
  by: (auditor, date) => `${auditor}, ${date}`,
  lapsedMark: 'lapsed: the answer or the evidence changed',
  idleMark: 'without effect: the requirement does not apply',
  nothingMark: 'without effect: there is no valid answer or measurement to accept',
  standing: 'in force',
  state: 'State',
  undigested: 'in force; it carries no digest of what was judged',
  auditor: 'Auditor',
  date: 'Date',
  parts: {
    condition: 'Condition',
    criterion: 'Criterion',
    cause: 'Cause',
    effect: 'Effect',
    recommendation: 'Recommendation',
    reply: "Institution's reply",
    note: "Auditor's note",
  },
  gapLapsed: (verdict, auditor, date) =>
    `The auditor's verdict (${verdict}; ${auditor}, ${date}) lapsed: the answer or the evidence changed after it was given. The result is what evidence makes it.`,
  gapCondition: (text) => `Condition found by the audit: ${text}`,
  explain: {
    alone: 'Credit by evidence, without the verdict',
    digest: "Digest of what is judged (SHA-256), for an auditor's verdict",
    judged: (digest) => `Digest that the verdict carries: ${digest}`,
  },
  template: {
    head: (institution, date) =>
      `Auditor's verdicts over the self-assessment of ${institution}, as of ${date}. Keep this file outside the folder of the evidence.`,
    how: 'Fill in auditor and date. To give a verdict, take the first “# ” from its lines, choose verdict (accept, lower, raise or reject) and write condition, or note in its place. What stays behind another “# ” is optional, except to with lower and raise: the answer that is found true.',
    digest:
      'evidence is the digest of the answer and the evidence as they were judged: leave it as it is. If the institution changes either, the verdict lapses and is said to.',
    answer: (value) => `Answer: ${value}`,
    noAnswer: 'none',
    credit: (declared, sustained) => `Declared ${declared}; by evidence ${sustained}`,
    documents: (names) => `Documents: ${formatList(names, 'en')}`,
    tables: (names) => `Tables: ${formatList(names, 'en')}`,
    date: 'YYYY-MM-DD',
    nothing: 'There are no results to judge.',
    fill: {
      condition: 'what was found',
      criterion: 'what it should be, and by which norm',
      cause: 'why it happened',
      effect: 'what follows or may follow from it',
      recommendation: 'what is recommended',
      reply: "the institution's reply",
    },
  },
}

export const auditProblems = {
  'audit-inside': says(
    (p) => `The audit file ${p['path']} is inside the evidence.`,
    () => 'Keep it outside: nobody audits their own work.',
  ),
  'audit-both': says(
    (p) => `The folder has two audit files of the same institution: ${p['path']} and ${p['other']}.`,
    () => 'Leave one.',
  ),
  'verdict-turn': says(
    (p) =>
      `The verdict over ${p['rule']} ${p['verdict'] === 'raise' ? 'raises' : 'lowers'} it to “${p['to']}”, which is not ${p['verdict'] === 'raise' ? 'above' : 'below'} ${p['stands'] === '' ? 'what was measured' : `what was answered (“${p['stands']}”)`}.`,
    (p) => (p['verdict'] === 'raise' ? 'Use accept if it is found true, or lower to lower it.' : 'Use accept if it is found true, or raise to raise it.'),
  ),
}
