// The same content through a folder or a single file gives the same assessment; what refers to nothing is refused, all of it at once.
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashFile } from '../../src/evidence/documents.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { canonicalJson } from '../../src/util/canonical-json.ts'
import { assessFolder } from '../support/assess.ts'
import { DOCUMENTS, MANIFEST, ORDERLY, folderOf, library, refusal, sha256, type Files } from '../support/folder.ts'

const assess = (files: Files) => assessFolder(folderOf(files), { library })
const refused = async (files: Files) =>
  (await refusal(assess(files))).map(({ code, place, params }) => `${code} ${place.file}:${place.line} ${params['did'] ?? ''}`.trim())
const outcomes = (assessment: Assessment) => assessment.results[0]!.findings.map(({ outcome }) => outcome)

/** Everything but positions in files and the files read. */
const content = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(content)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !['locations', 'inputs'].includes(key))
            .map(([key, item]) => [key, content(item)]),
        )
      : value

const indent = (source: string) => source.replace(/^(?=.)/gm, '  ')
const WAIVERS = '- {rule: SEG-01, reason: r, approved_by: p, approved_at: 2026-01-01, expires_at: 2026-12-01}\n'
const folder: Files = { ...ORDERLY, 'waivers.yaml': WAIVERS }
const single: Files = {
  'evidence.yaml': `${MANIFEST}waivers:\n${indent(WAIVERS)}documents:\n${indent(DOCUMENTS)}answers:\n${indent(ORDERLY['answers/SEG.yaml'] as string)}${indent(ORDERLY['answers/ACT.yaml'] as string)}`,
  'documentos/p.pdf': 'P',
  'datos/t.csv': ORDERLY['datos/t.csv']!,
}

test('a folder and a single file give the same assessment once locations and inputs are removed', async () => {
  const [one, other] = [await assess(folder), await assess(single)]
  expect(content(other)).toEqual(content(one))
  expect(outcomes(one)).toEqual(['satisfied', 'satisfied', 'unmet'])
  expect(one.waivers.map(({ state }) => state)).toEqual(['in-force'])
  expect([one.inputs.map(({ path }) => path), other.inputs.map(({ path }) => path)]).toEqual([
    ['answers/ACT.yaml', 'answers/SEG.yaml', 'cumple.yaml', 'datos/t.csv', 'documentos/p.pdf', 'documents.yaml', 'waivers.yaml'],
    ['datos/t.csv', 'documentos/p.pdf', 'evidence.yaml'],
  ])
})

test('the file itself may be named, whatever its name, and where the folder stands does not matter', async () => {
  const root = folderOf(single)
  renameSync(join(root, 'evidence.yaml'), join(root, 'mides.yaml'))
  expect(canonicalJson(content(await assessFolder(join(root, 'mides.yaml'), { library })))).toBe(canonicalJson(content(await assess(single))))
  expect(canonicalJson(await assess(folder))).toBe(canonicalJson(await assess(folder)))
  const behind = folderOf({})
  symlinkSync(folderOf(folder), join(behind, 'link'))
  expect(await assessFolder(join(behind, 'link'), { library })).toEqual(await assess(folder))
})

test('sections of the manifest and of their own files add up', async () => {
  const split = await assess({ ...ORDERLY, 'answers/SEG.yaml': '', 'cumple.yaml': `${MANIFEST}answers:\n  SEG-01: {value: planned}\n` })
  expect(content(split)).toEqual(content(await assess(ORDERLY)))
})

test('a table may be named in the manifest, with its headers', async () => {
  const { 'datos/t.csv': _, ...rest } = ORDERLY
  const named = await assess({
    ...rest,
    'datos/inventario 2026.csv': 'Clave;Estado\nr1;ok\n',
    'cumple.yaml': `${MANIFEST}datasets:\n  t: {path: datos/inventario 2026.csv, columns: {k: clave, v: Estado}}\n`,
  })
  expect(outcomes(named)).toEqual(['satisfied', 'satisfied', 'unmet'])
})

const answers = (source: string): Files => ({ ...ORDERLY, 'answers/ACT.yaml': source })
const manifest = (more: string): Files => ({ ...ORDERLY, 'cumple.yaml': MANIFEST + more })
const documents = (more: string): Files => ({ ...ORDERLY, 'documents.yaml': DOCUMENTS + more })
test.for<[name: string, files: Files, is: string[]]>([
  ['rule', answers('# one\nACT-22: {value: yes}\n'), ['unknown-rule answers/ACT.yaml:2 ACT-02']],
  ['criterion', answers('ACT-02:\n  value: yes\n  criteria: {custodia: true}\n'), ['unknown-criterion answers/ACT.yaml:3 custody']],
  ['document of an answer', answers('ACT-02: {value: no, documents: [policy-2]}\n'), ['unknown-document answers/ACT.yaml:1 policy-1']],
  ['kind', documents('b: {kind: polici, title: B, path: b.pdf}\n'), ['unknown-kind documents.yaml:7 policy']],
  ['slot', documents('b: {kind: plan, title: B, path: b.pdf, fulfils: [plam]}\n'), ['unknown-slot documents.yaml:7 plan']],
  ['fact', manifest('facts: {clout: true}\n'), ['unknown-fact cumple.yaml:5 cloud']],
  ['fact of the wrong type', manifest('facts: {cloud: 3, people: true}\n'), ['fact-type cumple.yaml:5', 'fact-type cumple.yaml:5']],
  ['table', manifest('datasets: {tt: {path: datos/t.csv}}\n'), ['unknown-dataset cumple.yaml:5 t']],
  ['column', manifest('datasets: {t: {columns: {person_: x}}}\n'), ['unknown-column cumple.yaml:5 person']],
  ['waiver', { ...ORDERLY, 'waivers.yaml': WAIVERS.replace('SEG-01', 'SEG-91') }, ['unknown-rule waivers.yaml:1 SEG-01']],
  ['rulebook', { ...ORDERLY, 'cumple.yaml': MANIFEST.replace('id: mini', 'id: minni') }, ['unknown-rulebook cumple.yaml:4 mini']],
  ['rulebook version', { ...ORDERLY, 'cumple.yaml': MANIFEST.replace('id: mini', 'id: mini, version: ^2.0.0') }, ['rulebook-version cumple.yaml:4']],
  ['role', { ...ORDERLY, 'cumple.yaml': MANIFEST.replace('id: mini', 'id: mini, role: operator') }, ['role-not-in-rulebook cumple.yaml:4']],
  ['table named and not there', manifest('datasets: {t: {path: datos/x.csv}}\n'), ['file-missing cumple.yaml:5']],
  ['waiver that ends before it begins', { ...ORDERLY, 'waivers.yaml': WAIVERS.replace('2026-12-01', '2025-12-01') }, ['date-order waivers.yaml:1']],
  [
    'document that ends before it begins',
    documents('b: {kind: plan, title: B, path: b.pdf, issued: 2026-02-01, valid_until: 2026-01-01}\n'),
    ['date-order documents.yaml:7'],
  ],
])('unknown or impossible %s', async ([, files, is]) => expect(await refused(files)).toEqual(is))

test('problems of all kinds and files come together', async () => {
  const files = {
    ...documents('b: {kind: zzz, title: B, path: b.pdf}\n'),
    'answers/ACT.yaml': 'ACT-22: {value: yes}\nACT-02: {value: no, documents: [x]}\n',
    'cumple.yaml': `${MANIFEST}facts: {clout: true}\n`,
  }
  expect((await refused(files)).map((problem) => problem.split(' ', 1)[0])).toEqual(['unknown-document', 'unknown-rule', 'unknown-kind', 'unknown-fact'])
})

test('broken files are told together, before any reference', async () => {
  const files: Files = { ...ORDERLY, 'answers/ACT.yaml': 'ACT-02: {value: yes, nota: x}', 'answers/SEG.yaml': 'SEG-01: [', 'documents.yaml': 'a: &a 1' }
  expect(new Set((await refused(files)).map((problem) => problem.split(':', 1)[0]))).toEqual(
    new Set(['unknown-key answers/ACT.yaml', 'yaml-syntax answers/SEG.yaml', 'wrong-type documents.yaml']),
  )
})

test('an id in two files is refused where it stands again', async () => {
  expect(await refused({ ...ORDERLY, 'answers/X.yaml': '\nSEG-01: {value: no}\n' })).toEqual(['duplicate-id answers/X.yaml:2'])
  expect(await refused(manifest(`documents:\n${indent(DOCUMENTS)}`))).toEqual(['duplicate-id documents.yaml:1'])
})

test('no evidence, and both forms of it', async () => {
  expect(await refused({})).toEqual([expect.stringMatching(/^evidence-missing/)])
  expect(await refused({ 'cumple.yaml': MANIFEST, 'evidence.yaml': MANIFEST })).toEqual([expect.stringMatching(/^evidence-both-forms/)])
  expect((await refusal(assessFolder('/nowhere/at/all', { library })))[0]!.code).toBe('evidence-missing')
})

test('files that nothing reads are observed, an audit inside too, notes about the folder are not', async () => {
  const root = folderOf({
    ...ORDERLY,
    'datos/otra.csv': 'a\n',
    'documentos/suelto.pdf': 'x',
    'documentos/README.md': 'x',
    'documentos/.DS_Store': 'x',
    'auditoria.yaml': 'x: 1',
    'answers/notas.txt': 'x',
    'README.md': 'x',
  })
  mkdirSync(join(root, 'datos/vacía'))
  const { observations } = await assessFolder(root, { library })
  expect(observations.filter(({ id }) => id === 'file-unread').map(({ params }) => params['path'])).toEqual([
    'answers/notas.txt',
    'datos/otra.csv',
    'documentos/suelto.pdf',
  ])
  expect(observations.filter(({ id }) => id === 'audit-inside').map(({ params }) => params['path'])).toEqual(['auditoria.yaml'])
})

const AUDIT = 'schema: cumple/audit@1\nauditor: AIG\ndate: 2026-11-20\ninstitution: inst\nverdicts:\n  ACT-02: {verdict: reject, note: no}\n'
test('an audit file counts from outside the evidence only', async () => {
  const root = folderOf({ ...ORDERLY, 'audit.yaml': AUDIT })
  const outside = folderOf({ 'audit.yaml': AUDIT, 'wrong.yaml': AUDIT.replace('ACT-02', 'ACT-20') })
  expect((await assessFolder(root, { library, audit: join(outside, 'audit.yaml') })).results[0]!.findings[0]).toMatchObject({
    outcome: 'unmet',
    assurance: 'audited',
    audit: { auditor: 'AIG' },
  })
  expect((await assessFolder(root, { library })).results[0]!.findings[0]!.outcome).toBe('satisfied')
  symlinkSync(join(root, 'audit.yaml'), join(outside, 'link.yaml'))
  for (const audit of [join(root, 'audit.yaml'), join(outside, 'link.yaml'), join(root, 'datos/../audit.yaml')])
    expect((await refusal(assessFolder(root, { library, audit })))[0]!.code).toBe('audit-inside')
  expect(await refusal(assessFolder(root, { library, audit: join(outside, 'wrong.yaml') }))).toMatchObject([
    { code: 'unknown-rule', place: { line: 6 }, params: { did: 'ACT-02' } },
  ])
  expect((await refusal(assessFolder(root, { library, audit: join(outside, 'none.yaml') })))[0]!.code).toBe('file-missing')
})

test('a document is what its register says of it', async () => {
  const state = async (files: Files) => (await assess(files)).results[0]!.findings[0]!.slots[0]!.state
  expect(await state(ORDERLY)).toBe('current')
  expect(await state({ ...ORDERLY, 'documentos/p.pdf': 'Q' })).toBe('altered')
  expect(await state({ ...ORDERLY, 'documentos/p.pdf': '' })).toBe('empty')
  expect(await state({ ...ORDERLY, 'documents.yaml': DOCUMENTS.replace(/  sha256.*\n/, '') })).toBe('unregistered')
  expect(await state({ ...ORDERLY, 'documents.yaml': DOCUMENTS.replace('p.pdf', 'q.pdf') })).toBe('file-missing')
  expect(await state({ ...ORDERLY, 'documents.yaml': DOCUMENTS.replace('kind: policy', 'kind: plan') })).toBe('wrong-kind')
})

test('a document of as many bytes as may be is read, one of more is not', () => {
  const path = join(folderOf({ 'p.pdf': 'abc' }), 'p.pdf')
  expect(hashFile(path, 3)).toEqual({ file: 'present', bytes: 3, actualSha256: sha256('abc') })
  expect(hashFile(path, 2)).toEqual({ file: 'unreadable' })
})

test('a file of several megabytes has the digest that other programs give', async () => {
  const big = new Uint8Array(9_000_001).fill(7)
  const root = folderOf({ ...ORDERLY, 'documentos/p.pdf': big })
  writeFileSync(join(root, 'documents.yaml'), DOCUMENTS.replace(/sha256: .*/, `sha256: ${sha256(big)}`))
  const { results, inputs } = await assessFolder(root, { library })
  expect(results[0]!.findings[0]!.slots[0]!.state).toBe('current')
  expect(inputs.find(({ path }) => path === 'documentos/p.pdf')?.bytes).toBe(9_000_001)
})

test('a section of which only the name is there is as if it were not', async () => {
  const empty = { ...ORDERLY, 'cumple.yaml': `${MANIFEST}facts:\n  # cloud: true\ngate:\nsignatories:\n` }
  expect(content(await assess(empty))).toEqual(content(await assess(ORDERLY)))
  expect(await refused({ ...ORDERLY, 'cumple.yaml': `${MANIFEST}institucion:\n` })).toEqual([expect.stringMatching(/^unknown-key cumple.yaml:5/)])
})
