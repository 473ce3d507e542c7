// Colours, or none. The only importer of chalk, which is loaded when colours are shown.
import { PLAIN, type Paint } from '../util/paint.ts'

/** The painter for a terminal (`color`) or for anything else. */
export async function painter(color: boolean): Promise<Paint> {
  if (!color) return PLAIN
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { bold: chalk.bold, dim: chalk.dim, blue: chalk.blue, green: chalk.green, yellow: chalk.yellow, red: chalk.red }
}
