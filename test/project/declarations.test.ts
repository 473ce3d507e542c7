// The types that the library ships with: the same as those of the sources, and nothing that needs another package.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'

const shipped = readFileSync(join(ROOT, 'dist', 'index.d.ts'), 'utf8')

test('need no other package', () => expect(shipped).not.toMatch(/\bimport\b|\bfrom ['"]/))

test('declare what the library exports', () => {
  const declared = [...shipped.matchAll(/^export declare (?:const|function|class) (\w+)/gm)].map(([, name]) => name!)
  expect(declared.toSorted()).toEqual(Object.keys(library).toSorted())
})

test('name the conditions of a gate', () => {
  expect(shipped).toMatch(/^export interface GatePolicy \{\n {2}conditions: \{\n(?: {4}[\w"-]+\?: "off" \| "warn" \| "error";\n)+ {2}\};$/m)
})

/** What the type checker says of a program that has both, as the shipped file is or as `change` makes it. */
function misfits(change: (text: string) => string = (text) => text): string {
  const types = [...shipped.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name!)
  const each = (one: (name: string) => string[]) => types.flatMap(one).join('\n')
  const folder = folderOf({
    'shipped.d.ts': change(shipped),
    'both.ts': `
      import * as shippedValues from './shipped.js'
      import type * as shipped from './shipped.js'
      import * as sourceValues from '${ROOT}/src/index.ts'
      import type * as source from '${ROOT}/src/index.ts'
      export const a: Omit<typeof shippedValues, 'InputError'> = sourceValues
      export const b: Omit<typeof sourceValues, 'InputError'> = shippedValues
      ${each((name) => [`export const to${name} = (value: source.${name}): shipped.${name} => value`, `export const from${name} = (value: shipped.${name}): source.${name} => value`])}
    `,
    'package.json': '{"type": "module"}',
    'tsconfig.json': JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      // What a schema leaves out may also be undefined in the sources.
      compilerOptions: { exactOptionalPropertyTypes: false, rewriteRelativeImportExtensions: false, typeRoots: [join(ROOT, 'node_modules', '@types')] },
      include: [],
      files: ['both.ts'],
    }),
  })
  const { stdout } = spawnSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .filter((line) => line.includes('both.ts('))
    .join('\n')
}

test('are those of the sources', { timeout: 60_000 }, () => {
  expect(misfits()).toBe('')
  expect(misfits((text) => text.replace('readonly asOf: string', 'readonly asOf: number'))).toContain('AssessOptions')
  expect(misfits((text) => text.replace('period: number', 'period: string'))).toContain('Assessment')
})
