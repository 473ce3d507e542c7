// `cumple baseline write [DIR]`: notes where the institution stands, so that a later `check` fails only for what gets worse.
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { EXIT, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../program.ts'

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

/** Writes the baseline; one that is there is only ever tightened, unless the person accepts what got worse. */
async function write(evidence: string, flags: Flags, session: Session): Promise<number> {
  const { io } = session
  const [{ insideEvidence, judgeAt, refuseOther }, { readBaseline }, { baselineOf, compareWith }, { canonicalJson }, { writeFiles }] = await Promise.all([
    import('../judge.ts'),
    import('../read-baseline.ts'),
    import('../../compare.ts'),
    import('../../util/canonical-json.ts'),
    import('../outputs.ts'),
  ])
  const { assessment } = await judgeAt(evidence, { ...flags, gate: [], floor: [], cache: true }, session, false)
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
    const gone = incomparable.flatMap(({ id, params }) => (id === 'rulebook-gone' ? String(params['rulebook']) : []))
    const lost = { worse: rules(worse), withdrawn: rules(withdrawn.filter((change) => !worse.includes(change))), gone: gone.join(', ') }
    if (Object.values(lost).some((list) => list !== '') && flags.acceptWorse !== true) {
      await io.stderr(`${words.worse(shown, lost)}\n`)
      return EXIT.failed
    }
    await io.stderr(`${words.compared(better.length, worse.length)}\n`)
  }
  writeFiles([{ path, data: `${JSON.stringify(JSON.parse(canonicalJson(baselineOf(assessment))), undefined, 1)}\n` }], { files: new Set(), folders: [] }, lang)
  await io.stderr(`${words.written(shown)}\n`)
  return EXIT.ok
}
