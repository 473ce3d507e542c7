// The library as a program without types may call it: what is left out has its default, and what is wrong is told, never passed on.
import { expect, test } from 'vitest'
import { assess, baselineOf, diffAssessments, InputError, judge, render, tell } from '../../src/index.ts'
import { fixture } from '../support/run.ts'

const asOf = '2026-11-21'
const one = await assess(fixture('municipio'), { asOf })
const other = await assess(fixture('vacio'), { asOf: '2026-11-20' })
/** What the types refuse. */
const wrong = (value: unknown) => value as never

test('what is given as undefined is left out', async () => {
  expect(await assess(fixture('municipio'), wrong({ asOf, generatedAt: undefined, lang: undefined }))).toEqual(one)
  expect(await render(one, 'markdown', wrong({ lang: undefined, level: undefined, paper: undefined }))).toBe(await render(one, 'markdown'))
})

test.for([
  [{ asOf: '2026-02-30' }, /^asOf: 2026-02-30; .*YYYY-MM-DD/],
  [{ asOf, generatedAt: 'ayer' }, /^generatedAt: ayer; /],
  [{ asOf, lang: 'fr' }, /^lang: fr; one of es, en$/],
] as const)('options that are none: %j', async ([options, message]) => {
  await expect(assess(fixture('municipio'), wrong(options))).rejects.toThrow(message)
})

test('formats, languages and policies that are none', async () => {
  for (const format of ['pdf', 'toString']) await expect(render(one, wrong(format))).rejects.toThrow(`format: ${format}; one of json, markdown`)
  await expect(render(one, 'json', wrong({ lang: 'fr' }))).rejects.toThrow('lang: fr')
  expect(() => judge(one, { policy: wrong({ conditions: { 'critical-gaps': 'off' } }) })).toThrow(/^policy: .*critical-gaps/)
})

test('nothing is compared with another institution', () => {
  const told = (compare: () => unknown) => {
    try {
      compare()
    } catch (error) {
      if (error instanceof InputError) return tell(error.problems, 'en')
    }
    return ''
  }
  for (const compare of [() => judge(one, { baseline: baselineOf(other) }), () => judge(one, { previous: other }), () => diffAssessments(other, one)])
    expect(told(compare)).toContain(other.institution.id)
  expect(judge(one, { baseline: baselineOf(one) })).toBeDefined()
  expect(diffAssessments(one, one).totals.worse).toBe(0)
})
