import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import type { GuideProps } from './paths.js'

const { gateway } = words.addEvents

/** Meta as a destination of what is counted here. */
export const GatewayGuide = ({ dataset_id }: GuideProps) => (
  <Section title={gateway.set}>
    <p className={styles.text}>{gateway.text}</p>
    <ol className={styles.steps}>
      {gateway.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
    <Button
      mt="sm"
      renderRoot={(props) => <Link to="/d/$dataset_id/delivery" params={{ dataset_id }} {...props} />}
    >
      {gateway.open}
    </Button>
  </Section>
)
