// Rulebook folder → the JSON that ships: validated, digested, and parsed in a millisecond at start-up.
import { canonicalJson } from '../util/canonical-json.ts'
import { loadRulebook } from './load.ts'

/** The compiled form of the rulebook in `dir`: canonical JSON and a final newline. Throws InputError. */
export async function compileRulebook(dir: string): Promise<string> {
  return `${canonicalJson(await loadRulebook(dir))}\n`
}
