// Rulebooks + evidence → the form: the questions that apply to an institution, grouped by topic or by the department that answers.
import { applies, scopeHolds } from '../evaluate/applicability.ts'
import { pendingOf, unconfirmed } from '../evaluate/in-force.ts'
import { topicOf } from '../model/basics.ts'
import type { Answer, Evidence } from '../model/evidence.ts'
import type { Rule, Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { Selected } from '../rulebook/select.ts'
import { by, byText, sortedEntries } from '../util/compare.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { carried, carriedText, exportStamp, lostCharacters } from './carried.ts'
import { helpLines, type HelpLine } from './help.ts'
import type { Mark } from './mark.ts'

export interface Question {
  readonly rule: Rule
  readonly title: string
  readonly question: string
  /** True when no basis of the rule was read in the norm itself: shown as ◇. */
  readonly indirect: boolean
  readonly help: readonly HelpLine[]
  readonly criteria: readonly { readonly id: string; readonly text: string }[]
  /** Texts of the reasons that the rule admits for «no aplica». */
  readonly reasons: readonly string[]
  readonly answer: Answer | undefined
  readonly stamp: string
}

export interface FormGroup {
  /** Id of the topic or of the department; part of file names. */
  readonly id: string
  readonly title: string
  /** Titles of the rulebooks its questions come from. */
  readonly sources: readonly string[]
  readonly questions: readonly Question[]
}

export interface Form {
  readonly lang: Lang
  readonly grouping: Grouping
  readonly asOf: string
  readonly institution: { readonly id: string; readonly name: string }
  readonly period: number
  readonly mark: Mark
  readonly rulebooks: readonly { readonly id: string; readonly version: string; readonly title: string }[]
  readonly groups: readonly FormGroup[]
  readonly documents: readonly { readonly id: string; readonly title: string; readonly number: string }[]
  /** Existing answers with characters that no form can carry. */
  readonly lost: readonly { readonly rule: string; readonly characters: number }[]
}

export type Grouping = 'topic' | 'owner'

export interface FormOptions {
  readonly lang: Lang
  readonly asOf: string
  readonly by: Grouping
  /** Only these rules; one that shares its answer stands for the rule it shares it with. */
  readonly rules?: readonly string[] | undefined
  /** Only what has no answer, or one marked for review. */
  readonly pending?: boolean | undefined
}

interface Asked {
  readonly rule: Rule
  readonly rulebook: Rulebook
}

/** The form of an institution. A rule that shares its answer with another that is asked is not asked; unconfirmed rules are not. */
export function buildForm(evidence: Evidence, selected: readonly Selected[], options: FormOptions): Form {
  const { lang } = options
  const all = askedRules(evidence, selected, options.asOf)
  const wanted = options.rules === undefined || options.rules.length === 0 ? undefined : new Set(options.rules.map((id) => standsFor(id, selected, all)))
  const asked = all.filter(({ rule }) => {
    const answer = evidence.answers[rule.id]
    return (wanted?.has(rule.id) ?? true) && (!options.pending || answer?.value === undefined || answer.review === true)
  })
  const used = unique(asked.map(({ rulebook }) => rulebook))
  const rulebooks = used.map((book) => ({ id: book.id, version: book.version, title: book.title[lang] }))
  const { institution, period } = evidence.manifest
  return {
    lang,
    grouping: options.by,
    asOf: options.asOf,
    institution: { id: institution.id, name: shownLine(institution.name) },
    period,
    mark: { institution: institution.id, lang, rulebooks: rulebooks.map(({ id, version }) => ({ id, version })) },
    rulebooks,
    groups: options.by === 'topic' ? byTopic(asked, used, evidence, lang) : byOwner(asked, used, evidence, lang),
    documents: sortedEntries(evidence.documents).map(([id, { title, number }]) => ({ id, title: shownLine(title), number: shownLine(number ?? '') })),
    lost: asked.flatMap(({ rule }) => {
      const answer = evidence.answers[rule.id]
      const characters = [answer?.note, answer?.reason, answer?.responsible, answer?.by, answer?.at].reduce((sum, text) => sum + lostCharacters(text ?? ''), 0)
      return characters === 0 ? [] : [{ rule: rule.id, characters }]
    }),
  }
}

/** A text that only is read, in one line: what would reorder or hide the text around it is made visible. */
const shownLine = (text: string): string => visibleLine(carriedText(text))

/** Every rule that an institution is to answer, in the order of rulebooks, topics and ids. */
export const askedRules = (evidence: Evidence, selected: readonly Selected[], asOf: string): Asked[] => rulesToMeet(evidence, selected, asOf).asked

/** Every rule that an institution is to meet: those that are asked, and those that another's answer answers. */
export function rulesToMeet(evidence: Evidence, selected: readonly Selected[], asOf: string): { readonly asked: Asked[]; readonly shared: Asked[] } {
  const found = new Map<string, Asked>()
  for (const { rulebook: chosen, role } of selected) {
    const rulebook = pendingOf(chosen, evidence, asOf) === undefined ? chosen : unconfirmed(chosen)
    if (scopeHolds(rulebook, evidence) === 'no') continue
    const order = rulebook.topics.map(({ id }) => id)
    for (const rule of rulebook.rules.toSorted((a, b) => order.indexOf(topicOf(a.id)) - order.indexOf(topicOf(b.id)) || byText(a.id, b.id)))
      if (rule.obligation !== 'unconfirmed' && rule.roles.includes(role) && !found.has(rule.id) && applies(rule, rulebook, evidence).applies)
        found.set(rule.id, { rule, rulebook })
  }
  const isShared = ({ rule }: Asked) => rule.shares !== undefined && rule.shares !== rule.id && found.has(rule.shares)
  const all = [...found.values()]
  return { asked: all.filter((item) => !isShared(item)), shared: all.filter(isShared) }
}

/** The rule that is asked where `id` is wanted: itself, or the one it shares its answer with. */
function standsFor(id: string, selected: readonly Selected[], asked: readonly Asked[]): string {
  if (asked.some(({ rule }) => rule.id === id)) return id
  return selected.flatMap(({ rulebook }) => rulebook.rules).find((rule) => rule.id === id)?.shares ?? id
}

const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)]

function byTopic(asked: readonly Asked[], rulebooks: readonly Rulebook[], evidence: Evidence, lang: Lang): FormGroup[] {
  return rulebooks.flatMap((rulebook) =>
    rulebook.topics.flatMap(({ id, title }): FormGroup[] => {
      const mine = asked.filter((item) => item.rulebook === rulebook && topicOf(item.rule.id) === id)
      return mine.length === 0 ? [] : [group(id, title[lang], mine, evidence, lang)]
    }),
  )
}

/** Departments of the same id in several rulebooks are one; the first rulebook names it. */
function byOwner(asked: readonly Asked[], rulebooks: readonly Rulebook[], evidence: Evidence, lang: Lang): FormGroup[] {
  const owners = new Map(
    rulebooks
      .flatMap((rulebook) => rulebook.owners)
      .toReversed()
      .map((owner) => [owner.id, owner] as const),
  )
  return [...owners.values()].toSorted(by(({ id }) => id)).flatMap((owner): FormGroup[] => {
    const mine = asked.filter(({ rule }) => rule.remedy.owner === owner.id)
    return mine.length === 0 ? [] : [group(owner.id, owner[lang], mine, evidence, lang)]
  })
}

function group(id: string, title: string, asked: readonly Asked[], evidence: Evidence, lang: Lang): FormGroup {
  return {
    id,
    title,
    sources: unique(asked.map(({ rulebook }) => rulebook.title[lang])),
    questions: asked.map(({ rule, rulebook }) => ({
      rule,
      title: rule.title[lang],
      question: rule.question[lang],
      indirect: rule.basis.every(({ read }) => read !== 'norm'),
      help: helpLines(rule, rulebook, lang),
      criteria: rule.criteria.map((item) => ({ id: item.id, text: item[lang] })),
      reasons: (rule.not_applicable ?? []).map((item) => item[lang]),
      answer: carried(evidence.answers[rule.id]),
      stamp: exportStamp(evidence.answers[rule.id]),
    })),
  }
}

/** The form cut into one form per group. */
export const splitForm = (form: Form): Form[] => form.groups.map((only) => ({ ...form, groups: [only] }))
