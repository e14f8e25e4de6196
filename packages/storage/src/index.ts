export { type AemLook, lookAtAem, type OpenAem, openAem } from './aem/aem.js'
export type { AemReport, PublishedDay, ShownOrder } from './aem/report.js'
export { checkBackup } from './backup/check-backup.js'
export { BackupFailed, BackupRefused } from './backup/problems.js'
export { type Restored, restoreBackup } from './backup/restore-backup.js'
export { takeBackup } from './backup/take-backup.js'
export * from './configuration/index.js'
export { FeedRunner } from './feed/feed-runner.js'
export type { FeedFold, Told } from './feed/port.js'
export { rowsBehind } from './feed/rows-behind.js'
export { openSharedReading, type SharedReading } from './feed/shared-reading.js'
export * from './journal/index.js'
export { importOrders, type OrdersImported } from './orders/file/import-orders.js'
export { fileSource, type OrdersSource } from './orders/file/orders-source.js'
export { OrdersUnreadable } from './orders/file/read-orders.js'
export type { OrderEntry, OrdersWanted } from './orders/list.js'
export { lookAtOrders, type OrdersLook } from './orders/look-at-orders.js'
export { type OpenOrders, openOrders } from './orders/open-orders.js'
export type { OrdersReport, Period } from './orders/report.js'
export * from './outbox/index.js'
export type { DeliveryStatus, LedgerEntry, LedgerWanted } from './outbox/ledger.js'
export { type Ledger, openLedger, type Replay, type ReplayWanted } from './outbox/open-ledger.js'
export { ringFold } from './process/fold-bell.js'
export { beginImport, type ImportLock } from './process/import-lock.js'
export * from './process/index.js'
export { keptFromMs } from './process/kept-from.js'
export { catchUp } from './process/match-configuration.js'
export * from './process/reading.js'
export type { SignalReading, TroubleshotReport } from './process/signal-reading.js'
export { finishSwap } from './process/swap-directory.js'
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
export * from './signals/index.js'
export {
  type OpenSignals,
  openSignals,
  openSignalsReader,
  type SignalsReader,
} from './signals/open-signals.js'
export type { SignalRules } from './signals/rules.js'
