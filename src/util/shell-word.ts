/** A path as one word of a command to copy, quoted where a shell would read more into it. */
export const shellWord = (path: string): string => (/^[\p{L}\p{N}_./-]+$/u.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", "'\\''")}'`)
