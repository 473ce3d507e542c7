// A process that has an evidence folder open for writing, and saves an answer when it is told to: `node workspace-child.ts <folder>`.
import { once } from 'node:events'
import { thisOwner } from '../../src/evidence/lock.ts'
import { openWorkspace } from '../../src/evidence/workspace.ts'

const [path = ''] = process.argv.slice(2)
const opened = openWorkspace({
  path,
  owner: thisOwner({ pid: process.pid, host: 'here', since: '2026-11-21T12:00:00-05:00', nonce: 'child' }),
  nonce: () => 'child',
})
process.stdout.write(opened.ok ? 'open\n' : 'held\n')
if (opened.ok) {
  await once(process.stdin, 'data')
  try {
    opened.workspace.setAnswer('SEG-04', { value: 'yes' }, '2026-11-21T12:00:00-05:00')
    process.stdout.write('saved\n')
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.constructor.name : ''}\n`)
  }
}
process.exit()
