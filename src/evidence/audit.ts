// An auditor's verdicts: read only from outside the evidence folder, so that nobody audits himself.
import { AuditFile } from '../model/evidence.ts'
import { InputError } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { sha256 } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { nearest } from '../util/suggest.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { isInside, realPath } from './inside.ts'

/** An auditor's file with the digest of its bytes. */
export type ReadAudit = AuditFile & { readonly sha256: string }

/** Reads and validates an audit file. Throws InputError when it is inside `root`, malformed, or names an unknown rule. */
export function readAudit(path: string, root: string, known: readonly Rulebook[]): ReadAudit {
  const fail = (code: 'audit-inside' | 'file-missing'): never => {
    throw new InputError([{ code, place: { file: path, line: 0, col: 0 }, params: { path } }])
  }
  const real = realPath(path) ?? fail('file-missing')
  if (isInside(root, real)) fail('audit-inside')
  const file = readRegularFile(real, MAX_YAML_BYTES)
  if (!file.ok) throw new InputError([{ code: file.code, place: { file: path, line: 0, col: 0 }, params: file.params }])
  const yaml = readYaml(file.bytes, path)
  if (!yaml.ok) throw new InputError(yaml.problems)
  const audit = validate(AuditFile, yaml.yaml)
  if (!audit.ok) throw new InputError(audit.problems)
  const ids = known.flatMap((rulebook) => rulebook.rules.map((rule) => rule.id))
  const problems = Object.keys(audit.value.verdicts)
    .filter((id) => !ids.includes(id))
    .map((id) => {
      const place = yaml.yaml.placeOf(['verdicts', id], true)
      return { code: 'unknown-rule' as const, place, params: { id, did: nearest(id, ids) ?? '', known: '' }, excerpt: yaml.yaml.excerptAt(place.line) }
    })
  if (problems.length > 0) throw new InputError(problems)
  return { ...audit.value, sha256: sha256(file.bytes) }
}
