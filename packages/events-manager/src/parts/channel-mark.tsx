import { words } from '../words/words.js'
import styles from './channel-mark.module.css'

export type ChannelShown = 'browser' | 'server' | 'both'

interface ChannelMarkProps {
  channel: ChannelShown
  /** with its name beside it; otherwise those who do not see it hear the name */
  named?: boolean
  size?: number
}

/** Browser: a blue circle. Server: a violet square. Both: the two, woven. Told by shape as much as by colour. */
export function ChannelMark({ channel, named = false, size = 12 }: ChannelMarkProps) {
  const name = words.parts.channel[channel]
  return (
    <span className={styles.channel}>
      <svg
        width={channel === 'both' ? size * 1.5 : size}
        height={size}
        viewBox={channel === 'both' ? '0 0 18 12' : '0 0 12 12'}
        role="img"
        aria-label={name}
        aria-hidden={named}
      >
        {channel === 'browser' && <circle className={styles.browser} cx={6} cy={6} r={5} />}
        {channel === 'server' && (
          <rect className={styles.server} x={1.5} y={1.5} width={9} height={9} rx={1.5} />
        )}
        {channel === 'both' && (
          <>
            <rect className={styles.server} x={8} y={1.5} width={9} height={9} rx={1.5} />
            <circle className={styles.over} cx={6} cy={6} r={5} />
          </>
        )}
      </svg>
      {named && <span>{name}</span>}
    </span>
  )
}
