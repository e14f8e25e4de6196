import { Button, SegmentedControl, TextInput } from '@mantine/core'
import IconExternalLink from '@tabler/icons-react/icons/IconExternalLink'
import { lazy, Suspense } from 'react'
import { useAddress } from '../../address.js'
import { CopyButton } from '../../parts/copy-button.js'
import { Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import styles from './start-test.module.css'
import { isBrowserCode, markedAddress, newTestCode } from './test-code.js'
import shared from './test-events.module.css'

const { testEvents } = words
const WAYS = ['browser', 'server'] as const

/** What checks a request is as large as all the rest: it is loaded where a request is written. */
const ServerTest = lazy(async () => ({ default: (await import('./server-test.js')).ServerTest }))

interface StartTestProps {
  code: string
  /** the dataset's; null where it has none */
  domain: string | null
  dataset_id: string
}

/** The two ways to begin: a browser that is marked, or a request with the test's code. */
export function StartTest({ code, domain, dataset_id }: StartTestProps) {
  const { search, set } = useAddress()
  const by = search.by === 'server' ? 'server' : 'browser'
  return (
    <Section
      title={testEvents.start}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={testEvents.by_label}
          value={by}
          data={WAYS.map((way) => ({ value: way, label: testEvents.by[way] }))}
          onChange={(way) => set({ by: way === 'server' ? way : undefined }, { replace: true })}
        />
      }
    >
      {by === 'browser' ? (
        <BrowserTest code={code} domain={domain} />
      ) : (
        <Suspense fallback={<TextSkeleton lines={5} />}>
          <ServerTest key={code} code={code} dataset_id={dataset_id} domain={domain} />
        </Suspense>
      )}
      <div className={styles.code_line}>
        <span className={shared.dimmed}>{testEvents.code}</span>
        <code className={styles.code}>{code}</code>
        <CopyButton text={code} />
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => set({ code: newTestCode(Math.random()) }, { replace: true })}
        >
          {testEvents.new_code}
        </Button>
      </div>
    </Section>
  )
}

function BrowserTest({ code, domain }: { code: string; domain: string | null }) {
  const { search, set } = useAddress()
  const site = search.site ?? (domain === null ? '' : `https://${domain}/`)
  // A code that a request may carry, and a browser may not, is replaced by what marks nothing.
  const href = isBrowserCode(code) ? markedAddress(site, code) : null
  return (
    <>
      <div className={styles.open_line}>
        <TextInput
          className={styles.site}
          label={testEvents.browser.site}
          value={site}
          placeholder={testEvents.browser.no_domain}
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2_000}
          error={site.trim() !== '' && href === null ? testEvents.browser.wrong : null}
          onChange={(event) => set({ site: event.currentTarget.value }, { replace: true })}
        />
        {href === null ? (
          <Button disabled leftSection={<IconExternalLink size={16} aria-hidden />}>
            {testEvents.browser.open}
          </Button>
        ) : (
          <Button
            component="a"
            href={href}
            target="_blank"
            rel="noopener noreferrer"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            {testEvents.browser.open}
          </Button>
        )}
      </div>
      <p className={shared.hint}>{testEvents.browser.hint}</p>
    </>
  )
}
