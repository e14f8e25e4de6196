export { type AemLook, lookAtAem, type OpenAem, openAem } from './aem/aem.js'
export { AEM_STATES, type AemBooks } from './aem/books.js'
export { openPersonKeys, type PersonKeys } from './aem/person-keys.js'
export type { AemReport, PublishedDay, ShownOrder } from './aem/report.js'
export { checkBackup } from './backup/check-backup.js'
export { BackupFailed, BackupRefused } from './backup/problems.js'
export { type Restored, restoreBackup } from './backup/restore-backup.js'
export { takeBackup } from './backup/take-backup.js'
export {
  ALERT_DEFAULTS,
  ALERT_KINDS,
  type AlertChannel,
  type AlertKind,
  type AlertPacing,
  type AlertStatus,
  type AlertStore,
  type AlertTarget,
  type NewAlertChannel,
  type QueuedAlert,
  SEVERITIES,
} from './configuration/alert-channel.js'
export { hostOf, isLoopback, isPrivateHost, readBaseUrl } from './configuration/base-url.js'
export * from './configuration/consent.js'
export * from './configuration/dataset-id.js'
export * from './configuration/destination.js'
export {
  DESTINATION_OPTION_NAMES,
  DESTINATION_OPTIONS,
  type DestinationOption,
  isDestinationOption,
  readDestinationOption,
} from './configuration/destination-options.js'
export type { Domain, DomainStore } from './configuration/domain.js'
export { readDomain } from './configuration/domain-name.js'
export type { EventRule } from './configuration/event-rules.js'
export type { Issue, IssueNews } from './configuration/issue.js'
export type { PurchaseHold } from './configuration/orders-table.js'
export * from './configuration/port.js'
export * from './configuration/secret-key.js'
export * from './configuration/settings.js'
export { openConfiguration } from './configuration/sqlite.js'
export { FeedRunner } from './feed/feed-runner.js'
export type { FeedFold, Told } from './feed/port.js'
export { rowsBehind } from './feed/rows-behind.js'
export { openSharedReading, type SharedReading } from './feed/shared-reading.js'
export * from './journal/line.js'
export { JournalUnavailable, positionOf, seqOf } from './journal/port.js'
export { openJournalReader } from './journal/sqlite/reader.js'
export { openJournalWriter } from './journal/sqlite/writer.js'
export { applyTripwire } from './orders/apply-tripwire.js'
export type { OrderEntry, OrdersWanted } from './orders/list.js'
export { lookAtOrders, type OrdersLook } from './orders/look-at-orders.js'
export { type OpenOrders, openOrders } from './orders/open-orders.js'
export type { OrdersReport, Period } from './orders/report.js'
export { OrdersUnavailable } from './orders/unavailable.js'
export { type OpenDelivery, openDelivery } from './outbox/delivery.js'
export type { DeliveryStatus, LedgerEntry, LedgerWanted } from './outbox/ledger.js'
export { type Ledger, openLedger, type Replay, type ReplayWanted } from './outbox/open-ledger.js'
export * from './outbox/port.js'
export { type OutboxState, STATES as OUTBOX_STATES } from './outbox/states.js'
export { isWithoutRoom } from './outbox/without-room.js'
export * from './process/counting.js'
export * from './process/data-directory.js'
export { ringFold } from './process/fold-bell.js'
export { type Fold, startFold } from './process/fold-client.js'
export { beginImport, type ImportLock } from './process/import-lock.js'
export { type Journal, startJournal } from './process/journal-client.js'
export { keptFromMs } from './process/kept-from.js'
export { catchUp } from './process/match-configuration.js'
export * from './process/reading.js'
export { type Reports, startReports } from './process/report-client.js'
export type { SignalReading, TroubleshotReport } from './process/signal-reading.js'
export { finishSwap } from './process/swap-directory.js'
export { startThread, stopThread, type ThreadDied } from './process/thread.js'
export type {
  DiagnosisShown,
  Diagnostics,
  IssueStanding,
  PreviousIssue,
  SampleShown,
} from './report/diagnostics.js'
export type { EventReport, EventsWanted } from './report/events.js'
export type { ExportedSighting } from './report/export.js'
export type { HourlyCount, HourlyPresent, Hours } from './report/facts-reader.js'
export type { Hourly } from './report/hourly.js'
export type { EventStats, Stats } from './report/stats.js'
export type { SightingVerdict } from './report/verdicts.js'
export type { Verified } from './report/verify.js'
export { openSignalFolds, type SignalFolds } from './signals/open-folds.js'
export {
  type OpenSignals,
  openSignals,
  openSignalsReader,
  type SignalsReader,
} from './signals/open-signals.js'
export type { SignalRules } from './signals/rules.js'
