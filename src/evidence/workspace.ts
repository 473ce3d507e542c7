// Evidence open for writing: under a lock, each change saved whole and at once, what people wrote by hand left as it is.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Answer, AnswerRecord, DocumentEntry, Manifest } from '../model/evidence.ts'
import { sha256 } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES } from '../util/yaml.ts'
import { openYamlMap, type Plain, type YamlMap } from '../util/yaml-edit.ts'
import { HISTORY_FILE, historyLine, takesBack } from './history.ts'
import { STATE_FOLDER, isAlive, takeLock, type Lock, type Owner } from './lock.ts'
import { FOLDER_MANIFEST, SINGLE_FILE, openEvidence, type OpenedEvidence } from './open.ts'
import { WriteError, appendLine, removeStale, writeWhole } from './write.ts'

const PREVIOUS = `${STATE_FOLDER}/previous`

/** The lock is no longer ours: somebody else took the folder, so nothing may be written. */
export class LockLost extends Error {}

/** The file was changed by somebody else since it was read; it has been read again, and the change was not made. */
export class ChangedElsewhere extends Error {
  readonly file: string
  constructor(file: string) {
    super(file)
    this.file = file
  }
}

export interface WorkspaceSettings {
  /** The evidence folder, or a single evidence file. A folder without either becomes one. */
  readonly path: string
  readonly owner: Owner
  readonly force?: boolean
  /** Names for temporary files, never twice the same. */
  readonly nonce: () => string
}

export interface Workspace {
  readonly root: string
  /** Undefined until there is a manifest. Positions are those at the last reading. */
  readonly opened: () => OpenedEvidence | undefined
  /** Saves one answer; the earlier one goes to the history, with the moment at which it was replaced. `undefined` removes. */
  readonly setAnswer: (rule: string, answer: Answer | undefined, at: string) => void
  readonly setDocument: (id: string, entry: DocumentEntry) => void
  /** A top-level section of the manifest. Without a manifest the first call makes one, and must give all that one needs. */
  readonly setManifest: (sections: Readonly<Partial<Record<keyof Manifest, Plain>>>) => void
  /** Reads everything again. Throws InputError. */
  readonly reload: () => void
  readonly close: () => void
}

export type WorkspaceResult = { readonly ok: true; readonly workspace: Workspace } | { readonly ok: false; readonly held: Owner | undefined }

/** Every folder in which a run that was killed may have left a temporary file. */
const WRITTEN = ['', 'answers', 'documentos', 'datos', STATE_FOLDER, PREVIOUS, `${PREVIOUS}/answers`, `${PREVIOUS}/datos`]

/** Takes the lock and reads what is there. Throws InputError for evidence that cannot be read, which is then left alone, and WriteError. */
export function openWorkspace(settings: WorkspaceSettings): WorkspaceResult {
  const { path, owner } = settings
  const single = statSync(path, { throwIfNoEntry: false })?.isFile() === true
  const root = single ? dirname(path) : path
  if (!existsSync(root)) mkdirSync(root, { recursive: true })
  const taken = takeLock(root, owner, settings.force)
  if (!taken.ok) return taken
  try {
    for (const folder of WRITTEN) if (existsSync(join(root, folder))) removeStale(join(root, folder), isAlive)
    return { ok: true, workspace: workspaceOf(root, single, settings, taken.lock) }
  } catch (error) {
    taken.lock.release()
    throw error
  }
}

/** A file as it was last read or written: its digest, and the map in it that is edited. */
interface Held {
  digest: string
  map: YamlMap
}

function workspaceOf(root: string, single: boolean, settings: WorkspaceSettings, lock: Lock): Workspace {
  const { path, owner, nonce } = settings
  const manifestFile = () => opened?.manifestFile ?? FOLDER_MANIFEST
  const read = (): OpenedEvidence | undefined =>
    single || existsSync(join(root, FOLDER_MANIFEST)) || existsSync(join(root, SINGLE_FILE)) ? openEvidence(path) : undefined
  let opened = read()
  const files = new Map<string, Held>()

  const bytesOf = (file: string): Uint8Array => {
    const result = readRegularFile(join(root, file), MAX_YAML_BYTES)
    if (result.ok) return result.bytes
    if (result.code === 'file-missing') return new Uint8Array()
    throw new ChangedElsewhere(file)
  }
  /** The file as we know it; when it has changed under us, everything is read anew and the change is refused this once. */
  const hold = (file: string, prefix: readonly string[]): Held => {
    const key = `${file}#${prefix.join('.')}`
    const bytes = bytesOf(file)
    const digest = sha256(bytes)
    const known = files.get(key)
    if (known?.digest === digest) return known
    const atOpening = opened?.inputs.find((input) => input.path === file)?.sha256
    if (known !== undefined || (atOpening !== undefined && atOpening !== digest)) {
      files.clear()
      opened = read()
      throw new ChangedElsewhere(file)
    }
    const held = { digest, map: openYamlMap(Buffer.from(bytes).toString('utf8'), prefix) }
    files.set(key, held)
    return held
  }
  const save = (file: string, prefix: readonly string[], changes: readonly (readonly [string, Plain | undefined])[]): void => {
    if (!lock.isOurs()) throw new LockLost()
    const held = hold(file, prefix)
    const before = held.map.text()
    try {
      for (const [key, value] of changes) held.map.set(key, value)
      const text = held.map.text()
      if (text === before) return
      if (Buffer.byteLength(text) > MAX_YAML_BYTES) throw new WriteError(join(root, file), 'EFBIG')
      writeWhole(join(root, file), text, { nonce: nonce(), pid: owner.pid, keep: join(root, PREVIOUS, file) })
      for (const key of files.keys()) if (key.startsWith(`${file}#`)) files.delete(key)
      files.set(`${file}#${prefix.join('.')}`, { digest: sha256(Buffer.from(text)), map: held.map })
      noteInput(file, text)
    } catch (error) {
      // The map in memory may be ahead of the disk: forget it, so that the next attempt starts from what is there.
      files.delete(`${file}#${prefix.join('.')}`)
      throw error
    }
  }
  const noteInput = (file: string, text: string): void => {
    if (!opened) return
    const input = { path: file, bytes: Buffer.byteLength(text), sha256: sha256(Buffer.from(text)) }
    opened = { ...opened, inputs: [...opened.inputs.filter((other) => other.path !== file), input] }
  }
  /** The first lines of a manifest, in the layout that what is added later takes up. */
  const begin = ({ lang, institution }: Parameters<Workspace['setManifest']>[0]): void => {
    const { id } = institution as { readonly id: string }
    const text = `schema: cumple/evidence@1\n${typeof lang === 'string' ? `lang: ${lang}\n` : ''}institution:\n  id: ${id}\n`
    files.set(`${FOLDER_MANIFEST}#`, { digest: sha256(new Uint8Array()), map: openYamlMap(text, []) })
  }
  const inSingle = () => manifestFile() !== FOLDER_MANIFEST

  return {
    root,
    opened: () => opened,
    setAnswer: (rule, answer, at) => {
      if (!opened) throw new Error('no manifest')
      const earlier = opened.answers[rule]
      const file = earlier?.file ?? (inSingle() ? manifestFile() : `answers/${rule.split('-', 1)[0] ?? rule}.yaml`)
      const prefix = file === manifestFile() ? ['answers'] : []
      if (!lock.isOurs()) throw new LockLost()
      hold(file, prefix)
      // First the history: a crash in between repeats an answer there, and never loses one.
      if (earlier && takesBack(earlier, answer)) appendLine(join(root, HISTORY_FILE), historyLine(rule, earlier, at))
      save(file, prefix, [[rule, answer as Plain | undefined]])
      const { [rule]: _gone, ...others } = opened.answers
      const record: AnswerRecord | undefined = answer && { ...answer, file, line: earlier?.line ?? 0 }
      opened = { ...opened, answers: record ? { ...others, [rule]: record } : others }
    },
    setDocument: (id, entry) => {
      if (!opened) throw new Error('no manifest')
      const [file, prefix] = inSingle() ? [manifestFile(), ['documents']] : [DOCUMENTS_FILE, []]
      save(file, prefix, [[id, entry as Plain]])
      opened = { ...opened, documents: { ...opened.documents, [id]: entry } }
    },
    setManifest: (sections) => {
      if (!opened) begin(sections)
      save(manifestFile(), [], Object.entries(sections))
      opened = read()
    },
    reload: () => {
      files.clear()
      opened = read()
    },
    close: () => lock.release(),
  }
}

const DOCUMENTS_FILE = 'documents.yaml'
