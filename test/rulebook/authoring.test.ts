// What authors use besides loading: advice, overlays, differences, and problems as SARIF.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { Rulebook } from '../../src/model/rulebook.ts'
import { problemsSarif } from '../../src/report/problems-sarif.ts'
import { rulebookPage } from '../../src/report/rulebook-pages.ts'
import { adviseOn } from '../../src/rulebook/advice.ts'
import { diffRulebooks } from '../../src/rulebook/diff.ts'
import { loadRulebook, readRulebook } from '../../src/rulebook/load.ts'
import { loadOverlay } from '../../src/rulebook/overlay.ts'
import { filesAfter, load, placeOf, type Edit } from '../support/broken-rulebook.ts'
import { MINI, folderOf, refusal } from '../support/folder.ts'
import { sarifErrors } from '../support/sarif.ts'
import { ruleOf, slotOf, text } from '../support/rulebook.ts'

const advice = (edit: Edit, examples: readonly string[] = ['ACT-02', 'ACT-03', 'SEG-01']) => {
  const files = filesAfter(edit)
  const problems = adviseOn(readRulebook(folderOf(files), 'rules/mini'), new Set(examples))
  return problems.map(({ code, place }) => `${code} ${place.file.replace('rules/mini/', '')}:${place.line}:${place.col}`)
}
const at = (file: string, culprit: string, edit: Edit) => placeOf(filesAfter(edit), file, culprit)
const nothing: Edit = () => undefined

test('a rule without examples is told, at its id', () => expect(advice(nothing, ['ACT-02', 'ACT-03'])).toContain('rule-without-example SEG/SEG-01.yaml:1:5'))

test.for<[string, Edit]>([
  ['false', (b) => (b.rules[0]!.when = 'facts.cloud && !facts.cloud')],
  ['two kinds at once', (b) => (b.rules[0]!.when = 'institution.kind == "national" && institution.kind == "legislature"')],
  ['a size and its contrary', (b) => (b.rules[0]!.when = 'institution.staff > 100 && institution.staff < 50')],
])('a condition that can never hold: %s', ([, edit]) => expect(advice(edit).map((line) => line.split(' ')[0])).toContain('when-never'))

test.for<[string, Edit]>([
  ['a fact', (b) => (b.rules[0]!.when = '!facts.cloud')],
  ['a kind', (b) => (b.rules[0]!.when = 'institution.kind == "municipality" && institution.staff >= 40')],
  ['a number of people', (b) => (b.rules[0]!.when = 'facts.people > 250')],
])('a condition that can hold: %s', ([, edit]) => expect(advice(edit).filter((line) => line.startsWith('when-never'))).toEqual([]))

test('a number that is asked and not checked is told where it stands', () => {
  const edit: Edit = (b) => {
    b.rules[1]!.criteria = [{ id: 'enough', es: 'Al menos el 95 % está al día', en: 'At least 95 % is current' }]
  }
  expect(advice(edit)).toContain(`number-unused ${at('ACT/ACT-03.yaml', 'Al menos', edit)}`)
  const known: Edit = (b) => {
    edit(b)
    Object.assign(Object.values(b.rules[1]!.checks[0]!)[0] as object, { at_least: 0.95, threshold: 'proposed' })
  }
  expect(advice(known).filter((line) => line.startsWith('number-unused'))).toEqual([])
})

test('a table and an instrument that nothing uses are told', () => {
  const told = advice((b) => void b.instruments.push({ ...structuredClone(b.instruments[0]!), id: 'otra' }))
  expect(told.filter((line) => line.startsWith('never-used')).map((line) => line.replace(/:.*/, ''))).toEqual([
    'never-used datasets/u.yaml',
    'never-used rulebook.yaml',
  ])
})

/** Said anew, so that the YAML repeats no object by reference. */
const overlay = (part: object): unknown =>
  JSON.parse(JSON.stringify({ schema: 'cumple/overlay@1', id: 'propio', title: text('propio'), base: { id: 'mini', version: '1.0.0' }, ...part }))
const reason = text('because')
async function overlaid(part: object, base?: Rulebook): Promise<Rulebook> {
  const book = base ?? (await load(filesAfter(nothing)))
  const root = folderOf({ 'propio.yaml': stringify(overlay(part)) })
  return loadOverlay(join(root, 'propio.yaml'), 'propio.yaml', async (id) => (id === 'mini' ? book : undefined), ['mini'])
}
const refused = async (part: object) => (await refusal(overlaid(part))).map(({ code, place }) => `${code} ${place.line}:${place.col}`)

test('an overlay switches off, weighs anew, moves thresholds and adds, and says all of it', async () => {
  const tailored = await overlaid({
    off: [{ rule: 'SEG-01', reason }],
    severities: [{ rule: 'ACT-02', was: 'medium', severity: 'high', reason }],
    topics: [{ topic: 'ACT', was: 1, factor: 3, reason }],
    thresholds: [{ rule: 'ACT-03', check: 0, was: 1, at_least: 0.9, reason }],
    rules: [{ ...ruleOf('ACT-07', { documents: [slotOf('policy')] }) }],
  })
  expect(tailored.rules.map(({ id, severity }) => [id, severity])).toEqual([
    ['ACT-02', 'high'],
    ['ACT-03', 'medium'],
    ['ACT-07', 'medium'],
  ])
  expect(tailored.topics.map(({ id, factor }) => [id, factor])).toEqual([
    ['ACT', 3],
    ['SEG', 1],
  ])
  expect(tailored.rules[1]!.checks[0]).toMatchObject({ 'one-of': { at_least: 0.9, threshold: 'proposed' } })
  expect(tailored.overlay?.changes.map(({ what, id, from, to }) => [what, id, from, to])).toEqual([
    ['off', 'SEG-01', '', ''],
    ['severity', 'ACT-02', 'medium', 'high'],
    ['topic', 'ACT', '1', '3'],
    ['threshold', 'ACT-03', '1', '0.9'],
    ['added', 'ACT-07', '', ''],
  ])
  const base = await load(filesAfter(nothing))
  expect(tailored.overlay?.base).toEqual({ version: '1.0.0', digest: base.digest })
  expect(tailored.digest).not.toBe(base.digest)
})

test('an overlay of another version is refused with what differs', async () => {
  const newer = await load(
    filesAfter((b) => {
      b.version = '1.1.0'
      b.rules[0]!.severity = 'critical'
      b.rules = b.rules.filter(({ id }) => id !== 'SEG-01')
    }),
  )
  const part = { severities: [{ rule: 'ACT-02', was: 'medium', severity: 'high', reason }], off: [{ rule: 'SEG-01', reason }] }
  expect((await refusal(overlaid(part, newer))).map(({ code }) => code).toSorted()).toEqual(['overlay-base', 'overlay-changed', 'overlay-unknown'])
})

test('every wrong name of an overlay is told at its place', async () => {
  expect(await refused({ off: [{ rule: 'ACT-99', reason }] })).toEqual(['overlay-unknown 10:11'])
  expect(await refused({ topics: [{ topic: 'XXX', was: 1, factor: 2, reason }] })).toEqual(['overlay-unknown 10:12'])
  expect(await refused({ thresholds: [{ rule: 'ACT-02', check: 4, was: 1, at_least: 0.5, reason }] })).toEqual(['overlay-no-threshold 11:12'])
  expect(await refused({ rules: [ruleOf('ACT-02', { documents: [slotOf('policy')] })] })).toEqual(['duplicate-id 10:9'])
  expect((await refused({ rules: [ruleOf('ACT-07', { documents: [slotOf('policy', { kind: 'nowhere' })] })] })).map((line) => line.split(' ')[0])).toEqual([
    'unknown-kind',
  ])
  const move = { rule: 'ACT-03', check: 0, was: 1, at_least: 0.5, reason }
  expect(await refused({ thresholds: [move, { ...move, at_least: 0.7 }] })).toEqual(['duplicate-id 18:12'])
  const added = ruleOf('ACT-07', { documents: [slotOf('policy')] })
  expect((await refused({ rules: [added, { ...added }] })).map((line) => line.split(' ')[0])).toContain('duplicate-id')
  expect((await refused({ base: { id: 'maxi', version: '1.0.0' } })).map((line) => line.split(' ')[0])).toEqual(['unknown-rulebook'])
  expect((await refused({ colour: 'red' })).map((line) => line.split(' ')[0])).toEqual(['unknown-key'])
})

test('an overlay that leaves nothing to calculate is refused', async () => {
  const off = MINI.rules.map(({ id }) => ({ rule: id, reason }))
  expect(await refused({ off })).toEqual([expect.stringMatching(/^rulebook-empty /)])
  const topics = MINI.topics.map(({ id, factor }) => ({ topic: id, was: factor, factor: 0, reason }))
  expect(await refused({ topics })).toEqual([expect.stringMatching(/^zero-weights /)])
  // ACT still weighs, but nothing obligatory is left in it.
  expect(await refused({ topics: topics.slice(1), off: off.filter(({ rule }) => rule.startsWith('ACT')) })).toEqual([expect.stringMatching(/^zero-weights /)])
})

test.for([['rulebook.yaml'], ['ACT/ACT-02.yaml'], ['datasets/t.yaml']])('%s is no overlay, which is all that is said', async ([file]) => {
  const problems = await refusal(loadOverlay(join(folderOf(filesAfter(nothing)), file!), file!, async () => undefined, ['mini']))
  expect(problems.map(({ code }) => code)).toEqual(['not-an-overlay'])
})

test('a file is no rulebook folder', async () => {
  const root = folderOf(filesAfter(nothing))
  expect(await refusal(loadRulebook(join(root, 'rulebook.yaml'), 'rulebook.yaml'))).toMatchObject([{ code: 'not-a-folder', place: { file: 'rulebook.yaml' } }])
})

test('a page shows a condition as it is written', async () => {
  const book = await load(filesAfter((b) => (b.rules[0]!.when = 'facts.cloud || facts.people > 3')))
  expect(rulebookPage(book, 'es')).toContain('`facts.cloud || facts.people > 3`')
})

test('two versions differ rule by rule, with the texts', async () => {
  const a = await load(filesAfter(nothing))
  const b = await load(
    filesAfter((book) => {
      book.rules[0]!.requirement.es = 'otra cosa'
      book.rules = [...book.rules.filter(({ id }) => id !== 'SEG-01'), ruleOf('ACT-07', { documents: [slotOf('policy')] })]
      book.method.waiver_max = 'P6M'
    }),
  )
  expect(diffRulebooks(a, a)).toEqual({ added: [], removed: [], changed: [], head: [] })
  const { added, removed, changed, head } = diffRulebooks(a, b)
  expect({ added, removed, changed: changed.map(({ rule }) => rule), head: head.map(({ path }) => path) }).toEqual({
    added: ['ACT-07'],
    removed: ['SEG-01'],
    changed: ['ACT-02'],
    head: ['method.waiver_max'],
  })
  expect(changed[0]!.differences).toEqual([{ path: 'requirement.es', was: a.rules[0]!.requirement.es, now: 'otra cosa' }])
})

test('problems as SARIF are valid against the official schema, one result each, paths encoded', async () => {
  const files = filesAfter((b) => {
    b.rules[0]!.remedy.owner = 'nowhere'
    b.rules[1]!.basis[0]!.instrument = 'R&D "x" %'
  })
  const problems = readRulebook(folderOf(files), 'mis reglas/ñ').problems
  const log = JSON.parse(problemsSarif(problems, 'es', '1.2.3')) as {
    runs: { results: { ruleId: string; message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[]
  }
  expect(sarifErrors(log)).toEqual([])
  const results = log.runs[0]!.results
  expect(results.length).toBe(problems.length)
  expect(results.map(({ ruleId }) => ruleId)).toContain('unknown-owner')
  expect(results.find(({ ruleId }) => ruleId === 'unknown-owner')?.message.text).toMatch(/no está en rulebook\.yaml\. Valores conocidos: /)
  expect(new Set(results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri))).toEqual(
    new Set(['mis%20reglas/%C3%B1/ACT/ACT-02.yaml', 'mis%20reglas/%C3%B1/ACT/ACT-03.yaml']),
  )
})

test('advice is given though a file is wrong, but not on what that file may use', () => {
  const files = { ...filesAfter((b) => (b.rules[1]!.when = 'facts.cloud && !facts.cloud')), 'ACT/ACT-02.yaml': 'id: "' }
  const told = adviseOn(readRulebook(folderOf(files), 'rules/mini'), new Set())
  expect(told.map(({ code, place }) => `${code} ${place.file}`)).toEqual([
    'rule-without-example rules/mini/ACT/ACT-03.yaml',
    'when-never rules/mini/ACT/ACT-03.yaml',
    'rule-without-example rules/mini/SEG/SEG-01.yaml',
  ])
})
