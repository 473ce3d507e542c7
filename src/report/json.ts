// The assessment itself: keys in code-unit order, two spaces, a final newline.
import type { Format } from './format.ts'

export default {
  extension: 'json',
  fileName: 'assessment.json',
  render: (assessment) => `${JSON.stringify(sorted(assessment), null, 2)}\n`,
} satisfies Format

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}
