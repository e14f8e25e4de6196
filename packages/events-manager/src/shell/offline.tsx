import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { words } from '../words/words.js'
import styles from './offline.module.css'
import { useReached } from './reached.js'

/** Above the page while the server is not reached; what was known stays below it. */
export function Offline() {
  const reached = useReached()
  const queries = useQueryClient()
  if (reached) return null
  return (
    <div className={styles.line} role="alert">
      <span>{words.shell.offline}</span>
      <Button size="compact-sm" variant="default" onClick={() => void queries.invalidateQueries()}>
        {words.parts.retry}
      </Button>
    </div>
  )
}
