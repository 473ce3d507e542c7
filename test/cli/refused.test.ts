// Paths that the system refuses: worded, in either language, and never taken for what is not so.
import { spawnSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { LANGS, fixture, run } from '../support/run.ts'
import { hasTool } from '../support/strace.ts'

const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups']

test.for<readonly [asked: string, ...argv: string[]]>([
  ['shut/m', 'assess', 'shut/m'],
  ['shut/m', 'check', 'shut/m'],
  ['./shut/rules', 'assess', fixture('vacio'), '--rulebook', './shut/rules'],
  ['./shut/rules.yaml', 'assess', fixture('vacio'), '--rulebook', './shut/rules.yaml'],
  ['shut/rules', 'rulebook', 'lint', 'shut/rules'],
  ['campaign.yaml:4:27', 'batch', 'campaign.yaml', '--out', 'out'],
])('%s is told as not readable, not as missing: %j', ([asked, ...argv], ctx) => {
  const cwd = folderOf({
    'shut/m/cumple.yaml': '',
    'shut/rules/rulebook.yaml': '',
    'campaign.yaml': `schema: cumple/campaign@1\nname: C\nas_of: 2026-11-21\nrulebooks: [{id: r, path: shut/rules}]\n`,
  })
  chmodSync(cwd, 0o755)
  chmodSync(join(cwd, 'shut'), 0)
  onTestFinished(() => chmodSync(join(cwd, 'shut'), 0o755))
  if (!hasTool('setpriv', ...NOBODY, process.execPath, '--version')) ctx.skip('setpriv is missing or not allowed')
  const { status, stderr } = spawnSync('setpriv', [...NOBODY, process.execPath, join(ROOT, 'bin/cumple.cjs'), ...argv], {
    cwd,
    env: { ...process.env, XDG_CACHE_HOME: '/nowhere' },
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([3, expect.stringContaining(`${asked}  file-unreadable\n  El archivo no se puede leer (EACCES).`)])
})

describe('paths that the system refuses', () => {
  const long = 'x'.repeat(300)
  test.for([
    ['diff', 'loop/x', 'loop/x'],
    ['diff', long, long],
    ['report', 'loop/x'],
    ['rulebook', 'lint', 'loop/x'],
    ['rulebook', 'lint', `./${long}`],
    ['assess', fixture('vacio'), '--rulebook', 'loop/x'],
    ['check', fixture('vacio'), '--rulebook', `./${long}`],
    ['init', 'loop/x', '--kind', 'municipality', '--name', 'X'],
    ['init', long, '--kind', 'municipality', '--name', 'X'],
    ['batch', 'loop/x', '--out', 'out'],
    ['batch', long, '--out', 'out'],
    ['batch', fixture('vacio'), '--out', 'loop/x'],
    ['merge', 'loop/x', '--out', 'out'],
    ['interview', 'loop/x', '--answers', 'loop/x'],
    ['interview', long, '--answers', long],
    ['evidence', 'status', 'loop/x'],
    ['evidence', 'add', 'loop/x', '--into', fixture('vacio')],
    ['questionnaire', 'import', long, '--into', fixture('vacio')],
  ])('%j', async (argv) => {
    const cwd = folderOf({})
    symlinkSync('loop', join(cwd, 'loop'))
    const cache = { XDG_CACHE_HOME: folderOf({}) }
    for (const lang of LANGS) {
      const { code, err } = await run([...argv, '--lang', lang], { cwd, env: cache })
      expect([2, 3]).toContain(code)
      expect(err).not.toMatch(/[Ii]nternal error|Error interno|^ +at |undefined/m)
      expect(err).toMatch(/\S/)
    }
  })
})
