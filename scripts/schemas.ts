// JSON Schemas of every file that people or programs read and write, made from the zod schemas.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SCHEMA_NAMES } from '../src/cli/schema-names.ts'
import { schemaText } from '../src/cli/schemas.ts'

export async function writeSchemas(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of SCHEMA_NAMES) await writeFile(join(folder, `${name}.schema.json`), schemaText(name))
}
