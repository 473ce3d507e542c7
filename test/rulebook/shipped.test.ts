// The rulebooks that ship: whole, provable, in both languages, and citing nothing that the sources do not give.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../src/checks/index.ts'
import type { Basis, Rule } from '../../src/model/rulebook.ts'
import { compileRulebook } from '../../src/rulebook/compile.ts'
import { ROOT, RULEBOOK_IDS, shipped } from '../support/assess.ts'

const books = await Promise.all(RULEBOOK_IDS.map(shipped))

test('there are rulebooks, and their ids name their folders', () => {
  expect(books.length).toBeGreaterThan(0)
  expect(books.map(({ id }) => id)).toEqual(RULEBOOK_IDS)
})

test('a rule id names one rule everywhere', () => {
  const ids = books.flatMap((book) => [book.scope.id, ...book.rules.map(({ id }) => id)])
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

/** Texts in both languages that are blank, cut short, or the same in both where a sentence is meant. */
function badTexts(value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object') return []
  const inner = Object.entries(value).flatMap(([key, item]) => badTexts(item, `${path}.${key}`))
  const { es, en } = value as { es?: unknown; en?: unknown }
  if (es === undefined && en === undefined) return inner
  const bad =
    typeof es !== 'string' ||
    typeof en !== 'string' ||
    es.trim() === '' ||
    en.trim() === '' ||
    (es === en && es.split(' ').length > 3) ||
    /\b(TODO|TBD|XXX|FIXME|Lorem)\b/.test(es + en)
  return bad ? [path, ...inner] : inner
}

const tablesOf = (rule: Rule) =>
  rule.checks.flatMap((use) =>
    Object.entries(use).flatMap(([kind, options]) =>
      CHECKS.find((check) => check.kind === kind)!
        .needs(options as never)
        .map(({ dataset }) => dataset),
    ),
  )

describe.for(books)('$id', (book) => {
  const folder = join(ROOT, 'rules', book.id)

  test('the compiled JSON is that of the YAML', async () => {
    const compiled = join(ROOT, 'dist', 'rulebooks', `${book.id}.json`)
    expect(existsSync(compiled), 'run npm run build').toBe(true)
    expect(readFileSync(compiled, 'utf8')).toBe(await compileRulebook(folder))
  })

  test('every rule stands in the folder of its topic, in a file of its name', () => {
    const files = book.topics.flatMap(({ id }) =>
      readdirSync(join(folder, id))
        .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
        .map((name) => `${id}/${name}`),
    )
    expect(files.toSorted()).toEqual(book.rules.map(({ id }) => `${id.split('-', 1)[0]}/${id}.yaml`).toSorted())
  })

  test('every text is in both languages', () => expect(badTexts(book, book.id)).toEqual([]))
  test('every must asks for a document or a check', () => {
    expect(
      book.rules
        .filter(({ obligation, documents, checks }) => obligation === 'must' && checks.length === 0 && !documents.some(({ required }) => required))
        .map(({ id }) => id),
    ).toEqual([])
  })
  test('every dataset is used, and every table that a check reads is defined', () => {
    expect([...new Set(book.rules.flatMap(tablesOf))].toSorted()).toEqual(book.datasets.map(({ id }) => id))
  })
  test('every instrument, fact, kind of document and topic is used', () => {
    const text = JSON.stringify(book.rules) + JSON.stringify(book.scope)
    const unused = [...book.instruments, ...book.document_kinds].filter(({ id }) => !text.includes(`"${id}"`)).map(({ id }) => id)
    expect([...unused, ...book.facts.filter(({ id }) => !text.includes(`facts.${id}`)).map(({ id }) => id)]).toEqual([])
    expect(book.topics.filter(({ id }) => !book.rules.some((rule) => rule.id.startsWith(`${id}-`))).map(({ id }) => id)).toEqual([])
  })
  test('a fact is proven by a slot that exists and contradicted by a table that exists', () => {
    const slots = book.rules.flatMap(({ documents }) => documents.map(({ slot }) => slot))
    expect(book.facts.filter(({ proof }) => proof !== undefined && !slots.includes(proof))).toEqual([])
    expect(book.facts.filter(({ contradicted_by }) => contradicted_by !== undefined && !book.datasets.some(({ id }) => id === contradicted_by))).toEqual([])
  })
  test('values that a check looks for are values that its column can hold', () => {
    const impossible = book.rules.flatMap(({ id, checks }) =>
      checks.flatMap((use) =>
        Object.values(use).flatMap((raw) => {
          const options = raw as { dataset?: string; column?: string; by?: string; values?: string[] }
          const column = book.datasets.find((dataset) => dataset.id === options.dataset)?.columns.find(({ name }) => name === (options.column ?? options.by))
          const can = column?.type === 'boolean' ? [] : column?.values?.map(({ value }) => value)
          return (options.values ?? []).filter((value) => can && !can.includes(value)).map((value) => `${id}: ${column!.name} = ${value}`)
        }),
      ),
    )
    expect(impossible).toEqual([])
  })
  test('a slot that several rules name is the same document everywhere', () => {
    const slots = new Map<string, string>()
    for (const { documents } of book.rules)
      for (const { slot, kind } of documents) {
        expect(`${slot}: ${JSON.stringify(slots.get(slot) ?? kind)}`).toBe(`${slot}: ${JSON.stringify(kind)}`)
        slots.set(slot, kind as string)
      }
  })
  test('criteria, reasons and slots of a rule have different ids', () => {
    for (const { id, criteria, not_applicable = [], documents } of book.rules) {
      for (const ids of [criteria.map((item) => item.id), not_applicable.map((item) => item.id), documents.map((item) => item.slot)])
        expect({ id, count: new Set(ids).size }).toEqual({ id, count: ids.length })
    }
  })
})

describe('aig-tic', async () => {
  const book = await shipped('aig-tic')
  const range = (topic: string, ...numbers: number[]) => numbers.map((n) => `${topic}-${String(n).padStart(2, '0')}`)

  test('the rules of the first part are there', () => {
    const wanted = [
      ...range('SEG', 1, 2, 3, 4, 5, 6, 7, 8, 9),
      ...range('ACT', 1, 2, 3, 4, 5, 6, 8),
      ...range('INC', 1, 2, 3, 4, 5, 6, 8, 10),
      ...range('GOB', 2, 3, 4, 5, 6, 7, 8),
    ]
    expect(wanted.filter((id) => !book.rules.some((rule) => rule.id === id))).toEqual([])
    expect(book.scope.id).toBe('GOB-01')
  })

  const cited = [{ id: book.scope.id, basis: book.scope.basis }, ...book.rules].flatMap(({ id, basis }) => basis.map((item) => ({ id, ...item })))
  const MAY: Record<string, (basis: Basis) => boolean> = {
    'normas-tic-2017': ({ at, read }) => /^resumen, párr\. (10|[1-9])$/.test(at ?? '') && read !== 'norm',
    'de-53-2025': ({ at }) => /^art\. [1-6]$/.test(at ?? ''),
    'ley-83-2012': ({ at, read }) => (at === undefined ? read !== 'norm' : at === 'art. 1' && read === 'norm'),
    'de-273-2000': ({ at, read }) => at === undefined && read !== 'norm',
    'iso-27001-2022': ({ at, read }) => (at === undefined || /^(anexo A, )?A\.[5-8]\.\d{1,2}$/.test(at)) && read === 'inferred',
    practica: ({ at, read }) => at === undefined && read === 'inferred',
  }
  test('no article or section is cited that the sources do not give', () => {
    expect(cited.length).toBeGreaterThan(book.rules.length)
    expect(
      cited.filter((basis) => !MAY[basis.instrument]?.(basis)).map(({ id, instrument, at, read }) => `${id}: ${instrument} ${at ?? '(no locator)'} ${read}`),
    ).toEqual([])
  })

  test('a must rests on a text, and what was inferred is no must', () => {
    expect(book.rules.filter(({ obligation, basis }) => obligation === 'must' && basis.every(({ read }) => read === 'inferred')).map(({ id }) => id)).toEqual(
      [],
    )
  })

  // Law 83 "art. N", "sección N" or "capítulo N" in prose would get round the locators.
  test('texts name no article or section either', () => {
    const prose = book.rules.flatMap((rule) =>
      [rule.requirement, rule.why, rule.gap, rule.question, rule.remedy.action, ...rule.criteria].flatMap(({ es, en }) => [
        [rule.id, es],
        [rule.id, en],
      ]),
    )
    expect(prose.filter(([, words]) => /\b(art(ículo|icle)?s?\.?|secci[óo]n|section|cap[íi]tulo|chapter|numeral)\s+\d/i.test(words!))).toEqual([])
  })
})
