// How far a campaign is: a bar that moves on a terminal, now and then a plain line elsewhere.
import type { Progress } from '../campaign/run.ts'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { Session } from './io.ts'

const BAR = 24
/** Milliseconds between drawings of the bar. */
const STEP = 100
/** Plain lines: one for each of so many equal parts. */
const PARTS = 10

export interface Teller {
  readonly tell: (progress: Progress) => void
  readonly end: () => Promise<void>
}

export function progressTeller({ io }: Session, lang: Lang, quiet: boolean): Teller {
  if (quiet) return { tell: () => undefined, end: () => Promise.resolve() }
  const words = messages(lang).batch.progress
  const started = io.now()
  let [drawn, told, ended] = [0, 0, false]
  let saying = Promise.resolve()
  const say = (text: string) => {
    saying = saying.then(() => io.stderr(text))
  }
  const lineOf = ({ done, total, rejected, reused }: Progress): string => {
    const seconds = Math.max(0.001, (io.now() - started) / 1_000)
    // What was taken over cost nothing, and says nothing about how long the rest will take.
    const rate = Math.max(1, done - reused) / seconds
    const left = (total - done) / rate
    return words.line(done, total, rejected, rate.toFixed(1), left >= 90 ? words.minutes(Math.round(left / 60)) : words.seconds(Math.round(left)))
  }
  return {
    tell: (progress) => {
      const { done, total } = progress
      if (io.errIsTerminal) {
        const now = io.now()
        if (now - drawn < STEP && done < total) return
        drawn = now
        const full = Math.round((done / Math.max(1, total)) * BAR)
        say(`\r\u001B[K${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${lineOf(progress)}`)
      } else if (Math.floor((done * PARTS) / total) > told || done === total) {
        told = Math.floor((done * PARTS) / total)
        say(`${lineOf(progress)}\n`)
      }
    },
    end: async () => {
      if (!ended && io.errIsTerminal && drawn > 0) say('\r\u001B[K')
      ended = true
      await saying
    },
  }
}
