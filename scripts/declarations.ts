// Types of the library in one file that needs nothing else: what src/index.ts declares, with the types of values as their zod schemas
// give them. json-schema-to-typescript writes the latter; declarations as they are would bring zod to whoever uses the library.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile, type JSONSchema } from 'json-schema-to-typescript'
import { isolatedDeclarationSync } from 'oxc-transform'
import * as z from 'zod'
import { Assessment } from '../src/model/assessment.ts'
import { AssessmentDiff } from '../src/model/diff.ts'
import { GatePolicy } from '../src/model/gate.ts'
import { Baseline, GateVerdict } from '../src/model/verdict.ts'
import { Lang } from '../src/model/vocabulary.ts'

const VALUES = { Assessment, AssessmentDiff, Baseline, GatePolicy, GateVerdict, Lang }
/** Below `src`. Each may name what an earlier one declares. */
const SOURCES = ['model/problem.ts', 'index.ts']
const NAMED = /^(import .*|export (type )?\{[^}]*\}( from .*)?;?)$/gm

/** Without descriptions; a record of few keys has them by name, so that a misspelt one is seen. */
function plain(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.description
  const { propertyNames: names, additionalProperties: values } = schema
  if (typeof names !== 'object' || !names.enum || typeof values !== 'object' || schema.required) return
  schema.properties = Object.fromEntries(names.enum.map((name) => [String(name), values]))
  delete schema.propertyNames
  schema.additionalProperties = false
}

/** The text of index.d.ts. */
export async function declarations(root: string): Promise<string> {
  const parts: string[] = []
  for (const [name, schema] of Object.entries(VALUES)) {
    const json = z.toJSONSchema(schema, { override: ({ jsonSchema }) => plain(jsonSchema) })
    parts.push(await compile(json as JSONSchema, name, { bannerComment: '', additionalProperties: false, ignoreMinAndMaxItems: true }))
  }
  for (const source of SOURCES) {
    const { code, errors } = isolatedDeclarationSync(source, await readFile(join(root, 'src', source), 'utf8'))
    if (errors[0]) throw new Error(`${source}: ${errors[0].message}`)
    parts.push(code.replaceAll(NAMED, '').trimStart())
  }
  return parts.join('\n')
}
