// What an institution will be asked before anything about it is known: rules by topic, the facts that decide, the tables that are checked.
import { tablesOf } from '../checks/tables.ts'
import { topicOf } from '../model/basics.ts'
import type { DatasetDef, FactDef, Rule, Rulebook, Topic } from '../model/rulebook.ts'
import type { Evidence } from '../model/evidence.ts'
import { mergeDefinitions } from '../evidence/collect.ts'
import { rulesToMeet } from '../questionnaire/form.ts'
import type { Selected } from '../rulebook/select.ts'
import { by } from '../util/compare.ts'
import type { Profile } from './files.ts'

export interface AskedTopic {
  readonly topic: Topic
  readonly rulebook: Rulebook
  readonly rules: readonly Rule[]
}

export interface Applicable {
  readonly topics: readonly AskedTopic[]
  /** Rules that apply and are not asked: the answer to another is theirs too. */
  readonly shared: readonly { readonly rule: Rule; readonly rulebook: Rulebook }[]
  /** Facts that decide whether one of the rules applies, in the order of the rulebooks. */
  readonly facts: readonly FactDef[]
  /** Tables that the rules check, whole, by id. */
  readonly tables: readonly { readonly def: DatasetDef; readonly rules: readonly string[] }[]
}

/** Days before and after any that a rulebook may be confirmed on: what may come to bind is asked too. */
const [LONG_AGO, FAR_AWAY] = ['1990-01-01', '2199-12-31']

/** The rules that apply as far as can be told with no fact known, grouped as answer files are. */
export function applicableTo(profile: Profile, selected: readonly Selected[]): Applicable {
  const confirmed = selected.flatMap(({ rulebook }) => rulebook.confirmed_by ?? [])
  const evidence = blank(profile, Object.fromEntries(confirmed.map((fact) => [fact, LONG_AGO])))
  const { asked, shared } = rulesToMeet(evidence, selected, FAR_AWAY)
  const rulebooks = [...new Set(asked.map(({ rulebook }) => rulebook))]
  const topics = rulebooks.flatMap((rulebook) =>
    rulebook.topics.flatMap((topic): AskedTopic[] => {
      const rules = asked.filter((item) => item.rulebook === rulebook && topicOf(item.rule.id) === topic.id).map(({ rule }) => rule)
      return rules.length === 0 ? [] : [{ topic, rulebook, rules }]
    }),
  )
  const facts = new Map(rulebooks.flatMap((rulebook) => rulebook.facts.filter((fact) => decides(fact, rulebook)).map((fact) => [fact.id, fact] as const)))
  const uses = asked.flatMap(({ rule }) => tablesOf(rule.checks).map((id) => ({ id, rule: rule.id })))
  const defs = mergeDefinitions(rulebooks.flatMap(({ datasets }) => datasets)).toSorted(by(({ id }) => id))
  const tables = defs.flatMap((def) => {
    const rules = uses.filter(({ id }) => id === def.id).map(({ rule }) => rule)
    return rules.length === 0 ? [] : [{ def, rules: [...new Set(rules)].toSorted() }]
  })
  return { topics, shared, facts: [...facts.values()], tables }
}

/** Facts that a text of conditions names. */
export const namedIn = (facts: readonly FactDef[], condition: string | undefined): FactDef[] =>
  facts.filter(({ id }) => condition !== undefined && new RegExp(`\\bfacts\\.${id}\\b`).test(condition))

function decides(fact: FactDef, rulebook: Rulebook): boolean {
  const conditions = [rulebook.scope.when, ...rulebook.rules.flatMap(({ when }) => when ?? [])].join('\n')
  return fact.id === rulebook.confirmed_by || namedIn([fact], conditions).length > 0
}

/** Evidence in which nothing was handed in. */
function blank({ institution, period }: Profile, facts: Readonly<Record<string, string>>): Evidence {
  const nowhere = { file: '', line: 0 }
  return {
    manifest: { schema: 'cumple/evidence@1', institution, period, confidentiality: 'internal', facts, signatories: [] },
    answers: {},
    documents: {},
    datasets: {},
    waivers: [],
    inputs: [],
    where: { rulebooks: nowhere, gate: nowhere, answers: {} },
    unread: [],
    auditInside: [],
  }
}
