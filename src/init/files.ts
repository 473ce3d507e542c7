// A profile and its rulebooks → every file of a new evidence repository, as a map of path → text. Pure.
import { messages } from '../i18n/index.ts'
import type { Institution } from '../model/evidence.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { Selected } from '../rulebook/select.ts'
import { applicableTo, type Applicable } from './applicable.ts'
import { answersFile } from './answers.ts'
import { ciFile, type CiSystem } from './ci.ts'
import { manifestFile } from './manifest.ts'
import { readme, templatesReadme } from './readme.ts'
import { documentsFile, waiversFile } from './registers.ts'

/** Who is assessed, in which year. */
export interface Profile {
  readonly institution: Institution
  readonly period: number
}

/** The schemas that the files point at. */
export const SCHEMAS = ['answers', 'documents', 'evidence', 'waivers'] as const

export interface InitOptions extends Profile {
  readonly lang: Lang
  readonly selected: readonly Selected[]
  /** The program's version, pinned in CI files and named in the README. */
  readonly version: string
  readonly ci: readonly CiSystem[]
  /** JSON Schemas by name. */
  readonly schemas: Readonly<Record<(typeof SCHEMAS)[number], string>>
}

export interface InitResult {
  /** In the order in which they are to be written: the manifest, which makes a folder evidence, last. */
  readonly files: Readonly<Record<string, string>>
  readonly applicable: Applicable
}

/** The files of a new evidence repository. Tables that are checked are in `plantillas/`: an empty one in `datos/` would be evidence of nothing there. */
export function initFiles(options: InitOptions): InitResult {
  const { lang, selected, version, schemas } = options
  const applicable = applicableTo(options, selected)
  const words = messages(lang).init
  const rulebooks = selected.map(({ rulebook }) => rulebook)
  return {
    applicable,
    files: {
      '.gitattributes': `# ${words.attributes}\ndocumentos/** -text\ndatos/** -text\n`,
      '.gitignore': `# ${words.ignore}\n.cumple/\n/check.md\n/check.sarif\n/gl-code-quality.json\n/junit.xml\n`,
      ...Object.fromEntries(options.ci.map((system) => ciFile(system, version, lang)).map(({ path, text }) => [path, text])),
      ...Object.fromEntries(SCHEMAS.map((name) => [`schemas/${name}.schema.json`, schemas[name]])),
      ...Object.fromEntries(applicable.tables.map(({ def }) => [`plantillas/${def.id}.csv`, `${def.columns.map(({ name }) => name).join(',')}\r\n`])),
      [`plantillas/${words.readme.file}`]: templatesReadme(applicable, lang),
      'datos/.gitkeep': '',
      'documentos/.gitkeep': '',
      ...Object.fromEntries(applicable.topics.map((topic) => [`answers/${topic.topic.id}.yaml`, answersFile(topic, lang)])),
      'waivers.yaml': waiversFile(rulebooks, applicable, options, lang),
      'documents.yaml': documentsFile(rulebooks, applicable, options, lang),
      [words.readme.file]: readme(options, applicable),
      'cumple.yaml': manifestFile(options, applicable),
    },
  }
}
