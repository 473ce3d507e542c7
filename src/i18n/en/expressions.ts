// What is wrong with an expression of a rulebook, in English.
import { says, type Params } from '../says.ts'

const did = (p: Params): string => (p['did'] ? `Did you mean "${p['did']}"?` : `Names that can be used here: ${p['known']}.`)

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^string$/, 'a text'],
  [/^bool$/, 'a yes or no'],
  [/^(int|uint|double)$/, 'a number'],
  [/^list/, 'a list'],
  [/^null/, 'an empty value (null)'],
  [/^(map|\$|Row)/, 'a group of values'],
]
const typeWord = (type: string | number | undefined): string => TYPES.find(([form]) => form.test(String(type)))?.[1] ?? 'another value'
const typeWords = (types: string | number | undefined): string => String(types).split(', ').map(typeWord).join(', ')

export const expressions = {
  'expression-syntax': says(
    (p) => (p['found'] === '' ? 'The expression ends too early.' : `The expression is badly written: it makes no sense at "${p['found']}".`),
    () => 'Compare with == and !=, join with && (and) and || (or), negate with !, and quote texts. Check that every quote and bracket closes.',
  ),
  'expression-name': says((p) => `The expression uses "${p['id']}", which does not exist here.`, did),
  'expression-types': says(
    (p) =>
      p['op']
        ? `"${p['op']}" cannot stand between ${typeWord(p['left'])} and ${typeWord(p['right'])}.`
        : 'The values of the expression are not of the type that is needed here.',
    () => 'Compare values of the same type. Yes/no columns are compared with "si" and "no"; yes/no facts are written alone.',
  ),
  'expression-call': says(
    (p) => `There is no function "${p['id']}" for ${p['given'] ? typeWords(p['given']) : 'no value'}.`,
    () => 'Check the name and the values. For example: addDays(date, 30), addMonths(date, 6), text.startsWith("A"), text.contains("b").',
  ),
  'expression-forbidden': says(
    (p) => `"${p['id']}" is not allowed in expressions.`,
    () => 'For texts use ==, in, startsWith, endsWith or contains; for lists, exists, all, filter and size.',
  ),
  'expression-nested': says(
    () => 'Going through rows while going through rows is not allowed.',
    () => 'Split the expression into two checks.',
  ),
  'expression-result': says(
    (p) => `The expression gives ${typeWord(p['type'])}, and must give yes or no.`,
    () => 'Compare that value with something, for example: == "…" or > 0.',
  ),
  'expression-size': says(
    () => 'The expression is too long or too deep.',
    () => 'Split it into several checks or rules.',
  ),
  'expression-word': says(
    (p) => `"${p['name']}" is never "${p['found']}".`,
    (p) => (p['did'] ? `Did you mean "${p['did']}"?` : `Possible values: ${p['known']}.`),
  ),
}
