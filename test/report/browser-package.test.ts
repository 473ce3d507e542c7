import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installedPackage, packageFolder, readTar, unpackBrowser } from '../../src/report/browser-package.ts'

const source = pathToFileURL(join(import.meta.dirname, '../../src/report/browser-package.ts')).href
const packageDir = installedPackage()
const canUnpack = process.platform === 'linux' && process.arch === 'x64' && packageDir !== undefined

/** Unpacks in a process of its own and starts the program at once: the moment at which a half-written file gives ETXTBSY. */
async function unpackElsewhere(cacheDir: string): Promise<string> {
  const program = `const { unpackBrowser } = await import(${JSON.stringify(source)})
    const { executable, env } = await unpackBrowser(${JSON.stringify(packageDir)}, ${JSON.stringify(cacheDir)})
    const { spawnSync } = await import('node:child_process')
    const { status, error } = spawnSync(executable, ['--version'], { env, timeout: 20_000 })
    console.log(error?.code ?? status)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  return (await Array.fromAsync(child.stdout)).join('').trim()
}

describe.skipIf(!canUnpack)('unpacking', { timeout: 60_000 }, () => {
  let cacheDir: string
  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'cumple-unpack-'))
  })
  afterAll(() => rm(cacheDir, { recursive: true, force: true }))
  const folder = (): string => join(cacheDir, 'browser')
  const unpack = (): Promise<{ executable: string }> => unpackBrowser(packageDir ?? '', cacheDir)

  test('cold processes race and all of them can start the program', async () => {
    expect(await Promise.all([unpackElsewhere(cacheDir), unpackElsewhere(cacheDir), unpackElsewhere(cacheDir)])).toEqual(['0', '0', '0'])
    const names = await readdir(folder())
    expect(
      names.filter((name) => !/^chromium-[\d.]+$/.test(name)),
      'no lock, no leftovers',
    ).toEqual([])
    expect((await stat(folder())).mode & 0o777).toBe(0o700)
    const { executable } = await unpack()
    expect((await stat(executable)).mode & 0o777).toBe(0o700)
    expect(await readdir(join(executable, '../lib'))).toEqual(expect.arrayContaining(['libnss3.so', 'libnspr4.so', 'libexpat.so.1']))
  })

  test('a second call does not unpack again, and a folder open to others is closed', async () => {
    const before = await stat((await unpack()).executable)
    await chmod(folder(), 0o755)
    const after = await stat((await unpack()).executable)
    expect(after.ino).toBe(before.ino)
    expect((await stat(folder())).mode & 0o777).toBe(0o700)
  })

  test('a truncated copy, a lock of a dead process and the leftovers of a killed one are cleared away', async () => {
    const { executable } = await unpack()
    const size = Number(await readFile(join(executable, '../size'), 'utf8'))
    await truncate(executable, 1000)
    await writeFile(`${join(executable, '..')}.lock`, String(2 ** 22 + 1))
    expect((await stat((await unpack()).executable)).size).toBe(size)
    expect(await readdir(folder())).toHaveLength(1)
  })
})

describe('the tar reader', () => {
  const entry = (name: string, content: string, type = '0'): Buffer => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(content.length.toString(8).padStart(11, '0'), 124)
    header.write(type, 156)
    return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)])
  }
  const end = Buffer.alloc(1024)

  test('reads files, skips their folder, stops at the end', () => {
    const files = readTar(Buffer.concat([entry('lib/', '', '5'), entry('lib/a.so', 'uno'), entry('lib/b.so.1', ''), end, entry('lib/c', 'x')]))
    expect(files.map(({ name, data }) => [name, data.toString()])).toEqual([
      ['a.so', 'uno'],
      ['b.so.1', ''],
    ])
  })

  test.for([
    ['a path outside', entry('../x', 'x')],
    ['a path outside below lib', entry('lib/../x', 'x')],
    ['two dots', entry('lib/..', 'x')],
    ['an absolute path', entry('/etc/x', 'x')],
    ['a link', entry('lib/a', '', '2')],
    ['a hard link', entry('lib/a', '', '1')],
    ['a device', entry('lib/a', '', '3')],
    ['another folder', entry('etc/', '', '5')],
  ] satisfies [string, Buffer][])('refuses %s', ([, tar]) => expect(() => readTar(Buffer.concat([tar, end]))).toThrow('refused in tar'))

  test('refuses a size that leads past the end', () => {
    const tar = entry('lib/a', 'abc')
    tar.write('77777777777', 124)
    expect(() => readTar(tar)).toThrow('bad tar header')
  })
})

test.for([
  '/x/node_modules/@sparticuz/chromium/build/index.js',
  '/x/node_modules/@sparticuz/chromium/build/cjs/index.cjs',
  '/x/node_modules/.pnpm/@sparticuz+chromium@153.0.0/node_modules/@sparticuz/chromium/index.js',
])('the folder of the package, however deep its code lies: %s', (file) => {
  const folder = packageFolder(file)
  expect(folder).toMatch(/^\/x\/node_modules\/(\.pnpm\/[^/]+\/node_modules\/)?@sparticuz\/chromium$/)
})
