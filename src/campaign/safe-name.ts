// An id as a file name on every system: ids that differ only in case, or that Windows keeps for itself, become other names.
import { sha256 } from '../util/canonical-json.ts'

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** The id itself when that is safe, else its lower case with a part of its digest; the same id always gives the same name. */
export const safeName = (id: string): string =>
  /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$/.test(id) && !RESERVED.test(id) && !/-[0-9a-f]{8}$/.test(id)
    ? id
    : `${id.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_')}-${sha256(id).slice(0, 8)}`
