// Words of an auditor's verdicts: in the reports, in the file made ready for an auditor, and in the problems of such files.
import { formatList, formatNumber } from '../format.ts'
import { says } from '../says.ts'

const points = (n: number) => `${n < 0 ? '−' : '+'}${formatNumber(Math.abs(n), 1)} ${Math.abs(n) === 1 ? 'punto' : 'puntos'}`

export const audit = {
  title: 'Dictamen de auditoría',
  cover: (auditor: string, date: string, digest: string) => `${auditor}, ${date}; huella del archivo ${digest}`,
  /** Figures side by side: declared, by evidence, audited. */
  headline: 'con el dictamen de auditoría',
  evidenced: 'Con evidencia',
  evidencedNote: 'sin el dictamen',
  legend: 'con el dictamen de auditoría',
  chart: (topic: string, audited: string, evidenced: string, declared: string) =>
    `${topic}: ${audited} con el dictamen, ${evidenced} con evidencia, ${declared} declarado`,
  topicIndex: 'Índice de cumplimiento del tema',
  three: (declared: string, evidenced: string, audited: string, effect: number | null) =>
    `La institución declara ${declared}; con evidencia vigente se sostiene ${evidenced}; con el dictamen de auditoría, ${audited}${
      effect === null ? '' : effect === 0 ? ' (el índice no cambia)' : ` (${points(effect)})`
    }.`,
  agreement: (accepted: number, standing: number, percent: string) =>
    `La auditoría aceptó ${formatNumber(accepted)} de ${formatNumber(standing)} ${standing === 1 ? 'resultado juzgado' : 'resultados juzgados'} (${percent} de concordancia).`,
  unjudged: 'La auditoría no emitió dictamen sobre los resultados de este catálogo.',
  noneStands: 'Ningún dictamen quedó en pie.',
  lapsed: (n: number) =>
    n === 1
      ? 'Un dictamen caducó, porque después cambió la respuesta o la evidencia.'
      : `${formatNumber(n)} dictámenes caducaron, porque después cambió la respuesta o la evidencia.`,
  intro:
    'Cada resultado juzgado, con lo que la institución declaró, lo que su evidencia sostiene y lo que la auditoría dio por cierto. Los archivos de la institución no se modifican.',
  caption: 'Declarado, con evidencia y auditado',
  rule: 'Requisito',
  verdict: 'Dictamen',
  declared: 'Declarado',
  audited: 'Auditado',
  verdictOf: (word: string, to: string) => (to === '' ? word : `${word} a «${to}»`),
  by: (auditor: string, date: string) => `${auditor}, ${date}`,
  lapsedMark: 'caducado: la respuesta o la evidencia cambió',
  idleMark: 'sin efecto: el requisito no aplica',
  nothingMark: 'sin efecto: no hay respuesta válida ni medición que aceptar',
  standing: 'vigente',
  state: 'Estado',
  undigested: 'vigente; no lleva la huella de lo juzgado',
  auditor: 'Auditor',
  date: 'Fecha',
  parts: {
    condition: 'Condición',
    criterion: 'Criterio',
    cause: 'Causa',
    effect: 'Efecto',
    recommendation: 'Recomendación',
    reply: 'Descargo de la institución',
    note: 'Nota del auditor',
  },
  gapLapsed: (verdict: string, auditor: string, date: string) =>
    `El dictamen de auditoría (${verdict}; ${auditor}, ${date}) caducó: la respuesta o la evidencia cambió después de emitido. El resultado es el que da la evidencia.`,
  gapCondition: (text: string) => `Condición según la auditoría: ${text}`,
  explain: {
    alone: 'Crédito con la evidencia, sin el dictamen',
    digest: 'Huella de lo juzgado (SHA-256), para el dictamen de un auditor',
    judged: (digest: string) => `Huella que lleva el dictamen: ${digest}`,
  },
  template: {
    head: (institution: string, date: string) =>
      `Dictámenes de auditoría sobre la autoevaluación de «${institution}», con corte al ${date}. Guarde este archivo fuera de la carpeta de evidencia.`,
    how: 'Complete auditor y date. Para emitir un dictamen, quite el primer «# » de sus líneas, elija verdict (accept, lower, raise o reject) y escriba condition, o en su lugar note. Lo que queda tras otro «# » es opcional, salvo to con lower y raise: la respuesta que se da por cierta.',
    digest:
      'evidence es la huella de la respuesta y la evidencia tal como se juzgaron: no la cambie. Si la institución cambia una u otra, el dictamen caduca y se dice.',
    answer: (value: string) => `Respuesta: ${value}`,
    noAnswer: 'sin respuesta',
    credit: (declared: string, sustained: string) => `Declarado ${declared}; con evidencia ${sustained}`,
    documents: (names: readonly string[]) => `Documentos: ${formatList(names, 'es')}`,
    tables: (names: readonly string[]) => `Tablas: ${formatList(names, 'es')}`,
    date: 'AAAA-MM-DD',
    nothing: 'No hay resultados que juzgar.',
    fill: {
      condition: 'lo que se encontró',
      criterion: 'lo que debía ser, y según qué norma',
      cause: 'por qué ocurrió',
      effect: 'qué consecuencia tiene o puede tener',
      recommendation: 'qué se recomienda',
      reply: 'descargo de la institución',
    },
  },
}

export const auditProblems = {
  'audit-inside': says(
    (p) => `El archivo de auditoría ${p['path']} está dentro de la evidencia.`,
    () => 'Guárdelo fuera: nadie se audita a sí mismo.',
  ),
  'audit-both': says(
    (p) => `La carpeta tiene dos archivos de auditoría de la misma institución: ${p['path']} y ${p['other']}.`,
    () => 'Deje uno.',
  ),
  'verdict-turn': says(
    (p) =>
      `El dictamen sobre ${p['rule']} ${p['verdict'] === 'raise' ? 'eleva' : 'rebaja'} a «${p['to']}», que no está ${p['verdict'] === 'raise' ? 'por encima' : 'por debajo'} de ${p['stands'] === '' ? 'lo que se midió' : `lo respondido («${p['stands']}»)`}.`,
    (p) => (p['verdict'] === 'raise' ? 'Use accept si lo da por cierto, o lower si lo rebaja.' : 'Use accept si lo da por cierto, o raise si lo eleva.'),
  ),
}
