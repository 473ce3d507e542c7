// What is wrong with an expression, before it runs: told by code, so that it can be said in any language, and where in its text.
import type { Problem, ProblemCode } from '../model/problem.ts'
import { nodesOf, typeCheck, type Scope, type Visited } from './expression.ts'
import { nearest } from './suggest.ts'

export interface ExpressionProblem {
  readonly code: ProblemCode
  readonly params: Problem['params']
  /** 0-based offset in the text. */
  readonly start: number
}

type Checked = ReturnType<typeof typeCheck>
type Node = Visited['node']

/** Regular expressions, and what makes a text of a list or gives a name to either: repeated, they grow without end. */
const FORBIDDEN = new Set(['matches', 'bind', 'join', 'bytes', 'json'])

/** Checks names, types, result, words and cost of an expression without evaluating it; tells the first thing wrong. */
export function checkExpression(source: string, scope: Scope): ExpressionProblem | undefined {
  const { valid, type, error } = typeCheck(source, scope)
  if (!valid) return refusal(error, source, scope)
  if (type !== 'bool' && type !== 'dyn') return { code: 'expression-result', params: { type: String(type) }, start: 0 }
  const visited = nodesOf(source, scope)
  for (const { node, loops, repeated, name } of visited) {
    if (name !== undefined && FORBIDDEN.has(name)) return { code: 'expression-forbidden', params: { id: name }, start: node.start }
    if (loops > 1 || (repeated && node.op === 'id' && node.args === 'rows')) return { code: 'expression-nested', params: {}, start: node.start }
  }
  return visited.map(({ node }) => strangeWord(node, scope)).find((problem) => problem !== undefined)
}

/** What the engine says, as a problem of ours; its own words are English. */
function refusal(error: Checked['error'], source: string, scope: Scope): ExpressionProblem {
  const start = error?.range?.start ?? 0
  const { code = '', summary = '' } = error ?? {}
  const told = (problem: ProblemCode, params: Problem['params'] = {}): ExpressionProblem => ({ code: problem, params, start })
  switch (code) {
    case 'unknown_variable':
    case 'no_such_key': {
      const id = summary.slice(summary.indexOf(': ') + 2)
      const known = namesAt(error?.node, code === 'no_such_key', scope)
      const inside = Object.entries(scope.variables).flatMap(([name, type]) =>
        typeof type === 'string' ? [] : Object.keys(type).map((field) => `${name}.${field}`),
      )
      const did = nearest(id, known) ?? inside.find((name) => code === 'unknown_variable' && name.endsWith(`.${id}`)) ?? ''
      return told('expression-name', { id, did, known: known.slice(0, 30).join(', ') })
    }
    case 'no_such_overload': {
      const [, left = '', op = '', right = ''] = /^no such overload: (?:(\S+) (\S+) (.+)|.*)$/.exec(summary) ?? []
      return told('expression-types', { left, op, right })
    }
    case 'no_matching_overload': {
      const [, on = '', id = '', given = ''] = /'(?:(.+)\.)?(\w+)\((.*)\)'$/.exec(summary) ?? []
      return told('expression-call', { id, given: [on, given].filter((part) => part !== '').join(', ') })
    }
    case 'limit_exceeded':
      return told('expression-size')
    default:
      return error?.name === 'ParseError'
        ? told('expression-syntax', { found: source.slice(start, start + 20) })
        : told('expression-types', { left: '', op: '', right: '' })
  }
}

/** The names that would have been right there: variables, or the fields of the object before the point. */
function namesAt(node: unknown, field: boolean, scope: Scope): string[] {
  if (!field) return [...Object.keys(scope.variables), ...(scope.rows ? ['rows'] : [])]
  const object = (node as Node | undefined)?.op === '.' ? nameOf((node as Node & { op: '.' }).args[0], scope) : undefined
  const type = object === undefined ? undefined : scope.variables[object]
  return Object.keys(typeof type === 'object' ? type : (scope.rows ?? {}))
}

/** `name`, `object.field`, or `rows.field` for a field of what runs through the rows. */
function nameOf(node: Node, scope: Scope): string | undefined {
  if (node.op === 'id') return node.args
  if (node.op !== '.' || node.args[0].op !== 'id') return undefined
  const object = node.args[0].args
  return `${scope.variables[object] === undefined ? 'rows' : object}.${node.args[1]}`
}

/** A text compared with a name that can never have it. */
function strangeWord(node: Node, scope: Scope): ExpressionProblem | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined
  const [left, right] = node.args
  const name = [left, right].map((side) => nameOf(side, scope)).find((candidate) => candidate !== undefined && scope.words?.[candidate] !== undefined)
  const words = name === undefined ? undefined : scope.words?.[name]
  if (name === undefined || !words) return undefined
  const literals = [left, right].flatMap((side) => (side.op === 'list' ? side.args : [side])).filter((side) => side.op === 'value')
  const strange = literals.find(({ args }) => typeof args === 'string' && args !== '' && !words.includes(args))
  if (!strange) return undefined
  const found = String(strange.args)
  return {
    code: 'expression-word',
    params: { name: name.replace(/^rows\./, ''), found, did: nearest(found, words) ?? '', known: words.join(', ') },
    start: strange.start,
  }
}
