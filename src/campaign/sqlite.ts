// Node's own SQLite, brought in when it is first needed. Node 22 warns that it is experimental; nobody at a prompt can do anything about that.
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

/** Opens (or makes) a database file. */
export const openDatabase = (path: string): DatabaseSync => quiet((Database) => new Database(path))

/** Opens a database that somebody else wrote as it stands: nothing is written, locked or made beside it, and no journal beside it is played back. */
export function openForeign(path: string): DatabaseSync {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return quiet((Database) => new Database(url, { readOnly: true, allowExtension: false }))
}

function quiet<Value>(open: (Database: typeof DatabaseSync) => Value): Value {
  const described = Object.getOwnPropertyDescriptor(process, 'emitWarning')
  Object.defineProperty(process, 'emitWarning', { value: () => undefined, configurable: true, writable: true })
  try {
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
    return open(Database)
  } finally {
    if (described) Object.defineProperty(process, 'emitWarning', described)
  }
}
