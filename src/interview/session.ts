// The interview's memory: what is saved, what could not be, and the assessment as it stands after each change.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { conclude, unknownNames } from '../assess.ts'
import { collectEvidence } from '../evidence/collect.ts'
import { STATE_FOLDER } from '../evidence/lock.ts'
import type { Workspace } from '../evidence/workspace.ts'
import { writeWhole } from '../evidence/write.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Answer, DocumentEntry, Evidence, Manifest } from '../model/evidence.ts'
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
  readonly nonce: () => string
  readonly pid: number
}

/** The institution as asked so far, before there is enough for a manifest. */
export type Draft = Partial<Manifest['institution']>

/** A change to the evidence, small enough to be tried again, or kept for another place. */
export type Change =
  | { readonly kind: 'answer'; readonly rule: string; readonly answer: Answer | undefined }
  | { readonly kind: 'document'; readonly id: string; readonly entry: DocumentEntry }
  | { readonly kind: 'manifest'; readonly sections: Parameters<Workspace['setManifest']>[0] }

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
  by: string | undefined

  constructor(settings: SessionSettings) {
    this.settings = settings
    this.by = settings.by ?? this.manifest?.signatories.find(({ role }) => role === 'prepared')?.name
  }

  get root(): string {
    return this.settings.workspace.root
  }

  get manifest(): Manifest | undefined {
    return this.settings.workspace.opened()?.manifest
  }

  /** The rulebooks that the profile calls for. Throws InputError. */
  async selected(): Promise<Selected[]> {
    const opened = this.settings.workspace.opened()
    if (!opened) return []
    if (this.#selected) return this.#selected
    const { library } = this.settings
    const selected = await selectRulebooks(opened.manifest, undefined, library, opened.places.manifest, opened.places.excerpt, opened.overlays)
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
    if (!opened) throw new Error('no manifest')
    this.#evidence ??= collectEvidence(
      opened,
      rulebooks.flatMap(({ datasets }) => datasets),
    )
    const evidence = { ...this.#evidence, manifest: opened.manifest, answers: { ...opened.answers, ...this.#pending() } }
    const assessment = conclude(evidence, selected, this.settings)
    this.#view = { assessment, rulebooks, evidence, plan: planOf(rulebooks, assessment) }
    return this.#view
  }

  /** Answers that could not be saved count as given for as long as the program runs. */
  #pending(): Evidence['answers'] {
    return Object.fromEntries(
      this.unsaved.flatMap((change) => (change.kind === 'answer' && change.answer ? [[change.rule, { ...change.answer, file: '', line: 0 }]] : [])),
    )
  }

  /** Saves a change at once. Throws what the workspace throws; the change is then among `unsaved`. */
  save(change: Change): void {
    this.#view = undefined
    try {
      this.#write(change)
    } catch (error) {
      this.unsaved.push(change)
      throw error
    }
  }

  /** Tries again what could not be saved; throws at the first that still cannot. */
  retry(): void {
    for (let change = this.unsaved[0]; change; change = this.unsaved[0]) {
      this.#write(change)
      this.unsaved.shift()
    }
    this.#view = undefined
  }

  #write(change: Change): void {
    const { workspace, now } = this.settings
    if (change.kind === 'answer') workspace.setAnswer(change.rule, change.answer, now())
    else if (change.kind === 'document') {
      workspace.setDocument(change.id, change.entry)
      this.#evidence = undefined
    } else {
      workspace.setManifest(change.sections)
      this.#evidence = undefined
      this.#selected = undefined
    }
  }

  /** Forgets what was read of documents and tables, after a file was put in their place. */
  refresh(): void {
    this.#evidence = undefined
    this.#view = undefined
  }

  /** Writes what could not be saved to a new file, as evidence that `--answers` reads. Throws what the system throws. */
  rescue(path: string): void {
    const answers = Object.fromEntries(this.unsaved.flatMap((change) => (change.kind === 'answer' && change.answer ? [[change.rule, change.answer]] : [])))
    const documents = Object.fromEntries(this.unsaved.flatMap((change) => (change.kind === 'document' ? [[change.id, change.entry]] : [])))
    const sections = Object.assign({}, ...this.unsaved.map((change) => (change.kind === 'manifest' ? change.sections : {}))) as object
    const { institution, period } = this.manifest ?? {}
    const all = { schema: 'cumple/evidence@1', institution, period, ...sections, documents, answers }
    const text = Object.entries(all).reduce((yaml, [key, value]) => (value === undefined ? yaml : editYaml(yaml, [key], value as Plain)), '')
    writeFileSync(path, text, { flag: 'wx' })
  }

  draft(): Draft {
    try {
      return JSON.parse(readFileSync(join(this.root, DRAFT), 'utf8')) as Draft
    } catch {
      return {}
    }
  }

  /** Keeps the first answers of the profile, until they suffice for a manifest. */
  keepDraft(draft: Draft): void {
    const { nonce, pid } = this.settings
    writeWhole(join(this.root, DRAFT), JSON.stringify(draft), { nonce: nonce(), pid })
  }

  dropDraft(): void {
    rmSync(join(this.root, DRAFT), { force: true })
  }
}

const DRAFT = `${STATE_FOLDER}/draft.json`
