// Completing what is half typed: the answers themselves, and the scripts in the shells they are for.
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { run, runBuilt } from '../support/run.ts'
import { hasTmux, terminal } from '../support/tmux.ts'

/** The kind of file names, and the values. The last word is the one being typed. */
async function answer(...words: readonly string[]): Promise<{ files: string; values: string[] }> {
  const { code, out, err } = await run(['complete', '--', ...words])
  expect([code, err]).toEqual([0, ''])
  const [files = '', ...lines] = out.trimEnd().split('\n')
  return { files, values: lines.map((line) => line.split('\t', 1)[0] ?? '') }
}

describe('what may come next', () => {
  test.for<[words: string[], files: string, values: string[]]>([
    [['ev'], 'none', ['evidence', 'evaluar']],
    [['rulebook', 'l'], 'none', ['list', 'lint']],
    [['reglas', 'revi'], 'none', ['revisar']],
    [['assess', ''], 'files', []],
    [['evaluar', '--format', 'h'], 'none', ['html']],
    [['assess', '--format=m'], 'none', ['markdown']],
    // As Bash divides it.
    [['assess', '--format', '=', 'm'], 'none', ['markdown']],
    [['assess', '--format', '='], 'none', ['findings-csv', 'html', 'json', 'markdown', 'pdf', 'plan-csv', 'terminal']],
    [['check', '--format', 'sa'], 'none', ['sarif']],
    [['check', '--format', 'json,s'], 'none', ['json,sarif']],
    [['check', '--format=json,sarif,j'], 'none', ['json,sarif,junit']],
    [['diff', '--format', 'json,'], 'none', ['json,csv', 'json,markdown', 'json,terminal']],
    [['batch', '--format', 't'], 'none', []],
    [['assess', '--paper', ''], 'none', ['letter', 'a4']],
    [['assess', 'carpeta', '--pa'], 'none', ['--paper']],
    [['assess', '--paper', 'a4', '--pa'], 'none', []],
    [['check', '--gate', 'unmet-must=error', '--gat'], 'none', ['--gate']],
    [['check', '--gate', 'unmet-must=o'], 'none', ['unmet-must=off']],
    [['init', '--ci', 'git'], 'none', ['github', 'gitlab']],
    [['batch', '--out', ''], 'folders', []],
    [['assess', '--as-of', ''], 'none', []],
    [['explain', 'GOB-0'], 'none', ['GOB-02', 'GOB-03', 'GOB-04', 'GOB-05', 'GOB-06', 'GOB-07', 'GOB-08', 'GOB-09']],
    [['explain', 'GOB-01', ''], 'files', []],
    [['schema', 'as'], 'none', ['assessment']],
    [['rulebook', 'map', 'i'], 'none', ['iso27001']],
    [['rulebook', 'show', 'soc'], 'files', ['soc-gubernamental']],
    [['rulebook', 'docs', 'soc-gubernamental', 'trans'], 'files', ['transparencia']],
    [['assess', '--rulebook', 'aig'], 'files', ['aig-tic']],
    [['batch', '--rulebook', 'aig'], 'files', ['aig-tic']],
    [['completion', ''], 'none', ['bash', 'zsh', 'fish', 'powershell']],
    [['schema', 'assessment', ''], 'none', []],
    [['nada', 'x'], 'none', []],
  ])('%j', async ([words, files, values]) => expect(await answer(...words)).toEqual({ files, values }))

  test('every command, none that is hidden, each with what it does in the language asked for', async () => {
    const { values } = await answer('')
    expect(values).toContain('assess')
    expect(values).not.toContain('complete')
    expect((await run(['complete', '--', 'doc'])).out).toMatch(/^none\ndoctor\tRevisa la instalación/)
    expect((await run(['--lang', 'en', 'complete', '--', 'doc'])).out).toMatch(/^none\ndoctor\tCheck the installation/)
  })
  test('a blank stands for nothing typed, as PowerShell sends it', async () =>
    expect(await answer('assess', '--paper', ' ')).toEqual(await answer('assess', '--paper', '')))
  test('another shell is refused with those there are', async () => {
    expect(await run(['completion', 'tcsh'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('bash, zsh, fish, powershell') as string })
  })
})

/** A home with `cumple` on its path, a folder and a file to complete. */
function home(): { cwd: string; env: Record<string, string> } {
  const cwd = folderOf({ 'documentos/x': '', 'datos.yaml': '' })
  mkdirSync(join(cwd, 'bin'))
  symlinkSync(process.execPath, join(cwd, 'bin', 'node'))
  writeFileSync(join(cwd, 'bin', 'cumple'), `#!/bin/sh\nexec ${process.execPath} ${join(ROOT, 'bin', 'cumple.cjs')} "$@"\n`, { mode: 0o755 })
  return { cwd, env: { PATH: `${join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`, XDG_CONFIG_HOME: join(cwd, '.config'), HISTFILE: '/dev/null' } }
}

const SHELLS = [
  ['bash', 'bash --norc --noprofile', 'source <(cumple completion bash)'],
  ['zsh', 'zsh -f', "PS1='$ '; autoload -U compinit; compinit -u; source <(cumple completion zsh)"],
  ['fish', 'fish --no-config --private', "function fish_prompt; printf '$ '; end; cumple completion fish | source"],
] as const

describe.for(SHELLS)('%s', ([name, command, load]) => {
  const missing = spawnSync(name, ['--version']).status !== 0
  test.skipIf(missing || !hasTmux())('completes a command, an option, its value and a folder; runs nothing that was typed', { timeout: 60_000 }, async () => {
    const { cwd, env } = home()
    const screen = terminal(cwd, env)
    const line = async (typed: string, shown: RegExp): Promise<void> => {
      screen.text(typed)
      screen.keys('Tab')
      await screen.until(shown)
      screen.keys('C-c')
      await screen.settled()
      screen.keys('C-l')
      await screen.settled()
    }
    screen.text(command)
    screen.keys('Enter')
    await screen.settled()
    screen.text(`${load}; echo lis''to`)
    screen.keys('Enter')
    await screen.until(/^listo/m)
    screen.keys('C-l')
    await screen.settled()
    await line('cumple verif', /cumple verificar$/m)
    await line('cumple assess --bro', /assess --browser$/m)
    await line('cumple assess --level man', /--level manager$/m)
    await line('cumple assess docu', /assess documentos\//)
    await line('cumple batch --out docu', /--out documentos\//)
    await line('cumple explain "$(touch tocado)" --as', /--as-of$/m)
    expect(spawnSync('ls', [cwd], { encoding: 'utf8' }).stdout).not.toContain('tocado')
  })
})

test.for(['bash', 'zsh', 'fish', 'powershell'])('the script for %s asks in the language that was asked for', async (shell) => {
  const asks = async (...lang: string[]) =>
    / complete (.*?'?--'?) /.exec((await run(['completion', shell, ...lang])).out.replace(/^#.*$/gm, ''))?.[1]?.replaceAll("'", '')
  expect(await asks()).toBe('--')
  expect(await asks('--lang', 'en')).toBe('--lang en --')
  expect((await run(['complete', '--lang', 'en', '--', 'assess', '--pap'])).out).toContain('--paper\tpaper size')
})

test('the scripts are written as they are', () => {
  for (const [shell, first] of [
    ['bash', '# cumple in Bash'],
    ['zsh', '#compdef cumple'],
    ['fish', '# cumple in fish'],
    ['powershell', '# cumple in PowerShell'],
  ] as const)
    expect(runBuilt(['completar', shell])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(new RegExp(`^${first}`)) as string })
})
