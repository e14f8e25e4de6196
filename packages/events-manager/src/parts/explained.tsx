import { ActionIcon, Popover } from '@mantine/core'
import IconInfoCircle from '@tabler/icons-react/icons/IconInfoCircle'
import type { ReactNode } from 'react'
import { words } from '../words/words.js'
import styles from './explained.module.css'

interface ExplainedProps {
  /** what is explained, e.g. `the deduplicated share` */
  what: string
  /** how it is computed, in a sentence */
  rule: ReactNode
  /** what went in: name and value each */
  inputs?: readonly (readonly [name: string, value: ReactNode])[]
  /** a link to the rows behind it, or to the reference */
  link?: ReactNode
}

/** The ⓘ beside a computed number: its rule, its inputs, and the way to the rows behind it. */
export function Explained({ what, rule, inputs = [], link }: ExplainedProps) {
  return (
    <Popover width={300} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="transparent" color="gray" size={22} aria-label={words.parts.explain(what)}>
          <IconInfoCircle size={15} aria-hidden className={styles.icon} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.box} aria-label={words.parts.explain(what)}>
        <div>{rule}</div>
        {inputs.length > 0 && (
          <dl className={styles.inputs}>
            {inputs.map(([name, value]) => (
              <div key={name} className={styles.input}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {link}
      </Popover.Dropdown>
    </Popover>
  )
}
