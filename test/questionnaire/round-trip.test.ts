// What is written comes back: nothing lost and nothing invented, in every format and language, whatever people wrote.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/model/evidence.ts'
import { carried, carriedText, stampOf } from '../../src/questionnaire/carried.ts'
import { guarded, unguarded } from '../../src/questionnaire/csv.ts'
import { splitForm } from '../../src/questionnaire/form.ts'
import { escapeAnswer, unescapeAnswer } from '../../src/questionnaire/markdown.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import { AS_OF } from '../support/evidence.ts'
import { fixture } from '../support/run.ts'
import { DOCUMENTS, FORMATS, bytesOf, filledWith, fixtureForm, langs, merged, miniForm, reread } from './forms.ts'
import { mergeForms } from '../../src/questionnaire/merge.ts'

const PIECES = [
  ['=1+1', "'", "''", '@SUM(A1)', '+507 6000-0000', '-', '=HYPERLINK("http://127.0.0.1:9")', '＝1', '\u200B=1'],
  ['\n', '\n\n', '\t', '  ', '\n- Respuesta: no', '\n### SEG-01 base=0', '\n<!-- SEG-01 base=0 -->', '\n- **Nota:** otra', '\n  sangría', '\n- [x] nada'],
  ['<b>', '&lt;', '&amp;amp;', '&#91;', '](http://127.0.0.1:9/x)', '![x](y)', '<!--', '-->', ']]>', '&#x41;', '_x0041_', '_x005F_', '_x000D_', '_'],
  ['"', '""', ',', ';', '|', '\\', '`', '*', 'אבג', '\u202Etxt.exe\u202C', '👨‍👩‍👧‍👦', 'e\u0301', '\u00A0', 'ñandú', 'sí', '2026-01-01', '1e5', '00123', 'TRUE'],
  ['SEG-01 base=0', 'cumple/questionnaire@1 institution=x lang=es', 'Clave', 'Respuesta', '#REF!', '{{7*7}}'],
  ['\u0000', '\u0007', '\u001B[31m', '\u007F', '\u0085', '\u2028', '\uFEFF', '\uFFFE', '\uD800', '\r\n', '\r'],
]

/** Pieces that some format, program or parser could take for something else. */
const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(...PIECES.flat()))
const prose = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))
const short = prose.map((words) => [...words.trim()].slice(0, 100).join('')).filter((words) => words.trim() !== '')
const day = fc.constantFrom('2026-01-31', '1999-12-31', '2100-02-28')

const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const common = {
  note: some(fc.oneof(prose, fc.constant('largo '.repeat(3_000)))),
  documents: some(fc.uniqueArray(fc.constantFrom(...DOCUMENTS), { minLength: 1 })),
  responsible: some(short),
  target: some(day),
  review: some(fc.boolean()),
  by: some(short),
  at: some(
    fc.oneof(
      day,
      day.map((date) => `${date}T08:30:00-05:00`),
      day.map((date) => `${date} 08:30`),
    ),
  ),
}
const defined = (answer: object): Answer => Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined))
const ticks = some(fc.dictionary(fc.constantFrom('a', 'b'), fc.boolean()))
const answerTo: Readonly<Record<string, fc.Arbitrary<Answer>>> = {
  'ACT-01': fc.oneof(
    fc.record({ ...common, value: fc.constantFrom('planned', 'no'), criteria: ticks }).map(defined),
    fc.record({ ...common, value: fc.constant('partial'), criteria: ticks.filter((said) => said?.['a'] !== false || said['b'] !== false) }).map(defined),
    fc.record({ ...common, value: fc.constant('yes'), criteria: fc.constant({ a: true, b: true }) }).map(defined),
  ),
  'ACT-02': fc.oneof(
    fc.record({ ...common, value: fc.constantFrom('yes', 'partial', 'no') }).map(defined),
    fc.record({ ...common, value: fc.constant('not-applicable'), reason: fc.constantFrom('sin-activos', 'otra') }).map(defined),
  ),
  'SEG-01': fc.oneof(
    fc.record({ ...common, value: fc.constantFrom('yes', 'partial', 'planned', 'no') }).map(defined),
    // Somebody only commented, with characters that a form carries.
    fc.record({ ...common, responsible: short.filter((words) => carriedText(words) !== '') }).map(defined),
  ),
}
const answers = fc
  .record(Object.fromEntries(Object.entries(answerTo).map(([rule, answer]) => [rule, some(answer)])))
  .map((record) => defined(record) as Record<string, Answer>)

/** What any answer could hold that was written by hand. */
const anyAnswer = fc
  .record({
    value: some(fc.constantFrom('yes', 'partial', 'planned', 'no', 'not-applicable')),
    criteria: ticks,
    reason: some(short),
    ...common,
    note: prose,
  })
  .map(defined)

/** The day of the import is put down where the form says none, and where it says that of the export under another answer, whose name then goes too. */
function signedAnew({ by, at, ...said }: Answer = {}, { by: signer, at: day, ...before }: Answer = {}): Answer {
  const old = stampOf(said) !== stampOf(before) && (at === undefined || at === day)
  return { ...said, ...(by === undefined || (old && by === signer) ? {} : { by }), at: old || at === undefined ? AS_OF : at }
}

describe.for(FORMATS)('%s', (format) => {
  test('nobody touched it: nothing changes, whatever the answers are', () =>
    fc.assert(
      fc.property(fc.record({ 'ACT-01': anyAnswer, 'ACT-02': anyAnswer, 'SEG-01': anyAnswer }), fc.constantFrom(...langs), (there, lang) => {
        const merge = merged([reread(miniForm(there, { lang }), format)], there)
        expect(merge.rejected).toEqual([])
        expect(merge.unchanged).toEqual(['ACT-01', 'ACT-02', 'SEG-01'])
      }),
      { numRuns: format === 'xlsx' ? 300 : 500 },
    ))

  test('filled in: what comes back is what was written', () =>
    fc.assert(
      fc.property(answers, answers, fc.constantFrom(...langs), (before, after, lang) => {
        const form = filledWith(miniForm(before, { lang }), after)
        const merge = merged([reread(form, format)], before, { clock: '9999-12-31' })
        expect(merge.rejected).toEqual([])
        expect(merge.conflicts.filter(({ kind }) => kind !== 'emptied')).toEqual([])
        const taken = new Map([...merge.added, ...merge.changed].map((change) => [change.rule, change.after]))
        for (const [rule, answer] of Object.entries(after)) {
          if (stampOf(answer) === stampOf(before[rule])) expect(merge.unchanged).toContain(rule)
          else if (answer.value === undefined && before[rule]?.value !== undefined) expect(merge.conflicts.map((conflict) => conflict.rule)).toContain(rule)
          else expect(carried(taken.get(rule))).toEqual(signedAnew(carried(answer), carried(before[rule])))
        }
      }),
      { numRuns: format === 'xlsx' ? 300 : 500 },
    ))

  test.for(['ministerio', 'hostil', 'municipio', 'vacio', 'nacional'] as const)('of %s', async (name) => {
    for (const lang of langs)
      for (const by of ['topic', 'owner'] as const) {
        const { form, answers: there, rules, documents } = await fixtureForm(fixture(name), { lang, by })
        const asked = form.groups.flatMap(({ questions }) => questions.map(({ rule }) => rule.id)).toSorted()
        expect(asked.length).toBeGreaterThan(0)
        const world = { rules, answers: there, documents, today: AS_OF }
        expect(mergeForms([reread(form, format)], world)).toMatchObject({ unchanged: asked, rejected: [], conflicts: [], added: [], changed: [] })
        const parts = splitForm(form).map((part, index) => reread(part, format, `${index}`))
        expect(mergeForms(parts, world)).toMatchObject({ unchanged: asked, rejected: [] })
      }
  })

  test('the same input, the same bytes', async () => {
    const [one, two] = [await fixtureForm(fixture('ministerio')), await fixtureForm(fixture('ministerio'))]
    expect(Buffer.compare(bytesOf(one.form, format), bytesOf(two.form, format))).toBe(0)
  })

  test('any bytes are a form or refused', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.nat(255), (noise, at, byte) => {
        const good = Buffer.from(bytesOf(miniForm(), format))
        const spoilt = Buffer.from(good)
        spoilt[at % spoilt.length] = byte
        for (const bytes of [noise, spoilt, good.subarray(0, at % good.length)]) {
          try {
            expect(readForm(bytes, 'f').questions.length).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toHaveProperty('name', 'FormRefused')
          }
        }
      }),
      { numRuns: 500 },
    ))
})

test('a formula is made harmless and comes back', () => {
  for (const words of ['=1+1', "'", "''", "'=1", "''=1", "'a", '-5', '+5', '@a', '＝1', ' =1', 'a=1', "'’", '']) expect(unguarded(guarded(words))).toBe(words)
  expect(guarded('=1+1')).toBe("'=1+1")
  expect(guarded("O'Higgins")).toBe("O'Higgins")
  expect(unguarded("'algo' dicho")).toBe("'algo' dicho")
  fc.assert(fc.property(prose, (words) => unguarded(guarded(words)) === words && !/^\s*[=+\-@]/.test(guarded(words).replace(/^'.*/s, ''))))
})

test('Markdown: no HTML, no links, and the way back', () => {
  fc.assert(fc.property(prose, (words) => unescapeAnswer(escapeAnswer(words)) === words))
  expect(escapeAnswer('R&D <b> [x](y) a < b')).toBe('R&D &lt;b> &#91;x](y) a < b')
})

test('the day of an answer is the one in Panama', () => {
  expect(carried({ value: 'yes', at: '2026-11-21T01:00:00Z' })?.at).toBe('2026-11-20')
  expect(carried({ value: 'yes', at: '2026-11-20T23:00:00-05:00' })?.at).toBe('2026-11-20')
  expect(carried({ value: 'yes', at: '2026-11-20' })?.at).toBe('2026-11-20')
})

test('a carried text carries itself', () =>
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (words) => carriedText(carriedText(words)) === carriedText(words))))
