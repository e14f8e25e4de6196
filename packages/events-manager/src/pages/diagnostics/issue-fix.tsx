import { NativeSelect } from '@mantine/core'
import { useAddress } from '../../address.js'
import { words } from '../../words/words.js'
import styles from './issue.module.css'
import type { Issue } from './issues.js'
import { type Setup, setupOf, setupsOf } from './setup.js'

const { issue: said } = words.diagnostics

/** What to do, for one's own set-up. Which that is stays in the address from one issue to the next. */
export function IssueFix({ issue }: { issue: Issue }) {
  return (
    <section className={styles.fix} aria-labelledby="fix">
      <h2 id="fix" className={styles.fix_title}>
        {said.fix}
      </h2>
      <SetupFix issue={issue} />
      <p className={styles.dimmed}>{said.once_mended}</p>
    </section>
  )
}

/** The choice of a set-up, and its fix. @param otherwise  whose is shown where none was chosen; left out: the channel's */
export function SetupFix({ issue, otherwise }: { issue: Issue; otherwise?: Setup | undefined }) {
  const { search, set } = useAddress()
  const setup = setupOf(issue, search.setup ?? otherwise)
  if (setup === null) return null
  return (
    <>
      <NativeSelect
        size="xs"
        label={said.setup}
        value={setup}
        onChange={(event) => set({ setup: event.currentTarget.value }, { replace: true })}
        data={setupsOf(issue).map((value) => ({ value, label: said.setups[value] }))}
      />
      <p className={styles.fix_text} aria-live="polite">
        {issue.fixes[setup]}
      </p>
    </>
  )
}
