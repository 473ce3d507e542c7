// Expressions in rulebooks: names and types are known before they run, and their cost is bounded by their shape.
import { expect, test } from 'vitest'
import { rowScope, rowsScope, whenScope } from '../../src/checks/scope.ts'
import { checkExpression } from '../../src/util/check-expression.ts'
import { compileExpression } from '../../src/util/expression.ts'
import { TABLE, factOf } from '../support/rulebook.ts'

const scopes = {
  row: rowScope(TABLE.columns),
  rows: rowsScope(TABLE.columns),
  when: whenScope([factOf('cloud'), factOf('people', { type: 'integer' }), factOf('since', { type: 'date' })]),
}
type Over = keyof typeof scopes

test.for<[over: Over, source: string]>([
  ['row', 'v == "a"'],
  ['row', 'n > 1.0 || n == null'],
  ['row', 'd < as_of && addDays(d, 5) >= as_of'],
  ['row', 'b == "si"'],
  ['row', 'b == ""'],
  ['row', 'v in ["a", "b"]'],
  ['row', 'period == 2026'],
  ['row', 'v.startsWith("a") && v.size() > 2'],
  ['rows', 'rows.all(r, r.v != "")'],
  ['rows', 'rows.exists(r, r.v == "a") && rows.exists(r, r.v == "b")'],
  ['rows', 'rows.size() > 3'],
  ['when', 'institution.kind != "communal-board"'],
  ['when', 'facts.cloud && institution.staff > 50'],
  ['when', 'facts.people > 3 || facts.since < "2026-01-01"'],
])('%s: %s is accepted', ([over, source]) => expect(checkExpression(source, scopes[over])).toBeUndefined())

test.for<[over: Over, source: string, code: string, start: number, params?: object]>([
  ['row', 'w == "a"', 'expression-name', 0, { id: 'w' }],
  ['row', 'n > 1.0 && vv == ""', 'expression-name', 11, { id: 'vv', did: 'v' }],
  ['row', 'v > 3', 'expression-types', 0, { left: 'string', op: '>', right: 'int' }],
  ['row', 'b == true', 'expression-types', 0],
  ['row', 'v && true', 'expression-types', 0],
  ['row', 'v in ["a", 1]', 'expression-types', 11],
  ['row', 'v', 'expression-result', 0, { type: 'string' }],
  ['row', 'v ==', 'expression-syntax', 4, { found: '' }],
  ['row', 'v = "a"', 'expression-syntax', 2],
  ['row', 'v == "a" and true', 'expression-syntax', 9],
  ['row', 'v == "a', 'expression-syntax', 5],
  ['row', 'adDays(v, 3) == ""', 'expression-call', 0, { id: 'adDays', given: 'string, int' }],
  ['row', 'v.beginsWith("a")', 'expression-call', 0, { id: 'beginsWith', given: 'string, string' }],
  ['row', 'rows.size() > 1', 'expression-name', 0],
  ['row', 'facts.cloud', 'expression-name', 0],
  ['row', 'v == "" || b == "sí"', 'expression-word', 16, { name: 'b', found: 'sí', did: 'si' }],
  ['rows', 'rows.all(r, r.nothing == "")', 'expression-name', 14, { id: 'nothing' }],
  ['rows', 'rows.all(r, r.b in ["si", "nunca"])', 'expression-word', 26, { name: 'b' }],
  ['rows', 'v == "a"', 'expression-name', 0, { known: 'as_of, period, rows' }],
  ['when', 'facts.clod', 'expression-name', 6, { did: 'cloud' }],
  ['when', 'cloud', 'expression-name', 0, { did: 'facts.cloud' }],
  ['when', 'institution.colour == "red"', 'expression-name', 12],
  ['when', 'institution.kind in ["municipio"]', 'expression-word', 21, { did: 'municipality' }],
  ['when', '"castle" != institution.kind', 'expression-word', 0],
  ['when', 'as_of > "2026"', 'expression-name', 0],
  ['when', 'facts.since > 3', 'expression-types', 0],
])('%s: %s is refused', ([over, source, code, start, params = {}]) => expect(checkExpression(source, scopes[over])).toMatchObject({ code, start, params }))

test.for<[over: Over, source: string]>([
  ['row', 'v.matches("(a+)+$")'],
  ['row', '!(v == "a" || v.matches("x"))'],
  ['rows', 'rows.exists(r, r.v.matches("a"))'],
  ['row', 'matches(v, "(a+)+$")'],
])('%s: %s may not use a regular expression', ([over, source]) =>
  expect(checkExpression(source, scopes[over])).toMatchObject({ code: expect.stringMatching(/^expression-(forbidden|call)$/), params: { id: 'matches' } }),
)

test.for([
  'rows.all(r, rows.exists(s, s.v == r.v))',
  'rows.filter(r, rows.all(s, s.v == r.v)).size() > 0',
  'rows.exists(r, rows.map(s, s.v).size() > 1)',
  'rows.all(r, r.v == "a" || rows.exists_one(s, s.v == r.v))',
  'rows.exists(r, [1, 2, 3].exists(x, x == 2))',
  'rows.all(r, (rows + rows).size() > 0)',
  'rows.all(r, r.v == "a" || rows.size() > 3)',
  'rows.exists(r, r in rows)',
])('%s: a loop inside a loop is refused', (source) => expect(checkExpression(source, scopes.rows)?.code).toBe('expression-nested'))

test.for([
  'cel.bind(x, rows + rows, cel.bind(y, x + x, (y + y).size() > 0))',
  'rows.all(r, cel.bind(x, r.v + r.v, x == "a"))',
  'rows.map(r, r.v).join(",") == ""',
  'rows.all(r, bytes(r.v).hex() == "")',
])('%s: what grows when it is repeated is refused', (source) => expect(checkExpression(source, scopes.rows)?.code).toBe('expression-forbidden'))

test.for(
  [
    `v in [${Array.from({ length: 101 }, (_, index) => `"${index}"`).join(', ')}]`,
    Array.from({ length: 300 }, () => 'v == "a"').join(' || '),
    `${'('.repeat(200)}v == "a"${')'.repeat(200)}`,
    `${'('.repeat(1_000_000)}v == "a"${')'.repeat(1_000_000)}`,
  ].map((source) => ({ start: source.slice(0, 12), size: source.length, source })),
)('$start… of $size characters is refused', ({ source }) => expect(checkExpression(source, scopes.row)?.code).toBe('expression-size'))

test('cost grows in a line with the rows', () => {
  const holds = compileExpression('rows.all(r, r.v != "x") && rows.exists(r, r.v == "y")', scopes.rows)
  const rows = Array.from({ length: 20_000 }, () => ({ v: 'y' }))
  const start = performance.now()
  expect(holds({ rows, as_of: '2026-11-21', period: 2026 })).toEqual({ ok: true, value: true })
  expect(performance.now() - start).toBeLessThan(5_000)
})

test.for<[source: string, context: object, is: object]>([
  ['facts.cloud', { facts: { cloud: true } }, { ok: true, value: true }],
  ['facts.cloud', { facts: {} }, { ok: false, missing: 'cloud' }],
  ['institution.staff > 50', { institution: {} }, { ok: false, missing: 'staff' }],
  ['facts.cloud || institution.kind == "x"', { facts: {}, institution: { kind: 'x' } }, { ok: true, value: true }],
  ['facts.cloud && institution.kind == "x"', { facts: {}, institution: { kind: 'y' } }, { ok: true, value: false }],
  ['institution.staff > 50', { institution: { staff: 51 } }, { ok: true, value: true }],
  ['institution.state_capital >= 51.0', { institution: { state_capital: 51 } }, { ok: true, value: true }],
  ['institution.staff', { institution: { staff: 51 } }, { ok: false }],
])('%s over %j', ([source, context, is]) => expect(compileExpression(source, scopes.when)(context as Record<string, unknown>)).toMatchObject(is))

test('an expression cannot reach the machine', () => {
  for (const source of ['process.exit() == 1', 'constructor == 1', 'v.constructor == "x"', 'globalThis == 1', 'v.__proto__ == ""'])
    expect({ source, problem: checkExpression(source, scopes.row) !== undefined }).toEqual({ source, problem: true })
})
