import { formatCount } from '../format/count.js'
import { formatMoney } from '../format/money.js'
import { formatAgo, formatTime, formatTimeWhole } from '../format/time.js'
import { useMinute } from '../range/use-range.js'

/** A number of things. */
export const Count = ({ value }: { value: number }) => <span>{formatCount(value)}</span>

/** An amount in the currency that came. @param value  a decimal, as text where the server tells it so */
export const Money = ({ value, currency }: { value: number | string; currency: string }) => (
  <span>{formatMoney(value, currency)}</span>
)

interface TimeProps {
  at_ms: number
  /** the dataset's */
  zone: string
  /** always as a date, rather than relative under a day */
  absolute?: boolean
}

/** A time: relative under a day, absolute beyond, in the dataset's zone; with seconds and zone on hover. */
export function Time({ at_ms, zone, absolute = false }: TimeProps) {
  const now_ms = useMinute()
  return (
    <time dateTime={new Date(at_ms).toISOString()} title={formatTimeWhole(at_ms, zone)}>
      {absolute ? formatTime(at_ms, zone) : formatAgo(at_ms, Math.max(now_ms, at_ms), zone)}
    </time>
  )
}
