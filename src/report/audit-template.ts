// An audit file made ready for an auditor: every result worth judging as a comment, its digest filled in. Nothing is judged beforehand.
import { formatCredit, formatDate } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment, Finding, RulebookResult } from '../model/assessment.ts'
import { IS_GAP, VERDICT_TEXTS } from '../model/basics.ts'
import { judgedDigest } from '../util/judged-digest.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { wrap } from '../util/text-layout.ts'

const TEXT = 96
/** What is worth writing down beside the condition; each waits behind a second `# `. */
const OPTIONAL = VERDICT_TEXTS.filter((part) => part !== 'condition' && part !== 'criterion' && part !== 'note')

/**
 * YAML for `--audit`, in the assessment's language: every gap and every claim, or only those of `rules`. `##` explains; lines
 * that begin with `# ` become a verdict once it is taken away. Until somebody fills it in, it is refused rather than empty of effect.
 */
export function auditTemplate(assessment: Assessment, rules?: ReadonlySet<string>): string {
  const { lang, institution, asOf } = assessment
  const words = messages(lang).report.audit.template
  const entries = assessment.results.flatMap((result) =>
    result.findings
      .filter((finding) => (rules ? rules.has(finding.rule) : isJudgeable(finding)))
      .map((finding) => [...about(finding, result, assessment), ...entry(finding, assessment)]),
  )
  const head = [
    'schema: cumple/audit@1',
    'auditor: ""',
    `date: ""  # ${words.date}`,
    `institution: ${JSON.stringify(institution.id)}`,
    'verdicts:',
    ...(entries.length === 0 ? prose(words.nothing, '  ') : []),
  ]
  const blocks = [[...prose(words.head(institution.name, formatDate(asOf, lang))), ...prose(words.how), ...prose(words.digest)], head, ...entries]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** A gap, or something that the institution says of itself. */
const isJudgeable = (finding: Finding): boolean => IS_GAP[finding.outcome] || finding.answer?.value !== undefined

const prose = (text: string, indent = ''): string[] =>
  wrap(visibleLine(text), TEXT, '')
    .split('\n')
    .map((line) => `${indent}## ${line}`.trimEnd())

/** What an auditor has before him: the rule, what was said, and the papers and tables behind it. */
function about(finding: Finding, result: RulebookResult, { lang }: Assessment): string[] {
  const { report, findings: terms } = messages(lang)
  const { template: words } = report.audit
  const credit = (value: Finding['credit']) => formatCredit(value, lang, report.none)
  const documents = finding.slots.flatMap((slot) =>
    slot.document === undefined ? [] : [`${slot.document}${slot.path === undefined ? '' : ` (${slot.path})`}`],
  )
  const tables = finding.checks.map((check) => check.file ?? check.dataset)
  return [
    `${finding.rule} · ${finding.text.title[lang]} · ${result.id} ${result.version}`,
    `${words.answer(finding.answer?.value === undefined ? words.noAnswer : terms.answer[finding.answer.value])}. ${words.credit(credit(finding.declared), credit(finding.unaudited === undefined ? finding.credit : finding.unaudited))}.`,
    ...(documents.length === 0 ? [] : [words.documents([...new Set(documents)])]),
    ...(tables.length === 0 ? [] : [words.tables([...new Set(tables)])]),
  ].flatMap((line) => prose(line, '  '))
}

function entry(finding: Finding, { lang }: Assessment): string[] {
  const { fill } = messages(lang).report.audit.template
  return [
    `${finding.rule}:`,
    '  verdict:  # accept | lower | raise | reject',
    '  # to: partial  # lower: partial | planned | no; raise: yes | partial | planned',
    `  condition: ""  # ${fill.condition}`,
    `  criterion: ${JSON.stringify(visibleLine(finding.text.requirement[lang]))}  # ${fill.criterion}`,
    ...OPTIONAL.map((part) => `  # ${part}: ""  # ${fill[part]}`),
    `  evidence: ${JSON.stringify(judgedDigest(finding.digests))}`,
  ].map((line) => `#   ${line}`)
}
