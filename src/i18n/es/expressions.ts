// What is wrong with an expression of a rulebook, in Spanish.
import { says, type Params } from '../says.ts'

const did = (p: Params): string => (p['did'] ? `¿Quiso decir «${p['did']}»?` : `Nombres que se pueden usar aquí: ${p['known']}.`)

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^string$/, 'un texto'],
  [/^bool$/, 'un sí o no'],
  [/^(int|uint|double)$/, 'un número'],
  [/^list/, 'una lista'],
  [/^null/, 'un valor vacío (null)'],
  [/^(map|\$|Row)/, 'un grupo de valores'],
]
const typeWord = (type: string | number | undefined): string => TYPES.find(([form]) => form.test(String(type)))?.[1] ?? 'otro valor'
const typeWords = (types: string | number | undefined): string => String(types).split(', ').map(typeWord).join(', ')

export const expressions = {
  'expression-syntax': says(
    (p) => (p['found'] === '' ? 'La expresión termina antes de tiempo.' : `La expresión está mal escrita: no se entiende desde «${p['found']}».`),
    () => 'Se compara con == y !=, se une con && (y) y || (o), se niega con !, y los textos van entre comillas. Revise que cada comilla y paréntesis cierre.',
  ),
  'expression-name': says((p) => `La expresión usa «${p['id']}», que no existe aquí.`, did),
  'expression-types': says(
    (p) =>
      p['op']
        ? `«${p['op']}» no puede usarse entre ${typeWord(p['left'])} y ${typeWord(p['right'])}.`
        : 'Los valores de la expresión no son del tipo que hace falta aquí.',
    () => 'Compare valores del mismo tipo. Las columnas de sí o no se comparan con "si" y "no"; los hechos de sí o no se escriben solos.',
  ),
  'expression-call': says(
    (p) => `No hay una función «${p['id']}» para ${p['given'] ? typeWords(p['given']) : 'ningún valor'}.`,
    () => 'Revise el nombre y los valores. Por ejemplo: addDays(fecha, 30), addMonths(fecha, 6), texto.startsWith("A"), texto.contains("b").',
  ),
  'expression-forbidden': says(
    (p) => `«${p['id']}» no se admite en las expresiones.`,
    () => 'Para textos use ==, in, startsWith, endsWith o contains; para listas, exists, all, filter y size.',
  ),
  'expression-nested': says(
    () => 'Un recorrido de filas dentro de otro no se admite.',
    () => 'Divida la expresión en dos comprobaciones.',
  ),
  'expression-result': says(
    (p) => `La expresión da ${typeWord(p['type'])}, y debe dar sí o no.`,
    () => 'Compare ese valor con algo, por ejemplo: == "…" o > 0.',
  ),
  'expression-size': says(
    () => 'La expresión es demasiado larga o tiene demasiados niveles.',
    () => 'Divídala en varias comprobaciones o requisitos.',
  ),
  'expression-word': says(
    (p) => `«${p['name']}» nunca es «${p['found']}».`,
    (p) => (p['did'] ? `¿Quiso decir «${p['did']}»?` : `Valores posibles: ${p['known']}.`),
  ),
}
