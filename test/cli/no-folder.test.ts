// A file system in which no folder can be made, and that does not say why: Node's own recursive mkdir would never return.
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AT, fixture, runBuilt } from '../support/run.ts'

describe.skipIf(!existsSync('/proc/self'))('/proc', { timeout: 60_000 }, () => {
  const NOWHERE = '/proc/cumple/x'
  test.for([
    ['batch', fixture('municipio'), ...AT, '--format', 'json'],
    ['assess', fixture('municipio'), ...AT, '--format', 'json'],
    ['rulebook', 'docs', 'transparencia'],
  ])('as the folder of results: %s', (argv) => {
    const { code, err } = runBuilt([...argv, '--out', NOWHERE])
    expect(code).toBe(2)
    expect(err).toMatch(/No se pudo escribir .*proc\/cumple/)
  })
  test.for([
    [['explain', 'SEG-04'], 0],
    [['check', fixture('municipio'), ...AT, '--quiet', '--rulebook', 'rules/transparencia'], 1],
    [['assess', fixture('municipio'), ...AT, '--format', 'pdf=/nowhere/informe.pdf'], 2],
    [['doctor'], 1],
  ] as const)('as the cache: %s', ([argv, code]) => {
    expect(runBuilt(argv, { env: { XDG_CACHE_HOME: '/proc' } }).code).toBe(code)
  })
})
