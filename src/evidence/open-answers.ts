// A file of answers by themselves, as those in `answers/`: read as if it stood in evidence that is there.
import { basename } from 'node:path'
import { Answers } from '../model/evidence.ts'
import { InputError } from '../model/problem.ts'
import { RuleId } from '../model/scalars.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import type { OpenedEvidence } from './open.ts'

/** The YAML of a file that holds requirements and nothing else; undefined when it is something else. */
export function answersAlone(path: string): YamlFile | undefined {
  const file = readRegularFile(path, MAX_YAML_BYTES)
  const read = file.ok ? readYaml(file.bytes, basename(path)) : undefined
  if (!read?.ok || read.yaml.value === null || typeof read.yaml.value !== 'object') return undefined
  const keys = Object.keys(read.yaml.value)
  return keys.length > 0 && keys.every((key) => RuleId.safeParse(key).success) ? read.yaml : undefined
}

/** Evidence with the answers of such a file in place of its own. Throws InputError. */
export function withAnswers(evidence: OpenedEvidence, yaml: YamlFile): OpenedEvidence {
  const { file } = yaml
  const read = validate(Answers, yaml, yaml.value)
  if (!read.ok) throw new InputError(read.problems)
  return {
    ...evidence,
    answers: Object.fromEntries(Object.entries(read.value).map(([rule, answer]) => [rule, { ...answer, ...yaml.placeOf([rule], true) }])),
    places: {
      ...evidence.places,
      answer: (rule, ...path) => yaml.placeOf([rule, ...path]),
      excerpt: (place) => (place.file === file ? yaml.excerptAt(place.line) : evidence.places.excerpt(place)),
    },
  }
}
