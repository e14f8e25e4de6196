import { Button } from '@mantine/core'
import IconBrandGoogle from '@tabler/icons-react/icons/IconBrandGoogle'
import IconCode from '@tabler/icons-react/icons/IconCode'
import IconRoute from '@tabler/icons-react/icons/IconRoute'
import IconServer from '@tabler/icons-react/icons/IconServer'
import { Link } from '@tanstack/react-router'
import type { DatasetCreated } from '../../client/shapes.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './new.module.css'
import { PATHS, type Path } from './steps.js'

const { newDataset } = words
const ICONS = { pixel: IconCode, 'conversions-api': IconServer, gtm: IconBrandGoogle, gateway: IconRoute }

interface ChooseStepProps {
  dataset_id: string
  /** what was just made, with its token; null after the page was loaded again */
  created: DatasetCreated | null
  onChoose(path: Path): void
}

/** Step two: the token, this once, and the ways in. */
export function ChooseStep({ dataset_id, created, onChoose }: ChooseStepProps) {
  return (
    <>
      {created !== null && (
        <Section title={newDataset.token_title}>
          <p className={styles.text}>{newDataset.token_text}</p>
          <CodeBlock text={created.access_token} label={newDataset.token_title} />
        </Section>
      )}
      <Section title={newDataset.choose}>
        <div className={styles.paths}>
          {PATHS.map((path) => {
            const Icon = ICONS[path]
            return (
              <button key={path} type="button" className={styles.path} onClick={() => onChoose(path)}>
                <Icon size={20} aria-hidden />
                <span className={styles.path_title}>{newDataset.paths[path].title}</span>
                <span className={styles.path_text}>{newDataset.paths[path].text}</span>
              </button>
            )
          })}
        </div>
        <Button
          mt="md"
          variant="subtle"
          color="gray"
          renderRoot={(props) => <Link to="/d/$dataset_id/overview" params={{ dataset_id }} {...props} />}
        >
          {newDataset.later}
        </Button>
      </Section>
    </>
  )
}
