// A saved assessment, read back: it is input like any other, so it is validated whole, and its figures counted again.
import { Assessment } from '../model/assessment.ts'
import { ASSESSMENT_SCHEMA } from '../model/basics.ts'
import { miscounted } from '../recount.ts'
import { readJson, refuse, validated, versionOf } from './read-json.ts'

export const MAX_ASSESSMENT_BYTES = 256_000_000

/** Reads `path` (shown as `name`). Throws InputError when it is not an assessment that this version understands. */
export const readAssessment = (path: string, name: string): Assessment => asAssessment(readJson(path, name, MAX_ASSESSMENT_BYTES), name)

/** A JSON value as an assessment; `name` is the file that it came from. */
export function asAssessment(value: unknown, name: string): Assessment {
  const version = versionOf(value)
  if (version !== ASSESSMENT_SCHEMA) return refuse(name, 'assessment-version', { found: version })
  const assessment = validated(Assessment, value, name)
  const wrong = miscounted(assessment)
  return wrong === undefined ? assessment : refuse(name, 'assessment-inconsistent', { ...wrong })
}
