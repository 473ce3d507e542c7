// Which institutions are broken and which carry a planted anomaly: known in number, by name, and never both.
import type { Planted } from './campaign-answers.ts'
import { BREAKAGES, type Breakage } from './campaign-broken.ts'
import { chanceOf } from './campaign-random.ts'
import type { Institution } from './campaign-roster.ts'

export interface PlantedAnomaly {
  readonly id:
    | 'identical-answers'
    | 'identical-notes'
    | 'shared-document'
    | 'full-score-no-evidence'
    | 'not-applicable-above-peers'
    | 'document-after-as-of'
    | 'after-closing'
    | 'contradiction'
  readonly institutions: readonly string[]
}

export interface Plan {
  readonly broken: ReadonlyMap<string, Breakage>
  readonly planted: ReadonlyMap<string, Planted>
  readonly anomalies: readonly PlantedAnomaly[]
}

/** One in twenty is broken. */
const BROKEN_EVERY = 20
/** Answers counted as late in each institution that is late. */
const LATE_ANSWERS = 3

/** Plans one time over of a roster: the same places in each. */
export function planOf(roster: readonly Institution[], seed: string): Plan {
  const chance = chanceOf(`${seed}/planted`)
  const free = chance.shuffled(roster)
  const take = (count: number, fits: (institution: Institution) => boolean): Institution[] => {
    const taken = free.filter(fits).slice(0, count)
    for (const institution of taken) free.splice(free.indexOf(institution), 1)
    return taken
  }
  const broken = new Map<string, Breakage>()
  for (let index = 0; index < Math.max(1, Math.round(roster.length / BROKEN_EVERY)); index += 1) {
    const breakage = BREAKAGES[index % BREAKAGES.length]!
    const [institution] = take(1, ({ tier }) => breakage.tables !== true || tier !== 'board')
    if (institution) broken.set(institution.id, breakage)
  }
  const planted = new Map<string, Planted>()
  const anomalies: PlantedAnomaly[] = []
  const ids = (institutions: readonly Institution[]) => institutions.map(({ id }) => id).toSorted()
  const each = (id: PlantedAnomaly['id'], count: number, fits: (institution: Institution) => boolean, what: Planted) => {
    for (const institution of take(count, fits)) {
      planted.set(institution.id, what)
      anomalies.push({ id, institutions: [institution.id] })
    }
  }
  const towns = roster.filter(({ tier }) => tier === 'municipality').length >= 10
  const local = ({ tier }: Institution) => (towns ? tier === 'municipality' : tier !== 'board')
  const state = ({ tier }: Institution) => tier === 'large' || tier === 'middle'
  const [groups, single] = [Math.max(1, Math.round(roster.length / 300)), Math.max(1, Math.round(roster.length / 200))]
  for (let group = 0; group < groups; group += 1) {
    // Of one kind, so that what they copied is as complete for all.
    const leader = free.find(local)
    const copies = leader ? take(towns ? 3 : 2, ({ kind, tier }) => kind === leader.kind && tier === leader.tier) : []
    if (leader && copies.length > 1) {
      for (const { id } of copies) planted.set(id, { answersOf: leader })
      anomalies.push({ id: 'identical-answers', institutions: ids(copies) }, { id: 'identical-notes', institutions: ids(copies) })
    }
    const sharing = take(towns ? 3 : 2, (institution) => institution.tier !== 'board')
    for (const { id } of sharing) planted.set(id, { shares: `grupo-${group + 1}-${sharing[0]?.id}` })
    if (sharing.length > 1) anomalies.push({ id: 'shared-document', institutions: ids(sharing) })
  }
  each('full-score-no-evidence', single, local, { perfect: true })
  // Who says yes to everything says the same as all others who do.
  const perfect = anomalies.filter(({ id }) => id === 'full-score-no-evidence').flatMap(({ institutions }) => institutions)
  if (perfect.length > 1) anomalies.push({ id: 'identical-answers', institutions: perfect.toSorted() })
  each('contradiction', single, state, { contradicts: true })
  each('document-after-as-of', single, ({ tier }) => tier !== 'board', { future: true })
  each('after-closing', single, ({ tier }) => tier !== 'board', { late: LATE_ANSWERS })
  const many = (kind: Institution['kind']) => roster.filter((institution) => institution.kind === kind && !broken.has(institution.id)).length >= 5
  each('not-applicable-above-peers', single, (institution) => institution.tier !== 'board' && many(institution.kind), { nothingApplies: true })
  return { broken, planted, anomalies }
}
