import { type ReactNode, useEffect } from 'react'
import { Mark } from '../parts/mark.js'
import { words } from '../words/words.js'
import styles from './bare.module.css'
import { ThemeMenu } from './theme-menu.js'

interface BareProps {
  title: string
  text?: ReactNode
  children: ReactNode
  /** below the card */
  foot?: ReactNode
}

/** What stands around a page for whoever is not signed in: a card in the middle. */
export function Bare({ title, text, children, foot }: BareProps) {
  useEffect(() => {
    document.title = words.shell.title(title)
  }, [title])
  return (
    <div className={styles.place}>
      <header className={styles.head}>
        <span className={styles.product}>
          <Mark size={24} /> {words.shell.product}
        </span>
        <ThemeMenu />
      </header>
      <main className={styles.main}>
        <div className={styles.card}>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          {text !== undefined && <p className={styles.text}>{text}</p>}
          {children}
        </div>
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </main>
    </div>
  )
}
