import type { ReactNode } from 'react'
import styles from './answer.module.css'

interface AnswerProps {
  /** one line in words made from the data; its numbers in <strong> */
  children: ReactNode
  /** how it changed, e.g. `+12 %`; null where there is nothing to compare with */
  trend?: string | null
  /** what the trend is against, e.g. `than the 7 days before` */
  against?: string
}

/** What the page answers, in one sentence that is read before anything else. */
export function Answer({ children, trend, against }: AnswerProps) {
  return (
    <p className={styles.answer}>
      {children}
      {trend != null && (
        <span className={styles.trend}>
          {trend} {against}
        </span>
      )}
    </p>
  )
}
