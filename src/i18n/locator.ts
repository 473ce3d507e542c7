// Where in an instrument a basis stands. Rulebooks write it once, in Spanish, as the sources are; English has the same places in its words.
import type { Lang } from '../model/vocabulary.ts'

/** The words that locators are made of. Names of sections, articles, numbers and letters are those of the source. */
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/«([^»]*)»/g, '“$1”'],
  [/\bapartado\b/g, 'section'],
  [/(\d+)\.º punto/g, 'point $1'],
  [/\bcita del informe BID-OEA de (\d{4})/g, 'quotation of the IDB-OAS report of $1'],
  [/\bresumen\b/g, 'summary'],
  [/\bconsiderando\b/g, 'recital'],
  [/párr\./g, 'para.'],
  [/\bnumerales\b/g, 'items'],
  [/\bnumeral\b|\bnum\./g, 'item'],
  [/ y /g, ' and '],
  // Between two places it is a range; the letter of a place never stands alone.
  [/(?<=[\d)]) a (?=[\da-z])/g, ' to '],
]

/** The place as it follows the instrument's name, with a comma before it; empty where the source gives none. An unknown word stays as it is. */
export function locator(at: string | undefined, lang: Lang): string {
  if (at === undefined) return ''
  return `, ${lang === 'es' ? at : ENGLISH.reduce((text, [word, english]) => text.replace(word, english), at)}`
}
