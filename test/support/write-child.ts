// A process to be killed and disturbed while it writes: `node write-child.ts <what> <path> [text]`.
import { appendLine, copyWhole, createWhole, writeWhole, WriteError } from '../../src/evidence/write.ts'

const [what = '', path = '', text = ''] = process.argv.slice(2)
/** No system gives this pid, so that the names of temporary files are known and their owner is dead. */
const writer = { pid: 99_999_999, nonce: 'child' }
const work: Readonly<Record<string, () => unknown>> = {
  write: () => writeWhole(path, text, { ...writer, keep: `${path}.bak` }),
  create: () => createWhole(path, text),
  append: () => appendLine(path, text),
  copy: () => copyWhole(`${path}.from`, path, { ...writer, limit: 1_000_000 }),
  /** Versions of one letter each, one after another, until it is killed. */
  versions: () => {
    for (let round = 0; ; round++) writeWhole(path, String.fromCodePoint(65 + (round % 26)).repeat(20_000 + round), { ...writer, keep: `${path}.bak` })
  },
}
try {
  work[what]?.()
  process.stdout.write('done')
} catch (error) {
  process.stdout.write(error instanceof WriteError ? `${error.code} ${error.path}` : String(error))
  process.exitCode = 2
}
