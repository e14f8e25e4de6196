import { formatCount, formatShare } from '../../format/count.js'
import { formatDay, formatTime } from '../../format/time.js'
import { words } from '../../words/words.js'
import type { ChartRow } from './chart-rows.js'
import styles from './columns-chart.module.css'
import { KeyMark, type KeyOf } from './legend.js'

const said = words.overview.chart

interface ChartTipProps {
  row: ChartRow
  step: 'hour' | 'day'
  zone: string
  compared: boolean
}

/** The numbers of the step under the pointer. */
export function ChartTip({ row, step, zone, compared }: ChartTipProps) {
  const lines: (readonly [string, string, KeyOf?])[] = [
    [said.received_browser, formatCount(row.browser), 'browser'],
    [said.received_server, formatCount(row.server), 'server'],
    [said.counted, formatCount(row.counted), 'counted'],
    [said.duplicate, formatCount(row.duplicate)],
    [said.share, formatShare(row.share)],
  ]
  if (row.refused > 0) lines.push([said.refused, formatCount(row.refused)])
  if (compared && row.before !== null) lines.push([said.before, formatCount(row.before), 'before'])
  return (
    <div className={styles.tip}>
      <p className={styles.tip_title}>
        {step === 'hour' ? formatTime(row.at_ms, zone) : formatDay(row.at_ms, zone)}
      </p>
      <dl>
        {lines.map(([name, value, key]) => (
          <div key={name}>
            <dt>
              {key && <KeyMark of={key} />}
              {name}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
