// `cumple explain RULE [EVIDENCE]`: the rule and what would earn full credit; with evidence, every term of its credit.
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { nearest } from '../../util/suggest.ts'
import { EXIT, UsageError, type Session } from '../io.ts'
import { collect, common, examples, type Finish } from '../command.ts'
import { settleAsOf, settleGeneratedAt } from '../settings.ts'

interface Flags {
  readonly asOf?: string
  readonly rulebook: readonly string[]
  readonly audit?: string
}

export function addExplain(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args, options } = messages(lang).cli
  common(
    program
      .command('explain')
      .alias('explicar')
      .description(commands.explain)
      .argument('<rule>', args.rule)
      .argument('[evidence]', args.explained)
      .option('--as-of <date>', options.asOf)
      .addOption(new Option('--rulebook <id|path>', options.rulebook).argParser(collect).default([], ''))
      .option('--audit <path>', options.audit),
    lang,
  )
    .addHelpText('after', examples(lang, 'cumple explain SEG-04', 'cumple explain ACT-02 ministerio'))
    .action(async (rule: string, evidence: string | undefined, flags: Flags) => {
      await session.io.stdout(evidence === undefined ? await ruleAlone(rule, flags, session) : await withEvidence(rule, evidence, flags, session))
      finish(EXIT.ok)
    })
}

async function ruleAlone(id: string, flags: Flags, session: Session): Promise<string> {
  const [{ explainRule }, { findRulebooks }, { allRulebooks, hasRule, library }] = await Promise.all([
    import('../../report/explain.ts'),
    import('./rulebook/find.ts'),
    import('../../rulebook/library.ts'),
  ])
  const lang = session.lang ?? 'es'
  const named = flags.rulebook.length > 0 ? await findRulebooks(flags.rulebook, session, lang) : undefined
  const owner = named ? named.find((rulebook) => hasRule(rulebook, id)) : library.byRule(id)
  if (!owner) {
    const known = (named ?? (await allRulebooks(library))).flatMap((rulebook) => rulebook.rules.map((rule) => rule.id))
    throw unknownRule(id, known, lang)
  }
  return explainRule(id, owner, lang)
}

async function withEvidence(id: string, evidence: string, flags: Flags, session: Session): Promise<string> {
  const { io } = session
  const [{ assess }, { explainFinding, explainRule }, { libraryFor }] = await Promise.all([
    import('../../assess.ts'),
    import('../../report/explain.ts'),
    import('../library.ts'),
  ])
  const library = libraryFor(io)
  const asOf = settleAsOf(flags.asOf, io, session.lang ?? 'es')
  const assessment = await assess({
    path: resolve(io.cwd, evidence),
    asOf,
    generatedAt: settleGeneratedAt(asOf, io, session.lang ?? 'es'),
    version: io.version,
    lang: session.lang,
    rulebooks: flags.rulebook,
    library,
    audit: flags.audit === undefined ? undefined : resolve(io.cwd, flags.audit),
  })
  const { lang } = assessment
  const result = assessment.results.find((candidate) => candidate.findings.some((finding) => finding.rule === id))
  const finding = result?.findings.find((candidate) => candidate.rule === id)
  if (!result || !finding) {
    const assessed = assessment.results.map((candidate) => candidate.id)
    // A rule that is switched off has no finding; it is explained as it stands.
    const owner = library.byRule(id)
    if (owner && assessed.includes(owner.id)) return explainRule(id, owner, lang, assessment)
    if (owner) throw new UsageError(messages(lang).cli.usage.ruleElsewhere(id, owner.id))
    const known = assessment.results.flatMap((candidate) => candidate.findings.map((item) => item.rule))
    throw unknownRule(id, known, lang)
  }
  return explainFinding(finding, result, assessment)
}

const unknownRule = (id: string, known: readonly string[], lang: Lang) => new UsageError(messages(lang).cli.usage.unknownRule(id, nearest(id, known) ?? ''))
