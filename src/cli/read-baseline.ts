// A baseline, read back: what got worse is measured from it, so it is validated whole.
import { Baseline } from '../model/verdict.ts'
import { readJson, validated } from './read-json.ts'

const MAX_BASELINE_BYTES = 16_000_000

/** Reads `path` (shown as `name`). Throws InputError when it is no baseline. */
export const readBaseline = (path: string, name: string): Baseline => validated(Baseline, readJson(path, name, MAX_BASELINE_BYTES), name, 'cumple/baseline@1')
