// What can be read of a value that its schema refuses, so that one mistake does not hide what refers to the rest.
import type * as z from 'zod'

/**
 * Each top-level key that is valid by itself, defaults included. A key that is absent beside one that nobody knows
 * may be that one, misspelled: it gets no default.
 */
export function salvage<Schema extends z.ZodObject>(schema: Schema, value: unknown): Partial<z.output<Schema>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {}
  const given = value as Readonly<Record<string, unknown>>
  const misspelled = Object.keys(given).some((key) => !Object.hasOwn(schema.shape, key))
  const found = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([key, part]) => {
    if (misspelled && !Object.hasOwn(given, key)) return []
    const read = part.safeParse(given[key])
    return read.success && read.data !== undefined ? [[key, read.data] as const] : []
  })
  return Object.fromEntries(found) as Partial<z.output<Schema>>
}
