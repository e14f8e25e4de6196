import type { DestinationKind } from '@countersign/storage'
import { GRAPH } from './graph/graph.js'
import type { Platform } from './platform.js'

/** By the kind of a destination. Another platform is a folder beside `graph`, and a line here. */
export const PLATFORMS: { [Kind in DestinationKind]: Platform } = { meta: GRAPH, conversions_api: GRAPH }
