// Node's own SQLite, brought in when it is first needed. Node 22 warns that it is experimental; nobody at a prompt can do anything about that.
import type { DatabaseSync } from 'node:sqlite'

/** Opens (or makes) a database file. */
export function openDatabase(path: string): DatabaseSync {
  const described = Object.getOwnPropertyDescriptor(process, 'emitWarning')
  Object.defineProperty(process, 'emitWarning', { value: () => undefined, configurable: true, writable: true })
  try {
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
    return new Database(path)
  } finally {
    if (described) Object.defineProperty(process, 'emitWarning', described)
  }
}
