// Which tables a check lacks: some read two, and the first alone would hide the other.
import type { CheckResult } from './assessment.ts'

/** Ids of the tables that nobody handed in, in the order in which the check reads them; empty where it could run or fails for something else. */
export const missingTables = ({ reason, dataset, detail }: CheckResult): readonly string[] => (reason === 'dataset-missing' ? (detail ?? [dataset]) : [])
