// A table for a rule: the CSV named, its columns recognised or mapped by hand, its first problems shown at once.
import { MAX_DATASET_BYTES, readDataset } from '../evidence/dataset.ts'
import { isInside, realPath, resolveInside } from '../evidence/inside.ts'
import { completions, typedPath } from '../evidence/typed-path.ts'
import type { Dataset } from '../model/evidence.ts'
import type { DatasetDef } from '../model/rulebook.ts'
import { readRegularFile } from '../util/read-file.ts'
import { nearest } from '../util/suggest.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { attempt, keep, para, pick, type Talk } from './talk.ts'

const SHOWN_PROBLEMS = 5
/** No header of a file can be this. */
const STOP = '\n'

/** Asks for the CSV of a table until one can be read; puts it in `datos/` and writes down, one by one, how its columns are called. */
export async function askTable(talk: Talk, def: DatasetDef): Promise<'done' | 'later'> {
  const { ask, session, words, paint, cwd, home } = talk
  const refuse = (text: string) => ask.say(paint.red(para(text, '  ')))
  for (;;) {
    const typed = await ask.text({ message: words.papers.path, limit: 4_000, complete: (text) => completions(text, cwd, home) })
    if (typed === '') return 'later'
    const from = typedPath(typed, cwd, home)
    const file = readRegularFile(realPath(from) ?? from, MAX_DATASET_BYTES)
    if (!file.ok) {
      const code = file.code === 'file-missing' || file.code === 'file-too-large' || file.code === 'not-a-regular-file' ? file.code : 'file-unreadable'
      refuse(words.papers.refused[code])
      continue
    }
    const found = readDataset(def, from, file.bytes)
    if (found.error && found.error.code !== 'no-header') {
      refuse(words.papers.tableRefused(found.error))
      continue
    }
    if (!(await looksRight(talk, def, found))) continue
    const path = await place(talk, def, from, file.bytes)
    if (path === undefined) return 'later'
    const usual = `datos/${def.id}.csv`
    const before = session.manifest?.datasets[def.id]
    if (before?.path !== undefined || path !== usual)
      await keep(talk, { kind: 'manifest', changes: [[['datasets', def.id, 'path'], path === usual ? undefined : path]] })
    // What an earlier file called its columns holds for this one where it has those headers.
    const still = Object.fromEntries(Object.entries(before?.columns ?? {}).filter(([, header]) => found.unknownHeaders.includes(header)))
    if (before?.columns && Object.keys(still).length < Object.keys(before.columns).length)
      await keep(talk, { kind: 'manifest', changes: [[['datasets', def.id, 'columns'], Object.keys(still).length === 0 ? undefined : still]] })
    const columns = await mapColumns(talk, def, found, still)
    const dataset = readDataset(def, path, file.bytes, columns)
    if (dataset.error) refuse(words.papers.tableRefused(dataset.error))
    else showProblems(talk, def, dataset)
    session.refresh()
    if (!dataset.error) ask.say(paint.green(para(words.papers.linked(path))))
    return 'done'
  }
}

/** A file that has few of the columns that the table must have is perhaps another: the person says. */
async function looksRight({ ask, words }: Talk, def: DatasetDef, found: Dataset): Promise<boolean> {
  ask.say(para(words.papers.columnsRead(found.columns.length, found.rows.length)))
  const required = def.columns.filter((column) => column.required)
  const there = required.filter(({ name }) => found.columns.includes(name))
  if (there.length * 2 >= required.length) return true
  return ask.select({
    message: words.papers.otherTable(there.length, required.length),
    choices: [
      { value: false, name: words.papers.notThis },
      { value: true, name: words.papers.thisOne },
    ],
  })
}

/** For each column that the file seems to lack, besides those `known`: which of its headers it is, the likeliest first. Each is saved at once. */
async function mapColumns(talk: Talk, def: DatasetDef, found: Dataset, known: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { ask, words } = talk
  const mapped: Record<string, string> = { ...known }
  const missing = def.columns.filter(({ name, required }) => required && !found.columns.includes(name) && !Object.hasOwn(known, name))
  for (const column of missing) {
    const free = found.unknownHeaders.filter((header) => !Object.values(mapped).includes(header))
    if (free.length === 0) break
    const proposal = nearest(column.name, free)
    const header = await ask.select<string>({
      message: words.papers.mapColumn(column.name, pick(talk, column.meaning)),
      choices: [
        ...free.map((name) => ({ value: name, name: visibleLine(name) })),
        { value: '', name: words.papers.noColumn },
        { value: STOP, name: words.papers.noMore },
      ],
      initial: proposal ?? '',
    })
    if (header === STOP) break
    if (header === '') continue
    mapped[column.name] = header
    await keep(talk, { kind: 'manifest', changes: [[['datasets', def.id, 'columns', column.name], header]] })
  }
  return mapped
}

function showProblems({ ask, words, paint }: Talk, def: DatasetDef, { problems }: Dataset): void {
  if (problems.length === 0) return
  ask.say(paint.yellow(para(words.papers.problems(problems.length))))
  for (const { line, column, code, value } of problems.slice(0, SHOWN_PROBLEMS)) {
    const { type = '', values = [] } = def.columns.find(({ name }) => name === column) ?? {}
    const wanted = words.papers.cell(
      code,
      type,
      values.map((item) => item.value),
      value === undefined ? undefined : visibleLine(value),
    )
    ask.say(para(words.papers.problem(line, column, wanted), '  '))
  }
}

/** Where the table comes to lie: where it is when it is in the evidence, else in `datos/`, where one that is there is replaced only when the person says so. */
async function place(talk: Talk, def: DatasetDef, from: string, bytes: Uint8Array): Promise<string | undefined> {
  const { ask, session, words } = talk
  const { workspace } = session.settings
  const usual = `datos/${def.id}.csv`
  const root = realPath(workspace.root) ?? workspace.root
  const there = resolveInside(root, usual)
  if (isInside(root, realPath(from) ?? from)) {
    const attached = attempt(talk, () => workspace.attach(from, 'datos'))
    return attached?.ok === true ? attached.path : undefined
  }
  if (there !== 'missing') {
    ask.say(para(words.papers.replace(usual)))
    const replace = await ask.select({
      message: words.trouble.ask,
      choices: [
        { value: true, name: words.papers.replaceIt },
        { value: false, name: words.papers.keepIt },
      ],
    })
    if (!replace) return undefined
  }
  const written = attempt(talk, () => {
    workspace.putTable(usual, bytes)
    return true
  })
  return written === true ? usual : undefined
}
