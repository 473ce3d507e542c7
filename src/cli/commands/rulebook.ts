// `cumple rulebook …`: everything about rulebooks themselves. Each subcommand loads what it needs when it runs.
import { Argument, Option, type Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { EXIT, type Session } from '../io.ts'
import { common, examples, type Finish } from '../command.ts'

export function addRulebook(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args, options } = messages(lang).cli
  const group = program.command('rulebook').alias('reglas').description(commands.rulebook)
  const add = (name: keyof typeof commands, alias: string, ...lines: string[]): Command =>
    common(group.command(name.slice('rulebook '.length)).alias(alias).description(commands[name]), lang).addHelpText('after', examples(lang, ...lines))

  add('rulebook list', 'listar', 'cumple rulebook list').action(async () => {
    await (await import('./rulebook/list.ts')).list(session, lang)
    finish(EXIT.ok)
  })
  add('rulebook show', 'mostrar', 'cumple rulebook show aig-tic', 'cumple rulebook show SEG-04')
    .argument('<id>', args.rulebookId)
    .action(async (id: string) => {
      await (await import('./rulebook/list.ts')).show(id, session, lang)
      finish(EXIT.ok)
    })
  add(
    'rulebook lint',
    'revisar',
    'cumple rulebook lint rules/aig-tic',
    'cumple rulebook lint propio.yaml',
    'cumple rulebook lint rules/* --format sarif > reglas.sarif',
  )
    .argument('<path...>', args.rulebookOrOverlay)
    .addOption(new Option('--format <name>', options.lintFormat).choices(['text', 'json', 'sarif']).default('text'))
    .action(async (paths: string[], flags: { format: 'text' | 'json' | 'sarif' }) => {
      finish(await (await import('./rulebook/lint.ts')).lint(paths, flags.format, session, lang))
    })
  add('rulebook test', 'probar', 'cumple rulebook test rules/*')
    .argument('<dir...>', args.rulebookDir)
    .action(async (dirs: string[]) => {
      finish(await (await import('./rulebook/test.ts')).test(dirs, session, lang))
    })
  add('rulebook docs', 'documentar', 'cumple rulebook docs --out docs/rulebooks', 'cumple rulebook docs rules/aig-tic --out pages')
    .argument('[id...]', args.rulebooks)
    .requiredOption('--out <dir>', options.out)
    .action(async (ids: string[], flags: { out: string }) => {
      await (await import('./rulebook/docs.ts')).docs(ids, flags.out, session, lang)
      finish(EXIT.ok)
    })
  add('rulebook map', 'mapa', 'cumple rulebook map iso27001', 'cumple rulebook map csf2 aig-tic')
    .addArgument(new Argument('<standard>', args.standard).choices(['iso27001', 'csf2']))
    .argument('[id...]', args.rulebooks)
    .action(async (standard: 'iso27001' | 'csf2', ids: string[]) => {
      await (await import('./rulebook/map.ts')).map(standard, ids, session, lang)
      finish(EXIT.ok)
    })
  add('rulebook datasets', 'tablas', 'cumple rulebook datasets aig-tic', 'cumple rulebook datasets --templates plantillas')
    .argument('[id...]', args.rulebooks)
    .option('--templates <dir>', options.templates)
    .action(async (ids: string[], flags: { templates?: string }) => {
      await (await import('./rulebook/datasets.ts')).datasets(ids, flags.templates, session, lang)
      finish(EXIT.ok)
    })
  add('rulebook diff', 'comparar', 'cumple rulebook diff aig-tic ./mi-catalogo')
    .argument('<a>', args.rulebookOne)
    .argument('<b>', args.rulebookOne)
    .action(async (a: string, b: string) => {
      await (await import('./rulebook/diff.ts')).diff(a, b, session, lang)
      finish(EXIT.ok)
    })
}
