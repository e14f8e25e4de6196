import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle'
import type { components } from '../../../generated/api.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'

const { token: said } = words.delivery
type TokenChecked = components['schemas']['TokenChecked']

const ICONS: { [S in TokenChecked['state']]: typeof IconCircleCheck } = {
  valid: IconCircleCheck,
  invalid: IconAlertOctagon,
  unknown: IconHelpCircle,
}

interface TokenCheckProps {
  checked: TokenChecked | undefined
  error: Error | null
}

/** What the destination says of its token, in words, and what to do about it. */
export function TokenCheck({ checked, error }: TokenCheckProps) {
  if (error !== null) return <Refusal error={error} />
  if (checked === undefined) return null
  const { state, why } = checked
  const Icon = ICONS[state]
  return (
    <div className={styles.token} data-token={state} role="status">
      <Icon size={16} aria-hidden />
      <div>
        <strong>{said.standing[state]}</strong>{' '}
        {why !== '' && (
          <>
            <ForeignText text={why} chars={300} />{' '}
          </>
        )}
        {said.todo[state]}
      </div>
    </div>
  )
}
