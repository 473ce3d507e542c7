// The CI files, their shell steps run as written: in a git repository made by init, with `npx` and `cumple` calling the program of this clone.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ACTIONS, CI_SYSTEMS, ciFile, type CiSystem } from '../../src/init/ci.ts'
import { readYaml } from '../../src/util/yaml.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { LANGS, run } from '../support/run.ts'

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const SHIPPED: Record<CiSystem, string> = { github: 'github.yml', gitlab: 'gitlab.yml', azure: 'azure-pipelines.yml', jenkins: 'Jenkinsfile' }

test.for(CI_SYSTEMS)('the template that ships is the one that init writes: %s', async (system) => {
  await expect(ciFile(system, version, 'es').text).toMatchFileSnapshot(join(ROOT, 'ci', SHIPPED[system]))
})

test('the action and the hook are of this version; actions of others are named by a commit', () => {
  const action = readFileSync(join(ROOT, 'action.yml'), 'utf8')
  expect(action).toContain(`default: '${version}'`)
  const used = [action, ciFile('github', version, 'es').text].flatMap((text) => [...text.matchAll(/uses: (.+)$/gm)].map(([, what]) => what!))
  expect(used.length).toBeGreaterThan(4)
  expect(used.filter((what) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what))).toEqual([])
  expect(used.filter((what) => !(Object.values(ACTIONS) as string[]).includes(what))).toEqual([])
})

interface Step {
  readonly run?: string
  readonly script?: string
  readonly env?: Readonly<Record<string, string>>
}
const yaml = (text: string): unknown => {
  const read = readYaml(Buffer.from(text), 'ci')
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.yaml.value
}
const isStep = (value: unknown): value is Step => value !== null && typeof value === 'object'
/** Every shell block of a file, in order: `run:` and `script:` wherever they stand, `sh '''…'''` in a Jenkinsfile. */
function shellSteps(text: string): { script: string; env: Readonly<Record<string, string>> }[] {
  if (text.includes('pipeline {')) return [...text.matchAll(/\bsh '''([^]*?)'''/g)].map(([, script]) => ({ script: script!, env: {} }))
  const found: { script: string; env: Readonly<Record<string, string>> }[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (!isStep(value)) return
    const { run: github, script, env = {} } = value
    for (const one of [github, script].flat()) if (typeof one === 'string') found.push({ script: one, env })
    Object.values(value).forEach(walk)
  }
  walk(yaml(text))
  return found
}

/** A git repository of a fresh init in a folder whose PATH has `npx` and `cumple` that call this clone's program. */
async function repository(lang: 'es' | 'en' = 'es') {
  const folder = folderOf({})
  await run(['init', folder, '--kind', 'communal-board', '--name', 'Junta Comunal «R&D» $(touch hecho) `touch hecho`', '--lang', lang])
  const shims = folderOf({
    npx: `#!/bin/bash\n[ "$1" = --yes ] && [ "$2" = "cumple@${version}" ] || { echo "npx $*" >&2; exit 99; }\nshift 2\nexec "${process.execPath}" "${ROOT}/bin/cumple.cjs" "$@"\n`,
    cumple: `#!/bin/bash\nexec "${process.execPath}" "${ROOT}/bin/cumple.cjs" "$@"\n`,
  })
  for (const name of ['npx', 'cumple']) chmodSync(join(shims, name), 0o755)
  const files = folderOf({ output: '', summary: '' })
  const shell = (script: string, env: Readonly<Record<string, string>> = {}) =>
    spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${shims}${delimiter}${process.env['PATH'] ?? ''}`,
        HOME: files,
        GITHUB_OUTPUT: join(files, 'output'),
        GITHUB_STEP_SUMMARY: join(files, 'summary'),
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...env,
      },
    })
  const git = shell('git init -q -b main . && git add -A && git -c user.name=x -c user.email=x@example.com commit -qm inicial')
  expect({ status: git.status, stderr: git.stderr }).toEqual({ status: 0, stderr: '' })
  return { folder, shell, written: (name: 'output' | 'summary') => readFileSync(join(files, name), 'utf8') }
}

describe.each(CI_SYSTEMS)('%s', (system) => {
  test.for(LANGS)('a fresh repository fails the build for its gaps, and the reports are there: %s', { timeout: 60_000 }, async (lang) => {
    const { folder, shell, written } = await repository(lang)
    const { text } = ciFile(system, version, lang)
    const [first, ...others] = shellSteps(text)
    const { status, stdout, stderr } = shell(first!.script)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).not.toBe('')
    for (const [, path] of text.matchAll(/--format \w+=(\S+)/g)) expect([path, readFileSync(join(folder, path!), 'utf8').length > 0]).toEqual([path, true])
    if (system === 'github') expect(written('summary')).toContain('|')
    for (const { script } of others) expect(shell(script)).toMatchObject({ status: 0, stderr: '' })
    expect(existsSync(join(folder, 'hecho'))).toBe(false)
    // What the check writes is not offered to git.
    expect(shell('git status --porcelain').stdout).toBe('')
  })

  test('a mistake in the evidence is 3, told with its line', { timeout: 60_000 }, async () => {
    const { folder, shell } = await repository()
    writeFileSync(join(folder, 'documents.yaml'), 'x: [\n')
    const { status, stderr } = shell(shellSteps(ciFile(system, version, 'es').text)[0]!.script)
    expect(status).toBe(3)
    expect(stderr).toContain('documents.yaml:')
  })
})

describe('the composite action', () => {
  const action = yaml(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as { inputs: Record<string, { default: string }> }
  const [step] = shellSteps(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
  /** The step's environment with inputs put in, as the runner does. */
  const withInputs = (given: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(step!.env).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => given[input] ?? action.inputs[input]!.default),
      ]),
    )

  test('every input that a step reads is declared, and every declared one is read', () => {
    const text = readFileSync(join(ROOT, 'action.yml'), 'utf8')
    const read = [...text.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, input]) => input!)
    expect([...new Set(read)].toSorted()).toEqual(Object.keys(action.inputs).toSorted())
    expect(step!.script).not.toContain('${{')
  })

  test('as it comes: annotations, SARIF, summary, exit code', { timeout: 60_000 }, async () => {
    const { folder, shell, written } = await repository()
    const { status, stdout } = shell(step!.script, withInputs())
    expect(status).toBe(1)
    expect(stdout).toMatch(/^::(error|warning) /m)
    expect(written('output')).toBe('exit-code=1\nsarif=yes\n')
    expect(written('summary')).not.toBe('')
    expect(JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
  })

  test('with every input given; a folder below the root, and conditions that let it pass', { timeout: 60_000 }, async () => {
    const { folder, shell, written } = await repository()
    mkdirSync(join(folder, 'sub'))
    shell(
      'git mv answers datos documentos documents.yaml waivers.yaml cumple.yaml schemas sub/ 2>/dev/null || mv answers datos documentos documents.yaml waivers.yaml cumple.yaml schemas sub/',
    )
    expect(shell('cumple baseline write sub --out baseline.json').status).toBe(0)
    const inputs = { folder: 'sub', formats: 'junit=junit.xml\n\nsarif=otro.sarif\n', lang: 'en', summary: 'false', 'sarif-file': '', 'as-of': '2026-11-21' }
    const failed = shell(step!.script, withInputs({ ...inputs, gate: 'unanswered=error\n', floor: 'coverage=1' }))
    expect(failed.status).toBe(1)
    expect(written('output')).toBe('exit-code=1\n')
    expect(written('summary')).toBe('')
    expect(existsSync(join(folder, 'junit.xml')) && existsSync(join(folder, 'otro.sarif'))).toBe(true)
    const wrong = shell(step!.script, withInputs({ ...inputs, baseline: 'ninguna.json' }))
    expect([2, 3]).toContain(wrong.status)
  })

  test('text in inputs is text', { timeout: 60_000 }, async () => {
    const { folder, shell } = await repository()
    const { status } = shell(step!.script, withInputs({ folder: '$(touch hecho); `touch hecho` "' }))
    expect([2, 3]).toContain(status)
    expect(existsSync(join(folder, 'hecho'))).toBe(false)
  })
})

test('the pre-commit hook runs where it stands', { timeout: 60_000 }, async () => {
  const [hook] = yaml(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as {
    id: string
    entry: string
    args: string[]
    files: string
    pass_filenames: boolean
  }[]
  expect(hook).toMatchObject({ id: 'cumple', pass_filenames: false })
  const { shell } = await repository()
  expect(shell(`${hook!.entry} ${hook!.args.join(' ')}`)).toMatchObject({ status: 1, stderr: '' })
  const files = new RegExp(hook!.files)
  const touched = ['cumple.yaml', 'sub/answers/ACT.yaml', 'datos/hardware.csv', 'documentos/a.pdf', 'waivers.yaml']
  expect([...touched, 'README.md', 'src/answers.ts'].filter((path) => files.test(path))).toEqual(touched)
})
