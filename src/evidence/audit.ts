// An auditor's verdicts: read only from outside the evidence folder, so that nobody audits himself.
import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Finding, RulebookResult } from '../model/assessment.ts'
import { AuditFile } from '../model/audit.ts'
import { InputError, type Place, type Problem, type ProblemCode } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { Slug } from '../model/scalars.ts'
import { sha256 } from '../util/canonical-json.ts'
import { isFolder } from '../util/kind-of.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { nearest } from '../util/suggest.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { isInside, realPath } from './inside.ts'

/** An auditor's file with the digest of its bytes, and where each verdict and each date stands in it. */
export type ReadAudit = AuditFile & {
  readonly sha256: string
  readonly at: ReadonlyMap<string, Pick<Problem, 'place' | 'excerpt'>>
  readonly dates: readonly { readonly date: string; readonly place: Place }[]
}

const whole = (file: string): Place => ({ file, line: 0, col: 0 })
const refuse = (code: ProblemCode, path: string, params: Problem['params'] = { path }): never => {
  throw new InputError([{ code, place: whole(path), params }])
}

/** Reads and validates an audit file. Throws InputError when it is inside `root`, malformed, or names an unknown rule. */
export function readAudit(path: string, root: string, known: readonly Rulebook[]): ReadAudit {
  const real = realPath(path) ?? refuse('file-missing', path)
  if (isInside(root, real)) refuse('audit-inside', path)
  const file = readRegularFile(real, MAX_YAML_BYTES)
  if (!file.ok) throw new InputError([{ code: file.code, place: whole(path), params: file.params }])
  const yaml = readYaml(file.bytes, path)
  if (!yaml.ok) throw new InputError(yaml.problems)
  const audit = validate(AuditFile, yaml.yaml)
  if (!audit.ok) throw new InputError(audit.problems)
  const placed = (place: Place) => ({ place, excerpt: yaml.yaml.excerptAt(place.line) })
  const named = Object.keys(audit.value.verdicts)
  const ids = known.flatMap((rulebook) => rulebook.rules.map((rule) => rule.id))
  const problems = named
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      code: 'unknown-rule' as const,
      params: { id, did: nearest(id, ids) ?? '', known: '' },
      ...placed(yaml.yaml.placeOf(['verdicts', id], true)),
    }))
  if (problems.length > 0) throw new InputError(problems)
  const at = new Map(named.map((id) => [id, placed(yaml.yaml.placeOf(['verdicts', id, 'to']))]))
  const own = named.flatMap((id) => {
    const date = audit.value.verdicts[id]?.date
    return date === undefined ? [] : [{ date, place: yaml.yaml.placeOf(['verdicts', id, 'date']) }]
  })
  return { ...audit.value, sha256: sha256(file.bytes), at, dates: [{ date: audit.value.date, place: yaml.yaml.placeOf(['date']) }, ...own] }
}

/**
 * The audit file of an institution in a folder of them: `<id>.yaml` or `<id>.yml` directly in it, or undefined.
 * Throws InputError when both are there, or when it is a link that leads out of the folder.
 */
export function findAudit(dir: string, institution: string): string | undefined {
  const root = realPath(dir)
  if (root === undefined || !Slug.safeParse(institution).success) return undefined
  const found = ['yaml', 'yml'].map((ending) => join(dir, `${institution}.${ending}`)).filter(isThere)
  const [path, other] = found
  if (path === undefined) return undefined
  if (other !== undefined) refuse('audit-both', path, { path: basename(path), other: basename(other) })
  const real = realPath(path) ?? refuse('file-missing', path)
  if (!isInside(root, real)) refuse('path-outside', path)
  return path
}

/** The file that `--audit` means: itself, or in a folder the one of the institution. Throws InputError when it is not there. */
export function auditFileFor(path: string, institution: string): string {
  if (!isFolder(path)) return path
  return findAudit(path, institution) ?? refuse('file-missing', join(path, `${institution}.yaml`))
}

/** Links count as they are: whether they lead outside is looked at afterwards. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    return refuse('file-unreadable', path, { reason: errorCode(error) })
  }
}

/** Throws InputError, with the place of each, for verdicts that raise to what already stands or lower to no less. */
export function refuseWrongTurns(audit: ReadAudit, results: readonly Pick<RulebookResult, 'findings' | 'method'>[]): void {
  const problems = results.flatMap(({ findings, method }) =>
    findings.flatMap((finding): Problem[] => {
      const { audit: given, rule } = finding
      const at = audit.at.get(rule)
      if (!given || given.lapsed || !at || turns(finding, method.claim)) return []
      return [{ code: 'verdict-turn', params: { rule, verdict: given.verdict, to: given.to ?? '', stands: finding.answer?.value ?? '' }, ...at }]
    }),
  )
  if (problems.length > 0) throw new InputError(problems)
}

const LEVEL: Readonly<Record<string, number>> = { no: 0, planned: 1, partial: 2, yes: 3 }

/** True when a verdict moves the finding the way it says. Beside a claim, answers compare; without one, what was measured; with neither, all goes. */
function turns({ audit, answer, terms, removed }: Finding, claim: Readonly<Record<string, number>>): boolean {
  if (audit?.to === undefined || (audit.verdict !== 'raise' && audit.verdict !== 'lower') || removed) return true
  const [from, to] =
    terms.claim === undefined ? [terms.base, claim[audit.to]] : [answer?.value === undefined ? undefined : LEVEL[answer.value], LEVEL[audit.to]]
  if (from === undefined || to === undefined) return true
  return audit.verdict === 'raise' ? to > from : to < from
}
