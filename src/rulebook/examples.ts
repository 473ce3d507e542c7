// The examples of a rulebook folder, `<TOPIC>/<RULE-ID>.test.yaml`, or every problem in them.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Examples, type Example } from '../model/example.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'

/** An example with where it stands, `file:line`. */
export interface PlacedExample extends Example {
  readonly rule: string
  readonly file: string
  readonly line: number
}

/** All examples in `dir`, by file and line; `shown` is how its path is written. Throws InputError with every problem. */
export function loadExamples(dir: string, shown: string = dir): PlacedExample[] {
  const problems: Problem[] = []
  const found: PlacedExample[] = []
  for (const path of exampleFiles(dir)) {
    const file = `${shown.replace(/[/\\]+$/, '')}/${path}`
    const bytes = readRegularFile(join(dir, path), MAX_YAML_BYTES)
    if (!bytes.ok) {
      problems.push({ code: bytes.code, place: { file, line: 0, col: 0 }, params: bytes.params })
      continue
    }
    const yaml = readYaml(bytes.bytes, file)
    if (!yaml.ok) {
      problems.push(...yaml.problems)
      continue
    }
    const examples = validate(Examples, yaml.yaml)
    if (!examples.ok) {
      problems.push(...examples.problems)
      continue
    }
    const rule = path.slice(path.indexOf('/') + 1).replace(/\.test\.ya?ml$/, '')
    examples.value.forEach((example, index) => found.push({ ...example, rule, file, line: yaml.yaml.placeOf([index]).line }))
  }
  if (problems.length > 0) throw new InputError(problems)
  return found
}

function exampleFiles(dir: string): string[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = folders.flatMap(({ name }) => readdirSync(join(dir, name)).map((file) => `${name}/${file}`))
  return paths.filter((path) => /\.test\.ya?ml$/.test(path)).toSorted()
}
