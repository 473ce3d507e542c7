// What an auditor should look at: found in one institution, or only by comparing it with the others. Pure.
import type { Anomaly, CampaignRow } from '../model/campaign.ts'
import { ANOMALIES, CAMPAIGN_METHOD } from '../model/campaign-words.ts'
import type { Location } from '../model/finding.ts'
import { by, byText, sortedEntries } from '../util/compare.ts'
import { median } from '../util/median.ts'
import type { Prints } from './prints.ts'
import { sharing, type Group, type Note, type Printed, type SharedDocument } from './shared.ts'

const WEIGHT: Readonly<Record<Anomaly['id'], number>> = {
  contradiction: 3,
  'full-score-no-evidence': 3,
  'identical-answers': 3,
  'document-after-as-of': 3,
  'shared-document': 2,
  'identical-notes': 2,
  'not-applicable-above-peers': 2,
  'earlier-period': 2,
  // Here and there it is common; where it is most of what is affirmed, `ofOne` gives it more.
  'yes-without-proof': 1,
  'after-closing': 1,
  'overlay-not-used': 1,
}

/** The weight of affirming mostly without proof. */
const MOSTLY_WORDS = 2

/** Places listed per anomaly. */
const MAX_PLACES = 20

type Said = Pick<Anomaly, 'id' | 'institutions' | 'params'> & {
  readonly rules?: readonly string[]
  readonly evidence: readonly { institution: string; at: Location }[]
}

const anomaly = ({ id, institutions, params, rules = [], evidence }: Said): Anomaly => ({
  id,
  weight: WEIGHT[id],
  institutions,
  rules: [...new Set(rules)].toSorted(),
  params,
  evidence: evidence.slice(0, MAX_PLACES).map(({ institution, at }) => ({ institution, ...at })),
})

/** Every anomaly, the gravest first, then in the order of their list, those about more requirements first, and of the institutions. `common`: digests that many may hand in. */
export function anomaliesOf(all: readonly Printed[], common: ReadonlySet<string>): Anomaly[] {
  const found: Anomaly[] = []
  const briefs: Brief[] = []
  const shared = sharing(common)
  for (const { row, prints } of all) {
    const { answers, removed, ...own } = prints()
    found.push(...ofOne(row, own))
    briefs.push({ row, answers, removed })
    shared.count(row.id, own)
  }
  for (const { row, prints } of all) shared.gather(row.id, prints())
  found.push(...sameAnswers(briefs), ...sameNotes(shared.notes()), ...sameDocuments(shared.documents()), ...abovePeers(briefs))
  const order = (id: Anomaly['id']) => ANOMALIES.indexOf(id)
  const key = ({ institutions, rules, params }: Anomaly) => JSON.stringify([institutions, rules, sortedEntries(params)])
  return found.toSorted((a, b) => b.weight - a.weight || order(a.id) - order(b.id) || b.rules.length - a.rules.length || byText(key(a), key(b)))
}

/** The little of its prints by which an institution is compared with all others. */
interface Brief extends Pick<Prints, 'answers' | 'removed'> {
  readonly row: CampaignRow
}

function ofOne(row: CampaignRow, prints: Omit<Prints, 'answers' | 'removed'>): Anomaly[] {
  const here = (id: Anomaly['id'], params: Anomaly['params'], rules: readonly string[], places: readonly Location[]) =>
    anomaly({ id, institutions: [row.id], params, rules, evidence: places.map((at) => ({ institution: row.id, at })) })
  const { contradictions, unproven, late } = prints
  const rulesOf = (list: readonly { rule: string }[]) => list.map(({ rule }) => rule)
  const placesOf = (list: readonly { at: Location }[]) => list.map(({ at }) => at)
  return [
    ...(contradictions.length > 0 ? [here('contradiction', { count: contradictions.length }, rulesOf(contradictions), placesOf(contradictions))] : []),
    ...prints.perfect.map(({ rulebook, declared, at }) => here('full-score-no-evidence', { rulebook, declared }, [], [at])),
    ...(unproven.rules.length > 0
      ? [
          {
            ...here('yes-without-proof', { count: unproven.rules.length, of: unproven.claims }, rulesOf(unproven.rules), placesOf(unproven.rules)),
            ...(100 * unproven.rules.length > CAMPAIGN_METHOD.mostlyWords * unproven.claims ? { weight: MOSTLY_WORDS } : {}),
          },
        ]
      : []),
    ...prints.future.map(({ document, issued, at }) => here('document-after-as-of', { document, issued }, [], [at])),
    ...prints.reused.map(({ document, period, at }) => here('earlier-period', { document, period }, [], [at])),
    ...(late ? [here('after-closing', { count: late.count, last: late.last }, late.rules, [late.at])] : []),
    ...prints.overlays.map(({ rulebook, overlay, at }) => here('overlay-not-used', { rulebook, overlay }, [], [at])),
  ]
}

function sameAnswers(briefs: readonly Brief[]): Anomaly[] {
  const groups = new Map<string, Brief[]>()
  for (const brief of briefs)
    if (brief.answers.count >= CAMPAIGN_METHOD.identicalAnswers) groups.set(brief.answers.digest, [...(groups.get(brief.answers.digest) ?? []), brief])
  return sortedEntries(Object.fromEntries(groups)).flatMap(([, group]) => {
    if (group.length < 2) return []
    const sorted = group.toSorted(by(({ row }) => row.id))
    return [
      anomaly({
        id: 'identical-answers',
        institutions: sorted.map(({ row }) => row.id),
        params: { answers: sorted[0]?.answers.count ?? 0 },
        evidence: sorted.map(({ row, answers }) => ({ institution: row.id, at: answers.at })),
      }),
    ]
  })
}

/** One anomaly per set of institutions, however many notes they share. */
function sameNotes(groups: readonly Group<Note>[]): Anomaly[] {
  const sets = new Map<string, { institutions: string[]; notes: number; excerpt: string; rules: string[]; evidence: { institution: string; at: Location }[] }>()
  for (const group of groups) {
    const institutions = group.map(({ id }) => id)
    const key = institutions.join(' ')
    const set = sets.get(key) ?? { institutions, notes: 0, excerpt: group[0]?.item.excerpt ?? '', rules: [], evidence: [] }
    set.notes += 1
    set.rules.push(...group.map(({ item }) => item.rule))
    set.evidence.push(...group.map(({ id, item }) => ({ institution: id, at: item.at })))
    sets.set(key, set)
  }
  return [...sets.values()].map(({ institutions, notes, excerpt, rules, evidence }) =>
    anomaly({ id: 'identical-notes', institutions, params: { notes, excerpt }, rules, evidence }),
  )
}

const sameDocuments = (groups: readonly Group<SharedDocument>[]): Anomaly[] =>
  groups.map((group) =>
    anomaly({
      id: 'shared-document',
      institutions: group.map(({ id }) => id),
      params: { sha256: group[0]?.item.sha256 ?? '', titles: [...new Set(group.map(({ item }) => item.title))].toSorted().slice(0, 5), count: group.length },
      rules: group.flatMap(({ item }) => item.rules),
      evidence: group.map(({ id, item }) => ({ institution: id, at: item.at })),
    }),
  )

/** The weight that left by «does not apply», far above the median of institutions of the same kind. */
function abovePeers(briefs: readonly Brief[]): Anomaly[] {
  const peers = new Map<string, { row: CampaignRow; share: number; rules: readonly string[]; at: Location }[]>()
  for (const { row, removed } of briefs)
    for (const { rulebook, share, rules, at } of removed) {
      const key = `${rulebook} ${row.kind ?? ''}`
      peers.set(key, [...(peers.get(key) ?? []), { row, share, rules, at }])
    }
  return sortedEntries(Object.fromEntries(peers)).flatMap(([key, group]) => {
    if (group.length < CAMPAIGN_METHOD.peers) return []
    const middle = median(group.map(({ share }) => share)) ?? 0
    return group
      .filter(({ share }) => share > middle + CAMPAIGN_METHOD.aboveMedian)
      .map(({ row, share, rules, at }) =>
        anomaly({
          id: 'not-applicable-above-peers',
          institutions: [row.id],
          params: { rulebook: key.split(' ')[0] ?? '', share, median: middle, peers: group.length },
          rules,
          evidence: [{ institution: row.id, at }],
        }),
      )
  })
}
