// `documents.yaml` and `waivers.yaml` of a new repository: nothing registered, one example of each switched off.
import { formatDuration, formatList } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { by } from '../util/compare.ts'
import type { Applicable } from './applicable.ts'
import { entry, pair, paragraphs, prose, schemaLine } from './comment.ts'
import type { Profile } from './files.ts'

/** The register of documents, with the kinds there are and an example of what the first rule that wants a paper asks for. */
export function documentsFile(rulebooks: readonly Rulebook[], { topics }: Applicable, { period }: Profile, lang: Lang): string {
  const { init, findings: terms } = messages(lang)
  const { documents: words, howTo } = init
  const all = rulebooks.flatMap(({ document_kinds: kinds }) => kinds)
  const kinds = [...new Map(all.toReversed().map((kind) => [kind.id, kind])).values()].toSorted(by(({ id }) => id))
  const slots = topics.flatMap(({ rules }) => rules).flatMap((rule) => rule.documents)
  const wanted = slots.find(({ kind }) => [kind].flat().includes('resolution')) ?? slots[0]
  const kind = [wanted?.kind ?? 'resolution'].flat()[0] ?? 'resolution'
  const { sample } = words
  return paragraphs([
    [schemaLine('schemas/documents.schema.json')],
    [...prose(words.title), ...prose(words.about), ...prose(words.tampering), ...prose(howTo)],
    [
      ...prose(words.kinds),
      ...kinds.flatMap(({ id, title, needs }) =>
        prose(
          `- ${words.kind(
            id,
            title[lang],
            formatList(
              needs.map((field) => terms.field[field] ?? field),
              lang,
            ),
          )}`,
          '  ',
        ),
      ),
    ],
    [
      ...prose(words.example),
      ...prose(words.sha256),
      ...entry([
        `${wanted?.slot ?? 'documento-1'}:`,
        `  kind: ${kind}`,
        `  title: ${JSON.stringify(kind === 'resolution' ? sample.title : (wanted?.title[lang] ?? sample.title))}`,
        `  number: ${JSON.stringify(sample.number)}`,
        `  issued: ${period}-01-31`,
        `  signed_by: ${JSON.stringify(sample.signer)}`,
        `  # ${pair('valid_until', `${period}-12-31`, words.validUntil)}`,
        `  # ${pair('period', String(period), words.period)}`,
        `  path: documentos/${sample.file}`,
        ...(wanted === undefined ? [] : [`  ${pair('fulfils', `[${wanted.slot}]`, words.fulfils)}`]),
      ]),
    ],
  ])
}

/** The waivers: what they need, how long they may last, and an example. */
export function waiversFile(rulebooks: readonly Rulebook[], { topics }: Applicable, { period }: Profile, lang: Lang): string {
  const { waivers: words, howTo } = messages(lang).init
  const limits = rulebooks.map(({ id, method }) => `${id} ${formatDuration(method.waiver_max, lang)}`)
  return paragraphs([
    [schemaLine('schemas/waivers.schema.json')],
    [...prose(words.title), ...prose(words.about), ...prose(words.limit(limits.join(', '))), ...prose(howTo)],
    entry([
      `- rule: ${topics[0]?.rules[0]?.id ?? ''}`,
      `  reason: ${JSON.stringify(words.reason)}`,
      `  approved_by: ${JSON.stringify(words.approvedBy)}`,
      `  approved_at: ${period}-01-31`,
      `  expires_at: ${period}-06-30`,
    ]),
  ])
}
