// `cumple schema [NAME]`: the JSON Schema of a file.
import type { Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { nearest } from '../../util/suggest.ts'
import { EXIT, UsageError, type Session } from '../io.ts'
import { SCHEMA_NAMES } from '../schema-names.ts'
import { common, examples, type Finish } from '../command.ts'

export function addSchema(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, args, usage } = messages(lang).cli
  common(
    program
      .command('schema')
      .alias('esquema')
      .description(commands.schema)
      .argument('[name]', args.schema(SCHEMA_NAMES.join(', ')), 'evidence'),
    lang,
  )
    .addHelpText('after', examples(lang, 'cumple schema assessment > assessment.schema.json'))
    .action(async (name: string) => {
      const found = SCHEMA_NAMES.find((candidate) => candidate === name)
      if (!found) throw new UsageError(usage.unknownSchema(name, nearest(name, SCHEMA_NAMES) ?? '', SCHEMA_NAMES.join(', ')))
      const { schemaText } = await import('../schemas.ts')
      await session.io.stdout(schemaText(found, lang))
      finish(EXIT.ok)
    })
}
