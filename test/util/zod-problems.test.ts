// What a schema refuses, in the words that a person needs: which key, where, and what was probably meant.
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Answers, DocumentEntry, Manifest } from '../../src/model/evidence.ts'
import { Examples } from '../../src/model/example.ts'
import { PlainDate } from '../../src/model/scalars.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { validate } from '../../src/util/zod-problems.ts'

function problems(schema: z.ZodType, source: string) {
  const yaml = readYaml(new TextEncoder().encode(source), 'f.yaml')
  if (!yaml.ok) throw new Error(yaml.problems[0]?.code)
  const result = validate(schema, yaml.yaml)
  return result.ok ? [] : result.problems.map(({ code, place, params, path }) => ({ at: `${code} ${place.line}:${place.col}`, path, params }))
}
const manifest = (more: string, institution = 'institution: {id: mides, name: MIDES, kind: municipality}') =>
  `schema: cumple/evidence@1\n${institution}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n${more}`

test('a manifest that is right has no problem', () => expect(problems(Manifest, manifest('facts: {a: true, b: 3, c: words}'))).toEqual([]))

test.for<{ name: string; schema?: z.ZodType; source: string; at: string; params?: object }>([
  { name: 'unknown key', source: manifest('documentos: {}'), at: 'unknown-key 5:1', params: { key: 'documentos', did: 'documents' } },
  { name: 'unknown key, nothing near', source: manifest('zzzzzzzzzzz: 1'), at: 'unknown-key 5:1', params: { key: 'zzzzzzzzzzz', did: '' } },
  {
    name: 'unknown key, deep',
    source: manifest('', 'institution: {id: a, name: A, kind: municipality, staf: 3}'),
    at: 'unknown-key 2:51',
    params: { key: 'staf', did: 'staff' },
  },
  {
    name: 'unknown key in a list',
    source: manifest('signatories:\n  - {role: prepared, name: A, post: B, pots: C}'),
    at: 'unknown-key 6:40',
    params: { did: 'post' },
  },
  { name: 'unknown key in a record', schema: Answers, source: 'ACT-02:\n  valor: yes\n  value: yes', at: 'unknown-key 2:3', params: { did: 'value' } },
  { name: 'missing key', source: manifest('', 'institution: {id: a, kind: municipality}'), at: 'missing-key 2:14', params: { key: 'name' } },
  {
    name: 'a word that is not in the list',
    source: manifest('', 'institution: {id: a, name: A, kind: municipio}'),
    at: 'not-allowed 2:37',
    params: { found: 'municipio', did: 'municipality' },
  },
  { name: 'a true where a word is due', schema: Answers, source: 'ACT-02: {value: true}', at: 'not-allowed 1:17', params: { found: 'true', did: '' } },
  { name: 'text where a number is due', source: manifest('').replace('2026', "'2026'"), at: 'wrong-type 3:9', params: { expected: 'number' } },
  { name: 'a list where a map is due', schema: Answers, source: '- a', at: 'wrong-type 1:1', params: { expected: 'record' } },
  {
    name: 'T08 an id that YAML reads as a number',
    source: manifest('', 'institution: {id: 5.10, name: A, kind: municipality}'),
    at: 'wrong-type 2:19',
    params: { expected: 'string' },
  },
  { name: 'a number too big', source: manifest('').replace('2026', '20266'), at: 'too-big 3:9', params: { limit: 2199 } },
  { name: 'a number too small', source: manifest('').replace('2026', '26'), at: 'too-small 3:9', params: { limit: 1990 } },
  { name: 'an empty list', source: manifest('').replace('[{id: aig-tic}]', '[]'), at: 'too-short 4:12' },
  { name: 'an empty text', source: manifest('', 'institution: {id: a, name: "", kind: municipality}'), at: 'too-short 2:28' },
  {
    name: 'a text too long',
    source: manifest('', `institution: {id: a, name: ${'x'.repeat(301)}, kind: municipality}`),
    at: 'too-long 2:28',
    params: { limit: 300 },
  },
  {
    name: 'an id of the wrong form',
    source: manifest('', 'institution: {id: "a b", name: A, kind: municipality}'),
    at: 'bad-format 2:19',
    params: { found: 'a b' },
  },
  { name: 'a key of the wrong form', schema: Answers, source: 'act-2: {value: yes}', at: 'bad-format 1:1', params: { found: 'act-2' } },
  { name: 'a wrong schema', source: manifest('').replace('@1', '@2'), at: 'not-allowed 1:9', params: { did: 'cumple/evidence@1' } },
  { name: 'a fact that is a list', source: manifest('facts: {a: [1]}'), at: 'wrong-type 5:12' },
])('$name', ({ schema = Manifest, source, at, params = {} }) => {
  const found = problems(schema, source)
  expect(found.map((problem) => problem.at)).toEqual([at])
  expect(found[0]!.params).toMatchObject(params)
})

// zod says `invalid_value`, not `invalid_type`, of an absent key whose schema is a list of words or a literal.
test.for<[schema: z.ZodType, source: string, key: string]>([
  [Answers, 'ACT-02: {by: x}', 'value'],
  [Manifest, manifest('', 'institution: {id: a, name: A}'), 'kind'],
  [Manifest, manifest('').replace(/^schema.*\n/, ''), 'schema'],
])('a missing key with a list of words is missing', ([schema, source, key]) => {
  expect(problems(schema, source)).toMatchObject([{ at: expect.stringMatching(/^missing-key/), params: { key } }])
})

test.for(['2026-02-30', '2026-13-01', '2025-02-29', '21/11/2026', '2026-1-1', 'ayer'])('%s is not a day', (day) => {
  expect(problems(z.strictObject({ issued: PlainDate }), `issued: ${day}`)).toMatchObject([{ at: 'bad-date 1:9', params: { found: day } }])
})

test('all problems at once, in the order of the file, with their path', () => {
  const source = 'kind: policy\ntitle: T\nissued: 2026-02-30\npath: ""\ncolour: red\nsha256: ABC\nfulfils: [a, "b c"]'
  expect(problems(DocumentEntry, source).map(({ at, path }) => `${at} ${path}`)).toEqual([
    'bad-date 3:9 issued',
    'too-short 4:7 path',
    'unknown-key 5:1 colour',
    'bad-format 6:9 sha256',
    'bad-format 7:14 fulfils.1',
  ])
})

test('what stands below a key of the wrong form is looked at too', () => {
  const source = 'act-2: {valor: yes, value: yes, target: 2026-02-30}\nACT-02: {value: si}'
  expect(problems(Answers, source).map(({ at, path }) => `${at} ${path}`)).toEqual([
    'bad-format 1:1 act-2',
    'unknown-key 1:9 act-2.valor',
    'bad-date 1:41 act-2.target',
    'not-allowed 2:17 ACT-02.value',
  ])
  expect(problems(Manifest, manifest('datasets: {Áreas: {columns: {Z: ""}}}')).map(({ at, path }) => `${at} ${path}`)).toEqual([
    'bad-format 5:12 datasets.Áreas',
    'bad-format 5:30 datasets.Áreas.columns.Z',
    'too-short 5:33 datasets.Áreas.columns.Z',
  ])
})

test.for(['2026-02-30', '2026-02-30T10:00:00-05:00', '2026-11-21T24:00', '2026-11-21T10:00:00-25:00', '21/11/2026', 'ayer'])('%s is no moment', (at) => {
  expect(problems(Answers, `ACT-02: {value: yes, at: ${at}}`)).toMatchObject([{ at: 'bad-date 1:26', params: { found: at } }])
})

test.for(['2026-11-21', '2026-11-21T10:00', '2026-11-21 10:00:30', '2026-11-21T10:00:00.123Z', '2026-11-21T23:59:59-05:00'])('%s is a moment', (at) => {
  expect(problems(Answers, `ACT-02: {value: yes, at: ${at}}`)).toEqual([])
})

// Descending would call each right line an unknown key.
test('a key around all the answers is told as that', () => {
  expect(problems(Answers, 'answers:\n  ACT-02: {value: yes}\n  ACT-03: {valor: yes}').map(({ at }) => at)).toEqual(['wrapper-key 1:1'])
})

test('a list names its items, a file what stands at its root', () => {
  expect(problems(z.strictObject({ roles: z.array(z.enum(['entity'])) }), 'roles: [entty]')).toMatchObject([
    { at: 'not-allowed 1:9', params: { name: 'roles' } },
  ])
  expect(problems(Answers, '- a')).toMatchObject([{ params: { name: 'f.yaml' } }])
})

test('what an example gives is looked at as closely as the rest', () => {
  const source = '- name: n\n  given:\n    stuff: 3\n    facts: {Nube: [1]}\n    documents: {acta: {isued: 2026-01-01}}\n  expect: {outcome: satisfied}'
  expect(problems(Examples, source).map(({ at, params }) => `${at} ${(params as { did?: string }).did ?? ''}`)).toEqual([
    'unknown-key 3:5 staff',
    'bad-format 4:13 ',
    'wrong-type 4:19 ',
    'unknown-key 5:24 issued',
  ])
})
