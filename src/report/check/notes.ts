// One list for every output that points at lines: each gap, and each reason of the gate that is not of a gap.
import { messages } from '../../i18n/index.ts'
import { IS_GAP, SEVERITIES } from '../../model/basics.ts'
import type { Assessment, Finding, Location, RulebookResult } from '../../model/assessment.ts'
import type { GateReason } from '../../model/verdict.ts'
import { sha256 } from '../../util/canonical-json.ts'
import { gapName } from '../gap-name.ts'
import { clip, findingOf, type Context } from '../view/context.ts'
import type { CheckInput, CheckSource } from './format.ts'
import { contextFor, doWhat, gapSentences, tell, type Told } from './words.ts'

export interface Note {
  /** By the gate: it fails on it, it warns of it, or it says nothing of it. */
  readonly level: 'error' | 'warning' | 'notice'
  /** `<rulebook>/<rule>` for a gap, `gate/<reason>` for the rest. */
  readonly rule: string
  readonly title: string
  /** The title, after the rule where it is a gap. */
  readonly heading: string
  /** The title and every sentence. */
  readonly message: string
  /** Of a gap: what was found, and what to do. */
  readonly found: readonly string[]
  /** From the root of the repository; the line is 1 or more. */
  readonly location: Location
  /** The same while the rule and the institution are. */
  readonly fingerprint: string
  readonly told: readonly Told[]
  readonly gap?: Gap
}
export interface Gap {
  readonly result: RulebookResult
  readonly finding: Finding
  readonly context: Context
}

const LONGEST_TITLE = 300

/** What the outputs are drawn from. */
export const checkInput = (source: CheckSource): CheckInput => ({ ...source, notes: notesOf(source) })

/** Gaps in the order of rulebooks and rules, then what the gate says besides. */
function notesOf(input: CheckSource): readonly Note[] {
  const { assessment, verdict } = input
  const ofRule = Map.groupBy(verdict.reasons, ({ rulebook, role, rule }) => `${rulebook} ${role} ${rule}`)
  const used = new Set<GateReason>()
  const gaps = assessment.results.flatMap((result) => {
    const context = contextFor(input, result)
    return result.findings
      .filter(({ outcome }) => IS_GAP[outcome])
      .map((finding) => {
        const reasons = ofRule.get(`${result.id} ${result.role} ${finding.rule}`) ?? []
        for (const reason of reasons) used.add(reason)
        return gapNote({ result, finding, context }, reasons, input)
      })
  })
  const seen = new Map<string, number>()
  const others = verdict.reasons.filter((reason) => !used.has(reason)).map((reason) => reasonNote(reason, input, seen))
  return [...gaps, ...others]
}

/** Whether what is said of no gap leaves out the rule that it is about. */
export const isNameless = ({ gap, told }: Pick<Note, 'gap' | 'told'>): boolean =>
  gap === undefined && told.some(({ reason: { rule }, sentence: said }) => rule !== undefined && !said.includes(rule))

/** What fails first; among equals, what stands above the rules, then the gravest, then the order of the list. */
export function worstFirst<Each extends Note>(notes: readonly Each[]): readonly Each[] {
  const rank = ({ level, gap }: Each) => 10 * LEVELS.indexOf(level) + (gap ? 1 + SEVERITIES.indexOf(gap.finding.severity) : 0)
  return notes.toSorted((a, b) => rank(a) - rank(b))
}
const LEVELS: readonly Note['level'][] = ['error', 'warning', 'notice']

function gapNote(gap: Gap, reasons: readonly GateReason[], input: CheckSource): Note {
  const { finding, result, context } = gap
  const rule = `${bookOf(result, input.assessment)}/${finding.rule}`
  const title = clip(gapName(finding, input.lang), LONGEST_TITLE)
  const told = reasons.map((reason) => tell(reason, input))
  const waived = finding.waiver ? [sentence(context.words.waivedUntil(context.longDate(finding.waiver.expiresAt)))] : []
  const found = [...gapSentences(finding, context, reasons), doWhat(finding, context)]
  return {
    level: levelOf(reasons),
    rule,
    title,
    heading: `${rule} · ${title}`,
    message: [...new Set([sentence(title), ...waived, ...told.map((item) => item.sentence), ...found])].join(' '),
    found,
    location: inRepository(input.locate(finding), input),
    fingerprint: fingerprint(rule, input),
    told,
    gap,
  }
}

function reasonNote(reason: GateReason, input: CheckSource, seen: Map<string, number>): Note {
  const told = tell(reason, input)
  const title = titleOf(reason, told, input)
  // Neither the day nor a value is part of what it is; what it is about is.
  const about = [reason.rulebook, reason.rule, ...['document', 'path', 'dataset', 'index', 'topic'].map((name) => reason.params[name])]
  const key = `gate/${reason.id} ${about.map((part) => String(part ?? '')).join(' ')}`
  const times = seen.get(key) ?? 0
  seen.set(key, times + 1)
  return {
    level: levelOf([reason]),
    rule: `gate/${reason.id}`,
    title,
    heading: title,
    message: isNameless({ told: [told] }) ? `${reason.rule} · ${told.sentence}` : told.sentence,
    found: [],
    location: inRepository(reason.location, input),
    fingerprint: fingerprint(times === 0 ? key : `${key} ${times}`, input),
    told: [told],
  }
}

/** The rule is named where there is one, since it is no gap that would name it. */
function titleOf({ rulebook, rule }: GateReason, { title }: Told, input: CheckSource): string {
  const result = input.assessment.results.find(({ id, findings }) =>
    rulebook === undefined ? findings.some((finding) => finding.rule === rule) : id === rulebook,
  )
  const finding = result && rule !== undefined && findingOf(contextFor(input, result), rule)
  return finding ? `${title}: ${finding.rule} ${clip(finding.text.title[input.lang], LONGEST_TITLE)}` : title
}

const levelOf = (reasons: readonly GateReason[]): Note['level'] =>
  reasons.some(({ level }) => level === 'error') ? 'error' : reasons.length > 0 ? 'warning' : 'notice'

const fingerprint = (key: string, { assessment }: CheckSource): string => sha256(`${key}|${assessment.institution.id}`).slice(0, 32)

/** A rulebook's id; with its role where one rulebook is assessed in several. */
export const bookOf = ({ id, role }: RulebookResult, { results }: Assessment): string =>
  results.filter((result) => result.id === id).length === 1 ? id : `${id}@${role}`

/** A place from the root of the repository, never line 0. */
export function inRepository({ file, line, col }: Location, { prefix = '' }: CheckSource): Location {
  const folder = prefix.replace(/^(?:\.?\/)+|\/+$/g, '')
  const path = folder === '' || folder === '.' ? file : `${folder}/${file}`
  return { file: path, line: Math.max(1, line), ...(col === undefined || line === 0 ? {} : { col }) }
}

/** `answers/SEG.yaml:4:3`. */
export const placeOf = ({ file, line, col }: Location): string => `${file}:${line}${col === undefined ? '' : `:${col}`}`

/** With a full stop, if nothing ends it. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** The heading of every output: whether it passes. */
export const verdictOf = ({ verdict, lang }: CheckSource): string => messages(lang).gate.verdict[verdict.passed ? 'passed' : 'failed']
