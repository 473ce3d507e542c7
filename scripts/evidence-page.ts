// docs/evidence.md: every file that an institution hands in, from the schemas' own descriptions and the rulebooks' kinds of document.
import { schemaText } from '../src/cli/schemas.ts'
import { inSentence } from '../src/i18n/format.ts'
import { messages } from '../src/i18n/index.ts'
import { GATE_CONDITIONS, GATE_DEFAULTS } from '../src/model/gate.ts'
import type { Rulebook } from '../src/model/rulebook.ts'
import { InstitutionKind, Role, type Lang } from '../src/model/vocabulary.ts'
import { markdownCode as code, markdownText as esc } from '../src/report/escape.ts'
import { markdownTable as table } from '../src/report/rulebook-pages.ts'
import { PROSE, type Prose } from './evidence-prose.ts'

interface Schema {
  readonly description?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | false
}

/** The page in one language, of the rulebooks that ship. */
export function evidencePage(books: readonly Rulebook[], lang: Lang): string {
  const w = PROSE[lang]
  const manifest = JSON.parse(schemaText('evidence', lang)) as Schema
  const at = (...path: readonly string[]): Schema =>
    path.reduce((schema, key) => schema.properties?.[key] ?? fail(`${path.join('.')} is not in the schema of evidence`), manifest)
  const keys = (schema: Schema, but: readonly string[] = []) => keysOf(schema, but, w)
  const each = (schema: Schema): Schema => schema.items ?? (schema.additionalProperties || fail('not a list or map'))
  const { findings, init } = messages(lang)
  const parts = [
    `# ${w.title}`,
    `*[${w.other}](${lang === 'es' ? 'evidence.en.md' : 'evidence.md'})*`,
    `<!-- ${w.made} -->`,
    w.intro,
    `## cumple.yaml`,
    w.manifest,
    keys(manifest, ['schema', 'answers', 'documents', 'waivers', 'gate']),
    `${w.keysOf} ${code('institution')}:`,
    keys(at('institution')),
    `${w.keysOfEach} ${code('rulebooks')}:`,
    keys(each(at('rulebooks'))),
    `${w.keysOfEach} ${code('signatories')}:`,
    keys(each(at('signatories'))),
    w.kinds,
    table(
      [w.kind, w.meaning],
      InstitutionKind.options.map((kind) => [code(kind), esc(findings.institutionKind[kind])]),
    ),
    w.roles(Role.options.map((role) => `${code(role)} (${inSentence(findings.role[role])})`).join(', ')),
    `## ${w.answersTitle}`,
    w.answers,
    keys(each(at('answers'))),
    `## documents.yaml`,
    w.documents,
    keys(each(at('documents'))),
    w.proof,
    table([w.kind, w.meaning, w.needs], kindsOf(books, lang)),
    `## ${w.datasetsTitle}`,
    w.datasets,
    keys(each(at('datasets'))),
    `## waivers.yaml`,
    w.waivers,
    keys(each(at('waivers'))),
    `## gate: ${w.gateTitle}`,
    w.gate,
    keys(at('gate')),
    table(
      [w.condition, w.meaning, w.level],
      GATE_CONDITIONS.map((id) => [code(id), esc(init.manifest.conditions[id]), code(GATE_DEFAULTS[id])]),
    ),
    `${w.keysOfEach} ${code('floors')}:`,
    keys(each(at('gate', 'floors'))),
  ]
  return `${parts.join('\n\n')}\n`
}

/** One row per key: what it is, its values where they are a closed list, whether it must be there or what it is otherwise. */
function keysOf(schema: Schema, but: readonly string[], w: Prose): string {
  const rows = Object.entries(schema.properties ?? {}).filter(([key]) => !but.includes(key))
  return table(
    [w.key, w.meaning, w.needed],
    rows.map(([key, { description = '', enum: values, default: unless }]) => {
      const listed = values && values.length <= 5 && !values.every((value) => description.includes(value)) ? values.map(code).join(' · ') : ''
      const otherwise = typeof unless === 'string' || typeof unless === 'number' ? `${w.otherwise} ${code(String(unless))}` : ''
      return [
        code(key),
        [esc(description === '' ? (w.undescribed[key] ?? '') : description), listed].filter((text) => text !== '').join(': '),
        schema.required?.includes(key) === true ? w.yes : otherwise,
      ]
    }),
  )
}

/** All kinds of document of the rulebooks, each once, and what a document of it must carry. */
function kindsOf(books: readonly Rulebook[], lang: Lang): string[][] {
  // Of those with one id the first stays: the main rulebook is the first.
  const kinds = new Map(books.toReversed().flatMap((book) => book.document_kinds.map((kind) => [kind.id, kind] as const)))
  return [...kinds.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, title, needs }) => [code(id), esc(title[lang]), needs.map(code).join(', ')])
}

const fail = (why: string): never => {
  throw new Error(why)
}
