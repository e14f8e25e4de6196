import IconAlertOctagon from '@tabler/icons-react/icons/IconAlertOctagon'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconInfoCircle from '@tabler/icons-react/icons/IconInfoCircle'
import type { ReactNode } from 'react'
import { words } from '../words/words.js'
import styles from './what-to-do.module.css'

export type Severity = 'error' | 'warning' | 'info'

export interface ToDo {
  id: string
  severity: Severity
  /** what was seen, in a line */
  title: ReactNode
  /** why it matters, and what to do */
  text?: ReactNode
  /** its link or button */
  fix?: ReactNode
}

const ICONS = { error: IconAlertOctagon, warning: IconAlertTriangle, info: IconInfoCircle }

/** The mark of a severity: by shape, colour and, to those who hear it, by name. */
export function SeverityMark({ severity, size = 16 }: { severity: Severity; size?: number }) {
  const Icon = ICONS[severity]
  return (
    <span
      className={styles.mark}
      data-severity={severity}
      role="img"
      aria-label={words.parts.severity[severity]}
    >
      <Icon size={size} aria-hidden />
    </span>
  )
}

/** The open issues that touch a page, each with its fix, or that there are none. */
export function WhatToDo({
  items,
  title = words.parts.what_to_do,
}: {
  items: readonly ToDo[]
  title?: string
}) {
  return (
    <section className={styles.box} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {items.length === 0 ? (
        <p className={styles.nothing}>
          <IconCircleCheck size={16} aria-hidden /> {words.parts.nothing_to_do}
        </p>
      ) : (
        <ul className={styles.list}>
          {items.map(({ id, severity, title, text, fix }) => (
            <li key={id} className={styles.item}>
              <SeverityMark severity={severity} />
              <div className={styles.words}>
                <div className={styles.what}>{title}</div>
                {text !== undefined && <div className={styles.why}>{text}</div>}
                {fix !== undefined && <div className={styles.fix}>{fix}</div>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
