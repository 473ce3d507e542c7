// The auditor's folder, looked at before anything runs: a slip in one of his files must not cost an institution its place.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findAudit, readAudit } from '../evidence/audit.ts'
import { InputError, type Place, type Problem } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { sha256 } from '../util/canonical-json.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'

export interface AuditFolder {
  /** Institutions with verdicts, and those whose file nobody has filled in yet. */
  readonly judged: readonly string[]
  readonly blank: readonly string[]
  /** Dates of verdicts, with their places. */
  readonly dates: readonly { readonly date: string; readonly place: Place }[]
  /** Changes when any file does. */
  readonly digest: string
}

/**
 * Reads every file of verdicts in a folder. Throws InputError with the problems of all of them, shown by their names in it: also of
 * those that an institution would be refused for later, two files of one and a link that leads outside.
 */
export function readAudits(dir: string, shown: string, rulebooks: readonly Rulebook[]): AuditFolder {
  const problems: Problem[] = []
  const [judged, blank, lines]: [string[], string[], string[]] = [[], [], []]
  const dates: AuditFolder['dates'][number][] = []
  const names = namesIn(dir, shown)
  for (const name of names) {
    const path = join(dir, name)
    const id = name.replace(/\.ya?ml$/, '')
    const file = readRegularFile(path, MAX_YAML_BYTES)
    lines.push(`${name} ${file.ok ? sha256(file.bytes) : file.code}`)
    try {
      // Of two files of one institution the first tells.
      if (name.endsWith('.yml') && names.includes(`${id}.yaml`)) continue
      findAudit(dir, id)
      if (file.ok && isBlank(file.bytes, name)) {
        blank.push(id)
        continue
      }
      // The folder is no institution's evidence, so there is nothing that it could be inside of.
      const { institution, dates: own } = readAudit(path, join(dir, name, '-'), rulebooks)
      dates.push(...own.map(({ date, place }) => ({ date, place: { ...place, file: join(shown, name) } })))
      if (institution === id) judged.push(id)
      else problems.push({ code: 'id-not-file', place: { file: join(shown, name), line: 0, col: 0 }, params: { id: institution, name } })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems.map((problem) => told(problem, join(shown, name), dir, shown)))
    }
  }
  if (problems.length > 0) throw new InputError(problems)
  return { judged, blank, dates, digest: sha256(lines.join('\n')) }
}

/** By the name that the user gave the folder, not by where it is. */
const told = (problem: Problem, file: string, dir: string, shown: string): Problem => ({
  ...problem,
  place: { ...problem.place, file },
  params: Object.fromEntries(
    Object.entries(problem.params).map(([key, value]) => [key, typeof value === 'string' && value.startsWith(dir) ? shown + value.slice(dir.length) : value]),
  ),
})

function namesIn(dir: string, shown: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted()
  } catch (error) {
    const code = errorCode(error)
    const params = { path: shown, reason: code }
    throw new InputError([
      { code: code === 'ENOENT' ? 'file-missing' : code === 'ENOTDIR' ? 'not-a-folder' : 'file-unreadable', place: { file: shown, line: 0, col: 0 }, params },
    ])
  }
}

/** A template as it was written, or a file that judges nothing. */
function isBlank(bytes: Uint8Array, name: string): boolean {
  const yaml = readYaml(bytes, name)
  const value = yaml.ok ? yaml.yaml.value : undefined
  if (value === null || typeof value !== 'object' || !('verdicts' in value)) return false
  return value.verdicts === null || (typeof value.verdicts === 'object' && Object.keys(value.verdicts).length === 0)
}
