// The published schemas, by which editors help authors: every shipped rule fits, and a slip in a check is seen.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { CHECKS } from '../../src/checks/index.ts'
import { SCHEMA_NAMES } from '../../src/cli/schema-names.ts'
import { schemaText } from '../../src/cli/schemas.ts'
import { IN_ENGLISH } from '../../src/i18n/schemas.ts'
import { ROOT } from '../support/assess.ts'
import { ruleOf, text } from '../support/rulebook.ts'

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const fits = { rule: ajv.compile(JSON.parse(schemaText('rule')) as object), overlay: ajv.compile(JSON.parse(schemaText('overlay')) as object) }
const files = readdirSync(join(ROOT, 'rules'), { recursive: true, encoding: 'utf8' }).filter((path) => /\/[A-Z]+\/[A-Z]+-\d+\.yaml$/.test(path))

test('every shipped rule fits its schema', () => {
  expect(files.length).toBeGreaterThan(200)
  for (const file of files) expect([file, fits.rule(parse(readFileSync(join(ROOT, 'rules', file), 'utf8'))), fits.rule.errors]).toEqual([file, true, null])
})

const unique = { label: text('l'), dataset: 't', columns: ['v'] }
const overlay = { schema: 'cumple/overlay@1', id: 'o', title: text('t'), base: { id: 'b', version: '1.0.0' } }

test.for<[checks: object[], fit: boolean]>([
  [[{ unique }], true],
  [[{ uniqe: unique }], false],
  [[{ unique: { ...unique, colums: ['v'] } }], false],
  [[{ unique: { ...unique, columns: 'v' } }], false],
  [[{ unique, exists: { label: text('l'), dataset: 't' } }], false],
  [[{}], false],
])('checks %j: %s', ([checks, fit]) => {
  const rule = ruleOf('ACT-02', { checks: checks as [] })
  expect([fits.rule(rule), fits.overlay({ ...overlay, rules: [rule] })]).toEqual([fit, fit])
})

test('every kind of check is in the schema', () => {
  const { properties } = JSON.parse(schemaText('rule')) as { properties: { checks: { items: { properties: object } } } }
  expect(Object.keys(properties.checks.items.properties)).toEqual(CHECKS.map(({ kind }) => kind))
})

test('names are sorted', () => expect(SCHEMA_NAMES).toEqual([...SCHEMA_NAMES].toSorted()))

/** Every description of a schema. */
const described = (value: unknown): string[] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, part]) => (key === 'description' && typeof part === 'string' ? [part] : described(part)))

test('every description is there in English, and no English is left of what nothing says any more', () => {
  const spanish = new Set(SCHEMA_NAMES.flatMap((name) => described(JSON.parse(schemaText(name)))))
  expect(Object.keys(IN_ENGLISH).toSorted()).toEqual([...spanish].toSorted())
  for (const name of SCHEMA_NAMES) {
    const [es, en] = [schemaText(name), schemaText(name, 'en')].map((text) => JSON.parse(text) as unknown)
    expect(described(en)).toEqual(described(es).map((text) => IN_ENGLISH[text]))
  }
})
