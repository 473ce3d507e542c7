// A table for a rule: the CSV named, its columns recognised or mapped by hand, its first problems shown at once.
import { join } from 'node:path'
import { attachFile } from '../evidence/attach.ts'
import { MAX_DATASET_BYTES, readDataset } from '../evidence/dataset.ts'
import { isInside, realPath, resolveInside } from '../evidence/inside.ts'
import { STATE_FOLDER } from '../evidence/lock.ts'
import { completions, typedPath } from '../evidence/typed-path.ts'
import { writeWhole } from '../evidence/write.ts'
import type { Dataset } from '../model/evidence.ts'
import type { DatasetDef } from '../model/rulebook.ts'
import { readRegularFile } from '../util/read-file.ts'
import { nearest } from '../util/suggest.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { attempt, keep, para, pick, type Talk } from './talk.ts'

const SHOWN_PROBLEMS = 5

/** Asks for the CSV of a table until one can be read; puts it in `datos/` and writes down how its columns are called. */
export async function askTable(talk: Talk, def: DatasetDef): Promise<'done' | 'later'> {
  const { ask, session, words, paint, cwd, home } = talk
  for (;;) {
    const typed = await ask.text({ message: words.papers.path, complete: (text) => completions(text, cwd, home) })
    if (typed === '') return 'later'
    const from = typedPath(typed, cwd, home)
    const file = readRegularFile(realPath(from) ?? from, MAX_DATASET_BYTES)
    if (!file.ok) {
      const code = file.code === 'file-missing' || file.code === 'file-too-large' || file.code === 'not-a-regular-file' ? file.code : 'file-unreadable'
      ask.say(paint.red(para(words.papers.refused[code], '  ')))
      continue
    }
    const first = readDataset(def, from, file.bytes)
    if (first.error && first.error.detail !== 'header') {
      ask.say(paint.red(para(words.papers.tableRefused(words.papers.tableReasons[first.error.code]), '  ')))
      continue
    }
    const columns = await mapColumns(talk, def, first)
    const dataset = readDataset(def, from, file.bytes, columns)
    if (dataset.error) {
      ask.say(paint.red(para(words.papers.tableRefused(words.papers.tableReasons[dataset.error.code]), '  ')))
      continue
    }
    showProblems(talk, dataset)
    const path = await place(talk, def, from, file.bytes)
    if (path === undefined) return 'later'
    const usual = `datos/${def.id}.csv`
    const { datasets = {} } = session.manifest ?? {}
    if (path !== usual || Object.keys(columns).length > 0 || datasets[def.id] !== undefined)
      await keep(talk, {
        kind: 'manifest',
        sections: {
          datasets: {
            ...datasets,
            [def.id]: { ...(path === usual ? {} : { path }), ...(Object.keys(columns).length === 0 ? {} : { columns }) },
          } as never,
        },
      })
    session.refresh()
    ask.say(paint.green(para(words.papers.linked(path))))
    return 'done'
  }
}

/** For each column that the file seems to lack: which of its headers it is, the likeliest first. */
async function mapColumns(talk: Talk, def: DatasetDef, found: Dataset): Promise<Record<string, string>> {
  const { ask, words } = talk
  const mapped: Record<string, string> = {}
  ask.say(para(words.papers.columnsRead(found.columns.length, found.rows.length)))
  for (const column of def.columns.filter(({ name }) => !found.columns.includes(name))) {
    const free = found.unknownHeaders.filter((header) => !Object.values(mapped).includes(header))
    if (free.length === 0) break
    const proposal = nearest(column.name, free)
    const header = await ask.select<string>({
      message: words.papers.mapColumn(column.name, pick(talk, column.meaning)),
      choices: [...free.map((name) => ({ value: name, name: visibleLine(name) })), { value: '', name: words.papers.noColumn }],
      initial: proposal ?? '',
    })
    if (header !== '') mapped[column.name] = header
  }
  return mapped
}

function showProblems({ ask, words, paint }: Talk, { problems }: Dataset): void {
  if (problems.length === 0) return
  ask.say(paint.yellow(para(words.papers.problems(problems.length))))
  for (const { line, column, code, value } of problems.slice(0, SHOWN_PROBLEMS))
    ask.say(para(words.papers.problem(line, column, `${words.papers.cell[code]}${value === undefined ? '' : `: «${visibleLine(value)}»`}`), '  '))
}

/** Where the table comes to lie. One that is there already stays as `.anterior` beside the state of the interview when it is replaced. */
async function place(talk: Talk, def: DatasetDef, from: string, bytes: Uint8Array): Promise<string | undefined> {
  const { ask, session, words } = talk
  const { workspace, pid, nonce } = session.settings
  const usual = `datos/${def.id}.csv`
  const target = join(workspace.root, usual)
  if (resolveInside(realPath(workspace.root) ?? workspace.root, usual) === 'missing') {
    if (isInside(realPath(workspace.root) ?? workspace.root, realPath(from) ?? from)) {
      const attached = attachFile(workspace.root, from, 'datos', { pid, nonce: nonce() })
      return attached.ok ? attached.path : undefined
    }
  } else if (realPath(from) !== realPath(target)) {
    ask.say(para(words.papers.replace(usual)))
    const replace = await ask.select({
      message: words.trouble.ask,
      choices: [
        { value: true, name: words.papers.replaceIt },
        { value: false, name: words.papers.keepIt },
      ],
    })
    if (!replace) return undefined
  } else return usual
  const written = attempt(talk, () => {
    writeWhole(target, bytes, { pid, nonce: nonce(), keep: join(workspace.root, STATE_FOLDER, 'previous', usual) })
    return true
  })
  return written === true ? usual : undefined
}
