// The story: open → load → collect → evaluate → score → one Assessment.
import { collectEvidence } from './evidence/collect.ts'
import type { DigestCache } from './evidence/digest-cache.ts'
import { openEvidence, type OpenedEvidence } from './evidence/open.ts'
import { checkReferences } from './evidence/references.ts'
import { evaluate } from './evaluate.ts'
import { pendingOf, unconfirmed } from './evaluate/in-force.ts'
import type { Assessment } from './model/assessment.ts'
import { ASSESSMENT_SCHEMA } from './model/basics.ts'
import type { AuditFile } from './model/audit.ts'
import type { Evidence } from './model/evidence.ts'
import { InputError, type Problem } from './model/problem.ts'
import { toldIn } from './model/told-in.ts'
import type { Rulebook } from './model/rulebook.ts'
import type { Lang } from './model/vocabulary.ts'
import { observe } from './observe.ts'
import { datasetRegister, documentRegister, resultOf } from './result.ts'
import { selectRulebooks, type RulebookLibrary, type Selected } from './rulebook/select.ts'
import { digestOf } from './util/canonical-json.ts'
import { judgeWaivers, waiverRegister, withWaivers } from './waivers.ts'

export interface AssessSettings {
  readonly path: string
  readonly asOf: string
  readonly generatedAt: string
  readonly version: string
  readonly lang?: Lang | undefined
  /** Ids or folders given by hand, in place of those the evidence names. */
  readonly rulebooks?: readonly string[] | undefined
  readonly previous?: Assessment | undefined
  /** A file outside the evidence folder, or a folder that holds `<institution>.yaml`. */
  readonly audit?: string | undefined
  /** Digests of documents known from an earlier run. */
  readonly digests?: DigestCache | undefined
  /** Where compiled rulebooks are found: id → Rulebook, and the ids there are. */
  readonly library: RulebookLibrary
}

/** Assesses one institution. Throws InputError with every problem of an input that cannot be used at all. */
export const assess = async (settings: AssessSettings): Promise<Assessment> => assessOpened(openEvidence(settings.path), settings)

/** The same for evidence that is already open. */
export const assessOpened = (opened: OpenedEvidence, settings: AssessSettings): Promise<Assessment> =>
  judgeOpened(opened, settings).catch((error: unknown) => {
    throw toldIn(error, opened.manifest.lang)
  })

async function judgeOpened(opened: OpenedEvidence, settings: AssessSettings): Promise<Assessment> {
  const selected = await selectRulebooks(opened, settings.library, settings.rulebooks)
  const rulebooks = selected.map(({ rulebook }) => rulebook)
  const problems = [...(await unknownNames(opened, rulebooks, settings.library)), ...checkPrevious(settings, opened.manifest.institution.id)]
  if (problems.length > 0) throw new InputError(problems)
  const evidence = collectEvidence(
    opened,
    rulebooks.flatMap((rulebook) => rulebook.datasets),
    settings.digests,
  )
  settings.digests?.save()
  if (settings.audit === undefined) return conclude(evidence, selected, settings)
  const { auditFileFor, readAudit, refuseWrongTurns } = await import('./evidence/audit.ts')
  const path = auditFileFor(settings.audit, opened.manifest.institution.id)
  const audit = readAudit(path, opened.root, rulebooks)
  const assessment = conclude(evidence, selected, { ...settings, audit: path }, audit)
  refuseWrongTurns(audit, assessment.results)
  return assessment
}

/** Names that mean nothing to the rulebooks in use nor to any other that ships: evidence may serve several, assessed apart. */
export async function unknownNames(opened: OpenedEvidence, rulebooks: readonly Rulebook[], library: RulebookLibrary): Promise<Problem[]> {
  const problems = checkReferences(opened, rulebooks)
  if (problems.length === 0) return []
  // The base of an overlay still knows the rules that the overlay switches off.
  const others = library.ids().filter((id) => !rulebooks.some((rulebook) => rulebook.id === id && !rulebook.overlay))
  const loaded = await Promise.all(others.map((id) => library.byId(id)))
  return checkReferences(opened, [...rulebooks, ...loaded.filter((rulebook) => rulebook !== undefined)])
}

/** An earlier assessment counts only when it is of the same institution and of an earlier day. */
export function checkPrevious({ previous, asOf }: Pick<AssessSettings, 'previous' | 'asOf'>, institution: string): Problem[] {
  if (!previous || (previous.institution.id === institution && previous.asOf < asOf)) return []
  return [{ code: 'previous-mismatch', place: { file: '--previous', line: 0, col: 0 }, params: { institution: previous.institution.id, asOf: previous.asOf } }]
}

/** The pure part: everything read → the Assessment. */
export function conclude(
  evidence: Evidence,
  chosen: readonly Selected[],
  settings: Pick<AssessSettings, 'asOf' | 'generatedAt' | 'version' | 'lang' | 'previous' | 'audit'>,
  audit?: AuditFile & { readonly sha256?: string },
): Assessment {
  const { asOf, previous } = settings
  const { manifest } = evidence
  const pending = chosen.flatMap(({ rulebook }) => pendingOf(rulebook, evidence, asOf) ?? [])
  const binds = ({ id }: Rulebook): boolean => !pending.some((item) => item.rulebook === id)
  const selected = chosen.map(({ rulebook, role }) => ({ role, rulebook: binds(rulebook) ? rulebook : unconfirmed(rulebook) }))
  const verdicts = audit?.institution === manifest.institution.id ? audit : undefined
  const unwaived = selected.map(({ rulebook, role }) =>
    resultOf(rulebook, role, evaluate(rulebook, evidence, { role, asOf, audit: verdicts, previous }), evidence, asOf, verdicts !== undefined),
  )
  const waivers = judgeWaivers(evidence.waivers, unwaived, asOf)
  const results = withWaivers(unwaived, waivers)
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
    locations: evidence.where,
    inputs: [...evidence.inputs],
    ...(verdicts?.sha256 === undefined ? {} : { audit: { auditor: verdicts.auditor, date: verdicts.date, sha256: verdicts.sha256 } }),
    ...(previous ? { previous: { asOf: previous.asOf, digest: digestOf(previous) } } : {}),
    documents: documentRegister(evidence, results),
    datasets: datasetRegister(evidence),
    waivers: waiverRegister(waivers),
    ...(manifest.gate ? { gate: manifest.gate } : {}),
    results,
    observations: observe({
      evidence,
      rulebooks: selected.map(({ rulebook }) => rulebook),
      results,
      waivers,
      pending,
      asOf,
      audit: audit && settings.audit !== undefined ? { file: audit, path: settings.audit } : undefined,
    }),
  }
}
