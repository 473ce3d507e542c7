// `cumple questionnaire import`: forms read, merged with the evidence as it is now, written answer by answer, and told.
import { basename, resolve } from 'node:path'
import { openEvidence, type OpenedEvidence } from '../../../evidence/open.ts'
import type { Workspace } from '../../../evidence/workspace.ts'
import { messages } from '../../../i18n/index.ts'
import { InputError } from '../../../model/problem.ts'
import { answerAlone } from '../../../model/evidence.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { FormRefused, type FilledForm } from '../../../questionnaire/filled.ts'
import { mergeForms, wentIn } from '../../../questionnaire/merge.ts'
import { mergeText, spotText, type MergeReport, type RefusedFile } from '../../../questionnaire/merge-text.ts'
import { MAX_FORM_BYTES, readForm } from '../../../questionnaire/read.ts'
import type { Selected } from '../../../rulebook/select.ts'
import { canonicalJson } from '../../../util/canonical-json.ts'
import { readRegularFile } from '../../../util/read-file.ts'
import { EXIT, type Session } from '../../io.ts'
import { settleAsOf, settleNow } from '../../settings.ts'
import { ownerOf, saying, settleBy, workspaceAt } from '../../writing.ts'
import { load } from './load.ts'

export interface ImportFlags {
  readonly into: string
  readonly dryRun?: boolean
  readonly by?: string
  readonly prefer?: 'file' | 'current'
  readonly rulebook: readonly string[]
  readonly format: 'text' | 'json'
  readonly asOf?: string
}

/** Returns the exit code: 0 when everything went in, 3 when something was rejected, refused or is in conflict. */
export async function importForms(files: readonly string[], flags: ImportFlags, session: Session): Promise<number> {
  const { io } = session
  const path = resolve(io.cwd, flags.into)
  const manifest = openEvidence(path).manifest
  const lang = session.lang ?? manifest.lang ?? 'es'
  const today = settleAsOf(flags.asOf, io, lang)
  const by = settleBy(flags.by, lang)
  const read = readFiles(files, manifest.institution.id, session)
  const workspace = flags.dryRun ? undefined : workspaceAt(path, ownerOf(by, io, lang), lang)
  try {
    const { opened, selected } = await load(workspace?.opened() ?? path, flags.rulebook, session)
    const rules = new Map(selected.flatMap(({ rulebook }) => rulebook.rules.map((rule) => [rule.id, rule] as const)))
    const merge = mergeForms(read.forms, {
      rules: [...rules.values()],
      answers: answersOf(opened),
      documents: Object.keys(opened.documents),
      prefer: flags.prefer,
      by,
      today,
      clock: settleNow(io, lang).slice(0, 10),
    })
    if (workspace) write(workspace, [...merge.added, ...merge.changed, ...merge.removed], settleNow(io, lang), lang)
    const report: MergeReport = { ...merge, dryRun: flags.dryRun === true, refused: read.refused, notices: noticesOf(read.forms, selected, lang) }
    await io.stdout(flags.format === 'json' ? jsonText(report, lang) : mergeText(report, rules, lang))
    return wentIn(merge) && read.refused.length === 0 ? EXIT.ok : EXIT.invalid
  } finally {
    workspace?.close()
  }
}

/** The forms, and the files that are none or of another institution. A file that cannot be opened at all stops the import. */
function readFiles(files: readonly string[], institution: string, { io }: Session): { forms: FilledForm[]; refused: RefusedFile[] } {
  const forms: FilledForm[] = []
  const refused: RefusedFile[] = []
  const twice = new Map<string, number>()
  for (const name of files) twice.set(basename(name), (twice.get(basename(name)) ?? 0) + 1)
  const problems = files.flatMap((name) => {
    const file = readRegularFile(resolve(io.cwd, name), MAX_FORM_BYTES)
    const shown = twice.get(basename(name)) === 1 ? basename(name) : name
    if (!file.ok && file.code !== 'file-too-large') return [{ code: file.code, place: { file: name, line: 0, col: 0 }, params: file.params }]
    try {
      if (!file.ok) throw new FormRefused('too-large', String(file.params['bytes'] ?? ''))
      const form = readForm(file.bytes, shown)
      if (form.mark.institution === institution) forms.push(form)
      else refused.push({ file: shown, reason: 'institution', detail: form.mark.institution })
    } catch (error) {
      if (!(error instanceof FormRefused)) throw error
      refused.push({ file: shown, reason: error.reason, detail: error.detail })
    }
    return []
  })
  if (problems.length > 0) throw new InputError(problems)
  return { forms, refused }
}

/** Answers without the place where they stand. */
const answersOf = (opened: OpenedEvidence) => Object.fromEntries(Object.entries(opened.answers).map(([rule, answer]) => [rule, answerAlone(answer)] as const))

function noticesOf(forms: readonly FilledForm[], selected: readonly Selected[], lang: Lang): string[] {
  const { notices } = messages(lang).questionnaire
  return forms.flatMap(({ file, mark, notices: codes }) => [
    ...codes.map((code) => notices[code](file)),
    ...mark.rulebooks.flatMap(({ id, version }) => {
      const ours = selected.find(({ rulebook }) => rulebook.id === id)?.rulebook
      if (!ours) return [notices.rulebook(file, id)]
      return ours.version === version ? [] : [notices.version(file, id, version, ours.version)]
    }),
  ])
}

const write = (workspace: Workspace, changes: MergeReport['changed'], at: string, lang: Lang): void =>
  saying(lang, () => {
    for (const { rule, after } of changes) workspace.setAnswer(rule, after, at)
  })

/** The report for programs: ids and values as they are stored, places in words. */
function jsonText({ rejected, conflicts, ...report }: MergeReport, lang: Lang): string {
  const value = {
    ...report,
    conflicts: conflicts.map(({ proposed, ...rest }) => ({
      ...rest,
      proposed: proposed.map(({ spot, ...other }) => ({ ...other, at: spotText(spot, lang) })),
    })),
    rejected: rejected.map(({ spot, ...rest }) => ({ ...rest, spot, at: spotText(spot, lang) })),
  }
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 2)}\n`
}
