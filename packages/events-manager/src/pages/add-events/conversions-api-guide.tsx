import { SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import { exampleOf, LANGUAGES, RUNS, SDKS, sdkExampleOf } from './examples.js'
import type { GuideProps } from './paths.js'

const { capi } = words.addEvents

/** A request in five languages, and Meta's own SDKs with another host. */
export function ConversionsApiGuide({ dataset_id, host, origin }: GuideProps) {
  const { search, set } = useAddress()
  const language = LANGUAGES.find((each) => each === search.language) ?? 'curl'
  const sdk = SDKS.find((each) => each === search.sdk) ?? 'Node'
  const run = RUNS[language]
  return (
    <>
      <Section
        title={capi.send}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={capi.language}
            data={[...LANGUAGES]}
            value={language}
            onChange={(value) => set({ language: value }, { replace: true })}
          />
        }
      >
        <CodeBlock text={exampleOf(language, { origin, dataset_id, host })} label={language} />
        <p className={styles.below}>
          {run === null ? null : `${capi.run(run.file, run.command)} `}
          {capi.token}{' '}
          <Link to="/d/$dataset_id/settings/$section" params={{ dataset_id, section: 'tokens' }}>
            {capi.make_token}
          </Link>
        </p>
      </Section>
      <Section
        title={capi.sdks}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={capi.sdks}
            data={[...SDKS]}
            value={sdk}
            onChange={(value) => set({ sdk: value }, { replace: true })}
          />
        }
      >
        <p className={styles.text}>{capi.sdks_text}</p>
        <CodeBlock text={sdkExampleOf(sdk, origin)} label={sdk} />
      </Section>
    </>
  )
}
