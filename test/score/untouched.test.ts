// A frozen rulebook gives the finding of an earlier institution where nothing touches the rule: never another than it would have had.
import { describe, expect, test } from 'vitest'
import type { AssessSettings } from '../../src/assess.ts'
import { deepFreeze } from '../../src/util/json-bytes.ts'
import { RULEBOOK_IDS, assessFolder, shipped } from '../support/assess.ts'
import { assessed, documents } from '../support/cases.ts'
import { AS_OF } from '../support/evidence.ts'
import { folderOf } from '../support/folder.ts'
import { ruleOf, rulebookOf } from '../support/rulebook.ts'
import { fixture } from '../support/run.ts'
import { municipality } from '../support/small-campaign.ts'

async function frozen(): Promise<AssessSettings['library']> {
  const rulebook = deepFreeze(structuredClone(await shipped('aig-tic')))
  return {
    ids: () => RULEBOOK_IDS,
    byId: async (id) => (id === 'aig-tic' ? rulebook : RULEBOOK_IDS.includes(id) ? shipped(id) : undefined),
    byPath: async () => rulebook,
  }
}

const only = { rulebooks: ['aig-tic'] }

describe('one after the other with one frozen rulebook, and each alone', () => {
  const more = [
    municipality('a', { extra: 'facts: {uses_cloud: false}\n' }),
    municipality('b', { answers: '  GOB-02: {value: not-applicable}\n  INC-04: {value: no}\n' }),
    municipality('c', { answers: '  ACT-02: {note: solo una nota}\n', staff: 3 }),
    municipality('d', { extra: 'documents:\n  x: {kind: minutes, title: X, path: x.pdf, fulfils: [acta-inventario]}\n' }),
  ]
  test('the same findings, and many of them the very same', async () => {
    const folders = [
      fixture('vacio'),
      fixture('municipio'),
      fixture('ministerio'),
      fixture('vacio'),
      ...more.map((text) => `${folderOf({ 'evidence.yaml': text })}/evidence.yaml`),
    ]
    const library = await frozen()
    const together = []
    for (const folder of folders) together.push(await assessFolder(folder, { ...only, library }))
    for (const [index, folder] of folders.entries()) expect(together[index]).toEqual(await assessFolder(folder, only))
    const [first, , , again] = together.map(({ results }) => results[0]!.findings)
    expect(first!.filter((finding, index) => finding === again![index]).length).toBeGreaterThan(50)
  })
  test('what an auditor found of one is never told of another', () => {
    const rulebook = deepFreeze(rulebookOf([ruleOf('ACT-02', { documents })]))
    const verdicts = { 'ACT-02': { verdict: 'reject', note: 'n' } } as const
    const audit = { schema: 'cumple/audit@1', auditor: 'AIG', date: AS_OF, institution: 'inst', verdicts } as const
    const outcomes = [undefined, audit, undefined].map((file) => assessed(rulebook, {}, undefined, file).results[0]!.findings[0]!.outcome)
    expect(outcomes).toEqual(['unknown', 'unmet', 'unknown'])
  })
  test('another day is another finding', async () => {
    const library = await frozen()
    const [one, other] = [
      await assessFolder(fixture('vacio'), { ...only, library }),
      await assessFolder(fixture('vacio'), { ...only, library, asOf: '2027-01-01' }),
    ]
    expect(other.results[0]!.findings[0]!.text.remedy.due).not.toBe(one.results[0]!.findings[0]!.text.remedy.due)
  })
})
