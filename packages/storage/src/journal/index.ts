export * from './line.js'
export { JournalUnavailable, positionOf, seqOf } from './port.js'
export { openJournalReader } from './sqlite/reader.js'
export { openJournalWriter } from './sqlite/writer.js'
