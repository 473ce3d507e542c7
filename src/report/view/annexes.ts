// Annexes that belong to the whole assessment: evidence register, waivers, observations; and the signatures.
import { formatDate, formatNumber, formatRange } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import type { Assessment, RulebookResult } from '../../model/assessment.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { code, date, list, number, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { clip, contextOf, datasetName, documentName, isAudited, isOnGoodPractice, kindTitle, ruleNameOf, type Context } from './context.ts'
import { digestOfAssessment } from './cover.ts'
import { observationSentence } from './sentences.ts'
import type { Block, Section, ViewOptions } from './types.ts'

export function annexSections(assessment: Assessment, lang: Lang, options: ViewOptions): readonly Section[] {
  const first = assessment.results[0]
  if (!first) return []
  const context = contextOf(assessment, first, lang, options)
  const { annex: w } = context.words
  return [
    section(2, 'anexos', w.title, [], { page: true }),
    section(3, 'evidencia', w.evidence, evidenceBlocks(context)),
    ...(assessment.waivers.length === 0 ? [] : [section(3, 'excepciones', w.waivers, [waiverTable(context)])]),
    ...historySections(context),
    ...(assessment.observations.length === 0
      ? []
      : [
          section(3, 'observaciones', w.observations, [
            list(assessment.observations.map((item) => observationSentence(item, observationContext(item, context)))),
          ]),
        ]),
  ]
}

/** Names in an observation come from the rulebook that it names, or whose rules it concerns. */
function observationContext({ rules, params }: Assessment['observations'][number], context: Context): Context {
  const { assessment, lang, options } = context
  const result = assessment.results.find((item) => params['rulebook'] === item.id || item.findings.some((finding) => rules.includes(finding.rule)))
  return result ? contextOf(assessment, result, lang, options) : context
}

function evidenceBlocks(context: Context): readonly Block[] {
  const { assessment, words, terms } = context
  const { annex: w } = words
  if (assessment.documents.length + assessment.datasets.length + assessment.inputs.length === 0) return [paragraph(w.nothing)]
  // Documents and tables stand above with their digests; here are the files that hold the rest.
  const told = new Set([...assessment.documents, ...assessment.datasets].map(({ path }) => path))
  const others = assessment.inputs.filter(({ path }) => !told.has(path))
  return [
    ...(assessment.documents.length === 0 ? [] : [documentTable(context)]),
    ...(assessment.datasets.length === 0
      ? []
      : [
          tableBlock(
            w.datasets,
            [`${w.dataset}*`, `${w.rows}#`, `${w.problems}#`],
            assessment.datasets.map((dataset) =>
              row([
                text(
                  datasetName(context, dataset.id),
                  [clip(dataset.path), ...(dataset.error === undefined ? [dataset.encoding] : [terms.unread(dataset.error)]), w.sha256(dataset.sha256)].join(
                    ' · ',
                  ),
                ),
                number(formatNumber(dataset.rows)),
                number(formatNumber(dataset.problems.count)),
              ]),
            ),
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          tableBlock(
            w.inputs,
            [w.path, 'SHA-256*', `${w.bytes}#`],
            others.map((input) => row([text(clip(input.path)), code(input.sha256), number(formatNumber(input.bytes))])),
          ),
        ]),
  ]
}

function documentTable(context: Context): Block {
  const { assessment, words, terms } = context
  const { annex: w } = words
  return tableBlock(
    w.documents,
    [`${w.document}*`, w.issued, w.until, w.file, w.rules],
    assessment.documents.map((document) => {
      const kind = kindTitle(context, document.kind)
      return row([
        text(
          documentName(context, document.id),
          [
            ...(kind === undefined ? [] : [kind]),
            ...(document.number === undefined ? [] : [w.numberOf(clip(document.number))]),
            ...(document.signedBy === undefined ? [] : [clip(document.signedBy)]),
            clip(document.path),
            document.sha256 === undefined ? w.noDigest : w.sha256(document.sha256),
          ].join(' · '),
        ),
        date(document.issued ?? words.none),
        date(document.validUntil ?? words.none),
        text(
          document.file !== 'present'
            ? terms.fileState[document.file]
            : document.registered === undefined
              ? w.unregistered
              : document.registered === document.sha256
                ? terms.fileState.present
                : w.altered,
        ),
        text(document.rules.length === 0 ? words.none : document.rules.join(', ')),
      ])
    }),
  )
}

function waiverTable(context: Context): Block {
  const { assessment, words, terms } = context
  const { annex: w } = words
  return tableBlock(
    w.waiversCaption,
    [w.rule, `${w.reason}*`, w.approved, w.expires, w.state],
    assessment.waivers.map((waiver) =>
      row([
        text(ruleNameOf(context, waiver.rule)),
        text(clip(waiver.reason, 300)),
        text(waiver.approvedAt, clip(waiver.approvedBy)),
        date(waiver.expiresAt),
        text(terms.waiverState[waiver.state]),
      ]),
    ),
    false,
  )
}

/** Answers that took back an earlier one: what was said before, by whom, until when. Only when there are any. */
function historySections(context: Context): readonly Section[] {
  const { assessment, words, terms } = context
  const { annex: w } = words
  const rows = assessment.results.flatMap(({ findings }) =>
    findings.flatMap(({ rule, answer, earlier = [] }) =>
      answer && answer.from !== rule
        ? []
        : earlier.map(({ value, note, by, until }) =>
            row([
              text(ruleNameOf(context, rule)),
              note === undefined
                ? text(value === undefined ? words.none : terms.answer[value])
                : text(value === undefined ? words.none : terms.answer[value], clip(note, 300)),
              text(by === undefined || context.options.publishable ? words.none : clip(by)),
              date(until.slice(0, 10)),
              text(answer?.value === undefined ? words.none : terms.answer[answer.value]),
            ]),
          ),
    ),
  )
  if (rows.length === 0) return []
  return [section(3, 'historial', w.history, [tableBlock(w.historyCaption, [`${w.rule}*`, `${w.before}*`, w.answeredBy, w.untilWhen, w.now], rows, false)])]
}

/** Three lines to sign on, filled in with the names that the evidence gives. */
export function signaturesSection(assessment: Assessment, lang: Lang): Section {
  const { report: words, findings: terms } = messages(lang)
  const w = words.signatures
  const signatures = (['prepared', 'reviewed', 'approved'] as const).flatMap((role) => {
    const people = assessment.signatories.filter((signatory) => signatory.role === role)
    return (people.length === 0 ? [{ name: '', post: '' }] : people).map(({ name, post }) => ({ label: terms.signatory[role], name, post }))
  })
  const indices = assessment.results.map((result) => signedIndex(result, lang))
  const statement = w.statement(clip(assessment.institution.name), formatDate(assessment.asOf, lang), indices, digestOfAssessment(assessment))
  return section(2, 'firmas', w.title, [
    paragraph(statement),
    { kind: 'signatures', signatures, labels: { name: w.name, post: w.post, date: w.date, signature: w.signature } },
  ])
}

/** `«Catálogo», con la adaptación «X»: índice de cumplimiento 51.2 %`, the index that heads the rulebook's page. */
function signedIndex(result: RulebookResult, lang: Lang): string {
  const { report: words } = messages(lang)
  const good = isOnGoodPractice(result)
  const { compliance, goodPractice } = result.scores
  return words.signatures.index(
    result.title[lang],
    result.overlay?.title[lang] ?? '',
    good ? words.decision.goodPracticeIndex : words.decision.index,
    formatRange(good ? goodPractice : compliance, lang, words.notCalculable.toLowerCase()),
    isAudited(result) ? words.audit.headline : '',
  )
}
