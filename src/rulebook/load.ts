// A folder of YAML → a Rulebook, or every problem in it at once.
import { readdir, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkOf } from '../checks/index.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { DatasetDef, Rule, RulebookHead, type Rulebook } from '../model/rulebook.ts'
import { digestOf } from '../util/canonical-json.ts'
import { by, byText } from '../util/compare.ts'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { lintRulebook, type Sourced } from './lint.ts'

/**
 * Loads the rulebook in `dir`; `shown` is how its path is written in problems.
 * Throws an InputError with all problems; a rulebook is never partly loaded.
 */
export async function loadRulebook(dir: string, shown: string = dir): Promise<Rulebook> {
  const problems: Problem[] = []
  const root = await realpath(dir).catch((error: unknown) => {
    throw new InputError([{ code: 'file-missing', place: { file: shown, line: 0, col: 0 }, params: { reason: errorCode(error) } }])
  })
  const read = async (path: string): Promise<YamlFile | undefined> => {
    const name = `${shown.replace(/[/\\]+$/, '')}/${path}`
    const file = await readRegularFile(join(root, path), MAX_YAML_BYTES)
    if (!file.ok) {
      problems.push({ code: file.code, place: { file: name, line: 0, col: 0 }, params: file.params })
      return undefined
    }
    const yaml = readYaml(file.bytes, name)
    if (yaml.ok) return yaml.yaml
    problems.push(...yaml.problems)
    return undefined
  }
  const parse = async <S extends typeof Rule | typeof DatasetDef | typeof RulebookHead>(path: string, schema: S): Promise<Sourced<ReturnType<S['parse']>> | undefined> => {
    const yaml = await read(path)
    if (!yaml) return undefined
    const result = validate(schema, yaml)
    if (result.ok) return { value: result.value as ReturnType<S['parse']>, yaml, name: basename(path, '.yaml') }
    problems.push(...result.problems)
    return undefined
  }

  const head = await parse('rulebook.yaml', RulebookHead)
  const files = await yamlFiles(root)
  const datasets = (await Promise.all(files.filter((f) => f.startsWith('datasets/')).map((f) => parse(f, DatasetDef)))).filter((d) => d !== undefined)
  const rules = (await Promise.all(files.filter((f) => !f.startsWith('datasets/')).map((f) => parse(f, Rule)))).filter((r) => r !== undefined)
  if (head) problems.push(...lintRulebook(head, datasets, rules))
  if (problems.length > 0 || !head) throw new InputError(problems.toSorted((a, b) => byText(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.col - b.place.col))
  const body = {
    ...head.value,
    datasets: datasets.map((d) => d.value).toSorted(by((d) => d.id)),
    rules: rules.map((r) => withDefaults(r.value)).toSorted(by((r) => r.id)),
  }
  return { ...body, digest: digestOf(body), ruleDigests: Object.fromEntries(body.rules.map((rule) => [rule.id, digestOf(rule)])) }
}

/** Checks with every option spelled out, so that running them needs no schema. */
function withDefaults(rule: Rule): Rule {
  const checks = rule.checks.map((use) => Object.fromEntries(Object.entries(use).map(([kind, options]) => [kind, checkOf(kind)?.options.parse(options)])))
  return { ...rule, checks }
}

/** `datasets/*.yaml` and `<TOPIC>/*.yaml`, examples (`*.test.yaml`) left out; sorted. */
async function yamlFiles(root: string): Promise<string[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const lists = await Promise.all(folders.map(async (folder) => (await readdir(join(root, folder))).map((name) => `${folder}/${name}`)))
  return lists.flat().filter((path) => path.endsWith('.yaml') && !path.endsWith('.test.yaml')).toSorted()
}
