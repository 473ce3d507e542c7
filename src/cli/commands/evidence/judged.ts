// The evidence as it stands, judged: what `add` tells of the documents it took in, and what `status` lists.
import { conclude } from '../../../assess.ts'
import { collectEvidence } from '../../../evidence/collect.ts'
import type { Assessment } from '../../../model/assessment.ts'
import type { Session } from '../../io.ts'
import { settleGeneratedAt } from '../../settings.ts'
import type { Loaded } from '../questionnaire/load.ts'

/** The assessment of opened evidence. Throws InputError when a path escapes the folder. */
export function judged({ opened, selected }: Loaded, asOf: string, { io, lang }: Session): Assessment {
  const evidence = collectEvidence(
    opened,
    selected.flatMap(({ rulebook }) => rulebook.datasets),
  )
  return conclude(evidence, selected, { asOf, generatedAt: settleGeneratedAt(asOf, io, lang ?? 'es'), version: io.version, lang })
}
