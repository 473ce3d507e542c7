// What one institution answers: its quality, a little chance per topic and rule, and what its tables look like.
import type { Rule, Rulebook } from '../src/model/rulebook.ts'
import type { AnswerValue } from '../src/model/vocabulary.ts'
import type { MadeDocument } from './campaign-documents.ts'
import { chanceOf } from './campaign-random.ts'
import type { Institution } from './campaign-roster.ts'
import type { TableState } from './campaign-tables.ts'

export interface MadeAnswer {
  readonly value: AnswerValue
  readonly criteria?: Readonly<Record<string, boolean>>
  readonly reason?: string
  readonly note?: string
  readonly documents?: readonly string[]
  readonly responsible?: string
  readonly target?: string
  readonly by: string
  readonly at: string
}

/** What was planted in an institution. */
export interface Planted {
  /** Whose answers it copied, values and notes. */
  readonly answersOf?: Institution
  /** Yes to everything, and nothing to show. */
  readonly perfect?: true
  /** Says of everything it may that it does not apply. */
  readonly nothingApplies?: true
  /** The rules answered after the closing day are counted here. */
  readonly late?: number
  /** A document issued after the as-of date. */
  readonly future?: true
  /** A document with the bytes of this group. */
  readonly shares?: string
  /** Yes to a complete hardware inventory over one that is not. */
  readonly contradicts?: true
}

export const CONTRADICTED_RULE = 'ACT-02'
const LATE_DAY = '2026-11-05'

const SAYINGS = {
  yes: [
    'Se cumple y consta en el expediente',
    'Aplicado en todas las unidades según el expediente',
    'Vigente; lo custodia la unidad responsable en el expediente',
  ],
  partial: ['Falta completar una parte; el detalle está en el expediente', 'Se aplica solo en la sede central, véase el expediente'],
  planned: ['Está en el plan del próximo año, expediente', 'Se contratará cuando haya partida, expediente'],
  no: ['No se ha iniciado ni hay responsable; expediente', 'No hay personal para ello según el expediente'],
  'not-applicable': ['No corresponde por la razón indicada, expediente'],
} as const
const OWNERS = ['Secretaría General', 'Oficina de Informática', 'Dirección Administrativa', 'Planificación', 'Auditoría Interna', 'Tesorería']

/** Ids of the tables that a rule's checks read. */
export const datasetsOf = ({ checks }: Rule): string[] => [...new Set([...JSON.stringify(checks).matchAll(/"dataset":"(\w+)"/g)].map(([, id = '']) => id))]

export interface AnswerWorld {
  readonly rulebook: Rulebook
  readonly facts: Readonly<Record<string, boolean>>
  readonly tables: readonly TableState[]
  readonly documents: readonly MadeDocument[]
  readonly planted: Planted
  readonly seed: string
}

const factOf = ({ when = '' }: Rule): string[] => [...when.matchAll(/facts\.(\w+)/g)].map(([, id = '']) => id)

/** Rules that the facts leave in. */
export const rulesLeft = ({ rules }: Rulebook, facts: AnswerWorld['facts']): Rule[] =>
  rules.filter((rule) => factOf(rule).every((fact) => facts[fact] !== false))

/** Answers by rule, in the order of the rulebook. */
export function answersOf(institution: Institution, world: AnswerWorld): Map<string, MadeAnswer> {
  const { planted, seed, rulebook } = world
  const speaker = planted.answersOf ?? institution
  const chance = chanceOf(`${seed}/${speaker.id}/answers`)
  const rules = rulesLeft(rulebook, world.facts)
  const reach = { large: 0.82 + 0.2 * chance.next(), middle: 0.7 + 0.32 * chance.next(), municipality: 0.3 + 0.75 * chance.next() ** 0.7, board: 0.12 }[
    speaker.tier
  ]
  const few = new Set(chance.shuffled(rules.slice(0, 40)).slice(0, chance.int(7, 13)))
  // A copied or planted set of answers is a full one, so that nobody can miss it.
  const full = planted.perfect === true || planted.nothingApplies === true
  const said = rules.filter((rule) => full || (speaker.tier === 'board' ? few.has(rule) : planted.answersOf !== undefined || chance.yes(reach)))
  const answers = new Map(said.map((rule) => [rule.id, answerOf(rule, speaker, institution, world)]))
  const contradicted = rulebook.rules.find(({ id }) => id === CONTRADICTED_RULE)
  if (planted.contradicts && contradicted) answers.set(contradicted.id, { ...claim(contradicted), ...signature(contradicted, institution, seed) })
  let late = planted.late ?? 0
  for (const [rule, answer] of answers) if (late-- > 0) answers.set(rule, { ...answer, at: `${LATE_DAY}T1${late}:20:00-05:00` })
  return answers
}

const claim = (rule: Rule) => ({ value: 'yes' as const, criteria: Object.fromEntries(rule.criteria.map(({ id }) => [id, true])) })

function signature({ id }: Rule, institution: Institution, seed: string): Pick<MadeAnswer, 'by' | 'at'> {
  const chance = chanceOf(`${seed}/${institution.id}/signature/${id}`)
  return {
    by: `Persona Ejemplo ${chance.int(1, 900)}`,
    at: `2026-10-${String(chance.int(1, 29)).padStart(2, '0')}T${chance.int(10, 16)}:${chance.int(10, 59)}:00-05:00`,
  }
}

function answerOf(rule: Rule, speaker: Institution, institution: Institution, { tables, documents, planted, seed }: AnswerWorld): MadeAnswer {
  const sign = signature(rule, institution, seed)
  if (planted.perfect) return { ...claim(rule), ...sign }
  const reason = rule.not_applicable?.[0]?.id
  if (planted.nothingApplies && reason !== undefined) return { value: 'not-applicable', reason, ...sign }
  const chance = chanceOf(`${seed}/${speaker.id}/answer/${rule.id}`)
  const topic = chanceOf(`${seed}/${speaker.id}/topic/${rule.id.split('-', 1)[0]}`).next()
  const asked = planted.answersOf ? [] : datasetsOf(rule)
  const state = new Map(tables.map((table) => [table.def.id, table.defects]))
  const spoiled = asked.some((id) => (state.get(id) ?? 0) > 0)
  const shaky = spoiled || asked.some((id) => !state.has(id))
  // Now and then somebody claims more than the tables bear: contradictions as in life.
  const honest = spoiled && chance.yes(0.9)
  const level = 0.18 + 0.62 * speaker.quality + 0.3 * (topic - 0.5) + 0.5 * (chance.next() - 0.5) - (shaky ? 0.14 : 0)
  const away = reason !== undefined && !asked.some((id) => state.has(id)) && chance.yes(0.015)
  const value: AnswerValue = away ? 'not-applicable' : level > 0.48 && !honest ? 'yes' : level > 0.34 ? 'partial' : level > 0.22 ? 'planned' : 'no'
  const slots = new Set(rule.documents.map(({ slot }) => slot))
  const cited = planted.answersOf ? [] : documents.filter(({ id }) => slots.has(id)).map(({ id }) => id)
  const open = value === 'planned' || value === 'partial'
  return {
    value,
    ...(value === 'yes' ? { criteria: claim(rule).criteria } : {}),
    ...(value === 'partial' ? { criteria: Object.fromEntries(rule.criteria.map(({ id }, index) => [id, index > 0 && chance.yes(0.6)])) } : {}),
    ...(away && reason !== undefined ? { reason } : {}),
    ...(planted.answersOf || chance.yes(0.45)
      ? { note: `${chance.pick(SAYINGS[value])} ${chance.int(1_000, 9_999_999)} de ${speaker.id.split('-', 1)[0]?.toUpperCase()}-${chance.int(100, 99_999)}.` }
      : {}),
    ...(cited.length > 0 && value !== 'no' ? { documents: cited } : {}),
    ...(chance.yes(0.6) ? { responsible: chance.pick(OWNERS) } : {}),
    ...(open ? { target: `2027-${String(chance.int(1, 12)).padStart(2, '0')}-${String(chance.int(1, 28)).padStart(2, '0')}` } : {}),
    ...sign,
  }
}
