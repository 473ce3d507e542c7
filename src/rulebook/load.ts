// A folder of YAML → a Rulebook, or every problem in it at once.
import { readdirSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkOf } from '../checks/index.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { DatasetDef, Rule, RulebookHead, type Rulebook } from '../model/rulebook.ts'
import { digestOf } from '../util/canonical-json.ts'
import { by, byText } from '../util/compare.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { lintRulebook } from './lint.ts'
import type { Sourced } from './reporter.ts'

/** The files of a rulebook folder, each valid by itself, with every problem found so far. */
export interface RulebookSource {
  readonly head?: Sourced<RulebookHead> | undefined
  readonly datasets: readonly Sourced<DatasetDef>[]
  readonly rules: readonly Sourced<Rule>[]
  readonly problems: readonly Problem[]
  /** YAML in the folder that is no rule, table or example where it lies, and is therefore not read. */
  readonly stray: readonly string[]
}

/**
 * Loads the rulebook in `dir`; `shown` is how its path is written in problems.
 * Throws an InputError with all problems; a rulebook is never partly loaded.
 */
export async function loadRulebook(dir: string, shown: string = dir): Promise<Rulebook> {
  const { head, datasets, rules, problems } = readRulebook(dir, shown)
  if (problems.length > 0 || !head) throw new InputError(inPlace(problems))
  return assemble(
    head.value,
    datasets.map((d) => d.value),
    rules.map((r) => withDefaults(r.value)),
  )
}

/** Reads and lints the folder. Throws only when there is no such folder. */
export function readRulebook(dir: string, shown: string = dir): RulebookSource {
  const problems: Problem[] = []
  const root = realFolder(dir, shown)
  const read = (path: string): YamlFile | undefined => {
    const name = `${shown.replace(/[/\\]+$/, '')}/${path}`
    const file = readRegularFile(join(root, path), MAX_YAML_BYTES)
    if (!file.ok) {
      problems.push({ code: file.code, place: { file: name, line: 0, col: 0 }, params: file.params })
      return undefined
    }
    const yaml = readYaml(file.bytes, name)
    if (yaml.ok) return yaml.yaml
    problems.push(...yaml.problems)
    return undefined
  }
  const parse = <S extends typeof Rule | typeof DatasetDef | typeof RulebookHead>(path: string, schema: S): Sourced<ReturnType<S['parse']>> | undefined => {
    const yaml = read(path)
    if (!yaml) return undefined
    const result = validate(schema, yaml)
    if (result.ok) return { value: result.value as ReturnType<S['parse']>, yaml, name: basename(path).replace(/\.ya?ml$/, '') }
    problems.push(...result.problems)
    return undefined
  }
  const head = parse('rulebook.yaml', RulebookHead)
  // A folder without it is no rulebook; what else lies in it says nothing.
  if (problems.some((problem) => problem.code === 'file-missing')) return { head, datasets: [], rules: [], problems, stray: [] }
  const files = yamlFiles(root)
  const datasets = files.filter((f) => f.startsWith('datasets/')).flatMap((f) => parse(f, DatasetDef) ?? [])
  const rules = files.filter((f) => !f.startsWith('datasets/')).flatMap((f) => parse(f, Rule) ?? [])
  if (head) problems.push(...lintRulebook(head, datasets, rules))
  return { head, datasets, rules, problems, stray: strayFiles(root, files).map((path) => `${shown.replace(/[/\\]+$/, '')}/${path}`) }
}

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
    throw new InputError([{ code: 'file-missing', place: { file: shown, line: 0, col: 0 }, params: { reason: errorCode(error) } }])
  }
}
