// What a server's main thread needs: it starts the threads, and loads nothing of what they do.
export { type Delivery, type DeliveryFigures, startDelivery } from './delivery-client.js'
export { type Signals, startSignals } from './signals-client.js'
