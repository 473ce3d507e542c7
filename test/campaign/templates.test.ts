// The files for the auditor: blank ones follow the draw and the evidence, those that somebody filled in stay as they are.
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeTemplates } from '../../src/campaign/templates.ts'
import { folderOf } from '../support/folder.ts'
import { contents } from '../support/run.ts'

const FIRST = { 'alfa.yaml': 'alfa 1', 'beta.yaml': 'beta 1' }

test('blank ones are written anew, removed, and added', () => {
  const folder = join(folderOf({}), 'muestra')
  const { blanks } = writeTemplates(folder, FIRST, {})
  expect(contents(folder)).toEqual(FIRST)
  const now = { 'beta.yaml': 'beta 2', 'gama.yaml': 'gama 2' }
  expect(writeTemplates(folder, now, blanks).outdated).toEqual([])
  expect(contents(folder)).toEqual(now)
})

test('filled ones stay, and are told once they are not of the draw and the evidence of now', () => {
  const folder = folderOf({})
  let { blanks, outdated } = writeTemplates(folder, FIRST, {})
  for (const name of Object.keys(FIRST)) writeFileSync(join(folder, name), `${name} filled in`)
  for (const texts of [FIRST, { 'alfa.yaml': 'alfa 2' }, { 'alfa.yaml': 'alfa 2' }, FIRST]) {
    ;({ blanks, outdated } = writeTemplates(folder, texts, blanks))
    expect(outdated).toEqual(texts === FIRST ? [] : ['alfa.yaml', 'beta.yaml'])
    expect(contents(folder)).toEqual({ 'alfa.yaml': 'alfa.yaml filled in', 'beta.yaml': 'beta.yaml filled in' })
  }
})

test('what was never written here is not touched: notes, and files of a run that kept no count', () => {
  const folder = folderOf({ 'alfa.yaml': 'somebody', 'notas.txt': 'notes', 'beta.yaml': 'beta 1' })
  const { blanks, outdated } = writeTemplates(folder, FIRST, {})
  expect(outdated).toEqual(['alfa.yaml'])
  expect(contents(folder)).toEqual({ 'alfa.yaml': 'somebody', 'notas.txt': 'notes', 'beta.yaml': 'beta 1' })
  expect(Object.keys(blanks)).toEqual(['beta.yaml'])
})

test.skipIf(process.platform === 'win32')('a link is not written through', () => {
  const folder = folderOf({})
  const elsewhere = join(folderOf({ 'other.yaml': 'alfa 1' }), 'other.yaml')
  const { blanks } = writeTemplates(folder, FIRST, {})
  unlinkSync(join(folder, 'alfa.yaml'))
  symlinkSync(elsewhere, join(folder, 'alfa.yaml'))
  writeTemplates(folder, { 'alfa.yaml': 'alfa 2' }, blanks)
  expect(readFileSync(elsewhere, 'utf8')).toBe('alfa 1')
})
