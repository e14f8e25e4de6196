import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconCircleDashed from '@tabler/icons-react/icons/IconCircleDashed'
import IconClockExclamation from '@tabler/icons-react/icons/IconClockExclamation'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import IconPlugConnectedX from '@tabler/icons-react/icons/IconPlugConnectedX'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import type { Standing } from './standing.js'

const ICONS = {
  stopped: IconAlertOctagon,
  failing: IconPlugConnectedX,
  behind: IconClockExclamation,
  paused: IconPlayerPause,
  sending: IconCircleCheck,
  idle: IconCircleDashed,
}

/** How a destination stands, by shape and in words. */
export function StandingMark({ standing, short = false }: { standing: Standing; short?: boolean }) {
  const Icon = ICONS[standing]
  return (
    <span className={styles.standing} data-standing={standing}>
      <Icon size={16} aria-hidden /> {words.delivery[short ? 'standing_short' : 'standing'][standing]}
    </span>
  )
}
