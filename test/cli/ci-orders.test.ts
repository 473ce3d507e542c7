// What a CI's runner reads as an order never gets into the talk of a run: `::error`, `##[…]`, `##vso[…]`, wherever it was planted.
import { expect, test } from 'vitest'
import { AT, run } from '../support/run.ts'
import { folderOf } from '../support/folder.ts'

const AZURE = '##vso[task.complete result=Succeeded;]done'
const PADDED = `aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll ::error::pwned`
const manifest = (kind: string, more = '') =>
  `schema: cumple/evidence@1\ninstitution: {id: a, name: ${JSON.stringify(AZURE)}, kind: ${JSON.stringify(kind)}}\nperiod: 2026\nrulebooks: [{id: gestion-documental}]\n${more}`
/** Orders that a runner would obey. */
const orders = (text: string): readonly string[] => text.split('\n').filter((line) => /^\s*::|##\w*\[/.test(line))

test.for<[name: string, command: string, text: string]>([
  ['a value', 'check', manifest(AZURE)],
  ['a key', 'check', manifest('municipality', `${JSON.stringify(PADDED)}: 1\n`)],
  ['the excerpt alone', 'assess', manifest('municipality', `facts: [] # ::error::pwned ##[error]x\n`)],
])('in %s of evidence that is refused', async ([, command, text]) => {
  const { code, out, err } = await run([command, folderOf({ 'cumple.yaml': text }), ...AT])
  expect(code).toBe(3)
  expect(err).toMatch(/pwned|vso/)
  expect(orders(out + err)).toEqual([])
})

test.for(['assess', 'check', 'explain', 'evidence'])('in what %s shows of an institution', async (command) => {
  const folder = folderOf({ 'cumple.yaml': manifest('municipality'), [`documentos/${AZURE}`]: 'x' })
  const words = { assess: ['assess', folder], check: ['check', folder], explain: ['explain', 'DOC-01', folder], evidence: ['evidence', 'status', folder] }[
    command
  ]!
  const { out, err } = await run([...words, ...AT])
  expect(orders(out + err)).toEqual([])
})
