// A cell that cannot be taken is named by its place and costs its own rule, never another.
import { describe, expect, test } from 'vitest'
import { messages } from '../../src/i18n/index.ts'
import type { Answer } from '../../src/model/evidence.ts'
import { spotText } from '../../src/questionnaire/merge-text.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import { readDay, readTick, readValue } from '../../src/questionnaire/words.ts'
import { AS_OF } from '../support/evidence.ts'
import { LANGS } from '../support/run.ts'
import { bytesOf, editXlsx, merged, miniForm, type Edit } from './forms.ts'

/** Cells of the sheet ACT: question ACT-01 in row 4, its criteria in 5 and 6, its help in 7; ACT-02 in 8. */
const cases: readonly [string, Readonly<Record<string, Edit>>, string, string | undefined][] = [
  ['an unknown value', { 'ACT!C4': { text: 'quizás' } }, 'unknown-value', 'ACT, C4'],
  ['a yes without ticks', { 'ACT!C4': { text: 'sí' } }, 'criteria-open', 'ACT, C5'],
  ['a yes with one tick', { 'ACT!C4': { text: 'Sí' }, 'ACT!C5': { text: 'x' }, 'ACT!C6': { text: 'no' } }, 'criteria-open', 'ACT, C6'],
  [
    'a partial with every criterion denied',
    { 'ACT!C4': { text: 'parcialmente' }, 'ACT!C5': { text: 'no' }, 'ACT!C6': { text: 'no' } },
    'criteria-none',
    'ACT, C4',
  ],
  ['a tick that is none', { 'ACT!C4': { text: 'no' }, 'ACT!C5': { text: 'a medias' } }, 'bad-tick', 'ACT, C5'],
  ['not applicable where it is not admitted', { 'ACT!C4': { text: 'no aplica' } }, 'na-not-allowed', 'ACT, C4'],
  ['not applicable without a reason', { 'ACT!C8': { text: 'No aplica' } }, 'reason-missing', 'ACT, D8'],
  ['not applicable with another reason', { 'ACT!C8': { text: 'no aplica' }, 'ACT!D8': { text: 'porque no' } }, 'reason-unlisted', 'ACT, D8'],
  ['a reason where none is admitted', { 'ACT!C4': { text: 'no' }, 'ACT!D4': { text: 'no sé' } }, 'na-not-allowed', 'ACT, D4'],
  ['a day of answering that has not come', { 'ACT!C8': { text: 'no' }, 'ACT!K8': { text: '2027-01-01' } }, 'future-day', 'ACT, K8'],
  ['an impossible day', { 'ACT!C8': { text: 'no' }, 'ACT!H8': { text: '2026-02-30' } }, 'bad-date', 'ACT, H8'],
  ['a day that could be two', { 'ACT!C8': { text: 'no' }, 'ACT!H8': { text: '3/4/2026' } }, 'bad-date', 'ACT, H8'],
  ['an unknown document', { 'ACT!C8': { text: 'no' }, 'ACT!F8': { text: 'politica, politca' } }, 'unknown-document', 'ACT, F8'],
  ['a note too long', { 'ACT!C8': { text: 'no' }, 'ACT!E8': { text: 'x'.repeat(20_001) } }, 'too-long', 'ACT, E8'],
  ['a name too long', { 'ACT!C8': { text: 'no' }, 'ACT!J8': { text: 'x'.repeat(301) } }, 'too-long', 'ACT, J8'],
  ['a formula', { 'ACT!C8': { text: 'no' }, 'ACT!E8': { formula: 'HYPERLINK("http://127.0.0.1:9/x","x")' } }, 'formula', 'ACT, E8'],
  ['only who', { 'ACT!J8': { text: 'Ana' } }, 'value-missing', 'ACT, C8'],
  ['a rule that does not exist', { 'ACT!C8': { text: 'no' }, 'ACT!L8': { text: 'ACT-99 base=0' } }, 'unknown-rule', 'ACT, C8'],
  [
    'a criterion that does not exist',
    { 'ACT!C4': { text: 'no' }, 'ACT!C5': { text: 'sí' }, 'ACT!L5': { text: 'ACT-01 criterion=zzz' } },
    'unknown-criterion',
    'ACT, C5',
  ],
  [
    'a criterion that is there twice',
    { 'ACT!C4': { text: 'no' }, 'ACT!C5': { text: 'no' }, 'ACT!C6': { text: 'sí' }, 'ACT!L6': { text: 'ACT-01 criterion=a' } },
    'said-twice',
    'ACT, C6',
  ],
  ['a year where a day is asked for', { 'ACT!C8': { text: 'planificado' }, 'ACT!H8': { number: 2_027 } }, 'bad-date', 'ACT, H8'],
  ['text in a row without a key', { 'ACT!C8': { text: 'no' }, 'ACT!L8': { text: '' } }, 'stray', 'ACT, C8'],
]

const form = miniForm()

test.for(cases)('%s', ([, edits, code, place]) => {
  const filled = readForm(editXlsx(bytesOf(form, 'xlsx'), { ...edits, 'SEG!C4': { text: 'planificado' } }), 'c.xlsx')
  const merge = merged([filled], {})
  expect(merge.rejected.map((rejection) => [rejection.code, spotText(rejection.spot, 'es')])).toEqual([[code, `c.xlsx, hoja ${place}`]])
  expect(merge.added.map(({ rule, after }) => [rule, after?.value])).toEqual([['SEG-01', 'planned']])
})

test('what is refused says what this very requirement admits', () => {
  const edits = { 'ACT!C4': { text: 'quizás' }, 'ACT!C8': { text: 'quizás' }, 'ACT!D8': { text: 'porque no' }, 'SEG!C4': { text: 'quizás' } }
  for (const lang of LANGS) {
    const { rejections } = messages(lang).questionnaire
    const said = merged([readForm(editXlsx(bytesOf(miniForm({}, { lang }), 'xlsx'), edits), 'c.xlsx')], {}).rejected.map(
      ({ rule, code, params }) => `${rule} ${rejections[code](params)}`,
    )
    const na = messages(lang).findings.answer['not-applicable'].toLowerCase()
    const of = (rule: string) => said.filter((line) => line.startsWith(rule)).join('\n')
    expect(of('ACT-01')).not.toContain(na)
    expect(of('ACT-02')).toContain(na)
    expect(of('ACT-02')).toContain(lang === 'es' ? 'No tiene activos, ni propios ni ajenos; Otra razón' : 'It has no assets; Another reason')
  }
})

test('an answer may be of the day it is, though the evidence is of an earlier one', () => {
  const filled = readForm(editXlsx(bytesOf(form, 'xlsx'), { 'ACT!C8': { text: 'no' }, 'ACT!K8': { text: '2027-01-01' } }), 'c.xlsx')
  expect(merged([filled], {}, { clock: '2027-01-01' }).added[0]?.after).toMatchObject({ at: '2027-01-01' })
  expect(merged([filled], {}, { clock: '2026-12-31' }).rejected[0]?.params).toEqual({ found: '2027-01-01', latest: '2026-12-31' })
})

test('a CSV names line and column', () => {
  const source = Buffer.from(bytesOf(form, 'csv')).toString('utf8')
  const spoilt = source.replace('ACT-02 ◇', 'ACT-02').replace(/^(ACT-02,question),,/m, '$1,quizás,')
  const merge = merged([readForm(Buffer.from(spoilt), 'c.csv')], {})
  expect(merge.rejected.map(({ code, spot }) => [code, spotText(spot, 'es')])).toEqual([
    ['unknown-value', expect.stringMatching(/^c\.csv:\d+, columna Respuesta$/)],
  ])
})

test('Markdown names the line', () => {
  const source = Buffer.from(bytesOf(form, 'md')).toString('utf8')
  const lines = source.split('\n')
  const at = lines.findIndex(
    (line, index) => line.startsWith('- **Fecha prevista:**') && lines.slice(0, index).some((before) => before.startsWith('### ACT-02')),
  )
  lines[at] += ' mañana'
  const merge = merged([readForm(Buffer.from(lines.join('\n')), 'c.md')], {})
  expect(merge.rejected.map(({ code, spot }) => [code, spotText(spot, 'en')])).toEqual([['bad-date', `c.md:${at + 1}`]])
})

test('Markdown: a label that is there twice is told where the two differ; a heading in a note is part of it', () => {
  const md = Buffer.from(bytesOf(miniForm(), 'md')).toString('utf8')
  const [head = '', last = ''] = md.split('### SEG-01')
  const read = (text: string) => merged([readForm(Buffer.from(`${head}### SEG-01${text}`), 'f.md')], {})
  const twice = read(last.replace('- **Respuesta:**', '- **Respuesta:** planificado\n- **Respuesta:** no'))
  expect(twice.rejected.map(({ rule, code, params }) => [rule, code, params['found']])).toEqual([['SEG-01', 'said-twice', 'no']])
  expect(twice.added).toEqual([])
  const same = read(last.replace('- **Respuesta:**', '- **Respuesta:** no\n- **Respuesta:**\n- **Respuesta:** no'))
  expect(same.added.map(({ after }) => after?.value)).toEqual(['no'])
  const note = read(last.replace('- **Nota:**', '- **Nota:** uno\n### Avance\ndos\n\n## Resto\n\ntres').replace('- **Respuesta:**', '- **Respuesta:** no'))
  expect(note.added.map(({ after }) => after?.note)).toEqual(['uno\n### Avance\ndos\n\n## Resto\n\ntres'])
})

describe('as people type', () => {
  const answer = (edits: Readonly<Record<string, Edit>>): Answer | undefined => {
    const merge = merged([readForm(editXlsx(bytesOf(form, 'xlsx'), edits), 'c.xlsx')], {})
    expect(merge.rejected).toEqual([])
    return merge.added[0]?.after
  }
  test('a question', () => {
    expect(
      answer({
        'ACT!C4': { text: ' SI ' },
        'ACT!C5': { text: 'X' },
        'ACT!C6': { text: '✓' },
        'ACT!H4': { number: 46_387 },
        'ACT!K4': { text: '25/10/2026' },
        'ACT!I4': { text: 'No' },
      }),
    ).toEqual({
      value: 'yes',
      criteria: { a: true, b: true },
      target: '2026-12-31',
      review: false,
      at: '2026-10-25',
    })
    expect(
      answer({
        'ACT!C8': { text: 'NO APLICA' },
        'ACT!D8': { text: 'no tiene activos ni propios ni ajenos'.replace('activos', 'ACTIVOS,') },
        'ACT!F8': { text: 'ACTA-2026; politica\npolitica' },
      }),
    ).toMatchObject({
      value: 'not-applicable',
      reason: 'sin-activos',
      documents: ['acta-2026', 'politica'],
    })
    expect(answer({ 'ACT!C8': { text: 'not applicable' }, 'ACT!D8': { text: 'otra' } })).toMatchObject({ reason: 'otra' })
    expect(answer({ 'SEG!G4': { text: 'Jefatura de TIC' } })).toMatchObject({ responsible: 'Jefatura de TIC' })
  })
  test.for([
    ['sí', 'yes'],
    ['si', 'yes'],
    ['SÍ', 'yes'],
    ['Yes', 'yes'],
    ['Parcial', 'partial'],
    ['partially', 'partial'],
    ['planificada', 'planned'],
    ['no', 'no'],
    ['N/A', 'not-applicable'],
    ['not-applicable', 'not-applicable'],
    ['tal vez', undefined],
    ['nó aplica', 'not-applicable'],
  ] as const)('%s', ([word, value]) => expect(readValue(word)).toBe(value))
  test('ticks', () => {
    for (const word of ['x', 'X', '✓', '✔️', 'sí', 'SI', 'yes', '1', 'true', 'Verdadero']) expect(readTick(word)).toBe(true)
    for (const word of ['no', 'N', '0', 'false', '☐']) expect(readTick(word)).toBe(false)
    for (const word of ['', 'quizá', '2']) expect(readTick(word)).toBeUndefined()
  })
  test.for([
    ['2026-12-31', undefined, '2026-12-31'],
    ['2026-12-31 00:00:00', undefined, '2026-12-31'],
    ['31/12/2026', undefined, '2026-12-31'],
    ['12/31/2026', undefined, '2026-12-31'],
    ['05-05-2026', undefined, '2026-05-05'],
    ['46387', 46_387, '2026-12-31'],
    ['46387.75', 46_387.75, '2026-12-31'],
    ['32874', 32_874, '1990-01-01'],
    ['2027', 2_027, undefined],
    ['1', 1, undefined],
    ['3/4/2026', undefined, undefined],
    ['31/12/26', undefined, undefined],
    ['mañana', undefined, undefined],
  ] as const)('the day %s', ([words, serial, day]) => expect(readDay(words, serial)).toBe(day))
})

test('a cell that shows what the evidence says is never refused, whatever that is', () => {
  const there: Record<string, Answer> = { 'ACT-02': { value: 'not-applicable', reason: 'una razón de antes', at: 'el otro día', note: 'x' } }
  const filled = readForm(editXlsx(bytesOf(miniForm(there), 'xlsx'), { 'ACT!E8': { text: 'y' } }), 'c.xlsx')
  expect(merged([filled], there).changed).toMatchObject([{ after: { ...there['ACT-02'], note: 'y', at: AS_OF } }])
})

test('days that a spreadsheet rewrote in a CSV are those of the evidence, or of the manner that the rest shows', () => {
  const there: Record<string, Answer> = { 'SEG-01': { value: 'no', target: '2026-04-03', at: '2026-05-04T08:30:00-05:00' } }
  const source = Buffer.from(bytesOf(miniForm(there), 'csv')).toString('utf8')
  const american = source.replace('2026-04-03', '4/3/2026').replace('2026-05-04', '05/04/2026')
  expect(merged([readForm(Buffer.from(american), 'c.csv')], there)).toMatchObject({ unchanged: ['ACT-01', 'ACT-02', 'SEG-01'], rejected: [] })
  const others: Record<string, Answer> = { 'ACT-01': { value: 'no', target: '2026-12-31' }, ...there }
  const filled = Buffer.from(bytesOf(miniForm(others), 'csv'))
    .toString('utf8')
    .replace('2026-12-31', '12/31/2026')
    .replace('2026-04-03', '6/7/2026')
  expect(merged([readForm(Buffer.from(filled), 'c.csv')], others).changed).toMatchObject([{ after: { target: '2026-06-07' } }])
})
