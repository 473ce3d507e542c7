// Findings and documents under pseudonyms, in the order of these, without ever holding all of them. Pure.
import type { CampaignDetail, EvidenceRow, FindingRow } from '../model/campaign.ts'
import { by, byText } from '../util/compare.ts'
import { pseudonymsOf, type macWith } from './pseudonyms.ts'

interface Hiding {
  readonly names: ReadonlyMap<string, string>
  /** Pseudonyms of those whose figures are shown. */
  readonly open: ReadonlySet<string>
  /** Rulebook and rule of the findings that are shown. */
  readonly shown: ReadonlySet<string>
  /** The rules of these alone: documents name others too. */
  readonly rules: ReadonlySet<string>
  readonly mac: ReturnType<typeof macWith>
  /** Fewest institutions that must use a word of their own for it to be shown. */
  readonly k: number
}

/** Institutions held at a time: the named order would tell who is who, so the details are read once per batch. */
const BATCH = 200

/**
 * The details of those whose figures are shown. Answers, outcomes and figures stay; places, titles, paths, dates, texts and verdicts go.
 * Digests of answers and evidence become HMACs under key and pseudonym: they say whether the same institution changed, and nothing else.
 */
export function anonymousDetails(details: () => Iterable<CampaignDetail>, hiding: Hiding): () => Iterable<CampaignDetail> {
  const order = [...hiding.open].toSorted(byText)
  return function* anonymous() {
    const words = commonKinds(details, hiding)
    for (let at = 0; at < order.length; at += BATCH) {
      const batch = order.slice(at, at + BATCH)
      const wanted = new Set(batch)
      const found = new Map<string, CampaignDetail>()
      for (const { institution, findings, evidence } of details()) {
        const name = hiding.names.get(institution)
        if (name === undefined || !wanted.has(name)) continue
        const mac = (use: string, text: string) => hiding.mac(use, `${name}\0${text}`)
        found.set(name, {
          institution: name,
          findings: findings.filter(({ rulebook, rule }) => hiding.shown.has(`${rulebook} ${rule}`)).map((finding) => findingOf(finding, mac)),
          evidence: evidenceOf(evidence, hiding.rules, mac, words),
        })
      }
      yield* batch.flatMap((name) => found.get(name) ?? [])
    }
  }
}

/** Kinds of document that at least `k` institutions use: the register takes any word there, and a rare one may name its author. */
function commonKinds(details: () => Iterable<CampaignDetail>, { k }: Hiding): ReadonlySet<string> {
  const users = new Map<string, number>()
  for (const { evidence } of details()) for (const kind of new Set(evidence.map((document) => document.kind))) users.set(kind, (users.get(kind) ?? 0) + 1)
  return new Set([...users].flatMap(([kind, count]) => (count >= k ? [kind] : [])))
}

const findingOf = (finding: FindingRow, mac: Hiding['mac']): FindingRow => ({
  rulebook: finding.rulebook,
  role: finding.role,
  rule: finding.rule,
  topic: finding.topic,
  obligation: finding.obligation,
  severity: finding.severity,
  weight: finding.weight,
  outcome: finding.outcome,
  assurance: finding.assurance,
  maturity: finding.maturity,
  credit: finding.credit,
  declared: finding.declared,
  contradiction: finding.contradiction,
  answer: finding.answer,
  removed: finding.removed,
  waivedUntil: null,
  verdict: null,
  location: null,
  digests: { rule: finding.digests.rule, answer: mac('answer', finding.digests.answer), evidence: mac('evidence', finding.digests.evidence) },
})

function evidenceOf(evidence: readonly EvidenceRow[], shown: Hiding['rules'], mac: Hiding['mac'], words: ReadonlySet<string>): EvidenceRow[] {
  const ids = pseudonymsOf(
    evidence.map(({ document }) => document),
    mac,
    'document',
  )
  return evidence
    .map(({ document, kind, file, rules }) => ({
      document: ids.get(document) ?? '',
      kind: words.has(kind) ? kind : '',
      title: '',
      issued: null,
      validUntil: null,
      path: '',
      file,
      sha256: null,
      rules: rules.filter((rule) => shown.has(rule)),
      location: null,
    }))
    .toSorted(by(({ document }) => document))
}
