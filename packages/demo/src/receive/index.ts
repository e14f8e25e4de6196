export { type Sender, send } from './send.js'
export { simulatedCollector } from './simulated-collector.js'
export { type Journalled, SimulatedJournal } from './simulated-journal.js'
export { temporaryPlace } from './temporary-place.js'
