// How the command line speaks: help, mistakes in calling it, exit codes, languages.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/io.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { ROOT } from '../support/assess.ts'
import { AT, fixture, LANGS, run, widest } from '../support/run.ts'

interface Named {
  readonly names: readonly string[]
  readonly alias: readonly string[]
}
/** What people see: not `complete`, which scripts ask. */
const walk = (command: Command, above: Named): Named[] =>
  command.commands.flatMap((child) => {
    if (!command.createHelp().visibleCommands(command).includes(child)) return []
    const here = { names: [...above.names, child.name()], alias: [...above.alias, child.alias()] }
    return [here, ...walk(child, here)]
  })
const quiet = { io: { version: '0' } as never, lang: 'es' as const, color: false }
const COMMANDS = walk(buildProgram(quiet, () => undefined).program, { names: [], alias: [] })

describe('exit codes', () => {
  test.for(['README.md', 'LEEME.md'])('%s lists the ones there are', (file) => {
    const section = /## (?:Exit codes|Códigos de salida)\n([^]*?)\n## /.exec(readFileSync(join(ROOT, file), 'utf8'))?.[1] ?? ''
    const listed = [...section.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, codes = '']) => codes.split(', ').map(Number))
    expect(listed).toEqual([...Object.values(EXIT), 129, 130, 143])
  })
  test.for(LANGS)('and so does the help: %s', async (lang) => {
    const { out } = await run(['--help', '--lang', lang])
    const listed = [...out.matchAll(/^ {2}(\d[\d, ]*) {4}/gm)].flatMap(([, codes = '']) => codes.split(', ').map(Number))
    expect(listed).toEqual([...Object.values(EXIT), 129, 130, 143])
  })
})

describe('help', () => {
  test('the walk found the commands', () => {
    expect(COMMANDS.map(({ names }) => names.join(' '))).toEqual([
      'init',
      'interview',
      'evidence',
      'evidence add',
      'evidence refresh',
      'evidence status',
      'assess',
      'check',
      'baseline',
      'baseline write',
      'batch',
      'merge',
      'diff',
      'report',
      'explain',
      'questionnaire',
      'questionnaire export',
      'questionnaire import',
      'rulebook',
      'rulebook list',
      'rulebook show',
      'rulebook lint',
      'rulebook test',
      'rulebook docs',
      'rulebook map',
      'rulebook datasets',
      'rulebook diff',
      'schema',
      'completion',
      'doctor',
    ])
  })
  const pages = [{ names: [], alias: [] }, ...COMMANDS].flatMap((command) =>
    LANGS.map((lang) => [`${command.names.join(' ')} ${lang}`, command, lang] as const),
  )
  test.for(pages)('%s', async ([, { names }, lang]) => {
    const { code, out, err } = await run([...names, '--help', '--lang', lang])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(widest(out)).toBeLessThanOrEqual(80)
    const foreign =
      lang === 'es'
        ? /\b(Usage|Options|Commands|Arguments|Examples|default|choices|display|output|for command)\b/
        : /\b(Uso|Opciones|Comandos|Argumentos|Ejemplos|valores|carpeta|si no se indica)\b/
    expect(out).not.toMatch(foreign)
    expect(out).toMatch(lang === 'es' ? /^Uso: cumple/ : /^Usage: cumple/)
  })
  test.for(COMMANDS.map((command) => [command.names.join(' '), command] as const))('%s has a Spanish name of its own', async ([, { names, alias }]) => {
    expect(alias.every((name, index) => name !== '' && name !== names[index])).toBe(true)
    expect(await run([...alias, '--help'])).toEqual(await run([...names, '--help']))
  })
  test('its examples speak the language of the reader', async () => {
    expect((await run(['rulebook', 'test', '--help'])).out).toContain('cumple reglas probar')
    expect((await run(['rulebook', 'test', '--help', '--lang', 'en'])).out).toContain('cumple rulebook test')
  })
  test('help may be asked for by command, and before the language', async () => {
    expect(await run(['help', 'explain'])).toEqual(await run(['explain', '--help']))
    expect(await run(['--lang', 'en', '--help'])).toEqual(await run(['--help', '--lang', 'en']))
  })
  test('a short call shows it too, as a mistake', async () => {
    for (const argv of [[], ['rulebook']]) {
      const { code, out, err } = await run(argv)
      expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
      expect(err).toMatch(/^Uso: cumple/)
    }
  })
})

const M = 'fixtures/municipio'
/** What was typed, what the Spanish message says, what the English one says. */
const MISTAKES: readonly (readonly [argv: readonly string[], es: string, en: string])[] = [
  [['asess'], 'No existe el comando «asess». ¿Quiso decir «assess»?', 'There is no command "asess". Did you mean "assess"?'],
  [['evalua'], '¿Quiso decir «evaluar»?', 'Did you mean "evaluar"?'],
  [['xyzzy'], 'No existe el comando «xyzzy».', 'There is no command "xyzzy".'],
  [['xyzzy', '--help'], 'No existe el comando «xyzzy».', 'There is no command "xyzzy".'],
  [['rulebook', 'lits'], '¿Quiso decir «list»?', 'Did you mean "list"?'],
  [['assess', M, '--asof', '2026-01-01'], 'No existe la opción «--asof». ¿Quiso decir «--as-of»?', 'There is no option "--asof". Did you mean "--as-of"?'],
  [['assess', M, 'other'], 'Hay argumentos de más.', 'too many arguments'],
  [['explain'], 'Falta el argumento «requisito».', '"rule"'],
  [['report'], 'Falta el argumento «evaluación».', '"assessment"'],
  [['rulebook', 'show'], 'Falta el argumento «id».', '"id"'],
  [['rulebook', 'lint'], 'Falta el argumento «ruta».', '"path"'],
  [['assess', M, '--out'], 'La opción «--out» necesita un valor.', 'The option "--out" needs a value.'],
  [['assess', M, '--format'], 'La opción «--format» necesita un valor.', 'The option "--format" needs a value.'],
  [['assess', M, '--level', 'ful'], '«ful» no sirve para --level. Valores: executive, manager, full.', '"ful"'],
  [['assess', M, '--paper', 'a5'], '«a5» no sirve para --paper. Valores: letter, a4.', '"a5"'],
  [['assess', M, '--as-of', '2026-02-30'], '«2026-02-30» no es una fecha que exista entre 1900 y 2199; revise el año, el mes y el día.', '"2026-02-30"'],
  [['assess', M, '--as-of', '2200-01-01'], '«2200-01-01» no es una fecha que exista entre 1900 y 2199', 'between 1900 and 2199'],
  [['rulebook', 'map', 'iso'], '«iso» no sirve para <norma>. Valores: iso27001, csf2.', '"iso" is not a value of <standard>.'],
  [['completion', 'tcsh'], '«tcsh» no sirve para <terminal>.', '"tcsh" is not a value of <shell>.'],
  [['help', 'nope'], 'No existe el comando «nope».', '"nope"'],
  [['help', 'rulebook', 'lnt'], 'No existe el comando «lnt».', 'lint'],
  [
    ['assess', M, '--as-of', 'mañana'],
    '«mañana» no es una fecha escrita AAAA-MM-DD (año, mes y día), como 2026-12-31.',
    '"mañana" is not a date written YYYY-MM-DD',
  ],
  [['assess', M, '--as-of', '31/12/2025'], '«31/12/2025» no es una fecha escrita AAAA-MM-DD (año, mes y día); escriba 2025-12-31.', 'write 2025-12-31'],
  [['assess', M, '--as-of', '1/2/2025'], '«1/2/2025» no es una fecha escrita AAAA-MM-DD (año, mes y día), como', 'such as 2026-12-31'],
  [['evidence', 'add', 'x', '--into', M, '--issued', '31/12/2025'], '--issued: «31/12/2025» no es una fecha escrita AAAA-MM-DD', '--issued: "31/12/2025"'],
  [['assess', M, '--as-of', '21/11/2026'], '«21/11/2026» no es una fecha', '"21/11/2026"'],
  [['explain', 'SEG-01', M, '--as-of', 'hoy'], '«hoy» no es una fecha', '"hoy"'],
  [['assess', M, '--format', 'jsn'], 'No existe el formato «jsn». Formatos: findings-csv, html, json, markdown, pdf, plan-csv, terminal. → json', '→ json'],
  [['assess', M, '--format', 'constructor'], 'No existe el formato «constructor».', '"constructor"'],
  [['assess', M, '--format', 'json', '--format', 'html'], 'Con varios formatos diga dónde', '--out'],
  [['assess', M, '--format', 'pdf'], 'El formato pdf es binario: diga dónde', 'binary'],
  [['assess', M, '--format', 'json=/tmp/q', '--format', 'html=/tmp/./q'], 'Dos formatos escribirían en el mismo archivo: /tmp/q.', '/tmp/q'],
  [['assess', M, '--out', '/tmp/q', '--format', 'json', '--format', 'json'], 'en el mismo archivo: /tmp/q/assessment.json', '/tmp/q/assessment.json'],
  [['explain', 'SEG-99'], 'No existe el requisito «SEG-99». ¿Quiso decir «SEG-09»?', 'SEG-09'],
  [['explain', 'seg-04', M], '¿Quiso decir «SEG-04»?', 'SEG-04'],
  [['rulebook', 'show', 'zzz'], 'No existe el catálogo ni el requisito «zzz». Catálogos: aig-tic', 'aig-tic'],
  [['schema', 'evidenc'], 'No existe el esquema «evidenc». ¿Quiso decir «evidence»? Esquemas: answers, ', '"evidenc"'],
]

test('what is wrong with a command line leads to the help of its command', async () => {
  for (const [argv, help] of [
    [['report'], 'cumple report --help'],
    [['reglas', 'mostrar'], 'cumple reglas mostrar --help'],
    [['rulebook', 'docs'], 'cumple rulebook docs --help'],
    [['--lang', 'en', 'assess', '--lvel', 'full'], 'cumple assess --help'],
    [['rulebook', 'zzz'], 'cumple rulebook --help'],
    [['zzz'], 'cumple --help'],
  ] as const)
    expect((await run(argv)).err).toMatch(new RegExp(`: ${help}\n$`))
})
test('the general help says in which languages it may be had', async () => {
  for (const lang of LANGS) expect((await run(['--help', '--lang', lang])).out.replace(/\s+/g, ' ')).toMatch(/--lang <\w+> [^-]+: es, en\)/)
})

describe('help of a command, asked by its name', () => {
  test.for([
    [
      ['help', 'rulebook', 'lint'],
      ['rulebook', 'lint', '--help'],
    ],
    [
      ['help', 'reglas', 'revisar', '--lang', 'en'],
      ['rulebook', 'lint', '--lang', 'en', '--help'],
    ],
    [
      ['--lang', 'en', 'help', 'check'],
      ['check', '--lang', 'en', '--help'],
    ],
    [['help'], ['--help']],
  ] as const)('%j', async ([asked, same]) => {
    const { code, out } = await run(asked)
    expect(code).toBe(0)
    expect(out).toBe((await run(same)).out)
    expect(out.length).toBeGreaterThan(100)
  })
  test('says what must be given, and what may be given more than once', async () => {
    expect((await run(['rulebook', 'docs', '--help'])).out).toMatch(/--out <carpeta>.*\(obligatoria\)/)
    expect((await run(['merge', '--help'])).out).toContain('<carpetas...>')
    expect((await run(['rulebook', 'diff', '--help'])).out).not.toContain('todos si no se indica')
  })
})

describe('mistakes in calling it', () => {
  const rows = MISTAKES.flatMap(([argv, es, en]) => [
    [`${argv.join(' ')} (es)`, argv, es] as const,
    [`${argv.join(' ')} (en)`, [...argv.slice(0, 2), '--lang', 'en', ...argv.slice(2)], en] as const,
  ])
  test.for(rows)('%s', async ([, argv, words]) => {
    const { code, out, err } = await run(argv)
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
    expect(err).toContain(words)
    expect(err).toMatch(/^cumple: [^\n]+\n$/)
  })
  test('an unknown language is told in Spanish', async () => {
    expect(await run(['assess', M, '--lang', 'fr'])).toEqual({ code: EXIT.usage, out: '', err: 'cumple: «fr» no sirve para --lang. Valores: es, en.\n' })
  })
  test('the language may come before the command, as any common option may', async () => {
    expect(await run(['--lang', 'en', 'explain', 'SEG-01'])).toEqual(await run(['explain', 'SEG-01', '--lang', 'en']))
  })
})

test('every alias does what its command does', async () => {
  const same: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ['assess', M, ...AT],
      ['evaluar', M, ...AT],
    ],
    [
      ['explain', 'SEG-01'],
      ['explicar', 'SEG-01'],
    ],
    [
      ['rulebook', 'list'],
      ['reglas', 'listar'],
    ],
    [
      ['rulebook', 'show', 'aig-tic'],
      ['reglas', 'mostrar', 'aig-tic'],
    ],
    [
      ['rulebook', 'lint', 'rules/aig-tic'],
      ['reglas', 'revisar', 'rules/aig-tic'],
    ],
    [
      ['schema', 'rule'],
      ['esquema', 'rule'],
    ],
    [['doctor'], ['revisar']],
  ]
  for (const [name, alias] of same) {
    const first = await run(name)
    expect(await run(alias)).toEqual(first)
    expect(first.out).not.toBe('')
  }
})

test('nothing main does throws, not even a stdout that is gone', async () => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  for (const argv of [['--help'], ['assess', '--help'], ['assess', M, ...AT], ['rulebook', 'list'], ['schema'], ['--version']]) {
    const { code, err } = await run(argv, { stdout: () => Promise.reject(gone) })
    expect({ argv, code, err }).toEqual({ argv, code: EXIT.usage, err: '' })
  }
})

test.skipIf(!existsSync('/dev/full')).for([['--version'], ['--help'], ['schema', 'audit']])('%j to a full disk: told in words, 2', (argv) => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/cumple.cjs'), ...argv], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' })
  closeSync(full)
  expect({ status, stderr }).toEqual({
    status: EXIT.usage,
    stderr: expect.stringMatching(/^cumple: No se pudo escribir en la salida[^\n]* \(ENOSPC\)\.\n$/) as string,
  })
})

test('the day is that of Panama, where it is still yesterday when London has midnight', async () => {
  for (const [now, day] of [
    [Date.UTC(2026, 6, 1, 4, 59), '2026-06-30'],
    [Date.UTC(2026, 6, 1, 5), '2026-07-01'],
    [Date.UTC(2028, 1, 29, 12), '2028-02-29'],
  ] as const) {
    const { out } = await run(['assess', M, '--format', 'json'], { now: () => now })
    expect(JSON.parse(out)).toMatchObject({ asOf: day, generatedAt: `${day}T00:00:00-05:00` })
  }
})

test.for([
  ['1764720000', '2025-12-02T19:00:00-05:00'],
  ['0', '1969-12-31T19:00:00-05:00'],
  ['', '2026-11-21T00:00:00-05:00'],
])('SOURCE_DATE_EPOCH=%s', async ([epoch, moment]) => {
  const { out } = await run(['assess', M, ...AT, '--format', 'json'], { env: { SOURCE_DATE_EPOCH: epoch } })
  expect(JSON.parse(out)).toMatchObject({ generatedAt: moment, asOf: '2026-11-21' })
})

test.for(['abc', '-1', '1e9', '1.5', ' 1', '253402300800', '0x10'])('SOURCE_DATE_EPOCH=%s is refused', async (epoch) => {
  const { code, out, err } = await run(['assess', M, '--format', 'json'], { env: { SOURCE_DATE_EPOCH: epoch } })
  expect({ code, out }).toEqual({ code: EXIT.usage, out: '' })
  expect(err).toContain(`SOURCE_DATE_EPOCH debe ser un número entero de segundos, y es «${epoch}».`)
})

test('--version', async () => expect(await run(['--version'])).toEqual({ code: 0, out: '0.0.0\n', err: '' }))

test('a command that asks nothing opens no keyboard', async () => {
  let opened = 0
  const keyboard = () => {
    opened += 1
    throw new Error('opened')
  }
  await run(['explain', 'SEG-04'], { keyboard })
  await run(['check', fixture('municipio'), ...AT, '--no-cache'], { keyboard })
  await run(['evaluar'], { keyboard })
  expect(opened).toBe(0)
})
