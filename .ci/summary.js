// The runner's own figures as the last line: `Tests: N passed, N failed, N skipped`.
import { readFileSync } from 'node:fs'

const log = readFileSync(process.argv[2], 'utf8').replace(/\u001b\[[0-9;]*m/g, '')
const line = log.split('\n').findLast((text) => /^\s*Tests\s+\d/.test(text)) ?? ''
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
console.log(`Tests: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
