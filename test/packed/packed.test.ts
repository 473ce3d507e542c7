// The package as npm ships it: built and packed twice from copies of the sources, installed without a network, and driven.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf, sha256 } from '../support/folder.ts'
import { AT, contents, fixture, runBuilt } from '../support/run.ts'

const work = mkdtempSync(join(realpathSync(tmpdir()), 'cumple-packed-'))
const npm = (argv: readonly string[], cwd: string) =>
  execFileSync('npm', [...argv, '--loglevel', 'error'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: work, npm_config_cache: join(work, 'npm'), npm_config_update_notifier: 'false' },
  })
const SOURCES = [
  '.npmrc',
  'bin',
  'ci',
  'completions',
  'docs',
  'rules',
  'schemas',
  'scripts',
  'src',
  'templates',
  'test/support',
  'fixtures',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LEEME.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'action.yml',
  'LICENSE',
  'THIRD-PARTY-LICENSES.txt',
]

/** Builds and packs a copy of the sources; the clone's own dist/ is left alone. */
function pack(name: string): string {
  const copy = join(work, name)
  mkdirSync(copy)
  for (const source of SOURCES) cpSync(join(ROOT, source), join(copy, source), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  // The name alone, as pre-commit reads it: nothing that the build says stands before it.
  const said = npm(['pack', '--pack-destination', copy], copy)
  expect(said).toMatch(/^cumple-[\w.-]+\.tgz\n$/)
  return join(copy, said.trim())
}

const tool = (name: string, ...argv: string[]) => spawnSync(name, argv, { stdio: 'ignore' }).status === 0
/** A Node of before, from outside node_modules. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node', '/opt/node20/bin/node'].find((path) => {
  const version = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : ''
  return /^v(1[89]|20|21|22\.([01]?\d|2[01])\.)/.test(version)
})
const [STRACE, UNSHARE] = ['strace', 'unshare'] as const
const STACK = /^ +at |node:internal|triggerUncaughtException/m

let [tarball, twin, bin]: string[] = []
beforeAll(() => {
  tarball = pack('one')
  twin = pack('other')
  const home = join(work, 'installed')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{"private": true}')
  npm(['install', '--omit=optional', '--offline', '--no-audit', '--no-fund', tarball], home)
  bin = join(home, 'node_modules/cumple/bin/cumple.cjs')
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** The installed program, away from the clone. */
const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = work) => runBuilt(argv, { bin: bin!, env, cwd })
/** The installed program in a shell line, where it is `$cumple`; what it said on stderr, and its exit code. */
function shell(line: string): { code: number; err: string } {
  const { stderr } = spawnSync(
    'bash',
    ['-c', `cumple() { "${process.execPath}" "${bin}" "$@"; }; cd "${work}"; { ${line}; } >/dev/null; echo "code \${code-$?}" >&2`],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: work } },
  )
  return { code: Number(/code (\d+)\n$/.exec(stderr)?.[1]), err: stderr.replace(/code \d+\n$/, '') }
}

describe('the tarball', () => {
  test('is the same twice', () => expect(sha256(readFileSync(twin!))).toBe(sha256(readFileSync(tarball!))))

  const files = () =>
    execFileSync('tar', ['tzf', tarball!], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, ''))
  test('holds what it should and nothing else', () => {
    const allowed = [
      /^bin\/(cumple|code-cache)\.cjs$/,
      /^completions\/cumple\.(bash|zsh|fish|ps1)$/,
      /^dist\/[\w.-]+\.c?js$/,
      /^dist\/index\.d\.ts$/,
      /^dist\/defaults\.json$/,
      /^dist\/rulebooks\/[\w-]+\.json$/,
      /^schemas\/[\w-]+\.schema\.json$/,
      /^templates\/fonts\/(Inter-\w+\.ttf|OFL\.txt|README\.md)$/,
      /^(README|LEEME|CHANGELOG|CONTRIBUTING|SECURITY)\.md$/,
      /^docs\/[\w.-]+\.md$/,
      /^ci\/[\w.-]+$/,
      /^action\.yml$/,
      /^LICENSE$/,
      /^THIRD-PARTY-LICENSES\.txt$/,
      /^package\.json$/,
    ]
    expect(files().filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([])
    for (const path of [
      'bin/cumple.cjs',
      'completions/cumple.bash',
      'dist/cli.cjs',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/rulebooks/aig-tic.json',
      'schemas/assessment.schema.json',
      'templates/fonts/OFL.txt',
      'LEEME.md',
      'SECURITY.md',
      'docs/RULES.md',
      'ci/github.yml',
      'LICENSE',
      'THIRD-PARTY-LICENSES.txt',
    ])
      expect(files()).toContain(path)
  })
  test('names only files that are in it', () => {
    const manifest = JSON.parse(readFileSync(join(bin!, '../../package.json'), 'utf8')) as {
      bin: Record<string, string>
      exports: Record<string, Record<string, string>>
    }
    const named = [...Object.values(manifest.bin), ...Object.values(manifest.exports).flatMap((entry) => Object.values(entry))].map((path) =>
      path.replace(/^\.\//, ''),
    )
    expect(named.filter((path) => !files().includes(path))).toEqual([])
  })
  test('needs nothing else at run time, and runs nothing when it is installed', () => {
    const manifest = JSON.parse(readFileSync(join(bin!, '../../package.json'), 'utf8')) as { dependencies?: object; scripts: Record<string, string> }
    expect(manifest.dependencies ?? {}).toEqual({})
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
    expect(readdirSync(join(bin!, '../../..'))).toEqual(['.bin', '.package-lock.json', 'cumple'])
  })
  test('holds no path of the machine it was built on, and no test data', () => {
    const root = join(bin!, '../..')
    const texts = Object.entries(contents(root)).filter(([name]) => !name.endsWith('.ttf'))
    const leaks = texts.filter(([, text]) => [work, ROOT, 'Villa Ejemplo', 'Asuntos Ejemplares'].some((word) => text.includes(word)))
    expect(leaks.map(([name]) => relative(root, join(root, name)))).toEqual([])
  })
})

describe('installed', () => {
  test('says its version', () =>
    expect(run(['--version'])).toEqual({
      code: 0,
      out: `${(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version}\n`,
      err: '',
    }))
  test('brings the scripts for shells', () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
      expect(run(['completion', shell])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('cumple complete') as string })
    expect(run(['complete', '--', 'assess', '--lev'])).toMatchObject({ code: 0, out: expect.stringMatching(/^none\n--level\t/) as string })
  })
  test('assesses, reports, explains, reviews', () => {
    const cwd = folderOf({})
    const argv = [
      'assess',
      fixture('municipio'),
      ...AT,
      '--format',
      'json=a/assessment.json',
      '--format',
      'html=a/informe.html',
      '--format',
      'markdown=a/informe.md',
    ]
    const { code, out, err } = run(argv, {}, cwd)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Municipio de Villa Ejemplo/)
    expect(Object.keys(contents(cwd))).toEqual(['a/assessment.json', 'a/informe.html', 'a/informe.md'])
    expect(run(['report', 'a/assessment.json', '--format', 'html'], {}, cwd).out).toBe(readFileSync(join(cwd, 'a/informe.html'), 'utf8'))
    expect(run(['explain', 'SEG-01']).out).toMatch(/^SEG-01 · /)
    expect(run(['explicar', 'ACT-02', fixture('municipio'), ...AT, '--lang', 'en']).out).toContain('Complete hardware inventory')
    expect(run(['rulebook', 'list']).out).toContain('aig-tic')
    expect(run(['rulebook', 'lint', join(ROOT, 'rules/aig-tic')]).code).toBe(0)
    expect(run(['schema', 'evidence']).out).toBe(readFileSync(join(ROOT, 'schemas/evidence.schema.json'), 'utf8'))
  })
  test('is a library too: what a program says by it is what the command says', () => {
    const program = `
      import { assess, baselineOf, diffAssessments, InputError, judge, render, tell, type Assessment } from 'cumple'
      const assessment: Assessment = await assess(${JSON.stringify(fixture('municipio'))}, { asOf: '2026-11-21' })
      const { passed } = judge(assessment, { policy: { floors: [{ index: 'compliance', at_least: 1 }] }, baseline: baselineOf(assessment) })
      const { totals } = diffAssessments(assessment, assessment)
      const told = await assess('/no/such', { asOf: '2026-11-21' }).catch((error: unknown) => error instanceof InputError ? tell(error.problems, 'en') : 'other')
      const day = await assess(${JSON.stringify(fixture('municipio'))}, { asOf: '2026-02-30' }).catch(String)
      // @ts-expect-error: printed from the HTML
      await render(assessment, 'pdf').catch(() => undefined)
      export const said = { json: await render(assessment, 'json'), html: await render(assessment, 'html'), passed, totals, told, day }
    `
    const cwd = join(bin!, '../../../..')
    writeFileSync(join(cwd, 'user.mts'), program)
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2022', '--types', '']
    const checked = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['--outDir', join(cwd, 'made'), ...strict, join(cwd, 'user.mts')], { cwd, encoding: 'utf8' })
    expect(checked.stdout).toBe('')
    const shown = `import('./made/user.mjs').then(({ said }) => console.log(JSON.stringify(said)))`
    const said = JSON.parse(execFileSync(process.execPath, ['-e', shown], { cwd, encoding: 'utf8', maxBuffer: 64_000_000 })) as Record<string, unknown>
    const by = (format: string) => run(['assess', fixture('municipio'), ...AT, '--format', format]).out
    expect(said).toMatchObject({
      json: by('json'),
      html: by('html'),
      passed: false,
      totals: { improved: 0, worse: 0 },
      told: expect.stringContaining('→') as string,
    })
    const uncaught = spawnSync(process.execPath, ['-e', `import('cumple').then(({ assess }) => assess('/no/such', { asOf: '2026-11-21' }))`], {
      cwd,
      encoding: 'utf8',
    })
    expect(uncaught.stderr).toContain('\nInputError: /no/such:0:0 evidence-missing\n    at ')
    expect(uncaught.stderr.split('\n').filter((line) => line.length > 300)).toEqual([])
  })
  test.skipIf(['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium'].some(existsSync))(
    'without a browser: the rest is written, where to get one is said, 2',
    () => {
      const cwd = folderOf({})
      const { code, err } = run(['assess', fixture('municipio'), ...AT, '--out', 'o', '--quiet'], { PATH: '/nowhere' }, cwd)
      expect(code).toBe(2)
      expect(err).toMatch(/No se encontró un navegador para hacer el PDF \(se buscó: google-chrome-stable, .*@sparticuz\/chromium\)/)
      expect(err).not.toMatch(STACK)
      expect(Object.keys(contents(cwd))).toEqual(['o/assessment.json', 'o/informe.html', 'o/informe.md'])
      expect(run(['doctor'], { PATH: '/nowhere' })).toMatchObject({ code: 1, err: '' })
    },
  )
  test.skipIf(oldNode === undefined)('on an old Node: one line in each language, 2', () => {
    for (const argv of [['assess', '.'], ['--help'], ['--version'], []]) {
      const { status, stdout, stderr } = spawnSync(oldNode!, [bin!, ...argv], { encoding: 'utf8' })
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toMatch(/^cumple: se necesita Node [^\n]+\ncumple: Node [^\n]+ is needed[^\n]+\n$/)
    }
  })
})

describe('streams and signals', () => {
  const CALLS = [
    'schema assessment',
    'explain SEG-01',
    `assess ${fixture('ministerio')} --format json`,
    'rulebook list',
    '--help',
    'assess --help',
    '--version',
  ]
  test.skipIf(!existsSync('/dev/full')).for(CALLS)('a full disk behind stdout: %s', (call) => {
    const { code, err } = shell(`cumple ${call} >/dev/full`)
    expect(err).not.toMatch(STACK)
    expect(code).toBe(2)
    expect(err).toMatch(/^cumple: [^\n]*ENOSPC[^\n]*\n$/)
  })
  test.for(CALLS)('a reader that has gone: %s', (call) => {
    for (const reader of ['head -1', 'true']) expect(shell(`cumple ${call} | ${reader}`).err).toBe('')
  })
  test.for(CALLS)('stdin, stderr closed: %s', (call) => expect(shell(`cumple ${call} <&- 2>&-`)).toEqual({ code: 0, err: '' }))
  test('a working folder that is gone', () => {
    const { code, err } = shell(`mkdir gone; cd gone; rmdir ../gone; cumple explain SEG-01`)
    expect(err).not.toMatch(STACK)
    expect(code).toBeLessThanOrEqual(2)
  })
  test.for([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle of the work is %i for the shell, and leaves nothing half-written', async ([signal, shown]) => {
    const cwd = folderOf({})
    // A browser that never answers, and ends as a real one does when the program is gone.
    const browser = join(folderOf({}), 'browser')
    writeFileSync(browser, '#!/bin/sh\nexec cat <&3 >/dev/null\n', { mode: 0o755 })
    const argv = ['assess', fixture('municipio'), ...AT, '--out', '.', '--browser', browser, '--no-sandbox']
    const child = spawn(process.execPath, [bin!, ...argv], { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env['PATH'], HOME: work } })
    expect(String(await once(child.stderr, 'data'))).toContain('--no-sandbox')
    child.kill(signal)
    const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    expect(code ?? 128 + constants.signals[by!]).toBe(shown)
    expect(contents(cwd)).toEqual({})
  })
})

describe('no network', () => {
  const calls = () => [
    ['assess', fixture('ministerio'), ...AT, '--format', 'html'],
    ['explain', 'SEG-01'],
    ['schema'],
    ['rulebook', 'list'],
    ['doctor'],
    ['--help'],
  ]
  test.skipIf(!tool(STRACE, '-o', '/dev/null', 'true'))('no command connects, sends or listens anywhere', () => {
    const trace = join(work, 'trace')
    for (const argv of calls()) {
      spawnSync(STRACE, ['-f', '-o', trace, '-e', 'trace=connect,sendto,sendmsg,bind,listen', process.execPath, bin!, ...argv], {
        cwd: work,
        stdio: 'ignore',
        env: { PATH: process.env['PATH'], HOME: work },
      })
      expect(
        readFileSync(trace, 'utf8')
          .split('\n')
          .filter((line) => /AF_INET|listen\(/.test(line)),
      ).toEqual([])
    }
  })
  test.skipIf(!tool(STRACE, '-o', '/dev/null', 'true') || !existsSync(join(ROOT, 'node_modules/@sparticuz/chromium')))(
    'nor does the browser that prints the PDF',
    () => {
      const [cwd, trace] = [folderOf({}), join(work, 'trace')]
      const { status } = spawnSync(
        STRACE,
        [
          '-f',
          '-o',
          trace,
          '-e',
          'trace=connect,bind,listen',
          process.execPath,
          join(ROOT, 'bin/cumple.cjs'),
          'assess',
          fixture('hostil'),
          ...AT,
          '--format',
          'pdf=x.pdf',
        ],
        { cwd, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: work, XDG_CACHE_HOME: join(ROOT, 'node_modules/.cache') } },
      )
      expect(status).toBe(0)
      expect(readdirSync(cwd)).toEqual(['x.pdf'])
      expect(
        readFileSync(trace, 'utf8')
          .split('\n')
          .filter((line) => /AF_INET|listen\(/.test(line)),
      ).toEqual([])
    },
  )
  test.skipIf(!tool(UNSHARE, '-n', 'true'))('where there is none at all, everything works', () => {
    for (const argv of calls().filter(([name]) => name !== 'doctor')) {
      const { status, stdout } = spawnSync(UNSHARE, ['-n', process.execPath, bin!, ...argv], {
        cwd: work,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: work },
      })
      expect({ status, out: stdout }).toEqual({ status: 0, out: run(argv).out })
    }
  })
})
