import type { Pattern } from '@countersign/core'
import { type SignalQuality, signalQuality } from '@countersign/core/quality'
import {
  type Diagnosis,
  diagnosesOf,
  type SignalsWindow,
  type Troubleshot,
  troubleshoot,
} from '@countersign/core/report'
import { lookAtAem } from '../aem/aem.js'
import { type AemReport, emptyAemReport } from '../aem/report.js'
import type { Configuration } from '../configuration/port.js'
import { defaultSettings } from '../configuration/settings.js'
import type { JournalReader } from '../journal/port.js'
import type { OrderFound } from '../orders/find.js'
import type { OrderEntry, OrdersWanted } from '../orders/list.js'
import { lookAtOrders } from '../orders/look-at-orders.js'
import { type OrdersReport, type Period, readOrdersReport } from '../orders/report.js'
import { type Diagnostics, showDiagnostics } from '../report/diagnostics.js'
import type { FactsReader } from '../report/facts-reader.js'
import { emptyWindow, openSignalsReader } from '../signals/open-signals.js'
import type { DataPaths } from './data-directory.js'
import { WhenThere } from './when-there.js'

/** How much of what was acknowledged an answer lacks, in journal rows. */
interface Behind {
  behind_rows: number
}
/** Whether orders are known that are still to be matched. */
interface Matching extends Behind {
  is_matching: boolean
}

/** The reports on signal quality. Each says what is known of the dataset so far, and how far behind that is. */
export interface SignalReading {
  signals(dataset_id: string, now_ms: number): SignalsWindow
  /** how many journal rows are not in `signals` yet */
  signalsBehind(): number
  diagnostics(dataset_id: string, now_ms: number): Diagnostics
  /** what is diagnosed, before it stands beside its issues: what evaluation records */
  diagnosed(dataset_id: string, now_ms: number): readonly Diagnosis[]
  quality(dataset_id: string, now_ms: number): SignalQuality
  orders(dataset_id: string, period: Period): OrdersReport & Matching
  /** of a class, newest first */
  orderList(dataset_id: string, wanted: OrdersWanted): OrderEntry[]
  /** by its id @returns undefined where neither the shop nor a Purchase has named it */
  foundOrder(dataset_id: string, order_id: string): OrderFound | undefined
  /** @returns undefined where there is no such dataset */
  aem(dataset_id: string, now_ms: number): (AemReport & { is_behind: boolean }) | undefined
  troubleshoot(dataset_id: string, patterns: readonly Pattern[], now_ms: number): TroubleshotReport
  close(): void
}
export interface TroubleshotReport extends Behind {
  dataset_id: string
  as_of_ms: number
  patterns: readonly Troubleshot[]
}

/** What the reports read beside the folds' files. */
interface Beside {
  facts: FactsReader
  journal: JournalReader
}

/** The folds' files may be made later than this is opened: each is opened when it is first there. */
export function openSignalReading(
  paths: DataPaths,
  configuration: Configuration,
  { facts, journal }: Beside,
): SignalReading {
  const signals = new WhenThere(() => openSignalsReader(paths, configuration))
  const orders = new WhenThere(() => lookAtOrders(paths, configuration))
  const aem = new WhenThere(() => lookAtAem(paths, configuration))

  const windowOf = (dataset_id: string, now_ms: number) =>
    signals.get()?.window(dataset_id, now_ms) ??
    emptyWindow(configuration, facts, dataset_id, now_ms, journal.last())

  /** Of what nobody has observed nothing can be said: not that it is missing either. */
  const diagnosesIn = (window: SignalsWindow): Diagnosis[] =>
    signals.get() === undefined
      ? []
      : diagnosesOf(window, orders.get()?.tripwire(window.dataset_id, window.now_ms) ?? null)

  return {
    signals: windowOf,
    signalsBehind: () => signals.get()?.behind() ?? journal.last(),
    diagnosed: (dataset_id, now_ms) => diagnosesIn(windowOf(dataset_id, now_ms)),
    diagnostics(dataset_id, now_ms) {
      const window = windowOf(dataset_id, now_ms)
      const [diagnoses, issues] = [diagnosesIn(window), configuration.issues(dataset_id)]
      const { behind_rows } = window
      const { store_id } = journal
      return showDiagnostics({ dataset_id, now_ms, behind_rows, diagnoses, issues, facts, store_id })
    },
    quality: (dataset_id, now_ms) =>
      signalQuality(
        windowOf(dataset_id, now_ms),
        configuration.dataset(dataset_id)?.settings ?? defaultSettings(),
      ),
    orders(dataset_id, period) {
      const look = orders.get()
      const report = look?.report(dataset_id, period) ?? readOrdersReport(undefined, dataset_id, period)
      const behind_rows = look?.behind() ?? journal.last()
      return { ...report, behind_rows, is_matching: look?.isMatching() ?? false }
    },
    orderList: (dataset_id, wanted) => orders.get()?.orders(dataset_id, wanted) ?? [],
    foundOrder: (dataset_id, order_id) => orders.get()?.found(dataset_id, order_id),
    aem(dataset_id, now_ms) {
      const dataset = configuration.dataset(dataset_id)
      if (!dataset) return undefined
      const look = aem.get()
      const report = look?.report(dataset_id, now_ms) ?? emptyAemReport(dataset, now_ms)
      return { ...report, is_behind: look?.isBehind() ?? journal.last() > 0 }
    },
    troubleshoot(dataset_id, patterns, now_ms) {
      const window = windowOf(dataset_id, now_ms)
      const compared = orders.get()?.compared(dataset_id, now_ms) ?? null
      const evidence = { window, diagnoses: diagnosesIn(window), orders: compared }
      return {
        dataset_id,
        as_of_ms: now_ms,
        behind_rows: window.behind_rows,
        patterns: patterns.map((pattern) => troubleshoot(pattern, evidence)),
      }
    },
    close() {
      for (const opened of [signals, orders, aem]) opened.close()
    },
  }
}
