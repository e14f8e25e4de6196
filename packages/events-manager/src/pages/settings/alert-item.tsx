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
import { type AlertChannel, alertsQuery } from './queries.js'
import { ALERT_FIELDS, bodyToMake, fieldsOfKind } from './record-fields.js'
import styles from './settings.module.css'
import { targetText } from './target-text.js'

const { alerts } = words.settingsLists

interface ItemProps {
  channel: AlertChannel
  dataset: Dataset
}

/** A channel: where to, which issues, how sending goes; a test shows its outcome here. */
export function AlertItem({ channel, dataset }: ItemProps) {
  const { id, target, severities, has_secret } = channel
  const { search, set } = useAddress()
  const may = useMay()
  const named = targetText(target)
  const test = useTest(channel)
  const remove = useDelete(channel)
  const actions = (
    <>
      <ItemAction
        label={alerts.test}
        label_of={alerts.test_of(named)}
        busy={test.isPending}
        onClick={() => test.mutate()}
      />
      <ItemAction
        label={words.parts.edit}
        label_of={words.parts.edit_of(named)}
        onClick={() => set({ open: `alert:${id}` })}
      />
      <ItemAction
        label={words.parts.delete}
        label_of={words.parts.delete_of(named)}
        is_danger
        busy={remove.isPending}
        onClick={() => (has_secret ? set({ open: `delete:${id}` }) : remove.mutate())}
      />
    </>
  )
  return (
    <>
      <ListedItem
        title={
          <>
            {alerts.kinds[target.kind]} · <ForeignText text={named} />
          </>
        }
        actions={may.change ? actions : null}
      >
        <div className={styles.dim}>{alerts.tells(severities)}</div>
        <Status channel={channel} zone={zoneOf(dataset)} />
        <TestShown test={test} />
      </ListedItem>
      {may.change && search.open === `delete:${id}` && (
        <Delete channel={channel} onClose={() => set({ open: undefined }, { replace: true })} />
      )}
    </>
  )
}

/** How the test went that was just asked for. */
const TestShown = ({ test: { data, error } }: { test: ReturnType<typeof useTest> }) => (
  <div role="status">
    {data?.sent === true && <span className={styles.good}>{alerts.test_sent(data.rejected)}</span>}
    {data?.sent === false && (
      <span className={styles.failed}>
        {alerts.test_failed} <ForeignText text={data.failure ?? ''} />
      </span>
    )}
    {error !== null && <span className={styles.failed}>{error.message}</span>}
  </div>
)

function Status({ channel: { status }, zone }: { channel: AlertChannel; zone: string }) {
  if (status === null || (status.last_sent_ms === null && status.failures === 0 && status.waiting === 0))
    return <div>{alerts.nothing_sent}</div>
  const { last_sent_ms, failures, failure, retry_at_ms, waiting, dropped } = status
  return (
    <>
      <div>
        {last_sent_ms !== null && (
          <>
            {alerts.last_sent} <Time at_ms={last_sent_ms} zone={zone} />.{' '}
          </>
        )}
        {waiting > 0 && alerts.waiting(waiting)} {dropped > 0 && alerts.dropped(dropped)}
      </div>
      {failures > 0 && (
        <div className={styles.failed}>
          {alerts.failures(failures)} <ForeignText text={(failure ?? '').replace(/\.$/, '')} />.{' '}
          {retry_at_ms !== null && (
            <>
              {alerts.next_try} <Time at_ms={retry_at_ms} zone={zone} absolute />.
            </>
          )}
        </div>
      )}
    </>
  )
}

interface Tested {
  sent: boolean
  failure: string | null
  rejected: number
}

/** Asks again how the channels stand. */
function useRefresh({ dataset_id }: AlertChannel) {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: alertsQuery(dataset_id).queryKey })
}

function useTest(channel: AlertChannel) {
  const refresh = useRefresh(channel)
  return useMutation({
    mutationFn: () => ask<Tested>('POST', `${pathOf(channel)}/test`),
    onSettled: refresh,
  })
}

const pathOf = ({ id, dataset_id }: AlertChannel) => `/api/datasets/${dataset_id}/alerts/${id}`

/** Without a secret it is deleted at once, since it can be set up again as it was. */
function useDelete(channel: AlertChannel) {
  const refresh = useRefresh(channel)
  const putBack = async () => {
    await ask('POST', `/api/datasets/${channel.dataset_id}/alerts`, { body: asMade(channel) })
    await refresh()
  }
  return useMutation({
    mutationFn: () => ask('DELETE', pathOf(channel)),
    onSuccess: () => {
      showNotice({ text: alerts.was_deleted, undo: () => putBack().catch(tellFailure) })
      return refresh()
    },
    onError: tellFailure,
  })
}

/** With a secret it is asked first, since nobody here knows what to put back. */
function Delete({ channel, onClose }: { channel: AlertChannel; onClose(): void }) {
  const refresh = useRefresh(channel)
  return (
    <Confirm
      title={words.parts.delete_of(targetText(channel.target))}
      action={words.parts.delete}
      run={() => ask('DELETE', pathOf(channel))}
      onDone={() => {
        showNotice({ text: alerts.was_deleted })
        return refresh()
      }}
      onClose={onClose}
    >
      {alerts.delete_text}
    </Confirm>
  )
}

/** What would make it again. */
const asMade = ({ target, ...channel }: AlertChannel) => ({
  kind: target.kind,
  ...bodyToMake(fieldsOfKind(ALERT_FIELDS, target.kind), { ...channel, ...target }),
})
