import { SegmentedControl } from '@mantine/core'
import { useAddress } from '../../address.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import { BUILDS, INSTALL, loadingOf, PACK, purchaseOf, routesOf, signedInOf } from './app-examples.js'
import type { GuideProps } from './paths.js'

const { npm } = words.addEvents

/** The pixel as a package, for an application that is bundled: React, Vue, or neither. */
export function NpmGuide({ dataset_id, origin }: GuideProps) {
  const { search, set } = useAddress()
  const build = BUILDS.find((each) => each === search.build) ?? 'React'
  const of = { dataset_id, origin }
  return (
    <>
      <Section title={npm.install}>
        <p className={styles.text}>{npm.install_text}</p>
        <CodeBlock text={PACK} label={npm.pack} />
        <p className={styles.between}>{npm.in_app}</p>
        <CodeBlock text={INSTALL} label={npm.install} />
      </Section>
      <Section
        title={npm.load}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={npm.build}
            data={BUILDS.map((value) => ({ value, label: npm.builds[value] }))}
            value={build}
            onChange={(value) => set({ build: value }, { replace: true })}
          />
        }
      >
        <p className={styles.text}>{npm.load_text}</p>
        {origin.startsWith('http:') && <p className={styles.warning}>{npm.http}</p>}
        <CodeBlock text={loadingOf(build, of)} label={npm.load} />
      </Section>
      <Section title={npm.event}>
        <p className={styles.text}>{npm.event_text}</p>
        <CodeBlock text={purchaseOf(build)} label={npm.event} />
      </Section>
      <Section title={npm.routes}>
        <p className={styles.text}>{npm.routes_text[build]}</p>
        <CodeBlock text={routesOf(build, of)} label={npm.routes} />
      </Section>
      <Section title={npm.signed_in}>
        <p className={styles.text}>{npm.signed_in_text}</p>
        <CodeBlock text={signedInOf(build, of)} label={npm.signed_in} />
      </Section>
    </>
  )
}
