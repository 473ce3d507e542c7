// `cumple baseline write [DIR]`: notes where the institution stands, so that a later `check` fails only for what gets worse.
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { evidenceRoot } from '../../evidence/folders.ts'
import { messages } from '../../i18n/index.ts'
import type { GateVerdict } from '../../model/verdict.ts'
import { locationOf } from '../../where.ts'
import { visibleLine } from '../../util/terminal-safe.ts'
import { block } from '../../util/text-layout.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'

interface Flags {
  readonly asOf?: string
  readonly rulebook: readonly string[]
  readonly out?: string
  readonly acceptWorse?: boolean
}

export function addBaseline(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options, args } = messages(lang).cli
  const group = program.command('baseline').alias('base').description(commands.baseline)
  common(
    group
      .command('write')
      .alias('escribir')
      .description(commands['baseline write'])
      .argument('[evidence]', args.evidence, '.')
      .option('--as-of <date>', options.asOf)
      .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
      .option('--out <file>', options.baselineOut)
      .option('--accept-worse', options.acceptWorse),
    lang,
  )
    .addHelpText('after', examples(lang, 'cumple baseline write', 'cumple baseline write ministerio --out baseline.json'))
    .action(async (evidence: string, flags: Flags) => {
      finish(await write(evidence, flags, session))
    })
}

/** What takes rules out of a baseline without anybody having met them, and what only tells that others came or changed. */
const LEAVES = {
  'rulebook-gone': true,
  'rulebook-new': false,
  'rulebook-version': false,
  'overlay-other': false,
  'rule-gone': true,
  'rule-off': true,
  'rule-not-in-force': true,
  'rule-not-applicable': true,
} as const satisfies Record<GateVerdict['incomparable'][number]['id'], boolean>

/** Writes the baseline; one that is there is only ever tightened, unless the person accepts what got worse or left it. */
async function write(evidence: string, flags: Flags, session: Session): Promise<number> {
  const { io } = session
  const [
    { insideEvidence, judgeAt, refuseOther },
    { readBaseline },
    { baselineOf, compareWith },
    { canonicalJson },
    { protectedEvidence, protectedFiles, writeFiles },
  ] = await Promise.all([
    import('../judge.ts'),
    import('../read-baseline.ts'),
    import('../../compare.ts'),
    import('../../util/canonical-json.ts'),
    import('../outputs.ts'),
  ])
  const judged = await judgeAt(evidence, { ...flags, gate: [], floor: [], cache: true }, session, false)
  const { assessment } = judged
  const lang = session.lang ?? assessment.lang
  const words = messages(lang).cli.baseline
  const root = resolve(io.cwd, evidence)
  const named = assessment.gate?.baseline ?? 'baseline.json'
  const path = flags.out === undefined ? insideEvidence(root, named, assessment) : resolve(io.cwd, flags.out)
  const shown = relative(io.cwd, path) || path
  if (existsSync(path)) {
    const before = readBaseline(path, shown)
    refuseOther(before, assessment, shown)
    const { worse, better, withdrawn, incomparable } = compareWith(before, assessment)
    const rules = (changes: typeof worse) => changes.map(({ finding }) => finding.rule).join(', ')
    const lost = { worse: rules(worse), withdrawn: rules(withdrawn.filter((change) => !worse.includes(change))) }
    const { incomparableSentences } = await import('../../report/check/words.ts')
    const told = incomparableSentences({ verdict: { ...judged.verdict, incomparable }, assessment, lang, locate: (finding) => locationOf(finding, assessment) })
    for (const sentence of told) await io.stderr(`${block(visibleLine(sentence), '')}\n`)
    const leaves = incomparable.some(({ id }) => LEAVES[id])
    if ((worse.length > 0 || withdrawn.length > 0 || leaves) && flags.acceptWorse !== true) {
      await io.stderr(`${words.refused(shown, lost, leaves)}\n`)
      return EXIT.failed
    }
    await io.stderr(`${words.compared(better.length, worse.length)}\n`)
  }
  const kept = flags.out === undefined ? protectedFiles([]) : protectedEvidence(evidenceRoot(root), [])
  writeFiles([{ path, data: `${JSON.stringify(JSON.parse(canonicalJson(baselineOf(assessment))), undefined, 1)}\n` }], kept, lang)
  await io.stderr(`${words.written(shown)}\n`)
  return EXIT.ok
}
