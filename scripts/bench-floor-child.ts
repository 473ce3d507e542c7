// A worker of the floor: reads and parses the folders it is sent, one by one.
import { readAndParse } from './bench-floor-campaign.ts'

process.on('message', (folder: string) => process.send?.(readAndParse(folder).bytes))
process.on('disconnect', () => process.exit())
