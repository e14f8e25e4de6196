import IconBan from '@tabler/icons-react/icons/IconBan'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconClock from '@tabler/icons-react/icons/IconClock'
import IconCopyCheck from '@tabler/icons-react/icons/IconCopyCheck'
import IconHandStop from '@tabler/icons-react/icons/IconHandStop'
import IconRepeat from '@tabler/icons-react/icons/IconRepeat'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import { words } from '../../words/words.js'
import type { TestRow } from './test-row.js'
import styles from './verdict-mark.module.css'

const ICONS = {
  received: IconClock,
  counted: IconCircleCheck,
  duplicate: IconCopyCheck,
  repeated: IconRepeat,
  rejected: IconBan,
  blocked: IconHandStop,
  restricted: IconShieldLock,
}

/** What has become of a report: by shape, colour and name. */
export function VerdictMark({ status }: { status: TestRow['status'] }) {
  const Icon = ICONS[status]
  return (
    <span className={styles.verdict} data-status={status}>
      <Icon size={15} aria-hidden /> {words.testEvents.status[status]}
    </span>
  )
}
