import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missingOptional } from '../../scripts/complete-lock.ts'

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as { packages: Parameters<typeof missingOptional>[0] }

test('the lock holds every optional package it mentions, or `npm ci` refuses it', () => {
  expect(missingOptional(lock.packages)).toEqual([])
  const esbuild = Object.keys(lock.packages).find((path) => path.startsWith('node_modules/@esbuild/'))!
  const { [esbuild]: _, ...rest } = lock.packages
  expect(missingOptional(rest).map(({ name }) => `node_modules/${name}`)).toEqual([esbuild])
})
