// What an id, a duration or a digest must look like is said in words: nobody is shown an expression.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FORMS, formNamed } from '../../src/model/basics.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { LANGS, run } from '../support/run.ts'

const patternsOf = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, item]: [string, unknown]) => (key === 'pattern' && typeof item === 'string' ? [item] : patternsOf(item)))

/** Files that this program alone writes. */
const OURS = new Set(['assessment', 'campaign-result', 'diff'])
const written = readdirSync(join(ROOT, 'schemas')).filter((file) => !OURS.has(file.replace('.schema.json', '')))

test('every form of the files that people write has a name, and every name a form', () => {
  const patterns = new Set(written.flatMap((file) => patternsOf(JSON.parse(readFileSync(join(ROOT, 'schemas', file), 'utf8')))))
  expect(new Set([...patterns].map((pattern) => formNamed(`/${pattern}/`)))).toEqual(new Set(Object.keys(FORMS)))
})

test.for(LANGS)('and its words: %s', async (lang) => {
  const institution = '{ id: villa, name: Villa, kind: municipality }'
  const evidence = (rest: string) => folderOf({ 'evidence.yaml': `schema: cumple/evidence@1\ninstitution: ${institution}\nperiod: 2026\n${rest}\n` })
  for (const [rest, example] of [
    ['answers: { seg-4: { value: yes } }', 'SEG-04.'],
    ['documents: { acta: { kind: minutes, title: A, path: a.pdf, sha256: XYZ } }', 'SHA-256'],
    ['gate: { floors: [{ index: compliance, at_least: 5, topic: seguridad }] }', 'SEG.'],
    ['facts: { Sitios: true }', 'fecha_alta'],
  ] as const) {
    const { code, err } = await run(['assess', join(evidence(rest), 'evidence.yaml'), '--lang', lang, '--as-of', '2026-11-21'])
    expect({ rest, code }).toEqual({ rest, code: 3 })
    expect(err.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`${lang === 'es' ? 'Forma esperada' : 'Expected form'}: [^/^$]*${example.replace('.', '\\.')}`))
    expect(err).not.toContain('/^')
  }
})
