import { Button } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Failure } from '../client/failure.js'
import { Failed } from '../parts/failed.js'
import { words } from '../words/words.js'
import styles from './whole-page.module.css'

const { broken } = words.shell

/** In a page's place when it stopped: as a failed request where it was one, else with the message that it left. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  if (error instanceof Failure)
    return <Failed what={words.shell.this_page} error={error} since_ms={Date.now()} retry={again} />
  return (
    <div className={styles.whole} role="alert">
      <h1 className={styles.title} tabIndex={-1}>
        {broken.title}
      </h1>
      <p className={styles.text}>{broken.text}</p>
      <pre className={styles.message}>{error instanceof Error ? error.message : String(error)}</pre>
      <Button variant="default" onClick={() => location.reload()}>
        {broken.again}
      </Button>
    </div>
  )
}
