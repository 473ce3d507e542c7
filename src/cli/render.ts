// What `assess` and `report` share: the options of the reports, and getting an assessment to stdout or files.
import { join, relative } from 'node:path'
import { Option, type Command } from 'commander'
import { evidenceRoot } from '../evidence/folders.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'
import { FORMATS, type FormatName, type Level, type Paper, type RenderOptions } from '../report/index.ts'
import { PLAIN } from '../util/paint.ts'
import { OutputError, type Session } from './io.ts'
import { protectedEvidence, protectedFiles, renderOne, writeFiles, type Protected, type Rendered } from './outputs.ts'
import { painter } from './paint.ts'
import { collectFormats } from './command.ts'
import { settleTargets } from './targets.ts'

export interface RenderingFlags {
  readonly format: readonly string[]
  readonly out?: string
  readonly level: Level
  readonly paper: Paper
  readonly publishable?: boolean
  readonly browser?: string
  readonly sandbox: boolean
  readonly quiet?: boolean
}

export function renderingOptions(command: Command, lang: Lang): Command {
  const { options } = messages(lang).cli
  return command
    .addOption(new Option('--format <name[=path]>', options.format(Object.keys(FORMATS).join(', '))).argParser(collectFormats).default([], ''))
    .option('--out <dir>', options.out)
    .addOption(new Option('--level <level>', options.level).choices(['executive', 'manager', 'full']).default('full'))
    .addOption(new Option('--paper <size>', options.paper).choices(['letter', 'a4']).default('letter'))
    .option('--publishable', options.publishable)
    .option('--browser <path>', options.browser)
    .option('--no-sandbox', options.noSandbox)
    .option('-q, --quiet', options.quiet)
}

/** What `--out` writes when no format is named. */
const USUAL: readonly FormatName[] = ['json', 'markdown', 'html', 'pdf']

interface From {
  /** Whether the terminal summary is shown when nothing else goes to stdout. */
  readonly summary: boolean
  /** The evidence folder or file. */
  readonly root?: string
  /** Other files that were read. */
  readonly inputs?: readonly string[]
}

/** Renders everything first, then writes: files as whole files, the rest to stdout. A PDF that fails costs only itself. */
export async function emit(assessment: Assessment, flags: RenderingFlags, session: Session, from: From): Promise<void> {
  const { io } = session
  const lang = session.lang ?? assessment.lang
  const targets = await settleTargets(flags, FORMATS, USUAL, io.cwd, lang)
  const options: RenderOptions = { lang, level: flags.level, paper: flags.paper, publishable: flags.publishable ?? false, paint: await painter(session.color) }
  const files: Rendered[] = []
  const texts: (string | Uint8Array)[] = []
  let failure: OutputError | undefined
  const pdf = targets.some((target) => target.name === 'pdf') ? await import('./pdf-output.ts') : undefined
  const printing = pdf?.startPdf(flags, session, lang)
  try {
    for (const { name, path } of targets.toSorted((a, b) => Number(a.name === 'pdf') - Number(b.name === 'pdf'))) {
      if (name === 'terminal' && path === undefined) continue
      const data =
        name === 'pdf' && printing
          ? await printing.render(assessment, options).catch((error: unknown) => {
              failure = pdf?.asOutputError(error, lang)
              return undefined
            })
          : await renderOne(name, assessment, path === undefined ? options : { ...options, paint: PLAIN })
      if (data === undefined) continue
      if (path === undefined) texts.push(data)
      else files.push({ path, data })
    }
  } finally {
    await printing?.close()
  }
  writeFiles(files, protectedPaths(assessment, from), lang)
  for (const text of texts) await io.stdout(text)
  const wantsSummary = targets.some((target) => target.name === 'terminal' && target.path === undefined) || (from.summary && texts.length === 0)
  if (wantsSummary && !flags.quiet)
    await io.stdout(
      await renderOne('terminal', assessment, {
        ...options,
        plain: io.env['TERM'] === 'dumb',
        columns: io.columns,
        files: files.map(({ path }) => relative(io.cwd, path) || path).toSorted(),
      }),
    )
  if (failure) {
    if (files.length > 0) await io.stderr(`${messages(lang).cli.notices.pdfSkipped}\n`)
    throw failure
  }
}

/** What was read, and the folders that evidence lives in: nothing is ever written over them. */
function protectedPaths({ inputs }: Assessment, { root, inputs: others = [] }: From): Protected {
  if (root === undefined) return protectedFiles(others)
  const folder = evidenceRoot(root)
  return protectedEvidence(folder, [...others, root, ...inputs.map(({ path }) => join(folder, path))])
}
