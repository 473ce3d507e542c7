// What in docs/ is made from data is current, and every row of the source tables is somewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Duties, pages, Requirements, shippedRulebooks } from '../../scripts/make-docs.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { folderOf, sha256 } from '../support/folder.ts'

const made = await pages()
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, 'coverage', name), 'utf8'))
const [duties, requirements] = [Duties.parse(read('duties.json')), Requirements.parse(read('requirements.json'))]

test('pages are current: node scripts/make-docs.ts', () => {
  const current = (path: string, text: string) => existsSync(join(ROOT, path)) && readFileSync(join(ROOT, path), 'utf8') === text
  expect([...made].filter(([path, text]) => !current(path, text)).map(([path]) => path)).toEqual([])
  for (const folder of ['docs/rulebooks', 'docs/coverage'])
    expect(
      readdirSync(join(ROOT, folder))
        .map((name) => `${folder}/${name}`)
        .filter((path) => !made.has(path)),
    ).toEqual([])
})

test.for(['evidence.md', 'evidence.en.md'])('the examples of %s are evidence, whole', async (name) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8')
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!)
  const [manifest = '', answers = '', documents = '', waivers = '', gate = ''] = blocks
  const under = (key: string, text: string) => `${key}:\n${text.replaceAll(/^/gm, '  ')}`
  const resolution = '%PDF-1.7'
  // What `evidence add` writes.
  const registered = `${documents}  sha256: "${sha256(resolution)}"\n`
  const text = [manifest, under('answers', answers), under('documents', registered), under('waivers', waivers), gate].join('\n')
  const { results } = await assessFolder(folderOf({ 'cumple.yaml': text, 'documentos/resolucion-014-2024.pdf': resolution }))
  const { outcome, assurance } = results.flatMap(({ findings }) => findings).find(({ rule }) => rule === 'GOB-02')!
  expect([blocks.length, outcome, assurance]).toEqual([5, 'satisfied', 'documented'])
  // Keys and values are code, not words with backticks in them.
  expect(page).not.toContain('\\`')
})

test('198 duties and 135 requirements, each once', () => {
  expect(duties.length).toBe(198)
  expect(requirements.length).toBe(135)
  expect(new Set(duties.map(({ ref }) => ref)).size).toBe(198)
  expect(new Set(requirements.map(({ id }) => id)).size).toBe(135)
})

test('every row names rules that exist', async () => {
  const ids = new Set((await shippedRulebooks()).flatMap((book) => [book.scope.id, ...book.rules.map(({ id }) => id)]))
  const named = [...duties, ...requirements].flatMap(({ fate }) => ('rules' in fate ? fate.rules : []))
  expect(named.filter((id) => !ids.has(id))).toEqual([])
})

test('a requirement that is a rule is the rule of its id', async () => {
  const rules = new Map((await shippedRulebooks()).flatMap((book) => book.rules.map((rule) => [rule.id, rule] as const)))
  const expected = { deber: 'must', recomienda: 'should', derivado: 'good-practice', 'por confirmar': 'unconfirmed' } as Record<string, string>
  const wrong = requirements.filter(
    ({ id, strength, fate }) => 'rules' in fate && fate.rules.includes(id) && expected[strength] === 'must' && rules.get(id)?.obligation === 'unconfirmed',
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})
