import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../client/use-may.js'
import { formatDuration } from '../../format/time.js'
import { Explained } from '../../parts/explained.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import type { DestinationDelivery } from './queries.js'
import { standingOf } from './standing.js'
import { StandingMark } from './standing-mark.js'
import { TokenCheck } from './token-check.js'
import { usePause, useTokenCheck } from './use-delivery-changes.js'

const { delivery: said } = words

interface DestinationHeadProps {
  dataset_id: string
  destination: DestinationDelivery
  zone: string
}

/** A destination's state in words, since when, and what it said last. */
export function DestinationHead({ dataset_id, destination, zone }: DestinationHeadProps) {
  const { name, kind, target_id, test_event_code, stopped, breaker, paused_at_ms } = destination
  const standing = standingOf(destination)
  const check = useTokenCheck(dataset_id, destination.destination_id)
  return (
    <section className={styles.head} aria-label={name}>
      <div className={styles.head_row}>
        <div>
          <h2 className={styles.name}>
            <ForeignText text={name} />
          </h2>
          <div className={styles.dimmed}>
            {said.kind[kind]} · {said.to(target_id)}
          </div>
        </div>
        <Controls dataset_id={dataset_id} destination={destination} check={check} />
      </div>
      <div className={styles.stands}>
        <StandingMark standing={standing} />
        <span className={styles.dimmed}>{said.standing_text[standing]}</span>
      </div>
      <TokenCheck checked={check.data} error={check.error} />
      {stopped !== null && <ForeignText text={stopped.why} chars={300} />}
      {test_event_code !== null && <div className={styles.warned}>{said.test_code(test_event_code)}</div>}
      <dl className={styles.facts}>
        <Fact name={said.lag} more={<LagExplained destination={destination} zone={zone} />}>
          {destination.lag_ms === 0 ? said.no_lag : formatDuration(destination.lag_ms)}
        </Fact>
        <Fact name={said.last_sent}>
          <At at_ms={destination.last_sent_ms} zone={zone} />
        </Fact>
        {stopped?.at_ms != null && (
          <Fact name={said.since}>
            <Time at_ms={stopped.at_ms} zone={zone} />
          </Fact>
        )}
        {paused_at_ms !== null && (
          <Fact name={said.paused}>
            <Time at_ms={paused_at_ms} zone={zone} />
          </Fact>
        )}
        {breaker?.open_until_ms != null && (
          <Fact name={said.next_try}>
            <Time at_ms={breaker.open_until_ms} zone={zone} absolute /> ({said.failures(breaker.failures)})
          </Fact>
        )}
        {destination.last_error !== null && stopped === null && (
          <Fact name={said.last_error} wide>
            <ForeignText text={destination.last_error} chars={200} />
          </Fact>
        )}
      </dl>
    </section>
  )
}

interface FactProps {
  name: string
  children: ReactNode
  more?: ReactNode
  wide?: boolean
}

const Fact = ({ name, children, more, wide = false }: FactProps) => (
  <div className={styles.fact} data-wide={wide || undefined}>
    <dt>
      {name} {more}
    </dt>
    <dd>{children}</dd>
  </div>
)

const At = ({ at_ms, zone }: { at_ms: number | null; zone: string }) =>
  at_ms === null ? said.never : <Time at_ms={at_ms} zone={zone} />

function LagExplained({
  destination: { oldest_due_ms },
  zone,
}: {
  destination: DestinationDelivery
  zone: string
}) {
  return (
    <Explained
      what={said.the_lag}
      rule={said.lag_rule}
      inputs={
        oldest_due_ms === null
          ? []
          : [[said.since, <Time key="since" at_ms={oldest_due_ms} zone={zone} absolute />] as const]
      }
    />
  )
}

interface ControlsProps {
  dataset_id: string
  destination: DestinationDelivery
  check: ReturnType<typeof useTokenCheck>
}

function Controls({ dataset_id, destination, check }: ControlsProps) {
  const { destination_id, paused_at_ms } = destination
  const pause = usePause(dataset_id)
  if (!useMay().change) return null
  return (
    <div className={styles.controls}>
      <Button
        variant="default"
        size="xs"
        loading={pause.isPending}
        onClick={() => pause.mutate({ destination_id, paused: paused_at_ms === null })}
      >
        {paused_at_ms === null ? said.pause : said.resume}
      </Button>
      <Button variant="default" size="xs" loading={check.isPending} onClick={() => check.mutate()}>
        {said.token.check}
      </Button>
      <Button
        component={Link}
        variant="default"
        size="xs"
        to="/d/$dataset_id/settings/$section"
        params={{ dataset_id, section: 'delivery' } as never}
      >
        {said.settings}
      </Button>
    </div>
  )
}
