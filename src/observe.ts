// What there is to say that is not a rule's finding: files nobody reads, waivers past their day, notes that repeat. Pure.
import type { Finding, Observation, RulebookResult } from './model/assessment.ts'
import type { AuditFile } from './model/audit.ts'
import type { Dataset, Evidence, RowProblem } from './model/evidence.ts'
import type { ObservationMessage } from './model/messages.ts'
import type { Rulebook } from './model/rulebook.ts'
import { canonicalJson } from './util/canonical-json.ts'
import { by, sortedEntries } from './util/compare.ts'
import { nearest } from './util/suggest.ts'
import { expiringSoon } from './expiring.ts'
import type { JudgedWaiver } from './waivers.ts'

export interface ObserveInput {
  readonly evidence: Evidence
  readonly rulebooks: readonly Rulebook[]
  readonly results: readonly RulebookResult[]
  readonly waivers: readonly JudgedWaiver[]
  /** Rulebooks that do not bind yet: the fact whose date is missing, or the day from which they will. */
  readonly pending: readonly { readonly rulebook: string; readonly fact: string; readonly from?: string }[]
  readonly asOf: string
  readonly audit?: { readonly file: AuditFile; readonly path: string } | undefined
}

/** All observations, sorted by id and then by parameters. */
export function observe(input: ObserveInput): Observation[] {
  const list: Observation[] = []
  const say = (message: ObservationMessage, rules: string[] = [], locations: Observation['locations'] = []) =>
    list.push({ id: message.id, params: message.params, rules, locations })
  const [period, year] = [input.evidence.manifest.period, Number(input.asOf.slice(0, 4))]
  if (year > period) say({ id: 'period-past', params: { period, year } })
  files(input, say)
  facts(input, say)
  notes(input, say)
  waivers(input, say)
  const { evidence } = input
  const known = new Set(input.rulebooks.flatMap((rulebook) => rulebook.rules.map((rule) => rule.id)))
  const assessed = new Set(input.results.flatMap((result) => result.findings.map((finding) => finding.rule)))
  const off = Object.keys(evidence.answers)
    .filter((rule) => known.has(rule) && !assessed.has(rule))
    .toSorted()
  if (off.length > 0) say({ id: 'answers-not-assessed', params: { rules: off } }, off)
  verdicts(input, assessed, say)
  for (const { rulebook, fact, from } of input.pending)
    say(from === undefined ? { id: 'rulebook-unconfirmed', params: { rulebook, fact } } : { id: 'rulebook-not-yet', params: { rulebook, until: from } })
  for (const result of input.results) {
    if (result.scope.holds === 'no') say({ id: 'scope-outside', params: { rulebook: result.id } })
    if (result.coverage.answeredOrMeasured === 0 && result.coverage.applicable > 0) say({ id: 'nothing-answered', params: { rulebook: result.id } })
  }
  return list.toSorted(by((item) => `${item.id} ${canonicalJson(item.params)}`))
}

type Say = (message: ObservationMessage, rules?: string[], locations?: Observation['locations']) => void

function files({ evidence, results, rulebooks, asOf }: ObserveInput, say: Say): void {
  const awaited = rulebooks.flatMap(({ datasets }) => datasets.map(({ id }) => id)).filter((id) => !evidence.datasets[id])
  for (const path of evidence.unread) {
    const meant = tableMeant(path, awaited)
    say({ id: 'file-unread', params: meant === undefined ? { path } : { path, meant } })
  }
  for (const path of evidence.auditInside) say({ id: 'audit-inside', params: { path } })
  for (const [, dataset] of sortedEntries(evidence.datasets)) {
    const { path } = dataset
    if (dataset.error)
      say(
        { id: 'dataset-unread', params: { path, error: dataset.error.code, line: dataset.error.line, detail: dataset.error.detail } },
        [],
        [{ file: path, line: dataset.error.line }],
      )
    if (dataset.encoding === 'windows-1252') say({ id: 'dataset-windows-1252', params: { path } })
    if (dataset.encoding === 'utf-16') say({ id: 'dataset-utf-16', params: { path } })
    if (dataset.unknownHeaders.length > 0) say({ id: 'dataset-unknown-headers', params: { path, headers: [...dataset.unknownHeaders] } })
    cells(dataset, rulebooks, say)
  }
  const findings = results.flatMap((result) => result.findings)
  const slots = new Set(findings.flatMap((finding) => finding.slots.map((slot) => slot.slot)))
  const cited = new Set(Object.values(evidence.answers).flatMap((answer) => answer.documents ?? []))
  const isUsed = (id: string) => cited.has(id) || (evidence.documents[id]?.fulfils ?? []).some((slot) => slots.has(slot))
  /** Rules that one of the documents is to prove, whether or not it is the one that counts. */
  const usersOf = (ids: readonly string[]) =>
    findings
      .filter(({ slots: asked, answer }) =>
        ids.some(
          (id) =>
            asked.some(({ slot, document }) => document === id || evidence.documents[id]?.fulfils?.includes(slot)) ||
            (answer && evidence.answers[answer.from]?.documents?.includes(id)),
        ),
      )
      .map(({ rule }) => rule)
      .toSorted()
  const digests = new Map<string, string>()
  const soon = Math.max(...rulebooks.map((rulebook) => rulebook.method.expiring_days))
  for (const [id, document] of sortedEntries(evidence.documents)) {
    if (document.sha256 !== undefined && document.actualSha256 !== undefined && document.sha256 !== document.actualSha256)
      say({ id: 'document-altered', params: { document: id, registered: document.sha256, found: document.actualSha256 } }, usersOf([id]), [
        { file: document.path, line: 0 },
      ])
    if (!isUsed(id)) say({ id: 'document-unused', params: { document: id } }, [], [{ file: document.path, line: 0 }])
    const other = document.actualSha256 === undefined ? undefined : digests.get(document.actualSha256)
    if (other !== undefined) say({ id: 'document-same-file', params: { document: id, other } }, usersOf([id, other]))
    else if (document.actualSha256 !== undefined) digests.set(document.actualSha256, id)
  }
  for (const { document, until, days, rules } of expiringSoon(results, asOf, soon)) say({ id: 'expiring-soon', params: { document, until, days } }, rules)
}

/** The place of the table that a file of no use was perhaps to be, by its name. */
function tableMeant(path: string, awaited: readonly string[]): string | undefined {
  const name = /^(?:datos\/)?([^/]+)\.(?:csv|txt|tsv|xlsx?|ods)$/i.exec(path)?.[1]
  const id = name === undefined || awaited.includes(name) ? name : nearest(name, awaited)
  return id === undefined ? undefined : `datos/${id}.csv`
}

const MAX_LINES = 5
const MAX_EXAMPLES = 3
const MAX_VALUES = 20

/** What could not be read in a table, by column and reason, with the form that it should have. */
function cells({ id, path, problems }: Dataset, rulebooks: readonly Rulebook[], say: Say): void {
  const columns = rulebooks.flatMap(({ datasets }) => datasets.filter((def) => def.id === id).flatMap((def) => def.columns))
  for (const same of Map.groupBy(problems, ({ column, code }) => `${column} ${code}`).values()) {
    const [{ column, code } = { column: '', code: '' }] = same
    const { type = '', values = [] } = columns.find(({ name }) => name === column) ?? {}
    const admitted = code === 'not-in-list' ? values.map(({ value }) => value) : []
    const first = same.slice(0, MAX_LINES)
    say(
      {
        id: 'dataset-row-problems',
        params: {
          path,
          column,
          problem: code,
          count: same.length,
          lines: first.map(({ line }) => String(line)),
          examples: examplesOf(same),
          type,
          values: admitted.length > MAX_VALUES ? [...admitted.slice(0, MAX_VALUES), '…'] : admitted,
        },
      },
      [],
      first.map(({ line }) => ({ file: path, line })),
    )
  }
}

/** Some of the values found. Of dates that contradict each other, first one that begins with a day and one that has it in the middle. */
function examplesOf(problems: readonly RowProblem[]): string[] {
  const found = problems.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const dayAt = (part: 1 | 2) => found.find((value) => Number(/^(\d+)\D(\d+)\D/.exec(value)?.[part]) > 12) ?? []
  const telling = problems[0]?.code === 'date-order' ? [dayAt(1), dayAt(2)].flat() : []
  return [...new Set([...telling, ...found])].slice(0, MAX_EXAMPLES)
}

function facts({ evidence, rulebooks, results }: ObserveInput, say: Say): void {
  const assessed = new Set(results.flatMap((result) => result.findings.map((finding) => finding.rule)))
  const known = new Map(rulebooks.flatMap((rulebook) => rulebook.facts.map((fact) => [fact.id, fact] as const)))
  for (const fact of known.values()) {
    const value = evidence.manifest.facts[fact.id]
    const rules = rulebooks.flatMap((rulebook) =>
      rulebook.rules.filter((rule) => assessed.has(rule.id) && rule.when?.includes(`facts.${fact.id}`)).map((rule) => rule.id),
    )
    if (value === undefined && rules.length > 0) say({ id: 'fact-missing', params: { fact: fact.id } }, rules)
    const rows = fact.contradicted_by === undefined ? 0 : (evidence.datasets[fact.contradicted_by]?.rows.length ?? 0)
    if (value === false && rows > 0) say({ id: 'fact-contradicted', params: { fact: fact.id, dataset: fact.contradicted_by ?? '', rows } }, rules)
  }
}

/** An auditor's file of somebody else, verdicts that no longer stand, that change nothing, that nothing ties to what was judged, or over no finding. */
function verdicts({ audit, evidence, results }: ObserveInput, assessed: ReadonlySet<string>, say: Say): void {
  if (!audit) return
  if (audit.file.institution !== evidence.manifest.institution.id) {
    say({ id: 'audit-other-institution', params: { path: audit.path.split(/[\\/]/).at(-1) ?? '', institution: audit.file.institution } })
    return
  }
  const judged = results.flatMap((result) => result.findings).filter((finding) => finding.audit)
  const sayOf = (id: 'audit-lapsed' | 'audit-idle' | 'audit-undigested' | 'audit-not-assessed', rules: readonly string[]) => {
    const sorted = [...new Set(rules)].toSorted()
    if (sorted.length > 0) say({ id, params: { rules: sorted } }, sorted)
  }
  const rulesOf = (which: (finding: Finding) => boolean) => judged.filter(which).map(({ rule }) => rule)
  sayOf(
    'audit-lapsed',
    rulesOf((finding) => finding.audit?.lapsed === true),
  )
  sayOf(
    'audit-idle',
    rulesOf((finding) => finding.audit?.idle === true),
  )
  sayOf(
    'audit-undigested',
    rulesOf((finding) => finding.audit?.evidence === undefined),
  )
  sayOf(
    'audit-not-assessed',
    Object.keys(audit.file.verdicts).filter((rule) => !assessed.has(rule)),
  )
}

/** Waivers that do not hold, each at its place. One that was renewed is history: its successor says what holds. */
function waivers({ waivers: judged }: ObserveInput, say: Say): void {
  const held = new Set(judged.flatMap(({ waiver, state }) => (state === 'in-force' ? [waiver.rule] : [])))
  for (const { waiver, state, latest } of judged) {
    const { rule, expires_at: expired, file, line } = waiver
    const at = [{ file, line }]
    if (held.has(rule)) continue
    if (state === 'expired') say({ id: 'waiver-expired', params: { rule, expired } }, [rule], at)
    if (state === 'too-long') say({ id: 'waiver-too-long', params: { rule, limit: latest } }, [rule], at)
    if (state === 'not-needed') say({ id: 'waiver-not-needed', params: { rule } }, [rule], at)
  }
}

/** The same sentence under three or more rules says nothing about any of them. */
function notes({ evidence }: ObserveInput, say: Say): void {
  const byNote = new Map<string, string[]>()
  for (const [rule, answer] of sortedEntries(evidence.answers)) {
    const note = answer.note?.trim().toLowerCase().replace(/\s+/g, ' ')
    if (note) byNote.set(note, [...(byNote.get(note) ?? []), rule])
  }
  for (const rules of byNote.values()) if (rules.length >= 3) say({ id: 'notes-identical', params: { rules } }, rules)
}
