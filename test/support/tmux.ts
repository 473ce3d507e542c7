// A real terminal of 80 columns: tmux holds it, keys are sent and the screen is read as a person would.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

export const hasTmux = (): boolean => spawnSync('tmux', ['-V']).status === 0

export interface Screen {
  /** Types keys as tmux names them (`Enter`, `C-c`, `Down`), or text. */
  readonly keys: (...keys: readonly string[]) => void
  readonly text: (text: string) => void
  /** What the screen shows; with colours when asked. */
  readonly shown: (colours?: boolean) => string
  /** Waits until the screen shows it; fails with the screen when it does not within the time. */
  readonly until: (what: RegExp, seconds?: number) => Promise<string>
  /** The screen once it has stopped changing. */
  readonly settled: () => Promise<string>
  /** Whether the cursor is on. */
  readonly cursor: () => boolean
  readonly tmux: (...args: readonly string[]) => string
}

/** A shell in a terminal of its own, gone when the test ends. */
export function terminal(cwd: string, env: Readonly<Record<string, string>> = {}, rows = 60, columns = 80): Screen {
  const socket = `cumple-${randomUUID().slice(0, 8)}`
  const tmux = (...args: readonly string[]): string => {
    const { stdout, stderr, status } = spawnSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, LANG: 'C.UTF-8', PS1: '$ ', ...env },
    })
    if (status !== 0) throw new Error(stderr)
    return stdout
  }
  tmux('-u', 'new-session', '-d', '-x', String(columns), '-y', String(rows), 'sh')
  onTestFinished(() => void spawnSync('tmux', ['-L', socket, 'kill-server']))
  const shown = (colours = false) => tmux('capture-pane', '-p', ...(colours ? ['-e'] : []))
  return {
    tmux,
    keys: (...keys) => void tmux('send-keys', ...keys),
    text: (text) => void tmux('send-keys', '-l', text),
    shown,
    until: async (what, seconds = 15) => {
      for (let waited = 0; waited < seconds * 20; waited += 1) {
        const screen = shown()
        if (what.test(screen)) return screen
        await sleep(50)
      }
      throw new Error(`the screen does not show ${String(what)}:\n${shown()}`)
    },
    settled: async () => {
      for (let before = shown(), waited = 0; waited < 200; waited += 1) {
        await sleep(60)
        const now = shown()
        if (now === before) return now
        before = now
      }
      return shown()
    },
    cursor: () => tmux('display-message', '-p', '#{cursor_flag}').trim() === '1',
  }
}
