// `--answers FILE`: an evidence file said through the interview's own session, for migration and for tests.
import { attachFile } from '../evidence/attach.ts'
import { openEvidence } from '../evidence/open.ts'
import { checkReferences } from '../evidence/references.ts'
import { resolveInside } from '../evidence/inside.ts'
import { InputError, type Problem } from '../model/problem.ts'
import type { RulebookLibrary } from '../rulebook/select.ts'
import type { Plain } from '../util/yaml-edit.ts'
import { ordered } from './talk.ts'
import type { InterviewSession } from './session.ts'

export interface Replayed {
  readonly answers: number
  readonly documents: number
}

/**
 * Says everything that an evidence file (or folder) holds: profile, documents (copied in), answers, each saved as if it had been
 * typed. Throws InputError, before anything is written, when the file cannot be read or names what no rulebook knows.
 */
export async function replay(session: InterviewSession, file: string, library: RulebookLibrary): Promise<Replayed> {
  const source = openEvidence(file)
  const known = await Promise.all(library.ids().map((id) => library.byId(id)))
  const problems: Problem[] = checkReferences(
    source,
    known.filter((rulebook) => rulebook !== undefined),
  )
  if (problems.length > 0) throw new InputError(problems)
  const { workspace, pid, nonce } = session.settings
  const { manifest } = source
  const sections = Object.fromEntries(
    (['lang', 'institution', 'period', 'confidentiality', 'rulebooks', 'facts', 'signatories', 'datasets'] as const).flatMap((key) =>
      manifest[key] === undefined || isEmpty(manifest[key]) || (session.manifest && key === 'institution') ? [] : [[key, manifest[key] as Plain]],
    ),
  )
  session.save({ kind: 'manifest', sections })
  for (const [id, entry] of Object.entries(source.documents)) {
    const inside = resolveInside(source.root, entry.path)
    const attached = typeof inside === 'string' ? undefined : attachFile(workspace.root, inside.real, 'documentos', { pid, nonce: nonce() })
    session.save({ kind: 'document', id, entry: attached?.ok ? { ...entry, path: attached.path } : entry })
  }
  for (const { id, path } of tablesOf(
    source.root,
    manifest.datasets,
    known.flatMap((rulebook) => rulebook?.datasets.map((def) => def.id) ?? []),
  )) {
    const attached = attachFile(workspace.root, path, 'datos', { pid, nonce: nonce() })
    if (attached.ok && attached.path !== `datos/${id}.csv`)
      session.save({
        kind: 'manifest',
        sections: { datasets: { ...session.manifest?.datasets, [id]: { ...manifest.datasets[id], path: attached.path } } as Plain },
      })
  }
  for (const [rule, { file: _file, line: _line, ...answer }] of Object.entries(source.answers))
    session.save({ kind: 'answer', rule, answer: ordered({ ...(session.by === undefined ? {} : { by: session.by }), at: session.settings.now(), ...answer }) })
  return { answers: Object.keys(source.answers).length, documents: Object.keys(source.documents).length }
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0

function tablesOf(root: string, named: Readonly<Record<string, { readonly path?: string | undefined }>>, ids: readonly string[]) {
  return [...new Set(ids)].flatMap((id) => {
    const inside = resolveInside(root, named[id]?.path ?? `datos/${id}.csv`)
    return typeof inside === 'string' ? [] : [{ id, path: inside.real }]
  })
}
