import type { Channel, DiagnosisCode } from '@countersign/core'
import type { Traffic } from '@countersign/demo/shop'
import type { Configuration, DatasetSettings } from '@countersign/storage'
import type { ShopRun } from '../lab.js'

/** What a fault breaks, or stands on: two faults can be planted together where neither breaks what the other has. */
export type Part =
  | 'action_source'
  | 'browser clock'
  | 'browser currency'
  | 'browser ip'
  | 'browser match keys'
  | 'browser volume'
  | 'cart name'
  | 'contents'
  | 'custom data'
  | 'custom events'
  | 'ids'
  | 'order volume'
  | 'order value'
  | 'page address'
  | 'page views'
  | 'product value'
  | 'product views'
  | 'robots'
  | 'server fbc'
  | 'server fbp'
  | 'server ip'
  | 'server match keys'
  | 'server time'
  | 'server user agent'
  | 'server volume'

/** What must be found of a fault. What is left out may be anything. */
export interface Expected {
  event_name?: string
  channel?: Channel
  /** stands in the detail or in the cause that was found */
  mentions?: RegExp
}

/** One thing that is broken in a shop, as it breaks in practice. */
export interface Fault {
  code: DiagnosisCode
  /** what is broken, as its owner would be told */
  says: string
  expects: Expected
  /** what is truly the case as well once this is broken: finding it is no false alarm */
  implies: readonly DiagnosisCode[]
  breaks: readonly Part[]
  needs?: readonly Part[]
  /** true: nothing else can be seen beside it */
  alone?: true
  /** where it needs more of a shop than most: orders are few */
  visitors_per_day?: number
  settings?: Partial<DatasetSettings>
  /** true: the shop tells of its orders as well */
  tells_orders?: true
  /** What the shop's owner has set up besides, before its first event. */
  setUp?(configuration: Configuration, dataset_id: string): void
  /** Changes the shop's traffic. */
  plant(traffic: Traffic): void
  /** How often the fault shows in what was received: near nothing on a healthy shop. */
  shows(run: ShopRun): number
}

/** Enough for faults that every page shows; and for those that only orders show. */
export const VISITORS_PER_DAY = 30
export const VISITORS_FOR_ORDERS = 60
