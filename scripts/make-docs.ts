// Writes what in docs/ is made from data: the files of evidence, the reference page of each rulebook, and for each source text the table of its duties
// with the rules that answer them, or why none does. A test says when a page is out of date. Run: node scripts/make-docs.ts
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { LANGS } from '../src/model/basics.ts'
import type { Rulebook } from '../src/model/rulebook.ts'
import { markdownText as esc } from '../src/report/escape.ts'
import { indexPage, markdownTable as table, pageName, rulebookPage } from '../src/report/rulebook-pages.ts'
import { loadRulebook } from '../src/rulebook/load.ts'
import { evidencePage } from './evidence-page.ts'

const root = join(import.meta.dirname, '..')
const Localized = z.strictObject({ es: z.string().min(1), en: z.string().min(1) })

/** Where a row went: to rules (whole, or as a criterion of one), or out, with the reason. */
const Fate = z.union([z.strictObject({ rules: z.array(z.string()).min(1), as: z.string().optional() }), z.strictObject({ left_out: Localized })])

/** `coverage/duties.json`: every duty of the source texts, article by article. */
export const Duties = z.array(
  z.strictObject({
    ref: z.string(),
    source: z.enum(['aig-2017', 'de-53-2025', 'convenio-budapest', 'convenio-iberoamericano', 'coe-profile']),
    place: z.string(),
    who: z.string(),
    /** D, E, P, R, N or F, as the page explains. */
    force: z.string(),
    duty: z.string(),
    fate: Fate,
  }),
)

/** `coverage/requirements.json`: the 135 requirements gathered from all sources, with how far each was read. */
export const Requirements = z.array(
  z.strictObject({ id: z.string(), strength: z.string(), es: z.string(), en: z.string(), basis: z.string(), provenance: z.array(z.string()), fate: Fate }),
)

const SOURCES: Readonly<Record<z.infer<typeof Duties>[number]['source'], string>> = {
  'aig-2017': 'Normas generales TIC 2017 (resumen)',
  'de-53-2025': 'Decreto Ejecutivo 53 de 2025',
  'convenio-budapest': 'Convenio sobre la Ciberdelincuencia',
  'convenio-iberoamericano': 'Convenio Iberoamericano',
  'coe-profile': 'Perfil de Panamá del Consejo de Europa',
}

const FORCES = [
  '- **D**: deber directo de una institución.',
  '- **E**: deber del Estado como Parte de un tratado; el texto no dice qué órgano lo cumple, salvo donde se indica.',
  '- **P**: deber que nace de la ley interna o de una orden que el tratado manda prever; aquí, buena práctica de preparación.',
  '- **R**: el texto recomienda o alienta. **N**: describe; no manda. **F**: facultad.',
].join('\n')

const read = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(JSON.parse(await readFile(join(root, 'coverage', name), 'utf8')))

export async function shippedRulebooks(): Promise<Rulebook[]> {
  const folders = (await readdir(join(root, 'rules'), { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(folders.toSorted().map((id) => loadRulebook(join(root, 'rules', id), `rules/${id}`)))
}

/** Path from the project's root → content, of every page. */
export async function pages(): Promise<Map<string, string>> {
  const books = await shippedRulebooks()
  const home = new Map(books.flatMap((book) => [[book.scope.id, book.id] as const, ...book.rules.map((rule) => [rule.id, book.id] as const)]))
  const link = (id: string) => (home.has(id) ? `[${id}](../rulebooks/${pageName(home.get(id) ?? '', 'es')})` : id)
  const fate = (row: z.infer<typeof Fate>) =>
    'left_out' in row ? `Fuera: ${esc(row.left_out.es)}` : `${row.rules.map(link).join(', ')}${row.as === undefined ? '' : ' (como criterio o comprobación)'}`
  const made = '<!-- Página generada por scripts/make-docs.ts desde coverage/; no se edita a mano. -->'
  const result = new Map<string, string>()
  for (const lang of LANGS) {
    result.set(`docs/${pageName('evidence', lang)}`, evidencePage(books, lang))
    result.set(`docs/rulebooks/${pageName('README', lang)}`, indexPage(books, lang))
    for (const book of books) result.set(`docs/rulebooks/${pageName(book.id, lang)}`, rulebookPage(book, lang))
  }
  const duties = await read('duties.json', Duties)
  const counts = Object.entries(SOURCES).map(([source, title]) => {
    const rows = duties.filter((duty) => duty.source === source)
    const out = rows.filter((duty) => 'left_out' in duty.fate).length
    const body = table(
      ['ref.', 'lugar', 'quién', 'fuerza', 'deber (paráfrasis)', 'requisitos'],
      rows.map((duty) => [duty.ref, esc(duty.place), esc(duty.who), esc(duty.force), esc(duty.duty), fate(duty.fate)]),
    )
    const intro = `${rows.length} deberes: ${rows.length - out} en requisitos, ${out} fuera con su razón. Las paráfrasis son nuestras; los números son los del texto.`
    result.set(`docs/coverage/${source}.md`, `${[`# ${title}: dónde está cada deber`, made, intro, FORCES, body].join('\n\n')}\n`)
    return [`[${title}](${source}.md)`, String(rows.length), String(rows.length - out), String(out)]
  })
  const requirements = await read('requirements.json', Requirements)
  const rows = requirements.map((row) => [row.id, row.strength, esc(row.es), esc(row.basis), row.provenance.join(' '), fate(row.fate)])
  const legend = 'Procedencia: **N** leído en el texto de la norma, **S** en una fuente que la describe, **I** inferido por este proyecto.'
  const head = ['id', 'fuerza', 'requisito', 'base', 'procedencia', 'dónde está']
  result.set('docs/coverage/requirements.md', `${['# Los 135 requisitos reunidos', made, legend, table(head, rows)].join('\n\n')}\n`)
  const lost = requirements.filter((row) => 'left_out' in row.fate).length
  const all = [
    ...counts,
    ['[Requisitos reunidos de todas las fuentes](requirements.md)', String(requirements.length), String(requirements.length - lost), String(lost)],
  ]
  const index = 'Cada deber de los textos fuente es un requisito, un criterio de uno, o una línea de lo que queda fuera, con la razón.'
  result.set(
    'docs/coverage/README.md',
    `${['# Cobertura de las fuentes', made, index, table(['fuente', 'deberes', 'en requisitos', 'fuera'], all)].join('\n\n')}\n`,
  )
  return result
}

if (import.meta.main)
  for (const [path, text] of await pages()) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
