// The pages for people: every command in them is one that the program takes, every link leads somewhere, every example is valid.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { buildProgram } from '../../src/cli/program.ts'
import { CampaignFile } from '../../src/model/campaign.ts'
import { ROOT } from '../support/assess.ts'

const PAGES = [
  'README.md',
  'LEEME.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .toSorted(),
]
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

/** `npx cumple check a --lang en   # words` → `check a --lang en`: the commands of the shell lines of a page. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/```sh\n([^]*?)```/g)]
    .flatMap(([, block = '']) => block.split('\n'))
    .flatMap((line) => /^(?:npx )?cumple (.+?)(?: {2,}#.*)?$/.exec(line)?.[1] ?? [])
const wordsOf = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare)

/** The program, with nothing behind its commands. */
function inert(): Command {
  const { program } = buildProgram({ io: { version: '0' } as never, lang: 'es', color: false }, () => undefined)
  const empty = (command: Command): void => {
    if (command.commands.length === 0) command.action(() => undefined)
    for (const child of command.commands) empty(child)
  }
  empty(program)
  return program
}
const taken = async (line: string): Promise<boolean> =>
  inert()
    .parseAsync(wordsOf(line), { from: 'user' })
    .then(
      () => true,
      () => false,
    )

test('a command that is none is noticed', async () => {
  expect(await Promise.all(['check --floors 3', 'chek', 'report', 'init --kind city'].map(taken))).toEqual([false, false, false, false])
})

const withCommands = PAGES.map((page) => ({ page, commands: commandsIn(read(page)) })).filter(({ commands }) => commands.length > 0)
test('the pages have commands', () => expect(withCommands.flatMap(({ commands }) => commands).length).toBeGreaterThan(60))
test.for(withCommands)('the program takes the commands of $page', async ({ commands }) => {
  const refused = []
  for (const line of commands) if (!(await taken(line))) refused.push(line)
  expect(refused).toEqual([])
})

/** The anchor that forges make of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
test.for(PAGES)('the links of %s lead somewhere', (page) => {
  const text = read(page)
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
  const lost = links.filter((link) => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(ROOT, target))) return true
    return anchor !== undefined && ![...read(target).matchAll(/^#+ (.+)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor)
  })
  expect(lost).toEqual([])
})

test.for(['campaign.md', 'campaign.en.md'])('the example of %s is a campaign file', (name) => {
  const example = /```yaml\n([^]*?)```/.exec(read(join('docs', name)))?.[1] ?? ''
  expect(CampaignFile.safeParse(parse(example)).error).toBeUndefined()
})
