// What the form says × what it was written from × what is there now.
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/model/evidence.ts'
import { stampOf } from '../../src/questionnaire/carried.ts'
import { wentIn, type Merge, type MergeWorld } from '../../src/questionnaire/merge.ts'
import { AS_OF } from '../support/evidence.ts'
import { filledWith, merged, miniForm, reread, type FormFormat } from './forms.ts'

const NO: Answer = { value: 'no', by: 'Ana', at: '2026-01-05' }
const PLANNED: Answer = { value: 'planned', target: '2027-01-31', by: 'Beto', at: '2026-02-01' }
const PARTIAL: Answer = { value: 'partial', note: 'falta algo', by: 'Carla', at: '2026-03-01' }

type Kind = Exclude<keyof Merge, 'rejected'>

/** One rule: base, form and current → where it ends up. Blank is undefined. */
const table: readonly [string, Answer | undefined, Answer | undefined, Answer | undefined, MergeWorld['prefer'], Kind][] = [
  ['nobody', undefined, undefined, undefined, undefined, 'unchanged'],
  ['nobody, answered', NO, NO, NO, undefined, 'unchanged'],
  ['changed only in the evidence', NO, NO, PLANNED, undefined, 'unchanged'],
  ['answered only in the evidence', undefined, undefined, NO, undefined, 'unchanged'],
  ['taken away in the evidence', NO, NO, undefined, undefined, 'unchanged'],
  ['answered in the form', undefined, PARTIAL, undefined, undefined, 'added'],
  ['changed in the form', NO, PARTIAL, NO, undefined, 'changed'],
  ['both said the same', undefined, PARTIAL, PARTIAL, undefined, 'same'],
  ['both changed to the same', NO, PARTIAL, PARTIAL, undefined, 'same'],
  ['both said the same, others signed it', NO, PARTIAL, { ...PARTIAL, by: 'Dora', at: AS_OF }, undefined, 'same'],
  ['both changed otherwise', NO, PARTIAL, PLANNED, undefined, 'conflicts'],
  ['both changed otherwise, the form holds', NO, PARTIAL, PLANNED, 'file', 'changed'],
  ['both changed otherwise, what is there holds', NO, PARTIAL, PLANNED, 'current', 'kept'],
  ['both answered otherwise', undefined, PARTIAL, PLANNED, undefined, 'conflicts'],
  ['changed in the form, taken away in the evidence', NO, PARTIAL, undefined, undefined, 'conflicts'],
  ['changed in the form, taken away, the form holds', NO, PARTIAL, undefined, 'file', 'added'],
  ['blanked in the form', NO, undefined, NO, undefined, 'conflicts'],
  ['blanked in the form, the form holds', NO, undefined, NO, 'file', 'removed'],
  ['blanked in the form, what is there holds', NO, undefined, NO, 'current', 'kept'],
  ['its answer blanked in the form, its note kept', PARTIAL, { note: 'falta algo' }, PARTIAL, undefined, 'conflicts'],
  ['its answer blanked, the form holds', PARTIAL, { note: 'falta algo', by: 'Dora', at: AS_OF }, PARTIAL, 'file', 'changed'],
  ['blanked in the form and in the evidence', NO, undefined, undefined, undefined, 'same'],
]

const ended = (merge: Merge, rule: string): Kind[] =>
  (['added', 'changed', 'removed', 'same', 'unchanged', 'conflicts', 'kept'] as const).filter((kind) =>
    merge[kind].some((item) => (typeof item === 'string' ? item : item.rule) === rule),
  )

const record = (answer: Answer | undefined): Record<string, Answer> => (answer ? { 'SEG-01': answer } : {})
const form = (base: Answer | undefined, said: Answer | undefined, file = 'f.csv', format: FormFormat = 'csv') =>
  reread(filledWith(miniForm(record(base), { rules: ['SEG-01'] }), { 'SEG-01': said }), format, file)

test.for(table)('%s', ([, base, said, now, prefer, expected]) => {
  for (const format of ['xlsx', 'csv', 'md'] as const) {
    const merge = merged([form(base, said, 'f', format)], record(now), { prefer })
    expect(ended(merge, 'SEG-01')).toEqual([expected])
    const change = [...merge.added, ...merge.changed, ...merge.removed][0]
    if (change) expect([change.before, stampOf(change.after)]).toEqual([now, stampOf(said)])
    expect(wentIn(merge)).toBe(expected !== 'conflicts')
  }
})

describe('several files', () => {
  const merge = (forms: readonly ReturnType<typeof form>[], now?: Answer, world?: Partial<MergeWorld>) => merged(forms, record(now), world)
  test('one answered and one untouched: the answered one holds', () =>
    expect(ended(merge([form(undefined, undefined, 'a'), form(undefined, PARTIAL, 'b')]), 'SEG-01')).toEqual(['added']))
  test('the same answer twice goes in once', () => {
    const result = merge([form(undefined, PARTIAL, 'a'), form(undefined, PARTIAL, 'b')])
    expect(result.added).toHaveLength(1)
  })
  test.for([undefined, 'file'] as const)('otherwise: a conflict with both, whoever is preferred (%s)', (prefer) => {
    const result = merge([form(undefined, PARTIAL, 'a'), form(undefined, PLANNED, 'b')], undefined, { prefer })
    expect(result.conflicts).toMatchObject([
      {
        rule: 'SEG-01',
        kind: 'between-files',
        proposed: [
          { file: 'a', answer: PARTIAL },
          { file: 'b', answer: PLANNED },
        ],
      },
    ])
    expect(result.added).toEqual([])
  })
  test('two files, but what is there holds', () =>
    expect(ended(merge([form(undefined, PARTIAL, 'a'), form(undefined, PLANNED, 'b')], undefined, { prefer: 'current' }), 'SEG-01')).toEqual(['kept']))
})

test('a form brought in twice says the same the second time, with a name and without', () => {
  for (const by of [undefined, 'Enlace']) {
    const said: Answer = { value: 'partial', note: 'falta algo' }
    const one = merged([form(NO, said)], record(NO), { by })
    const after = one.changed[0]?.after
    expect(after).toEqual({ ...said, ...(by === undefined ? {} : { by }), at: AS_OF })
    expect(ended(merged([form(NO, said)], record(after), { by, today: '2026-12-24' }), 'SEG-01')).toEqual(['same'])
  }
})

test('who brings it in signs what the form signs no other way', () => {
  const by = 'Enlace'
  const after = (said: Answer) => merged([form(NO, said)], record(NO), { by }).changed[0]?.after
  expect(after({ ...NO, value: 'partial' })).toMatchObject({ by, at: AS_OF })
  expect(after({ ...NO, value: 'partial', by: 'Otra', at: '2026-11-20' })).toMatchObject({ by: 'Otra', at: '2026-11-20' })
  expect(after({ value: 'partial' })).toMatchObject({ by, at: AS_OF })
})

test('nobody signs what was changed under the signature of the export, nor does its day stand', () => {
  const after = (said: Answer, now: Answer, world: Partial<MergeWorld> = {}) => {
    const { changed } = merged([form(NO, said)], record(now), world)
    return changed[0]?.after
  }
  const said: Answer = { ...NO, value: 'yes' }
  expect(after(said, NO)).toEqual({ value: 'yes', at: AS_OF })
  // Somebody else answered since the form was exported.
  const since: Answer = { value: 'partial', by: 'Beto', at: '2026-11-20' }
  expect(after(said, since, { prefer: 'file' })).toEqual({ value: 'yes', at: AS_OF })
  expect(after(said, since, { prefer: 'file', by: 'Z' })).toEqual({ value: 'yes', by: 'Z', at: AS_OF })
  expect(after({ ...said, by: 'Otra' }, since, { prefer: 'file', by: 'Z' })).toEqual({ value: 'yes', by: 'Otra', at: AS_OF })
  expect(after({ ...said, at: '2026-11-19' }, since, { prefer: 'file', by: 'Z' })).toEqual({ value: 'yes', by: 'Ana', at: '2026-11-19' })
  // Only the signature is mended.
  expect(after({ ...NO, by: 'Ana María' }, NO, { by: 'Z' })).toEqual({ ...NO, by: 'Ana María' })
})

test('a form of an earlier version, whose stamps hold no signature', () => {
  const filled = form(NO, { ...NO, value: 'yes' })
  const older = { ...filled, questions: filled.questions.map((question) => ({ ...question, base: question.base?.split('.')[0] })) }
  expect(merged([older], record(NO)).changed).toMatchObject([{ after: { value: 'yes', at: AS_OF } }])
})

test('what a form cannot carry stays where its cell was not touched', () => {
  const there: Answer = { value: 'no', note: 'campana\u0007 y \uFEFFmarca', by: 'Ana', at: '2026-01-05T08:30:00-05:00' }
  const said = { ...there, value: 'planned' as const }
  const { changed } = merged([form(there, said)], record(there))
  const { by: _by, ...stays } = there
  expect(changed).toMatchObject([{ after: { ...stays, value: 'planned', at: AS_OF } }])
})

test('a form that lost its stamps: new answers go in, others must be settled', () => {
  const blind = (said: Answer) => {
    const filled = form(undefined, said)
    return { ...filled, questions: filled.questions.map((question) => ({ ...question, base: undefined })) }
  }
  expect(ended(merged([blind(PARTIAL)], {}), 'SEG-01')).toEqual(['added'])
  expect(ended(merged([blind(PARTIAL)], record(PARTIAL)), 'SEG-01')).toEqual(['same'])
  expect(merged([blind(PARTIAL)], record(NO)).conflicts).toMatchObject([{ kind: 'no-stamp' }])
})
