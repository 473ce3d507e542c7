// What an auditor judged, as one digest that his verdict carries.
import type { Finding } from '../model/assessment.ts'
import { digestOf } from './canonical-json.ts'

/**
 * The SHA-256 over what stands behind a finding: the answer with all that was said in it, and the bytes of the documents and
 * tables that its rule looks at. A verdict that carries it lapses when either changes; a change of the rule, of the as-of date
 * or of the facts is not a change of what was judged.
 */
export const judgedDigest = ({ answer, evidence }: Pick<Finding['digests'], 'answer' | 'evidence'>): string => digestOf({ answer, evidence })
