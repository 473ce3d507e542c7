// `explain`: one rule with what would earn full credit, or one finding with every term of its credit, for redoing the sum by hand.
import { formatDate, formatDuration, formatPercent, inSentence, pointsToPercent } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment, CheckResult, Finding, RulebookResult, SlotResult } from '../model/assessment.ts'
import type { Basis, Instrument, Rule, Rulebook } from '../model/rulebook.ts'
import { FULL_CREDIT } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'
import { judgedDigest } from '../util/judged-digest.ts'
import { screenLine } from '../util/terminal-safe.ts'
import { derivation } from './derivation.ts'
import { tailoredSeverity, thresholdWords } from './overlay.ts'
import { actionOf } from './view/actions.ts'
import { verdictLines } from './view/audit.ts'
import { contextOf } from './view/context.ts'
import { removedReason } from './view/rules.ts'
import { checkSentence, foundSentences, slotSentence } from './view/sentences.ts'
import { wrap } from '../util/text-layout.ts'
import { locator } from '../i18n/locator.ts'

const WIDTH = 80

/** A part of the text: a heading and lines; each line is wrapped and set in by two. */
interface Part {
  readonly title: string
  readonly lines: readonly string[]
}

const compose = (head: readonly string[], parts: readonly Part[]): string =>
  `${[
    head.map((line) => wrap(screenLine(line), WIDTH, '')).join('\n'),
    ...parts
      .filter((part) => part.lines.length > 0)
      .map(({ title, lines }) => [title, ...lines.map((line) => `  ${wrap(screenLine(line), WIDTH - 2, '    ')}`)].join('\n')),
  ].join('\n\n')}\n`

/** A rule (or the rulebook's scope) without evidence, or that `assessment` left switched off. `id` must be in the rulebook. */
export function explainRule(id: string, rulebook: Rulebook, lang: Lang, assessment?: Assessment): string {
  const { explain: words, findings: terms } = messages(lang)
  if (id === rulebook.scope.id) {
    const { scope } = rulebook
    return compose(
      [`${scope.id} · ${scope.title[lang]}`, words.scope],
      [
        { title: words.requirement, lines: [scope.requirement[lang]] },
        { title: words.basis, lines: basisLines(scope.basis, rulebook.instruments, lang) },
        { title: words.when, lines: [scope.when.trim()] },
      ],
    )
  }
  const rule = rulebook.rules.find((candidate) => candidate.id === id)
  if (!rule) throw new Error(`${id} is not in ${rulebook.id}`)
  const owner = rulebook.owners.find((candidate) => candidate.id === rule.remedy.owner)?.[lang] ?? rule.remedy.owner
  const checks = rule.checks.flatMap(
    (use) =>
      Object.values(use) as {
        label: Rule['title']
        at_least?: number
        threshold?: 'normative' | 'proposed'
      }[],
  )
  const required = rule.documents.filter((slot) => slot.required)
  return compose(
    [
      `${rule.id} · ${rule.title[lang]}`,
      `${terms.obligation[rule.obligation]} · ${terms.severity[rule.severity].toLowerCase()} · ${rulebook.id} ${rulebook.version}`,
      ...(assessment ? [offWords(rule, rulebook, assessment, lang)] : []),
    ],
    [
      { title: words.requirement, lines: [rule.requirement[lang]] },
      { title: words.basis, lines: basisLines(rule.basis, rulebook.instruments, lang) },
      { title: words.why, lines: [rule.why[lang], tailoredSeverity(rulebook.overlay, rule.id, lang)].filter((line) => line !== '') },
      { title: words.when, lines: [whenWords(rule, rulebook, lang)] },
      { title: words.question, lines: [rule.question[lang]] },
      { title: words.criteria, lines: rule.criteria.map((item) => `${item.id}: ${item[lang]}`) },
      { title: words.notApplicable, lines: (rule.not_applicable ?? []).map((item) => `${item.id}: ${item[lang]}`) },
      {
        title: words.documents,
        lines: [
          ...rule.documents.map((slot) => {
            const kinds = [slot.kind]
              .flat()
              .map((kind) => `${kind} (${rulebook.document_kinds.find((item) => item.id === kind)?.title[lang] ?? kind})`)
              .join(' / ')
            const extra = [
              words.slot(slot.slot),
              words.kind(kinds),
              ...(slot.required ? [] : [words.optional]),
              ...(slot.for_period ? [words.forPeriod] : []),
              ...(slot.max_age === undefined || slot.threshold === undefined
                ? []
                : [words.maxAge(formatDuration(slot.max_age, lang), terms.threshold[slot.threshold])]),
            ]
            return `${slot.title[lang]} (${extra.join('; ')})`
          }),
          ...(rule.proof === 'any' ? [words.anyProof] : []),
        ],
      },
      {
        title: words.checks,
        lines: checks.map((check) => {
          const floor =
            check.at_least === undefined || check.threshold === undefined
              ? []
              : [
                  words.atLeast(
                    formatPercent(pointsToPercent(Math.round(check.at_least * FULL_CREDIT)), lang),
                    thresholdWords(rulebook.overlay, rule.id, Math.round(check.at_least * FULL_CREDIT), check.threshold, lang),
                  ),
                ]
          return `${check.label[lang]} (${[...new Set(tablesOf(check).map(words.file)), ...floor].join('; ')})`
        }),
      },
      { title: words.columns, lines: columnLines(checks, rulebook, lang) },
      { title: words.full, lines: [required.length + checks.length === 0 ? words.fullNothing : words.fullSteps(true, required.length, checks.length)] },
      {
        title: words.remedy,
        lines: [
          rule.remedy.action[lang],
          words.remedyDetail(owner, terms.effort[rule.remedy.effort].toLowerCase(), formatDuration(rule.remedy.within, lang)),
          ...(rule.duty !== undefined && rulebook.rules.filter((other) => other.duty === rule.duty).length > 1 ? [words.duty(rule.duty)] : []),
        ],
      },
      { title: words.maps, lines: mapLines(rule.maps) },
    ],
  )
}

/** Why an institution that the rulebook assesses has no finding of the rule. */
function offWords(rule: Rule, { id }: Rulebook, { institution: { name }, asOf, results }: Assessment, lang: Lang): string {
  const { explain, findings } = messages(lang)
  const { off } = explain
  if (rule.obligation === 'unconfirmed') return off.unconfirmed(name)
  const role = results.find((result) => result.id === id)?.role
  if (role !== undefined && !rule.roles.includes(role)) return off.role(name, inSentence(findings.role[role]))
  return off.other(name, formatDate(asOf, lang))
}

/** The tables that a check reads, its own or those of its parts. */
const tablesOf = (options: object): string[] =>
  [options, ...Object.values(options)].flatMap((part: unknown) => {
    const id = part !== null && typeof part === 'object' && 'dataset' in part ? part.dataset : undefined
    return typeof id === 'string' ? [id] : []
  })

/** The tables of the checks with their columns: which are required, and what a list admits. */
function columnLines(checks: readonly object[], rulebook: Rulebook, lang: Lang): string[] {
  const { explain: words } = messages(lang)
  const ids = new Set(checks.flatMap(tablesOf))
  return [...ids].flatMap((id) => {
    const def = rulebook.datasets.find((candidate) => candidate.id === id)
    if (!def) return []
    const columns = def.columns.map(
      (column) => `${column.name}${column.values ? ` (${column.values.map(({ value }) => value).join(' | ')})` : ''}${column.required ? '' : '?'}`,
    )
    return [`${words.file(id)}: ${columns.join(', ')}`]
  })
}

/** A `when` that is one fact is told as the question to which the answer is yes. */
function whenWords({ when }: Rule, rulebook: Rulebook, lang: Lang): string {
  const { explain: words } = messages(lang)
  if (when === undefined) return words.always
  const fact = rulebook.facts.find((candidate) => when.trim() === `facts.${candidate.id}`)
  return fact ? words.whenYes(fact.question[lang]) : when
}

/** A finding with its derivation: every term, the weight and where it comes from, and what would lift it. */
export function explainFinding(finding: Finding, result: RulebookResult, assessment: Assessment): string {
  const { lang } = assessment
  const { explain: words, findings: terms, report } = messages(lang)
  const context = contextOf(assessment, result, lang, { level: 'full', paper: 'letter' })
  const level = finding.maturity === null ? [] : [`${words.maturity}: L${finding.maturity}`]
  const { text } = finding
  return compose(
    [
      `${finding.rule} · ${text.title[lang]}`,
      words.on(assessment.institution.name, formatDate(assessment.asOf, lang)),
      `${terms.obligation[finding.obligation]} · ${terms.severity[finding.severity].toLowerCase()} · ${result.id} ${result.version}`,
    ],
    [
      {
        title: words.result,
        lines: [
          `${words.outcome}: ${terms.outcome[finding.outcome]}`,
          ...(finding.removed ? [words.leftOut(terms.removedBy[finding.removed.by], removedReason(finding, context), finding.removed.proven)] : []),
          `${words.assurance}: ${terms.assurance[finding.assurance].toLowerCase()}`,
          ...level,
          ...(finding.earlier ?? []).map(({ value, by, until }) =>
            words.earlier(value === undefined ? words.noAnswer : terms.answer[value], by ?? '', formatDate(until, lang)),
          ),
          ...(finding.waiver ? [words.waived(formatDate(finding.waiver.expiresAt, lang))] : []),
        ],
      },
      { title: words.derivation, lines: derivation(finding, result, lang) },
      {
        title: words.found,
        lines: [
          ...new Set([
            ...foundSentences(finding, context),
            ...finding.slots.filter(({ required, state }) => required || state !== 'not-provided').map((slot) => slotSentence(slot, context)),
            ...finding.checks.map((check) => checkSentence(check, finding, context)),
          ]),
        ],
      },
      {
        title: words.lift,
        lines: liftLines(
          finding,
          (slot) => slotSentence(slot, context),
          (check) => checkSentence(check, finding, context),
          lang,
        ),
      },
      { title: words.requirement, lines: [text.requirement[lang]] },
      { title: words.basis, lines: basisLines(text.basis, result.instruments, lang) },
      { title: words.why, lines: [text.why[lang], tailoredSeverity(result.overlay, finding.rule, lang)].filter((line) => line !== '') },
      {
        title: words.remedy,
        lines: [
          actionOf(finding, context),
          `${report.decision.owner}: ${result.owners.find((owner) => owner.id === text.remedy.owner)?.[lang] ?? ''}. ${report.decision.due}: ${formatDate(text.remedy.due, lang)}.`,
        ],
      },
      { title: words.maps, lines: mapLines(text.maps) },
      { title: report.audit.title, lines: finding.audit ? verdictLines(finding, finding.audit, context) : [] },
      { title: report.audit.explain.digest, lines: [judgedDigest(finding.digests)] },
    ],
  )
}

/** What evidence would raise the credit: each piece that is asked for and not there, as it stands now. */
function liftLines(finding: Finding, slotWords: (slot: SlotResult) => string, checkWords: (check: CheckResult) => string, lang: Lang): string[] {
  const { explain: words } = messages(lang)
  if (finding.removed) return []
  if (finding.outcome === 'satisfied') return [words.nothingToLift]
  const { answer } = finding
  return [
    ...(answer?.value === undefined ? [words.liftAnswer] : answer.value === 'yes' && finding.outcome !== 'error' ? [] : [words.liftYes]),
    ...finding.slots.filter((slot) => slot.required && slot.state !== 'current').map(slotWords),
    ...finding.checks.filter((check) => check.state !== 'passed').map(checkWords),
  ]
}

function basisLines(basis: readonly Basis[], instruments: readonly Instrument[], lang: Lang): string[] {
  const terms = messages(lang).findings
  return basis.map((item) => {
    const instrument = instruments.find((candidate) => candidate.id === item.instrument)
    return `${instrument?.cite[lang] ?? item.instrument}${locator(item.at, lang)} (${terms.reading[item.read]}).${item.note ? ` ${item.note[lang]}` : ''}`
  })
}

const mapLines = (maps: Rule['maps']): string[] => [
  ...(maps.iso27001.length > 0 ? [`ISO/IEC 27001:2022: ${maps.iso27001.join(', ')}`] : []),
  ...(maps.csf2.length > 0 ? [`NIST CSF 2.0: ${maps.csf2.join(', ')}`] : []),
]
