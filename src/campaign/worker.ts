// The worker's side of the pool: answers orders until the parent is gone. A thread of its own watches the parent, because an
// item that never ends would otherwise outlive it.
import { Worker as Thread } from 'node:worker_threads'
import { assessItem } from './item.ts'
import type { Answer, ItemSettings, Order } from './settings.ts'

const WATCH = `const parent = process.ppid
const alive = () => { try { return process.ppid === parent && process.kill(parent, 0) } catch (error) { return error.code === 'EPERM' } }
setInterval(() => { if (!alive()) process.kill(process.pid, 'SIGKILL') }, 500)`

/** Serves until the channel closes. */
export async function serve(): Promise<void> {
  // Expressions over facts that are not there throw by the hundred, and nobody reads where.
  Error.stackTraceLimit = 0
  const watch = new Thread(WATCH, { eval: true })
  watch.unref()
  let settings: ItemSettings | undefined
  process.on('message', (message: { readonly settings?: ItemSettings; readonly order?: Order }) => {
    settings = message.settings ?? settings
    if (message.order && settings) void answerTo(message.order, settings)
  })
  await new Promise<void>((resolve) => process.once('disconnect', resolve))
  await watch.terminate()
}

/** The pool sends the next order when it has this answer. A mistake of ours costs the item, and is told as what it is. */
async function answerTo(order: Order, settings: ItemSettings): Promise<void> {
  const result = await assessItem(order, settings).catch((error: unknown) => ({
    status: 'rejected' as const,
    rejection: { code: 'crashed' as const, params: { reason: error instanceof Error ? error.name : '' }, problems: [] },
  }))
  const answer: Answer = { result, memory: process.memoryUsage.rss() }
  process.send?.(answer)
}
