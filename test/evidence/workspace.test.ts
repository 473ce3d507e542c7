// Evidence open for writing: what people wrote by hand stays, earlier answers are kept, nobody's change is lost, nothing broken is touched.
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thisOwner } from '../../src/evidence/lock.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { findPrevious, restorePrevious } from '../../src/evidence/restore.ts'
import { ChangedElsewhere, InvalidChange, LockLost } from '../../src/evidence/workspace.ts'
import { WriteError } from '../../src/evidence/write.ts'
import { InputError } from '../../src/model/problem.ts'
import { folderOf } from '../support/folder.ts'
import { workspaceOn } from '../support/interview.ts'
import { contents } from '../support/run.ts'

const MANIFEST = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
const SEG = `# Seguridad, respondido a mano

SEG-01:   # el primero
  value: "yes"
  criteria:
    a: true     # visto en el acta
    b: false

# lo que sigue está en trámite
SEG-04: {value: partial, note: 'en trámite'}   # volver en enero
`
const AT = '2026-11-21T12:00:00-05:00'
const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8')

test('sections of which only the name is there do not keep a manifest from being changed', () => {
  const root = folderOf({ 'cumple.yaml': `${MANIFEST}facts:\n  # uses_cloud: true\nsignatories:\n` })
  const workspace = workspaceOn(root)
  workspace.setManifest([[['confidentiality'], 'public']])
  workspace.setManifest([[['facts', 'uses_cloud'], false]])
  workspace.close()
  expect(openEvidence(root).manifest).toMatchObject({ confidentiality: 'public', facts: { uses_cloud: false }, signatories: [] })
})

test('comments, order and layout stay, byte for byte, around what changes', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': SEG })
  const workspace = workspaceOn(root)
  workspace.setAnswer('SEG-04', { value: 'no', note: 'en trámite', at: AT }, AT)
  workspace.setAnswer('SEG-05', { value: 'planned', target: '2027-01-31' }, AT)
  workspace.setManifest([[['facts', 'uses_cloud'], false]])
  workspace.setDocument('acta', { kind: 'minutes', title: 'Acta', path: 'documentos/acta.pdf' })
  workspace.close()
  expect(read(root, 'answers/SEG.yaml')).toBe(
    `${SEG.replace("{value: partial, note: 'en trámite'}", `{value: no, note: 'en trámite', at: ${AT}}`)}SEG-05: {value: planned, target: 2027-01-31}\n`,
  )
  expect(read(root, 'cumple.yaml')).toBe(`${MANIFEST}facts:\n  uses_cloud: false\n`)
  expect(read(root, '.cumple/previous/answers/SEG.yaml')).toContain("note: 'en trámite', at: ")
  expect(openEvidence(root).documents).toMatchObject({ acta: { title: 'Acta' } })
})

test('line ends and a byte-order mark stay too', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': `\uFEFF${SEG.replaceAll('\n', '\r\n')}` })
  const workspace = workspaceOn(root)
  workspace.setAnswer('SEG-06', { value: 'no' }, AT)
  workspace.close()
  expect(read(root, 'answers/SEG.yaml')).toBe(`\uFEFF${SEG.replaceAll('\n', '\r\n')}SEG-06: {value: no}\r\n`)
})

test('a single file holds all sections', () => {
  const root = folderOf({ 'evidence.yaml': `${MANIFEST}# respuestas\nanswers:\n  SEG-01: {value: no}   # uno\n` })
  const workspace = workspaceOn(root)
  workspace.setAnswer('SEG-01', { value: 'planned' }, AT)
  workspace.setDocument('acta', { kind: 'minutes', title: 'Acta', path: 'documentos/acta.pdf' })
  workspace.setAnswer('SEG-02', { value: 'no' }, AT)
  workspace.close()
  const text = read(root, 'evidence.yaml')
  expect(text).toContain('# respuestas\nanswers:\n  SEG-01: {value: planned}   # uno\n  SEG-02: {value: no}\n')
  expect(openEvidence(root).documents).toHaveProperty('acta')
  expect(Object.keys(contents(root)).toSorted()).toEqual(['.cumple/.gitignore', '.cumple/previous/evidence.yaml', 'answers/history.jsonl', 'evidence.yaml'])
})

test('an answer that takes something back leaves the earlier one in the history; one that only adds does not', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': SEG })
  const workspace = workspaceOn(root)
  workspace.setAnswer('SEG-04', { value: 'partial', note: 'en trámite', responsible: 'Legal', by: 'A', at: AT }, AT)
  expect(openEvidence(root).history).toEqual({})
  workspace.setAnswer('SEG-04', { value: 'no', by: 'B', at: AT }, '2026-11-21T13:00:00-05:00')
  workspace.setAnswer('SEG-04', undefined, '2026-11-21T14:00:00-05:00')
  workspace.close()
  expect(openEvidence(root).history['SEG-04']).toEqual([
    { value: 'partial', note: 'en trámite', by: 'A', at: AT, until: '2026-11-21T13:00:00-05:00' },
    { value: 'no', by: 'B', at: AT, until: '2026-11-21T14:00:00-05:00' },
  ])
  // A torn line, and one that is no JSON, say nothing and hinder nothing.
  writeFileSync(join(root, 'answers/history.jsonl'), `nada\n${read(root, 'answers/history.jsonl')}{"rule":"SEG-0`)
  expect(openEvidence(root).history['SEG-04']).toHaveLength(2)
})

test('a file that somebody else changed is read again, and the change refused this once', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': SEG })
  const workspace = workspaceOn(root)
  writeFileSync(join(root, 'answers/SEG.yaml'), `${SEG}SEG-09: {value: no}\n`)
  expect(() => workspace.setAnswer('SEG-04', { value: 'no' }, AT)).toThrow(ChangedElsewhere)
  expect(read(root, 'answers/SEG.yaml')).toBe(`${SEG}SEG-09: {value: no}\n`)
  workspace.setAnswer('SEG-04', { value: 'no' }, AT)
  expect(Object.keys(openEvidence(root).answers)).toContain('SEG-09')
  expect(openEvidence(root).answers['SEG-04']).toMatchObject({ value: 'no' })
  expect(openEvidence(root).history['SEG-04']).toMatchObject([{ value: 'partial' }])
  workspace.close()
})

test('what cannot be read is never written over: neither at the start nor when it breaks meanwhile', () => {
  for (const broken of ['SEG-01: {value: maybe}\n', 'SEG-01: [\n', '\0\0\0\0', '']) {
    const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': SEG })
    const workspace = workspaceOn(root)
    workspace.setAnswer('SEG-02', { value: 'no' }, AT)
    writeFileSync(join(root, 'answers/SEG.yaml'), broken)
    const before = contents(root)
    expect(() => workspace.setAnswer('SEG-04', { value: 'no' }, AT)).toThrow(broken === '' ? ChangedElsewhere : InputError)
    expect(contents(root)).toEqual(before)
    workspace.close()
    if (broken === '') continue
    expect(() => workspaceOn(root)).toThrow(InputError)
    expect(contents(root)).toMatchObject({ 'answers/SEG.yaml': broken })
  }
})

test('a newer kind of evidence is refused and left alone', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST.replace('@1', '@2') })
  expect(() => workspaceOn(root)).toThrow(InputError)
  expect(read(root, 'cumple.yaml')).toBe(MANIFEST.replace('@1', '@2'))
})

test('the version before a damaged file can be brought back, and the damaged one stays aside', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': SEG })
  const workspace = workspaceOn(root)
  workspace.setAnswer('SEG-02', { value: 'no' }, AT)
  workspace.setAnswer('SEG-03', { value: 'no' }, AT)
  workspace.close()
  const good = read(root, 'answers/SEG.yaml').replace('SEG-03: {value: no}\n', '')
  writeFileSync(join(root, 'answers/SEG.yaml'), '\0'.repeat(100))
  const problems = (() => {
    try {
      openEvidence(root)
    } catch (error) {
      if (error instanceof InputError) return error.problems
    }
    throw new Error('it was read')
  })()
  const [version] = findPrevious(root, problems)
  expect(version?.file).toBe('answers/SEG.yaml')
  const owner = thisOwner({ pid: process.pid, host: 'here', since: AT, nonce: 'r' })
  const aside = restorePrevious(root, version!, owner, { pid: process.pid, nonce: 'abc' })!
  expect(read(root, 'answers/SEG.yaml')).toBe(good)
  expect(read(root, aside)).toBe('\0'.repeat(100))
  expect(Object.keys(openEvidence(root).answers)).toContain('SEG-02')
})

test('whoever lost the lock writes nothing; a folder that cannot be made is named', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST })
  const [first, second] = [workspaceOn(root), workspaceOn(root, true)]
  expect(() => first.setAnswer('SEG-04', { value: 'no' }, AT)).toThrow(LockLost)
  writeFileSync(join(root, 'answers'), 'no es una carpeta')
  expect(() => second.setAnswer('SEG-04', { value: 'no' }, AT)).toThrow(WriteError)
  second.close()
  expect(Object.keys(contents(root)).toSorted()).toEqual(['.cumple/.gitignore', 'answers', 'cumple.yaml'])
})

test('what could not be read again is not written: too long, no name, an id that is none', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST })
  const workspace = workspaceOn(root)
  const before = contents(root)
  const refused = [
    () => workspace.setAnswer('SEG-04', { value: 'no', responsible: 'x'.repeat(301) }, AT),
    () => workspace.setAnswer('SEG-04', { value: 'no', by: ' ' }, AT),
    () => workspace.setDocument('acta', { kind: 'minutes', title: 'x'.repeat(301), path: 'a.pdf' }),
    () => workspace.setManifest([[['institution', 'id'], '3m']]),
    () => workspace.setManifest([[['institution', 'name'], 'x'.repeat(301)]]),
    () => workspace.setManifest([[['period'], 1950]]),
  ]
  for (const attempt of refused) expect(attempt).toThrow(InvalidChange)
  expect(contents(root)).toEqual(before)
  workspace.close()
})

test('an answer file that somebody made meanwhile is seen, and what they said is kept', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST })
  const workspace = workspaceOn(root)
  mkdirSync(join(root, 'answers'))
  writeFileSync(join(root, 'answers/SEG.yaml'), 'SEG-01: {value: no, note: de Ana}\n')
  expect(() => workspace.setAnswer('SEG-01', { value: 'planned' }, AT)).toThrow(ChangedElsewhere)
  workspace.setAnswer('SEG-01', { value: 'planned' }, AT)
  expect(openEvidence(root).history['SEG-01']).toMatchObject([{ value: 'no', note: 'de Ana' }])
  workspace.close()
})

test('a change of the manifest touches its own key, whatever somebody else wrote meanwhile', () => {
  const root = folderOf({ 'cumple.yaml': `${MANIFEST}facts:\n  uses_cloud: true\n` })
  const workspace = workspaceOn(root)
  writeFileSync(join(root, 'cumple.yaml'), `${MANIFEST}facts:\n  uses_cloud: true\n  develops_software: true   # de Luis\n`)
  expect(() => workspace.setManifest([[['facts', 'uses_cloud'], false]])).toThrow(ChangedElsewhere)
  workspace.setManifest([[['facts', 'uses_cloud'], false]])
  expect(read(root, 'cumple.yaml')).toBe(`${MANIFEST}facts:\n  uses_cloud: false\n  develops_software: true   # de Luis\n`)
  workspace.close()
})

test('no folder that leads out of the evidence is written into', () => {
  const outside = folderOf({ 'cumple.yaml': 'de otra institución\n', 'acta.pdf': 'PDF' })
  const root = folderOf({ 'cumple.yaml': MANIFEST })
  const workspace = workspaceOn(root)
  mkdirSync(join(root, '.cumple'), { recursive: true })
  symlinkSync(outside, join(root, '.cumple/previous'))
  for (const folder of ['documentos', 'answers', 'datos']) symlinkSync(outside, join(root, folder))
  const before = contents(outside)
  expect(() => workspace.setManifest([[['period'], 2025]])).toThrow(WriteError)
  expect(() => workspace.setAnswer('SEG-04', { value: 'no' }, AT)).toThrow(WriteError)
  expect(() => workspace.attach(join(folderOf({ 'x.pdf': 'X' }), 'x.pdf'), 'documentos')).toThrow(WriteError)
  expect(() => workspace.putTable('datos/t.csv', Buffer.from('a\n'))).toThrow(WriteError)
  expect(contents(outside)).toEqual(before)
  expect(readdirSync(outside).toSorted()).toEqual(['acta.pdf', 'cumple.yaml'])
  workspace.close()
})

test('without the lock nothing at all is written: no draft, no document, no table', () => {
  const root = folderOf({ 'cumple.yaml': MANIFEST })
  const first = workspaceOn(root)
  const second = workspaceOn(root, true)
  const before = contents(root)
  const file = join(folderOf({ 'x.pdf': 'X' }), 'x.pdf')
  for (const attempt of [() => first.draft.write({}), () => first.attach(file, 'documentos'), () => first.putTable('datos/t.csv', Buffer.from('a\n'))])
    expect(attempt).toThrow(LockLost)
  expect(contents(root)).toEqual(before)
  second.close()
})
