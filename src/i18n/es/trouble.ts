// What the interview says when something cannot be saved or opened, in Spanish.
import { formatNumber } from '../format.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`

export const trouble = {
  save: (path: string, reason: string) => `No se pudo guardar ${path} (${reason}). Su respuesta sigue en la memoria de este programa.`,
  unreadable: (files: string) =>
    `Alguien dejó ilegible ${files} mientras tanto, y no se escribe sobre lo que no se puede leer. Su respuesta sigue en memoria; corrija el archivo y pruebe de nuevo.`,
  uneditable:
    'El archivo está escrito de un modo que no se puede cambiar sin tocar lo demás. Su respuesta sigue en memoria; ordene el archivo a mano y pruebe de nuevo.',
  changed: (file: string) => `Alguien cambió ${file} mientras tanto; se volvió a leer y se guardó lo suyo sin tocar lo demás.`,
  changedAnswer: (file: string) =>
    `Alguien cambió ${file} mientras tanto; se volvió a leer y se guardó su respuesta. Lo que decía antes queda en el historial.`,
  invalid: (field: string) =>
    `Eso no se puede guardar así: el dato «${field}» no es válido (vacío, demasiado largo o con una forma que no se admite). Escríbalo de otro modo.`,
  lost: 'Otra persona tomó esta carpeta; aquí ya no se puede escribir. Sus respuestas pendientes siguen en memoria.',
  ask: '¿Qué hacemos?',
  retry: 'Intentar de nuevo',
  elsewhere: 'Guardar lo pendiente en otro lugar',
  goOn: 'Seguir; se intentará con la próxima respuesta',
  where: 'Ruta del archivo (por ejemplo, /media/usb/pendientes.yaml; vacío para volver)',
  rescued: (path: string) => `Guardado en ${path}. Para incorporarlo:`,
  unsaved: (n: number) => `Atención: ${count(n, 'cambio no se pudo guardar', 'cambios no se pudieron guardar')}.`,
  beforeLeaving: (n: number) => `Antes de salir: ${count(n, 'cambio no se pudo guardar', 'cambios no se pudieron guardar')}. ¿Qué hacemos?`,
  leaveUnsaved: 'Salir sin guardarlo',
  held: (who: string, host: string, pid: number, since: string) =>
    `Otra entrevista o importación tiene abierta esta carpeta: ${who === '' ? '' : `${who}, `}proceso ${pid} en ${host}, desde ${since}.`,
  heldUnknown: (lock: string, force: boolean) =>
    `No se puede leer ${lock}, que dice si alguien tiene abierta la carpeta: falta el permiso de lectura o el archivo está dañado. Si nadie más trabaja en ella, bórrelo${force ? ', o use --force' : ' y pruebe de nuevo'}.`,
  heldClose: 'Ciérrela y pruebe de nuevo.',
  heldForce: 'Ciérrela, o use --force si sabe que ya no existe.',
  uneditableFile: (detail: string) =>
    `El archivo está escrito de un modo que no se puede cambiar sin tocar lo demás (${detail}). Ordénelo a mano y pruebe de nuevo.`,
  notRestored: (file: string) => `No se recuperó ${file}: alguien más tiene la carpeta o cambió el archivo mientras tanto.`,
  broken: (file: string, at: string) =>
    `${file} no se puede leer, y hay una versión anterior${at === '' ? '' : ` del ${at}`} que sí. El archivo dañado no se borra: se aparta.`,
  restore: 'Recuperar la versión anterior',
  leaveBroken: 'Salir y arreglarlo a mano',
  restored: (file: string, aside: string) => `Recuperado ${file}; el dañado quedó en ${aside}.`,
}
