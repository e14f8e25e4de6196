import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle'
import type { components } from '../../../generated/api.js'
import { formatTime } from '../../format/time.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { type TokenStanding, tokenStanding } from './token-standing.js'

const { token: said } = words.delivery
type TokenChecked = components['schemas']['TokenChecked']

const ICONS: { [S in TokenStanding]: typeof IconCircleCheck } = {
  valid: IconCircleCheck,
  expires: IconAlertTriangle,
  missing: IconAlertTriangle,
  invalid: IconAlertOctagon,
  unknown: IconHelpCircle,
}

interface TokenCheckProps {
  checked: TokenChecked | undefined
  error: Error | null
  zone: string
}

/** What the destination says of its token, in words, and what to do about it. */
export function TokenCheck({ checked, error, zone }: TokenCheckProps) {
  if (error !== null) return <Refusal error={error} />
  if (checked === undefined) return null
  const { why, expires_at_ms, scopes, scopes_missing, application } = checked
  const standing = tokenStanding(checked, Date.now())
  const Icon = ICONS[standing]
  const until = expires_at_ms === null ? said.for_ever : said.until(formatTime(expires_at_ms, zone))
  return (
    <div className={styles.token} data-token={standing} role="status">
      <Icon size={16} aria-hidden />
      <div>
        <strong>{said.standing[standing]}</strong>{' '}
        {scopes_missing.length > 0 && `${said.missing(scopes_missing.join(', '))} `}
        {checked.state === 'valid' && `${until} `}
        {why !== '' && (
          <>
            <ForeignText text={why} chars={300} />{' '}
          </>
        )}
        {said.todo[standing]}
        {(scopes.length > 0 || application !== null) && (
          <div className={styles.dimmed}>
            {application !== null && (
              <>
                {said.application} <ForeignText text={application} />.{' '}
              </>
            )}
            {scopes.length > 0 && (
              <>
                {said.scopes} <ForeignText text={scopes.join(', ')} chars={300} mono />
              </>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
