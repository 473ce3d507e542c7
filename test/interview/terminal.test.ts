// The interview in a real terminal: from an empty folder to a report, left in every way, plain, without colours, twice at once.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { messages } from '../../src/i18n/index.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import { folderOf } from '../support/folder.ts'
import { converse, steady } from '../support/interview.ts'
import { begun, command, press, start } from '../support/keys.ts'
import { LANGS, SGR, run, runBuilt, widest } from '../support/run.ts'
import { hasTmux, terminal, type Screen } from '../support/tmux.ts'

/** The question that waits for an answer: its text, and what is below it. */
function promptOf(shown: string): { message: string; below: string } | undefined {
  const at = shown.lastIndexOf('\n? ')
  if (at < 0) return undefined
  const rest = shown.slice(at + 3)
  const [message = '', ...below] = rest.split(/\n(?! {2}\S)/)
  return { message: message.replace(/\s+/g, ' ').trim(), below: below.join('\n') }
}

/** Answers every prompt by keys until the shell is back. */
async function drive(screen: Screen, lang: Lang): Promise<string[]> {
  const { interview: words } = messages(lang)
  const seen: string[] = []
  for (let prompts = 0; prompts < 400; prompts += 1) {
    const shown = await screen.settled()
    if (/RC=\d/.test(shown)) return seen
    const prompt = promptOf(shown)
    if (!prompt) continue
    const { message, below } = prompt
    seen.push(message)
    const is = (text: string) => message.startsWith(text.replace(/\s+/g, ' '))
    if (is(words.profile.name)) screen.text('Junta Comunal de Ejemplo')
    else if (is(words.profile.kind)) screen.text(lang === 'es' ? 'junta' : 'commu')
    else if (is(words.profile.by)) screen.text('Persona Ejemplo 1')
    else if (is(words.profile.post)) screen.text(lang === 'es' ? 'Secretaría' : 'Secretary')
    else if (is(words.plan.ask)) {
      if (below.includes(words.plan.resume('').trim())) screen.text(lang === 'es' ? 'conti' : 'go on')
      else screen.text(words.plan.end.slice(0, 8).toLowerCase())
    } else if (is(words.question.ask)) screen.text(words.question.values.planned.slice(0, 4).toLowerCase())
    else if (is(words.question.askMeasured)) screen.text(words.question.go.slice(0, 3).toLowerCase())
    else if (is(words.question.when)) screen.text('2027-03-31')
    else if (is(words.end.ask))
      screen.text(
        (existsSync(join(screen.tmux('display-message', '-p', '#{pane_current_path}').trim(), 'informes', 'informe.pdf')) ? words.end.leave : words.end.report)
          .slice(0, 6)
          .toLowerCase(),
      )
    await screen.settled()
    screen.keys('Enter')
    for (let waited = 0; waited < 200 && screen.shown() === shown; waited += 1) await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error(`no end:\n${screen.shown()}`)
}

describe('in a terminal', () => {
  beforeEach((context) => {
    if (!hasTmux()) context.skip('tmux is not installed')
  })

  test.for(LANGS)('from an empty folder to a finished report: %s', { timeout: 180_000 }, async (lang) => {
    const folder = folderOf({})
    const screen = terminal(folder, { CUMPLE_NOTHING: '1' })
    start(screen, '.', '--lang', lang)
    const seen = await drive(screen, lang)
    expect(seen.length).toBeGreaterThan(20)
    const shown = await screen.until(/RC=\d+/)
    expect(shown).toContain('RC=0')
    expect(shown).toContain(messages(lang).interview.end.left(1, 1).split(':')[0]!)
    expect(readdirSync(join(folder, 'informes')).toSorted()).toEqual(['assessment.json', 'informe.html', 'informe.md', 'informe.pdf'])
    const { manifest, answers } = openEvidence(folder)
    expect(manifest).toMatchObject({ lang, institution: { name: 'Junta Comunal de Ejemplo', kind: 'communal-board' } })
    const values = Object.values(answers)
    expect(values.length).toBeGreaterThan(8)
    expect(new Set(values.map(({ value, target }) => `${value} ${target}`))).toEqual(new Set(['planned 2027-03-31']))
    // The same answers said in another way give the same evidence, but for the clock.
    const other = folderOf({})
    await converse(
      other,
      {
        ...steady(lang),
        select: (question, said) =>
          said.length > 0 && question.message === messages(lang).interview.question.ask
            ? 'planned'
            : sameFacts(question, steady(lang).select?.(question, said)),
        text: (question, said) =>
          question.message === messages(lang).interview.question.who
            ? ''
            : question.message === messages(lang).interview.profile.post
              ? lang === 'es'
                ? 'Secretaría'
                : 'Secretary'
              : steady(lang).text?.(question, said),
      },
      { lang },
    )
    const plain = (of: typeof answers) => Object.entries(of).map(([rule, { at: _at, line: _line, col: _col, ...answer }]) => [rule, answer])
    expect(plain(openEvidence(other).answers)).toEqual(plain(answers))
    expect(openEvidence(other).manifest).toEqual(manifest)
  })

  test('what is wrong with a line that was typed is told without breaking its words', { timeout: 60_000 }, async () => {
    const { interview: words } = messages('en')
    const screen = terminal(begun())
    start(screen, '.', '--rule', 'SEG-04', '--lang', 'en')
    await screen.until(/\? Your answer/)
    await press(screen, words.question.assign.slice(0, 6).toLowerCase(), 'Enter')
    await press(screen, 'Enter')
    await screen.until(/\? [^\n]*YYYY-MM-DD/)
    await press(screen, '31/31/2026', 'Enter')
    const shown = await screen.until(/be confused[^]*YYYY-MM-DD\./)
    for (const word of words.papers.badDate.split(' ')) expect(shown.split(/\s+/)).toContain(word)
  })

  const WAYS = [
    { name: 'Ctrl-C', code: 130, leave: (screen: Screen, _folder: string) => screen.keys('C-c') },
    { name: 'Ctrl-D', code: 129, leave: (screen: Screen, _folder: string) => screen.keys('C-d') },
    { name: 'SIGTERM', code: 143, leave: (_screen: Screen, folder: string) => signal(folder, 'SIGTERM') },
    { name: 'SIGHUP', code: 129, leave: (_screen: Screen, folder: string) => signal(folder, 'SIGHUP') },
    { name: 'SIGINT', code: 130, leave: (_screen: Screen, folder: string) => signal(folder, 'SIGINT') },
  ]
  test.for(WAYS)('left by $name at a line, a list, ticks and a path: saved, terminal restored', { timeout: 120_000 }, async ({ code, leave }) => {
    const { interview: words } = messages('es')
    const folder = begun()
    const PROMPTS: readonly (readonly [string, (screen: Screen) => Promise<void>])[] = [
      [words.question.ask, async () => undefined],
      [words.question.noteText, async (screen) => press(screen, 'escribir', 'Enter')],
      [words.question.tick, async (screen) => press(screen, 'parc', 'Enter')],
      [
        words.papers.path,
        async (screen) => {
          await press(screen, 'aport', 'Enter')
          await press(screen, 'Enter')
          await press(screen, 'Enter')
        },
      ],
    ]
    const screen = terminal(folder)
    for (const [message, reach] of PROMPTS) {
      start(screen, '.', '--rule', 'SEG-04')
      await screen.until(/\? Su respuesta/)
      await reach(screen)
      await screen.until(new RegExp(`\\? ${message.slice(0, 10).replace(/[^\p{L} ]/gu, '.')}`))
      await screen.settled()
      leave(screen, folder)
      const shown = await screen.until(/RC=\d+/)
      expect(/RC=(\d+)/.exec(shown)?.[1]).toBe(String(code))
      expect(screen.cursor()).toBe(true)
      screen.text('clear; stty -a')
      screen.keys('Enter')
      expect(await screen.until(/\bicanon\b/)).toMatch(/\bisig\b/)
      expect(screen.shown()).toMatch(/(^| )echo( |$)/m)
      expect(existsSync(join(folder, '.cumple', 'lock'))).toBe(false)
      expect(() => openEvidence(folder)).not.toThrow()
      screen.text('clear')
      screen.keys('Enter')
      await screen.settled()
    }
  })

  test('the terminal is closed under it: what was answered is there, the lock is gone', { timeout: 60_000 }, async () => {
    const folder = begun()
    const screen = terminal(folder)
    start(screen, '.', '--rule', 'SEG-04')
    await screen.until(/\? Su respuesta/)
    await press(screen, 'no', 'Enter')
    await screen.until(/RC=0/)
    screen.text(`clear; ${command('.', '--rule', 'SEG-05')}`)
    screen.keys('Enter')
    await screen.until(/\? Su respuesta/)
    expect(existsSync(join(folder, '.cumple', 'lock'))).toBe(true)
    screen.tmux('kill-server')
    for (let waited = 0; waited < 100 && existsSync(join(folder, '.cumple', 'lock')); waited += 1) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(existsSync(join(folder, '.cumple', 'lock'))).toBe(false)
    expect(openEvidence(folder).answers['SEG-04']).toMatchObject({ value: 'no' })
  })

  test('two on one folder: the second says who holds it, and --force takes it from the first, which then writes nothing', { timeout: 60_000 }, async () => {
    const folder = begun()
    const [one, two] = [terminal(folder), terminal(folder)]
    start(one, '.', '--rule', 'SEG-04', '--by', "'Persona Ejemplo 1'")
    await one.until(/\? Su respuesta/)
    start(two, '.', '--rule', 'SEG-04')
    const refused = await two.until(/RC=\d/)
    expect(refused).toContain('RC=2')
    expect(refused.replace(/\s+/g, ' ')).toMatch(/Persona Ejemplo 1, proceso \d+ en .* desde 20\d\d-/)
    two.text('clear')
    two.keys('Enter')
    start(two, '.', '--rule', 'SEG-04', '--force')
    await two.until(/\? Su respuesta/)
    await press(one, 'no', 'Enter')
    await one.until(/Otra persona tomó esta carpeta/)
    expect(openEvidence(folder).answers['SEG-04']).toBeUndefined()
    await press(one, 'guardar', 'Enter')
    await press(one, 'pendientes.yaml', 'Enter')
    await one.until(/--answers/)
    expect(openEvidence(join(folder, 'pendientes.yaml')).answers['SEG-04']).toMatchObject({ value: 'no' })
    await press(two, 'parc', 'Enter')
    await press(two, 'Space', 'Enter')
    await two.settled()
    two.keys('C-c')
    await two.until(/RC=130/)
    expect(openEvidence(folder).answers['SEG-04']).toMatchObject({ value: 'partial' })
  })

  test('TERM=dumb asks by lines and sends no control sequence; NO_COLOR sends no colour', { timeout: 60_000 }, async () => {
    const folder = begun()
    const plain = terminal(folder)
    const raw = join(folder, 'raw')
    plain.tmux('pipe-pane', `cat >> ${raw}`)
    plain.text(command('.', '--rule', 'SEG-04', '--plain', '--as-of', '2026-11-21', '--lang', 'es').replace('env -u CI', 'env -u CI TERM=dumb'))
    plain.keys('Enter')
    await plain.until(/Número( \[\d+\])?:/)
    plain.text('4')
    plain.keys('Enter')
    expect(await plain.until(/RC=0/), 'what is told to go on with asks in the same way').toContain(
      '\n  cumple entrevista --plain --as-of 2026-11-21 --lang es\n',
    )
    const sent = readFileSync(raw, 'utf8')
    expect(sent.slice(sent.indexOf('Cumple ·')).replace(/\x1b\[[\d;?]*[a-zA-Z]/g, (code) => (/\x1b\[\?2004/.test(code) ? '' : code))).not.toContain('\x1b')
    expect(sent.slice(sent.indexOf('Cumple ·')), 'nor draws anything with characters').not.toMatch(/[─█░▒]/)
    expect(openEvidence(folder).answers['SEG-04']).toMatchObject({ value: 'no' })
    const grey = terminal(folder, { NO_COLOR: '1' })
    start(grey, '.', '--rule', 'SEG-05')
    await grey.until(/\? Su respuesta/)
    expect(grey.shown(true).slice(grey.shown(true).indexOf('Cumple ·'))).not.toMatch(SGR)
  })

  test('on a low screen what is asked is in sight when it is answered, also after the help', { timeout: 60_000 }, async () => {
    const screen = terminal(begun(), {}, 24)
    for (const [rule, question, criterion] of [
      ['GOB-02', '¿Tiene la institución una Unidad de Gobierno Digital', 'Un acto administrativo crea la Unidad'],
      ['SEG-01', '¿Aplica la institución, en cada uno de sus sistemas', 'Todos los sistemas en uso están en la lista'],
    ] as const) {
      start(screen, '.', '--rule', rule)
      await screen.until(/hay más abajo/)
      for (const text of [question, criterion, '❯ Sí', '  No\n']) expect(await screen.settled()).toContain(text)
      await press(screen, 'ayuda', 'Enter')
      for (const text of [question, 'Qué hacer', '❯ Sí', '  No\n']) expect(await screen.settled()).toContain(text)
      await press(screen, 'no', 'Enter')
      await screen.until(/RC=0/)
      await press(screen, 'clear', 'Enter')
    }
  })

  test('what stands in a line can be emptied, and then it is empty', { timeout: 60_000 }, async () => {
    const folder = begun()
    writeFileSync(join(folder, 'answers', 'GOB.yaml'), 'GOB-03: {value: planned, responsible: Persona Ejemplo 1, target: 2027-03-31}\n')
    const screen = terminal(folder)
    start(screen, '.', '--rule', 'GOB-03')
    await screen.until(/\? Su respuesta/)
    await press(screen, 'anotar', 'Enter')
    await screen.until(/\? ¿Quién se encarga\?.*Persona Ejemplo 1/)
    await press(screen, 'C-u', 'Enter')
    await screen.until(/\? ¿Para cuándo\?.*2027-03-31/)
    screen.keys(...Array.from({ length: '2027-03-31'.length }, () => 'BSpace'))
    await press(screen, 'Enter', 'C-c')
    await screen.until(/RC=130/)
    const { value, responsible, target } = openEvidence(folder).answers['GOB-03'] ?? {}
    expect({ value, responsible, target }).toEqual({ value: 'planned', responsible: undefined, target: undefined })
  })

  const askedForNote = async () => {
    const folder = begun()
    const screen = terminal(folder)
    start(screen, '.', '--rule', 'SEG-04')
    await screen.until(/\? Su respuesta/)
    await press(screen, 'escr', 'Enter')
    await screen.until(/\? Nota/)
    return { folder, screen }
  }
  test('lines that are pasted into a note are all in it, and answer nothing else', { timeout: 60_000 }, async () => {
    const { folder, screen } = await askedForNote()
    const lines = Array.from({ length: 60 }, (_, line) => `Renglón ${line}:\tasí está.`)
    screen.tmux('set-buffer', `${lines.join('\n')}\n`)
    // With `-p` tmux says where the pasted text begins and ends, as terminals do when they are asked to.
    screen.tmux('paste-buffer', '-p')
    await screen.until(/Renglón 59: +así está/)
    await press(screen, ' Fin', 'Enter')
    await screen.until(/\? ¿/)
    await press(screen, 'C-c')
    await screen.until(/RC=130/)
    const { value, note } = openEvidence(folder).answers['SEG-04'] ?? {}
    expect({ value, note }).toEqual({ value: undefined, note: `${lines.join(' ').replaceAll('\t', ' ')}  Fin` })
  })

  test('lines that are pasted into the middle of a text stay there, in their order', { timeout: 60_000 }, async () => {
    const { folder, screen } = await askedForNote()
    await press(screen, 'Antes después')
    screen.keys(...Array.from({ length: 'después'.length }, () => 'Left'))
    screen.tmux('set-buffer', 'uno\tdos\ntres\n')
    screen.tmux('paste-buffer', '-p')
    await screen.until(/tres/)
    await press(screen, 'y ', 'Enter')
    await screen.until(/\? ¿/)
    await press(screen, 'C-c')
    await screen.until(/RC=130/)
    expect(openEvidence(folder).answers['SEG-04']?.note).toBe('Antes uno dos tres y después')
  })

  test('a narrow screen breaks no word, and the command to go on with has a line of its own', { timeout: 60_000 }, async () => {
    const screen = terminal(begun(), {}, 40, 60)
    start(screen, '.')
    const plan = await screen.until(/\? ¿Por dónde seguimos[\s\S]*Ctrl-C/)
    expect(plan).toMatch(/^ {2}Seguridad de la información +0\/\d+ +0\/\d+ +\d+ min$/m)
    await press(screen, 'Enter')
    const asked = await screen.until(/\? Su respuesta[\s\S]*Ctrl-C guardar y salir/)
    expect(asked).toContain('\n  · ')
    expect(asked).not.toMatch(/^\p{L}+\n {0,3}\S/mu)
    screen.keys('C-c')
    expect(await screen.until(/RC=130/)).toContain('\n  cumple entrevista\n')
  })

  test('no screen is wider than 80 columns, and none breaks a word', { timeout: 60_000 }, async () => {
    const folder = begun()
    const screen = terminal(folder)
    start(screen, '.')
    const shown = await screen.until(/\? ¿Por dónde seguimos/)
    expect(widest(shown)).toBeLessThanOrEqual(80)
    await press(screen, 'Enter')
    await screen.until(/\? Su respuesta/)
    await press(screen, 'ayuda', 'Enter')
    const help = await screen.until(/Fundamento/)
    expect(widest(help)).toBeLessThanOrEqual(80)
    expect(help).toContain('Buen sustento')
    expect(help).toContain('Una brecha aquí')
  })
})

test('without a terminal it says at once what to use instead, in both languages', async () => {
  for (const lang of LANGS) {
    const { code, out, err } = await run(['interview', folderOf({}), '--lang', lang])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(messages(lang).interview.usage.notTerminal)
  }
  const folder = folderOf({})
  expect(runBuilt(['entrevista', folder]).code).toBe(2)
  expect(readdirSync(folder)).toEqual([])
})

/** Sends a signal to the program that holds the folder. */
function signal(folder: string, name: NodeJS.Signals): void {
  const { pid } = JSON.parse(readFileSync(join(folder, '.cumple', 'lock'), 'utf8')) as { pid: number }
  process.kill(pid, name)
}

/** The terminal's person leaves every fact open. */
const sameFacts = (question: { readonly choices: readonly (string | { readonly value: unknown })[] }, otherwise: unknown): unknown =>
  question.choices.some((choice) => typeof choice !== 'string' && choice.value === 'unsure') ? 'unsure' : otherwise
