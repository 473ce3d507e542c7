// What a real terminal shows of leaving and of long texts: cut off, nothing is lost; what is left as proposed stays as it was.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { runBuilt } from '../support/run.ts'
import { hasTmux, terminal, type Screen } from '../support/tmux.ts'

const MANIFEST =
  'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\nfacts: {uses_cloud: false}\n'

async function begin(folder: string, rule: string): Promise<Screen> {
  const screen = terminal(folder)
  screen.text(`env -u CI ${process.execPath} ${join(ROOT, 'bin', 'cumple.cjs')} interview . --rule ${rule}; echo "RC=$?"`)
  screen.keys('Enter')
  await screen.until(/\? Su respuesta/)
  return screen
}

async function press(screen: Screen, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(Enter|C-\w)$/.test(key)) screen.keys(key)
    else screen.text(key)
    await screen.settled()
  }
}

describe.skipIf(!hasTmux)('in a terminal', () => {
  test('cut off with an answer that could not be saved, it is put in a file, and the command that brings it in is told', { timeout: 60_000 }, async () => {
    const folder = folderOf({ 'cumple.yaml': MANIFEST, 'answers/SEG.yaml': 'SEG-01: {value: planned}\n' })
    const screen = await begin(folder, 'SEG-05')
    writeFileSync(join(folder, 'answers', 'SEG.yaml'), 'SEG-01: [\n')
    await press(screen, 'no', 'Enter')
    await screen.until(/\? ¿Qué hacemos\?/)
    await press(screen, 'C-c')
    const shown = await screen.until(/RC=130/)
    const path = /--answers (\S+)/.exec(shown.replace(/\n/g, ''))?.[1] ?? ''
    expect(openEvidence(path.replace(/RC=.*/, '')).answers['SEG-05']).toMatchObject({ value: 'no' })
    writeFileSync(join(folder, 'answers', 'SEG.yaml'), 'SEG-01: {value: planned}\n')
    expect(runBuilt(['interview', folder, '--answers', path.replace(/RC=.*/, '')])).toMatchObject({ code: 0 })
    expect(openEvidence(folder).answers['SEG-05']).toMatchObject({ value: 'no' })
  })

  test('a text of two lines is proposed in one, and stays of two when it is left so', { timeout: 60_000 }, async () => {
    const two = 'GOB-03:\n  value: planned\n  responsible: |-\n    Secretaría General\n    Oficina de TIC\n'
    const folder = folderOf({ 'cumple.yaml': MANIFEST, 'answers/GOB.yaml': two })
    const screen = await begin(folder, 'GOB-03')
    await press(screen, 'anotar', 'Enter')
    await screen.until(/\? ¿Quién se encarga\?.*Secretaría General Oficina de TIC/s)
    await press(screen, 'Enter', 'Enter', 'C-c')
    await screen.until(/RC=130/)
    expect(openEvidence(folder).answers['GOB-03']?.responsible).toBe('Secretaría General\nOficina de TIC')
  })
})
