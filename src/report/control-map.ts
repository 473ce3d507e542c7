// Which controls of ISO/IEC 27001 Annex A or categories of NIST CSF 2.0 the rules touch, and which they do not.
import { messages } from '../i18n/index.ts'
import { CSF_2_CATEGORIES, ISO_27001_CONTROLS } from '../model/controls.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { wrap } from '../util/text-layout.ts'

export const STANDARDS = {
  iso27001: { title: 'ISO/IEC 27001:2022', controls: ISO_27001_CONTROLS },
  csf2: { title: 'NIST CSF 2.0', controls: CSF_2_CATEGORIES },
} as const
export type Standard = keyof typeof STANDARDS

/** Control → ids of the rules that name it, in the order of the standard. */
export const controlMap = (rulebooks: readonly Rulebook[], standard: Standard): readonly { readonly id: string; readonly rules: readonly string[] }[] =>
  STANDARDS[standard].controls.map(({ id }) => ({
    id,
    rules: rulebooks.flatMap((book) => book.rules.filter((rule) => rule.maps[standard].includes(id)).map((rule) => rule.id)),
  }))

/** The map as text of 80 columns. */
export function controlMapText(rulebooks: readonly Rulebook[], standard: Standard, lang: Lang): string {
  const w = messages(lang).rulebooks.map
  const { title, controls } = STANDARDS[standard]
  const map = controlMap(rulebooks, standard)
  const lines = map.map(({ id, rules }, index) => {
    const head = `${id.padEnd(7)} ${wrap(controls[index]?.[lang] ?? '', 72, '        ')}`
    return `${head}\n        ${rules.length === 0 ? w.none : wrap(rules.join(' '), 72, '        ')}`
  })
  const touched = map.filter(({ rules }) => rules.length > 0).length
  return [w.title(title), '', ...lines, '', w.touched(touched, controls.length), wrap(w.note, 80, ''), ''].join('\n')
}
