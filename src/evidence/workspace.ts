// Evidence open for writing: under a lock, each change checked, saved whole and at once; what people wrote by hand is left as it is.
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { topicOf } from '../model/basics.ts'
import { Answer, DocumentEntry, type AnswerRecord } from '../model/evidence.ts'
import { isFile } from '../util/kind-of.ts'
import { makeFolder } from '../util/make-folder.ts'
import { sha256 } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { editYaml, openYamlMap, type Plain, type YamlMap } from '../util/yaml-edit.ts'
import { attachFile, type Attached } from './attach.ts'
import { FOLDER_MANIFEST, SINGLE_FILE } from './files.ts'
import { HISTORY_FILE, historyLine, takesBack } from './history.ts'
import { realPath, resolveInside } from './inside.ts'
import { EVIDENCE_FOLDERS, STATE_FOLDER } from './folders.ts'
import { isAlive, takeLock, type Lock, type Owner } from './lock.ts'
import { manifestIn } from './manifest.ts'
import { openEvidence, type OpenedEvidence } from './open.ts'
import { WriteError, appendLine, asWriteError, removeStale, writeWhole } from './write.ts'

const PREVIOUS = `${STATE_FOLDER}/previous`
const DRAFT = `${STATE_FOLDER}/draft.json`
const DOCUMENTS_FILE = 'documents.yaml'
const MAX_DRAFT_BYTES = 100_000

/** The lock is no longer ours: somebody else took the folder, so nothing may be written. */
export class LockLost extends Error {}

/** The file was changed by somebody else since it was read; all was read again, and the change was not made. */
export class ChangedElsewhere extends Error {
  readonly file: string
  constructor(file: string) {
    super(file)
    this.file = file
  }
}

/** The change would make evidence that cannot be read; `field` is what is wrong in it. */
export class InvalidChange extends Error {
  readonly field: string
  constructor(field: string) {
    super(field)
    this.field = field
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

/** A value in the manifest by its path; undefined takes it out. */
export type ManifestChange = readonly [path: readonly string[], value: Plain | undefined]

/** Every method that writes throws WriteError, LockLost, ChangedElsewhere, InvalidChange, YamlEditError, or InputError when a file became unreadable. */
export interface Workspace {
  readonly root: string
  /** Undefined until there is a manifest. Positions are those at the last reading. */
  readonly opened: () => OpenedEvidence | undefined
  /** Saves one answer; the earlier one goes to the history, with the moment at which it was replaced. `undefined` removes. */
  readonly setAnswer: (rule: string, answer: Answer | undefined, at: string) => void
  readonly setDocument: (id: string, entry: DocumentEntry) => void
  /** Changes the manifest, all or nothing. Without one the first call makes it, and must give all that one needs. */
  readonly setManifest: (changes: readonly ManifestChange[]) => void
  /** Copies a file into a folder of the evidence, unless it is there already. */
  readonly attach: (from: string, folder: string) => Attached
  /** Writes a table; the one that was there is kept. */
  readonly putTable: (path: string, bytes: Uint8Array) => void
  /** What is remembered before there is a manifest. */
  readonly draft: { readonly read: () => unknown; readonly write: (value: object) => void; readonly drop: () => void }
  /** Reads everything again. Throws InputError. */
  readonly reload: () => void
  readonly close: () => void
}

export type WorkspaceResult = { readonly ok: true; readonly workspace: Workspace } | { readonly ok: false; readonly held: Owner | undefined }

/** Every folder in which a run that was killed may have left a temporary file. */
const WRITTEN = ['', ...EVIDENCE_FOLDERS, STATE_FOLDER, PREVIOUS, `${PREVIOUS}/answers`, `${PREVIOUS}/datos`]

/** Takes the lock and reads what is there. Throws InputError for evidence that cannot be read, which is then left alone, and WriteError. */
export function openWorkspace(settings: WorkspaceSettings): WorkspaceResult {
  const { path, owner } = settings
  const single = isFile(path)
  const root = single ? dirname(path) : path
  try {
    makeFolder(root)
  } catch (error) {
    throw asWriteError(root, error)
  }
  const taken = takeLock(root, owner, settings.force)
  if (!taken.ok) return taken
  try {
    for (const folder of WRITTEN) {
      const inside = resolveInside(realPath(root) ?? root, folder === '' ? '.' : folder)
      if (typeof inside !== 'string') removeStale(inside.real, isAlive)
    }
    return { ok: true, workspace: workspaceOf(root, single, settings, taken.lock) }
  } catch (error) {
    taken.lock.release()
    throw error
  }
}

/** A map in a file as it was last read or written, with the digest of the file. */
interface Held {
  readonly digest: string
  readonly map: YamlMap
}
const EMPTY = sha256(new Uint8Array())

function workspaceOf(root: string, single: boolean, settings: WorkspaceSettings, lock: Lock): Workspace {
  const { path, owner, nonce } = settings
  const writer = () => ({ nonce: nonce(), pid: owner.pid })
  const read = (): OpenedEvidence | undefined =>
    single || existsSync(join(root, FOLDER_MANIFEST)) || existsSync(join(root, SINGLE_FILE)) ? openEvidence(path) : undefined
  let opened = read()
  const files = new Map<string, Held>()
  const manifestFile = () => opened?.manifestFile ?? FOLDER_MANIFEST
  const inSingle = () => manifestFile() !== FOLDER_MANIFEST
  const manifested = (): OpenedEvidence => {
    if (!opened) throw new InvalidChange('institution')
    return opened
  }

  /** Nothing is written without the lock, nor into a folder that leads out of the evidence. */
  const target = (file: string): string => {
    if (!lock.isOurs()) throw new LockLost()
    if (resolveInside(realPath(root) ?? root, dirname(file)) === 'outside') throw new WriteError(join(root, file), 'ELOOP')
    return join(root, file)
  }
  const bytesOf = (file: string): Uint8Array => {
    const result = readRegularFile(join(root, file), MAX_YAML_BYTES)
    if (result.ok) return result.bytes
    if (result.code === 'file-missing') return new Uint8Array()
    throw new WriteError(join(root, file), String(result.params['reason'] ?? result.code))
  }
  /** The text of a file that is still as we know it; when it has changed under us, everything is read anew and the change refused this once. */
  const unchanged = (file: string, known: string | undefined): string => {
    if (!lock.isOurs()) throw new LockLost()
    const bytes = bytesOf(file)
    const wanted = known ?? opened?.inputs.find((input) => input.path === file)?.sha256 ?? EMPTY
    if (sha256(bytes) !== wanted) {
      files.clear()
      opened = read()
      throw new ChangedElsewhere(file)
    }
    return Buffer.from(bytes).toString('utf8')
  }
  const write = (file: string, text: string): void => {
    if (Buffer.byteLength(text) > MAX_YAML_BYTES) throw new WriteError(join(root, file), 'EFBIG')
    const keep = `${PREVIOUS}/${file}`
    writeWhole(target(file), text, { ...writer(), keep: target(keep) })
    if (!opened) return
    const input = { path: file, bytes: Buffer.byteLength(text), sha256: sha256(Buffer.from(text)) }
    opened = { ...opened, inputs: [...opened.inputs.filter((other) => other.path !== file), input] }
  }
  const setEntry = (file: string, prefix: readonly string[], id: string, value: Plain | undefined): void => {
    const key = `${file}#${prefix.join('.')}`
    const known = files.get(key)
    const before = unchanged(file, known?.digest)
    const map = known?.map ?? openYamlMap(before, prefix)
    try {
      map.set(id, value)
      const text = map.text()
      if (text !== before) write(file, text)
      for (const other of files.keys()) if (other.startsWith(`${file}#`)) files.delete(other)
      files.set(key, { digest: sha256(Buffer.from(text)), map })
    } catch (error) {
      // The map in memory may be ahead of the disk: forget it, so that the next attempt starts from what is there.
      files.delete(key)
      throw error
    }
  }

  return {
    root,
    opened: () => opened,
    setAnswer: (rule, answer, at) => {
      const { answers } = manifested()
      if (answer) check(Answer.safeParse(answer))
      const earlier = answers[rule]
      const file = earlier?.file ?? (inSingle() ? manifestFile() : `answers/${topicOf(rule)}.yaml`)
      const prefix = file === manifestFile() ? ['answers'] : []
      unchanged(file, files.get(`${file}#${prefix.join('.')}`)?.digest)
      // First the history: a crash in between repeats an answer there, and never loses one.
      if (earlier && takesBack(earlier, answer)) appendLine(target(HISTORY_FILE), historyLine(rule, earlier, at))
      setEntry(file, prefix, rule, answer as Plain | undefined)
      const { [rule]: _gone, ...others } = manifested().answers
      const record: AnswerRecord | undefined = answer && { ...answer, file, line: earlier?.line ?? 0 }
      opened = { ...manifested(), answers: record ? { ...others, [rule]: record } : others }
    },
    setDocument: (id, entry) => {
      check(DocumentEntry.safeParse(entry))
      manifested()
      if (inSingle()) setEntry(manifestFile(), ['documents'], id, entry as Plain)
      else setEntry(DOCUMENTS_FILE, [], id, entry as Plain)
      opened = { ...manifested(), documents: { ...manifested().documents, [id]: entry } }
    },
    setManifest: (changes) => {
      const file = manifestFile()
      const before = unchanged(file, undefined)
      const text = changes.reduce((yaml, [at, value]) => editYaml(yaml, at, value), before === '' ? beginning(changes) : before)
      if (text === before) return
      const yaml = readYaml(Buffer.from(text), file)
      const valid = yaml.ok ? manifestIn(yaml.yaml) : yaml
      if (!valid.ok) throw new InvalidChange(valid.problems[0]?.path ?? '')
      write(file, text)
      for (const key of files.keys()) if (key.startsWith(`${file}#`)) files.delete(key)
      opened = read()
    },
    attach: (from, folder) => {
      target(`${folder}/x`)
      return attachFile(root, from, folder, writer())
    },
    putTable: (file, bytes) => writeWhole(target(file), bytes, { ...writer(), keep: target(`${PREVIOUS}/${file}`) }),
    draft: {
      read: () => {
        const found = readRegularFile(join(root, DRAFT), MAX_DRAFT_BYTES)
        try {
          return found.ok ? (JSON.parse(Buffer.from(found.bytes).toString('utf8')) as unknown) : undefined
        } catch {
          return undefined
        }
      },
      write: (value) => writeWhole(target(DRAFT), JSON.stringify(value), writer()),
      drop: () => rmSync(join(root, DRAFT), { force: true }),
    },
    reload: () => {
      files.clear()
      opened = read()
    },
    close: () => lock.release(),
  }
}

/** The first lines of a manifest, in the layout that what is added later takes up. */
function beginning(changes: readonly ManifestChange[]): string {
  const lang = changes.find(([path]) => path.join('.') === 'lang')?.[1]
  const id = changes.find(([path]) => path.join('.') === 'institution.id')?.[1]
  return `schema: cumple/evidence@1\n${typeof lang === 'string' ? `lang: ${lang}\n` : ''}institution:\n  id: ${typeof id === 'string' && /^[\w.-]+$/.test(id) ? id : 'x'}\n`
}

function check(result: { readonly success: boolean; readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } }): void {
  if (!result.success) throw new InvalidChange(result.error?.issues[0]?.path.map(String).join('.') ?? '')
}
