// The questions of `cumple init` where the flags leave something open: the first ones of the interview, in its words.
import { messages } from '../../../i18n/index.ts'
import { Leave } from '../../../interview/ask.ts'
import { slugOf } from '../../../interview/profile.ts'
import { INSTITUTION_KINDS, YEAR } from '../../../model/basics.ts'
import { Institution } from '../../../model/evidence.ts'
import { allRulebooks, library } from '../../../rulebook/library.ts'
import type { Keyboard, Session } from '../../io.ts'
import { painter } from '../../paint.ts'
import { settleAsOf } from '../../settings.ts'
import { askerOn, leftWith } from '../../asker.ts'
import { hasDefaults, type InitFlags, type Known } from './run.ts'

/** What the person says; the exit code when the person leaves, with nothing written. */
export async function askProfile(flags: InitFlags, keyboard: Keyboard, session: Session): Promise<Known | number> {
  const lang = session.lang ?? 'es'
  const { interview, findings: terms, init } = messages(lang)
  const { profile: say, papers } = interview
  const paint = await painter(session.color)
  const { ask, release } = await askerOn(keyboard, session, lang, false)
  const because = (text: string) => ask.say(paint.dim(say.why(text)))
  try {
    if (flags.name === undefined) because(say.nameWhy)
    const name =
      flags.name ??
      (await ask.text({
        message: say.name,
        check: (text) => (text === '' ? papers.required : Institution.shape.name.safeParse(text).success ? undefined : init.cli.badName),
      }))
    if (flags.kind === undefined) because(say.kindWhy)
    const kind =
      flags.kind ?? (await ask.select({ message: say.kind, choices: INSTITUTION_KINDS.map((value) => ({ value, name: terms.institutionKind[value] })) }))
    const rulebooks = [...flags.rulebook]
    while (rulebooks.length === 0 && !hasDefaults(kind)) {
      const shipped = await allRulebooks(library)
      const choices = shipped.map(({ id, title }) => ({ value: id, name: title[lang] }))
      rulebooks.push(...(await ask.tick({ message: say.rulebooks, choices, ticked: [] })))
    }
    if (flags.id === undefined) because(say.idWhy)
    const id =
      flags.id ??
      (await ask.text({
        message: say.id,
        initial: slugOf(name),
        check: (text) => (/^[a-z]/.test(text) && Institution.shape.id.safeParse(text).success ? undefined : say.badId),
      }))
    const period =
      flags.period ??
      (await ask.text({
        message: say.period,
        initial: settleAsOf(undefined, session.io, lang).slice(0, 4),
        check: (text) => (YEAR.test(text) ? undefined : papers.badYear),
      }))
    if (flags.staff === undefined) because(say.staffWhy)
    const staff = flags.staff ?? (await ask.text({ message: say.staff, check: (text) => (/^\d{0,7}$/.test(text) ? undefined : say.badNumber) }))
    return { name, kind, id, period, rulebooks, staff: staff === '' ? undefined : staff }
  } catch (error) {
    if (!(error instanceof Leave)) throw error
    return leftWith(error.reason)
  } finally {
    release()
  }
}
