export { type Delivery, type DeliveryFigures, startDelivery } from './delivery-client.js'
export { type Signals, startSignals } from './signals-client.js'
