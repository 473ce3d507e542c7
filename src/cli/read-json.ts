// A saved result read back from disk: bounded, JSON, of the version that this program understands, or an InputError with the next step.
import { basename } from 'node:path'
import * as z from 'zod'
import { InputError, type ProblemCode } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'
import { utf8Text } from '../util/utf8.ts'

/** Throws the one problem of a file as a whole. */
export function refuse(name: string, code: ProblemCode, params: Readonly<Record<string, string | number>> = {}): never {
  throw new InputError([{ code, place: { file: name, line: 0, col: 0 }, params }])
}

/** The JSON value of `path` (shown as `name`). */
export function readJson(path: string, name: string, limit: number): unknown {
  const file = readRegularFile(path, limit)
  if (!file.ok) return refuse(name, file.code, file.params)
  const text = utf8Text(file.bytes)
  if (text === undefined) return refuse(name, 'bad-encoding')
  try {
    return JSON.parse(text)
  } catch (error) {
    // The engine's own words are English and change with it; where it stopped is all that is taken from them.
    const [, line = 0, col = 0] = /\(line (\d+) column (\d+)\)/.exec(error instanceof Error ? error.message : '')?.map(Number) ?? []
    throw new InputError([{ code: 'json-syntax', place: { file: name, line, col }, params: {} }])
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
  if (result.success) return result.data
  const [first] = result.error.issues
  const path = first?.path.map(String) ?? []
  if (first?.code === 'unrecognized_keys') return refuse(name, 'unknown-key', { key: [...path, first.keys[0]].join('.') })
  return refuse(name, 'wrong-type', { name: path.length === 0 ? basename(name) : path.join('.'), expected })
}
