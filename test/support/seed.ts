// Property tests draw the same values in every run, so that a build fails for what changed and not for its luck.
// `CUMPLE_SEED=random npx vitest run` draws others, and a number draws those of a run that failed (fast-check prints it).
import fc from 'fast-check'

const asked = process.env['CUMPLE_SEED']
if (asked !== 'random') fc.configureGlobal({ seed: asked === undefined ? 20_261_121 : Number(asked) })
