// When two spellings of a name are the same.

/** Headers and list values match without regard to case, accents, spaces and `_ - .`. */
export const fold = (text: string): string =>
  PLAIN_WORD.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()
        .replace(/[\s_.-]+/g, '')

/** Most names need no folding, and it is slow. */
const PLAIN_WORD = /^[a-z0-9]+$/
