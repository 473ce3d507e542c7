// The whole program killed before each call that changes files: what is there can be read, is old or new, and the next run ends it.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { workspaceOn } from '../support/interview.ts'
import { STRACE, canTrace } from '../support/strace.ts'

const MANIFEST = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n'
const BEFORE = { 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': '# a mano\nSEG-04: {value: partial}   # en trámite\n', 'documentos/acta.pdf': 'ACTA' }
const SAID = `${MANIFEST}documents:\n  acta: {kind: minutes, title: Acta, path: nueva.pdf}\nanswers:\n  SEG-04: {value: no}\n  GOB-02: {value: planned}\n`

const interview = (root: string, said: string, cache: string, trace: readonly string[] = []) => {
  const program = [process.execPath, join(ROOT, 'bin', 'cumple.cjs'), 'interview', root, '--answers', join(said, 'evidence.yaml')]
  const [command = '', ...args] = trace.length === 0 ? program : [STRACE, '-f', '-qq', '-o', '/dev/null', ...trace, ...program]
  const { status, signal } = spawnSync(command, args, { env: { PATH: process.env['PATH'], XDG_CACHE_HOME: cache } })
  return { status, killed: signal === 'SIGKILL' }
}
const temporary = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))

test.for(['rename', 'link', 'fsync', 'unlink'])('killed before each %s', { timeout: 120_000 }, async (call, context) => {
  if (!canTrace) context.skip('strace may not be used here')
  const said = folderOf({ 'evidence.yaml': SAID, 'nueva.pdf': 'NUEVA' })
  const cache = folderOf({})
  expect(interview(folderOf(BEFORE), said, cache).status).toBe(0)
  let killed = 0
  for (let n = 1; n < 60; n += 1) {
    const root = folderOf(BEFORE)
    const run = interview(root, said, cache, ['-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${n}`])
    if (!run.killed) {
      expect(run.status).toBe(0)
      break
    }
    killed += 1
    const { answers, documents } = openEvidence(root)
    expect(['partial', 'no'], `${call} ${n}`).toContain(answers['SEG-04']?.value)
    for (const { path } of Object.values(documents)) expect(readFileSync(join(root, path), 'utf8')).toBe('NUEVA')
    expect(interview(root, said, cache).status, `${call} ${n}`).toBe(0)
    const after = openEvidence(root)
    expect([after.answers['SEG-04']?.value, after.answers['GOB-02']?.value]).toEqual(['no', 'planned'])
    expect(after.history['SEG-04']).toMatchObject([{ value: 'partial' }])
    expect(Object.keys(after.documents)).toEqual(['acta'])
    expect(readFileSync(join(root, 'answers/SEG.yaml'), 'utf8')).toMatch(/^# a mano\nSEG-04: \{value: no, .*\} {3}# en trámite\n$/)
    expect(temporary(root), `${call} ${n}`).toEqual([])
  }
  expect(killed).toBeGreaterThan(1)
})

test('a process that was suspended for long, and whose folder somebody took by force, writes nothing when it goes on', { timeout: 30_000 }, async () => {
  const root = folderOf(BEFORE)
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('../support/workspace-child.ts')), root])
  const said = async () => String(((await once(child.stdout, 'data')) as [Buffer])[0]).trim()
  expect(await said()).toBe('open')
  child.kill('SIGSTOP')
  expect(() => workspaceOn(root)).toThrow('held')
  const workspace = workspaceOn(root, true)
  workspace.setAnswer('SEG-04', { value: 'no' }, '2026-11-21T12:30:00-05:00')
  const after = readFileSync(join(root, 'answers/SEG.yaml'), 'utf8')
  child.kill('SIGCONT')
  child.stdin.write('go\n')
  expect(await said()).toBe('LockLost')
  expect(readFileSync(join(root, 'answers/SEG.yaml'), 'utf8')).toBe(after)
  workspace.close()
})
