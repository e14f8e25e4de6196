import { findingsOf, pairFindingsOf } from '@countersign/core/report'
import { type AemSeeds, type OpenAem, openAem } from '../aem/aem.js'
import type { Configuration } from '../configuration/port.js'
import { uncounted } from '../feed/rows-behind.js'
import { openSharedReading } from '../feed/shared-reading.js'
import { type OpenOrders, openOrders } from '../orders/open-orders.js'
import type { DataPaths } from '../process/data-directory.js'
import { type OpenSignals, openSignals } from './open-signals.js'
import { RULES_VERSION } from './rules.js'

/** The folds of the thread that watches signals, on one reading: each journal row is decoded once for all of them. */
export interface SignalFolds {
  signals: OpenSignals
  aem: OpenAem
  orders: OpenOrders
  /** Each reads on by a step, by itself (`Apart`). @returns whether there may be more */
  step(): boolean
  /** how many journal rows the one that is furthest behind has not been told of */
  behind(): number
  /** how many journal rows are not counted yet */
  uncounted(): number
  /** Each takes out a page of what is past its time, by itself. @returns whether there may be more */
  keepHouse(now_ms: number): boolean
  close(): void
}

/**
 * Does a part of the work so that one that throws keeps no other from its own. Left out: it throws, and nothing goes on,
 * as for a command that wants all of it or nothing.
 * @param part  a fold's name, or what is done for it, e.g. `orders`, `orders housekeeping`
 * @returns what the work returned; false where it threw or was not begun
 */
export type Apart = (part: string, work: () => boolean) => boolean

/**
 * Opens them in a data directory, for one thread of the process that has locked it. Where another process reconciles
 * orders, their steps do nothing here until it is done.
 * @param seeds  of Aggregated Event Measurement
 */
export function openSignalFolds(
  paths: DataPaths,
  configuration: Configuration,
  seeds: AemSeeds,
  apart: Apart = (_, work) => work(),
): SignalFolds {
  const rules = { ofSighting: findingsOf, ofPair: pairFindingsOf }
  const reading = openSharedReading(paths)
  const signals = openSignals(paths, configuration, rules, RULES_VERSION, reading)
  const aem = openAem(paths, configuration, seeds, reading)
  const orders = openOrders(paths, configuration, reading)
  const named = Object.entries({ signals, aem, orders })
  const folds = [signals, aem, orders]
  return {
    signals,
    aem,
    orders,
    step: () => named.map(([name, fold]) => apart(name, () => fold.step())).includes(true),
    behind: () => Math.max(...folds.map((fold) => fold.behind())),
    uncounted: () => uncounted(reading.facts, reading.journal),
    keepHouse: (now_ms) =>
      named.map(([name, fold]) => apart(`${name} housekeeping`, () => fold.keepHouse(now_ms))).includes(true),
    close() {
      for (const opened of [...folds, reading]) opened.close()
    },
  }
}
