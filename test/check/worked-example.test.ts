// The example of the README in a real git repository: from `init` to red, to green, to red for the right reason, and by commit.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from '../support/folder.ts'
import { runBuilt } from '../support/run.ts'

test(
  'init, red, a first answer, a baseline, green, worse, red with its cause on its line, green again at the commit before',
  { timeout: 60_000 },
  (context) => {
    if (spawnSync('git', ['--version']).status !== 0) context.skip('git is not installed')
    const work = folderOf({})
    const root = join(work, 'evidencia')
    const cumple = (...args: readonly string[]) => runBuilt(args, { cwd: args[0] === 'init' ? work : root })
    const git = (...args: readonly string[]) =>
      spawnSync('git', ['-c', 'user.name=P', '-c', 'user.email=p@example.org', ...args], { cwd: root, encoding: 'utf8' }).stdout.trim()
    const at = ['--as-of', '2026-11-21']
    expect(cumple('init', 'evidencia', '--kind', 'municipality', '--name', 'Municipio de Ejemplo', '--ci', 'github').code).toBe(0)
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'Inicio')

    const red = cumple('check', '.', ...at)
    expect(red.code).toBe(1)
    expect(red.out).toContain('Nada que evaluar')
    expect(red.out).toMatch(/answers\/SEG\.yaml:1/)

    const said = folderOf({
      'evidence.yaml': `${/[\s\S]*?period: 2026\n/.exec(readFileSync(join(root, 'cumple.yaml'), 'utf8'))?.[0] ?? ''}answers: {SEG-01: {value: partial}}\n`,
    })
    expect(cumple('interview', '.', '--answers', join(said, 'evidence.yaml'))).toMatchObject({ code: 0 })
    expect(readFileSync(join(root, 'answers/SEG.yaml'), 'utf8')).toMatch(/^## /m)
    expect(cumple('baseline', 'write', '.', ...at).code).toBe(0)
    const green = cumple('check', '.', ...at, '--baseline', 'baseline.json')
    expect(green.code).toBe(0)
    git('add', '-A')
    git('commit', '-qm', 'Primera respuesta')

    const file = join(root, 'answers/SEG.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('value: partial', 'value: no'))
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.startsWith('SEG-01:')) + 1
    const worse = cumple('check', '.', ...at, '--baseline', 'baseline.json', '--format', 'github')
    expect(worse.code).toBe(1)
    expect(worse.out).toMatch(new RegExp(`^::error file=answers/SEG\\.yaml,line=${line},`, 'm'))
    expect(cumple('check', '.', ...at, '--baseline', 'baseline.json', '--rev', 'HEAD').code).toBe(0)
  },
)
