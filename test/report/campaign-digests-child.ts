// Prints the digests of the hostile campaign's outputs, for a process of another time zone.
import { digestsOf, hostileTables } from './campaign-hostile.ts'

process.stdout.write(JSON.stringify(await digestsOf(hostileTables().tables)))
