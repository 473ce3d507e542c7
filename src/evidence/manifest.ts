// The manifest as it is written by hand: a section of which only the name is there, all of it being comments still, is as if it were not.
import { Manifest } from '../model/evidence.ts'
import type { YamlFile } from '../util/yaml.ts'
import { validate, type Parsed } from '../util/zod-problems.ts'

/** The manifest that a file holds, or what is wrong with it. */
export const manifestIn = (yaml: YamlFile): Parsed<Manifest> => validate(Manifest, yaml, withoutEmpty(yaml.value))

function withoutEmpty(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name, section]) => section !== null || !MAY_BE_EMPTY.has(name)))
}
const MAY_BE_EMPTY = new Set(['facts', 'signatories', 'gate', 'datasets', 'answers', 'documents', 'waivers'])
