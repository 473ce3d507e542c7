// A starter: for each folder on a line of stdin (or of a file) it takes the lock, says how that went, and keeps what it got until that ends.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { takeLock, thisOwner } from '../../src/evidence/lock.ts'

const [host = 'host', file] = process.argv.slice(2)
let round = 0
for await (const root of createInterface({ input: file === undefined ? process.stdin : createReadStream(file) })) {
  const owner = thisOwner({ pid: process.pid, host, since: '2026-11-21T12:00:00-05:00', nonce: `${process.pid}-${round++}` })
  const taken = takeLock(root, owner)
  process.stdout.write(`${taken.ok ? `ours ${taken.lock.isOurs()}` : `held ${taken.held?.pid}`}\n`)
}
