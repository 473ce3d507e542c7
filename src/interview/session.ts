// The interview's memory: what is saved, what could not be, and the assessment as it stands after each change.
import { conclude, unknownNames } from '../assess.ts'
import { collectEvidence } from '../evidence/collect.ts'
import type { ManifestChange, Workspace } from '../evidence/workspace.ts'
import { createWhole } from '../evidence/write.ts'
import type { Assessment } from '../model/assessment.ts'
import { Institution, type Answer, type DocumentEntry, type Evidence, type Manifest } from '../model/evidence.ts'
import { InputError } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { selectRulebooks, type RulebookLibrary, type Selected } from '../rulebook/select.ts'
import { editYaml, type Plain } from '../util/yaml-edit.ts'
import { planOf, type Plan } from './plan.ts'

export interface SessionSettings {
  readonly workspace: Workspace
  readonly library: RulebookLibrary
  readonly asOf: string
  readonly generatedAt: string
  readonly version: string
  readonly lang: Lang
  /** Who answers, when they said. */
  readonly by?: string | undefined
  /** The moment as answers carry it: `2026-10-06T14:05:00-05:00`. */
  readonly now: () => string
}

/** What was said of the institution and its people, before all of it is in the manifest. */
export interface Draft {
  readonly institution: Partial<Institution>
  readonly period?: number
  readonly people: Readonly<Record<string, string>>
}

/** A change to the evidence, small enough to be tried again, or kept for another place. */
export type Change =
  | { readonly kind: 'answer'; readonly rule: string; readonly answer: Answer | undefined }
  | { readonly kind: 'document'; readonly id: string; readonly entry: DocumentEntry }
  | { readonly kind: 'manifest'; readonly changes: readonly ManifestChange[] }

export interface View {
  readonly assessment: Assessment
  readonly rulebooks: readonly Rulebook[]
  readonly evidence: Evidence
  readonly plan: Plan
}

export class InterviewSession {
  readonly settings: SessionSettings
  #selected: Selected[] | undefined
  #evidence: Evidence | undefined
  #view: View | undefined
  /** Changes that could not be saved, in order; they count as made for as long as the program runs. */
  readonly unsaved: Change[] = []
  /** Changes that were saved to another file, in order, and not since in their place: what comes after them builds on what they say. */
  #elsewhere: Change[] = []
  by: string | undefined

  constructor(settings: SessionSettings) {
    this.settings = settings
    this.by = settings.by ?? this.manifest?.signatories.find(({ role }) => role === 'prepared')?.name
  }

  get root(): string {
    return this.settings.workspace.root
  }

  get #pending(): readonly Change[] {
    return [...this.#elsewhere, ...this.unsaved]
  }

  /** The manifest, with what could not be saved in it yet. */
  get manifest(): Manifest | undefined {
    const saved = this.settings.workspace.opened()?.manifest
    if (!saved) return undefined
    const pending = this.#pending.flatMap((change) => (change.kind === 'manifest' ? change.changes : []))
    return pending.reduce<Manifest>((manifest, [path, value]) => withValue(manifest, path, value) as Manifest, saved)
  }

  get documents(): Manifest['documents'] {
    const pending = this.#pending.flatMap((change) => (change.kind === 'document' ? [[change.id, change.entry] as const] : []))
    return { ...this.settings.workspace.opened()?.documents, ...Object.fromEntries(pending) }
  }

  /** The rulebooks that the profile calls for. Throws InputError. */
  async selected(): Promise<Selected[]> {
    const opened = this.settings.workspace.opened()
    if (!opened) return []
    if (this.#selected) return this.#selected
    const { library } = this.settings
    const selected = await selectRulebooks(opened, library)
    const rulebooks = selected.map(({ rulebook }) => rulebook)
    const problems = await unknownNames(opened, rulebooks, library)
    if (problems.length > 0) throw new InputError(problems)
    this.#selected = selected
    return selected
  }

  /** Everything as it stands. Evaluated anew after each change; documents and tables are read again only when they changed. */
  async view(): Promise<View> {
    if (this.#view) return this.#view
    const selected = await this.selected()
    const rulebooks = selected.map(({ rulebook }) => rulebook)
    const opened = this.settings.workspace.opened()
    const { manifest } = this
    if (!opened || !manifest) throw new Error('no manifest')
    const datasets = rulebooks.flatMap((rulebook) => rulebook.datasets)
    this.#evidence ??= collectEvidence(opened, datasets)
    const evidence = { ...this.#evidence, manifest, answers: { ...opened.answers, ...this.#answers() } }
    const assessment = conclude(evidence, selected, this.settings)
    this.#view = { assessment, rulebooks, evidence, plan: planOf(rulebooks, assessment) }
    return this.#view
  }

  #answers(): Evidence['answers'] {
    return Object.fromEntries(
      this.#pending.flatMap((change) => (change.kind === 'answer' && change.answer ? [[change.rule, { ...change.answer, file: '', line: 0 }]] : [])),
    )
  }

  /** Saves a change at once, after those that could not be saved before. Throws what the workspace throws; it is then among `unsaved`. */
  save(change: Change): void {
    this.unsaved.push(change)
    this.retry()
  }

  /** Tries what is not saved; throws at the first that still cannot be. */
  retry(): void {
    this.#view = undefined
    for (let change = this.unsaved[0]; change; change = this.unsaved[0]) {
      this.#write(change)
      this.unsaved.shift()
      const saved = change
      this.#elsewhere = this.#elsewhere.flatMap((other) => without(other, saved))
    }
  }

  /** Forgets the last change, which can never be saved as it is. */
  forget(): void {
    this.unsaved.pop()
    this.#view = undefined
  }

  #write(change: Change): void {
    const { workspace, now } = this.settings
    if (change.kind === 'answer') return workspace.setAnswer(change.rule, change.answer, now())
    this.#evidence = undefined
    if (change.kind === 'document') return workspace.setDocument(change.id, change.entry)
    this.#selected = undefined
    return workspace.setManifest(change.changes)
  }

  /** Forgets what was read of documents and tables, after a file was put in their place. */
  refresh(): void {
    this.#evidence = undefined
    this.#view = undefined
  }

  /**
   * Writes what could not be saved to a new file, as evidence that `--answers` reads, and counts it as saved. Returns how many
   * deletions it could not carry; they stay. Throws what the system throws.
   */
  rescue(path: string): number {
    const entries = this.unsaved.flatMap((change): ManifestChange[] => {
      if (change.kind === 'manifest') return [...change.changes]
      if (change.kind === 'document') return [[['documents', change.id], change.entry as Plain]]
      return change.answer ? [[['answers', change.rule], change.answer as Plain]] : []
    })
    const { institution, period } = this.manifest ?? {}
    const head: ManifestChange[] = [
      [['schema'], 'cumple/evidence@1'],
      ...(institution ? [[['institution'], institution as Plain] as const] : []),
      ...(period === undefined ? [] : [[['period'], period] as const]),
    ]
    const text = [...head, ...entries].reduce((yaml, [at, value]) => (value === undefined ? yaml : editYaml(yaml, at, value)), '')
    createWhole(path, text)
    const left = this.unsaved.filter((change) => change.kind === 'answer' && change.answer === undefined)
    this.#elsewhere.push(...this.unsaved.filter((change) => !left.includes(change)))
    this.unsaved.splice(0, this.unsaved.length, ...left)
    return left.length
  }

  /** What was said before there was enough for a manifest; parts that are no longer valid are left out. */
  draft(): Draft | undefined {
    const found = this.settings.workspace.draft.read()
    if (found === null || typeof found !== 'object') return undefined
    const { institution, period, people } = found as { institution?: unknown; period?: unknown; people?: unknown }
    const valid = Object.entries(institution !== null && typeof institution === 'object' ? institution : {}).filter(
      ([key, value]) => key in Institution.shape && Institution.shape[key as keyof typeof Institution.shape].safeParse(value).success,
    )
    const named = Object.entries(people !== null && typeof people === 'object' ? people : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 300,
    )
    return {
      institution: Object.fromEntries(valid),
      people: Object.fromEntries(named),
      ...(typeof period === 'number' && Number.isInteger(period) && period >= 1990 && period <= 2199 ? { period } : {}),
    }
  }

  /** Keeps a draft; that it could not be kept is no trouble, the next answer tries again. */
  keepDraft(change: Partial<Draft>): void {
    const before = this.draft() ?? { institution: {}, people: {} }
    try {
      this.settings.workspace.draft.write({
        ...before,
        ...change,
        institution: { ...before.institution, ...change.institution },
        people: { ...before.people, ...change.people },
      })
    } catch {
      // Nothing else is lost: the questions go on, and the manifest will say why it cannot be written.
    }
  }

  dropDraft(): void {
    this.settings.workspace.draft.drop()
  }
}

/** What is left of a change after a later one was made. */
function without(change: Change, later: Change): Change[] {
  if (change.kind === 'answer') return later.kind === 'answer' && later.rule === change.rule ? [] : [change]
  if (change.kind === 'document') return later.kind === 'document' && later.id === change.id ? [] : [change]
  if (later.kind !== 'manifest') return [change]
  const paths = new Set(later.changes.map(([path]) => path.join('.')))
  const changes = change.changes.filter(([path]) => !paths.has(path.join('.')))
  return changes.length === 0 ? [] : [{ ...change, changes }]
}

/** A copy with a value put in, or taken out, at a path of keys. */
function withValue(of: unknown, [key, ...rest]: readonly string[], value: Plain | undefined): unknown {
  if (key === undefined) return value
  const { [key]: before, ...others } = (of ?? {}) as Readonly<Record<string, unknown>>
  const after = withValue(before, rest, value)
  return after === undefined ? others : { ...others, [key]: after }
}
