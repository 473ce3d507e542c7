// What the Assessment holds besides findings: results per rulebook, and the registers of documents and tables. Pure.
import { scopeHolds } from './evaluate/applicability.ts'
import { weightsOf } from './evaluate/weights.ts'
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import type { Evidence } from './model/evidence.ts'
import type { Rulebook } from './model/rulebook.ts'
import type { Role } from './model/vocabulary.ts'
import { planOf } from './plan.ts'
import { auditEffectOf, coverageOf, gradeOf, scoreSet } from './score.ts'
import { sortedEntries } from './util/compare.ts'

/** One rulebook's part of the Assessment: its method, findings, scores, grade and plan; `audited` where an auditor's file was used. */
export function resultOf(rulebook: Rulebook, role: Role, findings: readonly Finding[], evidence: Evidence, asOf: string, audited: boolean): RulebookResult {
  const { id, version, digest, title, summary, authority, instruments, owners, method } = rulebook
  const { when: _when, by_choice: chosen, ...scope } = rulebook.scope
  const scores = scoreSet(findings, audited)
  const coverage = coverageOf(findings)
  const assessed = new Set(findings.map((finding) => finding.rule))
  const notAssessed = rulebook.rules.flatMap(({ id: rule, title: name }) => (evidence.answers[rule] && !assessed.has(rule) ? [{ id: rule, title: name }] : []))
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
    ...(rulebook.overlay ? { overlay: rulebook.overlay } : {}),
    scope: { ...scope, holds: scopeHolds(rulebook, evidence), byChoice: chosen.includes(evidence.manifest.institution.kind) },
    // A role may concern some topics only.
    topics: rulebook.topics
      .filter((topic) => findings.some((finding) => finding.topic === topic.id))
      .map((topic) => ({
        ...topic,
        scores: scoreSet(
          findings.filter((finding) => finding.topic === topic.id),
          audited,
        ),
      })),
    documentKinds: rulebook.document_kinds.map((kind) => ({ id: kind.id, title: kind.title })),
    datasets: rulebook.datasets.map((dataset) => ({ id: dataset.id, title: dataset.title })),
    facts: rulebook.facts.map((fact) => ({ id: fact.id, question: fact.question, value: evidence.manifest.facts[fact.id] ?? null })),
    weightScale: weightsOf(rulebook, role).scale,
    scores,
    coverage,
    grade: gradeOf(findings, scores, coverage, method),
    ...(audited ? { auditEffect: auditEffectOf(findings, scores) } : {}),
    findings: [...findings],
    ...(notAssessed.length === 0 ? {} : { notAssessed }),
    plan: planOf(findings, method, asOf),
  }
}

/** Every registered document with what was found at its path and the rules that look at it. */
export function documentRegister(evidence: Evidence, results: readonly RulebookResult[]): Assessment['documents'] {
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
    ...(document.period === undefined ? {} : { period: document.period }),
    ...(document.actualSha256 === undefined ? {} : { sha256: document.actualSha256 }),
    ...(document.sha256 === undefined ? {} : { registered: document.sha256 }),
    locations: [document.at],
    rules: [...new Set(uses.filter((use) => use.document === id).map((use) => use.rule))].toSorted(),
  }))
}

const MAX_ROW_PROBLEMS = 1_000

/** Every table that was read, with its first problems. */
export const datasetRegister = (evidence: Evidence): Assessment['datasets'] =>
  sortedEntries(evidence.datasets).map(([id, dataset]) => ({
    id,
    path: dataset.path,
    sha256: dataset.sha256,
    rows: dataset.rows.length,
    encoding: dataset.encoding,
    delimiter: dataset.delimiter,
    unknownHeaders: [...dataset.unknownHeaders],
    problems: { count: dataset.problems.length, rows: dataset.problems.slice(0, MAX_ROW_PROBLEMS) },
    ...(dataset.error ? { error: dataset.error } : {}),
  }))
