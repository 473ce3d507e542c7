// A folder of YAML → a Rulebook, or every problem in it at once.
import { readdirSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import type * as z from 'zod'
import { checkOf } from '../checks/index.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { DatasetDef, Rule, RulebookHead, type Rulebook } from '../model/rulebook.ts'
import { digestOf } from '../util/canonical-json.ts'
import { by, byText } from '../util/compare.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { salvage } from '../util/salvage.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { lintRulebook } from './lint.ts'
import type { Sourced } from './reporter.ts'

/** The files of a rulebook folder, with what could be read of each and every problem found so far. */
export interface RulebookSource {
  readonly head: Sourced<Partial<RulebookHead>>
  readonly datasets: readonly Sourced<Partial<DatasetDef>>[]
  readonly rules: readonly Sourced<Partial<Rule>>[]
  readonly problems: readonly Problem[]
  /** True when every file could be read to its end. */
  readonly whole: boolean
  /** YAML in the folder that is no rule, table or example where it lies, and is therefore not read. */
  readonly stray: readonly string[]
}

/**
 * Loads the rulebook in `dir`; `shown` is how its path is written in problems.
 * Throws an InputError with all problems; a rulebook is never partly loaded.
 */
export async function loadRulebook(dir: string, shown: string = dir): Promise<Rulebook> {
  const { head, datasets, rules, problems } = readRulebook(dir, shown)
  if (problems.length > 0) throw new InputError(inPlace(problems))
  // Without a problem every file is whole.
  return assemble(
    head.value as RulebookHead,
    datasets.map((d) => d.value as DatasetDef),
    rules.map((r) => withDefaults(r.value as Rule)),
  )
}

/** Reads and lints the folder. Throws only when there is no such folder. */
export function readRulebook(dir: string, shown: string = dir): RulebookSource {
  const problems: Problem[] = []
  const root = realFolder(dir, shown)
  const parse = <S extends z.ZodObject>(path: string, schema: S): Sourced<Partial<z.output<S>>> => {
    const file = `${shown.replace(/[/\\]+$/, '')}/${path}`
    const name = basename(path).replace(/\.ya?ml$/, '')
    const read = yamlAt(join(root, path), file)
    if (!read.ok) {
      for (const one of read.problems) problems.push(one)
      return { value: {}, yaml: lost(file), name }
    }
    const result = validate(schema, read.yaml)
    if (result.ok) return { value: result.value, yaml: read.yaml, name }
    for (const one of result.problems) problems.push(one)
    return { value: salvage(schema, read.yaml.value), yaml: read.yaml, name }
  }
  const head = parse('rulebook.yaml', RulebookHead)
  // A folder without it is no rulebook; what else lies in it says nothing.
  if (problems.some((problem) => problem.code === 'file-missing')) return { head, datasets: [], rules: [], problems, whole: false, stray: [] }
  const files = yamlFiles(root)
  const datasets = files.filter((f) => f.startsWith('datasets/')).map((f) => parse(f, DatasetDef))
  const rules = files.filter((f) => !f.startsWith('datasets/')).map((f) => parse(f, Rule))
  const whole = problems.length === 0
  for (const one of lintRulebook(head, datasets, rules)) problems.push(one)
  return { head, datasets, rules, problems, whole, stray: strayFiles(root, files).map((path) => `${shown.replace(/[/\\]+$/, '')}/${path}`) }
}

function yamlAt(path: string, shown: string): ReturnType<typeof readYaml> {
  const file = readRegularFile(path, MAX_YAML_BYTES)
  return file.ok ? readYaml(file.bytes, shown) : { ok: false, problems: [{ code: file.code, place: { file: shown, line: 0, col: 0 }, params: file.params }] }
}

/** A file of which nothing could be read but its name. */
const lost = (file: string): YamlFile => ({ file, value: undefined, placeOf: () => ({ file, line: 0, col: 0 }), excerptAt: () => '' })

/** Problems by file, line and column. */
export const inPlace = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => byText(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.col - b.place.col)

/** A rulebook of its parts, sorted and digested; options of checks are complete. */
export function assemble(head: RulebookHead, datasets: readonly DatasetDef[], rules: readonly Rule[]): Rulebook {
  const body = { ...head, datasets: datasets.toSorted(by((d) => d.id)), rules: rules.toSorted(by((r) => r.id)) }
  return { ...body, digest: digestOf(body), ruleDigests: Object.fromEntries(body.rules.map((rule) => [rule.id, digestOf(rule)])) }
}

/** Checks with every option spelled out, so that running them needs no schema. */
export function withDefaults(rule: Rule): Rule {
  const checks = rule.checks.map((use) => Object.fromEntries(Object.entries(use).map(([kind, options]) => [kind, checkOf(kind)?.options.parse(options)])))
  return { ...rule, checks }
}

/** Every file that makes up the rulebook in `root`, relative to it and sorted. Throws when it is no folder. */
export const rulebookFiles = (root: string): string[] => ['rulebook.yaml', ...yamlFiles(root)]

/** `datasets/*.yaml` and `<TOPIC>/*.yaml`, examples (`*.test.yaml`) left out; sorted. */
function yamlFiles(root: string): string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = folders.flatMap(({ name: folder }) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  return paths.filter((path) => /\.ya?ml$/.test(path) && !/\.test\.ya?ml$/.test(path)).toSorted()
}

function strayFiles(root: string, files: readonly string[]): string[] {
  const all = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  const read = new Set(['rulebook.yaml', ...files])
  return all.filter((path) => /\.ya?ml$/i.test(path) && !read.has(path) && !/^[^/]+\/[^/]+\.test\.ya?ml$/.test(path)).toSorted()
}

function realFolder(dir: string, shown: string): string {
  try {
    readdirSync(dir)
    return realpathSync(dir)
  } catch (error) {
    const reason = errorCode(error)
    const code = reason === 'ENOENT' ? 'file-missing' : reason === 'ENOTDIR' ? 'not-a-folder' : 'file-unreadable'
    throw new InputError([{ code, place: { file: shown, line: 0, col: 0 }, params: { reason } }])
  }
}
