// Schema issues → problems with a place, raw parameters and the nearest right spelling.
import * as z from 'zod'
import type { Problem, ProblemCode } from '../model/problem.ts'
import type { YamlFile } from './yaml.ts'
import { nearest } from './suggest.ts'

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

/** Validates a file against a schema; on failure every issue becomes a problem, in the order of the file. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  yaml: YamlFile,
  value: unknown = yaml.value,
  prefix: readonly PropertyKey[] = [],
): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  const problems = withHidden(result.error.issues, schema, value).flatMap((issue) => toProblems(issue, schema, yaml, prefix))
  return { ok: false, problems: problems.toSorted((a, b) => a.place.line - b.place.line || a.place.col - b.place.col) }
}

/** Zod looks no further where a key has the wrong form; what stands below it may be wrong too. */
function withHidden(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, value: unknown): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    const below = issue.code === 'invalid_key' ? unwrap(schemaAt(schema, issue.path)) : undefined
    if (!(below instanceof z.ZodType)) return [issue]
    const found = issue.path.reduce(partOf, value)
    if (wraps(found, below, unwrap(schemaAt(schema, issue.path.slice(0, -1))))) return [{ ...issue, code: 'custom', params: { code: 'wrapper-key' } }]
    const hidden = below.safeParse(found, { reportInput: true }).error?.issues ?? []
    return [issue, ...withHidden(hidden, below, found).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))]
  })
}

/** True of what stands under a key of a record and is itself such a record: `answers:` over the answers of a file that holds only those. */
function wraps(found: unknown, item: z.ZodType, record: unknown): boolean {
  if (found === null || typeof found !== 'object' || !(item instanceof z.ZodObject) || !(record instanceof z.ZodRecord)) return false
  const keys = Object.keys(found)
  return keys.some((key) => z.safeParse(record.keyType, key).success) && !keys.some((key) => Object.hasOwn(item.shape, key))
}

function toProblems(issue: z.core.$ZodIssue, schema: z.ZodType, yaml: YamlFile, prefix: readonly PropertyKey[]): Problem[] {
  const path = [...prefix, ...issue.path]
  const at = (code: ProblemCode, params: Problem['params'], where: readonly PropertyKey[] = path, key = false): Problem => {
    const place = yaml.placeOf(where, key)
    return { code, place, params: { name: nameOf(where, yaml), ...params }, excerpt: yaml.excerptAt(place.line), path: where.map(String).join('.') }
  }
  if ((issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined && path.length > 0) {
    return [at('missing-key', { key: String(path.at(-1)) }, path.slice(0, -1))]
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = keysAt(schema, issue.path)
        return at('unknown-key', { key, did: nearest(key, known) ?? '', known: known.join(', ') }, [...path, key], true)
      })
    case 'invalid_type':
      return [at('wrong-type', { expected: issue.expected })]
    case 'invalid_value':
      return [
        at('not-allowed', {
          found: text(issue.input),
          allowed: issue.values.map(String).join(', '),
          did: typeof issue.input === 'string' ? suggestion(issue.input, issue.values.map(String)) : '',
        }),
      ]
    case 'invalid_format':
      return [at('bad-format', { found: text(issue.input), pattern: issue.pattern ?? issue.format })]
    case 'too_small':
      return [at(issue.origin === 'string' || issue.origin === 'array' ? 'too-short' : 'too-small', { limit: Number(issue.minimum) })]
    case 'too_big':
      return [at(issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'too-big', { limit: Number(issue.maximum) })]
    case 'custom':
      if (issue.params?.['code'] === 'missing-key') return [at('missing-key', { key: String(path.at(-1)) }, path.slice(0, -1))]
      if (issue.params?.['code'] === 'wrapper-key') return [at('wrapper-key', { key: String(path.at(-1)) }, path, true)]
      if (issue.params?.['code'] === 'one-key') return [at('one-key', { keys: String(issue.params['keys']) })]
      if (issue.params?.['code'] === 'not-allowed')
        return [at('not-allowed', { found: text(partOf(issue.input, path.at(-1))), allowed: String(issue.params['allowed'] ?? ''), did: '' })]
      return [at(issue.params?.['code'] === 'bad-date' ? 'bad-date' : 'bad-format', { found: text(issue.input), pattern: '' })]
    case 'invalid_key':
      return [
        at(
          'bad-format',
          { found: String(path.at(-1) ?? ''), pattern: issue.issues[0]?.code === 'invalid_format' ? (issue.issues[0].pattern ?? '') : '' },
          path,
          true,
        ),
      ]
    case 'invalid_union': {
      const nested = issue.errors.toSorted((a, b) => b.length - a.length)
      const useful = nested.find((group) => group.some((inner) => inner.path.length > 0)) ?? nested.at(-1) ?? []
      return useful.length === 0
        ? [at('wrong-type', { expected: '' })]
        : useful.flatMap((inner) => toProblems({ ...inner, path: [...issue.path, ...inner.path] }, schema, yaml, prefix))
    }
    default:
      return [at('wrong-type', { expected: issue.code })]
  }
}

/** What people call the thing at a path: an item by the list it is in, the whole by its file. */
const nameOf = (path: readonly PropertyKey[], yaml: YamlFile): string =>
  path.findLast((step) => typeof step === 'string') ?? yaml.file.slice(yaml.file.lastIndexOf('/') + 1)

/** Answers as people say them; a likeness of letters would turn «sí» into «no». */
const SPOKEN: Readonly<Record<string, string>> = {
  sí: 'yes',
  si: 'yes',
  parcial: 'partial',
  parcialmente: 'partial',
  planificado: 'planned',
  previsto: 'planned',
  'no aplica': 'not-applicable',
}

function suggestion(found: string, allowed: readonly string[]): string {
  const spoken = SPOKEN[found.trim().toLowerCase()]
  return spoken !== undefined && allowed.includes(spoken) ? spoken : (nearest(found, allowed) ?? '')
}

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 80)

/** What a refinement of an object found at the key that it blames. */
const partOf = (value: unknown, key: PropertyKey | undefined): unknown =>
  value !== null && typeof value === 'object' && key !== undefined ? (value as Record<PropertyKey, unknown>)[key] : value

/** Keys that an object schema allows at a path, for "did you mean". */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const object = unwrap(schemaAt(schema, path))
  return object instanceof z.ZodObject ? Object.keys(object.shape) : []
}

const schemaAt = (schema: z.ZodType, path: readonly PropertyKey[]): unknown => path.reduce<unknown>(child, schema)

function child(schema: unknown, step: PropertyKey): unknown {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject) return (inner.shape as Record<string, unknown>)[String(step)]
  if (inner instanceof z.ZodArray) return typeof step === 'number' ? inner.element : undefined
  if (inner instanceof z.ZodRecord) return typeof step === 'number' ? undefined : inner.valueType
  if (inner instanceof z.ZodUnion) return inner.options.map((option) => child(option, step)).find((found) => found !== undefined)
  return undefined
}

function unwrap(schema: unknown): unknown {
  let current = schema
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault || current instanceof z.ZodNullable)
    current = current.unwrap()
  return current
}
