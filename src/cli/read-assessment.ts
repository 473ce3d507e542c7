// A saved assessment, read back: it is input like any other, so it is validated whole.
import { Assessment } from '../model/assessment.ts'
import { ASSESSMENT_SCHEMA } from '../model/basics.ts'
import { InputError } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'

const MAX_ASSESSMENT_BYTES = 256_000_000

/** Reads `path` (shown as `name`). Throws InputError when it is not an assessment that this version understands. */
export function readAssessment(path: string, name: string): Assessment {
  const fail = (code: 'json-syntax' | 'assessment-version' | 'wrong-type', params: Record<string, string> = {}, where?: string): never => {
    throw new InputError([{ code, place: { file: name, line: 0, col: 0 }, params, ...(where === undefined ? {} : { path: where }) }])
  }
  const file = readRegularFile(path, MAX_ASSESSMENT_BYTES)
  if (!file.ok) throw new InputError([{ code: file.code, place: { file: name, line: 0, col: 0 }, params: file.params }])
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes))
  } catch (error) {
    return fail('json-syntax', { detail: error instanceof Error ? error.message.slice(0, 120) : '' })
  }
  const version = value !== null && typeof value === 'object' && 'schemaVersion' in value ? String(value.schemaVersion) : '?'
  if (version !== ASSESSMENT_SCHEMA) return fail('assessment-version', { found: version.slice(0, 60) })
  const result = Assessment.safeParse(value)
  if (!result.success) return fail('wrong-type', { name: result.error.issues[0]?.path.map(String).join('.') ?? '', expected: '' })
  return result.data
}
