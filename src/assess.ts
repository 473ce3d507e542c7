// The story: open → load → collect → evaluate → score → one Assessment (DESIGN.md §1).
import { readAudit } from './evidence/audit.ts'
import { collectEvidence } from './evidence/collect.ts'
import { openEvidence } from './evidence/open.ts'
import { checkReferences } from './evidence/references.ts'
import { scopeHolds } from './evaluate/applicability.ts'
import { weightsOf } from './evaluate/weights.ts'
import { evaluate } from './evaluate.ts'
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import { ASSESSMENT_SCHEMA } from './model/basics.ts'
import type { AuditFile, Evidence } from './model/evidence.ts'
import { InputError } from './model/problem.ts'
import type { Rulebook } from './model/rulebook.ts'
import type { Lang, Role } from './model/vocabulary.ts'
import { observe, waiverState } from './observe.ts'
import { planOf } from './plan.ts'
import { selectRulebooks, type Selected } from './rulebook/select.ts'
import { coverageOf, gradeOf, scoreSet } from './score.ts'
import { digestOf } from './util/canonical-json.ts'
import { sortedEntries } from './util/compare.ts'

export interface AssessSettings {
  readonly path: string
  readonly asOf: string
  readonly generatedAt: string
  readonly version: string
  readonly lang?: Lang | undefined
  /** Ids or folders given by hand, in place of those the evidence names. */
  readonly rulebooks?: readonly string[] | undefined
  readonly previous?: Assessment | undefined
  /** A file outside the evidence folder. */
  readonly audit?: string | undefined
  /** Where compiled rulebooks are found: id → Rulebook, and the ids there are. */
  readonly library: RulebookLibrary
}

export interface RulebookLibrary {
  readonly ids: () => readonly string[]
  readonly byId: (id: string) => Promise<Rulebook | undefined>
  readonly byPath: (path: string) => Promise<Rulebook>
}

/** Assesses one institution. Throws InputError with every problem of an input that cannot be used at all. */
export async function assess(settings: AssessSettings): Promise<Assessment> {
  const opened = openEvidence(settings.path)
  const selected = await selectRulebooks(opened.manifest, settings.rulebooks, settings.library, opened.places.manifest, opened.places.excerpt)
  const rulebooks = selected.map(({ rulebook }) => rulebook)
  const problems = checkReferences(opened, rulebooks)
  if (problems.length > 0) throw new InputError(problems)
  const evidence = collectEvidence(
    opened,
    rulebooks.flatMap((rulebook) => rulebook.datasets),
  )
  const audit = settings.audit === undefined ? undefined : readAudit(settings.audit, opened.root, rulebooks)
  return conclude(evidence, selected, settings, audit)
}

/** The pure part: everything read → the Assessment. */
export function conclude(
  evidence: Evidence,
  selected: readonly Selected[],
  settings: Pick<AssessSettings, 'asOf' | 'generatedAt' | 'version' | 'lang' | 'previous' | 'audit'>,
  audit?: AuditFile,
): Assessment {
  const { asOf, previous } = settings
  const { manifest } = evidence
  const verdicts = audit?.institution === manifest.institution.id ? audit : undefined
  const unwaived = selected.map(({ rulebook, role }) =>
    resultOf(rulebook, role, evaluate(rulebook, evidence, { role, asOf, audit: verdicts, previous }), evidence),
  )
  const findings = new Map(unwaived.flatMap((result) => result.findings.map((finding) => [finding.rule, { finding, method: result.method }] as const)))
  const waivers = evidence.waivers.flatMap((waiver) => {
    const at = findings.get(waiver.rule) ?? { finding: undefined, method: unwaived[0]?.method }
    return at.method ? [{ waiver, state: waiverState(waiver, at.finding, at.method, asOf) }] : []
  })
  const results = unwaived.map((result) => ({
    ...result,
    findings: result.findings.map((finding): Finding => {
      const held = waivers.find(({ waiver, state }) => state === 'in-force' && waiver.rule === finding.rule)?.waiver
      return held
        ? { ...finding, waiver: { reason: held.reason, approvedBy: held.approved_by, approvedAt: held.approved_at, expiresAt: held.expires_at } }
        : finding
    }),
  }))
  return {
    schemaVersion: ASSESSMENT_SCHEMA,
    tool: { name: 'cumple', version: settings.version },
    generatedAt: settings.generatedAt,
    asOf,
    lang: settings.lang ?? manifest.lang ?? 'es',
    institution: manifest.institution,
    period: manifest.period,
    confidentiality: manifest.confidentiality,
    signatories: manifest.signatories,
    inputs: [...evidence.inputs],
    ...(previous ? { previous: { asOf: previous.asOf, digest: digestOf(previous) } } : {}),
    documents: documentRegister(evidence, results),
    datasets: datasetRegister(evidence),
    waivers: waivers.map(({ waiver, state }) => ({
      rule: waiver.rule,
      reason: waiver.reason,
      approvedBy: waiver.approved_by,
      approvedAt: waiver.approved_at,
      expiresAt: waiver.expires_at,
      state,
    })),
    results,
    observations: observe({
      evidence,
      rulebooks: selected.map(({ rulebook }) => rulebook),
      results,
      waivers,
      asOf,
      audit: audit && settings.audit !== undefined ? { file: audit, path: settings.audit } : undefined,
    }),
  }
}

function resultOf(rulebook: Rulebook, role: Role, findings: readonly Finding[], evidence: Evidence): RulebookResult {
  const { id, version, digest, title, summary, authority, instruments, owners, method } = rulebook
  const { when: _when, ...scope } = rulebook.scope
  const scores = scoreSet(findings)
  const coverage = coverageOf(findings)
  return {
    id,
    version,
    digest,
    role,
    title,
    summary,
    authority,
    instruments,
    owners,
    method,
    scope: { ...scope, holds: scopeHolds(rulebook, evidence) },
    topics: rulebook.topics.map((topic) => ({ ...topic, scores: scoreSet(findings.filter((finding) => finding.topic === topic.id)) })),
    documentKinds: rulebook.document_kinds.map((kind) => ({ id: kind.id, title: kind.title })),
    datasets: rulebook.datasets.map((dataset) => ({ id: dataset.id, title: dataset.title })),
    facts: rulebook.facts.map((fact) => ({ id: fact.id, question: fact.question, value: evidence.manifest.facts[fact.id] ?? null })),
    weightScale: weightsOf(rulebook, role).scale,
    scores,
    coverage,
    grade: gradeOf(findings, scores, coverage, method),
    findings: [...findings],
    plan: planOf(findings, method),
  }
}

function documentRegister(evidence: Evidence, results: readonly RulebookResult[]): Assessment['documents'] {
  const uses = results.flatMap((result) =>
    result.findings.flatMap((finding) =>
      finding.slots.flatMap((slot) => (slot.document === undefined ? [] : [{ document: slot.document, rule: finding.rule }])),
    ),
  )
  return sortedEntries(evidence.documents).map(([id, document]) => ({
    id,
    kind: document.kind,
    title: document.title,
    path: document.path,
    file: document.file,
    ...(document.number === undefined ? {} : { number: document.number }),
    ...(document.issued === undefined ? {} : { issued: document.issued }),
    ...(document.signed_by === undefined ? {} : { signedBy: document.signed_by }),
    ...(document.valid_until === undefined ? {} : { validUntil: document.valid_until }),
    ...(document.actualSha256 === undefined ? {} : { sha256: document.actualSha256 }),
    rules: [...new Set(uses.filter((use) => use.document === id).map((use) => use.rule))].toSorted(),
  }))
}

const MAX_ROW_PROBLEMS = 1_000

const datasetRegister = (evidence: Evidence): Assessment['datasets'] =>
  sortedEntries(evidence.datasets).map(([id, dataset]) => ({
    id,
    path: dataset.path,
    sha256: dataset.sha256,
    rows: dataset.rows.length,
    encoding: dataset.encoding,
    delimiter: dataset.delimiter,
    unknownHeaders: [...dataset.unknownHeaders],
    problems: { count: dataset.problems.length, rows: dataset.problems.slice(0, MAX_ROW_PROBLEMS) },
    ...(dataset.error ? { error: dataset.error.code } : {}),
  }))
