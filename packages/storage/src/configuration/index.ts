export * from '../people/index.js'
export { faultsInSlots, type SlotFault } from './aem-slots.js'
export {
  ALERT_DEFAULTS,
  ALERT_KINDS,
  type AlertChange,
  type AlertChannel,
  type AlertKind,
  type AlertPacing,
  type AlertStatus,
  type AlertStore,
  type AlertTarget,
  type NewAlertChannel,
  type NewAlertTarget,
  type QueuedAlert,
  SEVERITIES,
} from './alert-channel.js'
export { hostOf, isLoopback, isPrivateHost, readBaseUrl } from './base-url.js'
export { changeSetting, changeSettings } from './change-settings.js'
export * from './consent.js'
export { readAdAccount, readDatasetName, readSite } from './dataset-fields.js'
export * from './dataset-id.js'
export * from './destination.js'
export {
  DESTINATION_OPTION_NAMES,
  DESTINATION_OPTIONS,
  type DestinationOption,
  isDestinationOption,
  readDestinationOption,
} from './destination-options.js'
export type { Domain, DomainStore } from './domain.js'
export { readDomain } from './domain-name.js'
export { type EventRule, parseEventRules } from './event-rules.js'
export type { Issue, IssueNews } from './issue.js'
export type { OrdersWebhook, PurchaseHold } from './orders-table.js'
export * from './port.js'
export * from './secret-key.js'
export * from './settings.js'
export { shownTarget } from './shown-url.js'
export { openConfiguration } from './sqlite.js'
