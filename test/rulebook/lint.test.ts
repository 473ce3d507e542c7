// A small rulebook broken in one place at a time: the code, the file, and the line and column where the culprit stands.
import { expect, test } from 'vitest'
import type { Rulebook } from '../../src/model/rulebook.ts'
import { filesAfter, load, loaded, oneOf, placeOf, rule2, rule3, seg, type Edit, type Mutable } from '../support/broken-rulebook.ts'
import { refusal } from '../support/folder.ts'
import { slotOf, text } from '../support/rulebook.ts'

const check = (book: Mutable<Rulebook>, use: Record<string, unknown>) => {
  book.rules[1]!.checks = [use]
}
const CASES: [code: string, file: string, culprit: string, edit: Edit][] = [
  ['bands-order', 'rulebook.yaml', '91', (b) => (b.method.bands[1]!.floor = 91)],
  ['bands-order', 'rulebook.yaml', '17', (b) => (b.method.bands[4]!.floor = 17)],
  ['unknown-band', 'rulebook.yaml', 'nowhere', (b) => (b.method.cap.band = 'nowhere')],
  ['expression-name', 'rulebook.yaml', 'colour == 1', (b) => (b.scope.when = 'institution.colour == 1')],
  ['unknown-instrument', 'rulebook.yaml', 'nowhere', (b) => (b.scope.basis[0]!.instrument = 'nowhere')],
  [
    'missing-key',
    'rulebook.yaml',
    'es: Alto',
    (b) => {
      delete (b.method.bands[0]!.title as Partial<{ en: string }>).en
    },
  ],
  ['bad-format', 'rulebook.yaml', '"1.0"', (b) => (b.version = '1.0')],
  ['unknown-key', 'rulebook.yaml', 'colour', (b) => Object.assign(b, { colour: 'red' })],
  ['unknown-column', 'datasets/t.yaml', 'nowhere', (b) => (b.datasets[0]!.key = 'nowhere')],
  ['key-hidden', 'datasets/t.yaml', 'person\ncolumns', (b) => (b.datasets[0]!.key = 'person')],
  ['key-hidden', 'datasets/t.yaml', 'secret\ncolumns', (b) => (b.datasets[0]!.key = 'secret')],
  ['duplicate-id', 'datasets/t.yaml', 'k\n    type: integer', (b) => Object.assign(b.datasets[0]!.columns[2]!, { name: 'k', type: 'integer' })],
  ['missing-key', 'datasets/t.yaml', 'name: b', (b) => (b.datasets[0]!.columns[4]!.type = 'enum')],
  ['values-not-enum', 'datasets/t.yaml', '- value: x', (b) => (b.datasets[0]!.columns[2]!.values = [{ value: 'x', aliases: [] }])],
  ['reserved-name', 'datasets/t.yaml', 'period', (b) => (b.datasets[0]!.columns[2]!.name = 'period')],
  ['same-spelling', 'datasets/t.yaml', 'Númer-O', (b) => b.datasets[0]!.columns.forEach((c, n) => (c.aliases = [['numero'], ['Númer-O']][n] ?? []))],
  ['same-spelling', 'datasets/t.yaml', 'SECRET', (b) => (b.datasets[0]!.columns[0]!.aliases = ['SECRET'])],
  [
    'same-spelling',
    'datasets/t.yaml',
    'Alto',
    (b) => Object.assign(b.datasets[0]!.columns[2]!, { type: 'enum', values: ['alto', 'Alto'].map((value) => ({ value, aliases: [] })) }),
  ],
  ['shares-unknown', rule2, 'SEG-09', (b) => (b.rules[0]!.shares = 'SEG-09')],
  ['unknown-topic', 'XXX/XXX-02.yaml', 'XXX-02', (b) => (b.rules[0]!.id = 'XXX-02')],
  ['duplicate-id', 'ACT/ACT-02.yaml', 'ACT-02\ntitle', (b) => (b.scope.id = 'ACT-02')],
  ['unknown-instrument', rule2, 'nowhere', (b) => (b.rules[0]!.basis[0]!.instrument = 'nowhere')],
  ['unknown-owner', rule2, 'nowhere', (b) => (b.rules[0]!.remedy.owner = 'nowhere')],
  [
    'role-not-in-rulebook',
    rule2,
    'operator',
    (b) => {
      b.rules[0]!.roles.push('operator')
    },
  ],
  ['unknown-kind', rule2, 'nowhere', (b) => (b.rules[0]!.documents[0]!.kind = 'nowhere')],
  ['unknown-kind', rule2, 'nowhere', (b) => (b.rules[0]!.documents = [slotOf('s', { kind: ['policy', 'nowhere'] })])],
  ['missing-key', rule2, 'slot: policy', (b) => (b.rules[0]!.documents[0]!.max_age = 'P1Y')],
  ['must-without-proof', rule2, 'must', (b) => (b.rules[0]!.documents = [])],
  ['must-without-proof', rule2, 'must', (b) => (b.rules[0]!.documents[0]!.required = false)],
  ['expression-name', rule2, 'nowhere', (b) => (b.rules[0]!.when = 'facts.nowhere')],
  ['expression-forbidden', rule2, 'institution.staff', (b) => (b.rules[0]!.when = 'institution.staff.matches("x")')],
  ['shares-unknown', rule2, 'ACT-09', (b) => (b.rules[0]!.shares = 'ACT-09')],
  [
    'shares-unknown',
    rule3,
    'ACT-03\nremedy',
    (b) => {
      const { remedy, ...rest } = b.rules[1]!
      b.rules[1] = { ...rest, shares: 'ACT-03', remedy }
    },
  ],
  ['unknown-control', rule2, 'A.5.99', (b) => (b.rules[0]!.maps.iso27001 = ['A.5.9', 'A.5.99'])],
  ['unknown-control', rule2, 'ID.XX', (b) => (b.rules[0]!.maps.csf2 = ['ID.XX'])],
  ['bad-format', seg, 'SEG_01', (b) => (b.rules[2]!.shares = 'SEG_01')],
  ['unknown-key', seg, 'colour', (b) => Object.assign(b.rules[2]!, { colour: 'red' })],
  ['not-allowed', seg, 'mandatory', (b) => Object.assign(b.rules[2]!, { obligation: 'mandatory' })],
  ['unknown-kind', rule3, 'nowhere', (b) => check(b, { nowhere: oneOf })],
  ['missing-key', rule3, 'label', (b) => check(b, { count: { label: text('l'), dataset: 't', at_least_rows: 1, values: ['a'] } })],
  ['one-key', rule3, 'label', (b) => check(b, { expression: { label: text('l'), dataset: 't' } })],
  ['one-key', rule3, 'label', (b) => check(b, { expression: { label: text('l'), dataset: 't', each: 'v == ""', holds: 'true' } })],
  ['bad-format', rule3, 'P3D', (b) => check(b, { deadline: { label: text('l'), dataset: 't', from: 'v', to: 'v', within: 'P3D', threshold: 'proposed' } })],
  ['unknown-dataset', rule3, 'nowhere', (b) => check(b, { 'one-of': { ...oneOf, dataset: 'nowhere' } })],
  ['unknown-column', rule3, 'nowhere', (b) => check(b, { 'one-of': { ...oneOf, column: 'nowhere' } })],
  ['unknown-column', rule3, 'nowhere', (b) => check(b, { complete: { label: text('l'), dataset: 't', columns: ['v', 'nowhere'] } })],
  ['unknown-key', rule3, 'colour', (b) => check(b, { 'one-of': { ...oneOf, colour: 'red' } })],
  ['missing-key', rule3, 'label', (b) => check(b, { 'one-of': { ...oneOf, at_least: 0.9 } })],
  ['missing-key', rule3, 'label', (b) => check(b, { count: { label: text('l'), dataset: 't', at_least_rows: 3 } })],
  ['empty-pass-without-declaration', rule3, 'pass', (b) => check(b, { 'one-of': { ...oneOf, empty: 'pass' } })],
  ['empty-pass-without-declaration', rule3, 'pass', (b) => check(b, { 'one-of': { ...oneOf, empty: 'pass', none: 'policy' } })],
  ['expression-name', rule3, 'nowhere', (b) => check(b, { 'one-of': { ...oneOf, where: 'nowhere == ""' } })],
  ['expression-types', rule3, 'v > 3', (b) => check(b, { expression: { label: text('l'), dataset: 't', each: 'v > 3' } })],
  [
    'expression-nested',
    rule3,
    'rows.all(s',
    (b) => check(b, { expression: { label: text('l'), dataset: 't', holds: 'rows.all(r, rows.all(s, s.v == r.v))' } }),
  ],
  [
    'expression-name',
    rule3,
    'x',
    (b) => check(b, { cross: { label: text('l'), from: { dataset: 't', column: 'v' }, to: { dataset: 'u', column: 'v', where: 'x' } } }),
  ],
  ['not-allowed', rule3, 'nowhere', (b) => check(b, { 'one-of': { ...oneOf, column: 'b', values: ['si', 'nowhere'] } })],
  ['column-type', rule3, 'secret', (b) => check(b, { current: { label: text('l'), dataset: 't', column: 'secret', max_age: 'P1Y', threshold: 'proposed' } })],
  ['check-not-one', rule3, 'exists: null', (b) => check(b, { exists: null, ...oneOf })],
]
test.for(CASES)('%s in %s at %j', async ([code, file, culprit, edit]) => {
  expect(await loaded(edit)).toEqual([`${code} ${placeOf(filesAfter(edit), file, culprit)}`])
})

test('weights that are all zero', async () => {
  expect(
    (
      await loaded((b) => {
        b.method.weights = { critical: 0, high: 0, medium: 0, low: 0 }
      })
    ).map((problem) => problem.split(':', 1)[0]),
  ).toEqual(['zero-weights rulebook.yaml'])
  expect(
    (
      await loaded((b) => {
        for (const topic of b.topics) topic.factor = 0
      })
    ).map((problem) => problem.split(':', 1)[0]),
  ).toEqual(['zero-weights rulebook.yaml'])
})

test('a rulebook without rules', async () =>
  expect(
    (
      await loaded((b) => {
        b.rules = []
      })
    )[0],
  ).toMatch(/^rulebook-empty rulebook.yaml/))

// Such a fact would never be proven, or never contradicted, and nobody would notice.
test.for<[name: string, edit: Edit]>([
  ['proof', (b) => (b.facts[0]!.proof = 'nowhere')],
  ['contradicted_by', (b) => (b.facts[0]!.contradicted_by = 'nowhere')],
])('a fact whose %s refers to nothing', async ([, edit]) => expect((await loaded(edit)).length).toBe(1))

test('of two tables the one that lacks the column, though a label names it', async () => {
  const edit: Edit = (b) => {
    b.datasets[0]!.columns.push({ ...structuredClone(b.datasets[0]!.columns[0]!), name: 'only_here' })
    check(b, {
      cross: { label: text('only_here'), from: { dataset: 't', column: 'only_here' }, to: { dataset: 'u', column: 'only_here', where: 'v == ""' } },
    })
  }
  expect(await loaded(edit)).toEqual([`unknown-column ${placeOf(filesAfter(edit), rule3, 'only_here\n        where')}`])
})

// What is no number compares as neither more nor less, so every group would count as covered: a silent green.
test('coverage that sums a column of words, on the side that does', async () => {
  const edit: Edit = (b) =>
    check(b, { coverage: { label: text('l'), need: { dataset: 't', by: 'v', sum: 'n' }, have: { dataset: 'u', by: 'v', sum: 'secret' } } })
  expect(await loaded(edit)).toEqual([`column-type ${placeOf(filesAfter(edit), rule3, 'secret')}`])
})

test('two bands of one name', async () => {
  const told = await loaded((b) => (b.method.bands[1]!.id = b.method.bands[0]!.id))
  expect(told.map((line) => line.split(':', 1)[0])).toEqual(['duplicate-id rulebook.yaml'])
})

// A rule of a topic that this rulebook does not have belongs to another rulebook, which is not at hand.
test('shares with a rule of another rulebook', async () => {
  expect((await load(filesAfter((b) => (b.rules[0]!.shares = 'XYZ-01')))).rules[0]!.shares).toBe('XYZ-01')
})

// One mistake must neither make the rest of the rulebook look wrong nor hide what else is.
test.for<[name: string, edit: Edit, codes: readonly string[]]>([
  ['a severity misspelled', (b) => [misspell(b.rules[0]!, 'severity', 'severty'), (b.rules[2]!.shares = 'ACT-02')], ['missing-key', 'unknown-key']],
  ['documents misspelled, of which a fact needs one', (b) => [misspell(b.rules[0]!, 'documents', 'document'), (b.facts[0]!.proof = 'policy')], ['unknown-key']],
  ['a type that does not exist', (b) => Object.assign(b.datasets[0]!.columns[2]!, { type: 'int' }), ['not-allowed']],
  [
    'a rule with an impossible value and an unknown owner',
    (b) => Object.assign(b.rules[0]!, { severity: 'huge', remedy: { ...b.rules[0]!.remedy, owner: 'nobody' } }),
    ['not-allowed', 'unknown-owner'],
  ],
  [
    'a head without title, and an unknown owner',
    (b) => [delete (b as Partial<Rulebook>).title, (b.rules[1]!.remedy.owner = 'nobody')],
    ['unknown-owner', 'missing-key'],
  ],
  ['a topic that is wrong', (b) => Object.assign(b.topics[0]!, { factor: 'two' }), ['wrong-type']],
  [
    'a fact that is wrong, and a condition that needs it',
    (b) => [Object.assign(b.facts[0]!, { type: 'text?' }), (b.rules[0]!.when = 'facts.cloud')],
    ['not-allowed'],
  ],
])('what can be read is still checked, and nothing else: %s', async ([, edit, codes]) => {
  expect((await loaded(edit)).map((line) => line.split(' ', 1)[0])).toEqual(codes)
})

test('a rule and a table that are no YAML are still there by name', async () => {
  const files = filesAfter((b) => (b.rules[2]!.shares = 'ACT-02'))
  const told = await refusal(load({ ...files, [rule2]: 'id: "', 'datasets/t.yaml': 'id: [' }))
  expect(new Set(told.map(({ code, place }) => `${code} ${place.file}`))).toEqual(
    new Set(['yaml-syntax rules/mini/datasets/t.yaml', `yaml-syntax rules/mini/${rule2}`]),
  )
})

test('a head that is no YAML hides nothing between rules and tables', async () => {
  const files = filesAfter((b) => check(b, { 'one-of': { ...oneOf, column: 'nowhere' } }))
  const told = await refusal(load({ ...files, 'rulebook.yaml': 'id: "' }))
  expect(new Set(told.map(({ code }) => code))).toEqual(new Set(['yaml-syntax', 'unknown-column']))
})

function misspell(object: object, key: string, written: string): void {
  const { [key]: value, ...rest } = object as Record<string, unknown>
  for (const name of Object.keys(object)) delete (object as Record<string, unknown>)[name]
  Object.assign(object, rest, { [written]: value })
}
