// SARIF 2.1.0: gaps only, since readers take whatever is listed for a problem; what the gate says besides is a notification.
import { messages } from '../../i18n/index.ts'
import { SEVERITIES } from '../../model/basics.ts'
import { visibleLine } from '../../util/terminal-safe.ts'
import { logJson, markdownText } from '../escape.ts'
import { actionOf } from '../view/actions.ts'
import { clip } from '../view/context.ts'
import { basisSentence } from '../view/gaps.ts'
import { countsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'
import { utc } from './junit.ts'
import { bookOf, inRepository, sentence, worstFirst, type Gap, type Note } from './notes.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const BASE = 'EVIDENCE'
/** Of short and full descriptions. */
const LONGEST = 1_000
const LONGEST_MESSAGE = 4_000
/** GitHub refuses a run that has more results, or more rules, than this. */
const MOST = 25_000
const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<(typeof SEVERITIES)[number], string>

type GapNote = Note & { readonly gap: Gap }

export default {
  fileName: 'check.sarif',
  render: (input) => {
    const { assessment, verdict, revision } = input
    const { tool, institution, asOf, generatedAt, results } = assessment
    const notes = input.notes
    const all = notes.filter((note): note is GapNote => note.gap !== undefined)
    const gaps = all.length > MOST ? worstFirst(all).slice(0, MOST) : all
    const books = results.map((result) => bookOf(result, assessment)).toSorted()
    return logJson({
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules: gaps.map(ruleOf) } },
          // Up to the last slash it is the category: neither another institution nor another rulebook takes its place.
          automationDetails: { id: [tool.name, institution.id, books.join('+'), asOf].map(encodeURIComponent).join('/') },
          invocations: [
            {
              executionSuccessful: true,
              endTimeUtc: `${utc(generatedAt)}Z`,
              toolExecutionNotifications: [...notes.filter(({ gap }) => !gap).map(notificationOf), ...leftOut(all.length - gaps.length, input)],
            },
          ],
          originalUriBaseIds: { [BASE]: { description: { text: 'The root of the repository that holds the evidence.' } } },
          artifacts: artifactsOf(gaps, input),
          columnKind: 'utf16CodeUnits',
          results: gaps.map(resultOf),
          properties: {
            institution: institution.id,
            asOf,
            ...(revision === undefined ? {} : { revision }),
            verdict: verdict.passed ? 'passed' : 'failed',
            counts: countsOf(input),
          },
        },
      ],
    })
  },
} satisfies CheckFormat

/** Only rules that have a result: viewers list the others as if they had passed, and some of them do not apply. */
function ruleOf({ rule, gap: { finding, context } }: GapNote): object {
  const { text, severity, obligation, topic } = finding
  const { pick, words } = context
  const basis = text.basis.map((item) => basisSentence(item, context))
  const [requirement = '', why = '', action = ''] = [pick(text.requirement), pick(text.why), actionOf(finding, context)].map(sentence)
  const labels = words.gaps
  return {
    id: rule,
    name: rule.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])([A-Za-z0-9]*)/g, (_, head: string, rest: string) => head.toUpperCase() + rest.toLowerCase()),
    shortDescription: { text: short(pick(text.title)) },
    fullDescription: { text: short(pick(text.requirement)) },
    help: {
      text: [requirement, ...basis, why, action].map(line).join('\n'),
      markdown: [
        `**${labels.requirement}.** ${markdownText(requirement)}`,
        basis.map((item) => `- ${markdownText(item)}`).join('\n'),
        `**${labels.why}.** ${markdownText(why)}`,
        `**${labels.remedy}.** ${markdownText(action)}`,
      ].join('\n\n'),
    },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: [...new Set([topic, obligation, severity, ...text.maps.iso27001.map((id) => `iso27001/${id}`), ...text.maps.csf2.map((id) => `csf2/${id}`)])].slice(
        0,
        10,
      ),
      precision: 'high',
      'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[LEVEL[severity]],
    },
  }
}

/** One line in which no brackets make a link, as they would in the text of a message. */
const line = (text: string): string => visibleLine(text).replaceAll('](', '] (')
const short = (text: string): string => sentence(clip(line(text), LONGEST))

function resultOf(note: GapNote, ruleIndex: number): object {
  const { finding, result } = note.gap
  const { outcome, credit, severity, obligation, assurance, contradiction, waiver } = finding
  const causes = note.told.flatMap(({ reason }) => (reason.cause === undefined ? [] : [reason.cause]))
  return {
    ruleId: note.rule,
    ruleIndex,
    kind: 'fail',
    level: note.level === 'error' ? 'error' : waiver ? 'note' : LEVEL[severity],
    message: { text: clip(line(note.message), LONGEST_MESSAGE) },
    locations: [{ physicalLocation: physical(note) }],
    partialFingerprints: { 'toolRuleSubject/v1': note.fingerprint },
    properties: {
      rulebook: `${result.id}@${result.version}`,
      role: result.role,
      outcome,
      credit,
      severity,
      obligation,
      assurance,
      contradiction,
      gate: note.told.map(({ reason }) => ({ id: reason.id, level: reason.level, ...(reason.cause === undefined ? {} : { cause: reason.cause }) })),
      ...(causes[0] === undefined ? {} : { cause: causes[0] }),
      ...(waiver ? { waivedUntil: waiver.expiresAt } : {}),
    },
  }
}

const notificationOf = (note: Note): object => ({
  descriptor: { id: note.rule },
  level: note.level === 'notice' ? 'note' : note.level,
  message: { text: sentence(clip(line(note.message), LONGEST_MESSAGE)) },
  locations: [{ physicalLocation: physical(note) }],
})

const leftOut = (gaps: number, { lang }: CheckInput): readonly object[] =>
  gaps === 0 ? [] : [{ descriptor: { id: 'left-out' }, level: 'warning', message: { text: messages(lang).gate.moreIn(gaps) } }]

const physical = ({ location: { file, line, col } }: Note): object => ({
  artifactLocation: { uri: uriOf(file), uriBaseId: BASE },
  region: { startLine: line, ...(col === undefined ? {} : { startColumn: col }) },
})

/** A relative reference of RFC 3986; a first part with a colon would be read as a scheme, and it is encoded too. */
const uriOf = (path: string): string =>
  path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/')

/** The files that results point at, with the digest that was read. */
function artifactsOf(gaps: readonly GapNote[], input: CheckInput): readonly object[] {
  const digests = new Map(input.assessment.inputs.map(({ path, sha256, bytes }) => [inRepository({ file: path, line: 1 }, input).file, { sha256, bytes }]))
  return [...new Set(gaps.map(({ location }) => location.file))].toSorted().map((file) => {
    const read = digests.get(file)
    return { location: { uri: uriOf(file), uriBaseId: BASE }, ...(read ? { length: read.bytes, hashes: { 'sha-256': read.sha256 } } : {}) }
  })
}
