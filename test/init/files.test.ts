// The files of a new evidence repository, for every kind of institution in both languages: they load, they fit their schemas, and switched on they still do.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { assess } from '../../src/assess.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { checkReferences } from '../../src/evidence/references.ts'
import { GATE_CONDITIONS, GATE_DEFAULTS } from '../../src/model/gate.ts'
import { library } from '../../src/rulebook/library.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { folderOf } from '../support/folder.ts'
import { KINDS, filesOf, switchedOn } from '../support/init.ts'
import { workspaceOn } from '../support/interview.ts'
import { LANGS, UNSAFE } from '../support/run.ts'

/** Without line ends, and without what keeps Markdown from making a link, which takes no room. */
const shown = (path: string, text: string) => text.replaceAll(path.endsWith('.md') ? /[\n\u200B]/g : '\n', '')
const CASES = KINDS.flatMap(([kind, rulebooks]) => LANGS.map((lang) => ({ kind, lang, rulebooks })))
const valueOf = (text: string) => {
  const read = readYaml(Buffer.from(text), 'x')
  return read.ok ? read.yaml.value : read.problems
}
const schemaOf = (path: string) => (path === 'cumple.yaml' ? 'evidence' : path.startsWith('answers/') ? 'answers' : path.replace('.yaml', ''))
const shipped = (await Promise.all(library.ids().map((id) => library.byId(id)))).flatMap((rulebook) => rulebook ?? [])
const settings = { asOf: '2026-11-21', generatedAt: '2026-11-21T00:00:00-05:00', version: '0', library }

describe.each(CASES)('$kind, $lang', ({ kind, lang, rulebooks }) => {
  const making = { kind, lang, rulebooks, name: 'Institución «de» Ejemplo: #1' }

  test('it loads, and says nothing that nobody said', async () => {
    const { files, applicable } = await filesOf(making)
    const root = folderOf(files)
    const opened = openEvidence(root)
    expect(opened.manifest).toMatchObject({ lang, institution: { id: 'ejemplo', name: making.name, kind }, period: 2026, facts: {} })
    expect([opened.answers, opened.documents, opened.waivers]).toEqual([{}, {}, []])
    expect(opened.manifest.gate).toEqual({ conditions: GATE_DEFAULTS, floors: [], expiring_days: 30 })
    const assessment = await assess({ ...settings, path: root })
    const findings = assessment.results.flatMap((result) => result.findings)
    expect(findings.filter(({ terms, answer }) => terms.measured !== undefined || answer !== undefined)).toEqual([])
    expect(findings.filter(({ outcome }) => !['unknown', 'not-applicable'].includes(outcome))).toEqual([])
    expect(assessment.observations.filter(({ id }) => !['fact-missing', 'nothing-answered', 'rulebook-unconfirmed'].includes(id))).toEqual([])
    expect(applicable.topics.length).toBeGreaterThan(0)
    // What is not asked, because another's answer is its own, is counted and explained.
    const { topics, shared } = applicable
    const asked = topics.flatMap(({ rules }) => rules)
    const ids = [...asked, ...shared.map(({ rule }) => rule)].map(({ id }) => id)
    expect(ids.toSorted()).toEqual(expect.arrayContaining(findings.filter(({ outcome }) => outcome === 'unknown').map(({ rule }) => rule)))
    for (const { rule } of shared)
      expect(files[lang === 'es' ? 'LEEME.md' : 'README.md']).toContain(`${rule.id} (${lang === 'es' ? 'por' : 'by'} ${rule.shares}`)
    // What is to be answered is what is written, each topic where a reader is sent for it.
    for (const { topic } of applicable.topics) expect(assessment.locations.answers[topic.id]).toBe(`answers/${topic.id}.yaml`)
  })

  test('every file fits the schema that its first line names', async () => {
    const { files } = await filesOf(making)
    const yaml = Object.entries(files).filter(([path]) => path.endsWith('.yaml'))
    for (const [path, text] of yaml) {
      const up = path.includes('/') ? '../' : ''
      expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}schemas/${schemaOf(path)}.schema.json`)
      const schema: unknown = JSON.parse(files[`schemas/${schemaOf(path)}.schema.json`]!)
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema as object)
      for (const one of path === 'cumple.yaml' ? [text, switchedOn(text)] : [switchedOn(text)])
        expect([path, validate(valueOf(one)), validate.errors]).toEqual([path, true, null])
    }
    expect(yaml.length).toBeGreaterThan(3)
  })

  test('every block switched on is accepted, and is every applicable rule', async () => {
    const { files, applicable } = await filesOf(making)
    const on = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, path.endsWith('.yaml') ? switchedOn(text) : text]))
    const opened = openEvidence(folderOf(on))
    const rules = applicable.topics.flatMap(({ rules: of }) => of)
    expect(Object.keys(opened.answers).toSorted()).toEqual(rules.map(({ id }) => id).toSorted())
    for (const rule of rules) {
      const { value, criteria = {} } = opened.answers[rule.id]!
      expect({ value, criteria: Object.keys(criteria) }).toEqual({ value: 'no', criteria: rule.criteria.map(({ id }) => id) })
    }
    expect(checkReferences(opened, shipped)).toEqual([])
    expect(Object.keys(opened.documents)).toHaveLength(1)
    expect(opened.waivers).toHaveLength(1)
    expect(opened.manifest.signatories).toHaveLength(2)
    const booleans = applicable.facts.filter(({ type }) => type === 'boolean').map(({ id }) => id)
    expect(Object.keys(opened.manifest.facts)).toEqual(booleans)
  })

  test('a template for every table, read as evidence by nobody; lines that a person reads hold nothing hidden', async () => {
    const { files, applicable } = await filesOf(making)
    for (const { def } of applicable.tables) expect(files[`plantillas/${def.id}.csv`]).toBe(`${def.columns.map(({ name }) => name).join(',')}\r\n`)
    expect(Object.keys(files).filter((path) => path.startsWith('datos/') || path.startsWith('documentos/'))).toEqual(['datos/.gitkeep', 'documentos/.gitkeep'])
    for (const [path, text] of Object.entries(files)) if (!path.endsWith('.csv')) expect([path, UNSAFE.exec(shown(path, text))]).toEqual([path, null])
  })
})

test('facts are asked with their reason, and those that no applicable rule depends on are not', async () => {
  const { files, applicable } = await filesOf({ kind: 'municipality' })
  const text = files['cumple.yaml']!.replace(/\n## /g, ' ')
  for (const fact of applicable.facts) expect(text).toContain(`Por qué: ${fact.why.es}`)
  expect(applicable.facts.map(({ id }) => id)).toContain('uses_cloud')
  expect(applicable.facts.map(({ id }) => id)).not.toContain('service_provider')
})

test('the duties of a convention that is not known to bind are there to be answered, and say so', async () => {
  const { files } = await filesOf({ kind: 'national' })
  expect(files['answers/IES.yaml']).toContain('no consta en vigor')
  expect(files['cumple.yaml']).toContain('#   # deposito_instrumento: AAAA-MM-DD')
})

test('every condition of the gate is spelled out and explained', async () => {
  for (const lang of LANGS) {
    const text = (await filesOf({ lang })).files['cumple.yaml']!
    for (const id of GATE_CONDITIONS) expect(text).toMatch(new RegExp(`^    ${id}: ${GATE_DEFAULTS[id]} +# \\S`, 'm'))
  }
})

const HOSTILE = [
  'R&D <b>"x"</b> ]]> | pipe: # & * ! % @ `',
  'comilla \' y " doble \\ barra',
  'no',
  'null',
  '2026-01-01',
  '- lista',
  '# título',
  '{llave}',
  'dos\nrenglones\r\ny: {tres}',
  'tab\ty \u001b[31mrojo\u0007',
  '\u202egnirts\u202c \u2028fin',
  '=1+1',
  'á'.repeat(300),
]
test.for(HOSTILE)('a hostile name comes back as it is, and hides nothing: %j', async (name) => {
  for (const lang of LANGS) {
    const { files } = await filesOf({ name, lang })
    expect(openEvidence(folderOf(files)).manifest.institution.name).toBe(name.trim())
    const readme = files[lang === 'es' ? 'LEEME.md' : 'README.md']!
    expect(readme.split('\n')[1]).toBe('')
    expect(readme).not.toMatch(/<b>|^# título|\[31m(?!rojo)/m)
    for (const [path, text] of Object.entries(files))
      if (!path.endsWith('.csv')) expect([path, /[\u0000-\u0008\u001B\u202A-\u202E]/.exec(text)]).toEqual([path, null])
  }
})

test('the same profile gives the same bytes', async () => {
  const making = { kind: 'central-government', ci: ['github', 'gitlab', 'azure', 'jenkins'] } as const
  expect(JSON.stringify(await filesOf(making))).toBe(JSON.stringify(await filesOf(making)))
})

test('what the program writes later leaves every switched-off block where it is', async () => {
  const { files, applicable } = await filesOf({ kind: 'communal-board' })
  const folder = folderOf(files)
  const workspace = workspaceOn(folder)
  const rules = applicable.topics.flatMap(({ rules: of }) => of.slice(0, 2).map(({ id }) => id))
  for (const rule of rules) workspace.setAnswer(rule, { value: 'planned', note: 'dos\nrenglones', target: '2027-01-31' }, '2026-11-21T12:00:00-05:00')
  workspace.setManifest([
    [['facts', 'soc_onboarded'], true],
    [['institution', 'staff'], 12],
    [['gate', 'conditions', 'unanswered'], 'error'],
  ])
  workspace.close()
  const opened = openEvidence(folder)
  expect(Object.keys(opened.answers).toSorted()).toEqual(rules.toSorted())
  expect(opened.manifest).toMatchObject({ facts: { soc_onboarded: true }, institution: { staff: 12 }, gate: { conditions: { unanswered: 'error' } } })
  for (const [path, text] of Object.entries(files).filter(([name]) => name.endsWith('.yaml'))) {
    const after = readFileSync(join(folder, path), 'utf8')
    expect(text.split('\n').filter((line) => line.startsWith('#') && !after.includes(line))).toEqual([])
  }
})
