// Where a basis stands, in English: every word that the shipped rulebooks use is known, and nothing else is touched.
import { expect, test } from 'vitest'
import { locator } from '../../src/i18n/locator.ts'
import { RULEBOOK_IDS, shipped } from '../support/assess.ts'

const rulebooks = await Promise.all(RULEBOOK_IDS.map((id) => shipped(id)))
const all = [...new Set(rulebooks.flatMap(({ scope, rules }) => [scope, ...rules].flatMap(({ basis }) => basis.flatMap(({ at }) => at ?? []))))].toSorted()

/** Quoted names aside, what may stand in English: these words, numbers and the letters of items. */
const KNOWN = /^(arts?\.|section|point|summary|recital|para\.|items?|and|to|quotation|of|the|IDB-OAS|report|A(\.\d+)+|\d+(\.\d+)*(\.?[a-z]\))?|[a-z]\))$/

test('no word of the shipped rulebooks is unknown', () => {
  expect(all.length).toBeGreaterThan(100)
  for (const at of all) {
    const words = locator(at, 'en')
      .replaceAll(/“[^”]*”/g, '')
      .split(/[ ,]+/)
      .filter(Boolean)
    expect([at, words.filter((word) => !KNOWN.test(word))]).toEqual([at, []])
  }
})

test.for([
  ['resumen, párr. 5', ', summary, para. 5'],
  ['arts. 16.3, 20.3 y 21.3', ', arts. 16.3, 20.3 and 21.3'],
  ['art. 9.1.a) a e)', ', art. 9.1.a) to e)'],
  ['arts. 34 a 36', ', arts. 34 to 36'],
  ['art. 27.2.a), c) y d)', ', art. 27.2.a), c) and d)'],
  ['art. 10, numerales 3 y 4', ', art. 10, items 3 and 4'],
  ['apartado «Cybercrime policies/strategies», 2.º punto', ', section “Cybercrime policies/strategies”, point 2'],
  ['anexo B', ', anexo B'],
] as const)('%s', ([at, english]) => {
  expect(locator(at, 'en')).toBe(english)
  expect(locator(at, 'es')).toBe(`, ${at}`)
})

test('where the source gives no place nothing is made up', () => {
  expect(locator(undefined, 'en')).toBe('')
  expect(locator(undefined, 'es')).toBe('')
})
