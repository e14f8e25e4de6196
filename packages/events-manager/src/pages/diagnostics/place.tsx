import { ChannelMark } from '../../parts/channel-mark.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'
import type { Issue } from './issues.js'

/** What an issue is about: event, channel, and what besides. */
export function Place({ event_name, channel, detail }: Pick<Issue, 'event_name' | 'channel' | 'detail'>) {
  return (
    <span className={styles.place}>
      {channel !== null && <ChannelMark channel={channel} />}
      {event_name === null ? words.diagnostics.all_events : <ForeignText text={event_name} chars={60} />}
      {detail !== null && (
        <span className={styles.detail}>
          <ForeignText text={detail} chars={60} mono />
        </span>
      )}
    </span>
  )
}
