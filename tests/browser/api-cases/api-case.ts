import { createHash } from 'node:crypto'
import type { PixelSettings } from '@countersign/pixel/serve'

/** A dataset, and another one on the same page. */
export const A = '1832195656904796'
export const B = '2932195656904797'

export interface ApiCase {
  title: string
  /** the page's script after the base code */
  calls: string
  /** what is sent, besides what every beacon has; per dataset in the order in which it was called for */
  want: Wanted[]
  path?: string
  settings?: Partial<PixelSettings>
  /** in front of the base code, in the page */
  before?: string
  /** later steps, each in a task of its own, once what `want` has up to there may have been sent */
  steps?: string[]
  /** lines of the console */
  warns?: string[]
}
/** `id` is dataset A's unless it is given; so is every other parameter that all beacons have. */
export type Wanted = { ev: string; id?: string; [parameter: string]: string | undefined }

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
export const EM = sha256('jo@shop.example')

export const init = `fbq('init','${A}');`
export const both = `${init}fbq('init','${B}');`
export const view = "fbq('track','PageView');"
export const PAGE_VIEW: Wanted = { ev: 'PageView' }
export const LEAD: Wanted = { ev: 'Lead' }
