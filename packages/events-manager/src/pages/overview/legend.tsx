import { ChannelMark } from '../../parts/channel-mark.js'
import { words } from '../../words/words.js'
import styles from './overview.module.css'

export type KeyOf = 'browser' | 'server' | 'counted' | 'before'

/** What a column is told by: colour and shape. */
export function KeyMark({ of }: { of: KeyOf }) {
  if (of === 'browser' || of === 'server')
    return (
      <span aria-hidden className={styles.key_mark}>
        <ChannelMark channel={of} />
      </span>
    )
  return <span className={styles.key} data-key={of} aria-hidden />
}

/** Which column is which. */
export function Legend({ compared }: { compared: boolean }) {
  const said = words.overview.chart
  const keys: [KeyOf, string][] = [
    ['browser', said.received_browser],
    ['server', said.received_server],
    ['counted', said.counted],
  ]
  if (compared) keys.push(['before', said.before])
  return (
    <ul className={styles.legend}>
      {keys.map(([key, name]) => (
        <li key={key}>
          <KeyMark of={key} />
          {name}
        </li>
      ))}
      <li className={styles.gap}>{said.gap}</li>
    </ul>
  )
}
