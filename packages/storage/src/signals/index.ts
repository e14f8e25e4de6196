// What the watching thread opens.
export { applyTripwire } from '../orders/apply-tripwire.js'
export { isWithoutRoom } from '../outbox/without-room.js'
export { openSignalFolds, type SignalFolds } from './open-folds.js'
