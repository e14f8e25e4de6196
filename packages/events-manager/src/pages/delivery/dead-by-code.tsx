import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import { useMay } from '../../client/use-may.js'
import { formatCount } from '../../format/count.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { type DestinationDelivery, sampleQuery } from './queries.js'
import { CODES_SHOWN, deadByCode } from './standing.js'
import { useResendCode } from './use-delivery-changes.js'

const { delivery: said } = words

interface DeadByCodeProps {
  dataset_id: string
  destination: DestinationDelivery
}

/** What was not taken, by code, in the destination's words, with a way to send all of a code again. */
export function DeadByCode({ dataset_id, destination }: DeadByCodeProps) {
  const codes = deadByCode(destination.reasons).slice(0, CODES_SHOWN)
  return (
    <>
      <ul className={styles.codes}>
        {codes.map((row) => (
          <CodeRow
            key={row.code}
            dataset_id={dataset_id}
            destination_id={destination.destination_id}
            {...row}
          />
        ))}
      </ul>
      <p className={styles.padded}>{said.dead.note}</p>
    </>
  )
}

interface CodeRowProps {
  dataset_id: string
  destination_id: number
  code: string
  count: number
  is_expired: boolean
}

function CodeRow({ dataset_id, destination_id, code, count, is_expired }: CodeRowProps) {
  const { search, set } = useAddress()
  const { data: sample } = useQuery(sampleQuery(dataset_id, destination_id, code))
  const resend = useResendCode(dataset_id, destination_id)
  const may_change = useMay().change
  const is_shown = search.code === code
  const title = sample?.refusal?.title ?? (is_expired ? said.dead.expired : '')
  return (
    <li className={styles.code}>
      <div className={styles.code_words}>
        <div className={styles.strong}>
          <ForeignText text={title === '' ? code : title} />
        </div>
        {sample?.refusal && <ForeignText text={sample.refusal.message} chars={220} />}
        <div className={styles.dimmed}>
          {said.dead.code} <ForeignText text={code} mono />
        </div>
      </div>
      {!may_change && <div className={styles.code_count}>{formatCount(count)}</div>}
      <div className={styles.controls}>
        <Button
          variant="default"
          size="xs"
          aria-pressed={is_shown}
          onClick={() => set({ code: is_shown ? undefined : code })}
        >
          {is_shown ? said.dead.showing : said.dead.see}
        </Button>
        {may_change && (
          <Button size="xs" loading={resend.isPending} onClick={() => resend.mutate(code)}>
            {said.dead.resend(count)}
          </Button>
        )}
      </div>
    </li>
  )
}
