// A table that several rulebooks define is one file: what one of them hides is hidden, whichever comes first.
import { expect, test } from 'vitest'
import { mergeDefinitions } from '../../src/evidence/collect.ts'
import type { DatasetDef } from '../../src/model/rulebook.ts'

const column = (name: string, personal: boolean, sensitive: boolean): DatasetDef['columns'][number] => ({
  name,
  type: 'text',
  required: true,
  meaning: { es: name, en: name },
  aliases: [],
  personal,
  sensitive,
})
const table = (...columns: DatasetDef['columns']): DatasetDef => ({
  id: 'llaves',
  title: { es: 'Llaves', en: 'Keys' },
  meaning: { es: 'Llaves', en: 'Keys' },
  key: 'id',
  columns,
})

test('what one rulebook hides of a table is hidden, in either order', () => {
  const open = table(column('id', false, false), column('persona', false, false), column('clave', false, false))
  const closed = table(column('id', false, false), column('persona', true, false), column('clave', false, true), column('nota', true, false))
  for (const defs of [
    [open, closed],
    [closed, open],
  ]) {
    const [merged] = mergeDefinitions(defs)
    expect(merged?.columns.map(({ name, personal, sensitive }) => [name, personal, sensitive])).toEqual([
      ['id', false, false],
      ['persona', true, false],
      ['clave', false, true],
      ['nota', true, false],
    ])
  }
})
