// The only home of Handlebars: precompiled templates over its runtime, so that no text is ever compiled as a template.
import runtime from 'handlebars/runtime.js'
import { visible } from '../util/terminal-safe.ts'
import { TEMPLATES } from './templates.generated.ts'

// The package types its runtime as the module that declares nothing; it has the same functions, without the compiler.
const engine = (runtime as unknown as typeof import('handlebars')).create()
// What `{{ }}` prints is made visible before Handlebars escapes it; templates take this function when they are made.
const escape = engine.Utils.escapeExpression
engine.Utils.escapeExpression = (value: unknown) => escape(typeof value === 'string' ? typeset(value) : (value as string))
engine.registerHelper('breakable', (text: unknown) => new engine.SafeString(typeof text === 'string' ? breakable(text) : ''))
const templates = new Map(Object.entries(TEMPLATES).map(([name, spec]) => [name, engine.template(spec as TemplateSpecification)]))
for (const [name, template] of templates) engine.registerPartial(name, template)

/** Renders `templates/<name>.hbs`. Every text of `{{ }}` is made visible and escaped; only `{{{ }}}` is put in as it is. */
export function renderTemplate(name: string, view: object): string {
  const template = templates.get(name)
  if (!template) throw new Error(`no template ${name}`)
  return template(view)
}

/** A word of more letters than this may be cut. */
const LONGEST_WORD = 18
const LONG = new RegExp(`(\\S{${LONGEST_WORD + 1},})`, 'u')
const PIECES = new RegExp(`[\\p{L}\\p{M}\\p{N}]{1,${LONGEST_WORD}}[^\\p{L}\\p{M}\\p{N}\\s]{0,6}|[^\\p{L}\\p{M}\\p{N}\\s]{1,6}`, 'gu')

/** A text for a column of a table: what is written without spaces for long (paths, ids, digests) may be cut, at its signs first; no ordinary word is. */
const breakable = (text: string): string =>
  typeset(text)
    .split(LONG)
    .map((part, at) => (at % 2 === 0 ? escape(part) : (part.match(PIECES) ?? []).map((piece) => escape(piece)).join('<wbr>')))
    .join('')

/** A text made visible, with percentages and ids kept on one line. */
export const typeset = (text: string): string =>
  visible(text)
    .replace(/(\d) %/g, '$1\u00A0%')
    .replaceAll(' ◇', '\u00A0◇')
