// What the interview says when something cannot be saved or opened, in English.
import { formatNumber } from '../format.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`

export const trouble = {
  save: (path: string, reason: string) => `${path} could not be saved (${reason}). Your answer is still in the memory of this program.`,
  unreadable: (files: string) =>
    `Somebody left ${files} unreadable meanwhile, and what cannot be read is not written over. Your answer is still in memory; mend the file and try again.`,
  uneditable:
    'The file is written in a way that cannot be changed without touching the rest. Your answer is still in memory; tidy the file by hand and try again.',
  changed: (file: string) => `Somebody changed ${file} meanwhile; it was read again and yours was saved without touching the rest.`,
  changedAnswer: (file: string) => `Somebody changed ${file} meanwhile; it was read again and your answer was saved. What it said before stays in the history.`,
  invalid: (field: string) =>
    `That cannot be saved as it is: "${field}" is not valid (empty, too long, or of a form that is not allowed). Write it in another way.`,
  lost: 'Somebody else took this folder; nothing can be written here any more. Your pending answers are still in memory.',
  ask: 'What shall we do?',
  retry: 'Try again',
  elsewhere: 'Save what is pending somewhere else',
  goOn: 'Go on; it is tried again with the next answer',
  where: 'Path of the file (for example, /media/usb/pending.yaml; empty to go back)',
  rescued: (path: string) => `Saved in ${path}. To bring it in:`,
  unsaved: (n: number) => `Attention: ${count(n, 'change could not be saved', 'changes could not be saved')}.`,
  beforeLeaving: (n: number) => `Before leaving: ${count(n, 'change could not be saved', 'changes could not be saved')}. What shall we do?`,
  leaveUnsaved: 'Leave without saving it',
  held: (who: string, host: string, pid: number, since: string) =>
    `Another interview or import has this folder open: ${who === '' ? '' : `${who}, `}process ${pid} on ${host}, since ${since}.`,
  heldUnknown: (lock: string, force: boolean) =>
    `${lock}, which says whether somebody has the folder open, cannot be read: there is no permission to, or the file is damaged. If nobody else works in it, delete that file${force ? ', or use --force' : ' and try again'}.`,
  heldClose: 'Close it and try again.',
  heldForce: 'Close it, or use --force if you know that it is gone.',
  uneditableFile: (detail: string) =>
    `The file is written in a way that cannot be changed without touching the rest (${detail}). Tidy it by hand and try again.`,
  notRestored: (file: string) => `${file} was not brought back: somebody else has the folder or changed the file meanwhile.`,
  broken: (file: string, at: string) =>
    `${file} cannot be read, and there is an earlier version${at === '' ? '' : ` of ${at}`} that can. The damaged file is not deleted: it is put aside.`,
  restore: 'Bring back the earlier version',
  leaveBroken: 'Leave and mend it by hand',
  restored: (file: string, aside: string) => `${file} was brought back; the damaged one is in ${aside}.`,
}
