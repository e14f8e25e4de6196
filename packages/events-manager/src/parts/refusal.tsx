import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import type { ReactNode } from 'react'
import { Failure } from '../client/failure.js'
import styles from './refusal.module.css'

/** Above a form's button: why what was sent was not taken. @param children  other words than the server's */
export function Refusal({ error, children }: { error: unknown; children?: ReactNode }) {
  if (error === null || error === undefined) return null
  const said = error instanceof Failure ? `${error.message} ${error.fix ?? ''}` : String(error)
  return (
    <div className={styles.refusal} role="alert">
      <IconAlertOctagon size={16} aria-hidden />
      <span>{children ?? said}</span>
    </div>
  )
}

/** The server's words on one field of a form; null where they are about another. */
export const refusalAt = (error: unknown, at: string): string | null =>
  error instanceof Failure && error.at === at ? `${error.message} ${error.fix ?? ''}`.trim() : null
