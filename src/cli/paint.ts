// Colours, or none. The only importer of chalk.
import { Chalk as ChalkClass } from 'chalk'
import type { Paint } from '../util/paint.ts'

export type Chalk = Paint

/** The painter for a terminal (`color`) or for anything else. */
export function painter(color: boolean): Paint {
  const chalk = new ChalkClass({ level: color ? 1 : 0 })
  return { bold: chalk.bold, dim: chalk.dim, blue: chalk.blue, green: chalk.green, yellow: chalk.yellow, red: chalk.red }
}
