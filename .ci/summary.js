// The runner's own figures as the last line: `Tests: N passed, N failed, N skipped`.
// A suite that could not be loaded and an error outside every test count as failed: the runner names them apart.
import { readFileSync } from 'node:fs'

const log = readFileSync(process.argv[2], 'utf8').replace(/\u001b\[[0-9;]*m/g, '')
const line = log.split('\n').findLast((text) => /^\s*Tests\s+\d/.test(text)) ?? ''
const number = (pattern, text) => Number(pattern.exec(text)?.[1] ?? 0)
const unloaded = number(/Failed Suites (\d+)/, log) + number(/^\s*Errors\s+(\d+) errors?$/m, log)
const failed = number(/(\d+) failed/, line) + unloaded
console.log(`Tests: ${number(/(\d+) passed/, line)} passed, ${failed} failed, ${number(/(\d+) skipped/, line)} skipped`)
