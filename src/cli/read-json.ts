// A saved result read back from disk: bounded, JSON, of the version that this program understands, or an InputError with the next step.
import { InputError, type ProblemCode } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'
import * as z from 'zod'

/** Throws the one problem of a file as a whole. */
export function refuse(name: string, code: ProblemCode, params: Readonly<Record<string, string | number>> = {}): never {
  throw new InputError([{ code, place: { file: name, line: 0, col: 0 }, params }])
}

/** The JSON value of `path` (shown as `name`). */
export function readJson(path: string, name: string, limit: number): unknown {
  const file = readRegularFile(path, limit)
  if (!file.ok) return refuse(name, file.code, file.params)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes))
  } catch (error) {
    return refuse(name, 'json-syntax', { detail: error instanceof Error ? error.message.slice(0, 120) : '' })
  }
}

/** What a value says its schema is, a diff or a verdict among them; empty when it says nothing. */
export function versionOf(value: unknown): string {
  const { schemaVersion, schema } = z.object({ schemaVersion: z.string().optional(), schema: z.string().optional() }).catch({}).parse(value)
  return (schemaVersion ?? schema ?? '').slice(0, 60)
}

/** The value as its schema says; the first thing wrong is named. */
export function validated<Schema extends z.ZodType>(schema: Schema, value: unknown, name: string, expected = ''): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) return refuse(name, 'wrong-type', { name: result.error.issues[0]?.path.map(String).join('.') ?? '', expected })
  return result.data
}
