// The only home of Handlebars: precompiled templates over its runtime, so that no text is ever compiled as a template.
import runtime from 'handlebars/runtime.js'
import { visible } from '../util/terminal-safe.ts'
import { TEMPLATES } from './templates.generated.ts'

// The package types its runtime as the module that declares nothing; it has the same functions, without the compiler.
const engine = (runtime as unknown as typeof import('handlebars')).create()
const templates = new Map(Object.entries(TEMPLATES).map(([name, spec]) => [name, engine.template(spec as TemplateSpecification)]))
for (const [name, template] of templates) engine.registerPartial(name, template)

/** Renders `templates/<name>.hbs`. Handlebars escapes `{{ }}`; control characters are made visible before; `raw` is put in as it is. */
export function renderTemplate(name: string, view: object, raw: object = {}): string {
  const template = templates.get(name)
  if (!template) throw new Error(`no template ${name}`)
  return template({ ...(shown(view) as object), ...raw })
}

/** Every text of a value made visible, and percentages and ids kept on one line. */
function shown(value: unknown): unknown {
  if (typeof value === 'string')
    return visible(value)
      .replace(/(\d) %/g, '$1\u00A0%')

      .replaceAll(' ◇', '\u00A0◇')
  if (Array.isArray(value)) return value.map(shown)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]))
}
