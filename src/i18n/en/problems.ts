// What is wrong with an input and what to do next, in English.
import type { problems as es } from '../es/problems.ts'
import { formIn, says, type Params } from '../says.ts'
import { auditProblems } from './audit.ts'
import { authoring } from './authoring.ts'
import { diffProblems } from './diff.ts'

const did = (p: Params, known = ''): string => (p['did'] ? `Did you mean "${p['did']}"?` : p['known'] ? `Known values: ${p['known']}.` : known)

const formOf = formIn({
  duration: 'a period in years, months or days, such as P1Y, P6M or P90D',
  within: 'a term in hours, days or business days, such as 72h, 5d or 10bd',
  digest: 'a SHA-256 digest: 64 signs of 0 to 9 or a to f',
  rule: 'the topic, a dash and the number, such as SEG-04',
  topic: 'two to five capital letters, such as SEG',
  id: 'plain letters, digits, dots, dashes and underscores, no spaces; it begins with a letter and has at most 80 signs',
  identifier: 'plain lower-case letters, digits and underscores, such as fecha_alta; it begins with a letter and has at most 60 signs',
  version: 'three numbers with dots, such as 1.0.0',
})

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'number',
  int: 'whole number',
  boolean: 'true or false',
  object: 'group of keys',
  record: 'group of keys',
  array: 'list',
}
const SYNTAX: Record<string, string> = {
  BAD_INDENT: 'the indentation does not match',
  TAB_AS_INDENT: 'there is a tab in the indentation',
  MISSING_CHAR: 'a sign is missing (quote, comma, colon or closing bracket)',
  UNEXPECTED_TOKEN: 'there is something unexpected',
  BLOCK_AS_IMPLICIT_KEY: 'there is one value too many on the line; quote a text with a colon',
  MULTILINE_IMPLICIT_KEY: 'a key takes more than one line; often a colon or a quote is missing',
  BAD_SCALAR_START: 'a text cannot begin with that sign; quote it',
  BAD_DQ_ESCAPE: 'a backslash within double quotes is not understood',
  BLOCK_IN_FLOW: 'there is a block list or mapping within brackets',
  NON_STRING_KEY: 'a key is not a text',
  MULTIPLE_ANCHORS: 'there is more than one anchor',
}
const TYPE_HINTS: Record<string, string> = {
  string: 'Quote it if it is a number, a date or has a colon.',
  number: 'Write a number, without quotes.',
  int: 'Write a whole number, without quotes.',
  boolean: 'Write true or false.',
  object: 'A block goes here: its keys below, indented by two spaces.',
  record: 'A block goes here: its keys below, indented by two spaces.',
  array: 'A list goes here: each item on its line, with a dash before it.',
}
const typeWord = (p: Params): string => (p['expected'] ? ` (${TYPES[String(p['expected'])] ?? p['expected']})` : '')

export const problems: typeof es = {
  'file-missing': says(
    () => 'The file does not exist.',
    () => 'Check the path, or create the file.',
  ),
  'file-unreadable': says(
    (p) => `The file cannot be read (${p['reason']}).`,
    () => 'Check the read permission.',
  ),
  'not-a-folder': says(
    () => 'It is not a folder.',
    () => 'Name the folder, not a file in it.',
  ),
  'file-too-large': says(
    (p) => `The file has ${p['bytes']} bytes; the limit is ${p['limit']}.`,
    () => 'Split it, or remove what is not evidence.',
  ),
  'not-a-regular-file': says(
    () => 'It is not a regular file (a folder, link or device).',
    () => 'Put the file itself in its place.',
  ),
  'path-outside': says(
    (p) => `The path "${p['path']}" leaves the evidence folder.`,
    () => 'Copy the file into the folder and write a relative path, without ".." or links leading out.',
  ),
  'bad-encoding': says(
    () => 'The file is not in UTF-8.',
    () => 'Save it again in UTF-8.',
  ),
  'yaml-syntax': says(
    (p) => `The YAML is malformed: ${SYNTAX[String(p['detail'])] ?? 'it cannot be understood'}.`,
    () => 'Check indentation, quotes and colons on that line; indent with spaces.',
  ),
  'yaml-too-deep': says(
    (p) => `There are more than ${p['limit']} nested levels.`,
    () => 'An evidence file needs no such depth; simplify it.',
  ),
  'yaml-alias': says(
    () => 'YAML aliases ("*name") are not accepted.',
    () => 'Repeat the value instead of referring to it.',
  ),
  'yaml-tag': says(
    () => 'YAML tags ("!name") are not accepted.',
    () => 'Remove the tag.',
  ),
  'yaml-directive': says(
    () => '"%YAML" directives are not accepted.',
    () => 'Remove the line that begins with "%".',
  ),
  'yaml-many-documents': says(
    () => 'There is more than one YAML document in the file.',
    () => 'Keep one; remove the "---" line between them.',
  ),
  'yaml-empty': says(
    () => 'The file is empty or has only comments.',
    () => 'Write its content, or delete it if it is not needed.',
  ),
  'duplicate-key': says(
    (p) => `The key "${p['key']}" appears twice (first on line ${p['line']}).`,
    () => 'Keep one.',
  ),
  'forbidden-key': says(
    (p) => `The key "${p['key']}" is not accepted.`,
    () => 'Remove it.',
  ),
  'json-syntax': says(
    () => 'The file is not valid JSON.',
    () => 'Use the file as cumple wrote it.',
  ),
  'unknown-key': says(
    (p) => `The key "${p['key'] ?? p['id']}" does not exist here.`,
    (p) => did(p),
  ),
  'missing-key': says(
    (p) => `The key "${p['key']}" is missing.`,
    () => 'Add it.',
  ),
  'one-key': says(
    (p) => `Exactly one of these keys goes here: ${p['keys']}.`,
    () => 'Write one and remove the other.',
  ),
  'wrapper-key': says(
    (p) => `The key "${p['key']}" is one too many: what stands below it goes one level up.`,
    () => 'Remove that line and two spaces of indentation from what follows; that key is only written in evidence.yaml.',
  ),
  'wrong-type': says(
    (p) => `"${p['name']}" is not of the expected type${typeWord(p)}.`,
    (p) => TYPE_HINTS[String(p['expected'])] ?? 'Check the value.',
  ),
  'not-allowed': says(
    (p) => `The value "${p['found']}" is not accepted in "${p['name']}".`,
    (p) => (p['did'] ? `Did you mean "${p['did']}"?` : `Accepted values: ${p['allowed']}.`),
  ),
  'too-short': says(
    (p) => `"${p['name']}" is empty or too short (minimum ${p['limit']}).`,
    () => 'Fill it in.',
  ),
  'too-long': says(
    (p) => `"${p['name']}" is too long (maximum ${p['limit']}).`,
    () => 'Shorten it; long texts belong in a document.',
  ),
  'too-small': says(
    (p) => `"${p['name']}" is below the minimum (${p['limit']}).`,
    () => 'Check the number.',
  ),
  'too-big': says(
    (p) => `"${p['name']}" is above the maximum (${p['limit']}).`,
    () => 'Check the number.',
  ),
  'bad-format': says(
    (p) => `"${p['found']}" does not have the right form.`,
    (p) => (p['pattern'] ? `Expected form: ${formOf(p['pattern'])}.` : 'Check the value.'),
  ),
  'bad-date': says(
    (p) => `"${p['found']}" is not a valid date.`,
    () => 'Write it YYYY-MM-DD, for example 2026-01-31.',
  ),
  'duplicate-id': says(
    (p) => `The id "${p['id']}" is already in ${p['other']}.`,
    () => 'Ids do not repeat: change or remove one.',
  ),
  'duplicate-path': says(
    (p) => `The path "${p['path']}" is already that of "${p['other']}".`,
    () => 'Each institution has evidence of its own: correct one of the two paths.',
  ),
  'id-not-file': says(
    (p) => `The id "${p['id']}" does not match the file name "${p['name']}".`,
    () => 'Change one of them.',
  ),
  'unknown-rule': says(
    (p) => `The requirement "${p['id']}" is not in the chosen rulebooks.`,
    (p) => did(p, 'See the ids with: cumple rulebook show.'),
  ),
  'unknown-criterion': says(
    (p) => `The requirement has no criterion "${p['id']}".`,
    (p) => did(p),
  ),
  'unknown-document': says(
    (p) => `The document "${p['id']}" is not in the register of documents.`,
    (p) => did(p, 'Register it in documents.yaml.'),
  ),
  'unknown-slot': says(
    (p) => `No requirement asks for "${p['id']}".`,
    (p) => did(p),
  ),
  'unknown-dataset': says(
    (p) => `The table "${p['id']}" is not defined.`,
    (p) => did(p),
  ),
  'unknown-column': says(
    (p) => `The column "${p['id']}" is of no use here or is not defined.`,
    (p) => did(p),
  ),
  'unknown-fact': says(
    (p) => `The rulebook declares no fact "${p['id']}".`,
    (p) => did(p, 'Remove it.'),
  ),
  'fact-type': says(
    (p) => `The fact "${p['id']}" must be ${p['expected'] === 'boolean' ? 'true or false' : p['expected'] === 'integer' ? 'an integer' : 'a text'}.`,
    () => 'Correct the value.',
  ),
  'unknown-instrument': says(
    (p) => `The instrument "${p['id']}" is not in rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-topic': says(
    (p) => `The topic "${p['id']}" is not in rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-owner': says(
    (p) => `The owner "${p['id']}" is not in rulebook.yaml.`,
    (p) => did(p),
  ),
  'unknown-kind': says(
    (p) => `There is no kind "${p['id']}".`,
    (p) => did(p),
  ),
  'unknown-rulebook': says(
    (p) => `There is no rulebook "${p['id']}".`,
    (p) => did(p),
  ),
  'unknown-control': says(
    (p) => `There is no control "${p['id']}".`,
    (p) => did(p),
  ),
  'rulebook-version': says(
    (p) => `Rulebook ${p['id']} is wanted in version ${p['wanted']} and the one at hand is ${p['found']}.`,
    () => 'Change the version that is asked for, or use a program that carries the right one.',
  ),
  'evidence-missing': says(
    (p) => `There is neither ${p['folder']} nor ${p['single']} there.`,
    () => "Name the institution's evidence folder, or the file.",
  ),
  'evidence-both-forms': says(
    (p) => `Both ${p['folder']} and ${p['single']} are there.`,
    () => 'Keep one: a folder uses cumple.yaml; the single file is evidence.yaml.',
  ),
  'date-order': says(
    (p) => `The last date ${p['last']} is before the first ${p['first']}.`,
    () => 'Correct one of them.',
  ),
  'assessment-inconsistent': says(
    (p) =>
      `The figures do not follow from the requirements of the same file: in ${p['rulebook']}, ${p['at']} is ${p['found']} and the requirements give ${p['given']}.`,
    () => 'The file changed after it was made, or another version made it. Make it again with "cumple assess".',
  ),
  'assessment-version': says(
    (p) => `It is not an assessment of cumple that this version can read${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use an assessment.json made by "cumple assess" of this version.',
  ),
  'role-not-in-rulebook': says(
    (p) => `The rulebook does not have the role "${p['role']}".`,
    () => 'Choose another role or another rulebook.',
  ),
  'previous-mismatch': says(
    (p) => `The earlier assessment is of "${p['institution']}" as of ${p['asOf']}: it must be of the same institution and an earlier day.`,
    () => "Name the assessment.json of this institution's earlier assessment.",
  ),
  'baseline-mismatch': says(
    (p) => `The baseline is of "${p['found']}" and "${p['institution']}" is assessed.`,
    () => 'Name the baseline of this institution, or write it with: cumple baseline write',
  ),
  ...authoring,
  ...diffProblems,
  ...auditProblems,
}
