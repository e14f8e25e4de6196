import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import { words } from '../../words/words.js'
import styles from './priorities.module.css'
import { adviceOn, byFunnel, type Slot } from './slots.js'

const { advice: said } = words.priorities

interface AdviceProps {
  slots: readonly Slot[]
  funnel: readonly string[]
  may: boolean
  onApply(slots: readonly Slot[]): void
}

/** Whether the order follows the funnel, and what to do where it does not. */
export function Advice({ slots, funnel, may, onApply }: AdviceProps) {
  if (!slots.some(({ event_name }) => funnel.includes(event_name))) return null
  const found = adviceOn(slots, funnel)
  if (found.length === 0)
    return (
      <p className={styles.advice} data-good>
        <IconCircleCheck size={16} aria-hidden /> <span>{said.good}</span>
      </p>
    )
  return (
    <div className={styles.advice}>
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        {found.map(({ event_name, above }) => (
          <p key={event_name}>{said.below(event_name, above)}</p>
        ))}
        {may && (
          <Button size="compact-sm" variant="default" onClick={() => onApply(byFunnel(slots, funnel))}>
            {said.apply}
          </Button>
        )}
      </div>
    </div>
  )
}
