// Text set within a number of columns, breaking at spaces (never between a number and its %); longer words are cut.

/** Lines after the first begin with `indent`. `width` counts from the first line's own start. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(/(\d) %/g, '$1\u00A0%').split(/[^\S\u00A0]+/)) {
    for (let rest = word; rest !== '';) {
      const room = width - (lines.length === 0 ? 0 : indent.length)
      const joined = line === '' ? rest : `${line} ${rest}`
      if (joined.length <= room) {
        line = joined
        rest = ''
      } else if (line === '') {
        lines.push(rest.slice(0, room))
        rest = rest.slice(room)
      } else {
        lines.push(line)
        line = ''
      }
    }
  }
  if (line !== '') lines.push(line)
  return lines.join(`\n${indent}`).replaceAll('\u00A0%', ' %')
}
