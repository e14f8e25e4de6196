import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import template from '../../../../integrations/gtm/template.tpl?raw'
import { CodeBlock } from '../../parts/code-block.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import { templateFor } from './gtm-template.js'
import type { GuideProps } from './paths.js'

const { gtm } = words.addEvents

/** The tag template, with this host in it, and how it is put in. */
export function GtmGuide({ dataset_id, origin }: GuideProps) {
  const is_https = origin.startsWith('https:')
  return (
    <Section
      title={gtm.import}
      actions={
        <Button
          size="xs"
          disabled={!is_https}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => save(origin)}
        >
          {gtm.download}
        </Button>
      }
    >
      {!is_https && <p className={styles.warning}>{gtm.https}</p>}
      <ol className={styles.steps}>
        {gtm.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className={styles.pair}>
        <div>
          <h3 className={styles.small_title}>{gtm.host}</h3>
          <CodeBlock text={origin} label={gtm.host} />
        </div>
        <div>
          <h3 className={styles.small_title}>{gtm.dataset}</h3>
          <CodeBlock text={dataset_id} label={gtm.dataset} />
        </div>
      </div>
    </Section>
  )
}

function save(origin: string): void {
  const text = templateFor(template, origin)
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href: url, download: 'countersign.tpl' }).click()
  URL.revokeObjectURL(url)
}
