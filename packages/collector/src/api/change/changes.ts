import type { ApiRoute } from '../api.js'
import { aemChangeRoute } from './aem-change-route.js'
import { alertsRoute } from './alerts-route.js'
import { datasetChangesRoute } from './dataset-changes-route.js'
import { destinationsRoute } from './destinations-route.js'
import { domainChangesRoute } from './domain-changes-route.js'
import { eventRulePreviewRoute } from './event-rule-preview-route.js'
import { lettersRoute } from './letters-route.js'
import { ordersChangesRoute } from './orders-changes-route.js'
import { ordersImportRoute } from './orders-import-route.js'
import { rulePreviewRoute } from './rule-preview-route.js'
import { seenLatelyRoute } from './seen-lately-route.js'
import { tokensRoute } from './tokens-route.js'

/** Every address that changes something of a dataset's. A new one is a file and a row here. */
export const CHANGES: readonly ApiRoute[] = [
  datasetChangesRoute,
  tokensRoute,
  aemChangeRoute,
  domainChangesRoute,
  destinationsRoute,
  alertsRoute,
  ordersChangesRoute,
  ordersImportRoute,
  lettersRoute,
  rulePreviewRoute,
  eventRulePreviewRoute,
  seenLatelyRoute,
]
