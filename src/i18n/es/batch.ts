// Spanish words of `batch` and `merge`: options, progress, what the terminal shows at the end, and what can go wrong.
import { formatDate, formatNumber, formatPercent } from '../format.ts'

const n = (value: number) => formatNumber(value)
const some = (names: readonly string[]) => `${names.slice(0, 5).join(', ')}${names.length > 5 ? '…' : ''}`
const institutions = (value: number) => `${n(value)} ${value === 1 ? 'institución' : 'instituciones'}`

/** Files of verdicts, by what became of them; `verdicts`: those that lapsed, in whichever file. */
interface AuditCounts {
  readonly used: number
  readonly lapsed: readonly string[]
  readonly unassessed: readonly string[]
  readonly unlisted: readonly string[]
  readonly blank: number
  readonly verdicts: number
}

export const batch = {
  /** Name of a campaign that was given none. */
  unnamed: (asOf: string) => `Ciclo de evaluación al ${formatDate(asOf, 'es')}`,
  options: {
    out: 'carpeta de los resultados; obligatoria',
    format: (names: string) => `formato de cada institución (${names}); varios, con comas o repitiendo la opción; json y html si no se indica`,
    rulebook: 'catálogo, si no hay archivo del ciclo: id, carpeta o archivo de adaptación; puede repetirse; aig-tic si no se indica',
    ownRulebook: 'carpeta o archivo de adaptación de un catálogo propio con que se evaluaron las partes; puede repetirse',
    asOf: 'fecha de corte, si no hay archivo del ciclo',
    resume: 'seguir lo que otra ejecución dejó en la carpeta; lo que no ha cambiado no se repite',
    shard: 'evaluar solo una de varias partes, por ejemplo 2/4; luego se unen con «cumple unir»',
    jobs: 'cuántas instituciones a la vez (los núcleos de la máquina si no se indica)',
    timeout: 'segundos que puede tardar una institución',
    maxSize: 'megabytes de evidencia que puede tener una institución',
    gate: 'salir con 1 si alguna falta, se rechaza o no pasa las condiciones del ciclo',
    audit: 'carpeta con los dictámenes del auditor, un archivo <id>.yaml por institución',
    previous: 'carpeta de resultados de un ciclo anterior, para ver los cambios',
    sample: 'cuántas respuestas se sortean para revisarlas',
    seed: 'semilla del sorteo',
    anonymize: 'añadir las tablas con seudónimos; el archivo guarda el secreto y se crea si no existe',
  },
  progress: {
    line: (done: number, total: number, rejected: number, rate: string, left: string) =>
      `${n(done)} de ${n(total)} · ${rejected === 1 ? '1 rechazada' : `${n(rejected)} rechazadas`} · ${rate} por segundo · tiempo restante: ${left}`,
    minutes: (value: number) => `${n(value)} min`,
    seconds: (value: number) => `${n(value)} s`,
    publishing: 'Reuniendo los resultados…',
  },
  ahead: {
    closes: (place: string, closes: string, asOf: string) =>
      `Aviso: ${place}: se evalúa al ${formatDate(asOf, 'es')}, antes de que venza el plazo para responder (${formatDate(closes, 'es')}).`,
    audits: (place: string, date: string, asOf: string, more: number) =>
      `Aviso: ${place}: la fecha del dictamen (${formatDate(date, 'es')}) es posterior a la de evaluación (${formatDate(asOf, 'es')})${more === 0 ? '' : more === 1 ? ', y otra también' : `, y otras ${n(more)} también`}. Compruebe que no sea un error de escritura.`,
  },
  lost: (ids: readonly string[]) =>
    `Aviso: ${ids.length === 1 ? 'la evaluación anterior de 1 institución falta o no es la que se escribió' : `las evaluaciones anteriores de ${n(ids.length)} instituciones faltan o no son las que se escribieron`} (${some(ids)}): no se ${ids.length === 1 ? 'usa' : 'usan'}, y ningún requisito suyo alcanza el nivel L5.`,
  partsWithout:
    'Aviso: las partes se evaluaron sin --previous. Se cuentan los cambios, pero no se señala la evidencia de un período anterior, y ningún requisito alcanza el nivel L5; para tenerlo, evalúe cada parte con --previous.',
  done: {
    title: (asOf: string) => `Corte: ${formatDate(asOf, 'es')}`,
    totals: (listed: number, assessed: number, rejected: number, missing: number) =>
      `${n(listed)} ${listed === 1 ? 'listada' : 'listadas'} = ${n(assessed)} ${assessed === 1 ? 'evaluada' : 'evaluadas'} + ${n(rejected)} ${rejected === 1 ? 'rechazada' : 'rechazadas'} + ${n(missing)} sin entregar`,
    reused: (value: number) => `${institutions(value)} sin cambios desde la ejecución anterior: no se repitieron.`,
    strays: (names: readonly string[], most: number) =>
      `${names.length === 1 ? 'Una carpeta entregada no corresponde' : `${n(names.length)} carpetas entregadas no corresponden`} a ninguna institución esperada: ${names.slice(0, most).join(', ')}${names.length > most ? '…' : ''}`,
    audits: ({ used, lapsed, unassessed, unlisted, blank, verdicts }: AuditCounts) =>
      `Archivos de dictamen: ${[
        `${n(used)} ${used === 1 ? 'usado' : 'usados'}`,
        ...(lapsed.length > 0 ? [`${n(lapsed.length)} con todo caducado (${some(lapsed)})`] : []),
        ...(unassessed.length > 0 ? [`${n(unassessed.length)} de instituciones que no se evaluaron (${some(unassessed)})`] : []),
        ...(unlisted.length > 0 ? [`${n(unlisted.length)} de id que no ${unlisted.length === 1 ? 'está' : 'están'} en la lista (${some(unlisted)})`] : []),
        ...(blank > 0 ? [`${n(blank)} sin llenar`] : []),
      ].join(
        ', ',
      )}${verdicts > 0 ? `. ${verdicts === 1 ? 'Caducó 1 dictamen' : `Caducaron ${n(verdicts)} dictámenes`}: cambió la respuesta o la evidencia` : ''}`,
    failing: 'No cumplen las condiciones del ciclo',
    median: (sustained: number, declared: number) => `con evidencia ${formatPercent(sustained, 'es')} · declarado ${formatPercent(declared, 'es')} (medianas)`,
    noIndex: 'sin índice calculable',
    failed: 'Requisitos con más brechas',
    rejected: 'Rechazadas',
    missing: 'Sin entregar',
    anomalies: (value: number) => (value === 1 ? '1 alerta que conviene revisar' : `${n(value)} alertas que conviene revisar`),
    more: (value: number) => `… y ${n(value)} más`,
    gate: (failed: number) =>
      `Condiciones del ciclo: ${failed === 0 ? 'todas las evaluadas las cumplen' : `${institutions(failed)} no las ${failed === 1 ? 'cumple' : 'cumplen'}`}`,
    shard: (index: number, of: number) => `Parte ${index} de ${of} lista. Para unir todas: cumple unir CARPETA… --out RESULTADOS`,
    files: 'Archivos',
    noPdf: 'No hay un navegador que se pueda usar (vea: cumple revisar): no se hizo el resumen en PDF.',
    outdated: (names: readonly string[]) =>
      `Plantillas de muestra/ ya llenas, de otro sorteo o de evidencia que cambió: no se tocaron, y lo que juzguen puede haber caducado (${names.slice(0, 5).join(', ')}${names.length > 5 ? `… y ${n(names.length - 5)} más` : ''}).`,
    key: (path: string) => `El secreto de los seudónimos quedó en ${path}: guárdelo aparte y no lo entregue con las tablas.`,
  },
  errors: {
    shortSecret: (path: string, least: number) =>
      `El secreto de ${path} es corto: hacen falta ${n(least)} caracteres o más. Indique un archivo nuevo y se creará uno.`,
    taken: (path: string) => `La carpeta ${path} tiene otros archivos: elija una nueva o vacía.`,
    ours: (path: string) => `La carpeta ${path} ya tiene los resultados de una ejecución: añada --resume para seguirla, o elija otra.`,
    forgotten: {
      audit: (path: string) =>
        `Los resultados de ${path} cuentan los dictámenes de un auditor: añada --audit con su carpeta, o elija otra para los resultados.`,
      previous: (path: string) =>
        `Los resultados de ${path} se comparan con un ciclo anterior: añada --previous con su carpeta, o elija otra para los resultados.`,
      parts: 'Las partes se evaluaron contra un ciclo anterior: añada --previous con la carpeta de ese mismo ciclo.',
    },
    inside: (path: string) => `La carpeta de resultados ${path} no puede estar dentro de la evidencia, ni la evidencia en ella.`,
    busy: (path: string) => `Otra ejecución está usando la carpeta ${path}.`,
    noOut: 'Falta la carpeta de los resultados: --out CARPETA',
    badShard: (text: string) => `«${text}» no es una parte: se escribe i/n, por ejemplo 2/4.`,
    badNumber: (flag: string, text: string) => `«${text}» no es un valor de ${flag}: debe ser un número entero mayor que cero.`,
    twice: (flag: string) => `El archivo del ciclo ya lo dice: no se puede dar también ${flag}.`,
    stdout: 'En un ciclo los formatos se escriben en la carpeta de resultados: dé solo el nombre, sin ruta.',
    nothing: 'No se pudo evaluar ninguna institución.',
    noSources: 'No se encontró ninguna evidencia.',
    ofTheWhole: 'La muestra y las tablas anónimas son del ciclo completo: dé --sample y --anonymize a «cumple unir», no a las partes.',
    gateless: 'Las partes no se evaluaron con --gate: no se puede exigir al unirlas.',
    merge: {
      'no-state': (what: string) => `${what} no es una carpeta de resultados.`,
      unfinished: (what: string) => `La ejecución de ${what} no terminó bien: sígala con «cumple lote … --resume» y vuelva a unir.`,
      'other-campaign': (what: string) => `${what} es de otro ciclo, o se evaluó con otras opciones.`,
      'shard-twice': (what: string) => `${what} repite una parte.`,
      'shards-overlap': (what: string) => `Las partes se solapan, por ser de repartos distintos o repetir instituciones: ${what}. Dé las de un solo reparto.`,
      'shard-missing': (what: string) => `Faltan partes: ${what}.`,
      'other-program': (what: string) => `${what} se evaluó con otra versión del programa.`,
      'other-rulebook': (what: string) =>
        `Las partes se evaluaron con un catálogo que no viene con el programa, o con otra versión suya: ${what}. Indique su carpeta, o el archivo de su adaptación, con --rulebook RUTA.`,
      'report-changed': (what: string) => `${what} tiene resultados o informes que no son los que se escribieron.`,
      'source-missing': (what: string) => `Falta evaluar: ${what}.`,
    },
  },
}
