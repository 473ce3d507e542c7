// The README of a new repository: what goes where, and the loop of answering, proving and checking.
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { markdownText as esc } from '../report/escape.ts'
import type { Applicable } from './applicable.ts'
import { ciFile } from './ci.ts'
import type { InitOptions } from './files.ts'

type Cells = readonly string[]
const table = (head: Cells, rows: readonly Cells[]): string => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** `LEEME.md` or `README.md`. */
export function readme({ institution, period, lang, version, ci, selected }: InitOptions, { topics, shared }: Applicable): string {
  const { init, findings: terms } = messages(lang)
  const { readme: words } = init
  const files = ci.map((system) => `\`${ciFile(system, version, lang).path}\``)
  return `${[
    `# ${words.title(esc(institution.name))}`,
    words.intro(terms.institutionKind[institution.kind], period),
    words.privacy,
    `## ${words.whereTitle}`,
    table(words.whereHead, words.where),
    words.audit,
    `## ${words.loopTitle}`,
    words.run(version),
    words.steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    `## ${words.emptyTitle}`,
    words.empty,
    `## ${words.commentsTitle}`,
    esc(init.howTo),
    `## ${words.topicsTitle}`,
    table(
      words.topicsHead,
      topics.map(({ topic, rulebook, rules }) => [`\`answers/${topic.id}.yaml\``, esc(topic.title[lang]), esc(rulebook.title[lang]), String(rules.length)]),
    ),
    selected.map(({ rulebook, role }) => `- ${esc(rulebook.title[lang])} (\`${rulebook.id}\` ${rulebook.version}, ${esc(terms.role[role])})`).join('\n'),
    ...selected.flatMap(({ rulebook }) => {
      const mine = shared.filter((item) => item.rulebook === rulebook)
      return mine.length === 0 ? [] : [words.shared(esc(rulebook.title[lang]), mine.map(({ rule }) => words.sharedPair(rule.id, rule.shares ?? '')).join(', '))]
    }),
    `## ${words.ciTitle}`,
    files.length === 0
      ? words.noCi
      : [
          words.ci(files.join(', ')),
          ...(ci.some((system) => system !== 'gitlab') ? [words.weekly] : []),
          ...(ci.includes('gitlab') ? [words.gitlab] : []),
        ].join(' '),
    `## ${words.schemasTitle}`,
    words.schemas,
  ].join('\n\n')}\n`
}

/** What the empty tables are for. */
export function templatesReadme({ tables }: Applicable, lang: Lang): string {
  const { templates: words } = messages(lang).init
  const rows = tables.map(({ def, rules }) => [`\`${def.id}.csv\``, esc(def.title[lang]), rules.join(', ')])
  return `${[`# ${words.title}`, words.about, ...(rows.length === 0 ? [] : [table(words.head, rows)])].join('\n\n')}\n`
}
