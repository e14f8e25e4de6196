import { decide } from '@countersign/core'
import type { Platform } from '../platform.js'
import { composeRequest } from './compose-request.js'

/** Meta's Conversions API, and whatever speaks it. @source reference 5 */
export const GRAPH: Platform = { compose: composeRequest, decide }
