import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { useMay } from '../../client/use-may.js'
import { formatCount } from '../../format/count.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { LetterForm } from './letter-form.js'
import { type Letter, letterQuery, lettersQuery } from './queries.js'
import { useResendLetter } from './use-delivery-changes.js'

const { letter: said } = words.delivery

interface LetterWholeProps {
  dataset_id: string
  destination_id: number
  sighting_id: string
  zone: string
  close(): void
}

/** What was answered to an event, and what is sent of it, to be mended and resent. */
export function LetterWhole({ dataset_id, destination_id, sighting_id, zone, close }: LetterWholeProps) {
  const { search } = useAddress()
  const may_change = useMay().change
  const letters = useInfiniteQuery(lettersQuery(dataset_id, destination_id, search.code))
  const letter = letters.data?.pages
    .flatMap(({ data }) => data)
    .find((one) => one.sighting_id === sighting_id)
  return (
    <div className={styles.letter}>
      {letter === undefined && letters.isPending && <TextSkeleton lines={4} />}
      {letter === undefined && letters.data !== undefined && <p className={styles.note}>{said.gone}</p>}
      {letter !== undefined && <Answered letter={letter} zone={zone} />}
      <Link
        className={styles.link}
        to="/d/$dataset_id/counted/$sighting_id"
        params={{ dataset_id, sighting_id }}
      >
        {said.counted}
      </Link>
      {may_change ? (
        <Mending {...{ dataset_id, destination_id, sighting_id, close }} letter={letter} />
      ) : (
        <p className={styles.note}>{said.reader}</p>
      )}
    </div>
  )
}

function Answered({ letter, zone }: { letter: Letter; zone: string }) {
  const { event_name, refusal, request, reason, attempts, deadline_ms, stripped } = letter
  const trace = refusal?.fbtrace_id ?? request?.fbtrace_id ?? null
  return (
    <>
      <section className={styles.said} aria-label={said.said}>
        <div className={styles.strong}>
          <ForeignText text={refusal?.title ?? words.delivery.dead.expired} />
        </div>
        <ForeignText text={refusal?.message ?? request?.why ?? ''} chars={600} />
        {trace !== null && (
          <div>
            {said.trace} <ForeignText text={trace} mono />
          </div>
        )}
      </section>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{words.delivery.letters.event}</dt>
          <dd>
            <ForeignText text={event_name} />
          </dd>
        </div>
        <div className={styles.fact}>
          <dt>{said.code}</dt>
          <dd>
            <ForeignText text={reason ?? ''} mono />
          </dd>
        </div>
        <div className={styles.fact}>
          <dt>{said.tries}</dt>
          <dd>{formatCount(attempts)}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{said.until}</dt>
          <dd>
            <Time at_ms={deadline_ms} zone={zone} absolute />
          </dd>
        </div>
        {stripped.length > 0 && (
          <div className={styles.fact} data-wide>
            <dt>{said.stripped}</dt>
            <dd>
              <ForeignText text={stripped.join(', ')} mono />
            </dd>
          </div>
        )}
      </dl>
    </>
  )
}

interface MendingProps {
  dataset_id: string
  destination_id: number
  sighting_id: string
  letter: Letter | undefined
  close(): void
}

function Mending({ dataset_id, destination_id, sighting_id, letter, close }: MendingProps) {
  const sent = useQuery(letterQuery(dataset_id, destination_id, sighting_id))
  const resend = useResendLetter(dataset_id, destination_id, sighting_id)
  if (sent.error !== null)
    return (
      <Failed
        what={said.what}
        error={sent.error}
        since_ms={sent.errorUpdatedAt}
        retry={sent.refetch}
        inline
      />
    )
  if (sent.data === undefined) return <TextSkeleton lines={6} />
  const { graph_event, foreseen, withheld, edited } = sent.data
  if (graph_event === null)
    return (
      <>
        <p className={styles.note}>{said.withheld(withheld ?? '')}</p>
        <Refusal error={resend.error} />
        <div>
          <Button loading={resend.isPending} onClick={() => resend.mutate(null, { onSuccess: close })}>
            {said.resend}
          </Button>
        </div>
      </>
    )
  return (
    <>
      {foreseen !== null && foreseen.message !== letter?.refusal?.message && (
        <div className={styles.warned} role="status">
          {said.foreseen(edited)} <ForeignText text={foreseen.message} chars={300} />
        </div>
      )}
      <LetterForm
        event={graph_event as { [key: string]: unknown }}
        refused={foreseen?.message ?? letter?.refusal?.message ?? ''}
        busy={resend.isPending}
        error={resend.error}
        send={(event) => resend.mutate(event, { onSuccess: close })}
      />
    </>
  )
}
