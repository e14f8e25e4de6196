import type { ApiRoute } from '../api.js'
import { datasetChangesRoute } from './dataset-changes-route.js'
import { tokensRoute } from './tokens-route.js'

/** Every address that changes something of a dataset's. A new one is a file and a row here. */
export const CHANGES: readonly ApiRoute[] = [datasetChangesRoute, tokensRoute]
