// What the delivering thread opens.
export { type OpenDelivery, openDelivery } from './delivery.js'
export * from './port.js'
export { type OutboxState, STATES as OUTBOX_STATES } from './states.js'
export { isWithoutRoom } from './without-room.js'
