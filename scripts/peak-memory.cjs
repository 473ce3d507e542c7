// Preloaded by the bench: leaves the peak resident memory of the process (kB) in a file when it ends.
const { writeFileSync } = require('node:fs')

process.on('exit', () => writeFileSync(process.env.CUMPLE_BENCH_USAGE, String(process.resourceUsage().maxRSS)))
