import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Mark } from '../parts/mark.js'
import { words } from '../words/words.js'
import styles from './whole-page.module.css'

const { not_found } = words.shell

/** At an address where nothing is. */
export const NotFound = () => (
  <main className={styles.whole}>
    <Nothing />
  </main>
)

/** The same in a page's place, inside of what stands around every page. */
export const NoSuchPage = () => (
  <div className={styles.whole}>
    <Nothing />
  </div>
)

function Nothing() {
  useEffect(() => {
    document.title = words.shell.title(not_found.title)
  }, [])
  return (
    <>
      <Mark size={32} />
      <h1 className={styles.title} tabIndex={-1}>
        {not_found.title}
      </h1>
      <p className={styles.text}>{not_found.text}</p>
      <Button component={Link} to="/">
        {not_found.home}
      </Button>
    </>
  )
}
