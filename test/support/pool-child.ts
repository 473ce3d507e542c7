// A worker that does what the source's name says: answers (shortly or at length), dies, hangs, or grows.
import { existsSync, writeFileSync } from 'node:fs'
import type { Answer, Order } from '../../src/campaign/settings.ts'

const answer = (memory: number, reason: string): Answer => ({
  result: { status: 'rejected', rejection: { code: 'input', params: { reason }, problems: [] } },
  memory,
})

process.on('message', ({ order }: { readonly order?: Order }) => {
  if (!order) return
  const { source, path } = order.item
  if (source.startsWith('die')) process.exit(9)
  if (source.startsWith('once') && !existsSync(path)) {
    writeFileSync(path, '')
    process.kill(process.pid, 'SIGKILL')
  }
  if (source.startsWith('spin')) for (;;);
  const more = source.startsWith('long') ? 'x'.repeat(1_000_000) : ''
  process.send?.(answer(source.startsWith('grow') ? 1e12 : 1e6, `${source} ${process.pid}${more}`))
})
process.on('disconnect', () => process.exit())
