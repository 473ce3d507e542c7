// docs/method.md gives the numbers of the rulebooks that ship, in both languages.
import { expect, test } from 'vitest'
import { shippedRulebooks } from '../../scripts/make-docs.ts'
import { messages } from '../../src/i18n/index.ts'
import type { Method } from '../../src/model/rulebook.ts'
import { methodPage, tablesOfMethod } from '../support/method-page.ts'
import { METHOD } from '../support/rulebook.ts'

const books = await shippedRulebooks()
/** Without what is argued in words. */
const numbers = ({ weights_why: _why, bands, ...method }: Method) => ({ ...method, bands: bands.map(({ id, floor }) => ({ id, floor })) })
const shipped = books[0]!.method
const listed = (words: Record<string, string>, values: Record<string, number>) =>
  Object.entries(values)
    .map(([key, value]) => `${words[key]!.toLowerCase()} ${value}`)
    .join(', ')
/** The page breaks its lines anywhere. */
const flowing = (text: string) => text.replaceAll('\n', ' ')

test('all have the same numbers, which the tests of the score use too', () => {
  for (const { id, method } of books) expect({ id, ...numbers(method) }).toEqual({ id, ...numbers(shipped) })
  expect(numbers(METHOD)).toEqual(numbers(shipped))
})

test.for(['es', 'en'] as const)('%s: factors, grades, weights, efforts, cap', (lang) => {
  const [factors, , grades, levels] = tablesOfMethod(lang)
  const { proof, bands, weights, effort, claim, cap, provisional_above } = shipped
  expect(factors!.map((row) => row[1])).toEqual([proof.none, proof.some, proof.data, proof.all].map((share) => `${share / 100} %`))
  expect(grades).toEqual(bands.map(({ title, floor }) => [title[lang], `${floor}`]))
  expect(levels!.map(([level]) => level)).toEqual(['L0', 'L1', 'L2', 'L3', 'L4', 'L5'])
  const { severity, effort: efforts, answer } = messages(lang).findings
  const page = flowing(methodPage(lang))
  expect(page).toContain(listed(severity, weights))
  expect(page).toContain(listed(efforts, effort))
  expect(page).toContain(
    `${answer.yes} ${claim.yes / 100} %, ${answer.partial} ${claim.partial / 100} %, ${answer.planned} ${claim.planned}, ${answer.no} ${claim.no}.`,
  )
  expect(page).toContain(`${cap.below / 100} %`)
  expect(page).toContain(`${provisional_above} %`)
})

test('both pages have the same paragraphs', () => {
  const headings = (lang: 'es' | 'en') => [...methodPage(lang).matchAll(/^\*\*(\d+)\. /gm)].map((match) => match[1])
  expect(headings('en')).toEqual(headings('es'))
  expect(headings('es')).toEqual(Array.from({ length: 15 }, (_, at) => `${at + 1}`))
})
