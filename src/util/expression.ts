// CEL expressions behind one small door: typed variables, no side effects, bounded cost. What is wrong with one: check-expression.ts.
// The engine has no run-time cost limit, so the limits are in the shape: a size cap, no `matches`
// (a JavaScript regular expression can run for hours), nothing that makes a longer list or text of one over and over (`bind`, `join`),
// and neither a loop nor all rows inside a loop, which keeps cost linear in the rows.
import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'
import { addDays, addMonths } from './plain-date.ts'

export type VariableType = 'string' | 'bool' | 'dyn'

/** The names an expression may use: plain variables, objects with known fields, and optionally `rows`. */
export interface Scope {
  /** The only texts that a name can have, `""` aside, as `variable`, `object.field` or `rows.field`. */
  readonly words?: Readonly<Record<string, readonly string[]>>
  readonly variables: Readonly<Record<string, VariableType | Readonly<Record<string, VariableType>>>>
  /** Field types of each element of the list `rows`. */
  readonly rows?: Readonly<Record<string, VariableType>>
}

export type Evaluation = { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly missing?: string; readonly message: string }

const LIMITS = { maxAstNodes: 400, maxDepth: 40, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 }
const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

const made = new WeakMap<Scope, Map<boolean, Environment>>()

/** The environment of a scope; making one is slow, so each is made once. */
function environment(scope: Scope, typedRows: boolean): Environment {
  const forms = made.get(scope) ?? new Map<boolean, Environment>()
  made.set(scope, forms)
  const env = forms.get(typedRows) ?? makeEnvironment(scope, typedRows)
  forms.set(typedRows, env)
  return env
}

let base: Environment | undefined

/** What every expression may use; scopes are copies of it, since registering the functions anew is slow. */
function baseEnvironment(): Environment {
  base ??= new Environment({ limits: LIMITS })
    .registerFunction('addDays(string, int): string', (date: string, n: bigint) => (date === '' ? '' : addDays(date, Number(n))))
    .registerFunction('addMonths(string, int): string', (date: string, n: bigint) => (date === '' ? '' : addMonths(date, Number(n))))
  return base
}

function makeEnvironment(scope: Scope, typedRows: boolean): Environment {
  const env = baseEnvironment().clone()
  for (const [name, type] of Object.entries(scope.variables)) {
    if (typeof type === 'string') env.registerVariable(name, type)
    else env.registerVariable({ name, schema: { ...type } })
  }
  if (scope.rows && typedRows) env.registerType('Row', { fields: { ...scope.rows } }).registerVariable('rows', 'list<Row>')
  else if (scope.rows) env.registerVariable('rows', 'list<map<string, dyn>>')
  return env
}

const parsed = new WeakMap<Environment, Map<string, ParseResult>>()

/** An expression parsed once, however often it is asked about or run. */
function parse(source: string, scope: Scope): ParseResult {
  const env = environment(scope, false)
  const programs = parsed.get(env) ?? new Map<string, ParseResult>()
  parsed.set(env, programs)
  const program = programs.get(source) ?? env.parse(source)
  programs.set(source, program)
  return program
}

/** What the engine says of an expression before it runs: its type, or what is wrong. */
export function typeCheck(source: string, scope: Scope): ReturnType<Environment['check']> {
  return environment(scope, true).check(source)
}

/** Every node of an expression that parses. */
export const nodesOf = (source: string, scope: Scope): readonly Visited[] => nodes(environment(scope, true).parse(source).ast)

export interface Visited {
  readonly node: ASTNode
  readonly loops: number
  /** In what a loop does for each, not in what it runs through. */
  readonly repeated: boolean
  readonly name?: string
}

/** Every node with the loops around it, parents first. */
function nodes(value: unknown, loops = 0, repeated = false, into: Visited[] = []): Visited[] {
  if (Array.isArray(value)) for (const item of value) nodes(item, loops, repeated, into)
  else if (value !== null && typeof value === 'object' && 'op' in value && 'args' in value) {
    const node = value as ASTNode
    const call = node.op === 'rcall' || node.op === 'call' ? node.args[0] : undefined
    const loop = node.op === 'rcall' && LOOPS.has(node.args[0])
    const inside = loops + (loop ? 1 : 0)
    into.push({ node, loops: inside, repeated, ...(call === undefined ? {} : { name: call }) })
    if (loop) {
      nodes(node.args[1], inside, repeated, into)
      nodes(node.args[2], inside, true, into)
    } else nodes(node.args, inside, repeated, into)
  }
  return into
}

/** Every plain name and every field that an expression mentions, for finding out which columns it reads. */
export function namesIn(source: string, scope: Scope): ReadonlySet<string> {
  const { ast } = parse(source, scope)
  const known = named.get(ast)
  if (known) return known
  const names = new Set<string>()
  for (const { node } of nodes(ast)) {
    if (node.op === 'id') names.add(node.args)
    if (node.op === '.') names.add(node.args[1])
  }
  named.set(ast, names)
  return names
}

const named = new WeakMap<ASTNode, ReadonlySet<string>>()

/** Compiles a checked expression; evaluation never throws. A missing name is told apart from other errors. */
export function compileExpression(source: string, scope: Scope): (context: Record<string, unknown>) => Evaluation {
  const run = parse(source, scope)
  return (context) => {
    try {
      const value: unknown = run(context)
      return typeof value === 'boolean' ? { ok: true, value } : { ok: false, message: 'result is not a boolean' }
    } catch (error) {
      const message = firstLine(error)
      const missing = /^(?:No such key|Unknown variable): (\S+)/.exec(message)?.[1]
      return { ok: false, message, ...(missing === undefined ? {} : { missing }) }
    }
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
