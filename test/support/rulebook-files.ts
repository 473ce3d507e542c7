// A rulebook as the files of its folder.
import { stringify } from 'yaml'
import type { Rulebook } from '../../src/model/rulebook.ts'

export function filesOf(rulebook: Rulebook): Record<string, string> {
  const { datasets, rules, digest: _digest, ruleDigests: _ruleDigests, ...head } = rulebook
  return Object.fromEntries([
    ['rulebook.yaml', stringify(head)],
    ...datasets.map((dataset) => [`datasets/${dataset.id}.yaml`, stringify(dataset)]),
    ...rules.map((rule) => [`${rule.id.split('-', 1)[0]}/${rule.id}.yaml`, stringify(rule)]),
  ])
}
