import { Button, Group } from '@mantine/core'
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
  const { data: tested } = test
  return (
    <div className={styles.item}>
      <div className={styles.item_words}>
        <h3 className={styles.item_title}>
          {alerts.kinds[target.kind]} · <ForeignText text={named} />
        </h3>
        <div className={styles.dim}>{alerts.tells(severities)}</div>
        <Status channel={channel} zone={zoneOf(dataset)} />
        <div role="status">
          {tested?.sent === true && <span className={styles.good}>{alerts.test_sent(tested.rejected)}</span>}
          {tested?.sent === false && (
            <span className={styles.failed}>
              {alerts.test_failed} <ForeignText text={tested.failure ?? ''} />
            </span>
          )}
          {test.error !== null && <span className={styles.failed}>{test.error.message}</span>}
        </div>
      </div>
      {may.change && (
        <Group gap="xs">
          <Button
            size="compact-md"
            variant="default"
            loading={test.isPending}
            aria-label={alerts.test_of(named)}
            onClick={() => test.mutate()}
          >
            {alerts.test}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            aria-label={alerts.edit_of(named)}
            onClick={() => set({ open: `alert:${id}` })}
          >
            {alerts.edit}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            className={styles.danger}
            aria-label={alerts.delete_of(named)}
            loading={remove.isPending}
            onClick={() => (has_secret ? set({ open: `delete:${id}` }) : remove.mutate())}
          >
            {alerts.delete}
          </Button>
        </Group>
      )}
      {may.change && search.open === `delete:${id}` && (
        <Delete channel={channel} onClose={() => set({ open: undefined }, { replace: true })} />
      )}
    </div>
  )
}

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
      title={alerts.delete_of(targetText(channel.target))}
      action={alerts.delete}
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
