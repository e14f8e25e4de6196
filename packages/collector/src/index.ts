export { buildCollector, type CollectorOptions } from './collector.js'
export type { Edge } from './edge.js'
