import type { ReactNode } from 'react'
import { words } from '../words/words.js'
import { Mark } from './mark.js'
import styles from './state.module.css'

interface EmptyProps {
  /** what would be here */
  title: string
  /** how it comes to be here */
  text?: ReactNode
  /** the next step's button */
  action?: ReactNode
  /** whether the page watches for it and fills by itself */
  watching?: boolean
}

/** Nothing yet: what would be here, the next step, and that it is being watched for. */
export function Empty({ title, text, action, watching = false }: EmptyProps) {
  return (
    <div className={styles.state}>
      <Mark size={28} plain />
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <div className={styles.text}>{text}</div>}
      {action}
      {watching && (
        <p className={styles.watching} role="status">
          <span className={styles.pulse} aria-hidden /> {words.parts.waiting}
        </p>
      )}
    </div>
  )
}
