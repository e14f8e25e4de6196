import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../client/use-may.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Empty } from '../../parts/empty.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'

const { empty: said } = words.delivery

/** No destination yet: how one is set, by the page of settings or by command. */
export function NoDestination({ dataset_id }: { dataset_id: string }) {
  const may_change = useMay().change
  return (
    <Section>
      <Empty
        title={said.title}
        text={
          <>
            {said.text}
            <ol className={styles.steps}>
              {said.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </>
        }
        action={
          may_change ? (
            <Button
              component={Link}
              to="/d/$dataset_id/settings/$section"
              params={{ dataset_id, section: 'delivery' } as never}
            >
              {said.action}
            </Button>
          ) : (
            said.reader
          )
        }
        watching
      />
      {may_change && (
        <div className={styles.command}>
          <div className={styles.dimmed}>{said.command}</div>
          <CodeBlock
            label={said.command}
            text={`npx countersign destination add --dataset ${dataset_id} --to META_DATASET_ID`}
          />
        </div>
      )}
    </Section>
  )
}
