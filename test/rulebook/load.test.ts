// A folder of YAML becomes a rulebook, or every problem in it at once; its digest is of what it says, not of how it is written.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRulebook } from '../../src/rulebook/load.ts'
import { filesAfter, load, oneOf, rule2, rule3, seg } from '../support/broken-rulebook.ts'
import { MINI, folderOf, refusal } from '../support/folder.ts'
import { filesOf } from '../support/rulebook-files.ts'

test('the small rulebook is right', async () => {
  const book = await load(filesOf(MINI))
  expect([book.rules, book.datasets]).toEqual([MINI.rules, MINI.datasets])
  expect(book.digest).toMatch(/^[0-9a-f]{64}$/)
})

const at = (problems: Awaited<ReturnType<typeof refusal>>) => problems.map(({ code, place }) => `${code} ${place.file}`)
test('files under the wrong name, twice, or missing', async () => {
  const files = filesOf(MINI)
  expect(at(await refusal(load({ ...files, 'ACT/ACT-09.yaml': files[rule2]!.replace('id: ACT-02\n', 'id: ACT-08\n') })))).toEqual([
    'id-not-file rules/mini/ACT/ACT-09.yaml',
  ])
  expect(at(await refusal(load({ ...files, 'SEG/ACT-02.yaml': files[rule2]! })))).toEqual(['duplicate-id rules/mini/SEG/ACT-02.yaml'])
  const { 'rulebook.yaml': _, ...headless } = files
  expect(at(await refusal(load(headless)))).toEqual(['file-missing rules/mini/rulebook.yaml'])
  expect(at(await refusal(loadRulebook('/nowhere/at/all', 'x')))).toEqual(['file-missing x'])
})

test('examples beside a rule are not rules; a link is refused', async () => {
  const files = filesOf(MINI)
  expect((await load({ ...files, 'ACT/ACT-02.test.yaml': 'anything: [' })).digest).toBe((await load(files)).digest)
  const root = folderOf(files)
  symlinkSync(join(root, rule2), join(root, 'ACT/ACT-07.yaml'))
  expect(at(await refusal(loadRulebook(root, 'r')))).toEqual(['not-a-regular-file r/ACT/ACT-07.yaml'])
})

test('all problems at once, in the order of files and lines, each with its excerpt', async () => {
  const files = filesAfter((b) => {
    b.rules[0]!.remedy.owner = 'nobody'
    b.rules[0]!.documents[0]!.kind = 'nowhere'
    b.rules[1]!.checks = [{ 'one-of': { ...oneOf, column: 'persona' } }]
    b.method.cap.band = 'nothing'
    b.datasets[0]!.key = 'person'
  })
  const problems = await refusal(load({ ...files, [seg]: 'id: SEG-01\nid: SEG-01\n' }))
  expect(problems.map(({ code, place }) => `${code} ${place.file.replace('rules/mini/', '')}`)).toEqual([
    `unknown-kind ${rule2}`,
    `unknown-owner ${rule2}`,
    `unknown-column ${rule3}`,
    `duplicate-key ${seg}`,
    'key-hidden datasets/t.yaml',
    'unknown-band rulebook.yaml',
  ])
  expect(problems.find(({ code }) => code === 'unknown-column')?.params).toMatchObject({ id: 'persona', did: 'person' })
  for (const { place, excerpt } of problems)
    expect(excerpt).toBe(place.file.endsWith(seg) ? 'id: SEG-01' : files[place.file.replace('rules/mini/', '')]!.split('\n')[place.line - 1])
})

test('comments, order of keys, formatting and examples do not change the digest; a word does', async () => {
  const files = filesOf(MINI)
  const { digest } = await load(files)
  const turned = Object.fromEntries(Object.entries(files).map(([name, source]) => [name, `# a comment\n${source.replaceAll('\n', '\r\n')}\n\n`]))
  turned[seg] = JSON.stringify(Object.fromEntries(Object.entries(MINI.rules[2]!).toReversed()))
  expect((await load(turned)).digest).toBe(digest)
  expect(
    (
      await load(
        filesAfter((b) => {
          b.rules[2]!.question.en = 'question?'
        }),
      )
    ).digest,
  ).not.toBe(digest)
})
