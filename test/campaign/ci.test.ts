// The shipped examples that spread a campaign over machines: their shell steps run as written, and the parts make one run.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/util/yaml.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { runBuilt } from '../support/run.ts'
import { smallCampaign } from '../support/small-campaign.ts'

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const textOf = (name: string) => readFileSync(join(ROOT, 'ci', name), 'utf8')
/** Every document of a file. */
const documents = (name: string): unknown[] =>
  textOf(name)
    .split(/^---$/m)
    .map((text) => {
      const read = readYaml(Buffer.from(text), name)
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      return read.yaml.value
    })

/** The texts of shell steps, wherever they stand. */
function steps(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(steps)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    ['run', 'script', 'args'].includes(key) ? [part].flat().filter((text) => typeof text === 'string') : steps(part),
  )
}

/** A shell with an `npx` that calls this clone's program, and nothing else under that name. */
function shell(cwd: string) {
  const shims = folderOf({
    npx: `#!/bin/bash\n[ "$1" = --yes ] && [ "$2" = "cumple@${version}" ] || { echo "npx $*" >&2; exit 99; }\nshift 2\nexec "${process.execPath}" "${ROOT}/bin/cumple.cjs" "$@"\n`,
  })
  chmodSync(join(shims, 'npx'), 0o755)
  return (script: string, env: Readonly<Record<string, string>>) => {
    const { status, stderr } = spawnSync('bash', ['-e', '-c', script], {
      cwd,
      env: { PATH: `${shims}${delimiter}${process.env['PATH'] ?? ''}`, HOME: shims, CUMPLE_BROWSER: '/no/browser', CI: 'true', ...env },
      encoding: 'utf8',
    })
    return { status, stderr }
  }
}

const bytes = (out: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('state') && statSync(join(out, name)).isFile())
      .toSorted()
      .map((name) => [name, readFileSync(join(out, name), 'latin1')]),
  )

const CASES = [
  ['github-batch.yml', (part: number) => ({ PART: String(part) })],
  ['gitlab-batch.yml', (part: number) => ({ CI_NODE_INDEX: String(part), CI_NODE_TOTAL: '4' })],
  ['kubernetes-batch.yaml', (part: number) => ({ JOB_COMPLETION_INDEX: String(part - 1) })],
] as const

describe.skipIf(process.platform === 'win32')('a campaign on four machines', () => {
  test.for(CASES)('%s', { timeout: 120_000 }, ([name, envOf]) => {
    const root = smallCampaign()
    const run = shell(root)
    const found = documents(name).flatMap(steps)
    expect(found).toHaveLength(2)
    // Paths of the shared volume are those of the folder here; nothing else is changed.
    const [part = '', merge = ''] = found.map((script) => script.replaceAll('/ciclo/', `${root}/`))
    for (const index of [3, 1, 4, 2]) expect(run(part, envOf(index))).toMatchObject({ status: 0 })
    expect(run(merge, {})).toMatchObject({ status: 0 })
    const whole = join(folderOf({}), 'out')
    runBuilt(['batch', root, '--out', whole], { env: { CUMPLE_BROWSER: '/no/browser' } })
    // The parts lie beside the campaign, not among its evidence.
    expect(existsSync(join(root, 'part-4', 'state', 'run.sqlite'))).toBe(true)
    expect(bytes(join(root, 'resultados'))).toEqual(bytes(whole))
  })
  test('actions of others are named by a commit', () => {
    const used = [...textOf('github-batch.yml').matchAll(/uses: (.+)$/gm)].map(([, what]) => what!)
    expect(used.length).toBeGreaterThan(4)
    expect(used.filter((what) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what))).toEqual([])
  })
})
