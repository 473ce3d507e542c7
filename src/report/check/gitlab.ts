// Code Quality of GitLab: gaps, and under `gate/…` what the gate says besides.
import { SEVERITIES } from '../../model/basics.ts'
import { visibleLine } from '../../util/terminal-safe.ts'
import { logJson } from '../escape.ts'
import { clip } from '../view/context.ts'
import type { CheckFormat } from './format.ts'
import { worstFirst, type Note } from './notes.ts'

const LONGEST = 2_000
/** By the severity of the rule; what the gate fails on blocks, whatever its severity. */
const BY_SEVERITY = { critical: 'critical', high: 'major', medium: 'minor', low: 'info' } as const satisfies Record<(typeof SEVERITIES)[number], string>

export default {
  fileName: 'gl-code-quality.json',
  render: (input) =>
    logJson(
      worstFirst(input.notes).map((note) => ({
        description: clip(visibleLine(note.message), LONGEST),
        check_name: note.rule,
        fingerprint: note.fingerprint,
        severity: severityOf(note),
        location: { path: note.location.file, lines: { begin: note.location.line } },
      })),
    ),
} satisfies CheckFormat

function severityOf({ level, gap }: Note): string {
  if (level === 'error') return 'blocker'
  if (!gap) return 'minor'
  return gap.finding.waiver ? 'info' : BY_SEVERITY[gap.finding.severity]
}
