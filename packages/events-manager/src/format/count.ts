/** Numbers as English writes them; a second language brings its own tag. */
export const LOCALE = 'en-US'

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 })
const tenths = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** @returns e.g. 1,284 */
export const formatCount = (count: number): string => whole.format(count)

/** So many of something. @returns e.g. 1 channel, 1,284 channels */
export const formatCountOf = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** For charts only, where room is short. @returns e.g. 12.4 K */
export const formatCountShort = (count: number): string => short.format(count).replace(/(\d)([A-Z])/, '$1 $2')

/** @param share  0 to 1; @returns e.g. 98.6 %; a share of nothing is – */
export const formatShare = (share: number | null): string =>
  share === null || !Number.isFinite(share) ? '–' : `${tenths.format(share * 100)} %`

const KB = 1024
/** How large a file is. @returns e.g. 412 KB, 7.9 MB; never 0 KB of something */
export const formatBytes = (bytes: number): string =>
  bytes < KB * KB
    ? `${whole.format(Math.ceil(bytes / KB))} KB`
    : `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(bytes / KB / KB)} MB`

/** @returns e.g. 7.4, as Event Match Quality is written */
export const formatScore = (score: number): string => tenths.format(score)

/** How much a number has changed. @returns e.g. +12 %, −3 %; null where there was nothing to compare with */
export function formatTrend(now: number, before: number): string | null {
  if (before === 0) return null
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return '±0 %'
  return `${percent > 0 ? '+' : '−'}${whole.format(Math.abs(percent))} %`
}
