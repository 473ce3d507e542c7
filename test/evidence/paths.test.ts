// Paths that evidence names: nothing outside the folder is read, and nothing odd hangs or ends the run.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hashFile } from '../../src/evidence/documents.ts'
import { openInside, readInside } from '../../src/evidence/inside.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { DOCUMENTS, MANIFEST, MINI, ORDERLY, folderOf, library, refusal, sha256, type Files } from '../support/folder.ts'
import { filesOf } from '../support/rulebook-files.ts'

/** Programs of coreutils and util-linux that some cases need; without them, or without the rights, those are skipped. */
const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
const hasFifo = has('mkfifo')
const isRoot = process.getuid?.() === 0 && has('setpriv')

const outcomes = (assessment: Assessment) => assessment.results[0]!.findings.map(({ outcome }) => outcome)
const documentAt = (path: string): Files => ({ ...ORDERLY, 'documents.yaml': DOCUMENTS.replace('documentos/p.pdf', JSON.stringify(path)) })
const tableAt = (path: string): Files => ({ ...ORDERLY, 'cumple.yaml': `${MANIFEST}datasets:\n  t: {path: ${JSON.stringify(path)}}\n` })

const ESCAPES = [
  '../secret',
  'documentos/../../secret',
  '..',
  'documentos/..',
  '/etc/passwd',
  '//etc/passwd',
  'C:\\Windows\\win.ini',
  'c:/x',
  'C:x',
  '\\\\host\\share',
  '..\\secret',
  'documentos\\..\\..\\secret',
  'file:///etc/passwd',
  'http://x/y',
  'documentos/p.pdf\0.txt',
  '\0',
]
test.for(ESCAPES)('a document at %j is refused, and nothing else is said', async (path) => {
  expect(await refusal(assessFolder(folderOf(documentAt(path)), { library }))).toMatchObject([
    { code: 'path-outside', place: { file: 'documents.yaml', line: 4 }, params: { path } },
  ])
})
test.for(ESCAPES)('a table at %j is refused, and nothing else is said', async (path) => {
  const problems = await refusal(assessFolder(folderOf(tableAt(path)), { library }))
  expect(problems.map(({ code, place }) => `${code} ${place.file}:${place.line}`)).toEqual(['path-outside cumple.yaml:6'])
})

test('%2e%2e is a name like any other, and a backslash parts a path as it does on Windows', async () => {
  expect((await assessFolder(folderOf(documentAt('%2e%2e/secret')), { library })).results[0]!.findings[0]!.slots[0]!.state).toBe('file-missing')
  expect((await assessFolder(folderOf(documentAt('documentos\\p.pdf')), { library })).results[0]!.findings[0]!.slots[0]!.state).toBe('current')
})

/** The evidence, a secret file beside it, and what `plant` adds. */
function planted(plant: (root: string, outside: string) => void, files: Files = ORDERLY): string {
  const root = folderOf(files)
  const outside = folderOf({ 'secret.pdf': 'P', 'secret.csv': 'k,v\nr1,ok\n', 'ACT.yaml': 'ACT-03: {value: yes}\n' })
  plant(root, outside)
  return root
}
const replace = (root: string, path: string, target: string) => {
  rmSync(join(root, path), { recursive: true, force: true })
  symlinkSync(target, join(root, path))
}

test.for<[name: string, plant: (root: string, outside: string) => void]>([
  ['a document that is a link to outside', (root, outside) => replace(root, 'documentos/p.pdf', join(outside, 'secret.pdf'))],
  ['a document under a link to a folder outside', (root, outside) => replace(root, 'documentos', outside)],
  [
    'a chain of links to outside',
    (root, outside) => {
      symlinkSync(join(outside, 'secret.pdf'), join(root, 'hop'))
      replace(root, 'documentos/p.pdf', '../hop')
    },
  ],
  ['a table that is a link to outside', (root, outside) => replace(root, 'datos/t.csv', join(outside, 'secret.csv'))],
  [
    'a folder of tables that is a link to outside',
    (root, outside) => {
      replace(root, 'datos', outside)
      writeFileSync(join(outside, 't.csv'), 'k,v\nr1,ok\n')
    },
  ],
])('%s is refused', async ([, plant]) => {
  const problems = await refusal(assessFolder(planted(plant), { library }))
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['path-outside']))
})

// O_NOFOLLOW holds for the last step of a path alone; the folder may be the link.
test('a folder of answers that is a link to outside is not read', async () => {
  const root = planted((at, outside) => replace(at, 'answers', outside))
  const result = await assessFolder(root, { library }).then(
    (assessment) => assessment.results[0]!.findings.filter(({ answer }) => answer !== undefined).map(({ rule }) => rule),
    () => [],
  )
  expect(result).toEqual([])
})

test.for(['answers', 'documents.yaml', 'waivers.yaml'])('%s as a link to nothing is told, not passed over', async (name) => {
  const root = planted((at, outside) => replace(at, name, join(outside, 'gone')))
  expect((await refusal(assessFolder(root, { library }))).map(({ place }) => place.file)).toContain(name)
})

test.skipIf(process.platform !== 'linux')('what became a link after its path was resolved is not read', () => {
  const [root, outside] = [folderOf({ 'documentos/p.pdf': 'UNO' }), folderOf({ 'p.pdf': 'OTRO' })]
  const real = join(root, 'documentos/p.pdf')
  expect(readInside(root, real, 100)).toMatchObject({ ok: true })
  replace(root, 'documentos', outside)
  expect(readInside(root, real, 100)).toEqual({ ok: false, code: 'not-a-regular-file', params: {} })
  expect(hashFile(real, 100, undefined, (path) => openInside(root, path))).toEqual({ file: 'unreadable' })
})

test.for(['cumple.yaml', 'documents.yaml', 'answers/ACT.yaml'])('%s as a link is refused, wherever it leads', async (name) => {
  const root = planted((at, outside) => {
    writeFileSync(join(outside, 'copy.yaml'), ORDERLY[name]!)
    replace(at, name, join(outside, 'copy.yaml'))
  })
  expect((await refusal(assessFolder(root, { library }))).map(({ code }) => code)).toContain('not-a-regular-file')
})

test('a link that stays inside is followed', async () => {
  const root = planted((at) => {
    writeFileSync(join(at, 'documentos/q.pdf'), 'P')
    replace(at, 'documentos/p.pdf', 'q.pdf')
    writeFileSync(join(at, 'datos/real.csv'), 'k,v\nr1,ok\n')
    replace(at, 'datos/t.csv', 'real.csv')
  })
  expect(outcomes(await assessFolder(root, { library }))).toEqual(['satisfied', 'satisfied', 'unmet'])
})

test.for<[name: string, plant: (root: string) => void]>([
  ['dangling', (root) => replace(root, 'documentos/p.pdf', 'nothing')],
  ['dangling outside', (root) => replace(root, 'documentos/p.pdf', '/nowhere/x')],
  [
    'a loop',
    (root) => {
      replace(root, 'documentos/p.pdf', 'q.pdf')
      symlinkSync('p.pdf', join(root, 'documentos/q.pdf'))
    },
  ],
])('a link that is %s costs no more than its document', async ([, plant]) => {
  const [finding, ...rest] = (await assessFolder(planted(plant), { library })).results[0]!.findings
  expect(['file-missing', 'unreadable']).toContain(finding!.slots[0]!.state)
  expect([finding!.outcome === 'satisfied', rest.map(({ outcome }) => outcome)]).toEqual([false, ['satisfied', 'unmet']])
})

const fifo = (path: string) => {
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
}
const folder = (path: string) => {
  rmSync(path, { force: true })
  mkdirSync(path)
}
const huge = (path: string) => truncateSync(path, 65_000_000)
test.skipIf(!hasFifo).for<[name: string, path: string, plant: (path: string) => void, is: string[], state: string]>([
  ['a FIFO as document', 'documentos/p.pdf', fifo, ['error', 'satisfied', 'unmet'], 'unreadable'],
  ['a folder as document', 'documentos/p.pdf', folder, ['error', 'satisfied', 'unmet'], 'unreadable'],
  ['a FIFO as table', 'datos/t.csv', fifo, ['satisfied', 'error', 'unmet'], 'not-a-file'],
  ['a folder as table', 'datos/t.csv', folder, ['satisfied', 'error', 'unmet'], 'not-a-file'],
  ['a table that is too large', 'datos/t.csv', huge, ['satisfied', 'error', 'unmet'], 'too-large'],
])('%s never hangs and costs one finding', { timeout: 10_000 }, async ([, path, plant, is, state]) => {
  const assessment = await assessFolder(
    planted((root) => plant(join(root, path))),
    { library },
  )
  expect(outcomes(assessment)).toEqual(is)
  expect([assessment.datasets[0]?.error?.code, assessment.results[0]!.findings[0]!.slots[0]!.state]).toContain(state)
})

test.skipIf(!hasFifo).for(['cumple.yaml', 'answers/ACT.yaml', 'documents.yaml'])(
  '%s as a FIFO or as a folder is refused and never hangs',
  { timeout: 10_000 },
  async (name) => {
    for (const plant of [fifo, folder]) {
      const problems = await refusal(
        assessFolder(
          planted((root) => {
            rmSync(join(root, name))
            plant(join(root, name))
          }),
          { library },
        ),
      )
      expect(problems.map(({ code, place }) => `${code} ${place.file}`)).toContain(`not-a-regular-file ${name}`)
    }
  },
)

test('YAML of more than a megabyte is refused before it is parsed', async () => {
  expect(await refusal(assessFolder(folderOf({ ...ORDERLY, 'answers/ACT.yaml': '#'.repeat(1_000_001) }), { library }))).toMatchObject([
    { code: 'file-too-large', place: { file: 'answers/ACT.yaml' } },
  ])
})

/** Assesses the files as nobody in a child, after a change to the folder: outcomes or problems, and how many documents could not be read. */
function asNobody(files: Files, change: (root: string) => void, before = ''): { is: string[]; unread: number } {
  const all = [
    ...Object.entries(filesOf(MINI)).map(([name, content]) => [`rules/${name}`, content] as const),
    ...Object.entries(files).map(([name, content]) => [`evidence/${name}`, content] as const),
  ]
  const root = folderOf(Object.fromEntries(all))
  chmodSync(root, 0o755)
  change(join(root, 'evidence'))
  const code = `
    import { assess } from ${JSON.stringify(join(ROOT, 'src/assess.ts'))}
    import { loadRulebook } from ${JSON.stringify(join(ROOT, 'src/rulebook/load.ts'))}
    const book = await loadRulebook(${JSON.stringify(join(root, 'rules'))})
    const library = { ids: () => ['mini'], byId: async () => book, byPath: async () => book }
    const settings = { path: ${JSON.stringify(join(root, 'evidence'))}, asOf: '2026-11-21', generatedAt: '', version: '0', library }
    const said = await assess(settings).then(
      (done) => ({ is: done.results[0].findings.map((finding) => finding.outcome), unread: done.documents.filter((document) => document.file !== 'present').length }),
      (error) => ({ is: (error.problems ?? [{ code: String(error), place: { file: '' } }]).map((problem) => problem.code + ' ' + problem.place.file), unread: 0 }))
    console.log(JSON.stringify(said))`
  const child = spawnSync(
    'sh',
    ['-c', `${before} exec setpriv --reuid=65534 --regid=65534 --clear-groups "$0" --input-type=module -e "$1"`, process.execPath, code],
    { encoding: 'utf8' },
  )
  if (child.status !== 0) throw new Error(child.stderr)
  return JSON.parse(child.stdout) as { is: string[]; unread: number }
}

test.skipIf(!isRoot).for<[path: string, is: string[]]>([
  ['documentos/p.pdf', ['error', 'satisfied', 'unmet']],
  ['datos/t.csv', ['satisfied', 'error', 'unmet']],
  ['documentos', ['error', 'satisfied', 'unmet']],
  ['datos', ['satisfied', 'error', 'unmet']],
  ['answers/ACT.yaml', ['file-unreadable answers/ACT.yaml']],
  ['answers', ['file-unreadable answers']],
  ['documents.yaml', ['file-unreadable documents.yaml']],
])('T34 %s without permission is said, by an error finding or a refusal', ([path, is]) => {
  expect(asNobody(ORDERLY, (root) => chmodSync(join(root, path), 0)).is).toEqual(is)
})

test.skipIf(!isRoot)('T34 a folder that may not be entered is not taken for an empty one', () => {
  expect(asNobody(ORDERLY, (root) => chmodSync(root, 0)).is).toEqual([expect.stringMatching(/^file-unreadable /)])
})

test.skipIf(!isRoot)('T80 more documents than may be open at once are all read', () => {
  const numbers = Array.from({ length: 400 }, (_, n) => n)
  const entries = numbers.map((n) => `d${n}: {kind: policy, title: D, path: documentos/${n}.pdf, sha256: ${sha256(`D${n}`)}, fulfils: [plan]}\n`)
  const files = { ...ORDERLY, ...Object.fromEntries(numbers.map((n) => [`documentos/${n}.pdf`, `D${n}`])), 'documents.yaml': DOCUMENTS + entries.join('') }
  expect(asNobody(files, () => {}, 'ulimit -n 128;')).toEqual({ is: ['satisfied', 'satisfied', 'unmet'], unread: 0 })
})

describe.skipIf(process.platform === 'darwin')('accents that the disk composes otherwise than the register', () => {
  const NFC = 'documentos/Año/Resolución.pdf'
  const NFD = NFC.normalize('NFD')
  /** One letter as it is composed, the other apart. */
  const MIXED = `${NFC.slice(0, 16).normalize('NFD')}${NFC.slice(16)}`
  const { 'documentos/p.pdf': paper = '', 'datos/t.csv': table = '', ...others } = ORDERLY
  const registered = (path: string, files: Files) =>
    folderOf({ ...others, 'datos/t.csv': table, 'documents.yaml': documentAt(path)['documents.yaml']!, ...files })
  const stateOf = (assessment: Assessment) => assessment.results[0]!.findings[0]!.slots[0]!.state

  test.for([
    [NFC, NFD],
    [NFD, NFC],
    [MIXED, NFD],
  ] as const)('%j is found at %j, under the name that the register gives it', async ([path, onDisk]) => {
    const assessment = await assessFolder(registered(path, { [onDisk]: paper }), { library })
    expect(stateOf(assessment)).toBe('current')
    expect(assessment.inputs.map((input) => input.path).filter((name) => name.includes('Res'))).toEqual([path])
    expect(JSON.stringify(assessment.observations)).not.toContain('pdf"')
  })
  test('with both on the disk the one that is spelled so is taken, and the other is told as not read', async () => {
    const assessment = await assessFolder(registered(NFC, { [NFC]: paper, [NFD]: 'another' }), { library })
    expect(stateOf(assessment)).toBe('current')
    expect(JSON.stringify(assessment)).toContain(JSON.stringify(NFD))
  })
  test('with two that read the same and none spelled so, neither is taken', async () => {
    const [one, apart] = ['documentos/Gestión-pública.pdf', 'documentos/Gestión-pública.pdf'.normalize('NFD')]
    const mixed = `${one.slice(0, 20)}${one.slice(20).normalize('NFD')}`
    expect(new Set([one, apart, mixed]).size).toBe(3)
    expect(stateOf(await assessFolder(registered(mixed, { [one]: paper, [apart]: paper }), { library }))).toBe('file-missing')
  })
  test('a table too', async () => {
    const path = 'datos/Móviles.csv'
    const root = folderOf({ ...others, 'documentos/p.pdf': paper, ...tableAt(path), [path.normalize('NFD')]: table })
    expect(outcomes(await assessFolder(root, { library }))).toEqual(['satisfied', 'satisfied', 'unmet'])
  })
  test('not through a link to a folder outside', async () => {
    const root = planted((at, outside) => {
      writeFileSync(join(outside, 'á.pdf'.normalize('NFD')), 'P')
      symlinkSync(outside, join(at, 'fuera'))
    }, documentAt('fuera/á.pdf'))
    expect((await refusal(assessFolder(root, { library }))).map(({ code }) => code)).toEqual(['path-outside'])
  })
})
