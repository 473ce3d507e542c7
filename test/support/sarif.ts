// SARIF against the official schema, which is of draft 04.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AjvDraft04 from 'ajv-draft-04'
import ajvFormats from 'ajv-formats'

// Both packages are CommonJS whose types put the function in `default` as well.
const ajv = new AjvDraft04.default({ strict: false, allErrors: true })
ajvFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, '../schemas/sarif-schema-2.1.0.json'), 'utf8')) as object)

/** What the schema says against a log; empty when it is valid. */
export const sarifErrors = (log: unknown): readonly unknown[] => (validate(log) ? [] : (validate.errors ?? []))
