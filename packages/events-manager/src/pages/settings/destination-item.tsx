import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import type { Dataset } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { Confirm } from '../../parts/confirm.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { ItemAction, ListedItem } from './listed-item.js'
import { type Destination, destinationsQuery } from './queries.js'
import styles from './settings.module.css'

const { destinations } = words.settingsLists

interface ItemProps {
  destination: Destination
  dataset: Dataset
}

/** A destination in a few lines: where to, whether it sends, and what keeps it from it. */
export function DestinationItem({ destination, dataset }: ItemProps) {
  const { id, name, kind, target_id, paused_at_ms, events, test_event_code } = destination
  const { search, set } = useAddress()
  const may = useMay()
  const zone = zoneOf(dataset)
  const actions = (
    <>
      <ItemAction
        label={words.parts.edit}
        label_of={words.parts.edit_of(name)}
        onClick={() => set({ open: `destination:${id}` })}
      />
      <Pause destination={destination} />
      <ItemAction
        label={words.parts.delete}
        label_of={words.parts.delete_of(name)}
        is_danger
        onClick={() => set({ open: `delete:${id}` })}
      />
    </>
  )
  return (
    <>
      <ListedItem title={<ForeignText text={name} />} actions={may.change ? actions : null}>
        <div className={styles.dim}>
          {destinations.kinds[kind]} · <span className={styles.mono}>{target_id}</span>
        </div>
        <div>
          {paused_at_ms === null ? (
            destinations.sends(events as string[])
          ) : (
            <span className={styles.warned}>
              {destinations.paused} <Time at_ms={paused_at_ms} zone={zone} />.
            </span>
          )}{' '}
          {test_event_code !== null && destinations.testing(test_event_code)}
        </div>
        <Trouble destination={destination} />
      </ListedItem>
      {may.change && search.open === `delete:${id}` && (
        <Delete destination={destination} onClose={() => set({ open: undefined }, { replace: true })} />
      )}
    </>
  )
}

const Trouble = ({ destination: { secrets_readable, private_host } }: { destination: Destination }) => (
  <>
    {!secrets_readable && <div className={styles.failed}>{destinations.unreadable}</div>}
    {private_host !== null && <div className={styles.failed}>{destinations.private_host(private_host)}</div>}
  </>
)

function Pause({ destination: { id, dataset_id, name, paused_at_ms } }: { destination: Destination }) {
  const queries = useQueryClient()
  const patch = async (paused: boolean) => {
    await ask('PATCH', `/api/datasets/${dataset_id}/destinations/${id}`, { body: { paused } })
    await queries.invalidateQueries({ queryKey: destinationsQuery(dataset_id).queryKey })
  }
  const { mutate, isPending } = useMutation({
    mutationFn: patch,
    onSuccess: (_done, paused) =>
      showNotice({
        text: paused ? destinations.was_paused(name) : destinations.was_resumed(name),
        undo: () => patch(!paused).catch(tellFailure),
      }),
    onError: tellFailure,
  })
  const is_paused = paused_at_ms !== null
  return (
    <ItemAction
      label={is_paused ? destinations.resume : destinations.pause}
      label_of={is_paused ? destinations.resume_of(name) : destinations.pause_of(name)}
      busy={isPending}
      onClick={() => mutate(!is_paused)}
    />
  )
}

function Delete({ destination, onClose }: { destination: Destination; onClose(): void }) {
  const { id, dataset_id, name } = destination
  const queries = useQueryClient()
  return (
    <Confirm
      title={words.parts.delete_of(name)}
      word={name}
      action={words.parts.delete}
      run={() => ask('DELETE', `/api/datasets/${dataset_id}/destinations/${id}`, { body: { name } })}
      onDone={() => {
        showNotice({ text: destinations.was_deleted(name) })
        return queries.invalidateQueries({ queryKey: destinationsQuery(dataset_id).queryKey })
      }}
      onClose={onClose}
    >
      {destinations.delete_text}
    </Confirm>
  )
}
