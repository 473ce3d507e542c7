// The interview in a real terminal, by keys: begun in a folder, answered as a person would.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './assess.ts'
import { folderOf } from './folder.ts'
import type { Screen } from './tmux.ts'

const BIN = join(ROOT, 'bin', 'cumple.cjs')
export const command = (...args: readonly string[]) => `env -u CI ${process.execPath} ${BIN} interview ${args.join(' ')}; echo "RC=$?"`
/** Runs the interview, and says its exit code at its end. */
export const start = (screen: Screen, ...args: readonly string[]) => {
  screen.text(command(...args))
  screen.keys('Enter')
}

/** A folder in which the profile is given and nothing is answered. */
export function begun(): string {
  const folder = folderOf({})
  mkdirSync(join(folder, 'answers'))
  writeFileSync(
    join(folder, 'cumple.yaml'),
    'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio de Ejemplo, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n',
  )
  writeFileSync(join(folder, 'answers', 'GOB.yaml'), 'GOB-03: {value: planned}\n')
  return folder
}

export async function press(screen: Screen, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(Enter|C-\w|Down|Up|Space)$/.test(key)) screen.keys(key)
    else screen.text(key)
    await screen.settled()
  }
}
