// `check` and `baseline` from outside: exit codes, both at once, the files, the ratchet, a commit.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCommand } from '../support/check-formats.ts'
import { folderOf } from '../support/folder.ts'
import { AT, LANGS, contents, copyOf, fixture, run, widest } from '../support/run.ts'

const HEAD = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n'
const check = (folder: string, ...args: readonly string[]) => run(['check', folder, ...AT, '--no-cache', ...args], { env: { PATH: process.env['PATH'] } })

test.for(LANGS)('the ministry fails for reasons on their lines, in 80 columns: %s', async (lang) => {
  const { code, out, err } = await check(fixture('ministerio'), '--lang', lang)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(widest(out)).toBeLessThanOrEqual(80)
  expect(out).toMatch(/datos\/hardware\.csv:4/)
  expect(out).toMatch(/documents\.yaml:\d+:1/)
})

test('exit codes: 0 passes, 1 fails, 2 is a wrong call, 3 cannot be judged, and 3 before 1', async () => {
  const all = ['critical-gap', 'contradiction', 'document-altered', 'document-expired', 'evaluation-error', 'waiver-expired', 'waiver-too-long'].flatMap(
    (name) => ['--gate', `${name}=warn`],
  )
  expect((await check(fixture('ministerio'), ...all)).code).toBe(0)
  expect((await check(fixture('ministerio'), ...all, '--floor', 'compliance:aig-tic=99')).code).toBe(1)
  for (const wrong of [
    ['--gate', 'critical=error'],
    ['--gate', '__proto__=error'],
    ['--gate', 'unanswered=maybe'],
    ['--floor', 'compliance'],
    ['--format', 'xml'],
    ['--rev', 'HEAD', '--format', 'sarif=a', '--format', 'junit=a'],
  ])
    expect([wrong, (await check(fixture('ministerio'), ...wrong)).code]).toEqual([wrong, 2])
  const broken = folderOf({
    'cumple.yaml': `${HEAD}gate: {conditions: {nada: error}, colour: red}\n`,
    'answers/SEG.yaml': 'SEG-04: {value: maybe}\nXXX-99: {value: no}\n',
  })
  const { code, err } = await check(broken)
  expect(code).toBe(3)
  for (const place of ['cumple.yaml:5', 'answers/SEG.yaml:1']) expect(err).toContain(place)
  expect((await check(folderOf({}))).code).toBe(3)
})

test('nothing evaluated, an empty folder: never green', async () => {
  const empty = folderOf({ 'cumple.yaml': HEAD })
  const { code, out } = await check(empty)
  expect(code).toBe(1)
  expect(out).toContain('cumple.yaml:4:1')
})

test('the gate of cumple.yaml, and flags over it', async () => {
  const folder = folderOf({
    'cumple.yaml': `${HEAD}gate:\n  conditions: {critical-gap: off}\n  floors: [{index: coverage, at_least: 5}]\n`,
    'answers/SEG.yaml': 'SEG-04: {value: no}\n',
  })
  const { code, out } = await check(folder)
  expect(code).toBe(1)
  expect(out).toContain('cumple.yaml:5:1')
  expect((await check(folder, '--gate', 'critical-gap=error')).out).toContain('answers/SEG.yaml')
})

test('every format at once, to files and to stdout; the same gaps in each', async () => {
  const out = folderOf({})
  const { code, out: shown } = await check(
    fixture('ministerio'),
    '--format',
    'github',
    '--format',
    'sarif',
    '--format',
    'junit',
    '--format',
    'gitlab',
    '--format',
    'markdown',
    '--format',
    'json',
    '--format',
    'badge',
    '--out',
    out,
  )
  expect(code).toBe(1)
  expect(shown).toMatch(/^::error file=/)
  const names = readdirSync(out).toSorted()
  expect(names).toEqual(['badge.json', 'check.json', 'check.md', 'check.sarif', 'gl-code-quality.json', 'junit.xml'])
  const json = JSON.parse(readFileSync(join(out, 'check.json'), 'utf8')) as { counts: { gaps: number } }
  const sarif = JSON.parse(readFileSync(join(out, 'check.sarif'), 'utf8')) as { runs: [{ results: unknown[] }] }
  const junit = readFileSync(join(out, 'junit.xml'), 'utf8')
  expect(sarif.runs[0].results.length).toBe(json.counts.gaps)
  expect((junit.match(/<(failure|error) /g) ?? []).length).toBe(json.counts.gaps)
  const copy = copyOf(fixture('ministerio'))
  const before = contents(copy)
  expect((await check(copy, '--format', `json=${join(copy, 'cumple.yaml')}`)).code).toBe(2)
  expect(contents(copy)).toEqual(before)
})

test('--summary adds to the step summary of GitHub', async () => {
  const file = join(folderOf({ summary: '# antes\n' }), 'summary')
  await run(['check', fixture('municipio'), ...AT, '--no-cache', '--summary', '--quiet'], { env: { GITHUB_STEP_SUMMARY: file } })
  expect(readFileSync(file, 'utf8')).toMatch(/^# antes\n[\s\S]+Municipio/)
})

test('--summary never adds to the evidence', async () => {
  const copy = folderOf({ 'cumple.yaml': HEAD })
  const file = join(copy, 'cumple.yaml')
  const { code, err } = await run(['check', copy, ...AT, '--summary', '--quiet'], { env: { GITHUB_STEP_SUMMARY: file } })
  expect([code, err]).toEqual([2, expect.stringContaining('no se escribe sobre ella')])
  expect(readFileSync(file, 'utf8')).toBe(HEAD)
})

test('a baseline: written, green while nothing gets worse, red with the cause, never loosened by itself, tightened', async () => {
  const folder = folderOf({ 'cumple.yaml': `${HEAD}gate: {baseline: baseline.json}\n`, 'answers/SEG.yaml': 'SEG-04: {value: partial}\nSEG-05: {value: no}\n' })
  expect((await check(folder)).code).toBe(3)
  expect((await run(['baseline', 'write', folder, ...AT])).code).toBe(0)
  const first = readFileSync(join(folder, 'baseline.json'), 'utf8')
  expect((await check(folder)).code).toBe(0)
  writeFileSync(join(folder, 'answers/SEG.yaml'), 'SEG-04: {value: no}\nSEG-05: {value: no}\n')
  const worse = await check(folder)
  expect(worse.code).toBe(1)
  expect(worse.out).toMatch(/SEG-04/)
  expect(worse.out).toMatch(/answers\/SEG\.yaml:1/)
  expect((await run(['baseline', 'write', folder, ...AT])).code).toBe(1)
  expect(readFileSync(join(folder, 'baseline.json'), 'utf8')).toBe(first)
  expect((await run(['baseline', 'write', folder, ...AT, '--accept-worse'])).code).toBe(0)
  expect((await check(folder)).code).toBe(0)
  writeFileSync(join(folder, 'answers/SEG.yaml'), 'SEG-04: {value: partial}\nSEG-05: {value: no}\n')
  expect((await run(['baseline', 'write', folder, ...AT])).err).toContain('1 mejoró, 0 empeoraron')
  expect(readFileSync(join(folder, 'baseline.json'), 'utf8')).toBe(first)
  writeFileSync(join(folder, 'baseline.json'), '{"schema": "cumple/baseline@2"}')
  expect((await check(folder)).code).toBe(3)
})

test.for([
  ['a rule answered not applicable', { 'answers/ADQ.yaml': 'ADQ-05: {value: not-applicable, reason: sin-proveedores-criticos}\n' }, /ahora no aplica: ADQ-05/],
  [
    'a rule that an overlay switched off',
    {
      'cumple.yaml': HEAD.replace('{id: aig-tic}', '{id: aig-tic, overlay: propio.yaml}'),
      'propio.yaml':
        'schema: cumple/overlay@1\nid: propio\ntitle: {es: Propia, en: Own}\nbase: {id: aig-tic, version: 1.0.0}\noff: [{rule: ADQ-05, reason: {es: r, en: r}}]\n',
      'answers/ADQ.yaml': 'ADQ-04: {value: no}\n',
    },
    /lo retiró la adaptación «propio»: ADQ-05/,
  ],
] as const)('%s does not slip out of a baseline', async ([, files, said]) => {
  const folder = folderOf({ 'cumple.yaml': HEAD, 'answers/ADQ.yaml': 'ADQ-04: {value: no}\nADQ-05: {value: no}\n' })
  const write = (...args: readonly string[]) => run(['baseline', 'write', folder, ...AT, ...args])
  expect((await write()).code).toBe(0)
  const first = readFileSync(join(folder, 'baseline.json'), 'utf8')
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content)
  const refused = await write()
  expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(said)])
  expect(refused.err).toContain('--accept-worse')
  expect(readFileSync(join(folder, 'baseline.json'), 'utf8')).toBe(first)
  const accepted = await write('--accept-worse')
  expect([accepted.code, accepted.err]).toEqual([0, expect.stringMatching(said)])
  expect((await write()).err).not.toMatch(said)
})

test('--rev judges a commit and leaves the folder alone', async (context) => {
  if (spawnSync('git', ['--version']).status !== 0) context.skip('git is not installed')
  const root = folderOf({ 'ev/cumple.yaml': HEAD, 'ev/answers/SEG.yaml': 'SEG-04: {value: partial}\n' })
  const git = (...args: readonly string[]) => spawnSync('git', ['-c', 'user.name=P', '-c', 'user.email=p@example.org', ...args], { cwd: root })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'uno')
  rmSync(join(root, 'ev/answers'), { recursive: true })
  const now = await check(join(root, 'ev'), '--format', 'json')
  const then = await check(join(root, 'ev'), '--rev', 'HEAD', '--format', 'json')
  const answered = (text: string) => (JSON.parse(text) as { reasons: { id: string }[] }).reasons.some(({ id }) => id === 'nothing-evaluated')
  expect([answered(now.out), answered(then.out)]).toEqual([true, false])
  expect(existsSync(join(root, 'ev/answers'))).toBe(false)
  expect((await check(join(root, 'ev'), '--rev', 'nada')).code).toBe(2)
})

test('a baseline that cumple.yaml names outside of the folder is neither read nor written', async () => {
  const outside = folderOf({ 'baseline.json': 'theirs' })
  for (const named of [join(outside, 'baseline.json'), '../baseline.json', '..\\\\baseline.json']) {
    const folder = folderOf({ 'cumple.yaml': `${HEAD}gate: {baseline: "${named}"}\n`, 'answers/SEG.yaml': 'SEG-04: {value: partial}\n' })
    const { code, err } = await check(folder)
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('path-outside') as string })
    expect((await run(['baseline', 'write', folder, ...AT])).code).toBe(3)
  }
  expect(contents(outside)).toEqual({ 'baseline.json': 'theirs' })
})

test('evidence given by its single file: its baseline beside it, itself never written over', async () => {
  const root = folderOf({ 'evidence.yaml': `${HEAD}gate: {baseline: baseline.json}\nanswers: {SEG-04: {value: partial}}\n` })
  const file = join(root, 'evidence.yaml')
  const before = readFileSync(file, 'utf8')
  expect((await run(['baseline', 'write', file, ...AT])).code).toBe(0)
  expect(existsSync(join(root, 'baseline.json'))).toBe(true)
  expect((await check(file)).code).toBe(0)
  expect((await check(file, '--format', `json=${file}`)).code).toBe(2)
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('evidence that is refused is annotated on its lines, from the root of the repository', async () => {
  const repository = folderOf({
    '.git/HEAD': 'ref: x',
    'ev/cumple.yaml': 'schema: cumple/evidence@1\ninstitution: {id: a, name: "x ::error::y", kind: nada}\nperiod: x\n',
  })
  const { code, out } = await run(['check', join(repository, 'ev'), ...AT, '--format', 'github'])
  expect(code).toBe(3)
  const commands = out
    .trimEnd()
    .split('\n')
    .map((line) => readCommand(line)!)
  expect(commands.map(({ name, properties: { file, line, title } }) => [name, file, line, title])).toEqual([
    ['error', 'ev/cumple.yaml', '2', 'not-allowed'],
    ['error', 'ev/cumple.yaml', '3', 'wrong-type'],
  ])
  expect((await run(['check', join(repository, 'ev'), ...AT, '--format', 'sarif'])).out).toBe('')
})

test('annotations of refused evidence quote nothing of it, and lie where the evidence does', async () => {
  const repository = folderOf({
    '.git/HEAD': 'ref: x',
    'ev/cumple.yaml': HEAD,
    'ev/answers/SEG.yaml': 'SEG-04: {value: "parcial, según Juana Pérez", at: "el lunes, Juana Pérez"}\n',
    'ev/base.json': '{}',
    'base.json': '{}',
  })
  const { out } = await run(['check', join(repository, 'ev'), ...AT, '--format', 'github'])
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => readCommand(line)!.properties['file']),
  ).toEqual(['ev/answers/SEG.yaml', 'ev/answers/SEG.yaml'])
  expect(out).not.toContain('Juana')
  const other = folderOf({ '.git/HEAD': 'ref: x', 'ev/cumple.yaml': HEAD, 'ev/base.json': '{}', 'base.json': '{}' })
  const baseline = await run(['check', 'ev', ...AT, '--format', 'github', '--baseline', 'base.json'], { cwd: other })
  expect([
    ...new Set(
      baseline.out
        .trimEnd()
        .split('\n')
        .map((line) => readCommand(line)!.properties['file']),
    ),
  ]).toEqual(['base.json'])
})

test('evidence that a commit does not have is annotated by the commit, and by no folder of this machine', async () => {
  const root = folderOf({ 'a.txt': 'a' })
  const git = (...args: readonly string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root })
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'uno'],
  ])
    git(...args)
  const { code, out, err } = await run(['check', join(root, 'ev'), ...AT, '--rev', 'HEAD', '--format', 'github'], { env: { PATH: process.env['PATH'] } })
  expect(code).toBe(3)
  expect(readCommand(out.trimEnd())!.properties).toMatchObject({ file: 'HEAD:ev/', title: 'evidence-missing' })
  expect(err).toContain('HEAD:ev/  evidence-missing')
})

test('rulebooks left out by name are told, and fail only where the policy says so', async () => {
  const copy = copyOf(fixture('ministerio'))
  const path = join(copy, '..', 'base.json')
  expect((await run(['baseline', 'write', copy, ...AT, '--out', path])).code).toBe(0)
  const gone = async (...more: string[]) => {
    const { out } = await run(['check', copy, ...AT, '--baseline', path, '--format', 'json', ...more])
    return (JSON.parse(out) as { reasons: { id: string; level: string }[] }).reasons.flatMap(({ id, level }) => (id === 'rulebook-gone' ? level : []))
  }
  expect(new Set(await gone('--rulebook', 'aig-tic'))).toEqual(new Set(['warn']))
  expect(new Set(await gone('--rulebook', 'aig-tic', '--gate', 'rulebook-gone=error'))).toEqual(new Set(['error']))
  const manifest = join(copy, 'cumple.yaml')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^.*id: datos-personales.*\n/m, ''))
  expect(await gone()).toEqual(['error'])
})

test.for<[option: string, value: string, level: string | undefined]>([
  ['--floor', 'compliance/SEG=100', 'floor'],
  ['--floor', 'compliance:/SEG=100', 'floor'],
  ['--floor', 'compliance:aig-tic/SEG=100', 'floor'],
  ['--floor', 'compliance/=100', undefined],
  ['--gate', 'unanswered=error=off', undefined],
])('%s %s', async ([option, value, id]) => {
  const { code, out } = await run(['check', fixture('ministerio'), ...AT, '--format', 'json', option, value])
  if (id === undefined) return expect(code).toBe(2)
  const said = (JSON.parse(out) as { reasons: { id: string; topic?: string; params: { topic?: string } }[] }).reasons
  expect(said.some((reason) => reason.id === id && reason.params.topic === 'SEG')).toBe(true)
})

test('a path is that of the last of several formats, and is never empty', async () => {
  const path = join(folderOf({}), 'a,b.sarif')
  const { code, out } = await run(['check', fixture('ministerio'), ...AT, '--format', `github,sarif=${path}`])
  expect(code).toBe(1)
  expect(out).toMatch(/^::error/)
  expect(existsSync(path)).toBe(true)
  const empty = await run(['check', fixture('ministerio'), ...AT, '--format', 'junit='])
  expect([empty.code, empty.out]).toEqual([2, ''])
  expect(empty.err).toContain('junit=RUTA')
})

test('what a baseline says reaches no terminal as it is', async () => {
  const folder = folderOf({ 'cumple.yaml': HEAD, 'answers/GOB.yaml': 'GOB-02: {value: no}\n' })
  const write = (...more: readonly string[]) => run(['baseline', 'write', folder, ...AT, ...more])
  await write()
  const file = join(folder, 'baseline.json')
  const planted = JSON.parse(readFileSync(file, 'utf8')) as { rulebooks: Record<string, unknown>[] }
  const order = 'x\u001B[2J\u001B]0;y\u0007\n::error::z'
  planted.rulebooks[0]!['digest'] = 'f'.repeat(64)
  planted.rulebooks[0]!['overlay'] = { id: order, base: 'f'.repeat(64), changes: [] }
  planted.rulebooks.push({ ...planted.rulebooks[0], id: order })
  writeFileSync(file, JSON.stringify(planted))
  const { err } = await write('--accept-worse')
  expect(err).toContain('x')
  // eslint-disable-next-line no-control-regex
  expect(err.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F]/)
  expect(err).not.toMatch(/^\s*::error/m)
})
