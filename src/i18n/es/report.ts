// Spanish words of the reports: headings, labels and the sentences that read the numbers.
import { formatList, formatNumber } from '../format.ts'
import { annexes } from './annexes.ts'
import { audit } from './audit.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'es')
const requirements = (n: number) => count(n, 'requisito', 'requisitos')

/** What stands out, of all topics or of those with more than one obligation. */
const topicOf = (among: boolean) => (among ? 'Entre los temas con más de una obligación, el' : 'El tema')

export const report = {
  title: 'Informe de brechas',
  contents: 'Contenido',
  skip: 'Ir al contenido',
  none: '—',
  notCalculable: 'No calculable',
  yes: 'Sí',
  no: 'No',
  provisional: 'provisional',
  clipped: '(texto recortado; completo en assessment.json)',
  waivedUntil: (date: string) => `Con excepción justificada hasta el ${date}`,
  waived: 'con excepción justificada',
  points: (n: number) => (n === 1 ? '1.0 punto' : `${formatNumber(n, 1)} puntos`),
  level: { executive: 'Resumen para la máxima autoridad', manager: 'Versión para la gestión', full: 'Versión completa' },

  cover: {
    kind: 'Tipo de institución',
    sector: 'Sector',
    province: 'Provincia',
    staff: 'Personal',
    period: 'Período evaluado',
    asOf: 'Fecha de corte',
    rulebooks: 'Catálogos de requisitos',
    confidentiality: 'Confidencialidad',
    level: 'Este ejemplar',
    previous: 'Evaluación anterior',
    tool: 'Elaborado con',
    digest: 'Huella de la evaluación (SHA-256)',
    rulebook: (title: string, version: string, overlay: string) => `${title}, versión ${version}${overlay === '' ? '' : `, con la adaptación «${overlay}»`}`,
    previousOf: (date: string, digest: string) => `${date}; huella ${digest}`,
    publishableMark: 'Ejemplar para publicar',
    publishable: 'Ejemplar para publicar: los valores sensibles están ocultos.',
    digestNote: 'Es el SHA-256 de assessment.json escrito sin espacios y con las claves en orden alfabético (ASCII); cualquiera puede repetir el cálculo.',
  },

  notice: {
    title: 'Aviso',
    aid: 'Este informe es una ayuda para la autoevaluación. No es un dictamen jurídico ni una certificación de la AIG.',
    words:
      '«Declarado» es la palabra de la institución. «Documentado» quiere decir que hay un documento vigente que la respalda; «verificado», que el resultado se calculó con los datos de la propia institución; «auditado», que un auditor emitió su dictamen.',
    method:
      'Los pesos, los niveles y los umbrales que no vienen de una norma son propuesta del catálogo, no de la AIG. El método está en el capítulo «Método» de la versión completa y en assessment.json.',
    support: (title: string, n: number, parts: readonly string[]) => `${title}: ${requirements(n)} ${n === 1 ? 'aplicable' : 'aplicables'}; ${and(parts)}.`,
    supportPart: {
      audited: (n: number) => count(n, 'auditado', 'auditados'),
      verified: (n: number) => count(n, 'verificado con datos', 'verificados con datos'),
      documented: (n: number) => count(n, 'documentado', 'documentados'),
      declared: (n: number) => count(n, 'solo declarado', 'solo declarados'),
      none: (n: number) => count(n, 'sin sustento', 'sin sustento'),
    },
    noneApplicable: (title: string) => `${title}: ningún requisito aplica.`,
    diamond: (n: number, total: number) =>
      n === 0
        ? 'Todos los requisitos de este informe se leyeron en la norma misma.'
        : `El signo ◇ señala los requisitos que no se leyeron en la norma misma, sino en una fuente secundaria, o que se infirieron: ${formatNumber(n)} de ${formatNumber(total)}. Conviene cotejarlos con el texto oficial antes de actuar sobre ellos.`,
  },

  overview: {
    title: 'En conjunto',
    intro: 'Cada catálogo tiene su propio resultado; los resultados no se suman ni se promedian.',
    rulebook: 'Catálogo',
    index: 'Índice',
    declared: 'Declarado',
    grade: 'Nivel',
    coverage: 'Cobertura',
  },
  decision: {
    subtitle: (id: string, version: string, role: string, asOf: string) => `Catálogo ${id}, versión ${version} · evaluada como: ${role} · corte al ${asOf}`,
    index: 'Índice de cumplimiento',
    goodPracticeIndex: 'Índice de buenas prácticas',
    sustained: 'sostenido con evidencia vigente',
    declared: 'Declarado',
    declaredNote: 'según las respuestas',
    grade: 'Nivel',
    noGrade: 'Sin nivel',
    undetermined: 'Sin determinar',
    coverage: 'Cobertura',
    coverageNote: 'respondidos o medidos',
    fullProof: 'Con sustento completo',
    goodPractice: 'Buenas prácticas',
    maturity: 'Madurez media',
    outOf: (n: number, total: number) => `${formatNumber(n)} de ${formatNumber(total)}`,
    maturityOf: (value: number) => `${formatNumber(value, 1)} de 5`,
    difference: (declared: string, sustained: string) => `La institución declara ${declared}; con evidencia vigente se sostiene ${sustained}.`,
    equal: (value: string) => `La institución declara ${value} y la evidencia vigente lo sostiene por completo.`,
    nothingClaimed: (value: string) => `La institución declara ${value}: según sus respuestas, no cumple ningún requisito obligatorio, ni siquiera en parte.`,
    lifted: (declared: string, sustained: string) => `La institución declara ${declared}; sus datos y documentos sostienen ${sustained}.`,
    ranges: (declared: string, sustained: string, n: number) =>
      `La institución declara ${declared}; con evidencia vigente se sostiene ${sustained}, según lo que resulte de ${n === 1 ? 'un requisito' : `${formatNumber(n)} requisitos`} sin determinar.`,
    notCalculable: 'Ningún requisito obligatorio aplica a la institución, de modo que el índice de cumplimiento no es calculable.',
    nothing:
      'Todavía no hay respuestas ni datos con los que evaluar: el índice podría resultar cualquiera entre 0 y 100 %. Este ejemplar no señala incumplimientos; indica por dónde empezar.',
    outside: 'La institución está fuera del ámbito de este catálogo: ninguno de sus requisitos se evaluó.',
    scopeUnknown: 'No pudo establecerse si la institución está dentro del ámbito de este catálogo; se evaluó como si lo estuviera.',
    byChoice: 'La fuente no nombra a este tipo de institución entre los obligados: lo «obligatorio» se lee aquí como referencia.',
    satisfied: 'No se encontraron brechas: todos los requisitos aplicables cumplen y tienen el sustento que se pide. Queda mantener la evidencia al día.',
    capped: (uncapped: string, band: string, rules: readonly string[], below: string) =>
      `Por su índice correspondería el nivel ${uncapped}; queda en ${band} porque ${rules.length === 1 ? 'un requisito obligatorio de severidad crítica no alcanza' : 'hay requisitos obligatorios de severidad crítica que no alcanzan'} ${below}: ${and(rules)}.`,
    provisionalUnknown: (n: number) => `El nivel es provisional: ${n === 1 ? 'hay 1 requisito' : `hay ${formatNumber(n)} requisitos`} sin determinar.`,
    provisionalRemoved: (removed: string, limit: string) =>
      `El nivel es provisional: ${removed} del peso quedó fuera por respuestas o hechos sin prueba (se admite hasta ${limit}).`,
    waivers: (n: number) =>
      `${n === 1 ? 'Una brecha tiene' : `${formatNumber(n)} brechas tienen`} excepción justificada vigente; el índice no cambia por ello.`,
    errors: (n: number) =>
      `${n === 1 ? 'Un requisito no se pudo evaluar' : `${formatNumber(n)} requisitos no se pudieron evaluar`}, porque su respuesta o su evidencia tiene un error; cuenta${n === 1 ? '' : 'n'} como sin determinar.`,
    chartSpread: (among: boolean, lowest: string, low: string, highest: string, high: string) =>
      `${topicOf(among)} más bajo es ${lowest} (${low}); el más alto, ${highest} (${high})`,
    chartLowest: (among: boolean, topic: string, value: string) => `${topicOf(among)} más bajo es ${topic} (${value})`,
    chartHighest: (among: boolean, topic: string, value: string) => `${topicOf(among)} más alto es ${topic} (${value})`,
    chartBetween: (low: string, high: string) => `Los temas están entre ${low} y ${high}`,
    chartOne: (topic: string, value: string) => `${topic}: ${value}`,
    chartEven: (value: string) => `Todos los temas están en ${value}`,
    chartSummary: (topic: string, value: string, declared: string) => `${topic}: ${value} sostenido, ${declared} declarado`,
    legendSustained: 'sostenido con evidencia',
    legendRange: 'por determinar',
    legendDeclared: 'declarado',
    first: (n: number) =>
      n === 1 ? 'Lo primero que conviene hacer' : `Las ${['', '', 'dos', 'tres', 'cuatro', 'cinco'][n] ?? formatNumber(n)} cosas que conviene hacer primero`,
    free: (n: number) => (n === 1 ? 'Un paso que no requiere presupuesto' : `${formatNumber(n)} pasos que no requieren presupuesto`),
    begin: 'Por dónde empezar',
    beginSteps: [
      'Responder los requisitos con «cumple entrevista», que los pregunta uno por uno, o con el cuestionario de Excel («cumple cuestionario»).',
      'Reunir y registrar los actos, políticas y actas que ya existen, con número, fecha y firmante; la entrevista los pide.',
      'Aportar las tablas que la institución ya lleva, como inventarios, licencias e incidentes; la entrevista también las pide.',
    ],
    beginRules: 'Y, de los requisitos, comenzar por estos:',
    upcoming: 'Para mantener el resultado',
    upcomingNote: 'Documentos que sostienen este resultado, por la fecha hasta la que sirven.',
    owner: 'Responsable',
    due: 'Plazo',
    gain: 'Sube el índice',
    effort: 'Esfuerzo',
    outcomes: (n: number, parts: readonly string[]) => `${requirements(n)} ${n === 1 ? 'aplicable' : 'aplicables'}: ${and(parts)}.`,
  },

  topics: {
    title: 'Resultado por tema',
    counts: (n: number, parts: readonly string[]) => `${requirements(n)} ${n === 1 ? 'aplicable' : 'aplicables'}: ${and(parts)}.`,
    index: (sustained: string, declared: string) => `Índice de cumplimiento del tema: ${sustained} sostenido, ${declared} declarado.`,
    goodPractice: (value: string) => `Buenas prácticas: ${value}.`,
    maturity: (value: string) => `Madurez media: ${value}.`,
    heaviest: (rule: string) => `Lo que más pesa: ${rule}.`,
    noneApplicable: 'Ningún requisito de este tema aplica a la institución.',
    noMust: 'Este tema no tiene requisitos obligatorios aplicables.',
    caption: (topic: string) => `Requisitos de ${topic}`,
    rule: 'Requisito',
    outcome: 'Resultado',
    assurance: 'Sustento',
    credit: 'Crédito',
  },

  gaps: {
    title: 'Brechas en detalle',
    intro: (n: number, undetermined: number) =>
      undetermined === 0
        ? n === 1
          ? 'Hay una brecha.'
          : `Hay ${formatNumber(n)} brechas, en el orden del plan de acción.`
        : `Hay ${formatNumber(n + undetermined)} brechas: ${n === 1 ? 'una aquí' : `${formatNumber(n)} aquí, en el orden del plan,`} y ${undetermined === 1 ? 'una' : formatNumber(undetermined)} sin determinar, más abajo.`,
    requirement: 'Qué se pide',
    why: 'Por qué importa',
    found: 'Qué se encontró',
    remedy: 'Qué hacer',
    answer: (value: string) => `Respuesta de la institución: ${value}.`,
    note: (text: string) => `Nota de la institución: ${text}`,
    target: (date: string) => `Fecha prevista por la institución: ${date}.`,
    review: 'La institución marcó esta respuesta para revisarla.',
    audit: (verdict: string, to: string, auditor: string, date: string) => `Auditoría: ${verdict}${to === '' ? '' : ` a «${to}»`} por ${auditor}, ${date}.`,
    auditNote: (text: string) => `Nota de la auditoría: ${text}`,
    waiver: (reason: string, by: string, at: string, until: string) => `Excepción justificada hasta el ${until}: ${reason}. La aprobó ${by}, el ${at}.`,
    place: 'Archivo y línea',
    key: 'Registro',
    column: 'Columna',
    value: 'Valor',
    maturity: (level: number) => `Madurez ${level} de 5`,
    gain: (points: string) => `+${points}`,
    undetermined: 'Requisitos sin determinar',
    undeterminedIntro: (n: number) =>
      `${n === 1 ? 'Falta respuesta o medición de un requisito' : `Falta respuesta o medición de ${formatNumber(n)} requisitos`}. No es un incumplimiento comprobado: mientras no se respondan, cuentan 0 en el extremo bajo del índice y 100 en el alto.`,
    asked: 'Qué lo sustentaría',
    nothingAsked: 'La respuesta de la institución',
    table: (name: string) => `tabla ${name}`,
    assignedTo: 'Asignado a',
    free: 'no requiere presupuesto',
    inForceFrom: (date: string) => `rige desde el ${date}`,
    inForceTo: (date: string) => `rigió hasta el ${date}`,
  },

  attention: {
    title: 'Contradicciones y vencimientos próximos',
    contradictions: 'Contradicciones',
    expiring: (days: number) => `Vencen en los próximos ${formatNumber(days)} días`,
    between: (rule: string, cause: string) => `${rule}. ${cause}`,
  },

  plan: {
    title: 'Plan de acción',
    intro: (from: string, to: string) =>
      `Primero lo obligatorio y, dentro de ello, lo que más sube el índice con menos esfuerzo. Al cerrar todas las brechas obligatorias, el extremo bajo del índice de cumplimiento pasaría de ${from} a ${to}.`,
    introNoMust: 'Primero lo que más sube el índice con menos esfuerzo.',
    top: (shown: number, total: number) => `Se muestran ${formatNumber(shown)} de ${count(total, 'medida', 'medidas')}.`,
    caption: 'Medidas en orden',
    step: 'N.º',
    measure: 'Medida',
    owner: 'Responsable',
    due: 'Plazo',
    effort: 'Esfuerzo',
    gain: 'Puntos',
    running: 'Índice después',
    gainNote:
      '«Puntos» cuenta sobre el índice de cumplimiento en lo obligatorio y sobre el de buenas prácticas en lo demás. El esfuerzo y los plazos son propuesta del catálogo.',
  },

  filters: {
    title: 'Filtrar requisitos',
    topic: 'Tema',
    outcome: 'Resultado',
    severity: 'Severidad',
    all: 'Todos',
    reset: 'Quitar filtros',
    shown: 'Se muestran {shown} de {total} requisitos',
    empty: 'Aquí ningún requisito corresponde a los filtros.',
  },

  terminal: {
    files: 'Archivos',
    diamond: '◇ no se leyó en la norma misma, sino en una fuente secundaria, o se infirió',
    more: (n: number) => `y ${count(n, 'requisito más por atender', 'requisitos más por atender')}; el informe los tiene`,
  },

  audit,
  ...annexes,
}
