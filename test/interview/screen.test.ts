// What stands on the screen of the interview: what was just said, which part of a list, and all of it again on a screen of another size
// or after the program was stopped.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { messages } from '../../src/i18n/index.ts'
import { windowOf } from '../../src/interview/ask-list.ts'
import { above } from '../../src/interview/ask-screen.ts'
import { begun, command, press, start } from '../support/keys.ts'
import { hasTmux, terminal, type Screen } from '../support/tmux.ts'

const { interview: words } = messages('es')

test.for([
  ['all of it', [1, 1, 1], 1, 5, [0, 3]],
  ['its beginning', [1, 1, 1, 1, 1, 1], 0, 3, [0, 3]],
  ['the active line in the middle', [1, 1, 1, 1, 1, 1], 3, 3, [2, 5]],
  ['its end', [1, 1, 1, 1, 1, 1], 5, 3, [3, 6]],
  ['the whole of what is active', [1, 1, 1, 3, 1, 1], 3, 3, [3, 6]],
  ['the beginning of what is longer than the window', [1, 1, 4, 1], 2, 3, [2, 5]],
] as const)('of a list there is shown %s', ([, heights, active, size, [from, to]]) => expect(windowOf(heights, active, size)).toMatchObject({ from, to }))

test('what was said is counted until an answer, and said again as much as fits', () => {
  const output = Object.assign(new PassThrough(), { columns: 20 })
  const shown = () => String(output.read() ?? '')
  const screen = above(output as unknown as NodeJS.WriteStream)
  screen.say('uno')
  screen.say('una línea que no cabe en veinte')
  expect([screen.rows(), screen.with('dos\ntres'), screen.with('una línea que no cabe en veinte')]).toEqual([3, 5, 2])
  screen.answered('✓ Pregunta Respuesta')
  expect(screen.rows()).toBe(0)
  screen.say('Guardado.')
  shown()
  screen.again(10)
  expect(shown()).toBe('uno\nuna línea que no\ncabe en veinte\n✓ Pregunta Respuesta\nGuardado.\n')
  output.columns = 80
  screen.again(3)
  expect(shown()).toBe('una línea que no cabe en veinte\n✓ Pregunta Respuesta\nGuardado.\n')
  screen.again(0)
  expect(shown()).toBe('Guardado.\n')
})

describe('in a terminal', () => {
  beforeEach((context) => {
    if (!hasTmux()) context.skip('tmux is not installed')
  })

  test('a list says on which side there is more of it', { timeout: 60_000 }, async () => {
    const screen = terminal(begun(), {}, 16)
    start(screen, '.')
    const { above: up, below: down, both } = words.keys.more
    expect(await screen.until(/❯ Continuar/)).toContain(`  ${down}\n`)
    screen.keys(...Array.from({ length: 7 }, () => 'Down'))
    expect(await screen.until(/arriba y abajo/)).toContain(`  ${both}\n`)
    screen.keys(...Array.from({ length: 20 }, () => 'Down'))
    const end = await screen.until(/❯ Guardar y salir/)
    expect(end).toContain(`  ${up}\n`)
    expect(end).not.toContain('abajo')
    screen.keys(...Array.from({ length: 30 }, () => 'Up'))
    expect(await screen.until(/❯ Continuar/)).not.toContain('arriba')
  })

  test('a letter goes to what begins so, accents or none; a key that types nothing goes nowhere', { timeout: 60_000 }, async () => {
    const screen = terminal(begun())
    start(screen, '.', '--rule', 'SEG-04')
    await screen.until(/\? Su respuesta/)
    await press(screen, 'no')
    await screen.until(/❯ No$/m)
    screen.keys('Left')
    expect(await screen.settled()).toMatch(/❯ No$/m)
    screen.keys('BSpace')
    await press(screen, 'si')
    await screen.until(/❯ Sí$/m)
  })

  test('on a low screen what was said of an answer is in sight with the next question', { timeout: 60_000 }, async () => {
    const folder = begun()
    const screen = terminal(folder, {}, 24)
    start(screen, '.')
    await screen.until(/\? ¿Por dónde seguimos/)
    await press(screen, 'Enter')
    await screen.until(/\? Su respuesta/)
    appendFileSync(join(folder, 'answers', 'GOB.yaml'), '# de otra persona\n')
    await press(screen, 'no', 'Enter')
    const asked = await screen.until(/GOB-04[^]*\? Su respuesta/)
    for (const text of ['Alguien cambió answers/GOB.yaml', 'Guardado. No cumple: crédito 0.0 %.', '❯ Sí', 'Ctrl-C guardar y salir'])
      expect(asked).toContain(text)
  })

  test('and with the plan, whose list gives way', { timeout: 60_000 }, async () => {
    const screen = terminal(begun(), {}, 24)
    start(screen, '.', '--quick')
    await screen.until(/❯ Sí[^]*Ctrl-C/)
    await press(screen, 'no', 'Enter')
    await screen.until(/2 de 2[^]*❯ Sí[^]*Ctrl-C/)
    await press(screen, 'no', 'Enter')
    const plan = await screen.until(/\? ¿Por dónde seguimos[^]*Ctrl-C/)
    expect(plan).toContain('Guardado. No cumple: crédito 0.0 %.')
    expect(plan).toContain('Municipio de Ejemplo')
    expect(plan).toContain('❯ Continuar')
  })

  const PROMPTS: readonly (readonly [name: string, keys: readonly string[], stands: RegExp])[] = [
    ['a list', ['anotar'], /❯ Anotar quién/],
    ['ticks', ['parc', 'Enter', 'Down', 'Space'], /❯\[x\]/],
    ['a text', ['escr', 'Enter', 'Lo que escribía'], /\? Nota[^]*Lo que escribía/],
  ]
  const reached = async (screen: Screen, keys: readonly string[], stands: RegExp) => {
    await screen.until(/\? Su respuesta/)
    await press(screen, ...keys)
    return screen.until(stands)
  }

  test.for(PROMPTS)('on a screen of another size %s stands once, as it was, with whole words', { timeout: 60_000 }, async ([, keys, stands]) => {
    const screen = terminal(begun(), {}, 40)
    start(screen, '.', '--rule', 'SEG-04')
    const wide = await reached(screen, keys, stands)
    const vocabulary = new Set(wide.split(/\s+/))
    for (const [columns, rows] of [
      [60, 30],
      [40, 40],
      [120, 40],
    ] as const) {
      screen.tmux('resize-window', '-x', String(columns), '-y', String(rows))
      const broken = () => {
        const words = screen.shown().split(/\s+/)
        return words.filter((word) => !word.startsWith('──') && !vocabulary.has(word))
      }
      await expect.poll(broken, { timeout: 10_000 }).toEqual([])
      await screen.settled()
      const shown = await screen.until(stands)
      expect(shown.match(/^\? /gm)).toHaveLength(1)
      expect(shown, 'what was asked is still there').toContain('(funciones).')
      expect(screen.cursor()).toBe(stands.source.includes('Nota'))
    }
  })

  test.for(PROMPTS)('stopped at %s and back, it stands as it was', { timeout: 60_000 }, async ([, keys, stands]) => {
    const folder = begun()
    const screen = terminal(folder)
    screen.text(command('.', '--rule', 'SEG-04').split(';')[0]!)
    screen.keys('Enter')
    await reached(screen, keys, stands)
    for (let times = 0; times < 2; times += 1) {
      screen.keys('C-z')
      await screen.until(/Stopped/)
      expect(screen.cursor()).toBe(true)
      await press(screen, 'clear', 'Enter')
      screen.text('fg; echo "RC=$?"')
      screen.keys('Enter')
      const back = await screen.until(stands)
      expect(back.match(/^\? /gm)).toHaveLength(1)
    }
    screen.keys('Up')
    await screen.settled()
    await press(screen, 'C-c')
    expect(await screen.until(/RC=\d+/)).toContain('RC=130')
  })

  test('a text goes on where its cursor was, after the program was stopped and the screen became another', { timeout: 60_000 }, async () => {
    const folder = begun()
    const screen = terminal(folder)
    screen.text(command('.', '--rule', 'SEG-04').split(';')[0]!)
    screen.keys('Enter')
    await reached(screen, ['escr', 'Enter', 'Antes después'], /Antes después/)
    screen.keys(...Array.from({ length: 'después'.length }, () => 'Left'), 'C-z')
    await screen.until(/Stopped/)
    await press(screen, 'clear', 'Enter', 'fg', 'Enter')
    await screen.until(/Antes después/)
    await press(screen, 'y ')
    screen.tmux('resize-window', '-x', '60', '-y', '30')
    await screen.until(/Antes y después/)
    await screen.settled()
    await press(screen, 'no ', 'Enter')
    await screen.until(/\? ¿/)
    await press(screen, 'C-c')
    await screen.settled()
    expect(openEvidence(folder).answers['SEG-04']?.note).toBe('Antes y no después')
  })
})
