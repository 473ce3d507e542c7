// `cumple evidence refresh`: every registered file hashed again. A digest that was missing is noted; a changed one only when accepted.
import { resolve } from 'node:path'
import { collectDocuments } from '../../../evidence/documents.ts'
import { openEvidence } from '../../../evidence/open.ts'
import { messages } from '../../../i18n/index.ts'
import { InputError } from '../../../model/problem.ts'
import type { DocumentRecord } from '../../../model/evidence.ts'
import { sortedEntries } from '../../../util/compare.ts'
import { nearest } from '../../../util/suggest.ts'
import { screenLine } from '../../../util/terminal-safe.ts'
import { WIDTH, block, wrap } from '../../../util/text-layout.ts'
import { EXIT, UsageError, type Session } from '../../io.ts'
import { ownerOf, saying, workspaceAt } from '../../writing.ts'

export interface RefreshFlags {
  readonly accept: readonly string[]
  readonly all?: boolean
}

type Found = 'same' | 'registered' | 'accepted' | 'changed' | 'missing' | 'empty' | 'unreadable'

/** Returns the exit code: 1 when a file changed and was not accepted, or proves nothing because it is not there. */
export async function refresh(dir: string, flags: RefreshFlags, session: Session): Promise<number> {
  const { io } = session
  const path = resolve(io.cwd, dir)
  const first = openEvidence(path)
  const lang = session.lang ?? first.manifest.lang ?? 'es'
  const words = messages(lang).evidence
  const ids = Object.keys(first.documents)
  const unknown = flags.accept.find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new UsageError(words.refresh.unknown(unknown, words.did(nearest(unknown, ids) ?? '')))
  const workspace = workspaceAt(path, ownerOf(undefined, io, lang), lang)
  try {
    const opened = workspace.opened() ?? first
    const { documents, problems } = collectDocuments(opened)
    if (problems.length > 0) throw new InputError(problems)
    const found = sortedEntries(documents).map(([id, document]) => ({ id, document, what: compare(document, flags.all === true || flags.accept.includes(id)) }))
    for (const { id, document, what } of found) {
      const entry = opened.documents[id]
      if (entry && document.actualSha256 !== undefined && (what === 'registered' || what === 'accepted'))
        saying(lang, () => workspace.setDocument(id, { ...entry, sha256: document.actualSha256 }))
    }
    const told = found.filter(({ what }) => what !== 'same')
    const same = found.length - told.length
    const lines = told.flatMap(({ id, document, what }) => [
      wrap(screenLine(`${id}: ${what === 'same' ? '' : words.refresh[what]}, ${document.path}`), WIDTH, '  '),
      ...(what === 'changed' || what === 'accepted'
        ? [`  ${words.refresh.was(document.sha256 ?? '')}`, `  ${words.refresh.now(document.actualSha256 ?? '')}`]
        : []),
    ])
    await io.stdout(`${[...lines, found.length === 0 ? words.refresh.none : words.refresh.same(same)].join('\n')}\n`)
    const changed = told.filter(({ what }) => what === 'changed').length
    if (changed > 0) await io.stderr(`${block(words.refresh.warn(changed), '')}\n`)
    return told.some(({ what }) => what !== 'registered' && what !== 'accepted') ? EXIT.failed : EXIT.ok
  } finally {
    workspace.close()
  }
}

function compare({ file, sha256, actualSha256 }: DocumentRecord, accept: boolean): Found {
  if (file !== 'present') return file
  if (sha256 === undefined) return 'registered'
  if (sha256 === actualSha256) return 'same'
  return accept ? 'accepted' : 'changed'
}
