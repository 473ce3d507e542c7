// Annex: every number of the method, so that anyone can redo the sum; and where each rule comes from.
import { formatDuration, formatNumber, formatPercent, formatPoints } from '../../i18n/format.ts'
import { ANSWER_VALUES, SEVERITIES } from '../../model/basics.ts'
import { list, number, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, type Context } from './context.ts'
import { basisSentence } from './gaps.ts'
import { overlayTable } from '../overlay.ts'
import { canonicalJson } from '../../util/canonical-json.ts'
import type { Block, Section } from './types.ts'

export function methodSection(context: Context): Section {
  const { words, terms, result, pick, lang } = context
  const { method: w } = words
  const { method } = result
  const band = method.bands.find((item) => item.id === method.cap.band)
  const first = firstWithMethod(context)
  if (first !== result)
    return section(3, anchor(result, 'metodo'), w.title, [
      paragraph(w.same(pick(first.title))),
      list([result.weightScale === 1 ? w.scaleOne : w.scale(result.weightScale)]),
      ...overlayBlocks(context),
      topicFactors(context),
    ])
  return section(
    3,
    anchor(result, 'metodo'),
    w.title,
    [
      paragraph(w.proposal),
      list(w.steps, true),
      list([
        result.weightScale === 1 ? w.scaleOne : w.scale(result.weightScale),
        w.cap(terms.severity[method.cap.severity], formatPoints(method.cap.below, lang), band ? pick(band.title) : method.cap.band),
        w.provisional(formatPercent(method.provisional_above, lang)),
        w.waiver(formatDuration(method.waiver_max, lang)),
        w.expiring(method.expiring_days),
      ]),
      ...overlayBlocks(context),
      tableBlock(
        w.severityWeights,
        [w.severity, `${w.weight}#`],
        SEVERITIES.map((severity) => row([text(terms.severity[severity]), number(formatNumber(method.weights[severity]))])),
      ),
      paragraph(pick(method.weights_why), 'quiet'),
      topicFactors(context),
      tableBlock(
        w.claims,
        [w.answer, `${w.value}#`],
        ANSWER_VALUES.flatMap((value) =>
          value === 'not-applicable' ? [] : [row([text(terms.answer[value]), number(formatPoints(method.claim[value], lang))])],
        ),
      ),
      tableBlock(
        w.proofs,
        [w.proof, `${w.factor}#`],
        (['none', 'some', 'data', 'all'] as const).map((proof) => row([text(terms.proof[proof]), number(formatPoints(method.proof[proof], lang))])),
      ),
      tableBlock(
        w.bands,
        [w.band, `${w.floor}#`],
        method.bands.map((item) => row([text(pick(item.title)), number(formatPercent(item.floor, lang))])),
      ),
      tableBlock(
        w.efforts,
        [w.effort, `${w.units}#`],
        (['low', 'medium', 'high'] as const).map((effort) => row([text(terms.effort[effort]), number(formatNumber(method.effort[effort]))])),
      ),
    ],
    { page: true },
  )
}

/** The first result whose method has the same numbers: it is printed once. */
const firstWithMethod = ({ assessment, result }: Context): Context['result'] =>
  assessment.results.find((other) => canonicalJson(other.method) === canonicalJson(result.method)) ?? result

function topicFactors({ words: { method: w }, result, pick }: Context): Block {
  return tableBlock(
    w.topicFactors,
    [w.topic, `${w.factor}#`, `${w.why}*`],
    result.topics.map((topic) => row([text(pick(topic.title)), number(formatNumber(topic.factor)), text(pick(topic.why))])),
  )
}

/** Every change of an overlay, before the numbers it changed. */
function overlayBlocks({ result, lang }: Context): Block[] {
  if (!result.overlay) return []
  const { intro, title, columns, rows } = overlayTable(result.overlay, lang)
  return [
    paragraph(intro, 'strong'),
    tableBlock(
      title,
      columns,
      rows.map((cells) => row(cells.map((cell) => text(cell)))),
    ),
  ]
}

export function provenanceSection(context: Context): Section {
  const { words, terms, result, pick } = context
  const { provenance: w } = words
  return section(3, anchor(result, 'procedencia'), w.title, [
    {
      kind: 'facts',
      pairs: [
        { label: w.authority, value: pick(result.authority) },
        { label: w.summary, value: pick(result.summary) },
        {
          label: `${w.scope} (${result.scope.id})`,
          value: [pick(result.scope.requirement), ...result.scope.basis.map((basis) => basisSentence(basis, context))].join(' '),
        },
        { label: w.digest, value: result.digest },
      ],
    },
    tableBlock(
      w.caption,
      [`${w.instrument}*`, w.read, `${w.rules}#`],
      result.instruments.map((instrument) =>
        row([
          text(pick(instrument.title), pick(instrument.reading)),
          text(terms.reading[instrument.read]),
          number(formatNumber(result.findings.filter((finding) => finding.text.basis.some((basis) => basis.instrument === instrument.id)).length)),
        ]),
      ),
    ),
  ])
}
