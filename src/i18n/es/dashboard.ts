// Spanish words of a campaign's dashboard and of the national summary.
import { formatList, formatNumber, formatPercent } from '../format.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const institutions = (n: number) => count(n, 'institución', 'instituciones')
const percent = (value: number) => formatPercent(value, 'es')
const and = (items: readonly string[]) => formatList(items, 'es')
const signed = (points: number) => `${points > 0 ? '+' : ''}${formatNumber(points, 1)}`

export const dashboard = {
  title: 'Tablero del ciclo de evaluación',
  summaryTitle: 'Resumen nacional del ciclo de evaluación',
  skip: 'Ir al contenido',
  contents: 'Contenido',
  none: '—',
  hidden: 'no se muestra',
  facts: {
    asOf: 'Fecha de corte',
    closes: 'Último día para responder',
    rulebooks: 'Catálogos de requisitos',
    tool: 'Elaborado con',
  },
  notice: {
    title: 'Aviso',
    aid: {
      dashboard: 'Este tablero es una ayuda para la autoevaluación y para la auditoría. No es un dictamen jurídico ni una certificación de la AIG.',
      summary: 'Este resumen es una ayuda para la autoevaluación y para la auditoría. No es un dictamen jurídico ni una certificación de la AIG.',
    },
    figures: {
      dashboard:
        'Cada índice es un intervalo mientras haya requisitos sin determinar. Las cifras de conjunto y el orden usan su extremo bajo; los intervalos se dibujan completos.',
      summary:
        'El índice de cada institución es un intervalo mientras haya requisitos sin determinar. Las cifras de este resumen usan su extremo bajo; los intervalos completos están en el tablero.',
    },
    words:
      '«Declarado» es la palabra de la institución; «sostenido», lo que su evidencia vigente respalda, también lo que se midió y nadie respondió: por eso puede ser más. Una alerta no es una acusación: es una razón para preguntar.',
    anonymous:
      'Ejemplar anónimo: las instituciones llevan seudónimos, los textos libres se omiten, los grupos pequeños no se muestran y no hay enlaces a los informes de cada institución.',
  },
  filters: {
    title: 'Buscar y filtrar',
    pick: 'Filtros',
    search: 'Buscar institución',
    book: 'Catálogo',
    kind: 'Tipo',
    sector: 'Sector',
    province: 'Provincia',
    band: 'Tamaño',
    status: 'Estado',
    all: 'Todos',
    unknown: 'Sin dato',
    reset: 'Quitar filtros',
    shown: 'Se muestran {shown} de {total} instituciones',
    whole: 'Los totales de los títulos son de todo el ciclo.',
    empty: 'Ninguna institución de esta tabla corresponde a los filtros.',
  },
  sections: {
    panorama: 'En conjunto',
    topics: 'Por tema',
    kinds: 'Por tipo de institución',
    ranking: 'Clasificación',
    heat: 'Instituciones por tema',
    failed: 'Requisitos con más brechas',
    institutions: 'Instituciones listadas',
    anomalies: 'Alertas',
    rejected: 'Rechazadas',
    missing: 'Sin entregar',
    apart: 'Rechazadas y sin entregar',
    strays: 'Entregas que no se esperaban',
    audit: 'Auditoría',
    sample: 'Muestra de auditoría',
    changes: 'Cambios desde el ciclo anterior',
    method: 'Método',
  },
  panorama: {
    sustained: 'Índice sostenido',
    sustainedNote: 'mediana, con evidencia vigente',
    declared: 'Declarado',
    declaredNote: 'mediana, según las respuestas',
    coverage: 'Cobertura',
    coverageNote: 'mediana',
    count: 'Con índice',
    countNote: (assessed: number) => `de ${count(assessed, 'evaluada', 'evaluadas')}`,
    middle: 'Mitad central',
    mean: 'Media',
    extremes: 'Extremos',
    lead: (declared: string, sustained: string) => `La mediana de lo declarado es ${declared}; la de lo sostenido con evidencia vigente, ${sustained}.`,
    noIndex: 'Ninguna institución evaluada tiene índice de cumplimiento en este catálogo.',
    fewIndices: (least: number) => `No se muestran cifras en este catálogo: son de menos de ${formatNumber(least)} instituciones.`,
    silent: (n: number) =>
      `${institutions(n)} no ${n === 1 ? 'respondió' : 'respondieron'} nada de este catálogo, y nada se ${n === 1 ? 'le' : 'les'} pudo medir: su nivel está sin determinar y no ${n === 1 ? 'entra' : 'entran'} en las medianas ni en los tramos del índice.`,
    between: (low: string, high: string) => `${low}–${high}`,
    histogram: (n: number, total: number) =>
      `${formatNumber(n)} de ${institutions(total)} con índice ${n === 1 || total === 1 ? 'sostiene' : 'sostienen'} menos de la mitad de lo que se ${n === 1 || total === 1 ? 'le' : 'les'} pide`,
    bin: 'Índice',
    binOf: (from: number) => (from === 90 ? '90–100 %' : `${from}–${from + 9}.9 %`),
    withoutIndex: 'Sin índice o sin respuesta',
    withoutShort: 'Sin índice',
    binsCaption: 'Cuántas instituciones hay en cada tramo del índice',
    asTable: 'Ver las cifras en una tabla',
    histogramHidden: 'Instituciones en cada tramo del índice; los tramos de pocas no se muestran',
    binSummary: (bin: string, sustained: string, declared: string) => `${bin}: ${sustained} sostenido, ${declared} declarado`,
    grades: 'Niveles alcanzados',
    grade: 'Nivel',
    from: 'Desde',
    institutions: 'Instituciones',
    share: 'Proporción',
    provisional: 'Provisionales',
    noGrade: 'Sin nivel',
    undetermined: 'Sin determinar',
    kindsCaption: 'Medianas por tipo de institución',
    topicsTied: (n: number, low: string) => `Los ${formatNumber(n)} temas más bajos: su mediana sostenida es ${low}`,
    topicsTitle: (lowest: string, low: string) => `El tema más bajo es ${lowest}: la mediana sostenida es ${low}`,
    topicSummary: (topic: string, sustained: string, declared: string) => `${topic}: ${sustained} sostenido, ${declared} declarado (medianas)`,
    legendSustained: 'sostenido con evidencia',
    legendDeclared: 'declarado',
  },
  columns: {
    institution: 'Institución',
    id: 'Id',
    kind: 'Tipo',
    sector: 'Sector',
    province: 'Provincia',
    band: 'Tamaño',
    status: 'Estado',
    listed: 'Listadas',
    assessed: 'Evaluadas',
    anomalies: 'Alertas',
    reports: 'Informes',
    place: 'Puesto',
    percentile: 'Percentil',
    bySector: 'En su sector',
    byBand: 'En su tamaño',
    declared: 'Declarado',
    sustained: 'Sostenido',
    audited: 'Auditado',
    drawn: '0 a 100 %',
    coverage: 'Cobertura',
    why: 'Motivo',
    rule: 'Requisito',
    obligation: 'Obligatoriedad',
    severity: 'Severidad',
    applicable: 'Aplica a',
    unmet: 'No cumple',
    partial: 'Parcial',
    unknown: 'Sin determinar',
    failing: 'Con brecha',
    weight: 'Prioridad',
    what: 'Qué se observó',
    where: 'Archivo y línea',
    source: 'Entregada en',
    before: 'Antes',
    now: 'Ahora',
    points: 'Puntos',
    change: 'Cambio',
    verdicts: 'Dictámenes',
    agreement: 'Concordancia',
    effect: 'Efecto',
    stratum: 'Estrato',
    population: 'Población',
    drawnItems: 'Extraídos',
    count: 'Cuántas',
  },
  ranking: {
    intro: (coverage: string) =>
      `Solo se comparan instituciones del mismo tipo, con los mismos requisitos aplicables y cobertura de ${coverage} o más. Mientras los intervalos se cruzan, el puesto es también un intervalo.`,
    group: (kind: string, n: number) => `${kind}: ${institutions(n)} con los mismos requisitos`,
    apart: (n: number) => `Fuera de la clasificación: ${institutions(n)}`,
    apartIntro: 'Se evaluaron, pero no pueden compararse con justicia.',
    placeOf: (place: string, of: number) => `${place} de ${formatNumber(of)}`,
    nobody: 'Ninguna institución reúne las condiciones para compararse.',
    legend: 'Barra llena: sostenido; barra clara: por determinar; raya: declarado.',
    extremes: (n: number) => `Las ${formatNumber(n)} primeras y las ${formatNumber(n)} últimas de cada grupo; los de ${formatNumber(2 * n)} o menos, enteros`,
  },
  heat: {
    intro:
      'Extremo bajo del índice de cumplimiento de cada tema, en porcentaje; más intenso es más alto. Una raya indica que nada obligatorio aplica; en la mediana, que ninguna institución entra en ella.',
    caption: 'Índice sostenido de cada institución en cada tema',
    median: 'Mediana',
  },
  failed: {
    intro: 'Con brecha: no cumple, cumple en parte, está sin determinar o no se pudo evaluar, entre las instituciones a las que aplica.',
    caption: (n: number) => (n === 1 ? 'El requisito con mayor proporción de brechas' : `Los ${formatNumber(n)} requisitos con mayor proporción de brechas`),
    rest: (n: number) => (n === 1 ? 'El otro requisito' : `Los otros ${formatNumber(n)} requisitos`),
    none: 'Ningún requisito tiene brechas.',
    legend: 'Barra llena: no cumple; rayada: cumple en parte; clara: sin determinar.',
  },
  list: {
    intro: 'Todas las instituciones que se esperaban o, si no hay nómina, las que se encontraron.',
    rejectedIntro: 'No se pudieron evaluar, por el motivo que se dice; no entran en ninguna cifra.',
    missingIntro: 'Se esperaban y no se encontró su evidencia.',
    problemsMore: (n: number) => `y ${count(n, 'error más', 'errores más')}`,
    straysIntro: 'Se encontraron y no están en la nómina; no se cuentan entre las listadas.',
    noRejected: 'Ninguna institución se rechazó.',
    noMissing: 'Ninguna institución quedó sin entregar.',
    byReason: 'Rechazadas por motivo',
    more: (n: number) => `Y ${formatNumber(n)} más, que ${n === 1 ? 'está' : 'están'} en el tablero.`,
  },
  anomalies: {
    intro: (n: number, named: number) =>
      n === 0 ? 'No se encontró ninguna.' : `${count(n, 'alerta', 'alertas')} sobre ${institutions(named)}. No son acusaciones, sino razones para preguntar.`,
    group: (title: string, n: number) => `${title} (${formatNumber(n)})`,
    weightOf: (weight: string) => `Prioridad ${weight.toLowerCase()}.`,
    rules: (rules: readonly string[]) => `Requisitos: ${rules.join(', ')}.`,
    more: (n: number) => `y ${formatNumber(n)} más`,
    line: (lines: readonly number[]) => lines.join(', '),
    byId: 'Alertas por clase',
    first: (n: number) => `Las ${formatNumber(n)} de mayor prioridad`,
  },
  audit: {
    lead: (n: number, accepted: number, standing: number, agreement: string) =>
      `${n === 1 ? 'Se auditó' : 'Se auditaron'} ${institutions(n)}. La auditoría aceptó ${formatNumber(accepted)} de ${count(standing, 'resultado juzgado', 'resultados juzgados')} (${agreement} de concordancia).`,
    effect: (rulebook: string, declared: string, sustained: string, audited: string, effect: number) =>
      `${rulebook}, medianas de las auditadas: ${declared} declarado, ${sustained} sostenido, ${audited} auditado; el efecto mediano es de ${signed(effect)} ${Math.abs(effect) === 1 ? 'punto' : 'puntos'}.`,
    lapsed: (n: number) =>
      `${count(n, 'dictamen caducó', 'dictámenes caducaron')} porque la respuesta o la evidencia cambió después de emitirse; no se ${n === 1 ? 'cuenta' : 'cuentan'}.`,
    caption: 'Declarado, sostenido y auditado',
    verdict: (n: number, word: string) => `${formatNumber(n)} ${word}`,
    signed,
  },
  sample: {
    intro: (drawn: number, population: number, seed: string) =>
      `Muestra estratificada al azar de ${formatNumber(drawn)} entre ${formatNumber(population)} afirmaciones, con la semilla «${seed}»: con la misma semilla se obtiene la misma muestra.`,
    introAnonymous: (drawn: number, population: number) =>
      `Muestra estratificada al azar de ${formatNumber(drawn)} entre ${formatNumber(population)} afirmaciones; qué se extrajo y con qué semilla no se muestra.`,
    estimate: (judged: number, population: number, upheld: number, low: number, high: number) =>
      `A partir de ${count(judged, 'afirmación juzgada', 'afirmaciones juzgadas')} de la muestra se estima que de las ${formatNumber(population)} se sostiene el ${percent(upheld)}, entre ${percent(low)} y ${percent(high)} (intervalo de 95 %).`,
    noEstimate: 'Todavía no hay dictámenes sobre la muestra, de modo que no hay estimación.',
    apart: 'La lista por riesgo es aparte: orienta la revisión y no entra en la estimación.',
    strata: 'Estratos',
    stratum: (kind: string, must: boolean) => `${kind}, ${must ? 'obligatorios' : 'los demás'}`,
    empty: 'Sin elementos.',
    unknownKind: 'Tipo desconocido',
  },
  changes: {
    intro: (name: string, date: string) => `Frente a «${name}», con corte al ${date}.`,
    counts: (parts: readonly string[]) => `${and(parts)}.`,
    under: (rulebook: string, counts: string) => `${rulebook}: ${counts}`,
    goodPractice: 'índice de buenas prácticas',
    part: (word: string, n: number) => `${word.toLowerCase()}: ${formatNumber(n)}`,
    caption: 'Instituciones que cambiaron',
    nothing: 'Ninguna institución cambió.',
  },
  method: {
    proposal: 'Estos números son propuesta de esta herramienta, no de la AIG ni de una norma.',
    items: ({ rankCoverage, identicalAnswers, noteLength, peers, aboveMedian, mostlyWords }: MethodNumbers) => [
      `Clasificación: solo instituciones del mismo tipo, con los mismos requisitos aplicables y ${percent(rankCoverage)} o más de ellos respondidos o medidos.`,
      'Puesto: dos números, el mejor y el peor posibles, cuando los índices son intervalos que se cruzan. Percentil: proporción de pares con un índice sostenido menor.',
      `Respuestas idénticas: dos o más instituciones con las mismas respuestas, si son al menos ${formatNumber(identicalAnswers)}.`,
      `Notas idénticas: la misma nota de al menos ${formatNumber(noteLength)} letras en varias instituciones.`,
      `«No aplica» por encima de sus pares: más de ${formatNumber(aboveMedian)} puntos sobre la mediana de las de su tipo, si son al menos ${formatNumber(peers)}.`,
      `Respuestas afirmativas sin sustento: de prioridad media si son más del ${percent(mostlyWords)} de las afirmativas de la institución; si no, baja.`,
      'Quien no respondió nada de un catálogo, ni se le pudo medir nada, no tiene nivel en él: queda «sin determinar», se cuenta aparte y no entra en medianas, tramos ni extremos del índice.',
      'Percentiles y medianas se calculan con un decimal. Los índices de distintos catálogos no se suman ni se promedian.',
    ],
    anonymous: (smallCell: number) =>
      `Ejemplar anónimo: cada institución lleva un seudónimo; de ningún grupo de menos de ${institutions(smallCell)} se publica una cifra de conjunto, aunque las filas a la vista se pueden contar. Toda cifra de conjunto es de esas filas.`,
  },
  page: { summaryOf: (name: string) => `Resumen nacional · ${name}` },
}

interface MethodNumbers {
  readonly rankCoverage: number
  readonly identicalAnswers: number
  readonly noteLength: number
  readonly peers: number
  readonly aboveMedian: number
  readonly mostlyWords: number
}
