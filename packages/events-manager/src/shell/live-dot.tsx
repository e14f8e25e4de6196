import { Tooltip } from '@mantine/core'
import { useIsFetching } from '@tanstack/react-query'
import { words } from '../words/words.js'
import { useReached } from './reached.js'
import styles from './top-bar.module.css'

/** Whether what is seen is what the server knows. */
export function LiveDot() {
  const reached = useReached()
  const fetching = useIsFetching() > 0
  const state = !reached ? 'offline' : fetching ? 'behind' : 'live'
  return (
    <Tooltip label={words.shell.live[state]}>
      <span className={styles.dot} data-state={state} role="img" aria-label={words.shell.live[state]} />
    </Tooltip>
  )
}
