// The rulebooks that ship: whole, provable, in both languages, and citing nothing that the sources do not give.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Duties } from '../../scripts/make-docs.ts'
import { tablesOf } from '../../src/checks/tables.ts'
import { INSTITUTION_KINDS } from '../../src/model/basics.ts'
import type { Basis } from '../../src/model/rulebook.ts'
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

describe.for(books)('$id', (book) => {
  const folder = join(ROOT, 'rules', book.id)

  test('the compiled JSON is that of the YAML', async () => {
    const compiled = join(ROOT, 'dist', 'rulebooks', `${book.id}.json`)
    const built = existsSync(compiled) ? readFileSync(compiled, 'utf8') : ''
    // Not compared by the matcher: megabytes of difference would hide what to do.
    expect(built === (await compileRulebook(folder)), `dist/rulebooks/${book.id}.json is of another state of rules/: run npm run build`).toBe(true)
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
    expect([...new Set(book.rules.flatMap(({ checks }) => tablesOf(checks)))].toSorted()).toEqual(book.datasets.map(({ id }) => id))
  })
  test('every instrument, fact, kind of document and topic is used', () => {
    const text = JSON.stringify(book.rules) + JSON.stringify(book.scope)
    const unused = [...book.instruments, ...book.document_kinds].filter(({ id }) => !text.includes(`"${id}"`)).map(({ id }) => id)
    expect([...unused, ...book.facts.filter(({ id }) => !text.includes(`facts.${id}`) && id !== book.confirmed_by).map(({ id }) => id)]).toEqual([])
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
          const can = column?.type === 'boolean' ? ['si', 'no'] : column?.values?.map(({ value }) => value)
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

/** Every article number that a locator names: `arts. 9.1 y 10.2.a)` → 9.1, 10.2. */
const articles = (at: string): string[] => [...at.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number)
const duties = Duties.parse(JSON.parse(readFileSync(join(ROOT, 'coverage/duties.json'), 'utf8')))
/** Articles and paragraphs that the table of duties gives for a source. */
const given = (source: string) => new Set(duties.filter((duty) => duty.source === source).flatMap(({ place }) => articles(place)))
const isGiven = (source: string) => {
  const known = given(source)
  const whole = new Set([...known].map((article) => article.split('.')[0]!))
  return ({ at }: Basis) => at === undefined || (/^arts?\. /.test(at) && articles(at ?? '').every((article) => known.has(article) || whole.has(article)))
}
const only =
  (read: Basis['read'] | 'not-norm', ...places: (string | undefined)[]) =>
  (basis: Basis) =>
    places.includes(basis.at) && (read === 'not-norm' ? basis.read !== 'norm' : basis.read === read)
/** Instrument → the locators that the sources give, and how they were read (REQUIREMENTS.md §1, §4 and the corrections on top). */
const MAY: Record<string, (basis: Basis) => boolean> = {
  'normas-tic-2017': ({ at, read }) => /^resumen, párr\. (10|[1-9])$/.test(at ?? '') && read !== 'norm',
  'de-53-2025': ({ at }) => /^(arts?\. [1-6]( y [1-6])?|considerando)$/.test(at ?? ''),
  'ley-83-2012': (basis) =>
    only('norm', 'art. 1', 'art. 4 num. 3')(basis) || only('not-norm', undefined, 'art. 2 num. 5', 'art. 3', 'art. 4 num. 8', 'art. 15', 'art. 18')(basis),
  'ley-38-2000': only('secondary', 'art. 40', 'art. 44'),
  'ley-81-2019': only('secondary', undefined, 'arts. 6 y 8', 'arts. 4 y 13', 'arts. 15 y 16'),
  'de-285-2021': only('secondary', undefined, 'arts. 34 a 36', 'art. 37', 'art. 38', 'arts. 1.9 y 36', 'art. 41'),
  'ley-6-2002': (basis) =>
    only('norm', 'art. 10, numeral 1', 'art. 10, numeral 2', 'art. 10, numerales 3 y 4', 'art. 11')(basis) || only('secondary', undefined, 'art. 9')(basis),
  'ley-82-2012': only('not-norm', undefined, 'arts. 1 y 4'),
  'convenio-budapest': isGiven('convenio-budapest'),
  'convenio-ciberdelincuencia': (basis) => basis.read === 'inferred' && isGiven('convenio-budapest')(basis),
  'convenio-iberoamericano-2014': (basis) =>
    articles(basis.at ?? '').every((article) => Number.parseInt(article, 10) <= 20) && (basis.at ?? '').startsWith('art. '),
  'convenio-iberoamericano': only('inferred', 'art. 2.4'),
  'perfil-consejo-europa': ({ at, read }) => read === 'secondary' && (at ?? '').startsWith('apartado «'),
  'iso-27001-2022': ({ at, read }) => (at === undefined || /^(anexo A, )?A\.[5-8]\.\d{1,2}$/.test(at)) && read === 'inferred',
}
/** Everything else was identified and not read: no locator at all. */
const unread = ({ at, read }: Basis) => at === undefined && read !== 'norm'

describe.for(books)('$id cites', (book) => {
  const cited = [{ id: book.scope.id, basis: book.scope.basis }, ...book.rules].flatMap(({ id, basis }) => basis.map((item) => ({ id, ...item })))
  test('no article or section that the sources do not give', () => {
    expect(cited.length).toBeGreaterThan(book.rules.length)
    const wrong = cited.filter((basis) => !(MAY[basis.instrument] ?? unread)(basis))
    expect(wrong.map(({ id, instrument, at, read }) => `${id}: ${instrument} ${at ?? '(no locator)'} ${read}`)).toEqual([])
  })
  test('a text for every must; what was only inferred is none', () => {
    const inferred = book.rules.filter(({ obligation, basis }) => obligation === 'must' && basis.every(({ read }) => read === 'inferred'))
    expect(inferred.map(({ id }) => id)).toEqual([])
  })
  test('treaties by their own articles, never by those of the law that approves them', () => {
    expect(JSON.stringify(book)).not.toMatch(/[Ll]ey 79(?: de 2013)?, art/)
  })
})

describe('aig-tic', async () => {
  const book = await shipped('aig-tic')
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

test('a column that several rulebooks share is the same column, and a slot the same document', () => {
  const [columns, slots] = [new Map<string, string>(), new Map<string, string>()]
  const differing: string[] = []
  const same = (known: Map<string, string>, name: string, value: unknown) => {
    const text = JSON.stringify(value)
    if ((known.get(name) ?? text) !== text) differing.push(name)
    known.set(name, text)
  }
  for (const book of books) {
    for (const { id, columns: list } of book.datasets)
      for (const { name, type, personal, sensitive, values } of list)
        same(columns, `${id}.${name}`, [type, personal, sensitive, values?.map(({ value }) => value)])
    for (const { documents } of book.rules) for (const { slot, kind } of documents) same(slots, slot, kind)
  }
  expect(differing).toEqual([])
})

test('every kind of public institution is assessed by something when it names nothing', () => {
  const kinds = new Set(books.flatMap(({ defaults }) => defaults.flatMap((entry) => entry.kinds)))
  expect(INSTITUTION_KINDS.filter((kind) => !kinds.has(kind))).toEqual(['private-entity'])
})
