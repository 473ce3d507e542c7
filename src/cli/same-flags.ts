// What a suggested command repeats of the one that was given, so that it does the same where it is pasted.
import { shellWord } from '../util/shell-word.ts'

/** ` --plain --as-of 2026-11-21`; empty where nothing was given. A flag without a value is `true`. */
export const sameFlags = (flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>): string =>
  Object.entries(flags)
    .flatMap(([flag, value]) => [value ?? false].flat().flatMap((one) => (one === false ? [] : [` --${flag}${one === true ? '' : ` ${shellWord(one)}`}`])))
    .join('')
