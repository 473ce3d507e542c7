// An overlay file over its base → the tailored Rulebook, or every problem: another version, values that changed, unknown names.
import { InputError, type Problem } from '../model/problem.ts'
import { Overlay, type AppliedOverlay } from '../model/overlay.ts'
import type { Rule, Rulebook } from '../model/rulebook.ts'
import { readRegularFile } from '../util/read-file.ts'
import { nearest } from '../util/suggest.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { mustsWeighNothing } from './lint.ts'
import { lintRule } from './lint-rule.ts'
import { assemble, inPlace, withDefaults } from './load.ts'
import { reporter, twice } from './reporter.ts'

/** Loads the overlay at `path` (shown as `shown`) over the rulebook that `baseOf` finds. Throws InputError with every problem. */
export async function loadOverlay(
  path: string,
  shown: string,
  baseOf: (id: string) => Promise<Rulebook | undefined>,
  known: readonly string[],
): Promise<Rulebook> {
  const file = readRegularFile(path, MAX_YAML_BYTES)
  if (!file.ok) throw new InputError([{ code: file.code, place: { file: shown, line: 0, col: 0 }, params: file.params }])
  const parsed = readYaml(file.bytes, shown)
  if (!parsed.ok) throw new InputError(parsed.problems)
  if (isSomethingElse(parsed.yaml.value)) throw new InputError([{ code: 'not-an-overlay', place: parsed.yaml.placeOf([]), params: {} }])
  const overlay = validate(Overlay, parsed.yaml)
  if (!overlay.ok) throw new InputError(overlay.problems)
  const base = await baseOf(overlay.value.base.id)
  if (!base) throw new InputError([unknownBase(overlay.value, parsed.yaml, known)])
  const problems = check(overlay.value, base, parsed.yaml)
  if (problems.length > 0) throw new InputError(inPlace(problems))
  const tailored = apply(overlay.value, base)
  const useless = checkWhole(tailored, parsed.yaml)
  if (useless.length > 0) throw new InputError(useless)
  return tailored
}

/** A file of a rulebook, most likely: it would be told key by key how far it is from an overlay. */
const isSomethingElse = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && !('base' in value) && !('schema' in value && value.schema === 'cumple/overlay@1')

/** What the changes leave must still be a rulebook by which something can be calculated. */
function checkWhole(tailored: Rulebook, yaml: YamlFile): Problem[] {
  const problems: Problem[] = []
  const say = reporter(yaml, problems)
  if (tailored.rules.length === 0) say('rulebook-empty', ['off'])
  else if (tailored.topics.every((topic) => topic.factor === 0) || mustsWeighNothing(tailored, tailored.rules)) say('zero-weights', ['topics'])
  return problems
}

function unknownBase({ base }: Overlay, yaml: YamlFile, known: readonly string[]): Problem {
  const place = yaml.placeOf(['base', 'id'])
  return {
    code: 'unknown-rulebook',
    place,
    params: { id: base.id, did: nearest(base.id, known) ?? '', known: known.join(', ') },
    excerpt: yaml.excerptAt(place.line),
  }
}

/** Every line of the overlay against the base as it is; of another version, what differs is listed. */
function check(overlay: Overlay, base: Rulebook, yaml: YamlFile): Problem[] {
  const problems: Problem[] = []
  const say = reporter(yaml, problems)
  const ids = base.rules.map((rule) => rule.id)
  const ruleAt = (id: string, path: readonly PropertyKey[]): Rule | undefined => {
    const rule = base.rules.find((candidate) => candidate.id === id)
    if (!rule) say('overlay-unknown', path, { base: base.id, id, did: nearest(id, ids) ?? '' })
    return rule
  }
  const same = (id: string, was: unknown, now: unknown, path: readonly PropertyKey[]) => {
    if (was !== now) say('overlay-changed', path, { id, was: String(was), now: String(now) })
  }
  if (overlay.base.version !== base.version) say('overlay-base', ['base', 'version'], { base: base.id, wanted: overlay.base.version, found: base.version })
  overlay.off.forEach(({ rule }, index) => ruleAt(rule, ['off', index, 'rule']))
  overlay.severities.forEach(({ rule, was }, index) => {
    const found = ruleAt(rule, ['severities', index, 'rule'])
    if (found) same(rule, was, found.severity, ['severities', index, 'was'])
  })
  const topics = base.topics.map(({ id }) => id)
  overlay.topics.forEach(({ topic, was }, index) => {
    const found = base.topics.find((candidate) => candidate.id === topic)
    if (found) same(topic, was, found.factor, ['topics', index, 'was'])
    else say('overlay-unknown', ['topics', index, 'topic'], { base: base.id, id: topic, did: nearest(topic, topics) ?? '' })
  })
  overlay.thresholds.forEach(({ rule, check: number, was }, index) => {
    const found = ruleAt(rule, ['thresholds', index, 'rule'])
    const floor = found && floorOf(found, number)
    if (found && floor === undefined) say('overlay-no-threshold', ['thresholds', index, 'check'], { id: rule, check: number })
    else if (found) same(`${rule}, ${number}`, was, floor, ['thresholds', index, 'was'])
  })
  const rulesOf = (changes: readonly { readonly rule: string }[]) => changes.map(({ rule }) => rule)
  twice(say, ['off'], rulesOf(overlay.off), 'rule')
  twice(say, ['severities'], rulesOf(overlay.severities), 'rule')
  const changed = overlay.topics.map(({ topic }) => topic)
  twice(say, ['topics'], changed, 'topic')
  const floors = overlay.thresholds.map(({ rule, check: number }) => `${rule}, ${number}`)
  twice(say, ['thresholds'], floors, 'check')
  const added = overlay.rules.map(({ id }) => id)
  twice(say, ['rules'], added, 'id')
  const known = [...ids, ...added]
  overlay.rules.forEach((value, index) => {
    if (ids.includes(value.id)) say('duplicate-id', ['rules', index, 'id'], { id: value.id, other: base.id })
    const inside: YamlFile = { ...yaml, placeOf: (path, ...how) => yaml.placeOf(['rules', index, ...path], ...how) }
    lintRule({ value, name: value.id, yaml: inside }, base, base.datasets, known, problems)
  })
  return problems
}

const floorOf = (rule: Rule, number: number): number | undefined =>
  Object.values(rule.checks[number] ?? {}).map((options) => (options as { at_least?: number }).at_least)[0]

function apply(overlay: Overlay, base: Rulebook): Rulebook {
  const severity = new Map(overlay.severities.map((change) => [change.rule, change.severity]))
  const factor = new Map(overlay.topics.map((change) => [change.topic, change.factor]))
  const off = new Set(overlay.off.map(({ rule }) => rule))
  const floors = (rule: Rule): Rule['checks'] =>
    rule.checks.map((use, number) => {
      const change = overlay.thresholds.find((candidate) => candidate.rule === rule.id && candidate.check === number)
      if (!change) return use
      return Object.fromEntries(
        Object.entries(use).map(([kind, options]) => [kind, { ...(options as object), at_least: change.at_least, threshold: 'proposed' }]),
      )
    })
  const kept = base.rules
    .filter((rule) => !off.has(rule.id))
    .map((rule) => ({ ...rule, severity: severity.get(rule.id) ?? rule.severity, checks: floors(rule) }))
  const { datasets, rules: _rules, digest, ruleDigests: _digests, overlay: _overlay, ...head } = base
  const topics = head.topics.map((topic) => ({ ...topic, factor: factor.get(topic.id) ?? topic.factor }))
  const tailored = assemble({ ...head, topics }, datasets, [...kept, ...overlay.rules.map(withDefaults)])
  return { ...tailored, overlay: { id: overlay.id, title: overlay.title, base: { version: base.version, digest }, changes: changesOf(overlay) } }
}

const changesOf = (overlay: Overlay): AppliedOverlay['changes'] => [
  ...overlay.off.map(({ rule, reason }) => ({ what: 'off' as const, id: rule, from: '', to: '', reason })),
  ...overlay.severities.map(({ rule, was, severity, reason }) => ({ what: 'severity' as const, id: rule, from: was, to: severity, reason })),
  ...overlay.topics.map(({ topic, was, factor, reason }) => ({ what: 'topic' as const, id: topic, from: String(was), to: String(factor), reason })),
  ...overlay.thresholds.map(({ rule, was, at_least, reason }) => ({ what: 'threshold' as const, id: rule, from: String(was), to: String(at_least), reason })),
  ...overlay.rules.map(({ id, why }) => ({ what: 'added' as const, id, from: '', to: '', reason: why })),
]
