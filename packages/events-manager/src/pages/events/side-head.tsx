import type { ReactNode } from 'react'
import type { Sighting } from '../../client/shapes.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'

const said = words.counted.sightings

/** What is counted, then each report by its channel; the one that won says so. */
export const SideHead = ({ beside, counted }: { beside: readonly Sighting[]; counted: ReactNode }) => (
  <thead>
    <tr>
      <td />
      <th scope="col">
        <span className={styles.mark}>
          {counted} {said.shown}
        </span>
      </th>
      {beside.map(({ sighting_id, channel, primary }) => (
        <th key={sighting_id} scope="col" title={sighting_id}>
          <span className={styles.mark}>
            <ChannelMark channel={channel} named />
          </span>
          {primary && beside.length > 1 && <span className={styles.won}>{said.won}</span>}
        </th>
      ))}
    </tr>
  </thead>
)
