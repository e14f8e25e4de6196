import { ChannelMark } from '../../parts/channel-mark.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './journey-list.module.css'
import type { Journey } from './test-row.js'

const { testEvents } = words
/** A shop's way to a purchase, until the server tells this test's own. */
const STEPS = ['PageView', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']

type Step = Journey['steps'][number]

/** What a test has shown so far of the way to a purchase, and by which channel. */
export function JourneyList({ code, journey }: { code: string; journey: Journey | undefined }) {
  const steps: readonly Step[] =
    journey?.steps ??
    STEPS.map((event_name) => ({ event_name, browser: false, server: false, deduplicated: false }))
  return (
    <Section title={testEvents.journey.title(code)}>
      <ol className={styles.steps} aria-label={testEvents.journey.steps}>
        {steps.map((step) => (
          <li key={step.event_name} className={styles.step} data-done={shownOf(step) !== null || undefined}>
            {markOf(step)}
            <span className={styles.step_name}>{step.event_name}</span>
            <span className={styles.step_by}>{testEvents.journey[shownOf(step) ?? 'none']}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** By which channels a step was seen; null: by none. */
function shownOf({ browser, server, deduplicated }: Step): 'browser' | 'server' | 'separate' | 'both' | null {
  if (deduplicated) return 'both'
  if (browser && server) return 'separate'
  return browser ? 'browser' : server ? 'server' : null
}

function markOf(step: Step) {
  const shown = shownOf(step)
  return (
    <span className={styles.step_mark} aria-hidden>
      {shown === null ? (
        <span className={styles.step_open} />
      ) : (
        <ChannelMark channel={shown === 'separate' ? 'both' : shown} />
      )}
    </span>
  )
}
