// What is wrong with an input and what to do next, in Spanish. One entry per code of `model/problem.ts`.
import type { ProblemCode } from '../../model/problem.ts'
import { auditProblems } from './audit.ts'
import { authoring } from './authoring.ts'
import { diffProblems } from './diff.ts'
import { formIn, says, type Params, type ProblemWords } from '../says.ts'

const did = (p: Params, known = ''): string => (p['did'] ? `¿Quiso decir «${p['did']}»?` : p['known'] ? `Valores conocidos: ${p['known']}.` : known)

const formOf = formIn({
  duration: 'un plazo en años, meses o días, como P1Y, P6M o P90D',
  within: 'un plazo en horas, días o días hábiles, como 72h, 5d o 10bd',
  digest: 'una huella SHA-256: 64 cifras de 0 a 9 o letras de a a f',
  rule: 'el tema, un guion y el número, como SEG-04',
  topic: 'de dos a cinco mayúsculas, como SEG',
  id: 'letras sin tilde, cifras, puntos, guiones y guiones bajos, sin espacios; empieza por letra y tiene hasta 80 signos',
  identifier: 'minúsculas sin tilde, cifras y guiones bajos, como fecha_alta; empieza por letra y tiene hasta 60 signos',
  version: 'tres números con puntos, como 1.0.0',
})

const TYPES: Record<string, string> = {
  string: 'texto',
  number: 'número',
  int: 'número entero',
  boolean: 'true o false',
  object: 'grupo de claves',
  record: 'grupo de claves',
  array: 'lista',
}
const SYNTAX: Record<string, string> = {
  BAD_INDENT: 'la sangría no corresponde',
  TAB_AS_INDENT: 'hay una tabulación en la sangría',
  MISSING_CHAR: 'falta un signo (comilla, coma, dos puntos o cierre)',
  UNEXPECTED_TOKEN: 'hay algo que no se esperaba ahí',
  BLOCK_AS_IMPLICIT_KEY: 'hay un valor de más en la línea; un texto con dos puntos va entre comillas',
  MULTILINE_IMPLICIT_KEY: 'una clave ocupa más de una línea; suele faltar «:» o una comilla',
  BAD_SCALAR_START: 'un texto no puede empezar con ese signo; póngalo entre comillas',
  BAD_DQ_ESCAPE: 'hay una barra invertida que no se entiende dentro de comillas dobles',
  BLOCK_IN_FLOW: 'hay una lista o un grupo dentro de corchetes o llaves',
  NON_STRING_KEY: 'una clave no es un texto',
  MULTIPLE_ANCHORS: 'hay más de un ancla',
}
const TYPE_HINTS: Record<string, string> = {
  string: 'Póngalo entre comillas si es un número, una fecha o lleva dos puntos.',
  number: 'Escriba un número, sin comillas.',
  int: 'Escriba un número entero, sin comillas.',
  boolean: 'Escriba true o false.',
  object: 'Aquí va un bloque: las claves debajo, con dos espacios de sangría.',
  record: 'Aquí va un bloque: las claves debajo, con dos espacios de sangría.',
  array: 'Aquí va una lista: cada elemento en su línea, con un guion delante.',
}
const typeWord = (p: Params): string => (p['expected'] ? ` (${TYPES[String(p['expected'])] ?? p['expected']})` : '')

export const problems: Record<ProblemCode, ProblemWords> = {
  'file-missing': says(
    () => 'El archivo no existe.',
    () => 'Revise la ruta, o cree el archivo.',
  ),
  'file-unreadable': says(
    (p) => `El archivo no se puede leer (${p['reason']}).`,
    () => 'Revise los permisos de lectura.',
  ),
  'not-a-folder': says(
    () => 'No es una carpeta.',
    () => 'Indique la carpeta, no un archivo de ella.',
  ),
  'file-too-large': says(
    (p) => `El archivo tiene ${p['bytes']} bytes; el límite es ${p['limit']}.`,
    () => 'Divídalo o quite lo que no sea evidencia.',
  ),
  'not-a-regular-file': says(
    () => 'Es una carpeta, un enlace o un dispositivo, no un archivo.',
    () => 'Ponga en su lugar el archivo mismo.',
  ),
  'path-outside': says(
    (p) => `La ruta «${p['path']}» sale de la carpeta de evidencia.`,
    () => 'Copie el archivo dentro de la carpeta y escriba una ruta relativa, sin «..» ni enlaces hacia fuera.',
  ),
  'bad-encoding': says(
    () => 'El archivo no está en UTF-8.',
    () => 'Guárdelo de nuevo con codificación UTF-8.',
  ),
  'yaml-syntax': says(
    (p) => `El YAML está mal escrito: ${SYNTAX[String(p['detail'])] ?? 'no se entiende'}.`,
    () => 'Revise sangría, comillas y dos puntos en esa línea; la sangría va con espacios.',
  ),
  'yaml-too-deep': says(
    (p) => `Hay más de ${p['limit']} niveles anidados.`,
    () => 'Un archivo de evidencia no necesita tanta profundidad; simplifíquelo.',
  ),
  'yaml-alias': says(
    () => 'Los alias de YAML («*nombre») no se admiten.',
    () => 'Repita el valor en lugar de referirse a él.',
  ),
  'yaml-tag': says(
    () => 'Las etiquetas de YAML («!nombre») no se admiten.',
    () => 'Quite la etiqueta.',
  ),
  'yaml-directive': says(
    () => 'Las directivas «%YAML» no se admiten.',
    () => 'Quite la línea que empieza por «%».',
  ),
  'yaml-many-documents': says(
    () => 'Hay más de un documento YAML en el archivo.',
    () => 'Deje uno solo; quite la línea «---» que los separa.',
  ),
  'yaml-empty': says(
    () => 'El archivo está vacío o solo tiene comentarios.',
    () => 'Escriba su contenido, o bórrelo si no hace falta.',
  ),
  'duplicate-key': says(
    (p) => `La clave «${p['key']}» aparece dos veces (la primera, en la línea ${p['line']}).`,
    () => 'Deje una sola.',
  ),
  'forbidden-key': says(
    (p) => `La clave «${p['key']}» no se admite.`,
    () => 'Quítela.',
  ),
  'json-syntax': says(
    () => 'El archivo no es un JSON válido.',
    () => 'Use el archivo tal como lo escribió cumple.',
  ),
  'unknown-key': says(
    (p) => `La clave «${p['key'] ?? p['id']}» no existe aquí.`,
    (p) => did(p),
  ),
  'missing-key': says(
    (p) => `Falta la clave «${p['key']}».`,
    () => 'Agréguela.',
  ),
  'one-key': says(
    (p) => `Aquí va una sola de estas claves: ${p['keys']}.`,
    () => 'Escriba una y quite la otra.',
  ),
  'wrapper-key': says(
    (p) => `Sobra la clave «${p['key']}»: lo que tiene debajo va un nivel más arriba.`,
    () => 'Quite esa línea y dos espacios de sangría a lo que sigue; esa clave solo se escribe en evidence.yaml.',
  ),
  'wrong-type': says(
    (p) => `«${p['name']}» no es del tipo que se espera${typeWord(p)}.`,
    (p) => TYPE_HINTS[String(p['expected'])] ?? 'Revise el valor.',
  ),
  'not-allowed': says(
    (p) => `El valor «${p['found']}» no se admite en «${p['name']}».`,
    (p) => (p['did'] ? `¿Quiso decir «${p['did']}»?` : `Valores admitidos: ${p['allowed']}.`),
  ),
  'too-short': says(
    (p) => `«${p['name']}» está vacío o es demasiado corto (mínimo ${p['limit']}).`,
    () => 'Complételo.',
  ),
  'too-long': says(
    (p) => `«${p['name']}» es demasiado largo (máximo ${p['limit']}).`,
    () => 'Acórtelo; lo extenso va en un documento.',
  ),
  'too-small': says(
    (p) => `«${p['name']}» está por debajo del mínimo (${p['limit']}).`,
    () => 'Revise el número.',
  ),
  'too-big': says(
    (p) => `«${p['name']}» pasa del máximo (${p['limit']}).`,
    () => 'Revise el número.',
  ),
  'bad-format': says(
    (p) => `«${p['found']}» no tiene el formato esperado.`,
    (p) => (p['pattern'] ? `Forma esperada: ${formOf(p['pattern'])}.` : 'Revise el valor.'),
  ),
  'bad-date': says(
    (p) => `«${p['found']}» no es una fecha válida.`,
    () => 'Escríbala AAAA-MM-DD, por ejemplo 2026-01-31.',
  ),
  'duplicate-id': says(
    (p) => `El id «${p['id']}» ya está en ${p['other']}.`,
    () => 'Los identificadores no se repiten: cambie o quite uno.',
  ),
  'duplicate-path': says(
    (p) => `La ruta «${p['path']}» ya es la de «${p['other']}».`,
    () => 'Cada institución tiene su propia evidencia: corrija una de las dos rutas.',
  ),
  'id-not-file': says(
    (p) => `El id «${p['id']}» no coincide con el nombre del archivo «${p['name']}».`,
    () => 'Cambie uno de los dos.',
  ),
  'unknown-rule': says(
    (p) => `El requisito «${p['id']}» no existe en los catálogos elegidos.`,
    (p) => did(p, 'Vea los ids con: cumple reglas mostrar.'),
  ),
  'unknown-criterion': says(
    (p) => `El requisito no tiene el criterio «${p['id']}».`,
    (p) => did(p),
  ),
  'unknown-document': says(
    (p) => `El documento «${p['id']}» no está en el registro de documentos.`,
    (p) => did(p, 'Regístrelo en documents.yaml.'),
  ),
  'unknown-slot': says(
    (p) => `Ningún requisito pide «${p['id']}».`,
    (p) => did(p),
  ),
  'unknown-dataset': says(
    (p) => `La tabla «${p['id']}» no está definida.`,
    (p) => did(p),
  ),
  'unknown-column': says(
    (p) => `La columna «${p['id']}» no sirve aquí o no está definida.`,
    (p) => did(p),
  ),
  'unknown-fact': says(
    (p) => `El catálogo no declara el hecho «${p['id']}».`,
    (p) => did(p, 'Quítelo.'),
  ),
  'fact-type': says(
    (p) => `El hecho «${p['id']}» debe ser ${p['expected'] === 'boolean' ? 'true o false' : p['expected'] === 'integer' ? 'un número entero' : 'un texto'}.`,
    () => 'Corrija el valor.',
  ),
  'unknown-instrument': says(
    (p) => `El instrumento «${p['id']}» no está en rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-topic': says(
    (p) => `El tema «${p['id']}» no está en rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-owner': says(
    (p) => `El responsable «${p['id']}» no está en rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-kind': says(
    (p) => `No existe la clase «${p['id']}».`,
    (p) => did(p),
  ),
  'unknown-rulebook': says(
    (p) => `No existe el catálogo «${p['id']}».`,
    (p) => did(p),
  ),
  'unknown-control': says(
    (p) => `No existe el control «${p['id']}».`,
    (p) => did(p),
  ),
  'rulebook-version': says(
    (p) => `Se pide el catálogo ${p['id']} en versión ${p['wanted']} y la disponible es ${p['found']}.`,
    () => 'Cambie la versión que se pide, o use un programa que traiga la que corresponde.',
  ),
  'evidence-missing': says(
    (p) => `No hay ${p['folder']} ni ${p['single']} en ese lugar.`,
    () => 'Indique la carpeta de evidencia de la institución, o el archivo.',
  ),
  'evidence-both-forms': says(
    (p) => `Están a la vez ${p['folder']} y ${p['single']}.`,
    () => 'Deje uno: la carpeta usa cumple.yaml; el archivo único, evidence.yaml.',
  ),
  'date-order': says(
    (p) => `La fecha final ${p['last']} es anterior a la inicial ${p['first']}.`,
    () => 'Corrija una de las dos.',
  ),
  'assessment-inconsistent': says(
    (p) =>
      `Las cifras no salen de los requisitos del mismo archivo: en ${p['rulebook']}, ${p['at']} es ${p['found']} y de los requisitos resulta ${p['given']}.`,
    () => 'El archivo cambió después de producirse, o lo produjo otra versión. Vuelva a producirlo con «cumple evaluar».',
  ),
  'assessment-version': says(
    (p) => `No es una evaluación de cumple que esta versión sepa leer${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use un assessment.json producido por «cumple evaluar» de esta versión.',
  ),
  'role-not-in-rulebook': says(
    (p) => `El catálogo no tiene la calidad «${p['role']}».`,
    () => 'Elija otra calidad (role) u otro catálogo.',
  ),
  'previous-mismatch': says(
    (p) => `La evaluación anterior es de «${p['institution']}» al ${p['asOf']}: debe ser de la misma institución y de una fecha anterior.`,
    () => 'Indique el assessment.json de la evaluación anterior de esta institución.',
  ),
  'baseline-mismatch': says(
    (p) => `La línea base es de «${p['found']}» y se evalúa a «${p['institution']}».`,
    () => 'Indique la línea base de esta institución, o escríbala con: cumple base escribir',
  ),
  ...authoring,
  ...diffProblems,
  ...auditProblems,
}
