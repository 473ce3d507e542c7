// What changed as data: `cumple/diff@1`, keys sorted, no invisible character as it stands.
import { logJson } from '../escape.ts'
import { sorted } from '../json.ts'
import type { DiffFormat } from './format.ts'

export default {
  fileName: 'diff.json',
  render: (diff) => logJson(sorted(diff)),
} satisfies DiffFormat
