// `cumple.yaml` of a new repository: what is known stands, what is not is switched off beside the question it answers.
import { messages } from '../i18n/index.ts'
import { COMPANIES } from '../model/basics.ts'
import { GATE_CONDITIONS, GATE_DEFAULTS, GatePolicy } from '../model/gate.ts'
import type { FactDef } from '../model/rulebook.ts'
import { visible } from '../util/terminal-safe.ts'
import { editYaml } from '../util/yaml-edit.ts'
import type { Applicable } from './applicable.ts'
import { entry, pair, paragraphs, prose, schemaLine } from './comment.ts'
import type { InitOptions } from './files.ts'

/** The text of the manifest. Names are put in by the editor of YAML, which proves that they are read back as they are. */
export function manifestFile(options: InitOptions, applicable: Applicable): string {
  const { institution, period, lang, selected } = options
  const { init, findings: terms } = messages(lang)
  const { manifest: words, howTo } = init
  const { staff, kind } = institution
  const facts = applicable.facts.flatMap((fact) => [
    ...prose(fact.question[lang]),
    ...prose(words.factWhy(fact.why[lang])),
    ...entry([factLine(fact, options)]),
  ])
  const text = paragraphs([
    [schemaLine('schemas/evidence.schema.json')],
    [...prose(words.title(institution.name)), ...prose(words.about), ...prose(howTo)],
    ['schema: cumple/evidence@1', `lang: ${lang}`],
    [
      ...prose(words.institution),
      'institution:',
      '  id: x',
      '  name: x',
      `  ${pair('kind', kind, terms.institutionKind[kind])}`,
      ...(staff === undefined ? entry([`  ${pair('staff', '100', words.staff)}`]) : [`  staff: ${staff}`]),
      ...(COMPANIES.has(kind) ? entry([`  ${pair('state_capital', '51', words.capital)}`]) : []),
      ...entry([`  ${pair('province', lang === 'es' ? 'Panamá' : 'Panama', words.province)}`, `  ${pair('sector', '…', words.sector)}`]),
    ],
    [...prose(words.period), `period: ${period}`],
    [...prose(words.confidentiality), 'confidentiality: internal'],
    [
      ...prose(words.rulebooks),
      'rulebooks:',
      ...selected.map(({ rulebook, role }) => `  - {id: ${rulebook.id}, version: ^${rulebook.version}, role: ${role}}  # ${rulebook.title[lang]}`),
    ],
    facts.length === 0 ? [] : [...prose(words.facts), ...entry(['facts:']), ...facts],
    [
      ...prose(words.signatories),
      ...entry(['signatories:', ...(['prepared', 'approved'] as const).map((role) => `  - {role: ${role}, name: ${words.person}, post: ${words.post}}`)]),
    ],
    gate(options),
  ])
  const named = editYaml(text, ['institution', 'id'], institution.id)
  const { name } = institution
  return visible(name) === name ? editYaml(named, ['institution', 'name'], name) : named.replace('\n  name: x\n', () => `\n  name: ${escaped(name)}\n`)
}

/** A quoted scalar in which every character that hides or reorders text is written by its number. */
const escaped = (text: string): string =>
  `"${[...text].map((char) => (/["\\\n]/.test(char) || visible(char) !== char ? `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}` : char)).join('')}"`

/** A fact as it would be given; a date stays switched off one level deeper, for there is no day to propose. */
function factLine({ id, type }: FactDef, { lang }: InitOptions): string {
  const { manifest: words } = messages(lang).init
  if (type === 'boolean') return `  ${pair(id, 'true', words.trueFalse)}`
  return `  # ${id}: ${type === 'date' ? words.factDate : type === 'integer' ? words.factNumber : '…'}`
}

/** The gate with the values in force when nothing is said, so that changing one is changing a word. */
function gate({ lang }: InitOptions): string[] {
  const { manifest: words } = messages(lang).init
  const { expiring_days } = GatePolicy.parse({})
  const width = Math.max(...GATE_CONDITIONS.map((id) => id.length)) + 7
  return [
    ...prose(words.gate),
    'gate:',
    '  conditions:',
    ...GATE_CONDITIONS.map((id) => `    ${`${id}: ${GATE_DEFAULTS[id]}`.padEnd(width)}  # ${words.conditions[id]}`),
    ...prose(words.floors).map((line) => `  ${line}`),
    '  floors: []',
    `  ${pair('expiring_days', String(expiring_days), words.expiring)}`,
    ...entry([`  ${pair('baseline', 'baseline.json', words.baseline)}`]),
  ]
}
