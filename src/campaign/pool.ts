// Long-lived worker processes, one per lane. A worker that hangs, dies or grows is replaced; what it was doing is tried once more
// (when it died) or refused (when it took too long), and everybody else goes on.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Rejection } from '../model/campaign.ts'
import type { Answer, ItemResult, ItemSettings, Order } from './settings.ts'

export interface PoolOptions {
  readonly lanes: number
  /** Starts a worker: a process with a channel, that answers each order it is sent. */
  readonly start: () => ChildProcess
  readonly settings: ItemSettings
  /** Milliseconds an item may take. */
  readonly timeLimit: number
  /** Resident bytes above which a worker is replaced after its item. */
  readonly memoryLimit: number
}

export interface Pool {
  /** Never rejects for what an item does. After `close` nothing is started any more. */
  readonly run: (order: Order) => Promise<ItemResult>
  readonly close: () => Promise<void>
}

/** A pool runs as many orders at once as it has lanes; further ones wait. */
export function openPool(options: PoolOptions): Pool {
  let closed = false
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []
  let free = options.lanes
  const take = async (fresh: boolean): Promise<Worker | undefined> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    if (closed) return undefined
    const rested = idle.pop()
    if (fresh && rested) drop(rested)
    const worker = (fresh ? undefined : rested) ?? startWorker(options)
    all.add(worker)
    return worker
  }
  const drop = (worker: Worker): void => {
    all.delete(worker)
    void worker.end()
  }
  const release = (worker: Worker, usable: boolean): void => {
    if (usable && !closed) idle.push(worker)
    else drop(worker)
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  const attempt = async (order: Order, fresh: boolean): Promise<ItemResult | 'died'> => {
    const worker = await take(fresh)
    if (!worker) return refused('crashed', { reason: '' })
    let usable = false
    try {
      const answer = await worker.ask(order, options.timeLimit)
      if (answer === 'late') return refused('timeout', { seconds: Math.round(options.timeLimit / 1_000) })
      if (answer === 'died') return 'died'
      usable = answer.memory < options.memoryLimit
      return answer.result
    } finally {
      release(worker, usable)
    }
  }
  return {
    run: async (order) => {
      const first = await attempt(order, false)
      if (first !== 'died' || closed) return first === 'died' ? refused('crashed', { reason: '' }) : first
      // It may have paid for an item before it, or for the machine: once more, in a fresh process.
      const second = await attempt(order, true)
      return second === 'died' ? refused('crashed', { reason: '' }) : second
    },
    close: async () => {
      closed = true
      for (const next of waiting.splice(0)) next()
      await Promise.all([...all].map((worker) => worker.end()))
    },
  }
}

const refused = (code: Rejection['code'], params: Rejection['params']): ItemResult => ({ status: 'rejected', rejection: { code, params, problems: [] } })

interface Worker {
  readonly ask: (order: Order, limit: number) => Promise<Answer | 'late' | 'died'>
  readonly end: () => Promise<void>
}

function startWorker({ start, settings }: PoolOptions): Worker {
  const child = start()
  const gone = once(child, 'exit').catch(() => undefined)
  child.on('error', () => undefined)
  child.send({ settings })
  return {
    ask: async (order, limit) => {
      if (child.exitCode !== null || child.signalCode !== null) return 'died'
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), limit)
      })
      // All of it is let go after the answer: a race with what lives as long as the worker would keep every answer as long.
      const controller = new AbortController()
      const died = once(child, 'exit', { signal: controller.signal }).then(
        () => 'died' as const,
        () => 'died' as const,
      )
      const answered = once(child, 'message', { signal: controller.signal }).then(
        ([answer]) => answer as Answer,
        () => 'died' as const,
      )
      try {
        child.send({ order }, () => undefined)
        return await Promise.race([answered, died, late])
      } finally {
        clearTimeout(timer)
        controller.abort()
      }
    },
    end: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
