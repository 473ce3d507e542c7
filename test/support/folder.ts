// Evidence on a real disk: a temporary folder of the files given, gone when the test ends.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AssessSettings } from '../../src/assess.ts'
import { InputError, type Problem } from '../../src/model/problem.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from './rulebook.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

export function folderOf(files: Files): string {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'cumple-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** One rule that asks for a document, one for a table, one for neither's failure. */
export const MINI = rulebookOf(
  [
    ruleOf('ACT-02', {
      documents: [slotOf('policy')],
      criteria: [{ id: 'custody', ...text('custody') }],
      not_applicable: [{ id: 'no-assets', ...text('none') }],
    }),
    ruleOf('ACT-03', { checks: [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'] } }] }),
    ruleOf('SEG-01', { documents: [slotOf('plan', { kind: 'plan' })], severity: 'high' }),
  ],
  { facts: [factOf('cloud'), factOf('people', { type: 'integer' })] },
)

export const library: AssessSettings['library'] = { ids: () => ['mini'], byId: async (id) => (id === 'mini' ? MINI : undefined), byPath: async () => MINI }

export const MANIFEST = 'schema: cumple/evidence@1\ninstitution: {id: inst, name: Institución, kind: municipality}\nperiod: 2026\nrulebooks: [{id: mini}]\n'
export const DOCUMENTS = `policy-1:\n  kind: policy\n  title: P\n  path: documentos/p.pdf\n  sha256: ${sha256('P')}\n  fulfils: [policy]\n`

/** A small folder in order: everything answered, the document there, the table passing. */
export const ORDERLY: Files = {
  'cumple.yaml': MANIFEST,
  'answers/ACT.yaml': 'ACT-02:\n  value: yes\n  criteria: {custody: true}\nACT-03: {value: yes}\n',
  'answers/SEG.yaml': 'SEG-01: {value: planned}\n',
  'documents.yaml': DOCUMENTS,
  'documentos/p.pdf': 'P',
  'datos/t.csv': 'k,v\nr1,ok\nr2,ok\n',
}

/** The problems that refused an input; an assessment where a refusal is expected fails the test. */
export async function refusal(attempt: Promise<unknown>): Promise<readonly Problem[]> {
  const error: unknown = await attempt.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (error instanceof InputError) return error.problems
  throw error
}
