import { type ReactNode, useEffect } from 'react'
import { words } from '../words/words.js'
import styles from './page.module.css'

interface PageProps {
  /** what the page is, as the rail calls it; also the document's title */
  title: string
  /** the dataset's name, for the document's title */
  dataset?: string
  /** the answer line: see Answer */
  answer?: ReactNode
  /** buttons that stand beside the title */
  actions?: ReactNode
  /** what leads back, above the title */
  back?: ReactNode
  /** see WhatToDo; stands beside the evidence where there is room */
  todo?: ReactNode
  /** the evidence: one chart or table that the answer came from */
  children: ReactNode
  /** pages of text and fields are narrower than those of tables */
  narrow?: boolean
}

/** The anatomy of every page: answer first, then its evidence, then what to do. */
export function Page({ title, dataset, answer, actions, back, todo, children, narrow = false }: PageProps) {
  useEffect(() => {
    document.title = words.shell.title(title, dataset)
  }, [title, dataset])
  return (
    <div className={styles.page} data-narrow={narrow || undefined}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {back}
          <h1 className={styles.title} tabIndex={-1} dir="auto">
            {title}
          </h1>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {answer !== undefined && <div className={styles.answer}>{answer}</div>}
      <div className={styles.body} data-todo={todo !== undefined || undefined}>
        <div className={styles.evidence}>{children}</div>
        {todo !== undefined && <aside className={styles.todo}>{todo}</aside>}
      </div>
    </div>
  )
}

/** A titled part of the evidence. */
export function Section(props: {
  title?: string
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
}) {
  return (
    <section className={styles.section} data-flush={props.flush || undefined}>
      {(props.title !== undefined || props.actions !== undefined) && (
        <div className={styles.section_head}>
          {props.title !== undefined && <h2 className={styles.section_title}>{props.title}</h2>}
          {props.actions}
        </div>
      )}
      {props.children}
    </section>
  )
}
