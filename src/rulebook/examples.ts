// The examples of a rulebook folder, `<TOPIC>/<RULE-ID>.test.yaml`, or every problem in them.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Examples, type Example } from '../model/example.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { lintExamples, type ExampleWorld } from './lint-examples.ts'

/** An example with where it stands, `file:line`. */
export interface PlacedExample extends Example {
  readonly rule: string
  readonly file: string
  readonly line: number
}

/** The examples of a folder that could be read, the rules that have a file of them, and every problem found. */
export interface ExampleSource {
  readonly examples: readonly PlacedExample[]
  readonly rules: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** All examples in `dir`, by file and line; `shown` is how its path is written. Throws InputError with every problem. */
export function loadExamples(dir: string, shown: string, world: ExampleWorld): readonly PlacedExample[] {
  const { examples, problems } = readExamples(dir, shown, world)
  if (problems.length > 0) throw new InputError(problems)
  return examples
}

/** Reads the examples and whether what they name is there in `world`. Throws only when there is no such folder. */
export function readExamples(dir: string, shown: string, world: ExampleWorld): ExampleSource {
  const problems: Problem[] = []
  const found: PlacedExample[] = []
  const paths = exampleFiles(dir)
  for (const path of paths) {
    const file = `${shown.replace(/[/\\]+$/, '')}/${path}`
    const bytes = readRegularFile(join(dir, path), MAX_YAML_BYTES)
    if (!bytes.ok) {
      problems.push({ code: bytes.code, place: { file, line: 0, col: 0 }, params: bytes.params })
      continue
    }
    const yaml = readYaml(bytes.bytes, file)
    if (!yaml.ok) {
      for (const one of yaml.problems) problems.push(one)
      continue
    }
    const examples = validate(Examples, yaml.yaml)
    if (!examples.ok) {
      for (const one of examples.problems) problems.push(one)
      continue
    }
    for (const one of lintExamples({ value: examples.value, yaml: yaml.yaml, name: ruleOf(path) }, world)) problems.push(one)
    examples.value.forEach((example, index) => found.push({ ...example, rule: ruleOf(path), file, line: yaml.yaml.placeOf([index]).line }))
  }
  return { examples: found, rules: new Set(paths.map(ruleOf)), problems }
}

const ruleOf = (path: string): string => path.slice(path.indexOf('/') + 1).replace(/\.test\.ya?ml$/, '')

function exampleFiles(dir: string): string[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = folders.flatMap(({ name }) => readdirSync(join(dir, name)).map((file) => `${name}/${file}`))
  return paths.filter((path) => /\.test\.ya?ml$/.test(path)).toSorted()
}
