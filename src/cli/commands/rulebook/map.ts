// `cumple rulebook map`: which controls of a standard the rules touch.
import type { Lang } from '../../../model/vocabulary.ts'
import { controlMapText, type Standard } from '../../../report/control-map.ts'
import type { Session } from '../../io.ts'
import { findRulebooks } from './find.ts'

export async function map(standard: Standard, names: readonly string[], session: Session, lang: Lang): Promise<void> {
  await session.io.stdout(controlMapText(await findRulebooks(names, session, lang), standard, lang))
}
