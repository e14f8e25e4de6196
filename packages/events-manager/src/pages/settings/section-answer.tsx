import { useQuery } from '@tanstack/react-query'
import type { Dataset } from '../../client/queries.js'
import { Answer } from '../../parts/answer.js'
import { Time } from '../../parts/figures.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { alertsQuery, destinationsQuery, tokensQuery } from './queries.js'
import type { SectionName } from './sections.js'

const { answers, tokens } = words.settings

/** What holds now, in a sentence from the data; of a list nothing is said before it is there. */
export function SectionAnswer({ dataset, section }: { dataset: Dataset; section: SectionName }) {
  switch (section) {
    case 'tokens':
      return <TokensAnswer dataset={dataset} />
    case 'delivery':
      return <DeliveryAnswer dataset_id={dataset.id} />
    case 'alerts':
      return <AlertsAnswer dataset={dataset} />
    default:
      return <Answer>{answers[section](dataset)}</Answer>
  }
}

function TokensAnswer({ dataset }: { dataset: Dataset }) {
  const rows = useQuery(tokensQuery(dataset.id)).data
  if (rows === undefined) return null
  const live = rows.filter(({ revoked_at_ms }) => revoked_at_ms === null)
  const newest_ms = Math.max(...live.map(({ created_at_ms }) => created_at_ms))
  return (
    <Answer>
      {tokens.answer(live.length)}{' '}
      {live.length > 0 && (
        <>
          {tokens.newest} <Time at_ms={newest_ms} zone={zoneOf(dataset)} />.
        </>
      )}
    </Answer>
  )
}

function DeliveryAnswer({ dataset_id }: { dataset_id: string }) {
  const rows = useQuery(destinationsQuery(dataset_id)).data
  if (rows === undefined) return null
  const sending = rows.filter(
    ({ paused_at_ms, secrets_readable, private_host }) =>
      paused_at_ms === null && secrets_readable && private_host === null,
  )
  return <Answer>{answers.delivery(rows.length, sending.length)}</Answer>
}

function AlertsAnswer({ dataset }: { dataset: Dataset }) {
  const rows = useQuery(alertsQuery(dataset.id)).data
  if (rows === undefined) return null
  const failing = rows.filter(({ status }) => (status?.failures ?? 0) > 0).length
  const last_ms = Math.max(0, ...rows.map(({ status }) => status?.last_sent_ms ?? 0))
  return (
    <Answer>
      {answers.alerts(rows.length, failing)}{' '}
      {last_ms > 0 && (
        <>
          {answers.last_sent} <Time at_ms={last_ms} zone={zoneOf(dataset)} />.
        </>
      )}
    </Answer>
  )
}
