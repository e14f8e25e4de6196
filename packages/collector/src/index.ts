export { buildCollector, type CollectorOptions } from './collector.js'
export type { Edge, Pixel } from './edge.js'
