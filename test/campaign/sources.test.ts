// Where the sources of a campaign are found, and how institutions become file names.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { safeName } from '../../src/campaign/safe-name.ts'
import { findSources } from '../../src/campaign/sources.ts'
import { InputError } from '../../src/model/problem.ts'
import { folderOf } from '../support/folder.ts'

test('ids become safe and different file names', () => {
  expect(['mides', 'CON', 'Mides', 'a.', 'nul.txt', 'lpt1', 'a.b-c_d', 'mides-0123abcd'].map(safeName)).toEqual([
    'mides',
    expect.stringMatching(/^con-[0-9a-f]{8}$/),
    expect.stringMatching(/^mides-[0-9a-f]{8}$/),
    expect.stringMatching(/^a_-[0-9a-f]{8}$/),
    expect.stringMatching(/^nul_txt-[0-9a-f]{8}$/),
    expect.stringMatching(/^lpt1-[0-9a-f]{8}$/),
    'a.b-c_d',
    expect.stringMatching(/^mides-0123abcd-[0-9a-f]{8}$/),
  ])
})

describe('sources', () => {
  const campaignFile = (institutions = '') => `schema: cumple/campaign@1\nname: Prueba\nas_of: 2026-11-21\nrulebooks: [{id: aig-tic}]\n${institutions}`
  const evidence = 'schema: cumple/evidence@1\n'
  test('a campaign finds its evidence beside it, wherever it is called from', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality}\n'),
      'evidencias/b/cumple.yaml': evidence,
      'evidencias/a/cumple.yaml': evidence,
    })
    const found = findSources([join(root, 'campaign.yaml')], '/')
    expect(found.items.map(({ source, expected }) => [source, expected])).toEqual([
      ['evidencias/a', undefined],
      ['evidencias/b', { id: 'b', kind: 'municipality' }],
    ])
    expect(findSources(['.'], root).items.map(({ source }) => source)).toEqual(['evidencias/a', 'evidencias/b'])
  })
  test('folders, files and globs, each once; a link among them is marked', () => {
    const root = folderOf({ 'x/a/cumple.yaml': evidence, 'x/b/evidence.yaml': evidence, 'x/.git/config': '', 'y/c.yaml': evidence })
    symlinkSync('/etc', join(root, 'x', 'link'))
    const { items } = findSources(['x', 'x/a', 'y/*.yaml'], root)
    expect(items.map(({ source, link }) => [source, link])).toEqual([
      ['x/a', undefined],
      ['x/b', undefined],
      ['x/link', true],
      ['y/c.yaml', undefined],
    ])
  })
  test('a path in the roster stands above the name of the folder', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality, path: evidencias/otra}\n'),
      'evidencias/otra/cumple.yaml': evidence,
    })
    expect(findSources(['campaign.yaml'], root).items.map(({ source, expected }) => [source, expected?.id])).toEqual([['evidencias/otra', 'b']])
  })
  test('where the roster has all paths, nothing else is looked for', () => {
    const root = folderOf({
      'campaign.yaml': campaignFile('institutions:\n  - {id: b, name: B, kind: municipality, path: uno}\n'),
      'uno/cumple.yaml': evidence,
      'dos/cumple.yaml': evidence,
    })
    expect(findSources(['campaign.yaml'], root).items.map(({ source }) => source)).toEqual(['uno'])
  })
  test('what is wrong with the campaign is told with its place', () => {
    const problemsOf = (text: string) => {
      try {
        findSources(['campaign.yaml'], folderOf({ 'campaign.yaml': text }))
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(({ code, place }) => `${place.file}:${place.line}:${place.col} ${code}`)
      }
      return []
    }
    expect(problemsOf(campaignFile('institutions:\n  - {id: b, name: B, kind: municipality}\n  - {id: b, name: C, kind: municipality}\n'))).toEqual([
      'campaign.yaml:7:10 duplicate-id',
    ])
    expect(problemsOf(campaignFile('roster: []\n'))).toEqual(['campaign.yaml:5:1 unknown-key'])
  })
  test('a missing source is named', () => {
    const root = folderOf({})
    mkdirSync(join(root, 'a'))
    writeFileSync(join(root, 'a', 'cumple.yaml'), evidence)
    expect(() => findSources(['a', 'nada'], root)).toThrow(/nada.*file-missing/)
  })
})
